"""How much memory a worker may use and for what, and how much a process really uses, as far as the system tells it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import psutil

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_MIB = 1024 * 1024

# MiB of a worker that are not for the photo being read: models, runtime and a batch of small pictures take 200.
BESIDE_PHOTO_MB = 300
# MiB beside the loaded models that a worker gets however low the limit is set: a batch and an ordinary photo.
LEAST_MB = 300
_LEAST_PHOTO_MB = 200


def photo_bytes(worker_mb: int) -> int:
    """Bytes that decoding one photo may take in a worker that may take `worker_mb` MiB in all."""
    return max(worker_mb - BESIDE_PHOTO_MB, _LEAST_PHOTO_MB) * _MIB


def resident_mb(pid: int) -> float:
    """Resident memory of a process in MiB; 0 where it is gone or nobody may ask."""
    try:
        if sys.platform == "linux":  # asked ten times a second
            return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE / _MIB
        return float(psutil.Process(pid).memory_info().rss) / _MIB
    except (OSError, IndexError, ValueError, psutil.Error):
        return 0.0
