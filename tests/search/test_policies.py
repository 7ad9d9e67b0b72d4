"""The published relevance line, on a library small enough to work it out by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from app.library import Library
from app.search.policies import published, reason
from app.search.snapshot import take_snapshot


def test_captions_within_the_distance_and_nothing_else(
    make_library: Callable[[Sequence[Any]], Library], shot: Any, side: Any
) -> None:
    library = make_library(
        [
            shot("dog.jpg", "cat", {}, "dog"),
            shot("dogs.jpg", "dog", {"dog": 0.9}, "a dog with a big red ball on a green lawn"),
            shot("silent.jpg", "dog", {"dog": 0.9}, ""),
            shot("both.jpg", "dog", {}, "dog beach"),
        ]
    )
    snapshot = take_snapshot(library, side)
    [vector] = side.encode_texts(["dog"])
    slots, scores = published(vector, snapshot)
    captions = {0: "dog", 1: "a dog with a big red ball on a green lawn", 3: "dog beach"}
    distances = {slot: np.linalg.norm(side.encode_texts([text])[0] - vector) for slot, text in captions.items()}
    assert slots.tolist() == [slot for slot, distance in distances.items() if distance <= 1.0]
    assert 0 in slots
    assert 1 not in slots
    assert scores[0] > 0.99
    assert scores.min() >= 0.9
    none, _ = published(vector, snapshot, np.zeros(4, np.bool_))
    assert len(none) == 0
    [row] = library.photos_by_slots([0])
    why = reason(row, float(scores[0]))
    assert (why.text, why.kind, why.strength) == ('caption: "dog"', "caption", 1.0)
    assert why.sure is not None
    assert why.sure > 0.95
