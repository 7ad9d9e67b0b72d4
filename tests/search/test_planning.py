"""The alternatives of a query say the same as its tree, whatever the tree."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.planning import MOST_BRANCHES, Branch, branches, filters_alone, narrowed
from app.search.query.tree import And, Exact, Filter, Like, Names, Node, Not, Or, Words

WORDS = ("dog", "cat", "snow")
PHOTO = Like("/photo.jpg")
FILTERS = (Filter("type", Names(("jpeg",))), Filter("camera", Names(("canon",))))
ATOMS = [*map(Words, WORDS), Exact("boat"), PHOTO, *FILTERS]

trees = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda nodes: And(tuple(nodes))),
        st.lists(inner, min_size=2, max_size=3).map(lambda nodes: Or(tuple(nodes))),
    ),
    max_leaves=6,
)
worlds = st.sets(st.sampled_from([*WORDS, "boat", "photo", *FILTERS]))


def holds(node: Node | None, world: set[Any]) -> bool:
    """Whether a photo that shows, resembles and fulfils just what is in `world` is what the tree asks for."""
    if node is None:
        return True
    if isinstance(node, And):
        return all(holds(part, world) for part in node.nodes)
    if isinstance(node, Or):
        return any(holds(part, world) for part in node.nodes)
    if isinstance(node, Not):
        return not holds(node.node, world)
    return (node if isinstance(node, Filter) else "photo" if isinstance(node, Like) else node.text) in world


def fits(branch: Branch, world: set[Any]) -> bool:
    """The same for one alternative."""
    return (
        all(part.text in world for part in branch.wanted)
        and ("photo" in world or not branch.likes)
        and not ("photo" in world and branch.unlike)
        and not any(set(phrase.split()) <= world for phrase in branch.without)
        and holds(branch.only, world)
    )


@given(trees, worlds)
def test_alternatives_say_what_the_tree_says(tree: Node, world: set[Any]) -> None:
    found = branches(tree)
    if len(found) < MOST_BRANCHES:
        assert any(fits(branch, world) for branch in found) == holds(tree, world)
    assert len(set(found)) == len(found) <= MOST_BRANCHES
    assert all(branch.only is None or filters_alone(branch.only) for branch in found)


@pytest.mark.parametrize(
    ("tree", "phrases"),
    [
        (And((Words("a dog on"), Exact("red sofa"))), ["a dog on red sofa"]),
        (And((Or((Words("dog"), Words("cat"))), Words("on the beach"))), ["dog on the beach", "cat on the beach"]),
        (Or((Words("dog"), FILTERS[0], FILTERS[1])), ["dog", ""]),
        (And((Words("dog"), Or(FILTERS))), ["dog"]),
        (None, []),
    ],
)
def test_each_alternative_is_one_phrase(tree: Node | None, phrases: list[str]) -> None:
    assert [branch.phrase for branch in branches(tree)] == phrases


def test_more_filters_are_joined_and_change_no_meaning() -> None:
    [branch] = branches(And((Words("dog"), FILTERS[0])))
    more = narrowed(branch, FILTERS[1])
    assert more.only == And(FILTERS)
    assert more.meaning == branch.meaning == Branch(wanted=(Words("dog"),))
    assert narrowed(more, FILTERS[0]).only == And(FILTERS)


def test_very_many_alternatives_are_cut_off() -> None:
    tree = And(tuple(Or((Words(f"one{i}"), Words(f"two{i}"))) for i in range(30)))
    assert len(branches(tree)) == MOST_BRANCHES
