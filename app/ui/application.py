"""Starts the window, and ends cleanly: everything that was begun is waited for."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

if sys.platform == "win32":
    # onnxruntime and Qt bring different C++ runtimes; on Windows the first one loaded must be onnxruntime's.
    import app.vision.pack  # noqa: F401

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from app.paths import default_library, settings_file
from app.settings import load_settings
from app.ui import look, translation
from app.ui.session import LibrarySession
from app.ui.window import Window
from app.ui.work.indexing_run import IndexingRun
from app.ui.work.watching import Watching

# Python sees a signal only when it runs; this lets Ctrl+C in a terminal close the window.
SIGNAL_CHECK_MS = 500


def run(library: Path | None) -> int:
    """Opens the window on `library` (the user's own when None) and returns its exit status when it is closed."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("snowline")
    application.setApplicationDisplayName("Snowline")
    application.setDesktopFileName("snowline")
    settings = load_settings()
    translation.install(application, settings.interface_language)
    look.dress(application, settings.theme)
    application.setWindowIcon(look.icon("snowline"))

    folder = library or default_library()
    remembered = QSettings(str(settings_file().with_name("window.ini")), QSettings.Format.IniFormat)
    indexing = IndexingRun(folder)
    window = Window(LibrarySession(folder), indexing, Watching(folder), remembered)
    window.show()
    indexing.go_on()

    heartbeat = QTimer(interval=SIGNAL_CHECK_MS)
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start()
    signal.signal(signal.SIGINT, lambda *_: window.close())
    signal.signal(signal.SIGTERM, lambda *_: window.close())
    return application.exec()
