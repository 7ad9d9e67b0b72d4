"""Which photo a file holds, also where two photos look the same at head, middle and tail.

A whole file is read only where there is a tie to be settled, and of pictures that are stored uncompressed: in those an
edit can leave everything that the quick key looks at as it was.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable

from app.domain import Unreadable
from app.indexing.patience import Patience
from app.library import Library, Rival
from app.media.identity import content_key, content_keys, full_key, is_uncompressed, is_whole, tied_key
from app.media.thumbnails import ThumbnailStore

# A whole file may take this many times as long to read as its head, middle and tail.
_LONGER = 20
# Content key → the path of a file on its way into the library with this key, None where there is none.
OnItsWay = Callable[[str], bytes | None]


class Identity:
    """Tells the keys of files, one after the other; for one run over one library, which it writes to."""

    def __init__(self, library: Library, seconds: float) -> None:
        """`seconds`: how long a drive may take over the head, middle and tail of a file."""
        self._library = library
        self._outdated = library.has_former_keys()
        self._quick = Patience(_both_keys if self._outdated else lambda path: content_key(path), seconds)
        self._full = Patience(lambda path: full_key(path), seconds * _LONGER)
        self._tied: dict[str, list[str]] = {}  # by content key: the longer keys that this run gave out

    def close(self) -> None:
        """Lets the helper threads go."""
        self._quick.close()
        self._full.close()

    def key_of(self, path: bytes, on_its_way: OnItsWay = lambda key: None) -> str:
        """The key of the photo that this file holds. Raises `Unreadable` for a file that cannot be read."""
        key, _, former = self._quick(path).partition(" ")
        if former:
            self._bring_up_to_date(former, key)
        if is_whole(key):
            return key
        rivals = self._library.rivals(key)
        for rival in rivals:
            if any(path == one[0] and _is_unchanged(one) for one in rival.files):
                return rival.key  # it has not changed since it was found to hold this photo
        under_way = [name for name in (key, *self._tied.get(key, ())) if on_its_way(name) is not None]
        if not rivals and not under_way:
            if is_uncompressed(path):
                self._library.keep_full_key(key, self._full(path))
            return key
        return self._settled(path, key, rivals, under_way, on_its_way)

    def _settled(self, path: bytes, key: str, rivals: list[Rival], under_way: list[str], on_its_way: OnItsWay) -> str:
        """The key among those of the rivals whose photo has the same bytes, or a new one."""
        undecided: list[str] = []
        mine: str | None = None
        known = {rival.key: rival.full_key for rival in rivals}
        witnesses = {rival.key: _unchanged(rival) for rival in rivals}
        for name in dict.fromkeys([*known, *under_way]):
            theirs = known.get(name) or self._full_key_by(name, (on_its_way(name), *witnesses.get(name, ())))
            if theirs is None:
                undecided.append(name)  # nothing is left to compare with: moved, or on a drive that is away
                continue
            mine = mine or self._full(path)
            if mine == theirs:
                return name
        if undecided:
            return undecided[0]
        mine = mine or self._full(path)
        longer = tied_key(key, mine)
        self._tied.setdefault(key, []).append(longer)
        self._library.keep_full_key(longer, mine)
        return longer

    def _full_key_by(self, key: str, paths: Iterable[bytes | None]) -> str | None:
        """The full key of a photo by the first of its files that can be read; kept for the next tie."""
        for path in paths:
            if path is not None:
                with contextlib.suppress(Unreadable):
                    found = self._full(path)
                    self._library.keep_full_key(key, found)
                    return found
        return None

    def _bring_up_to_date(self, former: str, key: str) -> None:
        """Gives a photo that an earlier version of the program put into the library the key of today."""
        if not self._library.has_key(former):
            return
        thumbnails = ThumbnailStore(self._library.thumbnails)
        jpeg = thumbnails.get(former)
        if jpeg is not None:
            thumbnails.put(key, jpeg)
        if self._library.rename_key(former, key) and jpeg is not None:
            with contextlib.suppress(OSError):  # a few kilobytes that nobody asks for any more
                thumbnails.path(former).unlink()


def _both_keys(path: bytes) -> str:
    return " ".join(content_keys(path))


def _unchanged(rival: Rival) -> list[bytes]:
    """Files of a photo that still are what they were when they were indexed."""
    return [file[0] for file in rival.files if _is_unchanged(file)]


def _is_unchanged(file: tuple[bytes, int, int]) -> bool:
    """Whether there is a file at this path with this size and date."""
    path, size, mtime_ns = file
    try:
        facts = os.stat(path)
    except OSError:
        return False
    return (facts.st_size, facts.st_mtime_ns) == (size, mtime_ns)
