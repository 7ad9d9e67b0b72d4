"""What a worker may use adds up: models, one photo, and no more than the setting says."""

from __future__ import annotations

import pytest

from app.indexing.memory import BESIDE_PHOTO_MB, LEAST_MB, photo_bytes
from app.media.decode import MEMORY_BYTES
from app.settings import BOUNDS, Settings


def test_by_default_a_worker_may_read_what_anybody_may_and_stays_below_a_gigabyte() -> None:
    allowed = Settings().worker_memory_mb
    assert allowed <= 1000
    assert photo_bytes(allowed) == MEMORY_BYTES


@pytest.mark.parametrize("worker_mb", [int(BOUNDS["worker_memory_mb"][0]), 500, 1000, 4000])
def test_a_photo_that_is_not_refused_does_not_cost_its_worker(worker_mb: int) -> None:
    models = 130  # MiB, measured
    batch = 70
    assert models + batch + photo_bytes(worker_mb) / 2**20 <= max(worker_mb, models + LEAST_MB)
    assert models + batch <= BESIDE_PHOTO_MB
