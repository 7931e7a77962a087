"""Long work on what people wrote: learning, accepting, taking back, looking for campaigns, the integrity report."""

from survey.operation.jobs.job import Came, Refused, Work
from survey.themes.codebook import actions as codebooks
from survey.themes.integrity import actions as integrity
from survey.themes.proposals import actions as proposals
from survey.themes.proposals.run import CannotLearn, NotPrecise
from survey.weighting.actions import weighing
from survey.weighting.targets import scheme_of


def train(work: Work) -> Came:
    """Has every theme of a codebook learnt anew from what people coded."""
    codebook = work.parameters["codebook"]
    try:
        run = proposals.train(work.database, codebook, work.job.asked_by, work.now(), work.told)
    except CannotLearn as fault:
        raise Refused(
            f"{fault.coded:,} texts of different wording are coded; {fault.least:,} are needed before anything can be "
            "learnt."
        ) from fault
    return Came(f"Learnt from {run.trained_on:,} texts. Look at what it is worth before you accept anything.")


def accept(work: Work) -> Came:
    """Gives a theme to all texts from the likelihood on that reaches the precision chosen."""
    codebook, theme, precision = (work.parameters[name] for name in ("codebook", "theme", "precision"))
    with work.database.reading() as tx:
        name = codebooks.find(tx, codebook).by_id[theme].name
    try:
        given = proposals.accept(
            work.database, codebook, theme, precision / 100, work.job.asked_by, work.now(), work.noted
        )
    except NotPrecise as fault:
        raise Refused(
            "The theme is not recognised that precisely. Code more texts, or ask for less."
        ) from fault
    return Came(f"Accepted: {given:,} {'answer' if given == 1 else 'answers'} more {_have(given)} ‘{name}’.")


def _have(given: int) -> str:
    return "has" if given == 1 else "have"


def take_back(work: Work) -> Came:
    """Takes what was accepted of a theme back."""
    codebook, theme = work.parameters["codebook"], work.parameters["theme"]
    proposals.take_back(work.database, codebook, theme, work.job.asked_by, work.now(), work.noted)
    return Came("Taken back. What people decided stays.")


def find_alike(work: Work) -> Came:
    """Looks for answers that say nearly the same."""
    proposals.find_groups(
        work.database, work.parameters["codebook"], work.job.asked_by, work.now(), work.told
    )
    return Came("Looked through.")


def look_into(work: Work) -> Came:
    """Looks at all responses of a questionnaire by the published rules."""
    asked = work.parameters
    scheme = scheme_of(asked["family"])
    report = integrity.look(
        work.database,
        asked["round"],
        asked["family"],
        work.job.asked_by,
        work.now(),
        weighing(scheme, asked["round"], everything=True) if scheme else None,
    )
    return Came(
        f"{report.figures['flagged']:,} of {report.figures['looked_at']:,} responses are flagged. "
        "Nothing was deleted."
    )
