"""From a typed text to what is asked of a library: how it was read, its alternatives, its pictures, its problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.domain import Filters, QueryProblem, SnowlineError, SortOrder
from app.search.filtering import node_of
from app.search.parser import parse
from app.search.planning import MOST_BRANCHES, Branch, branches, narrowed
from app.search.query.tree import And, Exact, Filter, Node, Not, Or, Query, Words
from app.search.similar import Example, Pictured
from app.search.snapshot import Snapshot


@dataclass(slots=True)
class Asked:
    """A question to a library. `only` are filters that came from elsewhere than the text: where those make no sense it
    is an error, not a problem of the query. `sort` is the order that the text asks for, or else what suits it."""

    branches: tuple[Branch, ...]
    pictures: Mapping[str, Pictured] = field(default_factory=dict)
    only: Node | None = None
    problems: list[QueryProblem] = field(default_factory=list)
    sort: SortOrder = "relevance"

    def nonsense(self, node: Filter, error: SnowlineError) -> None:
        """Notes a filter that makes no sense in this library. Raises the error where it did not come from the text."""
        if node in _filters(self.only):
            raise error
        problem = QueryProblem(0, 0, str(error))
        if problem not in self.problems:
            self.problems.append(problem)


def ask(text: str, filters: Filters, example: Example, snapshot: Snapshot) -> Asked:
    """What a text asks for, with `filters` besides."""
    only, query = node_of(filters), as_tree(text)
    asked = Asked((), only=only)
    found = branches(query.root)
    if len(found) == MOST_BRANCHES:
        asked.problems.append(QueryProblem(0, len(text), f"Only the first {MOST_BRANCHES} alternatives are searched."))
    if not found and only is not None:
        found = (Branch(),)
    asked.pictures = _pictures(found, example, snapshot, asked)
    asked.branches = tuple(
        narrowed(branch, only)
        for branch in (_readable(branch, asked.pictures) for branch in found)
        if branch is not None
    )
    asked.sort = query.sort or ("relevance" if any(branch.asks for branch in asked.branches) else "date")
    return asked


def _pictures(found: tuple[Branch, ...], example: Example, snapshot: Snapshot, asked: Asked) -> dict[str, Pictured]:
    """The pictures that a query names; one that cannot be read is a problem."""
    pictures: dict[str, Pictured] = {}
    for path in dict.fromkeys(like.path for branch in found for like in (*branch.likes, *branch.unlike)):
        try:
            pictures[path] = example.pictured(path, snapshot)
        except SnowlineError as error:
            asked.problems.append(QueryProblem(0, 0, f"{path}: {error}"))
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


def as_tree(text: str) -> Query:
    query = parse(text)
    nodes: list[Node] = []
    rest = query.words
    for exact in query.exact:
        before, _, rest = rest.partition(exact)
        nodes += [Words(before.strip())] if before.strip() else []
        nodes.append(Exact(exact))
    nodes += [Words(rest.strip())] if rest.strip() else []
    nodes += [Not(Words(word)) for word in query.without]
    return Query(query.text, None if not nodes else nodes[0] if len(nodes) == 1 else And(tuple(nodes)))
