"""What a drop on the window means: which local paths it carries, and how it is taken. No widgets here."""

from __future__ import annotations

import base64
import os
import sys
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.media.formats import is_photo_name

LONGEST_WRITTEN = 20_000_000  # characters of a picture in its address


def local_paths(mime: QMimeData) -> list[Path]:
    """Folders and files of this machine among what is dragged, each once, in order."""
    return list(dict.fromkeys(_path(url) for url in mime.urls() if url.isLocalFile()))


def _path(url: QUrl) -> Path:
    """The path of a local file, also where its name is no UTF-8, which Qt's own way loses."""
    if sys.platform == "win32":
        return Path(url.toLocalFile())
    return Path(os.fsdecode(unquote_to_bytes(url.path(QUrl.ComponentFormattingOption.FullyEncoded))))


def take_copy(event: QDropEvent) -> bool:
    """Takes what is dragged as a copy or a link, or refuses it: a file manager may delete what it was told to move."""
    for action in (Qt.DropAction.CopyAction, Qt.DropAction.LinkAction):
        if event.possibleActions() & action:
            event.setDropAction(action)
            event.accept()
            return True
    event.ignore()
    return False


def single_picture(mime: QMimeData) -> Path | None:
    """The picture, where exactly one is dragged and nothing else."""
    paths = local_paths(mime)
    if len(paths) == 1 and is_photo_name(paths[0].name) and not paths[0].is_dir():
        return paths[0]
    return None


def picture_data(mime: QMimeData) -> bool:
    """A picture without a file, such as one copied in a browser or dragged from one, which brings its address along.
    Copied words may carry a drawing of themselves; those stay words."""
    return (mime.hasImage() and not _has_words(mime) and not local_paths(mime)) or written_picture(mime) is not None


def written_picture(mime: QMimeData) -> bytes | None:
    """The bytes of a picture that is written out in its own address, as small ones in pages are ("data:image/...")."""
    for url in mime.urls():
        head, comma, content = url.toString(QUrl.ComponentFormattingOption.FullyEncoded).partition(",")
        if head.startswith("data:image/") and head.endswith(";base64") and comma and len(content) <= LONGEST_WRITTEN:
            try:
                return base64.b64decode(unquote(content), validate=True)
            except ValueError:
                continue
    return None


def only_address(mime: QMimeData) -> bool:
    """The address of something in the web, and nothing of the thing itself: nothing is fetched from there."""
    return not picture_data(mime) and any(url.scheme() in ("http", "https") for url in mime.urls())


def _has_words(mime: QMimeData) -> bool:
    """Whether text comes along that is more than an address."""
    text = mime.text().strip()
    return bool(text) and not (text.startswith(("http://", "https://", "data:", "blob:")) and " " not in text)
