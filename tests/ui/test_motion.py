"""What the system says of motion is asked without holding anything up, and what would move stands still then."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.motion import Motion, motion
from app.ui.progress_line import ProgressLine
from app.ui.tasks import Tasks

PORTAL = Path(__file__).with_name("portal_stand_in.py")
ASK = (
    "from PySide6.QtCore import QCoreApplication\n"
    "application = QCoreApplication([])\n"
    "from app.ui.motion import wanted_by_system\n"
    "print(wanted_by_system())"
)


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.shut_down(lambda: None)


def told(address: str) -> str:
    """What a process learns that asks over the bus at an address."""
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": address}
    done = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems tell without a bus")
@pytest.mark.parametrize(
    ("known", "method", "expected"),
    [
        ({"org.freedesktop.appearance reduced-motion": 1}, "ReadOne", "True"),
        ({"org.freedesktop.appearance reduced-motion": 0}, "Read", "False"),
        ({"org.gnome.desktop.interface enable-animations": False}, "Read", "True"),
        ({"org.kde.kdeglobals.KDE AnimationDurationFactor": "0"}, "ReadOne", "True"),
        ({"org.kde.kdeglobals.KDE AnimationDurationFactor": "1.0"}, "ReadOne", "False"),
        ({"org.freedesktop.appearance reduced-motion": "odd"}, "ReadOne", "None"),
    ],
)
def test_desktops_tell_by_the_portal(own_bus: str, known: dict[str, object], method: str, expected: str) -> None:
    portal = subprocess.Popen(
        [sys.executable, str(PORTAL), json.dumps(known), method],
        env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": own_bus},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert portal.stdout is not None
        assert portal.stdout.readline().strip() == "ready"
        assert told(own_bus) == expected
    finally:
        portal.terminate()
        portal.communicate()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems tell without a bus")
def test_without_a_portal_or_a_bus_nobody_knows(own_bus: str, tmp_path: Path) -> None:
    assert told(own_bus) == "None"
    assert told(f"unix:path={tmp_path}/no-bus") == "None"


def drawn(bar: ProgressLine) -> QImage:
    return bar.grab().toImage()


def test_a_line_without_an_end_stands_still_where_motion_is_not_wanted(
    qapp: QApplication, tasks: Tasks, qtbot: QtBot
) -> None:
    answers: list[bool | None] = [True]
    asking = Motion(tasks, qapp, lambda: answers[-1])
    try:
        assert motion() is asking
        bar = ProgressLine()
        qtbot.addWidget(bar)
        bar.resize(200, 6)
        bar.setRange(0, 0)
        bar.show()
        still = drawn(bar)
        qtbot.wait(150)
        assert drawn(bar) == still
        bar.setRange(0, 100)
        bar.setValue(40)
        assert drawn(bar) != still
        bar.setRange(0, 0)
        assert drawn(bar) == still
        answers.append(None)  # the person was at the settings, and this system tells no more
        qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
        qtbot.waitUntil(lambda: not asking.reduced)
        before = drawn(bar)
        qtbot.waitUntil(lambda: drawn(bar) != before)
        answers.append(True)
        qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
        qtbot.waitUntil(lambda: asking.reduced)
        assert drawn(bar) == still
    finally:
        asking.setParent(None)
        asking.deleteLater()
