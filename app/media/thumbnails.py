"""Where thumbnails lie on disk: one small JPEG per photo, in two levels of folders. Draws and decodes nothing."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from pathlib import Path

from app.domain import SnowlineError

_PLAIN_KEY = re.compile(r"[0-9a-f]{1,16}-[0-9a-f]{32}")  # what identity.content_key makes
_FAN_OUT = 2  # hex digits of a folder name: two levels hold a million thumbnails with sixteen files in each folder
_UNFINISHED = ".new-"  # lie in the top folder, where `sweep` finds them without walking the whole tree
_JPEG_START, _JPEG_END = b"\xff\xd8", b"\xff\xd9"


class ThumbnailStore:
    """The thumbnails of one library, below `folder`. Several processes may read while one writes."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)

    def path(self, photo_key: str) -> Path:
        """Where the thumbnail of a photo lies, or would lie. Never outside `folder`, whatever the key."""
        digest = hashlib.blake2b(photo_key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        name = photo_key if _PLAIN_KEY.fullmatch(photo_key) else f"key-{digest}"
        return self.folder / digest[:_FAN_OUT] / digest[_FAN_OUT : 2 * _FAN_OUT] / f"{name}.jpg"

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
        try:
            jpeg = self.path(photo_key).read_bytes()
        except OSError:
            return None
        return jpeg if jpeg.startswith(_JPEG_START) and jpeg.endswith(_JPEG_END) else None
