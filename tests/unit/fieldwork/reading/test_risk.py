"""Risk words: texts that can't wait are found, however they are spelt; talk of policing is left where it is."""

from pathlib import Path

import pytest

from survey.fieldwork.reading.risk import KINDS, BadRiskWords, in_pieces, kind_of, risk_words

WORDS = risk_words()

FOUND = [
    ("self_harm", "I have been thinking about suicide a lot"),
    ("self_harm", "some days i feel suicidal"),
    ("self_harm", "My sister was sucidal last winter"),
    ("self_harm", "I will kill myself if this goes on"),
    ("self_harm", "I keep thinking of killing my self"),
    ("self_harm", "I just want to end it all."),
    ("self_harm", "He said he would end his life"),
    ("self_harm", "she has started to self-harm again"),
    ("self_harm", "I CUT MYSELF MOST NIGHTS"),
    ("self_harm", "I don’t want to live here or anywhere, I want to die"),
    ("self_harm", "they would be better off without me"),
    ("self_harm", "I can’t go on like this"),
    ("self_harm", "I stood there ready to jump off the railway bridge"),
    ("self_harm", "Rwy’n meddwl am ladd o hyd, lladd fy hun"),
    ("self_harm", "میں خودکشی کرنا چاہتا ہوں"),
    ("child", "the boy next door gets hit every night"),
    ("child", "A man on our street is grooming girls after school"),
    ("child", "I think my neighbour hurts her little daughter"),
    ("child", "there are children in danger at number nine"),
    ("child", "peadophile living by the school"),
    ("child", "my son is caught up in county lines and I cannot get him out"),
    ("hurt", "My husband hits me when he drinks"),
    ("hurt", "I was raped and nobody came"),
    ("hurt", "I’m being stalked by a man I used to know"),
    ("hurt", "I am scared of my ex"),
    ("hurt", "I don't feel safe in my own home"),
    ("hurt", "he wont let me leave the flat"),
    ("hurt", "Mae fy ngŵr yn fy nharo, mae’n fy nharo bob nos"),
    ("threat", "I’m going to stab him next time I see him"),
    ("threat", "ill kill them, the lot of them"),
    ("threat", "They threatened to burn our shop"),
    ("threat", "we get death threats through the door"),
    ("threat", "that councillor deserves to die"),
    ("threat", "I know where he lives"),
    ("weapon", "My brother has a knife and takes it to school"),
    ("weapon", "the lad downstairs carries a machete"),
    ("weapon", "there is a gun under his bed"),
    ("weapon", "he’s got a shotgun in the loft"),
]

NOT_FOUND = [
    "More patrols against knife crime, please",
    "Guns and gangs should be the first priority",
    "We need to kill the noise of motorbikes at night",
    "Officers should spend less time killing time in cars",
    "I hung up after an hour of waiting",
    "The police should stop and search people who carry knives",
    "Cut the red tape",
    "My phone died while I was reporting a burglary",
    "It would be better to have officers on foot",
    "The end of the street has no lights",
    "Take part in more meetings with the public",
    "I feel safe and I am happy with my life here",
    "Shops on the high street suffer from theft",
    "Young people want to be listened to",
    "A beat officer who knows us",
    "Hit-and-run drivers and speeding",
    "We had a street party and the police came by",
    "Graffiti, litter and fly tipping",
    "Nothing to add",
    "The bus shelter was smashed again",
]


@pytest.mark.parametrize(("kind", "text"), FOUND)
def test_a_text_that_cannot_wait_is_found(kind: str, text: str) -> None:
    assert kind in {sign.kind for sign in WORDS.signs(text)}


@pytest.mark.parametrize("text", NOT_FOUND)
def test_talk_of_policing_is_left_in_its_place(text: str) -> None:
    assert [text[sign.start : sign.end] for sign in WORDS.signs(text)] == []


def test_the_gravest_words_decide() -> None:
    assert kind_of(WORDS.rank("He has a knife and I want to die")) == "self_harm"


def test_other_texts_have_no_rank() -> None:
    assert WORDS.rank("More patrols") == 0
    assert kind_of(0) is None


def test_every_kind_has_a_rank_of_its_own() -> None:
    assert [kind_of(rank) for rank in range(len(KINDS), 0, -1)] == list(KINDS)


def test_hyphens_and_line_ends_part_words() -> None:
    assert WORDS.rank("I self\nharm") == WORDS.rank("I self-harm") == len(KINDS)


def test_words_within_words_are_none() -> None:
    assert WORDS.rank("unsuicided themes") == 0


def test_the_pieces_of_a_text_give_it_back() -> None:
    text = "Well – I want to die, and he hits me. That’s all."
    pieces = in_pieces(text, WORDS.signs(text))
    assert "".join(words for words, _ in pieces) == text
    assert [words for words, kind in pieces if kind] == ["want to die", "hits me"]


def test_a_very_long_text_is_read_at_once() -> None:
    assert WORDS.rank("child and again " * 1000 + "he hits me") > 0


def test_a_file_that_lacks_a_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text("self_harm: {en: [suicid*]}")
    with pytest.raises(BadRiskWords, match="weapon"):
        risk_words(path)


def test_a_line_without_words_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text("\n".join(f"{kind}: {{en: ['…']}}" for kind in KINDS))
    with pytest.raises(BadRiskWords, match="without words"):
        risk_words(path)
