"""How memory that was freed comes back to the system. Only glibc needs telling; elsewhere nothing is done.

Left alone, glibc gives every thread an arena of its own, and after the first large block that was freed it cuts all up
to 32 MB out of these arenas. The window decodes photos of all sizes on several threads, which leaves such arenas full
of holes: what was freed in between stays with the process for good, 100 MB and more after some dozens of photos.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Any

# From glibc's malloc.h.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
ARENAS = 2  # of the threads of the window only the GUI's and one other are at work most of the time
# Blocks from here on, which photos are decoded into, are mapped each for itself and gone when they are freed. A number
# for each of 1.2 million photos still comes from an arena, so that a search need not map what it works with anew.
MAPPED_FROM = 10 * 2**20
KEPT_AT_THE_END = 4 * 2**20  # bytes that may lie free at the end of an arena


def settle() -> None:
    """To be called before there are threads."""
    if (mallopt := _of_glibc("mallopt")) is not None:
        for name, value in (
            (_ARENA_MAX, ARENAS),
            (_MMAP_THRESHOLD, MAPPED_FROM),
            (_TRIM_THRESHOLD, KEPT_AT_THE_END),
        ):
            mallopt(name, value)


def give_back() -> None:
    """Whole pages that are free go back to the system. Takes some milliseconds: not for the GUI thread."""
    if (trim := _of_glibc("malloc_trim")) is not None:
        trim(0)


def _of_glibc(name: str) -> Callable[..., Any] | None:
    """A function of glibc; None where there is another C library."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return getattr(library, name, None) if hasattr(library, "gnu_get_libc_version") else None
