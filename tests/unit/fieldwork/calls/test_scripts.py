"""The scripts for calls that turn out otherwise, and a body's own words for them."""

from pathlib import Path

import pytest

from survey.fieldwork.calls.scripts import KINDS, OWN_NAME, SHIPPED, BadScripts, scripts
from tests.builders import shipped


def test_there_is_a_script_for_each_kind_with_a_key_of_its_own(tmp_path: Path) -> None:
    found = scripts(tmp_path)
    assert tuple(one.kind for one in found) == KINDS
    assert len({one.key for one in found}) == len(KINDS)


def test_each_says_what_to_say_what_to_do_and_whom_to_name(tmp_path: Path) -> None:
    for one in scripts(tmp_path):
        assert one.say
        assert one.do
        assert one.numbers


def test_of_somebody_under_16_no_contact_is_taken(tmp_path: Path) -> None:
    (child,) = [one for one in scripts(tmp_path) if one.kind == "under_16"]
    assert not child.takes_contact
    assert child.question in shipped("residents").questionnaire.question_by_key


def test_a_body_puts_its_own_words_into_the_instance_folder(tmp_path: Path) -> None:
    (tmp_path / OWN_NAME).write_text(SHIPPED.read_text().replace("name: At risk", "name: Danger"))
    assert scripts(tmp_path)[0].name == "Danger"


@pytest.mark.parametrize(
    "own", ["", "at_risk: {}", SHIPPED.read_text().replace("say: |", "said: |"), "- a list", "at_risk: [no"]
)
def test_a_file_that_lacks_something_is_refused_by_name(tmp_path: Path, own: str) -> None:
    (tmp_path / OWN_NAME).write_text(own)
    with pytest.raises(BadScripts, match=OWN_NAME):
        scripts(tmp_path)
