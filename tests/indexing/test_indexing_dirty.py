"""Hints become folders to look at: none is lost, none comes before it is quiet, and none waits for ever."""

from __future__ import annotations

import os

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.indexing.dirty import DirtyFolders
from app.indexing.settling import Look, Settling

QUIET, LONGEST = 2.0, 30.0
FOLDERS = [b"/r", b"/r/a", b"/r/a/x", b"/r/a/x/deep", b"/r/b", b"/r/bb"]


class Hints(RuleBasedStateMachine):
    """Marks and looks in any order, against a plain list of the hints that nobody has answered yet."""

    def __init__(self) -> None:
        super().__init__()
        self.dirty = DirtyFolders(quiet=QUIET, longest=LONGEST)
        self.now = 0.0
        self.open: dict[bytes, tuple[float, float]] = {}  # folder: first and last hint

    @rule(folder=st.sampled_from(FOLDERS), deep=st.booleans())
    def hint(self, folder: bytes, deep: bool) -> None:
        self.dirty.mark(folder, self.now, deep=deep)
        first, _ = self.open.get(folder, (self.now, self.now))
        self.open[folder] = (first, self.now)

    @rule(seconds=st.sampled_from([0.125, 0.875, 2.0, 5.0, 40.0]))  # sums of these are exact
    def wait(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def look(self) -> None:
        due = self.dirty.take_due(self.now)
        for folder, _ in due:
            first, last = self.open[folder]
            assert self.now - last >= QUIET or self.now - first >= LONGEST
        for folder, deep in due:
            answered = [one for one in self.open if one == folder or (deep and one.startswith(folder + b"/"))]
            for one in answered:
                del self.open[one]
        for folder, (first, last) in self.open.items():  # whatever is left is not due yet
            assert self.now - last < QUIET and self.now - first < LONGEST, folder

    @invariant()
    def every_hint_is_kept_until_it_is_answered(self) -> None:
        assert len(self.dirty) == len(self.open)

    def teardown(self) -> None:
        self.now += LONGEST + QUIET
        self.look()
        assert not self.open


TestHints = Hints.TestCase
TestHints.settings = settings(max_examples=60, stateful_step_count=40)


def test_too_many_folders_become_one_look_at_their_root() -> None:
    dirty = DirtyFolders(most=3)
    for number in range(10):
        dirty.mark(b"/r/%d" % number, 0.0, root=b"/r")
    assert len(dirty) == 4
    assert dirty.take_due(10.0) == [(b"/r", True)]
    assert len(dirty) == 0


def test_marks_of_a_drive_that_went_away_are_dropped() -> None:
    dirty = DirtyFolders()
    for folder in (b"/r", b"/r/a", b"/rest", b"/q"):
        dirty.mark(folder, 0.0)
    dirty.drop_below(b"/r")
    assert dirty.take_due(10.0) == [(b"/q", False), (b"/rest", False)]


class Disk:
    """A file that is written to at some moments; size counts the writes."""

    def __init__(self, writes: list[float]) -> None:
        self.writes, self.now = sorted(writes), 1000.0

    def look(self, path: bytes) -> Look | None:
        done = [moment for moment in self.writes if moment <= self.now]
        last = int(done[-1] * 1e9) if done else 0
        return len(done), last, last


@given(st.lists(st.floats(1000.0, 1050.0), max_size=12), st.floats(0.1, 3.0))
def test_no_file_is_read_within_two_seconds_of_a_write_seen(writes: list[float], step: float) -> None:
    disk = Disk(writes)
    settling = Settling(2.0, patience=30.0, look=disk.look, clock=lambda: disk.now, wall=lambda: disk.now)
    read = settling.may_read(1, b"/photo.jpg")
    given_up = False
    while not read and not given_up:
        disk.now += step
        still, lost = settling.settled()
        read, given_up = bool(still), bool(lost)
        assert disk.now < 1000 + 30 + 2 * (2 + step) + 1
    if read:
        assert not any(disk.now - 2.0 < moment <= disk.now for moment in writes)
    assert len(settling) == 0


def test_a_file_of_long_ago_is_read_at_once_and_one_from_the_future_after_two_seconds(tmp_path: object) -> None:
    path = os.path.join(os.fspath(tmp_path), "a.jpg")  # type: ignore[call-overload]
    with open(path, "wb") as file:
        file.write(b"x")
    now = [os.stat(path).st_ctime + 2.5]
    clock = [0.0]
    settling = Settling(clock=lambda: clock[0], wall=lambda: now[0])
    assert settling.may_read(1, os.fsencode(path))
    os.utime(path, (now[0] + 9e6, now[0] + 9e6))  # a camera with a wrong clock
    assert not settling.may_read(2, os.fsencode(path))
    assert settling.settled() == ([], [])
    clock[0] = 2.0
    assert settling.settled() == ([(2, os.fsencode(path))], [])
    assert settling.may_read(3, os.fsencode(path + " is gone"))  # reading it tells why
