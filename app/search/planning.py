"""From the tree of a query to what is asked of the evidence: alternatives, each of which asks for all of its parts.

"(dog OR cat) on the beach" becomes "dog on the beach" or "cat on the beach": each alternative is one phrase, as a
person means it. Filters are never mixed with that; they stay a tree of their own beside the words they stand with.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

from app.search.query.tree import And, Exact, Filter, Like, Node, Not, Or, Words

MOST_BRANCHES = 24  # alternatives that are told apart; a person types two or three


@dataclass(frozen=True, slots=True)
class Branch:
    """One alternative of a query. What a photo must show, in the order it was typed; what it must not; and `only`, the
    filters that it must fulfil, None for no filter."""

    wanted: tuple[Words | Exact, ...] = ()
    likes: tuple[Like, ...] = ()
    without: tuple[str, ...] = ()
    unlike: tuple[Like, ...] = ()
    only: Node | None = None

    @property
    def phrase(self) -> str:
        """All wanted words, for the text encoder."""
        return " ".join(part.text for part in self.wanted)

    @property
    def exact(self) -> tuple[str, ...]:
        """What must be found literally, each once."""
        return tuple(dict.fromkeys(part.text for part in self.wanted if isinstance(part, Exact)))

    @property
    def weighted(self) -> bool:
        """True where some words count more than others."""
        return any(part.weight != 1.0 for part in self.wanted)

    @property
    def asks(self) -> bool:
        """True where it asks for more than filters do."""
        return bool(self.wanted or self.likes or self.without or self.unlike)

    @property
    def meaning(self) -> Branch:
        """The same without its filters: what a judgement can be kept under."""
        return replace(self, only=None)


def branches(root: Node | None) -> tuple[Branch, ...]:
    """The alternatives of a query, each once; none where it asks for nothing. Of very many, the first are kept."""
    return tuple(dict.fromkeys(_branches(root)))[:MOST_BRANCHES] if root is not None else ()


def narrowed(branch: Branch, only: Node | None) -> Branch:
    """The branch, with one more filter."""
    return branch if only is None else replace(branch, only=_both(branch.only, only))


def filters_alone(node: Node) -> bool:
    """True for a tree of filters and nothing else."""
    if isinstance(node, Not):
        return filters_alone(node.node)
    if isinstance(node, And | Or):
        return all(map(filters_alone, node.nodes))
    return isinstance(node, Filter)


def _branches(node: Node) -> list[Branch]:
    if filters_alone(node):
        return [Branch(only=node)]
    if isinstance(node, Words | Exact):
        return [Branch(wanted=(node,))]
    if isinstance(node, Like):
        return [Branch(likes=(node,))]
    if isinstance(node, Not):
        return _denied(node.node)
    if isinstance(node, Or):
        # Filters that are alternatives of one another stay together: one mask for all of them.
        alone = [part for part in node.nodes if filters_alone(part)]
        found = [Branch(only=alone[0] if len(alone) == 1 else Or(tuple(alone)))] if alone else []
        return [*(branch for part in node.nodes if not filters_alone(part) for branch in _branches(part)), *found]
    assert isinstance(node, And)
    return _all_of([_branches(part) for part in node.nodes])


def _denied(node: Node) -> list[Branch]:
    """The alternatives that a photo has, of which `node` must not hold."""
    if filters_alone(node):
        return [Branch(only=Not(node))]
    if isinstance(node, Words | Exact):
        return [Branch(without=(node.text,))]
    if isinstance(node, Like):
        return [Branch(unlike=(node,))]
    if isinstance(node, Not):
        return _branches(node.node)
    if isinstance(node, Or):
        return _all_of([_denied(part) for part in node.nodes])
    assert isinstance(node, And)
    words = [part for part in node.nodes if isinstance(part, Words | Exact)]
    phrase = [Branch(without=(" ".join(part.text for part in words),))] if words else []
    return [
        *phrase,
        *(branch for part in node.nodes if not isinstance(part, Words | Exact) for branch in _denied(part)),
    ]


def _all_of(choices: list[list[Branch]]) -> list[Branch]:
    """Every way of taking one alternative from each list, as one that asks for all that was taken."""
    ways = itertools.islice(itertools.product(*choices), MOST_BRANCHES)
    joined = []
    for way in ways:
        branch = way[0]
        for more in way[1:]:
            branch = Branch(
                wanted=branch.wanted + more.wanted,
                likes=branch.likes + more.likes,
                without=tuple(dict.fromkeys(branch.without + more.without)),
                unlike=branch.unlike + more.unlike,
                only=_both(branch.only, more.only),
            )
        joined.append(branch)
    return joined


def _both(one: Node | None, other: Node | None) -> Node | None:
    if one is None or other is None:
        return one if other is None else other
    parts = [part for node in (one, other) for part in (node.nodes if isinstance(node, And) else (node,))]
    return And(tuple(dict.fromkeys(parts))) if len(set(parts)) > 1 else parts[0]
