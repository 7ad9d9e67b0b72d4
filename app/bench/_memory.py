"""What memory a process has to itself, as Linux tells it, in MB."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType

_SAMPLE_SECONDS = 0.05
_KB = 1024


def private_mb(pid: int | str = "self") -> dict[str, float]:
    """`own`: pages that are only in memory (anonymous); `dirty`: those and file pages not written back yet;
    `reclaimable`: file pages the system may drop. Zeros where there is no /proc."""
    fields: dict[str, int] = {}
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
            name, _, rest = line.partition(":")
            fields[name] = int(rest.split()[0])
    except (OSError, ValueError, IndexError):
        pass  # another system, or the process has ended
    own = fields.get("Anonymous", 0) + fields.get("Swap", 0)
    dirty = fields.get("Private_Dirty", 0) + fields.get("Swap", 0)
    kept = {"own": own, "dirty": dirty, "reclaimable": fields.get("Rss", 0) - fields.get("Anonymous", 0)}
    return {name: round(kb * _KB / 1e6, 2) for name, kb in kept.items()}


class PeakMemory:
    """Samples the private memory of another process while the block runs; `peak` has the largest of each figure."""

    def __init__(self, pid: int) -> None:
        self.peak: dict[str, float] = {}
        self._pid = pid
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True, name="memory")

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(_SAMPLE_SECONDS):
            for name, mb in private_mb(self._pid).items():
                self.peak[name] = max(self.peak.get(name, 0.0), mb)
