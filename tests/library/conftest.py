"""A library to write to, and its folder of photos."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from library_photos import PACK

from app.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", write=True) as opened:
        opened.use_pack(PACK)
        yield opened
