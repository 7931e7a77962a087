"""Taking the answers elsewhere: one file per format; FORMATS is the one place that lists them."""

from collections.abc import Mapping
from types import MappingProxyType

from survey.exports.comma_separated import CommaSeparated
from survey.exports.excel import Excel
from survey.exports.format import CannotWrite, Format
from survey.exports.parquet import Parquet
from survey.exports.spss import Spss

FORMATS: Mapping[str, Format] = MappingProxyType(
    {one.name: one for one in (CommaSeparated(), Excel(), Spss(), Parquet())}
)

__all__ = ["FORMATS", "CannotWrite", "Format"]
