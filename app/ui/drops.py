"""What a drop on the window means: which local paths it carries. No widgets here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

from app.media.formats import is_photo_name


def local_paths(mime: QMimeData) -> list[Path]:
    """Folders and files of this machine among what is dragged, each once, in order."""
    return list(dict.fromkeys(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()))


def single_picture(mime: QMimeData) -> Path | None:
    """The picture, where exactly one is dragged and nothing else."""
    paths = local_paths(mime)
    if len(paths) == 1 and is_photo_name(paths[0].name) and not paths[0].is_dir():
        return paths[0]
    return None


def picture_data(mime: QMimeData) -> bool:
    """A picture without a file, such as one copied in a browser. Copied words may carry a drawing of themselves along;
    those stay words."""
    return mime.hasImage() and not mime.hasText() and not local_paths(mime)
