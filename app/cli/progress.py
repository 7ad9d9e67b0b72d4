"""Progress on stderr: a bar in a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import time
from types import TracebackType

from rich.progress import BarColumn, TaskProgressColumn, TextColumn
from rich.progress import Progress as Bar

from app.cli.show import Screen, count, duration
from app.cli.stream import say
from app.domain import Progress

STAGES = {
    "scan": "Looking through folders",
    "index": "Indexing",
    "finish": "Finishing",
    "read": "Reading text in pictures",
    "check": "Checking",
    "table": "Photos",
    "sidecars": "Sidecars",
}
LINE_SECONDS = 10.0  # between two plain lines, so that a log of hours stays readable


class ProgressShown:
    """Shows the steps of one long operation on stderr until the `with` block ends."""

    def __init__(self) -> None:
        screen = Screen(stderr=True)
        self._bar: Bar | None = None
        self._said_at = time.monotonic()
        self._said_stage = ""
        if screen.is_terminal:
            self._bar = Bar(
                TextColumn("{task.description}"),
                BarColumn(),
                TaskProgressColumn(),
                TextColumn("{task.fields[facts]}"),
                console=screen,
                transient=True,
            )
            self._task = self._bar.add_task(STAGES["scan"], total=None, facts="")

    def __enter__(self) -> ProgressShown:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, step: Progress, *, stopping: bool = False) -> None:
        """Shows this step, at once in a terminal."""
        stage = "Stopping" if stopping else STAGES[step.stage]
        if self._bar is not None:
            self._bar.update(self._task, description=stage, total=step.total, completed=step.done, facts=facts(step))
        elif step.stage != self._said_stage or time.monotonic() - self._said_at >= LINE_SECONDS:
            self._said_stage, self._said_at = step.stage, time.monotonic()
            counted = "" if step.stage == "scan" else f"{step.done:,}"
            done = counted if step.total is None else f"{step.done:,} of {step.total:,}"
            told = ", ".join(part for part in (done, facts(step)) if part)
            say(f"{stage}: {told}" if told else stage)


def facts(step: Progress) -> str:
    """Speed and time left, as far as they are known: 42 photos/s, 3 min 20 s left."""
    parts = []
    if step.stage == "scan":
        parts.append(f"{count(step.done, 'file')} found")
    elif step.rate:
        parts.append(f"{step.rate:.3g} photos/s")
    if step.held:
        return f"{parts[0]}, {step.held}" if parts else step.held
    if step.seconds_left is not None:
        parts.append(f"{duration(step.seconds_left)} left")
    return ", ".join(parts)
