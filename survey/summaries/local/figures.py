"""The figures of a summary as plain values: what its file of figures holds, and every format is made from."""

from typing import NotRequired, TypedDict


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
    """How many of one audience took part, and what they put first."""

    family: str
    size: int | None
    london_size: int
    base: int | None
    """Responses of the area that answered the question on priorities."""
    london_base: int | None
    priorities: list[Priority]
    """Those of the area that most named first; by London's order where the area has too few answers."""


class Theme(TypedDict):
    """One theme of what people wrote."""

    name: str
    share: float | None
    """Of the coded texts, weighted where there are weights, 0 to 1."""


class Written(TypedDict):
    """What people in London wrote about one priority in answer to one question."""

    family: str
    key: str
    labels: dict[str, str]
    """The priority, language → words."""
    title: str
    """What was asked, such as 'Why this matters most'."""
    base: int
    themes: list[Theme]
    here: NotRequired[list[str]]
    """The themes that several people of the area wrote about, most often written first; without figures."""


class Channel(TypedDict):
    """How many took part in London by one way."""

    key: str
    london: dict[str, int | None]
    """Questionnaire → responses; None where they are too few to be told."""


class Group(TypedDict):
    """A group that was heard less than its size."""

    title: str
    """What it is a group of, such as Age."""
    name: str
    share: float | None
    """Its part of those who answered, in London; None of a borough, where it would tell of few."""
    population: float | None


class Source(TypedDict):
    """The public figures that the answers of one audience are taken from."""

    family: str
    edition: int
    data_at: str
    """The day of the data, ISO 8601."""
    weighting: str
    """How responses were weighted, in English; empty where they were not."""


class Answers(TypedDict):
    """What people told us, from the public figures of the consultation."""

    voices: list[Voice]
    channels: list[Channel]
    written: list[Written]
    groups: list[Group]
    sources: list[Source]


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
