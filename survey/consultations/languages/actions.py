"""What is done about languages: a reviewer signs a translation, or a signature is withdrawn."""

from collections.abc import Iterable
from datetime import datetime

from survey.accounts.actions import record
from survey.accounts.audit import COMMAND_LINE, tag
from survey.consultations.languages import store
from survey.consultations.languages.signature import Signature, Text, check_signature
from survey.db.session import Transaction


class NotSigned(LookupError):
    """No signature stands under this language."""


def signatures(tx: Transaction) -> tuple[Signature, ...]:
    """Returns every signature, the oldest first, withdrawn ones too."""
    return store.all_signatures(tx)


def sign(
    tx: Transaction,
    language: str,
    texts: Iterable[Text],
    *,
    reviewer: str,
    standing: str,
    by: str,
    now: datetime,
) -> Signature:
    """Keeps that a reviewer has read these texts, in place of an earlier signature; raises NotSignable.

    `reviewer` is their name, `standing` how they come to know the language; `by` is the account that enters it.
    """
    name, how = check_signature(reviewer, standing)
    read = frozenset(text.digest for text in texts)
    entered_by = None if by == COMMAND_LINE else by
    signed = Signature(language, name, how, read, entered_by, now)
    store.withdraw(tx, language, now)
    store.add(tx, signed)
    record(tx, by, tag(by, "language:signed"), language, {"reviewer": name, "texts": len(read)}, now)
    return signed


def withdraw(tx: Transaction, language: str, *, by: str, now: datetime) -> None:
    """Takes a language out of what people are offered; raises NotSigned where no signature stands."""
    if not store.withdraw(tx, language, now):
        raise NotSigned(language)
    record(tx, by, tag(by, "language:withdrawn"), language, {}, now)
