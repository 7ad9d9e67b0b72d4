"""The window as it was when it was last closed: where it stood, how its parts were divided, and what was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize

from app.ui.results import wiring
from app.ui.shell.remembering import bring_onto_screen, recall, state

if TYPE_CHECKING:
    from app.ui.window import Window

FIRST_SIZE = QSize(1180, 760)


def keep_window(window: Window, remembered: QSettings) -> None:
    """Writes everything down, and to the disk."""
    remembered.setValue("geometry", window.saveGeometry())
    window.panes.keep(remembered)
    remembered.setValue("grid", window.bar.grid_button.isChecked())
    wiring.keep(window.results, remembered)
    window.last_search.keep()
    remembered.sync()


def recall_window(window: Window, remembered: QSettings) -> None:
    """What can be used of that is as it was; the rest is as at a first start."""
    window.resize(FIRST_SIZE)

    def geometry(kept: QSettings) -> None:
        if (known := state(kept, "geometry")) is not None:
            window.restoreGeometry(known)
        bring_onto_screen(window)

    def view(kept: QSettings) -> None:
        window.bar.grid_button.setChecked(bool(kept.value("grid", False, bool)))

    def results(kept: QSettings) -> None:
        wiring.recall(window.results, kept)

    recall(remembered, geometry, window.panes.recall, view, results)
