"""What the window's process holds of the machine's memory after everything was scrolled through, once and again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.index.memory import memory_meter
from app.ui.measuring.scrolling import SETTLED, ready, show_all, shown, wheel
from app.ui.measuring.stage import Script, play
from app.ui.window import Window

MIB = 2**20
STOPS = 300  # places in the answer at which it is looked at, on the way from top to end
STOP_SECONDS = 0.1  # in which rows and pictures come: quicker hands see grey lines


def run(library: Path, options: dict[str, Any]) -> dict[str, Any]:
    """`options`: `query` that finds everything; `stops` on each way through it; `searches` asked at the end."""
    return play(library, lambda window, _: _hold(window, options))


def meter() -> dict[str, float]:
    """MiB of this process."""
    memory = memory_meter()
    return {"private": round(memory.private / MIB, 1), "reclaimable": round(memory.reclaimable / MIB, 1)}


def _hold(window: Window, options: dict[str, Any]) -> Script:
    found: dict[str, Any] = {}
    yield from ready(window)
    yield SETTLED
    found["ready"] = meter()
    found["rows"] = yield from show_all(window, options["query"])
    found["everything_found"] = meter()
    stops = options.get("stops", STOPS)
    for name in ("first", "second", "third"):
        for grid in (False, True):
            window.results.show_grid(grid)
            yield from pass_through(window, stops)
            found[f"{name}_pass_{'grid' if grid else 'list'}"] = meter()
    for text in options.get("searches", ()):
        window.searching.text(text)
        yield SETTLED
    found["searched"] = meter()
    return found


def pass_through(window: Window, stops: int) -> Script:
    """From the top of what is listed to its end, looked at on the way."""
    bar = shown(window).verticalScrollBar()
    for stop in range(stops + 1):
        bar.setValue(bar.maximum() * stop // stops)
        wheel(shown(window), -120)
        yield STOP_SECONDS
    yield SETTLED
    return {}
