"""Keeps C libraries from writing to the terminal; does nothing else."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_STDERR = 2  # file descriptor
_lock = threading.Lock()


@contextmanager
def silenced() -> Iterator[None]:
    """Sends what C code prints to stderr to nowhere.

    libtiff prints a line for every oddity of a damaged file, hundreds for some, and Pillow offers no way to stop it.
    The descriptor belongs to the whole process, so keep the block short: what other threads print meanwhile is lost.
    """
    with _lock:
        try:
            kept = os.dup(_STDERR)
        except OSError:  # a windowed program on Windows has no stderr that could be disturbed
            kept = -1
        if kept < 0:
            yield
            return
        try:
            if sys.stderr is not None:
                sys.stderr.flush()
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, _STDERR)
            os.close(nowhere)
            yield
        finally:
            os.dup2(kept, _STDERR)
            os.close(kept)
