"""Which of the photos that show a man and a horse shows the man on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.domain import Caption, Metadata
from app.index.generation import Generation, generation_name
from app.language.triplets import triplets
from app.library import Library, NewPhoto, NewText, SeenFile
from app.search.composition import composition
from app.search.evidence import Gatherer
from app.search.relevance import relevance
from app.search.snapshot import take_snapshot
from app.search.tags import TagNames

CAPTIONS = (
    "a man rides a horse",
    "a man stands next to a horse",
    "a horse chases a man",
    "a woman is riding on a horse in a field",
    "a dog sits on a sofa",
    "a sofa with a dog picture",
    "a dog next to a couch",
    "a field",
)
TAGS = TagNames({"sofa": "sofa", "couch": "sofa", "dog": "dog"})


@pytest.fixture
def library(tmp_path: Path, side: Any) -> Any:
    """A photo for each caption; they all look the same."""
    name = generation_name(side.name, side.version)
    with (
        Library.open(tmp_path / "library", write=True) as opened,
        Generation(opened.folder, name, 384, writable=True) as generation,
    ):
        opened.use_pack(name)
        for number, caption in enumerate(CAPTIONS):
            [(file_id, _)] = opened.upsert_files([SeenFile(b"/photos/%d.jpg" % number, 1, 1, 1)])
            said = tuple(triplets(caption))
            texts = opened.new_texts([caption, *(triplet.text for triplet in said)])
            slots = generation.texts.append(side.encode_texts(texts)).tolist()
            [slot] = generation.images.append(side.encode_texts(["dog man horse sofa"]))
            generation.flush()
            new = [
                NewText(text, "caption" if text == caption else "triplet", text_slot)
                for text, text_slot in zip(texts, slots, strict=True)
            ]
            spoken = Caption(caption, 0.9, name)
            photo = NewPhoto(f"1-{number:032x}", Metadata("JPEG", 8, 8), int(slot), (), spoken, said, (file_id,))
            opened.add_photos([photo], new)
        yield opened


@pytest.mark.parametrize(
    ("phrase", "right", "wrong"),
    [
        ("man riding horse", {0, 3}, {1, 2}),
        ("person on a horse", {3}, {0, 1, 2}),
        ("horse next to man", set(), {0, 1, 2, 3}),
        ("horse chasing man", {2}, {0, 1, 3}),
        ("dog on sofa", {4}, {6}),
        ("dog beside a couch", set(), {4, 6}),
        ("dog", set(), set()),
        ("man riding horse in a field", {3}, {1, 2}),
        ("man riding horse over a field", set(), {1, 2, 3}),
    ],
)
def test_right_and_wrong_relations(library: Library, side: Any, phrase: str, right: set[int], wrong: set[int]) -> None:
    snapshot = take_snapshot(library, side)
    found = composition(phrase, np.arange(len(snapshot.texts)), snapshot, TAGS)
    assert (set(found.right.tolist()), set(found.wrong.tolist()) - {5}) == (right, wrong)
    told = found.of(np.arange(len(CAPTIONS)))
    assert {at for at in range(len(CAPTIONS)) if told[at] > 0} == right


@pytest.mark.parametrize(
    ("phrase", "before", "behind"),
    [("man riding horse", 0, 1), ("man riding horse", 0, 2), ("dog on sofa", 4, 5), ("dog on sofa", 4, 6)],
)
def test_the_right_relation_comes_first(library: Library, side: Any, phrase: str, before: int, behind: int) -> None:
    snapshot = take_snapshot(library, side)
    gathered: Callable[..., Any] = Gatherer(side).gather
    scores = relevance(gathered(phrase, side.encode_texts([phrase])[0], snapshot))
    assert scores[before] > scores[behind]
    order: Sequence[int] = np.argsort(-scores).tolist()
    assert order[0] in (before, 3)
