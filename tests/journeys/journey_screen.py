"""A screen of its own for a journey: Xvfb, with the mouse, the keys and the eyes of a person, spoken to in plain X11.

No library stands between: the few requests of the X11 core protocol and of the XTEST extension that a journey needs
are written out here, so that a machine with Xvfb and Qt's own libraries can run it.
"""

from __future__ import annotations

import os
import select
import shutil
import socket
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

WIDTH, HEIGHT = 1600, 900
STARTS_WITHIN = 20.0  # seconds
ROUND_TRIP_WITHIN = 20.0  # seconds
STEP = 0.02  # seconds between two small movements of the mouse, as a hand makes them

_REPLY, _ERROR, _VIEWABLE = 1, 0, 2
_GET_WINDOW_ATTRIBUTES = 3
_INTERN_ATOM, _GET_GEOMETRY, _QUERY_TREE, _GET_PROPERTY, _SET_INPUT_FOCUS = 16, 14, 15, 20, 42
_GET_IMAGE, _QUERY_EXTENSION, _KEYBOARD_MAPPING = 73, 98, 101
_FAKE_INPUT = 2  # of XTEST
_KEY_DOWN, _KEY_UP, _BUTTON_DOWN, _BUTTON_UP, _MOTION = 2, 3, 4, 5, 6
LEFT, RIGHT = 1, 3
KEYS = {
    "Return": 0xFF0D, "Escape": 0xFF1B, "Left": 0xFF51, "Down": 0xFF54, "Menu": 0xFF67, "Delete": 0xFFFF, "Space": 0x20,
    "Home": 0xFF50,
}  # fmt: skip
MODIFIERS = {"Ctrl": 0xFFE3, "Alt": 0xFFE9, "Shift": 0xFFE1}


class XError(Exception):
    """The X server refused a request."""


@dataclass(frozen=True)
class Place:
    """Where a window lies on the screen."""

    window: int
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2


class Screen:
    """One client of the X server; its pictures are kept in the folder `album`."""

    def __init__(self, display: str, album: Path) -> None:
        self.display, self.album = display, album
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(f"/tmp/.X11-unix/X{display.removeprefix(':')}")
        self._socket.settimeout(ROUND_TRIP_WITHIN)
        self._socket.sendall(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
        accepted, _, _, words = struct.unpack("<B1xHHH", self._read(8))
        setup = self._read(4 * words)
        if not accepted:
            raise ConnectionError(setup.decode("latin-1"))
        vendor, formats = struct.unpack_from("<H", setup, 16)[0], setup[21]
        self._first_key, self._last_key = setup[26], setup[27]
        self.root = struct.unpack_from("<I", setup, 32 + (vendor + 3) // 4 * 4 + 8 * formats)[0]
        present = self._ask(struct.pack("<BxHHxx8s", _QUERY_EXTENSION, 4, 5, b"XTEST"))
        if not present[8]:
            raise ConnectionError("the X server has no XTEST extension")
        self._xtest = present[9]
        self._title_atom = self._atom(b"_NET_WM_NAME")
        self._codes = self._key_codes()
        self._mouse = (0, 0)

    def close(self) -> None:
        self._socket.close()

    # Eyes

    def windows(self) -> dict[str, Place]:
        """The visible top-level windows by their titles."""
        tree = self._ask(struct.pack("<BxHI", _QUERY_TREE, 2, self.root))
        (children,) = struct.unpack_from("<H", tree, 16)
        found = {}
        for window in struct.unpack_from(f"<{children}I", tree, 32):
            try:
                seen = self._ask(struct.pack("<BxHI", _GET_WINDOW_ATTRIBUTES, 2, window))[26] == _VIEWABLE
                title = self._title(window) if seen else ""
                shape = self._ask(struct.pack("<BxHI", _GET_GEOMETRY, 2, window))
            except XError:  # closed since we looked
                continue
            if title:
                found[title] = Place(window, *struct.unpack_from("<hhHH", shape, 12))
        return found

    def wait_for(self, what: str, holds: Callable[[], object], seconds: float) -> None:
        """Waits until something is so; when it never is, says what was waited for and keeps a picture."""
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                self.picture("gave up")
                raise AssertionError(f"waited {seconds:.0f} s for {what}; see {self.album / 'gave up.png'}")
            time.sleep(0.1)

    def picture(self, name: str) -> Image.Image:
        """What is on the screen now, also kept in the album."""
        data = self._ask(struct.pack("<BBHIhhHHI", _GET_IMAGE, 2, 5, self.root, 0, 0, WIDTH, HEIGHT, 0xFFFFFFFF))
        image = Image.frombuffer("RGB", (WIDTH, HEIGHT), data[32 : 32 + 4 * WIDTH * HEIGHT], "raw", "BGRX", 0, 1)
        image.save(self.album / f"{name}.png")
        return image

    # Hands

    def focus(self, window: int) -> None:
        """Gives a window the keyboard, as a window manager does for the window that is used."""
        self._send(struct.pack("<BBHII", _SET_INPUT_FOCUS, 1, 3, window, 0))

    def press(self, keys: str) -> None:
        """One key, with what is held down meanwhile: `Ctrl+F`, `Down`, `s`."""
        *held, key = keys.split("+")
        codes = [self._codes[MODIFIERS[name]][0] for name in held]
        for code in codes:
            self._input(_KEY_DOWN, code)
        self._tap(KEYS.get(key) or ord(key.lower()))
        for code in reversed(codes):
            self._input(_KEY_UP, code)

    def type(self, text: str) -> None:
        for letter in text:
            self._tap(ord(letter))

    def move(self, x: int, y: int, steps: int = 12) -> None:
        """Moves the mouse in small steps, as a hand does."""
        from_x, from_y = self._mouse
        for step in range(1, steps + 1):
            self._mouse = (from_x + (x - from_x) * step // steps, from_y + (y - from_y) * step // steps)
            self._input(_MOTION, 0, *self._mouse)
            time.sleep(STEP)

    def click(self, place: tuple[int, int], *, right: bool = False) -> None:
        self.move(*place)
        button = RIGHT if right else LEFT
        self._input(_BUTTON_DOWN, button)
        self._input(_BUTTON_UP, button)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Presses the left button at `start` and lets go at `end`."""
        self.move(*start)
        self._input(_BUTTON_DOWN, LEFT)
        self.move(*end, steps=30)
        time.sleep(0.3)  # the target answers each step before the next; a hand rests before it lets go
        self._input(_BUTTON_UP, LEFT)

    def _tap(self, keysym: int) -> None:
        code, shifted = self._codes[keysym]
        shift = self._codes[MODIFIERS["Shift"]][0]
        if shifted:
            self._input(_KEY_DOWN, shift)
        self._input(_KEY_DOWN, code)
        self._input(_KEY_UP, code)
        if shifted:
            self._input(_KEY_UP, shift)

    def _input(self, kind: int, detail: int, x: int = 0, y: int = 0) -> None:
        self._send(struct.pack("<BBHBBxxII8xhh7xB", self._xtest, _FAKE_INPUT, 9, kind, detail, 0, self.root, x, y, 0))

    # The wire

    def _title(self, window: int) -> str:
        reply = self._ask(struct.pack("<BBHIIIII", _GET_PROPERTY, 0, 6, window, self._title_atom, 0, 0, 256))
        (length,) = struct.unpack_from("<I", reply, 16)
        return reply[32 : 32 + length].decode("utf-8", "replace")

    def _atom(self, name: bytes) -> int:
        padded = name + bytes(-len(name) % 4)
        reply = self._ask(struct.pack("<BBHHxx", _INTERN_ATOM, 0, 2 + len(padded) // 4, len(name)) + padded)
        return int(struct.unpack_from("<I", reply, 8)[0])

    def _key_codes(self) -> dict[int, tuple[int, bool]]:
        """keysym → (key, whether Shift must be held)."""
        count = self._last_key - self._first_key + 1
        reply = self._ask(struct.pack("<BxHBBxx", _KEYBOARD_MAPPING, 2, self._first_key, count))
        per_key = reply[1]
        symbols = struct.unpack_from(f"<{per_key * count}I", reply, 32)
        codes: dict[int, tuple[int, bool]] = {}
        for column in range(min(per_key, 2)):
            for key in range(count):
                codes.setdefault(symbols[key * per_key + column], (self._first_key + key, bool(column)))
        return codes

    def _send(self, request: bytes) -> None:
        self._socket.sendall(request)

    def _ask(self, request: bytes) -> bytes:
        self._send(request)
        while True:
            head = self._read(32)
            if head[0] == _ERROR:
                raise XError(f"X error {head[1]} for request {request[0]}")
            if head[0] == _REPLY:
                return head + self._read(4 * struct.unpack_from("<I", head, 4)[0])

    def _read(self, size: int) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            part = self._socket.recv(size - len(parts))
            if not part:
                raise ConnectionError("the X server hung up")
            parts += part
        return bytes(parts)


@contextmanager
def virtual_screen(album: Path) -> Iterator[Screen]:
    """An Xvfb with nothing on it, ended afterwards."""
    program = shutil.which("Xvfb")
    assert program is not None
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        [program, "-displayfd", str(write_end), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp"],
        pass_fds=[write_end],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    try:
        ready, _, _ = select.select([read_end], [], [], STARTS_WITHIN)
        number = os.read(read_end, 16).decode().strip() if ready else ""
        if not number:
            raise ConnectionError("Xvfb did not start")
        screen = Screen(f":{number}", album)
        try:
            yield screen
        finally:
            screen.close()
    finally:
        os.close(read_end)
        server.terminate()
        server.wait(10)
