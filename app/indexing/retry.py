"""Which files that were skipped before are worth another try: those that failed on a limit which was raised since."""

from __future__ import annotations

import json
from collections.abc import Callable

from app.library import Library
from app.settings import Settings

# The name under which the library remembers the limits of its last run.
_FACT = "limits"
# Setting → what stands in the reason of a file that failed on it.
_SIGNS = {"max_pixels": "pixels", "worker_memory_mb": "memory", "seconds_per_file": "longer than"}


def retry_where_limits_were_raised(library: Library, settings: Settings) -> int:
    """Makes files wait again that failed on a limit which is higher now; remembers the limits. Returns how many."""
    now = {name: getattr(settings, name) for name in _SIGNS}
    retried = 0
    raised = raised_limits(library.fact(_FACT), now)
    if raised:
        retried = library.retry_reasons(fails_on(raised))
    library.remember_fact(_FACT, json.dumps(now, sort_keys=True))
    return retried


def raised_limits(kept: str | None, now: dict[str, int]) -> set[str]:
    """The names of the limits that are higher now than in `kept`, what `remember_fact` was given the last time."""
    try:
        before = json.loads(kept) if kept else {}
    except ValueError:
        before = {}
    if not isinstance(before, dict):
        return set()
    return {name for name, value in now.items() if isinstance(before.get(name), int) and value > before[name]}


def fails_on(limits: set[str]) -> Callable[[str], bool]:
    """Tells of a reason whether it speaks of one of these limits."""
    signs = [_SIGNS[name] for name in limits]
    return lambda reason: any(sign in reason for sign in signs)
