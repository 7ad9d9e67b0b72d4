"""Puts together what surrounds the window, and holds it until the program ends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.domain import IndexSummary
from app.ui.motion import Motion
from app.ui.shell.closing import Closing
from app.ui.shell.handover import Claim, Request
from app.ui.shell.notifying import Notifying
from app.ui.shell.signals import EndSignals

if TYPE_CHECKING:
    from app.ui.shell.serving import Serving
    from app.ui.window import Window
    from app.ui.work.indexing_run import IndexingRun
    from app.ui.work.watching import Watching


class Shell(QObject):
    """One for the program. `end` comes last, when the window is closed and its work has ended."""

    def __init__(
        self, window: Window, run: IndexingRun, watching: Watching, application: QApplication, claim: Claim | None
    ) -> None:
        super().__init__()
        self._window, self._claim = window, claim
        # A dialog that closes while the window is hidden must not end the program.
        application.setQuitOnLastWindowClosed(False)
        self.motion = Motion(window.tasks, application)
        self.closing = Closing(window, run, watching, application.quit)
        self.notifying = Notifying(window, self.closing.tray, self)
        self.notifying.open_wanted.connect(self.closing.come_forward)
        run.long_run_ended.connect(self.notifying.run_ended)
        run.finished.connect(self._run_ended)
        self.serving: Serving | None = None
        window.first_paint.painted.connect(self._listen)
        self.signals = EndSignals(self.closing.quit, self)

    def take(self, request: Request) -> None:
        """A later start of the program: the window comes forward and adds what that was given."""
        self.closing.come_forward(request.token)
        if request.paths:
            self._window.add([Path(path) for path in request.paths])

    def _listen(self) -> None:
        """Later starts wait until the window is on the screen."""
        from app.ui.shell.serving import Serving

        if self._claim is not None:
            self.serving = Serving(self._claim.address, self)
            self.serving.asked.connect(self.take)

    def _run_ended(self, result: IndexSummary) -> None:
        """A run that met a full disk says so where nobody is looking at photos."""
        if result.problems and self._window.searching.history.here is None:
            self._window.failing.look_closer()

    def end(self) -> None:
        self.notifying.shut_down()
        self.signals.forget()
        if self.serving is not None:
            self.serving.close()
        if self._claim is not None:
            self._claim.release()
