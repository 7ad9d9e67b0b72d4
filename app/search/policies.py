"""The published way to draw the relevance line: a fixed distance between query and caption vectors, and nothing else.

The first system of this kind (captions indexed by Annoy, metric "angular") listed the captions within distance 1.0.
Annoy's angular distance of two unit vectors is sqrt(2 - 2 cos), so that 1.0 means a cosine of 0.5.
"""

from __future__ import annotations

import numpy as np

from app.domain import Reason
from app.index.base import Floats, Slots
from app.library import PhotoRow
from app.messages import message
from app.search.facts import Mask
from app.search.relevance import Scores
from app.search.snapshot import SMALL, Snapshot

DISTANCE = 1.0
_MOST_CAPTIONS = 10_000  # followed to their photos, in a very large library
# What lies within the distance is likely wherever the setting moves our own line; the nearer, the higher.
_WITHIN = 0.9
_KEPT = "slots of captions"  # under which `Columns.kept` has them


def published(vector: Floats, snapshot: Snapshot, among: Mask | None = None) -> tuple[Slots, Scores]:
    """The photos whose captions lie within the distance of a query, whose text vector is `vector`, float32 [dims], of
    all that can be shown or of `among`, bool [slots]: slots, int64 [n], ascending, and scores, float64 [n], which fall
    with the distance from 1 to 0.9."""
    least = np.float32(1 - DISTANCE**2 / 2)
    if len(snapshot.texts) <= SMALL:
        cosines = snapshot.texts.scores(vector)
        texts = np.flatnonzero(cosines >= least)
        cosines = cosines[texts]
    else:
        texts, cosines = snapshot.near_texts(vector, _MOST_CAPTIONS)
        texts, cosines = texts[cosines >= least], cosines[cosines >= least]
    kept = snapshot.facts.columns.kept
    if _KEPT not in kept:
        kept[_KEPT] = snapshot.library.text_slots("caption")
    captions = np.isin(texts, kept[_KEPT])
    texts, cosines = texts[captions], cosines[captions]
    order = np.argsort(texts)
    texts, cosines = texts[order], cosines[order]
    said, photos = snapshot.facts.linked(texts)
    best = np.full(snapshot.slots, -1.0, np.float32)
    inside = photos < snapshot.slots
    np.maximum.at(best, photos[inside], cosines[np.searchsorted(texts, said[inside])])
    near = best >= least
    for mask in (snapshot.alive, among):
        if mask is not None:
            near &= mask
    slots = np.flatnonzero(near)
    distances = np.sqrt(np.maximum(2 - 2 * best[slots].astype(np.float64), 0))
    scores: Scores = 1 - (1 - _WITHIN) * distances / DISTANCE
    return slots, scores


def reason(row: PhotoRow, score: float) -> Reason:
    """Why a photo is in such an answer: its caption, and how near it is (1 for the very words of the query)."""
    text = row.caption.text if row.caption is not None else ""
    return Reason("caption", message('caption: "{text}"', text=text), 1.0, round((score - _WITHIN) / (1 - _WITHIN), 4))
