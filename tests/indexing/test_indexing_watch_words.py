"""What the library that watches folders says of itself, and a person need not read."""

from __future__ import annotations

import logging

import pytest

import app.indexing.watch  # noqa: F401  # says what is no news


def test_only_the_end_of_a_thread_is_no_news(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("watchdog.observers.inotify")
    logger.error("InotifyEmitter.queue_events() called when the thread is inactive")
    logger.error("the disk is gone")
    assert caplog.messages == ["the disk is gone"]
