"""Keeps Python 3.11 alive under PySide6 6.12, whose wheels take None, True and False for immortal, as 3.12 made them.

Nearly every call into Qt that returns one of the three takes away a reference it never had: after some ten thousand
calls Python 3.11 ends with "Fatal Python error: none_dealloc". PySide6 6.11 and older count right. Only plain
Python here; imported before Qt.
"""

from __future__ import annotations

import ctypes
import sys

# What a reference count can lose in years of clicking, and far from overflowing its 64 (or 32) bits.
SPARE_REFERENCES = 1 << (40 if sys.maxsize > 2**32 else 28)
FIRST_WITH_IMMORTALS = (3, 12)
# An object is its reference count and its type; debug builds that trace references put more before them.
PLAIN_OBJECT_BYTES = 2 * ctypes.sizeof(ctypes.c_ssize_t)


def make_immortal() -> None:
    """Gives None, True and False more references than can be lost. Does nothing where Python does so itself."""
    if sys.version_info >= FIRST_WITH_IMMORTALS or object.__basicsize__ != PLAIN_OBJECT_BYTES:
        return
    for singleton in (None, True, False):
        if sys.getrefcount(singleton) < SPARE_REFERENCES // 2:
            ctypes.c_ssize_t.from_address(id(singleton)).value += SPARE_REFERENCES
