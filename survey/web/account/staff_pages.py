"""The pages that staff can go to: each is offered to those who may enter it, as its view declares."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask, current_app, request
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from survey.accounts.roles import Role
from survey.web.access import entry_of
from survey.web.language import later


@dataclass(frozen=True, slots=True)
class StaffPage:
    """One page in the navigation, and what can be done there."""

    address: str
    label: Any
    about: Any
    roles: frozenset[Role] = frozenset()
    within: tuple[str, ...] = ()
    """Where further pages begin that are reached from this one."""

    def leads_to(self, path: str) -> int:
        """Returns how much of a path this page or what is within it accounts for, in characters."""
        return max((len(one) for one in (self.address, *self.within) if path.startswith(one)), default=0)


PAGES = (
    StaffPage(
        "/staff/desk",
        later("Telephone desk"),
        later("Ask the questions by telephone and key in the answers."),
    ),
    StaffPage(
        "/staff/desk/ringing",
        later("Callbacks"),
        later("Ring people who asked for it, one after the other."),
    ),
    StaffPage(
        "/staff/desk/board",
        later("Supervisor’s board"),
        later("See how the desk stands, see to referrals, look into calls and correct responses."),
        within=(
            "/staff/desk/ringing/outcomes",
            "/staff/desk/referrals",
            "/staff/desk/flags",
            "/staff/desk/correcting",
        ),
    ),
    StaffPage(
        "/staff/desk/reading", later("Reading queue"), later("Read what people wrote, what can’t wait first.")
    ),
    StaffPage(
        "/staff/paper",
        later("Paper forms"),
        later("Print forms, post the copies that people asked for, and make address labels."),
    ),
    StaffPage(
        "/staff/batches",
        later("Key in paper"),
        later("Key in the forms that came back, bundle by bundle, and sign them off."),
    ),
    StaffPage(
        "/staff/events",
        later("Events"),
        later("Plan events, print their posters, and open kiosks on tablets."),
    ),
    StaffPage(
        "/staff/coding",
        later("Coding"),
        later("Read what people wrote, say which themes it has, and count them."),
    ),
    StaffPage("/staff/results", later("Results"), later("See what people answered, question by question.")),
    StaffPage(
        "/staff/evidence",
        later("Evidence"),
        later("Tables kept for setting priorities, and sample surveys."),
        within=("/staff/benchmarks",),
    ),
    StaffPage(
        "/staff/priorities",
        later("Priorities"),
        later("Weigh the evidence, decide area by area, approve and publish."),
    ),
    StaffPage(
        "/staff/summaries",
        later("Summaries"),
        later("Write, approve and publish the Local Policing Summary of each area."),
    ),
    StaffPage(
        "/staff/performance",
        later("Performance"),
        later("See how a year went against its targets, and take in recorded crime."),
        within=("/staff/crime", "/staff/measures"),
    ),
    StaffPage(
        "/staff/heard",
        later("Not yet heard"),
        later("See which groups of an area have not been heard yet."),
    ),
    StaffPage(
        "/staff/consultations",
        later("Consultations"),
        later("Plan, open, extend and close consultations, and publish questionnaires."),
    ),
    StaffPage(
        "/staff/informing",
        later("Keep informed"),
        later("Write to people who asked to be told what came of a consultation."),
    ),
    StaffPage(
        "/staff/languages",
        later("Languages"),
        later("Read the translations, and say in which languages people are offered the pages."),
    ),
    StaffPage(
        "/staff/jobs",
        later("Jobs"),
        later("See how far long work is that you asked for, and keep the files that came of it."),
    ),
    StaffPage("/staff/users", later("Staff"), later("Add colleagues and say what each may do.")),
    StaffPage("/staff/audit", later("Audit trail"), later("Look up who did what, and when.")),
)


def build_navigation(app: Flask) -> None:
    """Gives templates `navigation` and `current_user`; both look up who is signed in only when asked."""
    app.jinja_env.globals.update(current_user=current_user, navigation=_Navigation())


def offered() -> list[StaffPage]:
    """Returns the pages that the person signed in may enter."""
    pages: Sequence[StaffPage] | None = current_app.extensions.get("survey_staff_pages")
    if pages is None:  # every door is hung by the time that a page is asked for
        pages = current_app.extensions["survey_staff_pages"] = _known(current_app)
    return [page for page in pages if page.roles & current_user.roles]


class _Navigation:
    """The navigation as layouts walk it; worked out only where a template asks, as public pages do not."""

    def __iter__(self) -> Any:
        pages = offered()
        here = max(pages, key=lambda page: page.leads_to(request.path), default=None)
        # Of two addresses that begin this one, such as the desk and its board, the longer is here.
        for page in pages:
            yield page.label, page.address, page is here and page.leads_to(request.path) > 0


def _known(app: Flask) -> Sequence[StaffPage]:
    """Keeps the pages whose door stands, with the roles that its view lets in."""
    known = []
    for page in PAGES:
        try:
            endpoint, _ = app.url_map.bind("").match(page.address)
        except HTTPException:
            continue
        entry = entry_of(app, endpoint)
        if entry and entry.roles:
            known.append(replace(page, roles=entry.roles))
    return known
