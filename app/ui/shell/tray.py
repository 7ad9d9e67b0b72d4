"""The icon in the tray, by which the program is reached while its window is out of sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.domain import Progress
from app.ui import look, wording

if TYPE_CHECKING:
    from app.ui.work.indexing_run import IndexingRun
    from app.ui.work.watching import Watching

# How often the desktop is asked whether it still has a tray; without one a hidden window would be out of reach.
_LOOK_MS = 10_000
_MESSAGE_MS = 15_000


class Tray(QObject):
    """Shown only while the window is hidden. `lost` says that the desktop's tray is gone."""

    open_wanted = Signal()
    quit_wanted = Signal()
    lost = Signal()

    def __init__(self, run: IndexingRun, watching: Watching, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run, self._watching = run, watching
        self._step: Progress | None = None
        self._icon: QSystemTrayIcon | None = None
        self._missed = False
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._look_again)
        self.menu = QMenu()
        self._open = self.menu.addAction(self.tr("Open Snowline"))
        self._open.triggered.connect(self.open_wanted)
        self.pause: QAction = self.menu.addAction("")
        self.pause.triggered.connect(self._toggle_pause)
        self.menu.addSeparator()
        self.quit = self.menu.addAction(self.tr("Quit"))
        self.quit.triggered.connect(self.quit_wanted)
        self.destroyed.connect(self.menu.deleteLater)
        run.progressed.connect(self._progressed)
        for news in (run.started, run.finished, run.failed):
            news.connect(self._ended)
        watching.told.connect(self.tell)

    @property
    def available(self) -> bool:
        return QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def shown(self) -> bool:
        return self._icon is not None

    @property
    def icon(self) -> QSystemTrayIcon | None:
        """The icon, while it is shown."""
        return self._icon

    @property
    def words(self) -> str:
        """What is done now, in a few lines."""
        if self._run.active:
            doing = wording.progress(self._step) if self._step is not None else self.tr("Looking for photos")
        else:
            doing = self._watching.words or self.tr("Nothing to do")
        if self._paused:
            return self.tr("Snowline, paused\n{0}").format(doing)
        return self.tr("Snowline\n{0}").format(doing)

    def show(self) -> None:
        if self._icon is None:
            self._icon = QSystemTrayIcon(look.program_icon(), self)
            self._icon.setContextMenu(self.menu)
            self._icon.activated.connect(self._activated)
        self.tell()
        self._icon.show()
        self._look.start()

    def hide(self) -> None:
        self._look.stop()
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    def message(self, title: str, text: str) -> None:
        """Tells something by the icon, which comes for that where it is not shown; nothing where there is no tray."""
        if not self.available:
            return
        passing = self._icon is None
        if passing:
            self.show()
        icon = self._icon
        assert icon is not None
        icon.messageClicked.connect(self.open_wanted, Qt.ConnectionType.UniqueConnection)
        icon.showMessage(title, text, look.program_icon(), _MESSAGE_MS)
        if passing:
            QTimer.singleShot(_MESSAGE_MS, icon, self.hide)

    def tell(self) -> None:
        """Brings tooltip and menu up to date."""
        if self._icon is None:
            return
        self._icon.setToolTip(self.words)
        self.pause.setText(self.tr("Go on indexing") if self._paused else self.tr("Pause indexing"))
        self.pause.setEnabled(self._run.active or self._watching.active)

    @property
    def _paused(self) -> bool:
        return self._run.paused if self._run.active else self._watching.paused

    def _toggle_pause(self) -> None:
        if self._run.active:
            self._run.pause(not self._run.paused)
        else:
            self._watching.pause(not self._watching.paused)
        self.tell()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_wanted.emit()

    def _progressed(self, step: Progress) -> None:
        self._step = step
        self.tell()

    def _ended(self) -> None:
        self._step = None
        self.tell()

    def _look_again(self) -> None:
        """A panel that starts anew has no tray for a moment; one that is missed twice is gone."""
        missed = not self.available
        if missed and self._missed:
            self.lost.emit()
        self._missed = missed
