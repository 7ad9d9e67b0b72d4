"""What the scan found, held against the catalogue: which files are new, unchanged, skipped before, or gone.

Works on one folder after the other and keeps no list of all files, so that its memory does not grow with the library.
"""

from __future__ import annotations

import errno
import os
from array import array
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain import CancelToken, Progress, Skipped
from app.indexing.pace import Pace
from app.indexing.scan import Listing, Scan
from app.library import KnownFile, Library, SeenFile, drives, shown
from app.media.source import may_pass
from app.messages import message

EMPTY_FILE = message("the file is empty")
# Files written to the catalogue in one transaction: a fraction of a second's work.
_CHUNK = 5_000


@dataclass(slots=True)
class Survey:
    """`files` counts the photo files found; `waiting`: the file ids of those to be indexed, and beside them in
    `mtimes` their dates in ns. `away`: folders that were not looked at, with the reason in words.
    `left` counts those that are to be known by their names only; a file that holds its photo still, and is only to be
    looked at again, is in none of these while its time has not come. `sidecars` lie beside the photos; `gone` are the
    ids of files that are no longer where they were."""

    files: int = 0
    waiting: array[int] = field(default_factory=lambda: array("q"))
    mtimes: array[int] = field(default_factory=lambda: array("q"))
    unchanged: int = 0
    left: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    away: list[Skipped] = field(default_factory=list)
    sidecars: list[SeenFile] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)


def survey(
    library: Library,
    scan: Scan,
    cancel: CancelToken,
    *,
    retry: Callable[[str], bool] = may_pass,
    leave: Callable[[bytes], bool] | None = None,
) -> Generator[Progress, None, Survey]:
    """Brings the files of the catalogue in step with the disk. Raises `Cancelled` between two of its steps.

    A file that is gone is marked missing only where its folder could be read and its drive is there. `retry` tells for
    which reasons a file that was skipped before is tried again; `leave`, by its path, which file is only taken in by
    its name. Folders outside all roots become roots.
    """
    return (yield from _Reconcile(library, scan, cancel, retry, leave).run())


def survey_folders(
    library: Library,
    folders: Sequence[bytes],
    cancel: CancelToken,
    *,
    deep: bool = False,
    retry: Callable[[str], bool] = may_pass,
    leave: Callable[[bytes], bool] | None = None,
) -> Generator[Progress, None, Survey]:
    """The same for single folders inside the roots, absolute real paths: what lies directly in them, and in folders
    that are new there; everything below with `deep`. In place of a folder that is gone, the one above it is looked at.
    A folder outside all roots is left alone."""
    library.look_again()
    present: list[bytes] = []
    for folder in folders:
        there = _nearest(folder)
        drive, inside = library.place_of(there, os.stat(there).st_dev)
        if library.root_above(drive, inside) is not None:
            present.append(there)
    scan = Scan([Path(os.fsdecode(folder)) for folder in dict.fromkeys(present)], library=library.folder)
    return (yield from _Reconcile(library, scan, cancel, retry, leave, deep=deep).run())


class _Reconcile:
    """One survey."""

    def __init__(
        self,
        library: Library,
        scan: Scan,
        cancel: CancelToken,
        retry: Callable[[str], bool],
        leave: Callable[[bytes], bool] | None,
        *,
        deep: bool = True,
    ) -> None:
        self._library, self._scan, self._cancel, self._retry, self._deep = library, scan, cancel, retry, deep
        self._leave = leave
        self._found = Survey()
        self._new: list[SeenFile] = []
        self._changed: list[SeenFile] = []
        self._bound: list[tuple[bytes, bytes]] = []

    def run(self) -> Generator[Progress, None, Survey]:
        """See `survey`."""
        library, scan, found = self._library, self._scan, self._found
        library.look_again()
        scan.roots[:] = dict.fromkeys(drives.one_name(root) for root in scan.roots)
        scan.leave_out(library.excluded())
        self._bound = drives.bound()
        self._add_roots()
        given = set(scan.roots)
        pace = Pace("scan", None)
        self._take_single(scan.given())
        for listing in scan.folders(self._cancel.check):
            self._take(self._named(listing), asked=listing.folder in given)
            if pace.step(len(listing.files)):
                self._cancel.check()
                yield pace.progress(shown(listing.files[-1].path if listing.files else listing.folder))
        self._take_single(scan.linked_photos())
        self._note_changed()
        library.mark_missing(found.gone)
        found.skipped += scan.skipped
        found.sidecars += scan.sidecars
        library.settle_arrivals()
        yield pace.progress()
        return found

    def _add_roots(self) -> None:
        """Folders that lie in no root become roots, but for what an unplugged drive has left behind."""
        mounts = {row.mount: row for row in self._library.drives() if not row.online}
        for root in self._scan.roots:
            drive, inside = self._library.place_of(root, os.stat(root).st_dev)
            lost = mounts.get(shown(root))
            if lost is not None and _is_empty(root):
                reason = message("{drive} is not connected; what is known of it is kept", drive=lost.label)
                self._found.away.append(Skipped(shown(root), reason))
            elif self._library.root_above(drive, inside) is None:
                self._library.add_root(root)

    def _named(self, listing: Listing) -> Listing:
        """A folder that is bound to this place from elsewhere is known under its lasting name."""
        for place, name in self._bound:
            if listing.folder == place or listing.folder.startswith(place + b"/"):
                rest = len(place)
                files = [file._replace(path=name + file.path[rest:]) for file in listing.files]
                return listing._replace(folder=name + listing.folder[rest:], files=files)
        return listing

    def _take(self, listing: Listing, *, asked: bool) -> None:
        """One folder; `asked` for by name. A root that is empty says nothing: an unplugged drive looks the same."""
        drive, inside = self._library.place_of(listing.folder, listing.device)
        known, inner = self._library.known_in(drive, inside)
        start = len(os.path.join(listing.folder, b""))
        for file in listing.files:
            self._weigh(file, known.pop(file.path[start:], None))
        if asked and not self._deep:  # of the folders in it only the new ones count
            before = set(inner)
            listing.inner[:] = [folder for folder in listing.inner if os.path.basename(folder) not in before]
        if listing.folder in self._scan.empty_roots:
            root = self._library.root_above(drive, inside)
            if root is None or root == inside:
                if known or inner:
                    reason = message("the folder is empty; what is known of it is kept until it holds files again")
                    self._found.away.append(Skipped(shown(listing.folder), reason))
                return
        self._look_for(listing, drive, inside, known, inner)

    def _look_for(
        self, listing: Listing, drive: int, inside: bytes, known: dict[bytes, KnownFile], inner: list[bytes]
    ) -> None:
        """Files and folders that are known and were not seen: which of them are really gone."""
        gone: list[int] = []
        for name, old in known.items():
            path = os.path.join(listing.folder, name)
            if old.state != "missing" and path not in self._scan.unreadable and _is_gone(path):
                gone.append(old.file_id)
        walked = {os.path.basename(folder) for folder in listing.inner}
        for name in inner:
            if name not in walked and _is_gone(os.path.join(listing.folder, name)):
                gone += [file_id for file_id, _ in self._library.known_below(drive, os.path.join(inside, name))]
        # The drive itself may have gone while we looked.
        if gone and _device(listing.folder) == listing.device:
            self._found.gone += gone

    def _take_single(self, files: Iterable[SeenFile]) -> None:
        """Files that come by themselves: given by name, or behind a link."""
        for file in files:
            folder, name = os.path.split(drives.one_name(file.path))
            drive, inside = self._library.place_of(folder, file.device)
            self._weigh(
                file._replace(path=os.path.join(folder, name)),
                self._library.known_at(drive, os.path.join(inside, name)),
            )

    def _weigh(self, file: SeenFile, old: KnownFile | None) -> None:
        found = self._found
        found.files += 1
        if old is None or (old.size, old.mtime_ns) != (file.size, file.mtime_ns) or old.state == "missing":
            (self._new if old is None else self._changed).append(file)
            if len(self._new) + len(self._changed) >= _CHUNK:
                self._note_changed()
        elif old.state == "indexed":
            found.unchanged += 1
        elif old.state == "skipped" and not self._retry(old.reason or ""):
            found.skipped.append(Skipped(shown(file.path), old.reason or ""))
        else:
            self._wait(old.file_id, file)

    def _wait(self, file_id: int, file: SeenFile) -> None:
        if self._leave is not None and self._leave(file.path):
            self._found.left += not self._library.held_photos([file_id])
            return
        self._found.waiting.append(file_id)
        self._found.mtimes.append(max(-(2**63), min(file.mtime_ns, 2**63 - 1)))

    def _note_changed(self) -> None:
        empty: list[tuple[int, str]] = []
        states = self._library.upsert_files(self._changed) if self._changed else []
        ids = self._library.add_files(self._new) if self._new else []
        written = [*states, *((file_id, "new") for file_id in ids)]
        for file, (file_id, state) in zip([*self._changed, *self._new], written, strict=True):
            if state == "indexed":
                self._found.unchanged += 1
            elif file.size == 0:
                empty.append((file_id, EMPTY_FILE))
                self._found.skipped.append(Skipped(shown(file.path), EMPTY_FILE))
            else:
                self._wait(file_id, file)
        if empty:
            self._library.mark_skipped(empty)
        self._changed.clear()
        self._new.clear()


def _nearest(folder: bytes) -> bytes:
    """The folder itself, or the nearest one above it that is there."""
    while not os.path.isdir(folder) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
    return folder


def _is_gone(path: bytes) -> bool:
    """True only where the system says that nothing is there; what cannot be looked at may be there."""
    try:
        os.lstat(path)
    except OSError as error:
        return error.errno in (errno.ENOENT, errno.ENOTDIR)
    return False


def _is_empty(folder: bytes) -> bool:
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except OSError:
        return False


def _device(folder: bytes) -> int | None:
    try:
        return os.stat(folder).st_dev
    except OSError:
        return None
