"""kill -9 while files are looked at again that got another date: no photo is out of reach for a moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from app.bench._crash_acts import Places, index
from app.bench._crash_scenes import _add_own_words, _draw, _draw_many
from app.indexing.doctor import examine_quietly
from app.library import Library
from app.media.identity import content_key
from app.paths import PROJECT

KNOWN = 64
REPLACED = range(3, KNOWN, 9)
_DATE = 1_700_000_000
# Indexes, and ends in the middle of the second transaction that says what was found.
DIES = """
import os, signal, sys
from pathlib import Path
from app.bench._crash_acts import Places, index
from app.library import looking_again
left, last = [2], looking_again.name_files
def name_files(*arguments):
    last(*arguments)
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
looking_again.name_files = name_files
index(Places(Path(sys.argv[1])))
"""


def restored(places: Places) -> None:
    """All known photos have other dates, some of them in truth other content of the same size; one is gone."""
    paths = _draw_many(places.photos, 0, KNOWN)
    index(places)
    _add_own_words(places)
    for number in REPLACED:
        _draw_within(paths[number], 9_200 + number, paths[number].stat().st_size)
    for number, path in enumerate(paths):
        os.utime(path, (_DATE + number, _DATE + number))
    paths[1].unlink()


def _draw_within(path: Path, number: int, size: int) -> None:
    """Another picture of that many bytes."""
    _draw(path, number)
    while path.stat().st_size > size:
        number += 100
        _draw(path, number)
    with open(path, "ab") as file:
        file.write(bytes(size - path.stat().st_size))


def test_photos_are_found_after_a_kill_and_nothing_is_left_undone(tmp_path: Path) -> None:
    places = Places(tmp_path / "work")
    restored(places)
    here = sorted(places.photos.rglob("*.png"))
    with Library.open(places.library) as library:
        known = {row.key: row for row in library.photos_by_slots(library.live_slots())}
    process = subprocess.run(
        [sys.executable, "-c", DIES, str(places.work)],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert process.returncode == -signal.SIGKILL, process.stderr.decode()

    assert [finding.text for finding in examine_quietly(places.library) if finding.serious] == []
    same = {content_key(path) for path in here} & known.keys()
    assert len(same) == KNOWN - 1 - len(REPLACED)
    with Library.open(places.library) as library:
        now = {row.key: row for row in library.photos_by_slots(library.live_slots())}
        status = library.status()
    assert same <= now.keys()
    assert 0 < status.indexed < len(same)
    assert status.indexed + status.waiting == len(here)

    summary = index(places)
    assert (summary.unchanged + summary.indexed, summary.skipped) == (len(here), [])
    with Library.open(places.library) as library:
        rows = library.photos_by_slots(library.live_slots())
        assert {row.raw_path: row.key for row in rows} == {os.fsencode(path): content_key(path) for path in here}
        assert library.status().waiting == 0
        for row in rows:
            if row.key in known:
                before = known[row.key]
                assert (row.photo_id, row.slot, row.rating, row.own_tags, row.caption) == (
                    before.photo_id,
                    before.slot,
                    before.rating,
                    before.own_tags,
                    before.caption,
                )
    assert examine_quietly(places.library) == []
