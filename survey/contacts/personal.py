"""Personal details in what people write: found by their shape, and masked wherever the words go.

Found are e-mail addresses, telephone numbers, postcodes, number plates, names that follow 'my name is' or a title,
addresses, collar numbers, crime numbers, dates of birth, National Insurance numbers, the names of accounts and links
to pages that may be a person's. Each shape is looked for only where a text holds what it can't do without, so that a
whole export is masked in seconds.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from survey.contacts import online

EMAIL, TELEPHONE, POSTCODE, PLATE, NAME, ADDRESS, COLLAR, CRIME, BORN, INSURANCE, ACCOUNT, LINK = KINDS = (
    "email",
    "telephone",
    "postcode",
    "plate",
    "name",
    "address",
    "collar",
    "crime_number",
    "born",
    "insurance",
    "account",
    "link",
)
"""What a detail may be."""

MASKS = {
    EMAIL: "[e-mail address]",
    TELEPHONE: "[telephone number]",
    POSTCODE: "[postcode]",
    PLATE: "[number plate]",
    NAME: "[name]",
    ADDRESS: "[address]",
    COLLAR: "[officer’s number]",
    CRIME: "[crime number]",
    BORN: "[date of birth]",
    INSURANCE: "[National Insurance number]",
    ACCOUNT: "[account]",
    LINK: "[web address]",
}
"""What stands in place of each."""

REDACTED = "redacted"
REDACTION = "[redacted]"
"""What stands in place of words that a person took out."""


@dataclass(frozen=True, slots=True, order=True)
class Detail:
    """Words that are, or may be, a personal detail; `start` and `end` count characters of the text."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Discretion:
    """What people decided on one text: places that may be seen although found, and places taken out although not."""

    released: frozenset[tuple[int, int]] = frozenset()
    redacted: frozenset[tuple[int, int]] = frozenset()


NOTHING_DECIDED = Discretion()

_ROADS = (
    "road", "rd", "street", "avenue", "ave", "lane", "close", "drive", "court", "crescent", "cres", "gardens", "gdns",
    "place", "square", "terrace", "way", "mews", "grove", "hill", "park", "row", "walk", "rise", "view", "green",
    "yard", "parade", "wharf", "quay", "house", "lodge", "tower", "towers", "building", "buildings", "mansions",
    "villas", "cottage", "cottages", "heath", "vale", "broadway", "embankment", "estate", "common", "circus", "gate",
    "passage", "path", "st", "ln", "cl", "dr", "ct", "pl", "sq", "terr",
)  # fmt: skip
_ROAD = rf"(?:{'|'.join(_ROADS)})"
_SPOKEN = (
    "(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|double|treble"
    "|dim|un|dau|tri|pedwar|pump|chwech|saith|wyth|naw)"
)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’\-]+"
_NAMED = r"[A-Za-zÀ-ÖØ-öø-ÿ][\w'’\-]*"
_NO_NAME = (
    r"(?!(?:and|i|im|i'm|i’m|but|from|of|on|in|at|the|a|an|not|my|we|who|that|which|because|so|is|was|have|has|lives?"
    r"|living|would|want|think|feel|am|are|this|it|to|for|with|or|as|please|mud|being|irrelevant|known|already|also"
    r"|your|their|our|his|her|more|mph|years?|minutes?|mins?|hours?|days?|weeks?|months?|people|officers?|cars?|times?"
    r"|per|kids|children|out|by|near|down|up|off|into|every|metres|miles|yards|pm|am|police)\b)"
)
_NAME = rf"{_NO_NAME}(?i:{_NAMED})"
_NO_PERSON = (
    r"(?!(?:Black|White|Asian|British|English|Welsh|Scottish|Irish|Muslim|Christian|Jewish|Hindu|Sikh|African|Caribbean"
    r"|Indian|Pakistani|Bangladeshi|Chinese|European|Polish|Romanian|Turkish|Arab|Somali|Mixed|Not|Very|So|Too|Just|Still"
    r"|Now|Really|Also|Afraid|Always|Sick|Tired|Fed|London|Metropolitan|Safer|Neighbourhood)\b)"
)
_OFFICERS = (
    "pc", "pcso", "sgt", "sergeant", "insp", "constable", "dc", "ds", "officer", "badge", "collar", "shoulder",
    "warrant", "epaulette",
)  # fmt: skip
_OFFICER = r"(?:w?pc|inspector|officer(?:[’']s)|" + "|".join(_OFFICERS) + ")"
_TITLES = (
    "Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Sir", "Dame", "Lord", "Lady", "Rev", "Cllr", "PC", "WPC", "PCSO",
    "Sgt", "Sergeant", "DC", "DS", "Inspector", "Constable",
)  # fmt: skip
_THIS_IS = ("i am", "i'm", "i’m", "this is")
_KIN = (
    "son", "daughter", "husband", "wife", "neighbour", "brother", "sister", "partner", "called", "named",
)  # fmt: skip
_ENDINGS = ("regards", "sincerely", "signed", "thank you", "thanks", "cheers")


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of detail may look, and what a text must hold before it is worth looking."""

    kind: str
    pattern: re.Pattern[str]
    digits: int = 0
    """The fewest digits."""
    words: tuple[str, ...] = ()
    """Of these at least one, in small letters."""


def _shape(
    kind: str, pattern: str, *, digits: int = 0, words: Sequence[str] = (), case: bool = False
) -> Shape:
    return Shape(kind, re.compile(pattern, 0 if case else re.IGNORECASE), digits, tuple(words))


SHAPES = (
    *(_shape(ACCOUNT, one, words=("/",)) for one in online.ACCOUNTS[:1]),
    *(_shape(LINK, one, words=("http", "www.")) for one in online.LINKS),
    *(_shape(ACCOUNT, one, words=("@",)) for one in online.ACCOUNTS[1:2]),
    _shape(
        EMAIL, r"[\w.+'\-]+\s?(?:@|\(at\)|\[at\])\s?[\w\-]+(?:\s?\.\s?[\w\-]+)+", words=("@", "(at)", "[at]")
    ),
    _shape(EMAIL, r"\b[\w.+\-]+\s+at\s+[\w\-]+(?:\s+dot\s+[\w\-]+)+", words=(" dot ",)),
    *(_shape(ACCOUNT, one, words=("@",)) for one in online.ACCOUNTS[2:]),
    *(_shape(ACCOUNT, one, words=(*online.SIGNS, "#")) for one in online.NAMED),
    _shape(INSURANCE, r"\b[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", digits=6),
    _shape(
        CRIME,
        r"\b(?:crime|cad|chs|crn|incident)\s+(?:ref\w*|no\.?|number|num)[\s.:]*(?:is|was)?\s*[\w/\-]*\d[\w/\-]*",
        digits=2,
        words=("crime", "cad", "chs", "crn", "incident"),
    ),
    _shape(CRIME, r"\b(?!(?:19|20)\d\d/)\d{4,8}/\d{2}\b", digits=6, words=("/",)),
    _shape(
        BORN,
        r"(?:\bborn(?:\s+on)?|\bd\.?o\.?b\b\.?|date of birth|birthday)\W{0,3}(?:is|was)?\s*(?:the\s+)?"
        r"\d{1,2}(?:st|nd|rd|th)?(?:[./\-\s]+\w+){1,2}",
        digits=1,
        words=("born", "dob", "d.o.b", "birth"),
    ),
    _shape(TELEPHONE, r"(?<![\w/])(?:\+|00)\d(?:[\s\-.()]{0,2}\d){7,13}(?!\w)", digits=8),
    _shape(TELEPHONE, r"(?<![\w/])\(?0(?:[\s\-.()]{0,2}\d){8,10}(?!\w)", digits=9),
    _shape(TELEPHONE, r"(?<![\w/])7\d{3}[\s\-.]?\d{3}[\s\-.]?\d{3}(?!\w)", digits=10),
    _shape(TELEPHONE, r"(?<![\w/])[2378]\d{3}[\s\-.]\d{4}(?!\w)", digits=8),
    _shape(TELEPHONE, rf"\b{_SPOKEN}(?:[\s,.\-]+{_SPOKEN}){{6,}}\b", words=("seven", "saith")),
    _shape(
        ADDRESS,
        r"\b(?:flat|apartment|apt)\.?\s*(?:no\.?\s*|number\s*)?(?:\d{1,4}\s?[a-f]?\b|[a-f]\b)"
        rf"(?:,?\s+(?:\d{{1,4}}[a-d]?,?\s+)?(?:{_NAME}\s+){{1,3}}?{_ROAD}\b)?",
        words=("flat", "apartment", "apt"),
    ),
    _shape(
        ADDRESS,
        rf"\b\d{{1,4}}[a-d]?(?:\s?[\-–/]\s?\d{{1,4}}[a-d]?)?,?\s+(?:the\s+)?(?:{_NAME}\s+){{1,3}}?{_ROAD}\b",
        digits=1,
        words=_ROADS,
    ),
    _shape(
        ADDRESS,
        r"\b(?:live|living|lives|reside|stay|door|home|house|address|i['’]?m)\s+(?:is\s+|at\s+|in\s+){0,2}(?:number|no\.?|nr\.?|#)\s*"
        rf"\d{{1,4}}[a-d]?\b(?:,?\s+(?:{_NAME}\s+){{1,3}}?{_ROAD}\b)?",
        digits=1,
        words=("number", "no", "nr", "#"),
    ),
    _shape(
        POSTCODE,
        r"(?<![A-Za-z0-9])[A-Z]{1,2}\d[A-Z\d]?\s{0,2}\d[ABD-HJLNP-UW-Z]{2}(?![A-Za-z0-9])",
        digits=2,
    ),
    _shape(PLATE, r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b", digits=2),
    _shape(PLATE, r"\b[A-Z]{2}\s\d{2}\s[A-Z]{3}\b", digits=2, case=True),
    _shape(
        PLATE,
        r"\b(?![ABM]\d{1,4}\s)[A-HJ-NPR-TV-Y]\d{1,3}\s?[A-Z]{3}\b|\b[A-Z]{3}\s?\d{1,3}[A-Z]\b",
        digits=1,
        case=True,
    ),
    _shape(
        PLATE,
        r"\b(?:reg(?:istration)?|plates?|numberplate)\b\W{0,3}(?:(?:number|no\.?|is|was|of)\W{1,3}){0,3}"
        r"(?=[A-Z\d ]{0,4}\d)[A-Z0-9]{1,4}\s?[A-Z0-9]{2,4}\b",
        digits=1,
        words=("reg", "plate"),
    ),
    _shape(
        COLLAR,
        rf"\b{_OFFICER}(?:\s+(?:number|no\.?|num|id|ref|was|is|with|called))*[\s:#.,]*[A-Z]{{0,3}}\s?\d{{2,7}}\s?(?-i:[A-Z]{{0,3}})\b",
        digits=2,
        words=_OFFICERS,
    ),
    _shape(COLLAR, r"\b\d{2,4}[A-Z]{2}\b(?=\W{0,3}(?:was|is|of|told|said|from)\b)", digits=2, case=True),
    _shape(
        NAME,
        r"(?:(?<=\bmy name is )|(?<=\bmy name’s )|(?<=\bmy name's )|(?<=\bmy names )|(?<=\bi am called )"
        rf"|(?<=\bi'm called )|(?<=\bthey call me )|(?<=\bfy enw i yw )|(?<=\bfy enw yw )){_NAME}(?:\s{_NAME}){{0,3}}",
        words=("my name", "called ", "call me ", "enw "),
    ),
    _shape(
        NAME,
        rf"\b(?:{'|'.join(_TITLES)})\.?\s+{_CAPITAL}(?:\s{_CAPITAL})?",
        words=tuple(title.lower() for title in _TITLES),
        case=True,
    ),
    _shape(NAME, rf"\b(?:mr|mrs|cllr)\.?\s+{_NAME}", words=("mr", "cllr")),
    _shape(
        NAME,
        rf"(?i:\b(?:{'|'.join(_ENDINGS)})[,.!:]?\s+){_CAPITAL}(?:\s{_CAPITAL}){{0,2}}\s*[.]?$",
        words=_ENDINGS,
        case=True,
    ),
    _shape(
        NAME,
        rf"(?:(?i:\b(?:{'|'.join(_THIS_IS)}))|\b(?:{'|'.join(_KIN)}))\s+{_NO_PERSON}{_CAPITAL}\s{_CAPITAL}\b",
        words=(*_THIS_IS, *_KIN),
        case=True,
    ),
)
"""All shapes; where two find the same words, the earlier one names them."""

_DIGITS = re.compile(r"\d")
_MOST_DIGITS = max(shape.digits for shape in SHAPES)
_SHAPES_WITH = tuple(
    tuple(
        (words, tuple(its))
        for words, its in groupby(
            (one for one in SHAPES if one.digits <= digits), key=lambda shape: shape.words
        )
    )
    for digits in range(_MOST_DIGITS + 1)
)
"""The shapes that a text of so many digits may hold; the words that several want are looked for once."""

WORTH_A_LOOK = "|".join(
    (
        r"(?i:\p{Nd}|@|\(at\)|\[at\]| dot |http|www\.|seven|saith|flat|apartment|apt|my name|called |call me |enw )",
        r"(?i:regards|sincerely|signed|thank you|thanks|cheers)",
        rf"(?i:{'|'.join(online.SIGNS)}|[a-z]\.[a-z]{{2,6}}/)",
        rf"\b(?:{'|'.join(_TITLES)})[^A-Za-z]",
        r"(?i:\b(?:mr|mrs|cllr)[^a-z])",
        rf"(?:(?i:\b(?:{'|'.join(_THIS_IS)}))|\b(?:{'|'.join(_KIN)}))[^\p{{L}}\p{{N}}]+\p{{Lu}}",
        "[İıſ\u212a]",  # which Python takes for I, S and K where the case of letters does not matter
    )
)
"""What a text must hold to be worth a look, in the syntax of RE2, by which the column store reads texts.

It holds for every text in which a detail is found, and for few others; a test says so.
"""


def details_in(text: str) -> tuple[Detail, ...]:
    """Returns what is found, in the order of the text; of two that overlap the one of the earlier shape."""
    small = text.lower()
    digits = len(_DIGITS.findall(text))
    held = small.__contains__
    taken: list[Detail] = []
    for words, shapes in _SHAPES_WITH[min(digits, _MOST_DIGITS)]:
        if words and not any(map(held, words)):
            continue
        for shape in shapes:
            for match in shape.pattern.finditer(text):
                start, end = match.span()
                if not any(start < one.end and one.start < end for one in taken):
                    taken.append(Detail(start, end, shape.kind))
    return tuple(sorted(taken))


def hidden_in(text: str, decided: Discretion = NOTHING_DECIDED) -> tuple[Detail, ...]:
    """Returns the places of a text that are not shown: what is found and not released, and what was redacted."""
    found = [one for one in details_in(text) if (one.start, one.end) not in decided.released]
    found += [
        Detail(start, end, REDACTED) for start, end in decided.redacted if 0 <= start < end <= len(text)
    ]
    apart: list[Detail] = []
    for one in sorted(found):
        if apart and one.start < apart[-1].end:
            last = apart[-1]
            apart[-1] = Detail(last.start, max(last.end, one.end), last.kind)
        else:
            apart.append(one)
    return tuple(apart)


def masked(text: str, decided: Discretion = NOTHING_DECIDED) -> str:
    """Returns a text as it may be shown: each hidden place says what stood there."""
    hidden = hidden_in(text, decided)
    if not hidden:
        return text
    parts: list[str] = []
    at = 0
    for one in hidden:
        parts += [text[at : one.start], MASKS.get(one.kind, REDACTION)]
        at = one.end
    return "".join([*parts, text[at:]])


def in_pieces(text: str, places: Sequence[Detail]) -> tuple[tuple[str, Detail | None], ...]:
    """Cuts a text into (words, the detail that they are, or None); joined they give the text."""
    pieces: list[tuple[str, Detail | None]] = []
    at = 0
    for one in places:
        pieces += [(text[at : one.start], None), (text[one.start : one.end], one)]
        at = one.end
    return tuple(piece for piece in [*pieces, (text[at:], None)] if piece[0])
