"""Starts the window, and ends cleanly: everything that was begun is waited for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

if sys.platform == "win32":
    # onnxruntime and Qt bring different C++ runtimes; on Windows the first one loaded must be onnxruntime's.
    import app.vision.pack  # noqa: F401

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.paths import default_library, log_file, settings_file
from app.settings import load_settings
from app.ui import look, translation
from app.ui.session import LibrarySession
from app.ui.shell import allocator, garbage
from app.ui.shell.handover import Claim
from app.ui.shell.mishaps import Mishaps
from app.ui.shell.remembering import open_remembered
from app.ui.shell.shell import Shell
from app.ui.window import Window
from app.ui.work.indexing_run import IndexingRun
from app.ui.work.watching import Watching

# Painting lets go of Python's lock at every stroke; other threads, which read rows and pictures, give it back so soon.
SWITCH_SECONDS = 0.0005
# After the first painting: by then the library is open, and what a search takes is loaded.
LOADED_MS = 5_000


def run(library: Path | None, paths: Sequence[Path] = (), claim: Claim | None = None) -> int:
    """Opens the window on `library` (the user's own when None), adds `paths`, and returns its exit status at the end.

    `claim` says that no other process shows this library, and where later starts are heard; None where they are not.
    """
    allocator.settle()
    garbage.put_off()
    application = QApplication.instance() or QApplication(["snowline"])
    assert isinstance(application, QApplication)
    application.setApplicationName("snowline")
    application.setApplicationDisplayName("Snowline")
    application.setDesktopFileName("snowline")
    sys.setswitchinterval(SWITCH_SECONDS)
    settings = load_settings()
    translation.install(application, settings.interface_language)
    look.dress(application, settings.theme, with_sheet=False)
    application.setWindowIcon(look.program_icon())

    folder = library or default_library()
    remembered = open_remembered(settings_file().with_name("window.ini"))
    indexing, watching = IndexingRun(folder), Watching(folder)
    window = Window(LibrarySession(folder), indexing, watching, remembered)
    mishaps = Mishaps(window, log_file())
    mishaps.install()
    shell = Shell(window, indexing, watching, application, claim)

    def begin() -> None:
        QTimer.singleShot(LOADED_MS, window, garbage.go_on)
        window.work.go_on()
        window.last_search.open()
        if paths:
            window.add(list(paths))

    window.first_paint.painted.connect(begin)
    look.dress(application, settings.theme)
    window.show()
    try:
        return application.exec()
    finally:
        shell.end()
        mishaps.remove()
        garbage.go_on()
