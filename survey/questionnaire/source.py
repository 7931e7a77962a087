"""Reads YAML (or JSON, which is YAML) into plain values, and remembers on which line each stood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

LARGEST = 2_000_000
"""Bytes beyond which a document is refused unread."""

DEEPEST = 60
"""Levels beyond which a document is refused: the YAML reader calls itself for each, and a crash takes all along."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a document: where it stands, on which line, a code, and what to do in words."""

    path: str
    line: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.path or 'document'}: {self.message}"


class DocumentProblems(ValueError):
    """A document can't be taken; holds every problem found, in the order of lines."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: problem.line)
        super().__init__("; ".join(str(problem) for problem in self.problems[:3]))


@dataclass
class Source:
    """A document as plain values with the line of each path, such as `sections/0/pages/1/title`."""

    data: Any = None
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, path: str) -> int:
        """Returns the line of a path, else that of the nearest thing around it."""
        while path not in self.lines and path:
            path = path.rpartition("/")[0]
        return self.lines.get(path, 1)

    def complain(self, path: str, code: str, message: str) -> None:
        """Notes a problem at a path."""
        self.problems.append(Problem(path, self.line_of(path), code, message))


def parse(text: str | bytes) -> Source:
    """Reads a document; raises DocumentProblems where it isn't YAML at all."""
    if len(text) > LARGEST:
        raise DocumentProblems(
            [Problem("", 1, "too_large", f"The document is larger than {LARGEST:,} bytes.")]
        )
    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        _measure_depth(decoded)
        node = yaml.compose(decoded, Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as fault:
        raise DocumentProblems([Problem("", 1, "not_utf8", "The document isn’t UTF-8 text.")]) from fault
    except yaml.YAMLError as fault:
        raise DocumentProblems([_not_yaml(fault, decoded)]) from fault
    source = Source()
    if node is None:
        raise DocumentProblems([Problem("", 1, "empty", "The document is empty.")])
    source.data = _Reading(source).value(node, "")
    return source


def _measure_depth(text: str) -> None:
    """Raises DocumentProblems where things lie in things beyond DEEPEST, found without building any of them."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            line = event.start_mark.line + 1 if event.start_mark else 1
            message = "Too many things lie in one another here; write it flatter."
            raise DocumentProblems([Problem("", line, "too_deep", message)])


def _not_yaml(fault: yaml.YAMLError, text: str) -> Problem:
    if isinstance(fault, yaml.reader.ReaderError):
        line, what = text.encode()[: fault.position].count(b"\n") + 1, str(fault.reason)
    else:
        mark = getattr(fault, "problem_mark", None)
        line, what = mark.line + 1 if mark else 1, getattr(fault, "problem", None) or "not YAML"
    return Problem("", line, "not_yaml", f"This can’t be read as YAML: {what}.")


class _Reading:
    """Walks the node tree once; aliases are refused, since they hide what a document says."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.loader = yaml.SafeLoader("")
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, path: str) -> Any:
        self.source.lines[path] = node.start_mark.line + 1
        if not isinstance(node, yaml.ScalarNode):
            if id(node) in self.seen:
                self.source.complain(path, "alias", "Write this out: references with * aren’t taken.")
                return None
            self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, f"{path}/{place}".lstrip("/")) for place, item in enumerate(node.value)]
        return self._scalar(node, path)

    def _scalar(self, node: yaml.Node, path: str) -> Any:
        try:
            value = self.loader.construct_object(node)
        except (yaml.YAMLError, ValueError):
            value = None
        if value is None or isinstance(value, (str, int, float, bool)):
            return value
        return str(node.value)

    def _mapping(self, node: yaml.MappingNode, path: str) -> Mapping[str, Any]:
        held: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            here = f"{path}/{key}".lstrip("/")
            if key in held:
                line = key_node.start_mark.line + 1
                self.source.problems.append(
                    Problem(here, line, "duplicate_field", f"‘{key}’ stands twice here; keep one.")
                )
                continue
            held[key] = self.value(value_node, here)
        return held
