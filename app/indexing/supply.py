"""Which file is opened next: the newest first, and none that somebody may still be writing.

A file that waits takes 8 bytes here; its path is asked from the catalogue when its turn comes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.indexing.settling import Settling
from app.library import Library

# Paths fetched at once: little memory, and a hundredth of a second's work.
_FETCHED = 512


class WaitingQueue:
    """File ids in the order in which they are to be opened. Takes them from a survey once it is complete."""

    def __init__(self, file_ids: Sequence[int] = (), mtimes_ns: Sequence[int] = ()) -> None:
        """`mtimes_ns` stand beside the ids. Of files with the same date the one that was found first comes first."""
        ids = np.array(file_ids, dtype=np.int64)
        dates = np.array(mtimes_ns, dtype=np.int64)
        self._ids: NDArray[np.int64] = ids[np.argsort(-dates, kind="stable")]
        self._at = 0
        self._fetched: deque[tuple[int, bytes]] = deque()

    def __len__(self) -> int:
        return len(self._ids) - self._at + len(self._fetched)

    def take(self, library: Library) -> tuple[int, bytes] | None:
        """The next (file id, absolute path), or None when there is none left."""
        while not self._fetched and self._at < len(self._ids):
            part = self._ids[self._at : self._at + _FETCHED].tolist()
            self._at += len(part)
            paths = library.file_paths(part)
            self._fetched.extend((file_id, paths[file_id]) for file_id in part if file_id in paths)
        return self._fetched.popleft() if self._fetched else None


class Supply:
    """Hands out (file id, path) of files that may be read. `given_up` gathers those that never became still."""

    def __init__(self, waiting: WaitingQueue, settling: Settling) -> None:
        self._waiting, self._settling = waiting, settling
        self._still: deque[tuple[int, bytes]] = deque()
        self.given_up: list[tuple[int, bytes]] = []

    def __len__(self) -> int:
        """How many files are still to come, those that are watched until they are still among them."""
        return len(self._waiting) + len(self._settling) + len(self._still)

    def look(self) -> bool:
        """Looks at the files that are being watched; True when `take` may have something to give now."""
        still, given_up = self._settling.settled()
        self._still += still
        self.given_up += given_up
        return bool(self._still or len(self._waiting))

    def take(self, library: Library) -> tuple[int, bytes] | None:
        """The next file, or None when there is none just now."""
        if self._still:
            return self._still.popleft()
        while (file := self._waiting.take(library)) is not None:
            if self._settling.may_read(*file):
                return file
        return None
