"""A person at the virtual screen: finds things by name in the running program, clicks, types, and leaves."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from journey_screen import Place, Screen

PROJECT = Path(__file__).resolve().parents[2]
PROGRAM = Path(__file__).with_name("journey_program.py")
PATIENCE = 120.0  # seconds for one step: an idle machine takes one or two, a very busy one must not fail
MENU_WITHIN = 1.0  # seconds, before a person would try again
GO_ON_LATER = "Stop; go on at the next start"


class Person:
    """Sits in front of one run of the program."""

    def __init__(self, screen: Screen, process: subprocess.Popen[str], program: socket.socket) -> None:
        self.screen, self.process = screen, process
        program.settimeout(PATIENCE)
        self._asked = program.makefile("rw", encoding="utf-8", newline="\n")

    def where(self, name: str) -> Place | None:
        """Where the thing of this name is now, if it can be seen."""
        self._asked.write(name + "\n")
        self._asked.flush()
        found = json.loads(self._asked.readline())
        return None if found is None else Place(0, *found)

    def see(self, name: str, seconds: float = PATIENCE) -> Place:
        """Waits until a thing of this name can be seen."""
        self.screen.wait_for(f"“{name}” to be seen", lambda: self.where(name) is not None, seconds)
        found = self.where(name)
        assert found is not None
        return found

    def gone(self, name: str) -> None:
        self.screen.wait_for(f"“{name}” to go away", lambda: self.where(name) is None, PATIENCE)

    def click(self, name: str) -> None:
        self.screen.click(self.see(name).middle)

    def open_menu(self, entry: str) -> None:
        """Opens the menu of what has the keyboard until it has this entry."""

        def opened() -> bool:
            self.screen.press("Menu")
            time.sleep(MENU_WITHIN)
            return self.where(entry) is not None

        self.screen.wait_for(f"a menu with “{entry}”", opened, PATIENCE)

    def use(self, title: str) -> None:
        """Gives the keyboard to the window whose title begins so."""
        self.screen.wait_for(f'a window "{title}"', lambda: self._windows(title), PATIENCE)
        self.screen.focus(self._windows(title)[0])

    def _windows(self, title: str) -> list[int]:
        return [place.window for seen, place in self.screen.windows().items() if seen.startswith(title)]

    def leave(self) -> str:
        """Closes the window by key; returns all that the program said. No process of it is left then.

        Where photos are still looked at, the program asks, and is told to go on at the next start.
        """
        children = psutil.Process(self.process.pid).children(recursive=True)
        self.screen.press("Ctrl+Q")
        with contextlib.suppress(ValueError, OSError):  # it is gone: nobody asks and nobody answers
            while self.process.poll() is None:
                if self.where(GO_ON_LATER) is not None:
                    self.click(GO_ON_LATER)
                time.sleep(0.2)
        said, _ = self.process.communicate(timeout=PATIENCE)
        assert self.process.returncode == 0, said
        assert not psutil.wait_procs(children, PATIENCE)[1]
        return said


@contextmanager
def person_at(screen: Screen, library: Path) -> Iterator[Person]:
    """The program on the virtual screen with somebody in front of it; ended afterwards whatever happens."""
    ours, theirs = socket.socketpair()
    environment = {**os.environ, "DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8"}
    environment.pop("WAYLAND_DISPLAY", None)
    environment["PYTHONPATH"] = str(PROJECT)
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), str(library), str(theirs.fileno())],
        cwd=PROJECT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=[theirs.fileno()],
    )
    theirs.close()
    try:
        yield Person(screen, process, ours)
    finally:
        ours.close()
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
        if process.stdout is not None:
            process.stdout.close()
