"""Mistakes of the program that nobody caught: written to a log file, and told once, calmly."""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from app.ui.shell.failing import copy_report
from app.ui.translation import translate

_log = logging.getLogger("snowline.window")

_LOG_BYTES, _OLDER_LOGS = 500_000, 3
# The same mistake is told again only after so long, and any other only after the shorter time.
_SAME_AGAIN_SECONDS, _OTHER_AGAIN_SECONDS = 3_600.0, 60.0
_QT_LEVELS = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

Trace = TracebackType | None


def write_log(path: Path) -> logging.Handler:
    """Warnings of all rooms go to `path` from now on, which never grows beyond some hundred kilobytes. Where it cannot
    be written, nothing is kept."""
    from logging.handlers import RotatingFileHandler

    handler: logging.Handler
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=_OLDER_LOGS, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.NullHandler()
    handler.handleError = lambda record: None  # type: ignore[method-assign]  # a full disk is said elsewhere
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    return handler


class Mishaps(QObject):
    """While installed, takes what nobody caught, on any thread, and what Qt complains of."""

    happened = Signal(str, str)  # what happened, in a word; where

    def __init__(self, window: QWidget | None, log: Path) -> None:
        super().__init__(window)
        self._window, self._path = window, log
        self._told: dict[str, float] = {}
        self._told_last = float("-inf")
        self.box: QMessageBox | None = None
        self.more = 0  # that happened while the box is open
        self._handler: logging.Handler | None = None
        self.happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        self._handler = write_log(self._path)
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        qInstallMessageHandler(self._qt_says)

    def remove(self) -> None:
        """Everything is as it was."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: Trace) -> None:
        sys.__excepthook__(kind, error, trace)
        if isinstance(error, Exception):
            self._note(error)

    def _uncaught_in_thread(self, arguments: Any) -> None:
        threading.__excepthook__(arguments)
        if isinstance(arguments.exc_value, Exception):
            self._note(arguments.exc_value)

    def _note(self, error: Exception) -> None:
        details = "".join(traceback.format_exception(error))
        _log.error("a mistake of the program\n%s", details)
        self.happened.emit(f"{type(error).__name__}: {error}", details)

    def _qt_says(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if (level := _QT_LEVELS.get(kind)) is not None:
            logging.getLogger("qt").log(level, "%s: %s", context.category or "default", message)
            if sys.stderr is not None:
                sys.stderr.write(f"{message}\n")

    def _tell(self, what: str, details: str) -> None:
        if self.box is not None:
            self.more += 1
            self._count()
            return
        now = time.monotonic()
        place = details[-500:]
        if now - self._told.get(place, float("-inf")) < _SAME_AGAIN_SECONDS:
            return
        if now - self._told_last < _OTHER_AGAIN_SECONDS:
            return
        self._told[place] = self._told_last = now
        self.more = 0
        self._show(what, details)

    def _show(self, what: str, details: str) -> None:
        box = self.box = QMessageBox(self._window)
        box.setWindowTitle(translate("mishaps", "Something went wrong"))
        box.setIcon(QMessageBox.Icon.Information)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(translate("mishaps", "Something went wrong in Snowline. Your photos are as they were."))
        self._count()
        copy = box.addButton(translate("mishaps", "Copy details"), QMessageBox.ButtonRole.ActionRole)
        assert isinstance(copy, QPushButton)
        copy.clicked.disconnect()  # the box stays open
        copy.clicked.connect(lambda: copy_report(details))
        close = box.addButton(QMessageBox.StandardButton.Close)
        box.setDefaultButton(close)
        box.setEscapeButton(close)
        box.setWindowModality(Qt.WindowModality.NonModal)
        box.finished.connect(self._closed)
        box.show()

    def _count(self) -> None:
        if self.box is not None:
            said = translate(
                "mishaps",
                "You can go on. If something does not work as it should, close Snowline and start it again.\n\n"
                "What happened stands in {0}",
            ).format(self._path)
            if self.more:
                said += "\n" + translate("mishaps", "Since then it happened %Ln more time(s).", self.more)
            self.box.setInformativeText(said)

    def _closed(self) -> None:
        if self.box is not None:
            self.box.deleteLater()
            self.box = None
