"""What every application prepares alike, kept for all that a test process makes: compiled templates and routes.

An application takes a seventh of a second to put together and as long again for its first pages, nearly all of it spent
on compiling the same templates and routes. Each is still compiled by its own library, once.
"""

from collections.abc import Callable
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule


class CompiledTemplates(BytecodeCache):
    """Compiled templates of one process; one whose source has changed is compiled anew."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None, "a template that was compiled has its code"
        self._kept[bucket.key] = (bucket.checksum, bucket.code)


TEMPLATES = CompiledTemplates()


def compile_routes_once() -> None:
    """Has equal routes of several applications share the functions that build their addresses."""
    compiled: dict[Any, Any] = {}
    compiling: Callable[[Rule, bool], Any] = Rule._compile_builder  # the library offers no other way

    def remembered(rule: Rule, append_unknown: bool = True) -> Any:
        of = (rule.rule, rule.endpoint, repr(rule.defaults), append_unknown)
        if of not in compiled:
            compiled[of] = compiling(rule, append_unknown)
        return compiled[of]

    Rule._compile_builder = remembered  # type: ignore[method-assign]
