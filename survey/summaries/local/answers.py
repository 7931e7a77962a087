"""Takes the answers of an area out of the public figures of the consultation, so that there is one set of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from survey.places.london import WHOLE
from survey.priorities.planning.planning import QUESTION
from survey.summaries.figures.figures import Figures as Public
from survey.summaries.local.figures import Answers, Channel, Group, Priority, Source, Voice, Written


def answers_of(area: str, public: Sequence[Public]) -> Answers | None:
    """Returns what people of an area said, from the figures of each questionnaire; None where there are none."""
    if not public:
        return None
    return {
        "voices": [_voice(area, one) for one in public],
        "channels": _channels(public),
        "written": [its for one in public for its in _written(area, one)],
        "groups": [its for one in public for its in _groups(area, one)],
        "sources": [_source(one) for one in public],
    }


def _voice(area: str, public: Public) -> Voice:
    table = public.table(QUESTION)
    london: Mapping[str, Any] = {line["key"]: line for line in table["lines"]} if table else {}
    here = public.area(area)
    lines: Mapping[str, Any] = london if area == WHOLE else here["lines"]
    base = (table["base"] if table else None) if area == WHOLE else here["base"]
    found = [_priority(key, lines.get(key), london[key]) for key in london]
    found.sort(key=_named, reverse=True)
    return {
        "family": public.family,
        "size": public.size if area == WHOLE else here["size"],
        "london_size": public.size,
        "base": base if any(one["unweighted"] is not None for one in found) else None,
        "london_base": table["base"] if table else None,
        "priorities": found,
    }


def _priority(key: str, here: Mapping[str, Any] | None, london: Mapping[str, Any]) -> Priority:
    return {
        "key": key,
        "labels": london["label"],
        "weighted": here["weighted"] if here else None,
        "unweighted": here["share"] if here else None,
        "count": here["count"] if here else None,
        "london_weighted": london["weighted"],
        "london_unweighted": london["share"],
    }


def _named(one: Priority) -> tuple[float, float]:
    """Puts first what most of the area named, then what most of London did."""
    here, london = shown(one)
    return (-1.0 if here is None else here, -1.0 if london is None else london)


def shown(one: Priority) -> tuple[float | None, float | None]:
    """Returns the shares that are told, of the area and of London: weighted where responses are."""
    here = one["unweighted"] if one["weighted"] is None else one["weighted"]
    london = one["london_unweighted"] if one["london_weighted"] is None else one["london_weighted"]
    return here, london


def _channels(public: Sequence[Public]) -> list[Channel]:
    keys = dict.fromkeys(key for one in public for key in one.document["channels"])
    return [
        {"key": key, "london": {one.family: one.document["channels"].get(key, 0) for one in public}}
        for key in keys
    ]


def _written(area: str, public: Public) -> list[Written]:
    told = {
        (one["key"], one["title"]): one["themes"] for one in public.document.get("said_in", {}).get(area, ())
    }
    return [
        {
            "family": public.family,
            "key": priority["key"],
            "labels": priority["label"],
            "title": said["title"],
            "base": said["base"],
            "themes": [
                {"name": one["name"], "share": one["share"] if one["weighted"] is None else one["weighted"]}
                for one in said["themes"]
            ],
            "here": list(told.get((priority["key"], said["title"]), ())),
        }
        for priority in public.document["said"]
        for said in priority["said"]
    ]


def _groups(area: str, public: Public) -> list[Group]:
    """Returns who was heard less than their size; of London beside their part of the population."""
    known: Mapping[str, Any] = {one["name"]: one for one in public.document["groups"]}
    found: list[Group] = []
    for name in public.document["not_heard"].get(area, ()):
        its = known.get(name) if area == WHOLE else None
        found.append(
            {
                "title": known[name]["title"] if name in known else "",
                "name": name,
                "share": its["share"] if its else None,
                "population": its["population"] if its else None,
            }
        )
    return found


def _source(public: Public) -> Source:
    return {
        "family": public.family,
        "edition": public.edition,
        "data_at": public.data_at.date().isoformat(),
        "weighting": public.weighting,
    }
