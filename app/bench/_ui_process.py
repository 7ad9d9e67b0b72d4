"""The processes in which the window measures itself: with settings, caches and a screen of their own."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.domain import SnowlineError
from app.paths import PROJECT

SCREEN = "1600x1000x24"
STARTS_WITHIN = 20.0  # seconds, for the X server
HARMLESS = "This plugin does not support"  # what Qt's offscreen platform says of itself
# Text in pictures is read for hours where that extra is installed, on a processor of its own.
SETTINGS = {"on_close": "stop", "read_text": "off"}
OFFSCREEN, REAL = "offscreen", "real window"


class Stage:
    """Where measuring processes run: settings and caches of their own below `folder`."""

    def __init__(self, folder: Path, display: str | None = None) -> None:
        self.folder, self.display = folder, display

    @property
    def name(self) -> str:
        return REAL if self.display else OFFSCREEN

    def measure(
        self,
        what: str,
        library: Path,
        options: Mapping[str, Any],
        *,
        seconds: float,
        low_memory: bool = False,
        settings: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """What `python -m app.ui.measuring WHAT` found, with these `settings`. Raises SnowlineError with its last words
        where it failed."""
        kept = self.folder / "config" / "snowline" / "settings.json"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps({**SETTINGS, "low_memory": low_memory, **(settings or {})}), encoding="utf-8")
        (kept.parent / "window.ini").unlink(missing_ok=True)
        asked = {**options, "began": time.time()}
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "app.ui.measuring", what),
                *("--library", str(library), "--options", json.dumps(asked)),
            ],
            cwd=PROJECT,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            out, said = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            out, said = process.communicate()
            raise SnowlineError(f"Measuring “{what}” took longer than {seconds:.0f} s. {said[-2000:]}") from None
        lines = [line for line in out.splitlines() if line.startswith("{")]
        if process.returncode or not lines:
            raise SnowlineError(f"Measuring “{what}” failed ({process.returncode}). {said[-3000:]}")
        found: dict[str, Any] = json.loads(lines[-1])
        unexpected = [line for line in said.splitlines() if line.strip() and HARMLESS not in line]
        if unexpected:
            found["complaints"] = [*found.get("complaints", ()), "stderr: " + "\n".join(unexpected)[-2000:]]
        return found

    def _environment(self) -> dict[str, str]:
        own = {
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_RUNTIME_DIR": str(self._runtime()),
            "LC_ALL": "C.UTF-8",
            "QT_QPA_PLATFORM": "xcb" if self.display else "offscreen",
        }
        environment = {**os.environ, **own}
        for name in ("WAYLAND_DISPLAY", "DISPLAY"):
            environment.pop(name, None)
        if self.display:
            environment["DISPLAY"] = self.display
        return environment

    def _runtime(self) -> Path:
        place = self.folder / "run"
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        return place


@contextmanager
def virtual_display() -> Iterator[str | None]:
    """An X server without a screen, by its name; None where there is no Xvfb."""
    program = shutil.which("Xvfb")
    if program is None:
        yield None
        return
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        [program, "-displayfd", str(write_end), "-screen", "0", SCREEN, "-nolisten", "tcp"],
        pass_fds=[write_end],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    try:
        ready, _, _ = select.select([read_end], [], [], STARTS_WITHIN)
        number = os.read(read_end, 16).decode().strip() if ready else ""
        yield f":{number}" if number else None
    finally:
        os.close(read_end)
        server.terminate()
        server.wait(10)
