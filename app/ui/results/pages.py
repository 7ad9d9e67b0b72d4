"""The rows of a listing, a page at a time: read off the GUI thread for what is looked at, and forgotten afterwards.

What was asked for last is read first, one page at once; what was scrolled away meanwhile is not read at all.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain import Hit

if TYPE_CHECKING:
    from app.index.base import Slots
    from app.search.paging import Listing

PAGE = 32  # rows; read in a few milliseconds
KEPT, KEPT_LOW = 48, 16  # pages; with low memory
_WANTED = 16  # pages that wait: more than are ever seen at once
# Who drags the scroll bar passes thousands of rows; those are read where the hand rests.
REST_MS = 30

# Reads positions of a listing off the GUI thread, and hands over the rows; None where they cannot be read now.
Reader = Callable[["Listing", "Slots", Callable[[Sequence[Hit | None] | None], None]], None]


class Pages(QObject):
    """`get` answers at once. Without `read`, rows are read where they are asked for."""

    loaded = Signal(int, int)  # first and last position

    def __init__(self, read: Reader | None, parent: QObject | None = None, *, low_memory: bool = False) -> None:
        super().__init__(parent)
        self._read = read
        self.set_low_memory(low_memory)
        self._listing: Listing | None = None
        self._pages: OrderedDict[int, list[Hit | None]] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._reading: int | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._rested)

    def set_low_memory(self, low: bool) -> None:
        """Keeps fewer pages from the next one on, or more again."""
        self._keep = KEPT_LOW if low else KEPT

    def show(self, listing: Listing | None) -> None:
        """Other rows; those that came with the listing are there already."""
        self._listing, self._reading = listing, None
        self._rest.stop()
        self._pages.clear()
        self._wanted.clear()
        if listing is not None and len(listing.answer.hits) >= min(PAGE, len(listing)):
            self._pages[0] = list(listing.answer.hits[:PAGE])

    def get(self, position: int) -> tuple[bool, Hit | None]:
        """Whether the row is known, and the hit; a known row without one is a photo that is gone by now."""
        number, at = divmod(position, PAGE)
        page = self._pages.get(number)
        if page is None:
            self._want(number)
            page = self._pages.get(number)
            if page is None:
                return False, None
        self._pages.move_to_end(number)
        return True, page[at]

    def peek(self, position: int) -> Hit | None:
        """The hit where it is loaded; nothing is read for it."""
        number, at = divmod(position, PAGE)
        page = self._pages.get(number)
        return None if page is None else page[at]

    def between(self, first: int, last: int) -> tuple[list[Hit], Slots]:
        """The loaded hits from one position to another, the last included, in their order; and the positions of those
        that are not loaded, int64 [n]."""
        import numpy as np

        missing = np.ones(last + 1 - first, np.bool_)
        hits: list[Hit] = []
        for number in sorted(self._pages):
            start, page = number * PAGE, self._pages[number]
            low, high = max(first, start), min(last + 1, start + len(page))
            if low < high:
                missing[low - first : high - first] = False
                hits += [hit for hit in page[low - start : high - start] if hit is not None]
        return hits, first + np.flatnonzero(missing)

    def all_loaded(self) -> list[Hit]:
        """The hits that are loaded, in their order."""
        return [hit for number in sorted(self._pages) for hit in self._pages[number] if hit is not None]

    def replace(self, hits: Mapping[int, Hit]) -> list[int]:
        """Shows these hits, by photo id, in the place of those that are loaded; their positions."""
        changed = []
        for number, page in self._pages.items():
            for at, hit in enumerate(page):
                if hit is not None and hit.photo_id in hits:
                    page[at] = hits[hit.photo_id]
                    changed.append(number * PAGE + at)
        return changed

    def _want(self, number: int) -> None:
        self._wanted[number] = None
        self._wanted.move_to_end(number)
        while len(self._wanted) > _WANTED:
            self._wanted.popitem(last=False)
        if self._read is not None and self._is_jump(number):
            self._rest.start()
        elif self._reading is None and not self._rest.isActive():
            self._next()

    def _is_jump(self, number: int) -> bool:
        """True where no row nearby is known: somebody came from afar."""
        return not any(near in self._pages for near in (number - 1, number + 1))

    def _rested(self) -> None:
        if self._reading is None:
            self._next()

    def _next(self) -> None:
        import numpy as np

        listing = self._listing
        if listing is None or not self._wanted:
            return
        number, _ = self._wanted.popitem(last=True)
        if number in self._pages:
            self._next()
            return
        positions = np.arange(number * PAGE, min((number + 1) * PAGE, len(listing)))
        if self._read is None:
            self._keep_page(number, listing.read(positions))
            return
        self._reading = number
        self._read(listing, positions, lambda rows: self._arrived(listing, number, rows))

    def _arrived(self, listing: Listing, number: int, rows: Sequence[Hit | None] | None) -> None:
        if listing is not self._listing:
            return
        self._reading = None
        if rows is not None:  # else it is asked for again when it is next looked at
            self._keep_page(number, rows)
            self.loaded.emit(number * PAGE, number * PAGE + len(rows) - 1)
        if not self._rest.isActive():
            self._rested()  # what is painted now may have asked already

    def _keep_page(self, number: int, rows: Sequence[Hit | None]) -> None:
        self._pages[number] = list(rows)
        while len(self._pages) > self._keep:
            self._pages.popitem(last=False)
