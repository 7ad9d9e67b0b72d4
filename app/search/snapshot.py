"""A library as one search sees it: the photos that can be shown, their vectors and their facts, all of the same moment.

A snapshot is replaced as a whole, never changed, so that a search in one thread and a refresh in another do not meet.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from app.domain import SnowlineError
from app.index.base import Floats, Index, Slots
from app.index.exact import ExactIndex
from app.index.generation import Generation, generation_name
from app.index.manifest import What
from app.index.neighbours import Neighbours
from app.index.postings import PostingsFile, usable
from app.index.vectors import VectorFile
from app.library import Library
from app.search.facts import CatalogueFacts, Facts, MappedFacts, Mask, Recent
from app.search.sides import TextSide

if TYPE_CHECKING:
    from app.search.association import WordNetwork
    from app.search.same import AllPrints

NEAREST = 1_000  # photos fetched by their looks, at most
_CLOSELY = 300_000  # photos up to which there is time to look for all of those
_SURE_PART = 4  # the part of what a quick look finds in which nearly nothing is missing
FEW_NEAR = 250  # the least of those that a filter must leave; else they are looked for among what it leaves
# Up to so many photos or texts, looking at each is as quick as any other way.
SMALL = 30_000
# With more photos than this changed since a derived file was built, asking the catalogue for all is no slower.
_MOST_RECENT = 50_000


@dataclass(frozen=True)
class Snapshot:
    """`vectors` are the image vectors; `alive` the photos that can be shown, bool [slots], or None where all can."""

    library: Library
    vectors: VectorFile
    slots: int
    alive: Mask | None
    images: Index
    texts: Index
    facts: Facts

    def __len__(self) -> int:
        """How many photos can be shown."""
        return self._count

    @cached_property
    def _count(self) -> int:
        return self.slots if self.alive is None else int(np.count_nonzero(self.alive))

    @cached_property
    def network(self) -> WordNetwork | None:
        """The library's word network; None where none was built yet. Opened when first asked for."""
        from app.search.association import word_network

        return word_network(self.library, self.slots)

    @cached_property
    def prints(self) -> AllPrints:
        """The fingerprints of all photos. Opened when first asked for."""
        from app.search.same import all_prints

        return all_prints(self.library)

    @property
    def live(self) -> Slots:
        """The slots of all photos that can be shown, int64 [len(self)], ascending."""
        return np.arange(self.slots) if self.alive is None else np.flatnonzero(self.alive)

    def only_live(self, slots: Slots) -> Slots:
        """Those of these slots whose photos can be shown."""
        slots = slots[slots < self.slots]
        return slots if self.alive is None else slots[self.alive[slots]]

    def image_vector(self, slot: int) -> Floats:
        """The image vector of one photo, float32 [dims]."""
        vector: Floats = self.vectors.read(np.array([slot]))[0]
        return vector

    def near_images(
        self, query: Floats, among: Mask | None, near: tuple[Slots, Floats, float] | None = None
    ) -> tuple[Slots, Floats, float]:
        """The photos that look nearest, out of all that can be shown or of `among` (bool [slots]): slots and dot
        products, best first, and the dot product above which nearly none is missing. `near` is the same out of all,
        where that is known."""
        slots, scores, bound = near or self._near_images(query)
        if among is not None:
            fits = among[slots]
            slots, scores = slots[fits], scores[fits]
            if len(slots) < FEW_NEAR:
                slots, scores = self.images.search(query, FEW_NEAR, np.flatnonzero(among))
                bound = float(scores[-1]) if len(scores) else -1.0
        return slots, scores, bound

    def best_looks(self, query: Floats, k: int) -> Floats:
        """The `k` highest dot products with photos that can be shown, float32 [k], of a large library."""
        return self.images.search(query, k)[1]

    def _near_images(self, query: Floats) -> tuple[Slots, Floats, float]:
        sure = 1
        if isinstance(self.images, Neighbours) and self.slots > _CLOSELY:
            slots, scores = self.images.near(query, NEAREST)
            sure = _SURE_PART
        else:
            slots, scores = self.images.search(query, NEAREST)
        bound = float(scores[(len(scores) - 1) // sure]) if len(scores) else -1.0
        if self.alive is not None:
            fits = self.alive[slots]
            slots, scores = slots[fits], scores[fits]
        return slots, scores, bound

    def near_texts(self, query: Floats, k: int) -> tuple[Slots, Floats]:
        """Up to `k` of the texts that lie nearest, with their dot products, best first."""
        return self.texts.search(query, k)

    def image_scores(self, query: Floats, slots: Slots | None = None) -> Floats:
        """Dot products of `query`, float32 [dims], with the photos at these slots, or with all: float32 [n]."""
        if slots is None or len(slots) == self.slots:
            scores = self.images.scores(query)
            return scores if slots is not None or self.alive is None else scores[self.alive]
        if 2 * len(slots) > self.slots:
            return self.images.scores(query)[slots]
        among: Floats = self.images.scores_among(query, slots)
        return among

    def image_scores_each(self, queries: Floats, slots: Slots) -> Floats:
        """The same of several queries, float32 [q, dims], at least one: float32 [q, n]."""
        if 2 * len(slots) > self.slots:
            return np.stack([self.image_scores(query, slots) for query in queries])
        return self.images.scores_among_each(queries, slots)


def take_snapshot(library: Library, side: TextSide, *, low_memory: bool = False) -> Snapshot:
    """Reads which photos there are now.

    Raises SnowlineError where another pack described the library, or a vector file is damaged.
    """
    described_by = library.pack
    ours = generation_name(side.name, side.version)
    if described_by is not None and described_by != ours:
        raise SnowlineError(
            f"The library in {library.folder} was described by the model pack {described_by}, but {ours} is in use. "
            "Run index again to describe its photos anew."
        )
    library = library.at(ours)  # another generation may go live meanwhile
    # The catalogue is asked first: it never speaks of a row that is not on disk yet, and rows it does not speak of
    # may be cut off by a writer that mends a crash.
    image_rows, text_rows = library.slot_ends()
    file = usable(library.index / ours, ours, library.texts_moved())
    changed = library.changed_since(int(file.facts["changes"])) if file is not None else np.empty(0, np.int64)
    facts: Facts
    if file is None or len(changed) > _MOST_RECENT or int(file.facts["photos"]) > image_rows:
        facts, alive = CatalogueFacts(library), _mask(library.live_slots(), image_rows)
    else:
        facts, alive = _mapped(library, file, changed, image_rows)
    generation = Generation(library.folder, ours, side.tag_vectors.shape[1])
    generation.refresh(image_rows, text_rows)
    rows = len(generation.images)
    alive = alive[:rows]
    everyone = bool(alive.all())

    def index(vectors: VectorFile, what: What, dead: Slots | None) -> Index:
        if len(vectors) <= SMALL:
            return ExactIndex(vectors, widened=not low_memory)
        return Neighbours(vectors, library.index / ours, pack=ours, what=what, dead=dead, low_memory=low_memory)

    return Snapshot(
        library,
        generation.images,
        rows,
        None if everyone else alive,
        index(generation.images, "images", None if everyone else np.flatnonzero(~alive)),
        index(generation.texts, "texts", None),
        facts,
    )


def _mapped(library: Library, file: PostingsFile, changed: Slots, rows: int) -> tuple[Facts, Mask]:
    """The facts of a derived file with what changed since, and who can be shown, bool [rows]."""
    recent = Recent(library, changed)
    alive = np.zeros(rows, np.bool_)
    known = int(file.facts["photos"])
    alive[:known] = file.array("alive") != 0
    stale: Mask | None = None
    if len(changed):
        photos = file.array("photo")
        stale = np.isin(photos, changed.astype(photos.dtype)) & alive[:known]
        alive[:known][stale] = False
        alive[recent.slots[recent.slots < rows]] = True
    return MappedFacts(library, file, recent, stale), alive


def _mask(live: Slots, rows: int) -> Mask:
    mask = np.zeros(rows, np.bool_)
    mask[live[live < rows]] = True
    return mask
