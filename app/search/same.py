"""The same picture again: saved anew, smaller, turned, mirrored, cut, framed or grey. If there is none, none is found.

Whoever may be it is found in two ways: by the signs of all fingerprints, which know the picture in all eight ways to
turn and mirror it, and by image vectors, which know a part of it or a picture that was turned a little. Each of those
is laid over the example (`media.alignment`), and counts only where the two agree in detail (`media.closer`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

import numpy as np

from app.domain import Picture
from app.index.base import Floats, Slots
from app.index.manifest import index_folder
from app.index.prints import Signs, open_prints, signs_in
from app.library import Library, PhotoRow
from app.library.fingerprints import PhotoFacts
from app.media.alignment import Numbers, lay_over
from app.media.closer import Agreement, agreement, detail_of_jpeg, detail_of_pixels
from app.media.likeness import BITS, distances, plain_way, words
from app.media.thumbnails import ThumbnailStore
from app.messages import message
from app.search.snapshot import Snapshot

SAME = 0.55  # of the places agree, at least; between pictures of different things never more than 0.45 did
SAME_BY_SIGNS = 0.35  # where the fingerprints are nearly the same, as of a picture that was made very small or blurred
# Of a picture that only lies over the example in some odd way: with so much freedom more things look alike. Nineteen of
# twenty forms of the photos it was tuned on agree in 0.65 or more of 22 places or more, 0.12 of them contrary at most.
SAME_LAID, LEAST_PLACES_LAID, OTHER_LAID = 0.6, 20, 0.13
LEAST_PLACES = 10  # that say something; a picture with less in it is known by its fingerprint alone
_MAY_BE = 40  # signs of all in which the same picture may differ
_ALIKE_BY_SIGNS = 12
_NEARLY_SURE = 6  # signs in which hardly another picture differs as little: enough where no thumbnail is left
_MOST_BY_SIGNS, _MOST_BY_VECTOR = 48, 64
_LAID = 8  # pictures that are laid over the example in any way
_ROUGHLY = 0.82  # how well those agree at least that are worth a closer look; forms of one picture nearly all do
_FACTOR = 1.05  # in pixels, from which a picture is called smaller or larger


@dataclass(frozen=True, slots=True)
class Looks:
    """What is known of the picture that is looked for: its fingerprint, its brightness [SIDE, SIDE], its image vector,
    its size in pixels, and which photo of the library it is."""

    print: bytes | None
    detail: Numbers | None
    vector: Floats | None
    size: tuple[int, int]
    photo_id: int | None = None


class Same(NamedTuple):
    """The photos that show the same picture, best first: slots, likeness 0..1, and in words in what they differ."""

    slots: Slots
    likeness: Floats
    reasons: tuple[str, ...]


class AllPrints(NamedTuple):
    """Photo ids and signs of all fingerprints, in parts."""

    parts: tuple[tuple[Slots, Sequence[Signs]], ...]


class _Found(NamedTuple):
    likeness: float
    words: str


def looks_of_photo(library: Library, row: PhotoRow, vector: Floats | None) -> Looks:
    """What is known of a photo of the library. No original is opened."""
    stored = library.fingerprints_of([row.photo_id])
    return Looks(
        stored.prints[0].tobytes() if len(stored.photo) else None,
        _detail_of(library, row.key),
        vector,
        (row.width, row.height),
        row.photo_id,
    )


def looks_of_picture(picture: Picture, vector: Floats | None) -> Looks:
    """What is known of a picture that was decoded."""
    size = (picture.metadata.width, picture.metadata.height)
    return Looks(picture.fingerprint, detail_of_pixels(picture.pixels), vector, size)


def all_prints(library: Library) -> AllPrints:
    """The signs of all fingerprints: mapped as far as they are derived, the newer ones from the catalogue."""
    parts: list[tuple[Slots, Sequence[Signs]]] = []
    last = 0
    file = open_prints(index_folder(library.folder, library.pack or "none"), library.last_fingerprint())
    if file is not None:
        last = int(file.facts["last"])
        photos, signs = signs_in(file)
        parts.append((photos, signs))
    parts += [(newer.photo, list(words(newer.prints))) for newer in library.fingerprints_since(last)]
    return AllPrints(tuple(parts))


def same_picture(looks: Looks, snapshot: Snapshot) -> Same:
    """Finds the picture among all photos that can be shown; the photo that is looked for is not among them."""
    library = snapshot.library
    nothing = Same(np.empty(0, np.int64), np.empty(0, np.float32), ())
    if looks.print is None:
        return nothing
    far = _by_signs(looks.print, snapshot.prints)
    photos = list(dict.fromkeys([*far, *_by_vector(looks, snapshot)]))
    stored = library.fingerprints_of([photo for photo in photos if photo != looks.photo_id])
    if not len(stored.photo):
        return nothing
    chosen, laid = lay_over(looks.print, stored.prints, _LAID)
    roughly = laid.agree >= _ROUGHLY
    maps = dict(zip(stored.photo[chosen[roughly]].tolist(), laid.map[roughly], strict=True))
    prints = dict(zip(stored.photo.tolist(), stored.prints, strict=True))
    wanted = [photo for photo in prints if photo in maps or photo in far]
    facts = library.facts_for_copies(wanted)
    found: dict[int, _Found] = {}
    for photo in wanted:
        ways = [plain_way(looks.print, prints[photo].tobytes())]
        if photo in maps:
            ways.append(maps[photo])
        judged = _judged(looks, library, facts[photo], ways, far.get(photo, BITS))
        if judged is not None:
            found[photo] = judged
    ids, slots = library.places_of(np.array(sorted(found), np.int64))
    likeness = np.array([found[photo].likeness for photo in ids.tolist()], np.float32)
    order = np.lexsort((ids, -likeness))
    within = order[slots[order] < snapshot.slots]
    return Same(slots[within], likeness[within], tuple(found[photo].words for photo in ids[within].tolist()))


def _by_signs(one: bytes, everyone: AllPrints) -> dict[int, int]:
    """Photo id → in how many signs it differs, for those that may show the picture, nearest first."""
    found: list[tuple[int, int]] = []
    for photos, signs in everyone.parts:
        differ = distances(one, signs)
        near = np.flatnonzero(differ <= _MAY_BE)
        if len(near) > _MOST_BY_SIGNS:
            near = near[np.argsort(differ[near], kind="stable")[:_MOST_BY_SIGNS]]
        found += zip(differ[near].tolist(), photos[near].tolist(), strict=True)
    return {photo: differ for differ, photo in sorted(found)[:_MOST_BY_SIGNS]}


def _by_vector(looks: Looks, snapshot: Snapshot) -> list[int]:
    if looks.vector is None:
        return []
    slots, _, _ = snapshot.near_images(looks.vector, None)
    photos: list[int] = snapshot.facts.column("photo", slots[:_MOST_BY_VECTOR]).tolist()
    return photos


def _judged(looks: Looks, library: Library, facts: PhotoFacts, ways: list[Numbers], differ: int) -> _Found | None:
    """How sure it is that a photo shows the picture, and in what it differs; None where it does not show it."""
    detail = _detail_of(library, facts.key) if looks.detail is not None else None
    way = ways[0]
    if looks.detail is None or detail is None:
        agrees = Agreement(0.0, 0, 0)
    else:
        agrees, way = agreement(looks.detail, detail, ways)
    if agrees.places < LEAST_PLACES:
        likeness = 1 - differ / BITS if differ <= _NEARLY_SURE else 0.0
    elif differ <= _MAY_BE:
        likeness = agrees.share if agrees.share >= (SAME_BY_SIGNS if differ <= _ALIKE_BY_SIGNS else SAME) else 0.0
    else:
        sure = agrees.places >= LEAST_PLACES_LAID and agrees.contrary <= OTHER_LAID * agrees.places
        likeness = agrees.share if sure and agrees.share >= SAME_LAID else 0.0
    if not likeness:
        return None
    return _Found(likeness, _in_words(way, looks.size, (facts.width, facts.height)))


def _detail_of(library: Library, key: str) -> Numbers | None:
    jpeg = ThumbnailStore(library.thumbnails).get(key)
    return detail_of_jpeg(jpeg) if jpeg is not None else None


def _in_words(way: Numbers, mine: tuple[int, int], theirs: tuple[int, int]) -> str:
    """In what a picture of size `theirs` differs from the one of size `mine`, over which it lies as `way` says."""
    said: list[str] = [message("the same picture")]
    turn = np.diag(mine) @ way[:, :2].astype(np.float64) @ np.diag(1 / np.array(theirs, np.float64))
    mirrored = bool(np.linalg.det(turn) < 0)
    if mirrored:
        turn = turn @ np.diag([-1.0, 1.0])
    angle = math.degrees(math.atan2(turn[1, 0] - turn[0, 1], turn[0, 0] + turn[1, 1]))
    quarter = round(angle / 90) * 90
    if abs(angle - quarter) < 2.5:
        angle = quarter
    else:
        said.append(message("turned by {angle}°", angle=round(abs(angle))))
    if mirrored:
        said.append(message("mirrored") if not quarter % 360 else message("mirrored and rotated"))
    elif angle == quarter and quarter % 360:
        said.append(message("rotated"))
    shown = abs(float(np.linalg.det(way[:, :2])))
    if shown < 0.93:
        said.append(message("a part of it"))
    elif shown > 1.08:
        said.append(message("more of it"))
    elif math.prod(theirs) * _FACTOR < math.prod(mine):
        said.append(message("smaller"))
    elif math.prod(theirs) > math.prod(mine) * _FACTOR:
        said.append(message("larger"))
    return reduce(lambda one, other: message("{one}, {other}", one=one, other=other), said)
