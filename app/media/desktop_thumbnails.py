"""Thumbnails that the desktop's programs share on Linux, after the freedesktop thumbnail standard (version 0.9).

A thumbnail is a PNG named by the MD5 of its file's URI, in a folder for its size. It holds while the URI and the file's
time of change are those it names. We read everybody's, write ours, and note in a ledger which are ours, so that those
stay within a bound and only they are ever removed. What could not be read is noted in the catalogue; nothing is written
to the standard's folder for failures. Everything here is a courtesy: no error of this folder is anybody's trouble.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from app import __version__
from app.media import png
from app.media.source import FilePath
from app.paths import desktop_thumbnails

SIDES = {"normal": 128, "large": 256, "x-large": 512, "xx-large": 1024}  # pixels, the longer side at most
NORMAL = SIDES["normal"]
LARGE = SIDES["large"]
_NAMES = tuple(SIDES)

URI, CHANGED, SOFTWARE = "Thumb::URI", "Thumb::MTime", "Software"
SIZE, WIDTH, HEIGHT = "Thumb::Size", "Thumb::Image::Width", "Thumb::Image::Height"
_OUR_NAME = "Snowline"
_SAFE = "!$&'()*+,-./:=@_~"  # what GLib leaves as it is in a file's URI, beside letters and digits
_MAX_BYTES = 8 << 20  # of a thumbnail that is read; 1024 x 1024 pixels take 3 MB without any packing

_PRIVATE_FOLDER, _PRIVATE_FILE = 0o700, 0o600
_ENTRY = np.dtype([("digest", "V16"), ("size", "u1"), ("bytes", "<u4")])  # one line of the ledger, 21 bytes
_LEAVE = 0.9  # of the bound, once it was passed


def file_uri(path: FilePath) -> str:
    """The URI of an absolute path, escaped as GLib does it, so that the file manager finds the same name."""
    return "file://" + quote(os.fsencode(path), safe=_SAFE)


class Entry(NamedTuple):
    """One thumbnail of ours, as the ledger has it."""

    path: Path
    size: int


class DesktopThumbnails:
    """The shared thumbnails below `folder`; `ledger` is the file that notes ours. Several processes may use them."""

    def __init__(self, folder: Path, ledger: Path) -> None:
        self.folder = Path(folder)
        self.ledger = Path(ledger)

    @classmethod
    def of(cls, library_thumbnails: Path) -> DesktopThumbnails | None:
        """Those of this desktop, for a library with its own thumbnails there; None where there is no such standard."""
        folder = desktop_thumbnails()
        return None if folder is None else cls(folder, library_thumbnails / "shared.ledger")

    def path(self, photo: FilePath, side: int = NORMAL) -> Path:
        """Where the thumbnail of a file lies, or would lie, in the folder for thumbnails of `side` pixels."""
        return self.folder / _fitting(side) / f"{_digest(file_uri(photo)).hex()}.png"

    def get(self, photo: FilePath, least: int = 1) -> bytes | None:
        """The smallest valid thumbnail of at least `least` pixels, or else the largest: a PNG. None where none holds,
        or where the file cannot be asked for its time."""
        try:
            changed = int(os.stat(photo).st_mtime)
        except (OSError, ValueError):
            return None
        uri = file_uri(photo)
        file_name = f"{_digest(uri).hex()}.png"
        enough = [name for name, side in SIDES.items() if side >= least]
        for name in (*enough, *(name for name in reversed(_NAMES) if name not in enough)):
            data = self._valid(self.folder / name / file_name, uri, changed)
            if data is not None:
                return data
        return None

    def put(self, photo: FilePath, picture: bytes, changed: float) -> bool:
        """Shares `picture`, a PNG, of a file that was last changed at `changed` (seconds) when it was read.

        A valid one of another program stays. Returns whether one was written.
        """
        if os.fsencode(photo).startswith(os.path.join(os.fsencode(self.folder), b"")):
            return False
        uri = file_uri(photo)
        digest = _digest(uri)
        name = _fitting(max(png.size(picture)))
        target = self.folder / name / f"{digest.hex()}.png"
        if self._valid(target, uri, int(changed)) is not None:
            return False
        texts = {URI: uri, CHANGED: str(int(changed)), SOFTWARE: f"{_OUR_NAME} {__version__}"}
        data = png.with_texts(picture, texts)
        try:
            try:
                _write(target, data)
            except FileNotFoundError:
                self.folder.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)
                target.parent.mkdir(exist_ok=True, mode=_PRIVATE_FOLDER)
                _write(target, data)
            self._note(digest, name, len(data))
        except OSError:
            return False
        return True

    def _valid(self, path: Path, uri: str, changed: int) -> bytes | None:
        try:
            with path.open("rb") as file:
                data = file.read(_MAX_BYTES + 1)
        except OSError:
            return None
        texts = png.texts_before_pixels(data) if len(data) <= _MAX_BYTES else None
        if texts is None or max(png.size(data)) > SIDES[_NAMES[-1]]:
            return None
        holds = texts.get(URI) == uri and texts.get(CHANGED, "").split(".")[0] == str(changed)
        return data if holds else None

    # ---- ours ----

    def _note(self, digest: bytes, name: str, octets: int) -> None:
        row = digest + bytes([_NAMES.index(name)]) + octets.to_bytes(4, "little")
        descriptor = os.open(self.ledger, os.O_WRONLY | os.O_CREAT | os.O_APPEND, _PRIVATE_FILE)
        try:
            os.write(descriptor, row)
        finally:
            os.close(descriptor)

    def taken(self) -> int:
        """Bytes that ours take, as far as they are still there."""
        return int(self._rows()["bytes"].sum())

    def trim(self, budget: int) -> int:
        """Removes our oldest ones until the rest takes nine tenths of `budget` bytes, if it takes more than that.

        Returns how many were removed. One that another program has replaced since is left alone.
        """
        rows = self._rows()
        total = np.cumsum(rows["bytes"][::-1].astype(np.int64))[::-1]  # of each and all younger ones
        if not len(rows) or total[0] <= budget:
            return 0
        keep = total <= budget * _LEAVE
        removed = 0
        for entry in self._entries(rows[~keep]):
            with contextlib.suppress(OSError):
                if self._is_ours(entry.path):
                    entry.path.unlink()
                    removed += 1
        self._rewrite(rows[keep])
        return removed

    def forget(self, photos: Iterable[FilePath]) -> int:
        """Removes our thumbnails of these files; returns how many. Those of other programs stay."""
        removed = 0
        for photo in photos:
            file_name = f"{_digest(file_uri(photo)).hex()}.png"
            for name in _NAMES:
                path = self.folder / name / file_name
                with contextlib.suppress(OSError):
                    if self._is_ours(path):
                        path.unlink()
                        removed += 1
        return removed

    def _rows(self) -> NDArray[np.void]:
        try:
            data = self.ledger.read_bytes()
        except OSError:
            data = b""
        return np.frombuffer(data[: len(data) // _ENTRY.itemsize * _ENTRY.itemsize], _ENTRY)

    def _entries(self, rows: NDArray[np.void]) -> Iterator[Entry]:
        for row in rows:
            name = _NAMES[min(int(row["size"]), len(_NAMES) - 1)]
            yield Entry(self.folder / name / f"{row['digest'].tobytes().hex()}.png", int(row["bytes"]))

    def _is_ours(self, path: Path) -> bool:
        texts = png.texts_before_pixels(path.read_bytes())
        return texts is not None and texts.get(SOFTWARE, "").startswith(_OUR_NAME)

    def _rewrite(self, rows: NDArray[np.void]) -> None:
        unfinished = self.ledger.with_suffix(".new")
        with contextlib.suppress(OSError):
            unfinished.write_bytes(rows.tobytes())
            os.replace(unfinished, self.ledger)


def _digest(uri: str) -> bytes:
    return hashlib.md5(uri.encode("ascii"), usedforsecurity=False).digest()


def _fitting(side: int) -> str:
    """The folder for thumbnails whose longer side has so many pixels."""
    return next((name for name, fits in SIDES.items() if side <= fits), _NAMES[-1])


def _write(target: Path, data: bytes) -> None:
    """In one step, readable for its owner alone."""
    unfinished = target.with_name(f".snowline-{os.getpid()}-{target.name}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE_FILE)
    try:
        try:
            if os.write(descriptor, data) != len(data):
                raise OSError("the disk took a part only")
        finally:
            os.close(descriptor)
        os.replace(unfinished, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(unfinished)
        raise
