"""How much memory a process really uses, as far as the system tells it cheaply."""

from __future__ import annotations

import os
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_MIB = 1024 * 1024


def resident_mb(pid: int) -> float:
    """Resident memory of a process in MiB; 0 where it is gone, or where there is no /proc to ask."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE / _MIB
    except (OSError, IndexError, ValueError):
        return 0.0
