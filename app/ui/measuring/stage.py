"""Starts the whole program in this process and plays a script in its event loop, noting every complaint."""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable, Generator
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QEvent, QMessageLogContext, QObject, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from app.ui import application
from app.ui.window import Window

# What Qt's offscreen platform says of itself, and a bare X server's missing window manager.
HARMLESS = ("This plugin does not support",)
POLL_MS = 4
GUARD_MS = 1_000
PATIENCE = 60.0  # seconds that something may take before the script gives up
CLOSE_WITHIN_MS = 30_000


class Until:
    """What a script waits for: `holds` becomes true, within so many seconds."""

    def __init__(self, what: str, holds: Callable[[], object], seconds: float = PATIENCE) -> None:
        self.what, self.holds, self.seconds = what, holds, seconds


class Gone(Exception):
    """What a script waited for did not come."""


IDLE = 0.0
# A script yields seconds to let pass (IDLE: until everything that is due is done), or what it waits for.
Script = Generator[float | Until, None, dict[str, Any]]


class Complaints:
    """Whatever is said that nobody expects: exceptions, warnings in the log, Qt's messages. At most `MOST` are kept."""

    MOST = 200

    def __init__(self) -> None:
        self.said: list[str] = []

    def add(self, text: str) -> None:
        if len(self.said) < self.MOST and not any(part in text for part in HARMLESS):
            self.said.append(text)

    def listen(self) -> None:
        """From now on everything is noted, on all threads."""
        qInstallMessageHandler(self._of_qt)
        handler = _LogHandler(self)
        logging.getLogger().addHandler(handler)
        logging.captureWarnings(True)
        sys.excepthook = self._of_python
        sys.unraisablehook = lambda args: self._of_python(args.exc_type, args.exc_value, args.exc_traceback)
        threading.excepthook = lambda args: self._of_python(args.exc_type, args.exc_value, args.exc_traceback)

    def _of_qt(self, kind: QtMsgType, where: QMessageLogContext, text: str) -> None:
        self.add(f"Qt {kind.name.removeprefix('Qt').removesuffix('Msg').lower()}: {text}")

    def _of_python(self, kind: type[BaseException], error: BaseException | None, at: TracebackType | None) -> None:
        self.add("".join(traceback.format_exception(kind, error, at)).strip())


class _LogHandler(logging.Handler):
    def __init__(self, complaints: Complaints) -> None:
        super().__init__(logging.WARNING)
        self._complaints = complaints

    def emit(self, record: logging.LogRecord) -> None:
        self._complaints.add(f"log {record.levelname.lower()} {record.name}: {self.format(record)}")


class Stage(QObject):
    """Plays one script in the window's event loop, then closes the window."""

    def __init__(self, play: Callable[[Window, Stage], Script]) -> None:
        super().__init__()
        self.complaints = Complaints()
        self.result: dict[str, Any] = {}
        self._play = play
        self._script: Script | None = None
        self._wanted: Until | None = None
        self._given_up = 0.0
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._step)
        self.window: Window | None = None
        self._stepped = time.monotonic()
        self._inside = False
        # A dialog that waits for an answer inside of a step would hold the script for ever.
        self._guard = QTimer(self, interval=GUARD_MS)
        self._guard.timeout.connect(self._free)

    def begin(self) -> None:
        self.window = the_window()
        self.window.activateWindow()  # where there is no window manager, nobody else does
        self._script = self._play(self.window, self)
        self._guard.start()
        self._go_on()

    def _step(self) -> None:
        wanted = self._wanted
        if wanted is not None and not wanted.holds():
            if time.monotonic() < self._given_up:
                self._timer.start(POLL_MS)
                return
            self._wanted = None
            self._go_on(Gone(f"waited {wanted.seconds:.0f} s for {wanted.what}"))
            return
        self._wanted = None
        self._go_on()

    def _go_on(self, error: Exception | None = None) -> None:
        assert self._script is not None
        self._inside, self._stepped = True, time.monotonic()
        try:
            wanted = self._script.throw(error) if error is not None else next(self._script)
        except StopIteration as end:
            self.result = end.value or {}
            self._end()
        except Exception:
            self.complaints.add(f"the script ended early: {traceback.format_exc()}")
            self._end()
        else:
            if isinstance(wanted, Until):
                self._wanted, self._given_up = wanted, time.monotonic() + wanted.seconds
                self._timer.start(POLL_MS)
            else:
                self._timer.start(round(wanted * 1000))
        finally:
            self._inside = False

    def _free(self) -> None:
        asking = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if self._inside and asking is not None and time.monotonic() - self._stepped > GUARD_MS / 1000:
            asking.close()

    def _end(self) -> None:
        assert self.window is not None
        QTimer.singleShot(CLOSE_WITHIN_MS, QApplication.quit)
        self.window.close()


def the_window() -> Window:
    """The program's window. Raises Gone where there is none."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, Window):
            return widget
    raise Gone("there is no window")


def play(library: Path, script: Callable[[Window, Stage], Script]) -> dict[str, Any]:
    """Runs the program on a library, plays the script, closes the window; returns what the script found, and
    `complaints`."""
    app = QApplication.instance() or QApplication(["snowline"])
    assert isinstance(app, QApplication)
    stage = Stage(script)
    stage.complaints.listen()
    QTimer.singleShot(0, stage.begin)
    status = application.run(library)
    found = stage.result
    found["exit_status"] = status
    found["complaints"] = stage.complaints.said
    qInstallMessageHandler(None)  # type: ignore[arg-type]
    return found


class Painted(QObject):
    """Notes when widgets are painted, and calls `then` when such a painting, and the showing of it, are over: with the
    second of `time.perf_counter` and what `state` said when it began."""

    def __init__(
        self,
        widgets: list[QWidget],
        state: Callable[[], Any] = lambda: None,
        then: Callable[[float, Any], None] = lambda at, state: None,
    ) -> None:
        super().__init__()
        self.count = 0
        self._state, self._then = state, then
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.count += 1
            state = self._state()
            QTimer.singleShot(0, lambda: self._then(time.perf_counter(), state))
        return False


def spread(milliseconds: list[float]) -> dict[str, float]:
    """Median, 95th percentile and longest of some times, and how many there were."""
    if not milliseconds:
        return {"n": 0}
    ordered = sorted(milliseconds)
    return {
        "n": len(ordered),
        "p50": round(ordered[len(ordered) // 2], 2),
        "p95": round(ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)], 2),
        "worst": round(ordered[-1], 2),
    }
