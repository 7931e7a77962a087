"""The figures of a summary as plain values: what its file of figures holds, and every format is made from."""

from typing import TypedDict


class Line(TypedDict):
    """One line of how the year went."""

    name: str
    figure: str
    """How it went, such as '7 offences or -2.6%'."""
    verdict: str
    """See survey.priorities.performance.line.Verdict."""
    words: str
    """The whole line, such as 'Total robbery: 7 offences or -2.6%: target missed'."""
    previous: str | None
    current: str | None
    change: str | None
    percent: str | None
    target: str
    sources: list[str]


class Performance(TypedDict):
    """How the year went."""

    year: str
    edition: int
    """Which publication of the results; 0 where they were not published."""
    lines: list[Line]


class Promise(TypedDict):
    """What is taken up: what people said, what will be done, and by how much."""

    key: str
    name: str
    adapted: bool
    you_said: str
    we_will: str
    reason: str
    targets: list[str]
    owner: str
    due: str


class LeftOut(TypedDict):
    """What is not taken up, and why."""

    key: str
    name: str
    reason: str


class Plan(TypedDict):
    """The published plan."""

    year: str
    edition: int
    promises: list[Promise]
    left_out: list[LeftOut]


class Priority(TypedDict):
    """One choice of the question on priorities, in the area beside London; None is hidden or not known."""

    key: str
    labels: dict[str, str]
    """Language → words."""
    weighted: float | None
    """Share that put it among their priorities, 0 to 1."""
    unweighted: float | None
    count: int | None
    london_weighted: float | None
    london_unweighted: float | None


class Voice(TypedDict):
    """What one audience put first."""

    family: str
    base: int | None
    """Responses of the area that answered the question."""
    london_base: int | None
    priorities: list[Priority]
    """Those of the area that most named first."""


class Theme(TypedDict):
    """One theme of what people wrote."""

    name: str
    share: float | None
    """Of the coded texts, 0 to 1."""
    count: int | None


class Written(TypedDict):
    """What people wrote in answer to one question, in London: boroughs have too few texts to be told apart safely."""

    family: str
    purpose: str
    """why or what."""
    title: str
    base: int | None
    area: str
    themes: list[Theme]


class Channel(TypedDict):
    """How many took part by one way."""

    key: str
    here: int | None
    london: int | None


class Group(TypedDict):
    """A group among those who took part beside its part of the population."""

    margin: str
    name: str
    share: float | None
    population: float


class Answers(TypedDict):
    """What people told us, from a public edition of the figures."""

    edition: str
    """Which public edition of the figures it is, in words."""
    as_of: str
    """The day of its data, ISO 8601."""
    responses: int | None
    london_responses: int | None
    channels: list[Channel]
    voices: list[Voice]
    written: list[Written]
    groups: list[Group]
    method: list[str]
    """How the figures were made: a line each, in English."""


class Figures(TypedDict):
    """All figures of one summary."""

    area: str
    round: str
    round_name: str
    opened: str
    closed: str
    """Days, ISO 8601."""
    performance: Performance | None
    plan: Plan | None
    answers: Answers | None
