"""Interviews for the rules of quality."""

from datetime import UTC, datetime
from typing import Any

from survey.fieldwork.supervision.interview import Interview
from survey.questionnaire.definition import Channel
from survey.questionnaire.version import Version
from tests.builders import version_from

SOURCE = """
family: residents
title: Have your say
languages: [en]
sections:
  - key: all
    title: All of it
    pages:
      - key: one
        title: One page
        questions:
          - key: safe
            kind: single_choice
            text: How safe do you feel?
            absences: [dont_know]
            choices: [{key: very, text: Very safe}, {key: fairly, text: Fairly safe}, {key: not, text: Not safe}]
          - {key: met, kind: yes_no, text: Have you met the police?}
          - key: top
            kind: multiple_choice
            text: What matters?
            choices: [{key: noise, text: Noise}, {key: theft, text: Theft}]
          - key: views
            kind: grid
            text: What do you think of them?
            rows:
              - {key: a, text: A}
              - {key: b, text: B}
              - {key: c, text: C}
              - {key: d, text: D}
              - {key: e, text: E}
              - {key: f, text: F}
            scale: [{key: good, text: Good}, {key: bad, text: Bad}]
          - {key: why, kind: long_text, text: Why?}
          - {key: age, kind: number, text: How old are you?}
"""
VERSION: Version = version_from(SOURCE)
VERSIONS = {VERSION.hash: VERSION}
ROWS = "abcdef"


def interview(
    key: str,
    answers: dict[str, Any] | None = None,
    *,
    clerk: str = "first",
    seconds: float | None = 600,
    answered: int = 20,
    channel: Channel = Channel.TELEPHONE,
) -> Interview:
    """Builds an interview of twenty questions in ten minutes."""
    at = datetime(2026, 11, 20, 10, tzinfo=UTC)
    return Interview(key, key, clerk, channel, VERSION.hash, at, seconds, answered, answers or {})
