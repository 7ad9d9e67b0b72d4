"""From a key that is pressed in the search field to the first painting of results for that text, or a newer one."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.search.query.editing import tidied
from app.ui.measuring.scrolling import ready
from app.ui.measuring.stage import Painted, Script, Until, play, spread
from app.ui.window import Window

KEY_SECONDS = (0.11, 0.26)  # between two keys: a quick and a leisurely hand
ANSWER_WITHIN = 20.0


class Stopwatch:
    """Which text was typed when, answered when, and seen when."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.pressed: list[tuple[str, float]] = []  # the search that stands in the field after each key
        self.answered = -1  # the last key whose text has an answer
        self.hits = 0
        self.latencies: list[float] = []  # ms from key to picture
        self.answers: list[float] = []  # ms from key to answer
        self.without: list[float] = []  # ms from key to answer, of texts that find nothing
        self._shown = -1
        window.searching.answered.connect(self._answer)
        views = window.results.list, window.results.grid
        self._painted = Painted([view.viewport() for view in views], lambda: self.answered, self._seen)

    def press(self, key: str) -> None:
        began = time.perf_counter()
        QTest.keyClicks(self.window.bar.field, key)
        text = tidied(self.window.bar.text())
        if text and (not self.pressed or self.pressed[-1][0] != text):
            self.pressed.append((text, began))

    def forget(self) -> None:
        """The field is empty again."""
        self.pressed.clear()
        self.answered = self._shown = -1

    @property
    def complete(self) -> bool:
        return self._shown == len(self.pressed) - 1

    def _answer(self, place: Any, answer: Any) -> None:
        text = getattr(place, "text", "")
        for number in range(len(self.pressed) - 1, self.answered, -1):
            if self.pressed[number][0] == text:
                now = time.perf_counter()
                hits = getattr(answer, "answer", answer).hits
                some = [(now - self.pressed[n][1]) * 1000 for n in range(self.answered + 1, number + 1)]
                (self.answers if hits else self.without).extend(some)
                self.answered = number
                if not hits:
                    self._shown = number
                return

    def _seen(self, at: float, answered: int) -> None:
        answered = min(answered, len(self.pressed) - 1)
        for number in range(self._shown + 1, answered + 1):
            self.latencies.append((at - self.pressed[number][1]) * 1000)
        self._shown = max(self._shown, answered)


def run(library: Path, options: dict[str, Any]) -> dict[str, Any]:
    """`options`: `queries`, typed letter by letter; `seed`."""
    return play(library, lambda window, _: _type(window, options["queries"], options.get("seed", 7)))


def _type(window: Window, queries: list[str], seed: int) -> Script:
    rng = random.Random(seed)
    yield from ready(window)
    watch = Stopwatch(window)
    window.bar.focus()
    for query in queries:
        for letter in query:
            watch.press(letter)
            yield rng.uniform(*KEY_SECONDS)
        yield Until(f"results for “{query}”", lambda: watch.complete, ANSWER_WITHIN)
        window.bar.field.selectAll()
        QTest.keyClick(window.bar.field, Qt.Key.Key_Delete)
        watch.forget()
        window.searching.home()
        yield 0.3
    return {
        "queries": len(queries),
        "key_to_picture_ms": spread(watch.latencies),
        "key_to_answer_ms": spread(watch.answers),
        "key_to_no_hits_ms": spread(watch.without),
    }
