"""The documentation of the format is true: its example is sound and its tables name what there is."""

import re
from pathlib import Path

from survey.questionnaire.kinds import KINDS
from survey.questionnaire.problems import report

TEXT = (Path(__file__).parents[3] / "docs" / "questionnaires.md").read_text()


def test_every_example_is_sound() -> None:
    examples = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    assert examples
    for example in examples:
        assert report(example) == []


def test_every_kind_is_documented() -> None:
    told = set(re.findall(r"^\| `([a-z_]+)` \|", TEXT, re.MULTILINE))
    assert told == set(KINDS)
