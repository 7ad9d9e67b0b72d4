"""The program itself, started as a person starts it: a process of its own, on a screen that is not there."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

PROJECT = Path(__file__).resolve().parents[2]
STARTS_WITHIN_SECONDS = 60.0


@dataclass
class Program:
    """Starts of the program on one library; `runtime` is where they meet."""

    library: Path
    runtime: Path
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, *arguments: str | Path, cwd: Path | None = None) -> subprocess.Popen[str]:
        environment = {
            **os.environ,
            "DISPLAY": ":none",  # named, and asked for nothing, since Qt is told to do without
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_RUNTIME_DIR": str(self.runtime),
        }
        environment.pop("WAYLAND_DISPLAY", None)
        command = [sys.executable, str(PROJECT / "main.py"), "--library", str(self.library), *map(str, arguments)]
        process = subprocess.Popen(
            command, env=environment, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.running.append(process)
        return process

    @property
    def listens(self) -> bool:
        """A window is up, or was until it crashed."""
        return any(self.runtime.glob("snowline/*.sock"))

    def wait_for(self, what: Callable[[], bool]) -> None:
        end = time.monotonic() + STARTS_WITHIN_SECONDS
        while not what():
            assert time.monotonic() < end, "the program does not get there"
            time.sleep(0.02)

    def end(self) -> None:
        for process in self.running:
            if process.poll() is None:
                family = psutil.Process(process.pid).children(recursive=True)
                process.kill()
                for child in family:
                    child.kill()
            process.communicate()
