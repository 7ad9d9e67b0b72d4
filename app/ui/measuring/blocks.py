"""How long the GUI thread is held up while photos are indexed, somebody types, and somebody scrolls, all at once."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.ui.measuring.heartbeat import Heartbeat
from app.ui.measuring.indexing import begin_indexing
from app.ui.measuring.scrolling import ready, show_all, shown, wheel
from app.ui.measuring.stage import Script, play
from app.ui.window import Window

KEYS_EVERY = 10  # turns of the wheel between two keys
TURN = 0.02  # seconds
SECONDS = 30.0


def run(library: Path, options: dict[str, Any]) -> dict[str, Any]:
    """`options`: `folder` with photos to index, `queries`, `query` that finds everything, `seconds`, `seed`."""
    return play(library, lambda window, _: _work(window, options))


def _work(window: Window, options: dict[str, Any]) -> Script:
    yield from ready(window)
    rows = yield from show_all(window, options["query"])
    described: list[Any] = []
    window.settings.run.progressed.connect(described.append)
    heart = Heartbeat()
    heart.start()
    yield from begin_indexing(window, Path(options["folder"]))
    rng = random.Random(options.get("seed", 7))
    turns = 0
    while turns * TURN < options.get("seconds", SECONDS):
        query = rng.choice(options["queries"])
        window.bar.focus()
        for letter in query:
            QTest.keyClicks(window.bar.field, letter)
            for _ in range(KEYS_EVERY):
                wheel(shown(window), -240 if rng.random() < 0.7 else 240)
                turns += 1
                yield TURN
        QTest.keyClick(window.bar.field, Qt.Key.Key_Return)
        for _ in range(5 * KEYS_EVERY):
            wheel(shown(window), -240)
            turns += 1
            yield TURN
        window.results.show_grid(rng.random() < 0.5)
        window.bar.field.selectAll()
    indexed = max((step.done for step in described if step.stage == "index"), default=0)
    return {"rows": rows, "indexed_meanwhile": indexed, **heart.stop()}
