"""A sample survey is read from its file under a layout, and its figures come with their margins of error."""

from math import sqrt

import numpy as np
import pytest

from survey.indicators.benchmarks.estimates import estimates, lonely
from survey.indicators.benchmarks.layout import (
    Layout,
    LayoutRefused,
    check,
    fingerprint,
    proposed,
    unplaced,
)
from survey.indicators.benchmarks.parts import parts_of
from survey.indicators.benchmarks.sample import NO_ANSWER, Sample, read
from survey.indicators.sheet import Unreadable, sheet_of
from survey.questionnaire.document import load_document

ASKED = load_document("""
family: residents
title: Have your say
languages: [en]
sections:
  - key: all
    title: All of it
    pages:
      - key: all
        title: All of it
        questions:
          - {key: borough, kind: area, text: Which borough do you live in?}
          - {key: wide, kind: yes_no, text: Was it wide?}
          - key: safety
            kind: grid
            text: How safe do you feel?
            rows: [{key: day, text: By day}, {key: dark, text: After dark}]
            scale: [{key: safe, text: Very safe}, {key: unsafe, text: Very unsafe}]
          - key: priorities
            kind: ranking
            text: Your priorities
            limit: 2
            choices: [{key: burglary, text: Burglary}, {key: drugs, text: Drugs}, {key: noise, text: Noise}]
          - {key: why, kind: long_text, text: Why?}
""")
PARTS = parts_of(ASKED)

SCHOOLS = {("E", "Y"): 91, ("E", "N"): 9, ("H", "Y"): 26, ("H", "N"): 24, ("M", "Y"): 35, ("M", "N"): 15}
"""Of the Californian schools that the R package 'survey' documents: type, target met → schools drawn."""
WEIGHTS = {
    "E": ("44.2099990844727", "4421"),
    "H": ("15.1000003814697", "755"),
    "M": ("20.3600006103516", "1018"),
}


def schools() -> bytes:
    rows = ["type,wide,pw,fpc"]
    for (kind, wide), many in SCHOOLS.items():
        rows += [",".join((kind, "Yes" if wide == "Y" else "No", *WEIGHTS[kind]))] * many
    return "\n".join(rows).encode()


def drawn(layout: Layout, content: bytes) -> Sample:
    sample = read(sheet_of(content), layout, PARTS)
    return Sample(**{**sample.document(), "weights": sample.begun})


def test_a_stratified_sample_gives_the_published_share_and_error() -> None:
    design = {"weight": "pw", "stratum": "type", "population": "fpc"}
    sample = drawn(Layout({"wide": ("wide",)}, design), schools())
    found = estimates(sample, "wide", area=None, area_part="", by_chance=True)
    assert found is not None
    assert found.base == 200
    assert found.answers["yes"].share == pytest.approx(0.8279480114, abs=1e-9)
    assert found.answers["no"].error == pytest.approx(0.02434, abs=5e-6)
    assert found.effective == pytest.approx(168.581331281, abs=1e-6)


def test_weights_alone_give_the_published_error_of_a_sample_without_strata() -> None:
    sample = drawn(Layout({"wide": ("wide",)}, {"weight": "pw"}), schools())
    found = estimates(sample, "wide", area=None, area_part="", by_chance=True)
    assert found is not None
    assert found.answers["yes"].error == pytest.approx(0.02607, abs=5e-6)


def test_the_margin_is_that_of_95_in_100_samples_and_stays_within_nought_and_one() -> None:
    rows = "wide\n" + "yes\n" * 39 + "no\n"
    sample = drawn(Layout({"wide": ("wide",)}), rows.encode())
    found = estimates(sample, "wide", area=None, area_part="", by_chance=True)
    assert found is not None
    no = found.answers["no"]
    assert no.margin == pytest.approx(1.959964 * sqrt(0.025 * 0.975 / 39), rel=1e-6)
    assert no.interval is not None
    assert no.interval[0] == 0


def test_an_area_is_a_domain_of_the_whole_sample() -> None:
    """Cochran (1977), 'Sampling techniques', 2.11: the error of a domain's mean when its size is not fixed."""
    rows = ["borough,wide"]
    rows += ["Kingston upon Thames,yes"] * 12 + ["Kingston upon Thames,no"] * 18 + ["Camden,yes"] * 30
    layout = Layout({"borough": ("borough",), "wide": ("wide",)})
    sample = drawn(layout, "\n".join(rows).encode())
    found = estimates(sample, "wide", area="E09000021", area_part="borough", by_chance=True)
    assert found is not None
    assert (found.base, found.answers["yes"].share) == (30, 0.4)
    squares = 12 * 0.6**2 + 18 * 0.4**2
    assert found.answers["yes"].error == pytest.approx(sqrt(60 / 59 * squares / 30**2))


def test_a_sample_not_drawn_by_chance_has_no_margins() -> None:
    sample = drawn(Layout({"wide": ("wide",)}), b"wide\nyes\nno\n")
    found = estimates(sample, "wide", area=None, area_part="", by_chance=False)
    assert found is not None
    assert {one.margin for one in found.answers.values()} == {None}


def test_answers_that_do_not_differ_have_no_margin() -> None:
    sample = drawn(Layout({"wide": ("wide",)}), b"wide\nyes\nyes\nyes\n")
    found = estimates(sample, "wide", area=None, area_part="", by_chance=True)
    assert found is not None
    assert {key: (one.share, one.margin) for key, one in found.answers.items()} == {
        "yes": (1.0, None),
        "no": (0.0, None),
    }


def test_a_ranking_counts_whoever_gave_an_answer_in_any_place() -> None:
    content = b"priorities1,priorities2\nburglary,drugs\ndrugs,\n,\nNoise,burglary\n"
    layout = proposed(sheet_of(content).headers, PARTS)
    assert layout.columns == {"priorities": ("priorities1", "priorities2")}
    found = estimates(drawn(layout, content), "priorities", area=None, area_part="", by_chance=False)
    assert found is not None
    assert found.base == 3
    assert {key: round(one.share, 3) for key, one in found.answers.items()} == {
        "burglary": 0.667,
        "drugs": 0.667,
        "noise": 0.333,
    }


def test_headers_say_what_they_are_by_key_or_words() -> None:
    layout = proposed(["Which borough do you live in?", "safety.day", "WT", "Stratum", "other"], PARTS)
    assert layout.columns == {"borough": ("Which borough do you live in?",), "safety.day": ("safety.day",)}
    assert layout.design == {"weight": "WT", "stratum": "Stratum"}


def test_values_that_no_answer_explains_are_named_until_they_are_placed() -> None:
    sheet = sheet_of(b"a\nVery safe\n1\n2\n\n1\n")
    assert unplaced(sheet, Layout({"safety.day": ("a",)}), PARTS) == {"safety.day": ("1", "2")}
    placed = Layout({"safety.day": ("a",)}, values={"safety.day": {"1": "unsafe", "2": ""}})
    assert unplaced(sheet, placed, PARTS) == {}
    assert read(sheet, placed, PARTS).answers["safety.day"] == [[0, 1, NO_ANSWER, 1]]


@pytest.mark.parametrize(
    ("layout", "code"),
    [
        (Layout({}), "nothing"),
        (Layout({"wide": ("nowhere",)}), "unknown"),
        (Layout({"gone": ("a",)}), "unknown"),
        (Layout({"wide": ("a",), "safety.day": ("a",)}), "twice"),
        (Layout({"wide": ("a",)}, {"weight": "a"}), "twice"),
        (Layout({"wide": ("a",)}, values={"wide": {"x": "perhaps"}}), "no_answer"),
    ],
)
def test_a_layout_that_does_not_fit_is_refused(layout: Layout, code: str) -> None:
    with pytest.raises(LayoutRefused) as refused:
        check(layout, ["a", "b"], PARTS)
    assert refused.value.code == code


def test_strata_may_be_the_boroughs() -> None:
    check(Layout({"borough": ("a",)}, {"stratum": "a"}), ["a"], PARTS)


def test_a_column_of_words_is_no_list_of_answers() -> None:
    sheet = sheet_of("\n".join(["a", *(f"words {number}" for number in range(81))]).encode())
    with pytest.raises(LayoutRefused, match="too_many_values"):
        unplaced(sheet, Layout({"wide": ("a",)}), PARTS)


@pytest.mark.parametrize("written", ["", "0", "-1", "much", "inf", "nan"])
def test_a_weight_that_is_none_is_told_with_its_line(written: str) -> None:
    content = f"wide,wt\nyes,1\nno,{written}\n".encode()
    with pytest.raises(Unreadable) as fault:
        drawn(Layout({"wide": ("wide",)}, {"weight": "wt"}), content)
    assert (fault.value.code, fault.value.line, fault.value.column) == ("no_weight", 3, "wt")


def test_one_interview_is_no_sample() -> None:
    with pytest.raises(Unreadable, match="too_few_cases"):
        drawn(Layout({"wide": ("wide",)}), b"wide\nyes\n")


def test_a_stratum_with_a_single_cluster_is_found() -> None:
    layout = Layout({"wide": ("wide",)}, {"stratum": "s", "cluster": "c"})
    assert lonely(drawn(layout, b"wide,s,c\nyes,1,1\nno,1,1\nyes,2,2\nno,2,3\n"))
    assert not lonely(drawn(layout, b"wide,s,c\nyes,1,1\nno,1,4\nyes,2,2\nno,2,3\n"))


def test_a_sample_comes_back_from_its_document() -> None:
    sample = drawn(Layout({"wide": ("wide",)}, {"weight": "pw", "stratum": "type"}), schools())
    assert np.array_equal(Sample.of(sample.document()).codes("wide"), sample.codes("wide"))
    assert Sample.of(sample.document()).strata == sample.strata


def test_headers_are_known_again_in_another_order() -> None:
    assert fingerprint(["Borough", "Wt"]) == fingerprint(["wt", "borough"])
    assert fingerprint(["Borough"]) != fingerprint(["wt"])
