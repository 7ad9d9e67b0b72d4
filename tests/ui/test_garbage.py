"""When Python looks for garbage while the window is used."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

_STORY = """
import gc
from app.ui.shell import garbage

class Ring:
    def __init__(self):
        self.ring = self

garbage.put_off()
kept = [Ring() for _ in range(50_000)]
assert not gc.isenabled() and gc.get_stats()[2]["collections"] == before
garbage.go_on()
assert gc.isenabled() and gc.get_freeze_count() > 50_000
assert not any(one is kept[0] for one in gc.get_objects())  # nobody looks at it again
later = Ring()
del later
assert gc.collect() >= 1  # but at what came since
"""


def test_what_is_loaded_is_not_looked_through_again() -> None:
    project = Path(__file__).parents[2]
    story = "import gc\nbefore = gc.get_stats()[2]['collections']\n" + _STORY
    done = subprocess.run([sys.executable, "-c", story], cwd=project, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert gc.isenabled()
