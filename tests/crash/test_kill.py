"""kill -9 at seeded random moments; `bench crash` plays the same scenes as often as anybody likes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.bench._crash_scenes import SCENES
from app.bench.crash import play

KILLS = 1
# With the real models one round takes as long as all others together.
QUICK = [name for name, scene in SCENES.items() if not scene.models]


@pytest.mark.parametrize("name", QUICK)
def test_nothing_is_lost_and_going_on_ends_as_undisturbed(name: str, tmp_path: Path) -> None:
    tally = play(SCENES[name], tmp_path, KILLS, np.random.default_rng([20260115, sorted(SCENES).index(name)]))
    assert tally.notes == []
    assert tally.opened == tally.equal == tally.rounds
    assert (tally.damaged, tally.lost, tally.orphans) == (0, 0, 0)
    assert tally.kills >= KILLS
