"""Wishes for the run that several processes change at the same time."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.indexing import wishes as room
from app.indexing.choices import choose
from app.indexing.wishes import WISHES_LOCK, Wishes, amend_wishes, change_wishes, read_wishes
from app.library.lock import WriterLock

TIMES = 40
# Says that it is ready, waits for a word, and leaves so many folders unfinished, each by a change of its own.
ONE_OF_TWO = f"""
import sys
from pathlib import Path
from app.indexing.wishes import amend_wishes
import app.library.lock
folder, name = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
for n in range({TIMES}):
    amend_wishes(folder, lambda wishes: wishes.with_unfinished([Path(f"/{{name}}/{{n}}")]))
"""


def test_of_two_processes_that_change_wishes_at_once_none_loses_the_others(tmp_path: Path) -> None:
    both = [
        subprocess.Popen(
            [sys.executable, "-c", ONE_OF_TWO, str(tmp_path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("left", "right")
    ]
    try:
        for one in both:
            assert one.stdout is not None and one.stdout.readline() == "ready\n"
        for one in both:
            assert one.stdin is not None
            one.stdin.write("go\n")
            one.stdin.flush()
        for n in range(TIMES):  # and a third one, here
            change_wishes(tmp_path, paused=bool(n % 2))
        choose(tmp_path, [tmp_path], "idle")
        assert [one.wait(30) for one in both] == [0, 0]
    finally:
        for one in both:
            one.kill()
            one.communicate()
    kept = read_wishes(tmp_path)
    assert sorted(kept.unfinished) == sorted(f"/{name}/{n}" for name in ("left", "right") for n in range(TIMES))
    assert kept.paused
    assert kept.choices == ((str(tmp_path), "idle"),)


def test_who_stands_still_in_the_middle_of_a_change_keeps_nobody_from_pausing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_PATIENCE_SECONDS", 0.05)
    with WriterLock(tmp_path, WISHES_LOCK):
        begun = time.monotonic()
        change_wishes(tmp_path, paused=True)
        assert time.monotonic() - begun >= 0.05
    assert read_wishes(tmp_path) == Wishes(paused=True)


def test_a_wish_that_changes_nothing_leaves_no_trace(tmp_path: Path) -> None:
    change_wishes(tmp_path, paused=False)
    amend_wishes(tmp_path, lambda wishes: wishes.without_unfinished([tmp_path]))
    choose(tmp_path / "library", [tmp_path], "now")
    assert list(tmp_path.iterdir()) == []
