"""What a process takes of the machine's memory: what is its own, and what the system can take back at any time.

A mapped index counts as used as long as its pages happen to be in memory, but costs nobody anything: the system drops
them when it needs the room. Own ("private") is what would have to be written elsewhere first.
"""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import os
from dataclasses import dataclass
from pathlib import Path

import psutil

_KIB = 1024


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes. `private` belongs to the process alone and cannot be dropped, `reclaimable` are pages of mapped files and
    programs that it has in memory, `free` is what the machine has left for everybody."""

    private: int
    reclaimable: int
    free: int


def memory_meter(pid: int | None = None) -> Memory:
    """The memory of a process, this one by default. Raises ProcessLookupError where it is gone."""
    process = os.getpid() if pid is None else pid
    free = int(psutil.virtual_memory().available)
    with contextlib.suppress(FileNotFoundError, PermissionError):  # not Linux, or a kernel before 4.14
        said = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        parts = dict(_parts(said))
        private = parts.get("Anonymous", 0) + parts.get("Swap", 0) + _written(parts)
        return Memory(private, max(parts.get("Rss", 0) + parts.get("Swap", 0) - private, 0), free)
    try:
        info = psutil.Process(process).memory_full_info()
    except psutil.NoSuchProcess as error:
        raise ProcessLookupError(f"there is no process {process}") from error
    # Elsewhere the system says what is unique to the process, mapped pages that nobody else has included.
    private = int(getattr(info, "uss", info.rss))
    return Memory(private, max(int(info.rss) - private, 0), free)


def _written(parts: dict[str, int]) -> int:
    """Pages of mapped files that were changed and not written back: neither anonymous nor clean."""
    dirty = parts.get("Private_Dirty", 0) + parts.get("Shared_Dirty", 0)
    return max(dirty - parts.get("Anonymous", 0), 0)


def _parts(said: str) -> list[tuple[str, int]]:
    found = []
    for line in said.splitlines()[1:]:
        name, _, rest = line.partition(":")
        number = rest.split()
        if number and number[0].isdecimal():
            found.append((name, int(number[0]) * _KIB))
    return found


def release_mapped(folder: Path) -> None:
    """Takes the pages of all files mapped below `folder` out of this process; what is read again comes from the
    system's cache. Does nothing but on Linux. The files must be mapped for reading only."""
    if not hasattr(mmap, "MADV_DONTNEED"):
        return
    try:
        mapped = Path("/proc/self/maps").read_text(encoding="utf-8", errors="surrogateescape")
        madvise = ctypes.CDLL(None, use_errno=True).madvise
    except (OSError, AttributeError):
        return
    inside = os.path.join(os.path.realpath(folder), "")
    for line in mapped.splitlines():
        place, _, rest = line.partition(" ")
        if not rest.startswith("r--") or inside not in rest:
            continue
        start, end = (int(number, 16) for number in place.split("-"))
        madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), mmap.MADV_DONTNEED)


def family_memory(pid: int | None = None) -> Memory:
    """The memory of a process, this one by default, and of all its children together. Pages that several of them map
    count once for each. Raises ProcessLookupError where it is gone."""
    process = os.getpid() if pid is None else pid
    whole = memory_meter(process)
    with contextlib.suppress(psutil.Error):
        for child in psutil.Process(process).children(recursive=True):
            with contextlib.suppress(ProcessLookupError, psutil.Error):
                part = memory_meter(child.pid)
                whole = Memory(whole.private + part.private, whole.reclaimable + part.reclaimable, whole.free)
    return whole
