"""Where a library keeps its thumbnails: one small JPEG per photo, by content, in 256 folders. Decodes nothing.

They stand for photos whose drive is away, too, which the desktop's shared ones cannot. A file's time of change is when
its thumbnail was last used, to a day; the ones used longest ago go first when room is short.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from app.domain import SnowlineError

_PLAIN_KEY = re.compile(r"(b3-)?[0-9a-f]{1,16}-[0-9a-f]{32}(-[0-9a-f]{32})?")  # what identity.content_key makes
_HASHED_KEY = re.compile(r"key-[0-9a-f]{32}")  # in the place of any other
_FAN_OUT = 2  # hex digits of a folder name: a million thumbnails are four thousand files in each of 256 folders
_UNFINISHED = ".new-"  # lie in the top folder, where `sweep` finds them without walking the whole tree
_TRIMMED = ".trimmed"  # its time of change tells when the folders were last looked at
_SUFFIX = ".jpg"
_JPEG_START, _JPEG_END = b"\xff\xd8", b"\xff\xd9"
_USE_NOTED = 24 * 3600.0  # seconds; a use is noted once a day
_LEAVE = 0.9  # of a folder's share of the bound, once that was passed
_FOLDERS = 16**_FAN_OUT


class Kept(NamedTuple):
    """A thumbnail on disk. `used` is in seconds since the epoch."""

    used: float
    size: int
    key: str
    path: str


def _none(_: Sequence[str]) -> Set[str]:
    return frozenset()


class ThumbnailStore:
    """The thumbnails of one library, below `folder`. Several processes may read and write."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)

    def path(self, photo_key: str) -> Path:
        """Where the thumbnail of a photo lies, or would lie. Never outside `folder`, whatever the key."""
        digest = _digest(photo_key)
        return self.folder / digest[:_FAN_OUT] / f"{_name(photo_key, digest)}{_SUFFIX}"

    def _former_path(self, photo_key: str) -> Path:
        """Where earlier versions kept it, in two levels of folders."""
        digest = _digest(photo_key)
        name = f"{_name(photo_key, digest)}{_SUFFIX}"
        return self.folder / digest[:_FAN_OUT] / digest[_FAN_OUT : 2 * _FAN_OUT] / name

    def put(self, photo_key: str, jpeg: bytes) -> Path:
        """Writes a thumbnail in one step, so that no reader ever sees half of it; returns its path.

        Not forced to the disk: a thumbnail lost in a power cut is drawn again. Raises SnowlineError when the folder
        cannot be written.
        """
        target = self.path(photo_key)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            descriptor, unfinished = tempfile.mkstemp(prefix=_UNFINISHED, dir=self.folder)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(jpeg)
                os.replace(unfinished, target)
            except BaseException:
                os.unlink(unfinished)
                raise
        except OSError as error:
            raise SnowlineError(
                f"The thumbnail {target} cannot be written ({error.strerror}). Make room or allow writing there."
            ) from error
        return target

    def sweep(self) -> None:
        """Removes what killed processes left unfinished. Only for whom nobody else writes here meanwhile."""
        for left in self.folder.glob(f"{_UNFINISHED}*"):
            with contextlib.suppress(OSError):  # it costs some kilobytes, and is tried again
                left.unlink()

    def get(self, photo_key: str) -> bytes | None:
        """The JPEG bytes; None where there is none, or only what a power cut left of it."""
        path = self.path(photo_key)
        jpeg = _read(path)
        if jpeg is None:
            former = self._former_path(photo_key)
            jpeg = _read(former)
            if jpeg is not None:
                with contextlib.suppress(OSError):  # a library that cannot be written stays as it is
                    os.replace(former, path)
        return jpeg if jpeg is not None and is_whole(jpeg) else None

    # ---- keeping within bounds ----

    def trim(
        self, budget: int, precious: Callable[[Sequence[str]], Set[str]] = _none, *, everything: bool = False
    ) -> int:
        """Removes those used longest ago until about `budget` bytes are left; returns how many.

        Keys spread evenly, so each folder has its own share of the budget, and only folders to which something was
        added since the last time are looked at, or all with `everything`. `precious` tells which of some keys go only
        after all others: those of photos that cannot be drawn again now.
        """
        mark = self.folder / _TRIMMED
        began = time.time()
        since = -1.0 if everything else _changed(mark)
        removed = 0
        for folder in self.folders():
            if _changed(folder) >= since:
                removed += self._trim_folder(folder, budget // _FOLDERS, precious)
        with contextlib.suppress(OSError):
            mark.touch()
            os.utime(mark, (began, began))
        return removed

    def _trim_folder(self, folder: Path, budget: int, precious: Callable[[Sequence[str]], Set[str]]) -> int:
        self.move_up(folder)
        kept = sorted(self.kept_in(folder))
        total = sum(one.size for one in kept)
        if total <= budget:
            return 0
        last = precious([one.key for one in kept])
        removed = 0
        for one in sorted(kept, key=lambda one: one.key in last):
            if total <= budget * _LEAVE:
                break
            with contextlib.suppress(OSError):
                os.unlink(one.path)
                total -= one.size
                removed += 1
        return removed

    def move_up(self, folder: Path) -> int:
        """Brings thumbnails of a folder's inner folders, where earlier versions kept them, to their place; returns
        how many."""
        moved = 0
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            inner = [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
            for place in inner:
                for one in self.kept_in(Path(place)):
                    with contextlib.suppress(OSError):
                        os.replace(one.path, folder / os.path.basename(one.path))
                        moved += 1
                with contextlib.suppress(OSError):
                    os.rmdir(place)
        return moved

    def kept_in(self, folder: Path) -> Iterator[Kept]:
        """The thumbnails that lie directly in a folder, in no order."""
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(_SUFFIX):
                    with contextlib.suppress(OSError):
                        facts = entry.stat(follow_symlinks=False)
                        yield Kept(facts.st_mtime, facts.st_size, entry.name[: -len(_SUFFIX)], entry.path)

    def folders(self) -> list[Path]:
        """The folders that there are, at most 256."""
        names = (f"{number:0{_FAN_OUT}x}" for number in range(_FOLDERS))
        return [folder for name in names if (folder := self.folder / name).is_dir()]

    def clear(self) -> None:
        """Removes all thumbnails, and what is noted of them; other files that lie there stay. As `sweep`."""
        self.sweep()
        for folder in self.folders():
            self.move_up(folder)
            for one in self.kept_in(folder):
                if _PLAIN_KEY.fullmatch(one.key) or _HASHED_KEY.fullmatch(one.key):
                    with contextlib.suppress(OSError):
                        os.unlink(one.path)
            with contextlib.suppress(OSError):
                folder.rmdir()
        with contextlib.suppress(OSError):
            (self.folder / _TRIMMED).unlink()


def is_whole(jpeg: bytes) -> bool:
    """Whether a thumbnail has its beginning and its end."""
    return jpeg.startswith(_JPEG_START) and jpeg.endswith(_JPEG_END)


def _read(path: Path) -> bytes | None:
    """The content of a thumbnail, whose use is noted."""
    try:
        with path.open("rb") as file:
            jpeg = file.read()
            used = os.fstat(file.fileno()).st_mtime
    except OSError:
        return None
    if time.time() - used > _USE_NOTED:
        with contextlib.suppress(OSError):
            os.utime(path)
    return jpeg


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return -1.0


def _digest(photo_key: str) -> str:
    return hashlib.blake2b(photo_key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _name(photo_key: str, digest: str) -> str:
    return photo_key if _PLAIN_KEY.fullmatch(photo_key) else f"key-{digest}"
