"""From the start of the process to a window that can be used; and what was loaded by then."""

from __future__ import annotations

import os
import runpy
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

PROJECT = Path(__file__).resolve().parents[3]
HEAVY = (
    *("onnxruntime", "tokenizers", "app.vision.pack", "numpy", "PIL", "scipy", "lark", "dateparser", "psutil"),
    *("sqlite3", "app.search", "app.library", "app.indexing.pipeline"),
)
MODELS = ("onnxruntime", "tokenizers", "app.vision")
AT_REST_SECONDS = 3.0


class Watcher(QObject):
    """Sees the first painting of the window, and when the keyboard is in the search field after that."""

    def __init__(self, began: float) -> None:
        super().__init__()
        self.found: dict[str, Any] = {}
        self._began = began
        self._window: QWidget | None = None
        self._modules_before = frozenset(sys.modules)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            self._window is None
            and event.type() == QEvent.Type.Paint
            and isinstance(watched, QWidget)
            and watched.window().objectName() == "window"
        ):
            self._window = watched.window()
            app = QApplication.instance()
            assert app is not None
            app.removeEventFilter(self)
            QTimer.singleShot(0, self._usable)
        return False

    def _usable(self) -> None:
        """The window is painted and the loop is free: what is typed now arrives."""
        assert self._window is not None
        self.found = {
            "seconds": time.time() - self._began,
            "cpu": sum(os.times()[:2]),
            "field_ready": isinstance(self._window.focusWidget(), QLineEdit),
            "models_loaded": [name for name in MODELS if _loaded(name)],
            "heavy_loaded": [name for name in HEAVY if _loaded(name)],
        }
        self._window.searching.covered.connect(self._covered)  # type: ignore[attr-defined]
        self._window.searching.not_covered.connect(self._covered)  # type: ignore[attr-defined]

    def _covered(self, _: object) -> None:
        if "photos_ready_seconds" not in self.found:
            self.found["photos_ready_seconds"] = time.time() - self._began
            QTimer.singleShot(round(AT_REST_SECONDS * 1000), self._at_rest)

    def _at_rest(self) -> None:
        from app.index.memory import memory_meter

        memory = memory_meter()
        self.found["models_loaded_at_rest"] = [name for name in MODELS if _loaded(name)]
        self.found["private_mb_at_rest"] = round(memory.private / 2**20, 1)
        self.found["reclaimable_mb_at_rest"] = round(memory.reclaimable / 2**20, 1)
        assert self._window is not None
        QTimer.singleShot(10_000, QApplication.quit)
        self._window.close()


def _loaded(name: str) -> bool:
    return name in sys.modules or any(module.startswith(f"{name}.") for module in list(sys.modules))


def run(library: Path, options: dict[str, Any]) -> dict[str, Any]:
    """Starts the program as `python3 main.py --library DIR` does. `options["began"]`: when the process was started, in
    seconds of `time.time`."""
    app = QApplication(["snowline"])
    watcher = Watcher(options["began"])
    app.installEventFilter(watcher)
    # The program does not open a window where there is no screen; Qt's offscreen platform needs none.
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["DISPLAY"] = "none"
    sys.argv = ["main.py", "--library", str(library)]
    sys.path.insert(0, str(PROJECT))
    try:
        runpy.run_path(str(PROJECT / "main.py"), run_name="__main__")
    except SystemExit as end:
        watcher.found["exit_status"] = end.code
    return watcher.found
