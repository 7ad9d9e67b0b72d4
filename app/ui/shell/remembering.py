"""What the window was like when it was last closed: kept in a small file, and never a reason not to start.

A file that is damaged is put aside, and the window looks as it does at a first start.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QPoint, QRect, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.search.query.tree import Arrangement
from app.ui.search.history import Place, SimilarPlace, TextPlace

_log = logging.getLogger(__name__)

# So much of a window's top must be on a screen for a hand to reach it, in logical pixels.
_REACHABLE_WIDTH, _REACHABLE_HEIGHT = 120, 24
_LONGEST_SEARCH = 20_000  # characters; a longer one is not kept


def open_remembered(path: Path) -> QSettings:
    """The file in which the window remembers; one that cannot be read is put aside."""
    remembered = QSettings(str(path), QSettings.Format.IniFormat)
    if remembered.status() is not QSettings.Status.NoError and path.exists():
        _log.warning("%s cannot be read and is put aside", path)
        with contextlib.suppress(OSError):
            os.replace(path, path.with_name(f"{path.name}.damaged"))
        remembered = QSettings(str(path), QSettings.Format.IniFormat)
    return remembered


def recall(remembered: QSettings, *parts: Callable[[QSettings], object]) -> None:
    """Gives each part what it kept. A part whose values are no use stays as it is."""
    for part in parts:
        try:
            part(remembered)
        except Exception:  # whatever stands in the file, the window opens
            _log.warning("what the window remembers cannot be used", exc_info=True)


def state(remembered: QSettings, key: str) -> QByteArray | None:
    """A state as Qt saves it; None where something else stands there."""
    kept = remembered.value(key)
    return kept if isinstance(kept, QByteArray) else None


def bring_onto_screen(window: QWidget) -> None:
    """Moves and shrinks a window so that its top can be reached with the mouse."""
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    if not screens or window.isMaximized() or window.isFullScreen():
        return
    frame = window.frameGeometry()
    top = QRect(frame.left(), frame.top(), frame.width(), _REACHABLE_HEIGHT)
    if any(_reaches(screen.intersected(top)) for screen in screens):
        return
    screen = QGuiApplication.primaryScreen().availableGeometry()
    size = window.size().boundedTo(screen.size())
    window.resize(size)
    spare = screen.size() - size
    window.move(screen.topLeft() + QPoint(spare.width() // 2, spare.height() // 2))


def _reaches(seen: QRect) -> bool:
    return seen.width() >= _REACHABLE_WIDTH and seen.height() >= _REACHABLE_HEIGHT


def place_as_text(place: Place) -> str:
    """Where the person is, so that a later start can go there. A relevance line that was moved lies where it was."""
    kind = "text" if isinstance(place, TextPlace) else "similar"
    return json.dumps({"kind": kind, **asdict(replace(place, shift=None))}, default=_plain)


def place_of(kept: object) -> Place | None:
    """Reads what `place_as_text` wrote; None where it is something else, or what this version does not know."""
    if not isinstance(kept, str) or not kept or len(kept) > _LONGEST_SEARCH:
        return None
    try:
        said: dict[str, Any] = json.loads(kept)
        kind = said.pop("kind")
        said.pop("shift", None)  # earlier versions kept it
        if said.get("wanted") is not None:
            said["wanted"] = Arrangement(**said["wanted"])
        if kind == "text":
            return TextPlace(**{**said, "text": str(said["text"]), "literal": frozenset(map(str, said["literal"]))})
        photo = said["photo"]
        said["photo"] = Path(photo["path"]) if isinstance(photo, dict) else int(photo)
        return SimilarPlace(**said)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Path):
        return {"path": str(value)}
    raise TypeError(f"{type(value).__name__} is not kept")
