"""Adds a folder as a person does, and says yes to what the window asks about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.ui.measuring.stage import Until
from app.ui.window import Window


def begin_indexing(window: Window, folder: Path) -> Any:
    """Adds a folder and waits until its photos are being described; returns whether they are."""
    window.add([folder])
    yield Until("the indexing to begin", lambda: window._run.active)
    return window._run.active
