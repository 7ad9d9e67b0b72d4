"""What closing the window means while photos are being described: go on in the tray, or stop until the next start."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QSessionManager

from app.ui.shell.close_question import CloseQuestion
from app.ui.shell.tray import Tray

if TYPE_CHECKING:
    from app.ui.window import Window
    from app.ui.work.indexing_run import IndexingRun
    from app.ui.work.watching import Watching


class Closing(QObject):
    """Asked before the window closes. `ended` is called once it has closed for good."""

    def __init__(self, window: Window, run: IndexingRun, watching: Watching, ended: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._run, self._watching, self._ended = window, run, watching, ended
        self._for_good = False
        self.question: CloseQuestion | None = None
        self.tray = Tray(run, watching, self)
        self.tray.open_wanted.connect(self.come_forward)
        self.tray.quit_wanted.connect(self.quit)
        self.tray.lost.connect(self.come_forward)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.commitDataRequest.connect(self._session_ends)
        window.may_close = self.may_close

    def may_close(self) -> bool:
        """Whether the window closes now. If not, it was hidden, or the person is asked."""
        if not self._for_good and self._works():
            choice = self._window.work.switches.settings.on_close
            if choice == "ask":
                self._ask()
                return False
            if choice == "tray" and self.tray.available:
                self._hide()
                return False
        self._for_good = True
        if self.question is not None:
            self.question.close()
        self.tray.hide()
        QTimer.singleShot(0, self._ended)
        return True

    def quit(self) -> None:
        """Ends the program without a question; what is not finished goes on at the next start."""
        self._for_good = True
        self._window.close()

    def come_forward(self, token: str = "") -> None:
        """Shows the window before all others. `token` is the leave for that which the desktop gave another process."""
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # where Qt looks for it
        self.tray.hide()
        window = self._window
        if window.isMinimized():
            window.showNormal()
        window.show()
        window.raise_()
        window.activateWindow()

    def _works(self) -> bool:
        run, watching = self._run, self._watching
        return (run.active and not run.paused) or (watching.describing and not watching.paused)

    def _hide(self) -> None:
        self.tray.show()
        self._window.hide()

    def _ask(self) -> None:
        if self.question is None:
            self.question = CloseQuestion(self.tray.available, self._window)
            self.question.finished.connect(self._answered)
        self._window.show()
        self.question.open()

    def _answered(self) -> None:
        question, self.question = self.question, None
        if question is None:
            return
        choice, keep = question.choice, question.remember.isChecked()
        question.deleteLater()
        if choice is None or self._for_good:
            return
        if keep:
            self._window.work.switches.set(on_close=choice)
        if choice == "tray":
            self._hide()
        else:
            self.quit()

    def _session_ends(self, _: QSessionManager) -> None:
        """The person logs out, which must not wait for an answer."""
        self._for_good = True
