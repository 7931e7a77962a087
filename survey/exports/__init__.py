"""Taking the answers elsewhere: one file per format; FORMATS is the one place that lists them."""

from collections.abc import Mapping
from types import MappingProxyType

from survey.exports.comma_separated import CommaSeparated
from survey.exports.format import Format

FORMATS: Mapping[str, Format] = MappingProxyType({one.name: one for one in (CommaSeparated(),)})

__all__ = ["FORMATS", "Format"]
