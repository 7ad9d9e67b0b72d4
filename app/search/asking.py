"""From a typed text to what is asked of a library: how it was read, its alternatives, its pictures, its problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain import Filters, QueryProblem, SnowlineError, SortOrder
from app.messages import message
from app.search.filtering import node_of
from app.search.planning import MOST_BRANCHES, Branch, branches, narrowed
from app.search.query.canon import node_text
from app.search.query.reading import Reading
from app.search.query.tree import And, Filter, Like, Node, Not, Or, Query
from app.search.similar import Example, Pictured
from app.search.snapshot import Snapshot


@dataclass(slots=True)
class Asked:
    """A question to a library: how its text was read, and the alternatives that follow. `only` are filters that came
    from elsewhere than the text: where those make no sense it is an error, not a problem of the query. `sort` is the
    order that suits it where nobody asks for one."""

    reading: Reading
    branches: tuple[Branch, ...] = ()
    pictures: Mapping[str, Pictured] = field(default_factory=dict)
    only: Node | None = None
    problems: list[QueryProblem] = field(default_factory=list)
    sort: SortOrder = "relevance"

    @property
    def words(self) -> str:
        """All wanted words of the first alternative that has any."""
        return next((branch.phrase for branch in self.branches if branch.wanted), "")

    def nonsense(self, node: Filter, error: SnowlineError) -> None:
        """Notes a filter that makes no sense in this library. Raises the error where it did not come from the text."""
        if node in _filters(self.only):
            raise error
        self.problem(node, str(error))

    def problem(self, node: Filter | Like, text: str) -> None:
        """Notes what is wrong with a part of the text."""
        written = node_text(node)
        chips = [chip for chip in self.reading.chips if chip.text.lstrip("-") == written]
        start, end = (chips[0].start, chips[0].end) if chips else (0, 0)
        problem = QueryProblem(start, end, text)
        if problem not in self.problems:
            self.problems.append(problem)


def ask(reading: Reading, filters: Filters, example: Example, snapshot: Snapshot) -> Asked:
    """What a text asks for, with `filters` besides."""
    only, query = node_of(filters), reading.query
    asked = Asked(reading, only=only, problems=list(reading.problems))
    found = branches(query.root)
    if len(found) == MOST_BRANCHES:
        text = message("Only the first {most} combinations of these alternatives are searched.", most=MOST_BRANCHES)
        asked.problems.append(QueryProblem(0, len(query.text), text))
    if not found and (only is not None or query.sort is not None or query.group is not None):
        found = (Branch(),)  # everything, in some order
    asked.pictures = _pictures(found, example, snapshot, asked)
    readable = (_readable(branch, asked.pictures) for branch in found)
    asked.branches = tuple(narrowed(branch, only) for branch in readable if branch is not None)
    asked.sort = "relevance" if any(branch.asks for branch in asked.branches) else "date"
    return asked


def like_alone(example: Path | str | int, filters: Filters, found: Pictured) -> Asked:
    """What a picture asks for that is searched by itself."""
    only, like = node_of(filters), Like(str(example))
    reading = Reading(Query(like.path, like), (), ())
    return Asked(reading, (narrowed(Branch(likes=(like,)), only),), {like.path: found}, only)


def _pictures(found: tuple[Branch, ...], example: Example, snapshot: Snapshot, asked: Asked) -> dict[str, Pictured]:
    """The pictures that a query names; one that cannot be read is a problem."""
    pictures: dict[str, Pictured] = {}
    for like in dict.fromkeys(like for branch in found for like in (*branch.likes, *branch.unlike)):
        try:
            pictures[like.path] = example.pictured(like.path, snapshot)
        except SnowlineError as error:
            asked.problem(like, message("{path}: {error}", path=like.path, error=str(error)))
    return pictures


def _readable(branch: Branch, pictures: Mapping[str, Pictured]) -> Branch | None:
    """The alternative without pictures that cannot be read; None where it asked for nothing but those."""
    likes = tuple(like for like in branch.likes if like.path in pictures)
    unlike = tuple(like for like in branch.unlike if like.path in pictures)
    left = replace(branch, likes=likes, unlike=unlike)
    return left if left.asks or not branch.asks else None


def _filters(node: Node | None) -> set[Filter]:
    if isinstance(node, And | Or):
        return set().union(*(_filters(part) for part in node.nodes))
    if isinstance(node, Not):
        return _filters(node.node)
    return {node} if isinstance(node, Filter) else set()
