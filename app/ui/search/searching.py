"""What is being searched: from a wish to an answer, off the GUI thread, with stale answers dropped. No widgets here."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain import Chip, Grouping, Hit, SortOrder
from app.search.query.editing import arranged, parted, tidied, with_picture, without
from app.search.query.tree import AS_ASKED, Arrangement
from app.ui.search.history import History, Likeness, Place, SimilarPlace, TextPlace
from app.ui.search.query_picture import is_pasted
from app.ui.session import Coverage, PhotoLibrary
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.index.base import Slots
    from app.search.paging import Listing

# While photos are being indexed, how often their results are taken up, in seconds.
REFRESH_EVERY = 3.0
# Related photos are looked for once an answer is looked at for so long: the answer to the next letter comes first.
RELATED_MS = 400
# Nobody drags a line over more photos than these.
MOST_UNDER = 2_000
# A search whose photos are looked at for so long was meant, and is remembered.
MEANT_MS = 6_000


# Parts of a query that can leave nothing of what its words find.
NARROWING = ("filter", "without", "exact")


@dataclass(frozen=True, slots=True)
class Freed:
    """A way out of an empty answer: the text without a part of it, what that part is called ("" for all filters), and
    how many photos there are then."""

    text: str
    label: str
    photos: int


class Searching(QObject):
    """Holds where the person is, and asks the library for what belongs there."""

    moved = Signal(object)  # Place or None: where we are now, before its answer
    answered = Signal(object, object)  # Place, Listing
    related_found = Signal(object, object)  # Listing, tuple of Hit
    freed = Signal(object, object)  # TextPlace without an answer, tuple of Freed
    failed = Signal(object, object)  # Place, Exception
    covered = Signal(object)  # Coverage
    not_covered = Signal(object)  # Exception: the library cannot be read
    remembered = Signal(str)  # a typed search that was meant

    def __init__(self, library: PhotoLibrary, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self.history = History()
        self._refreshed = 0.0
        self._warm = False
        self._remembered = ""
        self._looked_at = QTimer(self, singleShot=True, interval=MEANT_MS)
        self._looked_at.timeout.connect(self.keep)
        self._listing: Listing | None = None  # whose related photos have not been looked for yet
        self._rest = QTimer(self, singleShot=True, interval=RELATED_MS)
        self._rest.timeout.connect(self._find_related)
        self.covered.connect(self._warm_up)

    def text(
        self, text: str, *, typing: bool = False, literal: frozenset[str] | None = None, clicked: bool = False
    ) -> None:
        """A typed search; an empty one leads to the start page. Words that were taken back stay words, or are those in
        `literal`. Of what was `clicked` together, not each step is one to be remembered."""
        words = tidied(text)
        if not words:
            self.home()
            return
        here = self.history.here
        if not (isinstance(here, TextPlace) and here.text == words and literal in (None, here.literal)):
            if literal is None:
                literal = here.literal if isinstance(here, TextPlace) else frozenset()
            kept = frozenset(source for source in literal if source.casefold() in words.casefold())
            self.history.visit(TextPlace(words, literal=kept, wanted=_kept(here, words)), typing=typing)
            self._go()
        if not typing:
            self.history.settle()
            if not clicked:
                self.keep()

    def take_back(self, source: str) -> None:
        """Words that were read as something else are to be plain words."""
        here = self.history.here
        if isinstance(here, TextPlace):
            self.history.visit(replace(here, literal=here.literal | {source}))
            self._go()

    def read_again(self, source: str) -> None:
        """Words that were taken back may be read as something else again."""
        here = self.history.here
        if isinstance(here, TextPlace):
            self.history.visit(replace(here, literal=here.literal - {source}))
            self._go()

    def choose(self, photo_id: int) -> None:
        """The person looks at this photo, here."""
        self.history.choose(photo_id)

    def similar(self, hit: Hit, name: str, mode: Likeness = "subject") -> None:
        """Photos like this one: a search by it as by any picture, to which words and filters can be added, unless the
        very same picture is looked for."""
        text = with_picture("", Path(hit.path))
        if mode == "subject" and parted(text) == ("", Path(hit.path)):
            self.text(text, literal=frozenset())
            return
        self.history.visit(SimilarPlace(hit.photo_id, name, mode=mode, file=hit.path))
        self._go()

    def copies(self, hit: Hit, then: Callable[[tuple[Hit, ...]], None]) -> None:
        """Gives `then` the photos that the present answer folds into a hit, as long as we are still here."""
        place = self.history.here
        if place is None:
            return

        def done(found: tuple[Hit, ...]) -> None:
            if self.history.here == place:
                then(found)

        def ask() -> tuple[Hit, ...]:
            if isinstance(place, TextPlace):
                return self._library.copies(hit.photo_id, place.text, place.everything, place.literal, place.shift)
            return self._library.copies(hit.photo_id, place.photo, place.everything, shift=place.shift)

        self._tasks.run(self._tasks.library, ask, done, _ignore)

    def go_to(self, place: Place) -> None:
        """Goes to a place as it was, at a start of the program."""
        self.history.visit(place)
        self._go()

    def home(self) -> None:
        if self.history.here is not None:
            self.history.home()
            self._go()

    def back(self) -> None:
        if self.history.can_go_back:
            self.history.back()
            self._go()

    def show_everything(self) -> None:
        """Also what lies under the relevance line."""
        here = self.history.here
        if here is not None:
            self.history.visit(replace(here, everything=True))
            self._go()

    def sort(self, sort: SortOrder, descending: bool) -> None:
        """Puts the answer in another order."""
        here = self.history.here
        if here is not None:
            self._amend(replace(here, wanted=replace(here.wanted, sort=sort, descending=descending)))

    def group(self, group: Grouping | None) -> None:
        """Puts the answer under headings, or under none."""
        here = self.history.here
        if here is not None:
            self._amend(replace(here, wanted=replace(here.wanted, group=group or "none")))

    def move_line(self, shift: float | None) -> None:
        """Moves the relevance line of this search alone, from -1 (shows more) to 1; None puts it back."""
        here = self.history.here
        if here is not None and here.shift != shift:
            self._amend(replace(here, shift=shift))

    def again(self) -> None:
        """Asks once more at the same place, because the library has changed."""
        self._ask()

    def read(self, listing: Listing, positions: Slots, then: Callable[[Sequence[Hit | None] | None], None]) -> None:
        """Gives `then` the rows at these positions of a listing, int64 [n]; None where they cannot be read now."""
        self._tasks.run(self._tasks.library, lambda: listing.read(positions), then, lambda _: then(None))

    def under(self, listing: Listing, then: Callable[[Sequence[float]], None]) -> None:
        """Gives `then` the scores of the photos below the relevance line of a listing, falling, the best of them only;
        none where they are listed already."""
        place = self.history.here
        if place is None or place.everything:
            then(())
            return

        def look() -> Sequence[float]:
            import numpy as np

            everything = self._answer(replace(place, everything=True, shift=listing.shift, wanted=AS_ASKED))
            lower = everything.scores[~np.isin(everything.ids, listing.ids)]
            return tuple((-np.sort(-lower))[:MOST_UNDER].tolist())

        self._tasks.run(self._tasks.library, look, then, _ignore, lane="under the line")

    def refresh(self, *, at_once: bool = False) -> None:
        """Takes up what was indexed meanwhile, not more often than `REFRESH_EVERY` unless `at_once`."""
        now = time.monotonic()
        if not at_once and now - self._refreshed < REFRESH_EVERY:
            return
        self._refreshed = now
        self._tasks.run(
            self._tasks.library, self._library.refresh, self.covered.emit, self.not_covered.emit, lane="refresh"
        )

    def keep(self) -> None:
        """The search is meant: it is remembered, once."""
        self._looked_at.stop()
        here = self.history.here
        picture = parted(here.text)[1] if isinstance(here, TextPlace) else None
        if picture is not None and is_pasted(picture):
            return
        if isinstance(here, TextPlace) and here.text != self._remembered:
            text = self._remembered = here.text
            self._tasks.run(
                self._tasks.library, lambda: self._library.remember(text), lambda _: self.remembered.emit(text), _ignore
            )

    def _warm_up(self, coverage: Coverage) -> None:
        if coverage.photos and not self._warm:
            self._warm = True
            self._tasks.run(self._tasks.library, self._library.warm_up, _ignore, _ignore)

    def _go(self) -> None:
        self._tasks.drop("search")
        self._looked_at.stop()
        self.moved.emit(self.history.here)
        self._ask()

    def _amend(self, place: Place) -> None:
        """The same question, answered in another form."""
        self.history.amend(place)
        self._ask()

    def _ask(self) -> None:
        place = self.history.here
        self._rest.stop()
        self._tasks.drop("related")
        if place is None:
            return
        self._tasks.run(
            self._tasks.library,
            lambda: self._answer(place),
            lambda listing: self._tell(place, listing),
            lambda error: self.failed.emit(place, error),
            lane="search",
        )

    def _tell(self, place: Place, listing: Listing) -> None:
        self._listing = listing
        self._rest.start()
        if len(listing) and not self._looked_at.isActive():
            self._looked_at.start()
        self.answered.emit(place, listing)

    def free(self, place: TextPlace, listing: Listing) -> None:
        """Looks for parts of a query without which its answer would not be empty; `freed` tells of them."""
        chips = narrowing_parts(listing)

        def photos(text: str) -> int:
            if not text:
                return 0
            return self._library.listing(
                text, AS_ASKED, everything=place.everything, literal=place.literal, shift=place.shift
            ).answer.total

        def look() -> tuple[Freed, ...]:
            bare = place.text
            for chip in reversed(chips):
                bare = without(bare, chip)
            shorter = [(without(place.text, chip), chip.label) for chip in chips]
            found = [Freed(text, label, photos(text)) for text, label in shorter]
            if not any(one.photos for one in found) and len(chips) > 1:
                found = [Freed(bare, "", photos(bare))]
            return tuple(sorted((one for one in found if one.photos), key=lambda one: -one.photos))

        def tell(found: tuple[Freed, ...]) -> None:
            if self.history.here == place:
                self.freed.emit(place, found)

        self._tasks.run(self._tasks.library, look, tell, lambda _: tell(()), lane="freed")

    def _find_related(self) -> None:
        listing, self._listing = self._listing, None
        if listing is not None:
            self._tasks.run(
                self._tasks.library,
                listing.related,
                lambda found: self.related_found.emit(listing, found),
                _ignore,
                lane="related",
            )

    def _answer(self, place: Place) -> Listing:
        if isinstance(place, TextPlace):
            return self._library.listing(
                place.text, place.wanted, everything=place.everything, literal=place.literal, shift=place.shift
            )
        return self._library.listing(
            place.photo, place.wanted, everything=place.everything, mode=place.mode, shift=place.shift
        )


def narrowing_parts(listing: Listing) -> list[Chip]:
    """What of a query only takes photos away."""
    return [chip for chip in listing.answer.chips if chip.kind in NARROWING]


def _kept(here: Place | None, text: str) -> Arrangement:
    """How the answer to a text is wanted: as the one before, unless the text now asks for something else itself."""
    if not isinstance(here, TextPlace) or arranged(here.text) != arranged(text):
        return AS_ASKED
    return here.wanted


def _ignore(_: object) -> None:
    """For what nobody waits for."""
