"""Which folders somebody changed and nobody looked at since. Pure: no clock, no disk.

A hint marks a folder. It is due when no further hint came for a while, so that a copy of a thousand photos is looked at
once and not a thousand times; or when it has been dirty for long, so that a folder that never rests is looked at too.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

QUIET_SECONDS = 2.0
LONGEST_SECONDS = 30.0
# With more dirty folders than this their common roots are looked at as a whole.
MOST_FOLDERS = 5_000


@dataclass(slots=True)
class _Mark:
    first: float
    last: float
    deep: bool


class DirtyFolders:
    """Marks of folders, by absolute path. Times are seconds of any one clock."""

    def __init__(
        self, *, quiet: float = QUIET_SECONDS, longest: float = LONGEST_SECONDS, most: int = MOST_FOLDERS
    ) -> None:
        self._quiet, self._longest, self._most = quiet, longest, most
        self._marks: dict[bytes, _Mark] = {}

    def __len__(self) -> int:
        return len(self._marks)

    def mark(self, folder: bytes, now: float, *, deep: bool = False, root: bytes | None = None) -> None:
        """Something changed directly in `folder`, or anywhere below it with `deep`. When too many folders are dirty,
        the mark goes to `root` as a whole."""
        if folder not in self._marks and len(self._marks) >= self._most and root is not None:
            folder, deep = root, True
        old = self._marks.get(folder)
        if old is None:
            self._marks[folder] = _Mark(now, now, deep)
        else:
            old.last, old.deep = max(old.last, now), old.deep or deep

    def take_due(self, now: float) -> list[tuple[bytes, bool]]:
        """(folder, deep) of the folders that are due, which are clean from now on. Folders below one that is looked at
        deeply come with it, and are clean too."""
        due = {folder: mark for folder, mark in self._marks.items() if self._due_at(mark) <= now}
        deep = {folder for folder, mark in due.items() if mark.deep}
        for folder in list(self._marks):
            if folder in due or _below_any(folder, deep):
                del self._marks[folder]
        return sorted((folder, mark.deep) for folder, mark in due.items() if not _below_any(folder, deep))

    def drop_below(self, root: bytes) -> None:
        """Forgets the marks at and below `root`: its drive went away, or it is looked at as a whole."""
        for folder in [folder for folder in self._marks if folder == root or _below_any(folder, {root})]:
            del self._marks[folder]

    def _due_at(self, mark: _Mark) -> float:
        return min(mark.last + self._quiet, mark.first + self._longest)


def _below_any(path: bytes, folders: set[bytes]) -> bool:
    """Whether a folder above the path is one of `folders`."""
    while folders:
        above = os.path.dirname(path)
        if above == path:
            return False
        if above in folders:
            return True
        path = above
    return False
