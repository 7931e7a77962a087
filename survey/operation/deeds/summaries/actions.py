"""All Local Policing Summaries of a round in one go: drafted from the data, and published once approved."""

from zoneinfo import ZoneInfo

from survey.config import shipped_folder
from survey.fieldwork.paper.typesetting import FontsMissing, SettingFailed
from survey.operation.jobs.job import Came, Refused, Work
from survey.summaries.local import actions as local
from survey.summaries.local.rendering import House


def draft(work: Work) -> Came:
    """Drafts the summary of London and of every borough; those in hand or published stay as they are."""
    found = local.draft_all(
        work.database,
        work.parameters["round"],
        actor=work.job.asked_by,
        now=work.now(),
        progress=work.told,
    )
    stay = found.as_they_were + found.in_hand
    return Came(f"{found.made} drafts made, {found.renewed} given newer figures, {stay} as they were.")


def publish(work: Work) -> Came:
    """Publishes every summary that is approved."""
    asked = work.parameters
    house = House(asked["sponsor"], asked["address"], shipped_folder("templates"), ZoneInfo(asked["zone"]))
    try:
        done = local.publish_all(
            work.database,
            asked["round"],
            house,
            actor=work.job.asked_by,
            now=work.now(),
            progress=work.told,
        )
    except FontsMissing as fault:
        raise Refused(
            "The fonts for PDF files are missing on the server: whoever runs it runs 'python assets/build.py' in the "
            "project’s folder and restarts the service. Nothing was published."
        ) from fault
    except SettingFailed as fault:
        raise Refused(_why_not(fault)) from fault
    return Came(f"{done} {'summary was' if done == 1 else 'summaries were'} published.")


def _why_not(fault: SettingFailed) -> str:
    if fault.signs:
        return (
            f"The summary of {fault.where} holds signs that the fonts lack: {' '.join(fault.signs)}. Return it, so "
            "that they are written in other words. Nothing was published."
        )
    return (
        f"The PDF of {fault.where} can’t be made. Nothing was published. 'survey summary publish' says why to whoever "
        "runs the server."
    )
