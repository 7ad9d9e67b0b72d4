"""Runs of the pipeline with small stand-in models, and photos to run it on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fake_workshops import QuickWorkshop

from app.domain import VECTOR_DIMS, CancelToken, IndexSummary, Progress
from app.indexing.pipeline import IndexRun
from app.settings import Settings

FAKE = "fake-1"
Indexing = Callable[..., tuple[IndexSummary, list[Progress]]]


@pytest.fixture(autouse=True)
def light_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A spawned process imports the main module again, which here is pytest: a fifth of a second for nothing."""
    main = sys.modules["__main__"]
    monkeypatch.setattr(main, "__spec__", None)
    monkeypatch.delattr(main, "__file__", raising=False)


@pytest.fixture(autouse=True)
def nobody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text in pictures is not read by the way, whether the part that does it is installed or not."""
    monkeypatch.setattr("app.indexing.reading.can_read", lambda: False)


@pytest.fixture
def index(tmp_path: Path) -> Indexing:
    """Indexes paths into `tmp_path/library`; returns the summary and all progress."""

    def run(
        *paths: Path,
        workshop: Callable[[Path], Any] = QuickWorkshop,
        settings: Settings | None = None,
        cancel: CancelToken | None = None,
        generation: str = FAKE,
        watch: Callable[[Progress], None] = lambda progress: None,
        library: Path = tmp_path / "library",
    ) -> tuple[IndexSummary, list[Progress]]:
        steps = IndexRun(
            library,
            paths,
            settings or Settings(worker_processes=1),
            generation,
            VECTOR_DIMS,
            partial(workshop, library),
            cancel or CancelToken(),
        ).run()
        seen = []
        while True:
            try:
                seen.append(next(steps))
            except StopIteration as end:
                return end.value, seen
            watch(seen[-1])

    return run
