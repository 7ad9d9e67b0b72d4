"""Which photo files lie below the given paths. Looks at names, sizes and dates; opens no file."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from app.domain import Skipped, SnowlineError
from app.library import SeenFile, shown
from app.media.formats import is_photo_name
from app.media.sidecar import is_sidecar, names_for
from app.media.source import system_reason
from app.messages import message

# Folders that hold no photos of the person's own: thumbnail caches, rubbish bins, snapshots, program parts.
JUNK_FOLDERS = frozenset(
    (
        b"@eadir",
        b"#recycle",
        b"#snapshot",
        b"$recycle.bin",
        b"__macosx",
        b"lost+found",
        b"node_modules",
        b"recycler",
        b"system volume information",
        b"thumbs",
    )
)
_HIDDEN = 0x2  # FILE_ATTRIBUTE_HIDDEN
# Reading a file with one of these downloads it. Windows: FILE_ATTRIBUTE_OFFLINE, RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS.
_ONLINE_ATTRIBUTES = 0x1000 | 0x40000 | 0x400000
_DATALESS = 0x40000000  # macOS: SF_DATALESS in st_flags
# What iCloud leaves of "name" on older systems: ".name.icloud".
_STUB = (b".", b".icloud")
ONLINE_ONLY = message("the file is kept online only; download it first")
_A_LIBRARY = frozenset((b"library.sqlite", b"vectors"))

EXCLUDED = message("excluded by you; to let it in again: python3 main.py doctor --include")

_Identity = tuple[int, int]  # st_dev, st_ino


class Listing(NamedTuple):
    """What one folder holds. `inner` are the folders that come next: what is taken out of it is not walked."""

    folder: bytes
    device: int  # st_dev of the folder
    files: list[SeenFile]
    inner: list[bytes]


class Scan:
    """One pass over folders and files. Iterate `files()` once; afterwards the other attributes are complete.
    Or take the three parts of it in this order: `given()`, `folders()`, `linked_photos()`.

    Folders are walked in the order of their names. A symbolic link to a folder is followed to the real folder, each
    real folder once, so loops end. A symbolic link to a photo counts as a file unless the photo itself was seen.
    """

    def __init__(self, paths: Sequence[Path], *, library: Path | None = None) -> None:
        """Raises `SnowlineError` for a path that does not exist. `library` is left out of the scan."""
        self.roots: list[bytes] = []  # real folders that were given
        self.singles: list[bytes] = []  # files that were given
        self.skipped: list[Skipped] = []  # folders that cannot be read, links that lead nowhere
        self.unreadable: set[bytes] = set()  # folders of which nothing is known, so nothing there is missing
        self.linked: list[bytes] = []  # real folders behind links, before their first file comes; may lie anywhere
        self.sidecars: list[SeenFile] = []  # beside the photos, complete as the folders are walked
        self.empty_roots: set[bytes] = set()  # an empty folder is what an unplugged drive leaves behind
        self._excluded: frozenset[bytes] = frozenset()
        self._visited: set[_Identity] = set()
        self._links: list[tuple[bytes, os.stat_result]] = []
        self._given: set[bytes] = set()
        if library is not None and library.is_dir():
            self._visited.add(_identity(os.stat(library)))
        for path in paths:
            raw = os.path.abspath(os.fsencode(path))
            try:
                is_folder = stat.S_ISDIR(os.stat(raw).st_mode)
            except (OSError, ValueError) as error:
                raise SnowlineError(
                    f"{shown(raw)} cannot be indexed: it is not there. Check the name, or plug in its drive."
                ) from error
            if is_folder:
                self.roots.append(os.path.realpath(raw))
            else:
                self.singles.append(os.path.join(os.path.realpath(os.path.dirname(raw)), os.path.basename(raw)))

    def leave_out(self, paths: Iterable[bytes]) -> None:
        """Files and folders, absolute real paths, that a person keeps out: neither they nor what is below is found."""
        self._excluded = frozenset(paths)
        for path in [*self.roots, *self.singles]:
            if self._is_excluded(path):
                self.unreadable.add(path)
                self.skipped.append(Skipped(shown(path), EXCLUDED))
        self.roots = [path for path in self.roots if not self._is_excluded(path)]
        self.singles = [path for path in self.singles if not self._is_excluded(path)]

    def _is_excluded(self, path: bytes) -> bool:
        """Whether the path or a folder above it is kept out."""
        while self._excluded and path not in self._excluded:
            above = os.path.dirname(path)
            if above == path:
                return False
            path = above
        return bool(self._excluded)

    def files(self, check: Callable[[], None] = lambda: None) -> Iterator[SeenFile]:
        """Every photo file, each path once. Files given by name come whatever their name says.

        `check` is called before each folder, of which many may hold no photo; what it raises ends the scan.
        """
        yield from self.given()
        for listing in self.folders(check):
            yield from listing.files
        yield from self.linked_photos()

    def given(self) -> Iterator[SeenFile]:
        """The files that were given by name."""
        for path in dict.fromkeys(self.singles):
            try:
                facts, device = os.stat(path), os.stat(os.path.dirname(path)).st_dev
            except OSError as error:
                self.skipped.append(Skipped(shown(path), system_reason(error)))
                continue
            self._given.add(path)
            if online_only(facts):
                self._leave_online(path)
            else:
                yield SeenFile(path, facts.st_size, facts.st_mtime_ns, device)
                self._note_sidecars(path, device)

    def _note_sidecars(self, photo: bytes, device: int) -> None:
        for path in names_for(photo):
            with contextlib.suppress(OSError):  # most photos have none
                facts = os.lstat(path)
                if stat.S_ISREG(facts.st_mode) and not online_only(facts):
                    self.sidecars.append(SeenFile(path, facts.st_size, facts.st_mtime_ns, device))

    def folders(self, check: Callable[[], None] = lambda: None) -> Iterator[Listing]:
        """Every folder below the roots that could be read, each real folder once."""
        for root in self.roots:
            yield from self._walk(root, check)

    def _walk(self, root: bytes, check: Callable[[], None]) -> Iterator[Listing]:
        waiting = [root]
        while waiting:
            check()
            folder = waiting.pop()
            try:
                here = os.stat(folder)
                if _identity(here) in self._visited:
                    continue
                self._visited.add(_identity(here))
                with os.scandir(folder) as listing:
                    entries = sorted(listing, key=lambda entry: entry.name)
            except OSError as error:
                self.unreadable.add(folder)
                self.skipped.append(Skipped(shown(folder), f"the folder cannot be read: {system_reason(error)}"))
                continue
            if not entries and folder == root:
                self.empty_roots.add(root)
            if {entry.name for entry in entries} >= _A_LIBRARY:
                continue  # a library of ours: its thumbnails are not photos
            files: list[SeenFile] = []
            inner: list[bytes] = []
            for entry in entries:
                try:
                    files += self._entry(entry, here.st_dev, inner)
                except OSError as error:
                    self.unreadable.add(entry.path)
                    if is_photo_name(entry.name):
                        self.skipped.append(Skipped(shown(entry.path), system_reason(error)))
            yield Listing(folder, here.st_dev, files, inner)
            waiting += reversed(inner)

    def _entry(self, entry: os.DirEntry[bytes], device: int, inner: list[bytes]) -> Iterator[SeenFile]:
        name = entry.name
        if entry.path in self._excluded:
            return
        if name.startswith(b"."):
            whole = _name_of_stub(name)
            if whole and is_photo_name(whole):
                self._leave_online(os.path.join(os.path.dirname(entry.path), whole))
            return
        if entry.is_symlink():
            facts = os.stat(entry.path)
            if stat.S_ISDIR(facts.st_mode):
                if name.lower() not in JUNK_FOLDERS:
                    real = os.path.realpath(entry.path)
                    if not self._is_excluded(real):
                        self.linked.append(real)
                        inner.append(real)
            elif is_photo_name(name) and online_only(facts):
                self._leave_online(entry.path)
            elif is_photo_name(name):
                self._links.append((entry.path, facts))
        elif entry.is_dir(follow_symlinks=False):
            if name.lower() not in JUNK_FOLDERS and not _attributes(entry.stat(follow_symlinks=False)) & _HIDDEN:
                inner.append(entry.path)
        elif is_photo_name(name) and entry.path not in self._given:
            facts = entry.stat(follow_symlinks=False)
            if online_only(facts):
                self._leave_online(entry.path)
            elif not stat.S_ISREG(facts.st_mode):
                self.skipped.append(Skipped(shown(entry.path), "not an ordinary file"))
            elif not _attributes(facts) & _HIDDEN:
                yield SeenFile(entry.path, facts.st_size, facts.st_mtime_ns, device)
        elif is_sidecar(name):
            facts = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(facts.st_mode) and not online_only(facts):
                self.sidecars.append(SeenFile(entry.path, facts.st_size, facts.st_mtime_ns, device))

    def _leave_online(self, path: bytes) -> None:
        """A file of which only the name is on this machine: not opened, and not missing either."""
        self.unreadable.add(path)
        self.skipped.append(Skipped(shown(path), ONLINE_ONLY))

    def linked_photos(self) -> Iterator[SeenFile]:
        """Links to photos come last, when it is known which real folders were walked."""
        seen: set[_Identity] = set()
        for path, facts in self._links:
            real = os.path.realpath(path)
            try:
                folder = os.stat(os.path.dirname(real))
                device = os.stat(os.path.dirname(path)).st_dev
            except OSError as error:  # it went away since its folder was listed
                self.unreadable.add(path)
                self.skipped.append(Skipped(shown(path), system_reason(error)))
                continue
            walked = _identity(folder) in self._visited and is_photo_name(real) and not _hidden(real)
            if walked or real in self._given or _identity(facts) in seen or not stat.S_ISREG(facts.st_mode):
                continue
            seen.add(_identity(facts))
            yield SeenFile(path, facts.st_size, facts.st_mtime_ns, device)


def online_only(facts: os.stat_result) -> bool:
    """Whether reading the file would download it from a cloud. Linux has no sign for that."""
    return bool(_attributes(facts) & _ONLINE_ATTRIBUTES or getattr(facts, "st_flags", 0) & _DATALESS)


def _name_of_stub(name: bytes) -> bytes:
    """The name of the file that an iCloud stub stands for; b"" for any other name."""
    start, end = _STUB
    return name[len(start) : -len(end)] if name.startswith(start) and name.endswith(end) else b""


def _identity(facts: os.stat_result) -> _Identity:
    return facts.st_dev, facts.st_ino


def _attributes(facts: os.stat_result) -> int:
    """Windows' file attributes; 0 elsewhere."""
    return int(getattr(facts, "st_file_attributes", 0))


def _hidden(path: bytes) -> bool:
    return os.path.basename(path).startswith(b".")
