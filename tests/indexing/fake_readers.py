"""Stand-ins for the reader of text in pictures: they read the text out of the file's name, or do to their process what
it says. Imported by worker processes, so nothing here may depend on pytest.
"""

from __future__ import annotations

import os
import signal
import time

from app.domain import Unreadable
from app.settings import Settings


class NameReader:
    """A photo shows the words of its file name, one a line; "blank" shows none."""

    def __init__(self, seconds: float = 0.0) -> None:
        self._seconds = seconds

    def read(self, path: bytes) -> tuple[str, ...]:
        time.sleep(self._seconds)
        words = os.path.basename(path).decode().split(".")[0].split()
        if words[0] == "segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
        if words[0] == "hang":
            time.sleep(3600)
        if words[0] == "hungry":
            raise MemoryError
        if words[0] == "broken":
            raise Unreadable("damaged PNG file")
        if words[0] == "mistake":
            raise RuntimeError("an error of the reader")
        return () if words[0] == "blank" else tuple(words)


def quick_reader(_: Settings | None = None) -> NameReader:
    return NameReader()


def slow_reader(_: Settings | None = None) -> NameReader:
    return NameReader(0.15)
