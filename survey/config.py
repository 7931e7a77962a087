"""The settings: read once, at the edge, from SURVEY_* variables and the instance folder."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

PACKAGE = Path(__file__).parent
"""The folder of the package, in a checkout or where it was installed."""


def shipped_folder(name: str) -> Path:
    """Finds a folder that a wheel carries inside the package and a checkout keeps beside it."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


class SettingsError(ValueError):
    """A setting can't be used; the message names the variable and the mend."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What small numbers may be told: one rule set for every outlet of an installation."""

    small_count: int = 5
    """Counts from 1 to below this are left out of what is published, and of what viewers see."""
    smallest_base: int = 50
    """Unweighted responses below which a table gives counts and no shares."""
    fewest_changed: int = 10
    """People who have to be new, or gone, before a published count is published anew."""
    rounding: int = 1
    """Published counts are rounded to multiples of this."""
    dominance: int = 85
    """Per cent of a sum over businesses above which the two largest may not be."""

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "Limits":
        """Reads the variables; raises SettingsError."""
        plain = cls()
        return cls(
            small_count=_number(environment, "SURVEY_SMALL_COUNT", default=plain.small_count, least=3),
            smallest_base=_number(environment, "SURVEY_SMALLEST_BASE", default=plain.smallest_base, least=10),
            fewest_changed=_number(
                environment, "SURVEY_FEWEST_CHANGED", default=plain.fewest_changed, least=5
            ),
            rounding=_number(environment, "SURVEY_PUBLIC_ROUNDING", default=plain.rounding, least=1),
            dominance=_number(environment, "SURVEY_DOMINANCE", default=plain.dominance, least=50, most=100),
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """All that an installation decides for itself."""

    instance: Path
    database_url: str
    secret_key: str
    time_zone: ZoneInfo
    sponsor: str
    sponsor_email: str
    secure_cookies: bool
    public_url: str
    trusted_proxies: int
    test_languages: bool
    smtp_host: str
    smtp_port: int
    smtp_security: str
    smtp_user: str
    smtp_password: str
    mail_from: str
    mail_merge: bool

    @property
    def sends_mail(self) -> bool:
        """Says whether mail goes out by itself, over a server."""
        return bool(self.smtp_host)

    @property
    def may_tell(self) -> bool:
        """Says whether people can be written to at all; where they can't, nobody is asked for an address."""
        return self.sends_mail or self.mail_merge

    @classmethod
    def load(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Reads the variables, makes the instance folder and its secret on first use; raises SettingsError."""
        instance = Path(environment.get("SURVEY_INSTANCE") or "instance").resolve()
        instance.mkdir(parents=True, exist_ok=True)
        _check_mail(environment)
        Limits.of(environment)
        return cls(
            instance=instance,
            database_url=environment.get("SURVEY_DATABASE_URL") or f"sqlite:///{instance / 'survey.sqlite'}",
            secret_key=environment.get("SURVEY_SECRET_KEY") or _kept_secret(instance / "secret_key"),
            time_zone=_zone(environment.get("SURVEY_TIME_ZONE") or "Europe/London"),
            sponsor=environment.get("SURVEY_SPONSOR") or "Your police authority",
            sponsor_email=environment.get("SURVEY_SPONSOR_EMAIL") or "",
            secure_cookies=_yes_no(environment, "SURVEY_SECURE_COOKIES", default=False),
            public_url=(environment.get("SURVEY_PUBLIC_URL") or "").rstrip("/"),
            trusted_proxies=_number(environment, "SURVEY_TRUSTED_PROXIES", default=0),
            test_languages=_yes_no(environment, "SURVEY_TEST_LANGUAGES", default=False),
            smtp_host=environment.get("SURVEY_SMTP_HOST") or "",
            smtp_port=_number(environment, "SURVEY_SMTP_PORT", default=587),
            smtp_security=_one_of(environment, "SURVEY_SMTP_SECURITY", ("starttls", "tls", "none")),
            smtp_user=environment.get("SURVEY_SMTP_USER") or "",
            smtp_password=environment.get("SURVEY_SMTP_PASSWORD") or "",
            mail_from=environment.get("SURVEY_MAIL_FROM") or "",
            mail_merge=_yes_no(environment, "SURVEY_MAIL_MERGE", default=False),
        )


def _check_mail(environment: Mapping[str, str]) -> None:
    """Raises SettingsError where mail would go out without a sender, or without an address for its links."""
    by_server = bool(environment.get("SURVEY_SMTP_HOST"))
    if by_server and "@" not in environment.get("SURVEY_MAIL_FROM", ""):
        raise SettingsError(
            "SURVEY_MAIL_FROM: write the address that mail comes from, as SURVEY_SMTP_HOST is set"
        )
    if by_server and not environment.get("SURVEY_PUBLIC_URL"):
        raise SettingsError(
            "SURVEY_PUBLIC_URL: write the address of these pages, as mails hold links to them"
        )


def _kept_secret(path: Path) -> str:
    """Reads the installation's secret, minting it once; the file is for its owner alone."""
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as fault:
        raise SettingsError(
            f"SURVEY_TIME_ZONE: no time zone is called {name!r}; try Europe/London"
        ) from fault


def _yes_no(environment: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = environment.get(name, "").strip().lower()
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    if not value:
        return default
    raise SettingsError(f"{name}: write yes or no, not {value!r}")


def _one_of(environment: Mapping[str, str], name: str, known: tuple[str, ...]) -> str:
    """Reads one of several words; the first of them is what is meant where nothing is written."""
    value = environment.get(name, "").strip().lower() or known[0]
    if value not in known:
        raise SettingsError(f"{name}: write one of {', '.join(known)}, not {value!r}")
    return value


def _number(
    environment: Mapping[str, str], name: str, *, default: int, least: int = 0, most: int | None = None
) -> int:
    value = environment.get(name, "").strip()
    if not value:
        return default
    if not value.isdigit():
        raise SettingsError(f"{name}: write a whole number, not {value!r}")
    if int(value) < least or (most is not None and int(value) > most):
        span = f"{least} or more" if most is None else f"a number from {least} to {most}"
        raise SettingsError(f"{name}: write {span}, not {value}")
    return int(value)


def _limits() -> Limits:
    """Reads the limits of this process; a wrong one stops the start where the settings are loaded."""
    try:
        return Limits.of(os.environ)
    except SettingsError:
        return Limits()


LIMITS = _limits()
"""Of this process: no call can be given others by mistake."""
