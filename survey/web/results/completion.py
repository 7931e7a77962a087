"""How many begin and send, on which page the others stop, and how long it takes."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort

from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.questionnaire.definition import Channel, Questionnaire
from survey.responses import actions as responses
from survey.responses.completion import AT_THE_END, Completion, Step
from survey.web.access import staff
from survey.web.language import gettext, language, later
from survey.web.request import database, now
from survey.web.results.pages import ResultsPage, opened, show
from survey.web.results.words import CHANNELS

WAYS = (
    (later("On the website"), (Channel.WEB,)),
    (later("By telephone"), (Channel.TELEPHONE,)),
)
"""The ways that are answered page by page; paper comes whole, and a kiosk keeps no drafts."""


@dataclass(frozen=True, slots=True)
class Way:
    """The completion of one way of answering."""

    name: str
    completion: Completion
    titles: dict[str, str]

    def title(self, step: Step) -> str:
        """Names the page of a step."""
        return self.titles[step.page]


def hang(blueprint: Blueprint) -> None:
    """Hangs this view on the door."""
    blueprint.get("/staff/results/<family>/completion")(completion)


@staff(Role.ANALYST)
def completion(family: str) -> Any:
    """Shows who stopped where, way by way, and the time that sending took."""
    with opened(family) as page:
        about = page.round or abort(404)
        with database().reading() as tx:
            version = consultations.live_version(tx, about.key, family) or abort(404)
            found = [
                Way(
                    str(name),
                    responses.completion_of(tx, about.key, version.questionnaire, channels, now()),
                    _titles(version.questionnaire),
                )
                for name, channels in WAYS
            ]
        ways = [one for one in found if one.completion.sent + one.completion.left + one.completion.under_way]
        return show("results/completion.html", page, ways_in=ways, times=_times(page))


def _titles(questionnaire: Questionnaire) -> dict[str, str]:
    pages = [page for section in questionnaire.sections for page in section.pages]
    return {page.key: page.title.say(language()) for page in pages} | {
        AT_THE_END: gettext("Checking the answers")
    }


def _times(page: ResultsPage) -> list[tuple[str, tuple[int, float, float, float]]]:
    """Returns (channel in words, responses and quartiles of minutes) for the ways that are timed by the clock."""
    if page.view is None:
        return []
    taken = page.reckoned("minutes", lambda counts, where: counts.minutes(where))
    timed = [channel.value for _, channels in WAYS for channel in channels]
    return [(str(CHANNELS[channel]), taken[channel]) for channel in timed if channel in taken]
