"""A run that ends because of its disk says so, and not only which file could not be written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.domain import SnowlineError
from app.indexing.troubles import cause_of, is_known
from app.library import Library

ERROR = SnowlineError("The thumbnail /x/y.jpg cannot be written (No space left on device).")


def test_the_cause_of_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "library"
    assert not is_known(folder)
    assert cause_of(ERROR, folder, known=False) == str(ERROR)
    with Library.open(folder, write=True):
        pass
    assert is_known(folder)
    assert cause_of(ERROR, folder, known=True) == str(ERROR)
    whole = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: whole._replace(free=0))
    assert "is full" in cause_of(ERROR, folder, known=True)
    monkeypatch.undo()
    shutil.rmtree(folder)
    assert "is not there any more" in cause_of(ERROR, folder, known=True)
