"""The window survives more calls into Qt than Python 3.11 has references to None."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
MANY_CALLS = """
import app.ui
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(30_000):
    thing.setObjectName("x")
    thing.isWidgetType()
print("alive")
"""


def test_many_calls_into_qt_do_not_end_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MANY_CALLS], cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr
