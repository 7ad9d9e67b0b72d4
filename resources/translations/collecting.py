"""Finds every text of the program that people read, by reading its source; runs nothing of it.

In the window those are `self.tr("...")`, `translate("context", "...")` and `marked("context", "...")`.
What other rooms say stands under the context "core": `message(...)`, `numbered(...)`, the patterns of `Day(...)`, and
the words of errors, skipped files and findings, which come to the window as plain text.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
CORE = "core"
ROOMS = (
    "messages.py",
    "domain.py",
    "settings.py",
    "library",
    "media",
    "vision",
    "language",
    "index",
    "indexing",
    "search",
)
# Calls whose words a person reads, and which of their arguments holds them.
_TELLING = {"Skipped": 1, "Finding": 1, "QueryProblem": 2}
_FEWEST_WORDS = 2  # by which the template of a plain text can be known again
# Rooms whose words a person's own may look like ("taken in Lisbon"): of theirs only sentences are known again.
_SPEAKING_LIKE_PEOPLE = ("search", "domain.py")


@dataclass(frozen=True, slots=True)
class Text:
    """A text to translate. `plural` ones have a form for one and one for many; `singular` is the English one, where
    the source names it. `stored` ones may come back as plain text."""

    context: str
    source: str
    comment: str = ""
    plural: bool = False
    singular: str = ""
    stored: bool = False


class NotLiteral(ValueError):
    """A text that cannot be collected, because it is put together while the program runs."""


def collect() -> list[Text]:
    """All texts, each once, by context and then in the order of the source. Raises `NotLiteral`."""
    found = [text for path in sorted((PROJECT / "app" / "ui").rglob("*.py")) for text in of_window(path)]
    paths = [path for room in ROOMS for path in _modules(PROJECT / "app" / room)]
    errors = _errors(paths)
    found += [text for path in paths for text in of_core(path, errors)]
    once: dict[tuple[str, str, str], Text] = {}
    for text in sorted(found, key=lambda text: (text.context == CORE, text.context)):
        once.setdefault((text.context, text.source, text.comment), text)
    return list(once.values())


def _modules(path: Path) -> list[Path]:
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def of_window(path: Path) -> Iterator[Text]:
    """The texts of one module of app.ui."""
    yield from _in_window(ast.parse(path.read_text("utf-8")), path, "")


def _in_window(node: ast.AST, path: Path, context: str) -> Iterator[Text]:
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.Call):
            yield from _call_in_window(part, path, context)
        yield from _in_window(part, path, part.name if isinstance(part, ast.ClassDef) else context)


def _call_in_window(call: ast.Call, path: Path, context: str) -> Iterator[Text]:
    name, given = _name(call.func), call.args
    if name == "tr" and isinstance(call.func, ast.Attribute) and given:
        comment = _literal(given[1], path) if len(given) > 1 else ""
        for words in _fixed(given[0], path):
            yield Text(context, words, comment, plural=len(given) > 2)
    elif name == "translate" and isinstance(call.func, ast.Name) and len(given) > 1:
        for words in _fixed(given[1], path):
            yield Text(_literal(given[0], path), words, plural=len(given) > 2 or bool(call.keywords))
    elif name == "marked":
        yield Text(_literal(given[0], path), _literal(given[1], path))
    elif isinstance(call.func, ast.Name) and name in ("message", "template", "numbered", "Day"):
        yield from _marked(call, path)


def of_core(path: Path, errors: frozenset[str]) -> Iterator[Text]:
    """What one module of another room says to people; `errors` are the names of the errors that people may see."""
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        name = _name(call.func)
        if isinstance(call.func, ast.Name) and name in ("message", "template", "numbered", "Day"):
            yield from _marked(call, path)
        at = 0 if name in errors else _TELLING.get(name, -1)
        if 0 <= at < len(call.args):
            for words in _alternatives(call.args[at]):
                template = _template(words)
                yield Text(CORE, template, stored=_can_be_known(template, path))


def _marked(call: ast.Call, path: Path) -> Iterator[Text]:
    name, given = _name(call.func), call.args
    if not given:
        return
    if name in ("message", "template"):
        for words in _alternatives(given[0], path):
            source = _literal(words, path)
            yield Text(CORE, source, stored=_can_be_known(source, path))
    elif name == "numbered":
        singular, plural = _literal(given[0], path), _literal(given[1], path)
        yield Text(CORE, plural, plural=True, singular=singular, stored=_can_be_known(plural, path))
    elif len(given) > 1:
        for pattern in _alternatives(given[1]):
            if isinstance(pattern, ast.Constant):
                yield Text(CORE, _literal(pattern, path))


def _fixed(node: ast.expr, path: Path) -> Iterator[str]:
    """The texts that are given to Qt here. What has a name was marked where it got it; what is put together before it
    is translated would not be found again."""
    if not isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.Call):
        for words in _alternatives(node, path):
            yield _literal(words, path)


def _alternatives(node: ast.expr, path: Path | None = None) -> Iterator[ast.expr]:
    """The texts that an expression may be: the two sides of a condition; `path` where it must be one."""
    if isinstance(node, ast.IfExp):
        yield from _alternatives(node.body, path)
        yield from _alternatives(node.orelse, path)
    elif isinstance(node, ast.Constant | ast.JoinedStr):
        if isinstance(node, ast.JoinedStr) or isinstance(node.value, str):
            yield node
    elif path is not None:
        raise NotLiteral(f"{path.name}, line {node.lineno}: a text that is collected must be literal")


def _template(node: ast.expr) -> str:
    """A literal, or an f-string with what fills it by its name."""
    if isinstance(node, ast.Constant):
        return str(node.value).replace("{", "{{").replace("}", "}}")
    assert isinstance(node, ast.JoinedStr)
    parts, names = [], set()
    for number, part in enumerate(node.values):
        if isinstance(part, ast.Constant):
            parts.append(str(part.value).replace("{", "{{").replace("}", "}}"))
            continue
        assert isinstance(part, ast.FormattedValue)
        name = _name(part.value)
        if not name.isidentifier() or name in names:
            name = f"part{number}"
        names.add(name)
        parts.append("{" + name + "}")
    return "".join(parts)


def _can_be_known(template: str, path: Path) -> bool:
    room = path.relative_to(PROJECT / "app").parts[0] if path.is_relative_to(PROJECT / "app") else ""
    if room in _SPEAKING_LIKE_PEOPLE and not template.endswith("."):
        return False
    return "{summary}" in template or len(re.findall(r"(?<![{\w])[^\W\d_]+(?![\w}])", template)) >= _FEWEST_WORDS


def _errors(paths: list[Path]) -> frozenset[str]:
    """`SnowlineError` and everything that is one."""
    bases = {
        node.name: {_name(base) for base in node.bases}
        for path in paths
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    known = {"SnowlineError"}
    while more := {name for name, theirs in bases.items() if theirs & known} - known:
        known |= more
    return frozenset(known)


def _name(node: ast.expr) -> str:
    """The last name of an expression: "tr" of `self.tr`, "path" of `str(file.path)`."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Call):
        return _name(node.args[0]) if node.args else _name(node.func)
    return ""


def _literal(node: ast.expr, path: Path) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise NotLiteral(f"{path.name}, line {node.lineno}: a text that is collected must be literal")
