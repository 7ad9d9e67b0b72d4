"""Thousands of things that a person may do, in an order drawn by chance: nothing may be said, and nothing may leak."""

from __future__ import annotations

import gc
import random
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.ui.measuring.holding import meter, pass_through
from app.ui.measuring.scrolling import SETTLED, ready
from app.ui.measuring.soak_actions import Actions
from app.ui.measuring.stage import Script, Stage, Until, play
from app.ui.shell.allocator import give_back
from app.ui.window import Window

ACTIONS = 5_000
WARM_UP = 0.2  # of the actions: caches are full then
PAUSES = (0.0, 0.0, 0.01, 0.03, 0.1)  # seconds between two actions
STILL_AFTER = 50  # actions, then everything that was begun is waited for
SAMPLES = 10
TOLD = 20  # actions before a complaint that are told


def run(library: Path, options: dict[str, Any]) -> dict[str, Any]:
    """`options`: `actions`, `seed`, `queries`, `samples` of what is held, `tell_actions`;
    `only` some kinds of actions, to find out which of them leaks."""
    return play(library, lambda window, stage: _soak(window, stage, options))


def _soak(window: Window, stage: Stage, options: dict[str, Any]) -> Script:
    count, seed = options.get("actions", ACTIONS), options.get("seed", 7)
    yield from ready(window)
    window.resize(1180, 760)
    actions = Actions(window, options["queries"], options.get("only", ()))
    done: list[str] = []
    complaints: list[dict[str, Any]] = []
    samples: list[dict[str, Any]] = []
    warm_up = round(count * WARM_UP)
    every = max((count - warm_up) // options.get("samples", SAMPLES), 1)
    for number in range(count):
        # Each action has its own chance, so that what comes does not hang on how quick this machine was before.
        rng = random.Random(f"{seed}-{number}")
        heard = len(stage.complaints.said)
        try:
            done.append(actions.act(rng))
        except Exception as error:
            stage.complaints.add(f"action {number}: {type(error).__name__}: {error}")
            raise
        yield rng.choice(PAUSES)
        if number % STILL_AFTER == STILL_AFTER - 1:
            yield from still(window)
        if len(stage.complaints.said) > heard:
            complaints.append({"action": number, "said": stage.complaints.said[heard:], "before": done[-TOLD:]})
        if number + 1 >= warm_up and (number + 1 - warm_up) % every == 0:
            samples.append({"actions": number + 1, **(yield from _sample(window))})
    before, after = samples[0], samples[-1]
    found = {
        "actions": count,
        "seed": seed,
        "kinds": {kind: done.count(kind) for kind in sorted(set(done))},
        "after_warm_up": before,
        "at_the_end": after,
        "grown_percent": _grown(before, after, "private"),
        "objects_grown_percent": _grown(before, after, "qobjects"),
        "samples": samples,
        "where_complained": complaints,
    }
    return found | ({"done": done} if options.get("tell_actions") else {})


def _sample(window: Window) -> Any:
    """What is held in a state that is always the same: one search, its list from top to end, nothing open."""
    yield from still(window)
    for dialog in QApplication.topLevelWidgets():
        if dialog is not window and dialog.isVisible():
            dialog.close()
    window.resize(1180, 760)
    window.panes.show_sidebar(False)
    window.panes.show_filters(False)
    window.results.show_grid(False)
    window.searching.home()
    window.searching.text("dog")
    yield from still(window)
    yield from pass_through(window, 40)
    yield from still(window)
    gc.collect()
    give_back()
    return {**meter(), **objects()}


def still(window: Window) -> Script:
    """Waits until nothing is under way in the pools of the window."""
    for pool in (window.tasks.library, window.tasks.files, window.tasks.changes, window.tasks.library):
        ended: list[object] = []
        window.tasks.run(pool, lambda: None, ended.append, ended.append)
        yield Until(f"the {pool.objectName()} pool", lambda ended=ended: ended)  # type: ignore[misc]
    yield SETTLED
    return {}


def objects() -> dict[str, int]:
    """How many objects of Qt there are below the top-level windows, and of Python at all."""
    tops = QApplication.topLevelWidgets()
    roots: list[QObject] = [*tops, *([app] if (app := QApplication.instance()) else [])]
    return {
        "windows": len(tops),
        "qobjects": sum(len(root.findChildren(QObject)) + 1 for root in roots),
        "python_objects": len(gc.get_objects()),
    }


def _grown(before: dict[str, Any], after: dict[str, Any], what: str) -> float:
    return round((after[what] / before[what] - 1) * 100, 2)
