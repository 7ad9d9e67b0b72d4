"""Kills the program with `kill -9` at random moments of everything that writes, and looks for what was lost.

Each round starts from the same library, runs one act in a process of its own and kills it: after a random part of the
time it takes undisturbed, or before a random step (a write to the disk, a statement of SQL, a changed name); the whole
process group, or only the parent, of which no child may then be left. Then the library must open, `doctor` must find no
damage, everything that was there before must be there, and an undisturbed run must end with the same content as a run
that was never disturbed. Contents are compared without ids and slots: what lies at a slot is compared.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

import numpy as np
import psutil

from app.bench import say
from app.bench._crash_acts import Places
from app.bench._crash_scenes import SCENES, Scene
from app.domain import SnowlineError
from app.index.generation import Generation
from app.index.manifest import KINDS
from app.index.segment_check import check_index
from app.index.vectors import VectorFile
from app.indexing.doctor import examine_quietly
from app.library import Library
from app.library.canon import Row, content
from app.media.thumbnails import ThumbnailStore
from app.paths import PROJECT

HELP = "Kill -9 at random moments of indexing, moving, building, migrating, undoing: is anything lost?"

START = "from app.bench._crash_acts import main; main()"
LONGEST_RUN = 120.0  # seconds for one undisturbed act
ORPHAN_SECONDS = 10.0  # a worker whose parent was killed has this long to go
AGAIN = 0.25  # the share of rounds in which the run that goes on is killed too
# Threads of numpy that wait for each other on a busy machine take many times as long.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
_OF_MODELS = frozenset(("confidence", "p"))
_LENGTH_TOLERANCE = 0.05
Content = dict[str, list[Row]]


@dataclass(slots=True)
class Clock:
    """How long an act takes undisturbed."""

    seconds: float
    steps: int


@dataclass(slots=True)
class Tally:
    """What the rounds of one scene came to. Only what met the process at work counts as a kill."""

    kills: int = 0
    opened: int = 0
    damaged: int = 0
    lost: int = 0
    orphans: int = 0
    equal: int = 0
    rounds: int = 0
    notes: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        return {
            "kills": self.kills,
            "rounds": self.rounds,
            "opened": self.opened,
            "damage found by doctor": self.damaged,
            "rounds with a loss": self.lost,
            "rounds with a process left behind": self.orphans,
            "equal after going on": self.equal,
            "what was wrong": self.notes[:10],
        }


def run(shared: Path | None, seed: int, kills: int = 200, scene: str = "") -> dict[str, object]:
    """Shares `kills` out over all scenes, those that take long getting fewer, or gives them to the one named. Works in
    a temporary folder."""
    chosen = {name: one for name, one in SCENES.items() if scene in {"", name}}
    if not chosen:
        raise SnowlineError(f"There is no scene called “{scene}”. Known: {', '.join(SCENES)}.")
    tallies = {}
    shares = _shares(kills, [one.weight for one in chosen.values()])
    for number, (name, one) in enumerate(chosen.items()):
        with tempfile.TemporaryDirectory(prefix="snowline-crash-") as place:
            tallies[name] = play(one, Path(place), shares[number], np.random.default_rng([seed, number]), told=name)
    total = Tally()
    for tally in tallies.values():
        for count in ("kills", "opened", "damaged", "lost", "orphans", "equal", "rounds"):
            setattr(total, count, getattr(total, count) + getattr(tally, count))
    return {
        "each scene": {name: tally.as_json() for name, tally in tallies.items()},
        "all": {key: value for key, value in total.as_json().items() if key != "what was wrong"},
    }


def _shares(kills: int, weights: Sequence[float]) -> list[int]:
    """`kills` shared out by weight; what rounding leaves goes to the first."""
    shares = [int(kills * weight / sum(weights)) for weight in weights]
    shares[0] += kills - sum(shares)
    return shares


def play(scene: Scene, place: Path, kills: int, rng: np.random.Generator, *, told: str = "") -> Tally:
    """Plays a scene until the process was killed `kills` times."""
    base, places = place / "base", Places(place / "now")
    with _own_folders(place):
        scene.prepare(places)
        shutil.move(places.work, base)
        _set(base, places)
        before = library_content(places, models=scene.models) if scene.readable_before else None
        clock = _undisturbed(scene, places)
        wanted = library_content(places, models=scene.models)
        if told:
            say(f"{told}: {clock.seconds:.2f} s and {clock.steps} steps undisturbed")
        tally = Tally()
        while tally.kills < kills:
            _set(base, places)
            _round(scene, places, rng, clock, before, wanted, tally)
            if told and tally.rounds % 10 == 0:
                say(f"{told}: {tally.kills} kills, {tally.equal} of {tally.rounds} rounds ended as undisturbed")
    return tally


def _round(
    scene: Scene,
    places: Places,
    rng: np.random.Generator,
    clock: Clock,
    before: Content | None,
    wanted: Content,
    tally: Tally,
) -> None:
    tally.rounds += 1
    how: list[str] = []
    seen: frozenset[str] = frozenset()
    faults = _Faults()
    while True:
        by_step = bool(rng.random() < 0.5)
        moment = int(rng.integers(1, clock.steps + 1)) if by_step else float(rng.uniform(0, clock.seconds))
        only_parent = bool(rng.random() < 0.5)
        how.append(f"{'step' if by_step else 'second'} {moment:.4g}{' of the parent' if only_parent else ''}")
        killed, kept, left = _killed(scene, places, moment, by_step, only_parent)
        seen |= kept
        tally.kills += killed
        if not killed:  # it was quicker than when it was measured, and had ended
            how.append("too late")
            if not by_step and len(how) == 2:  # what goes on after a kill has less to do
                clock.seconds = min(clock.seconds, moment)
        faults.orphans |= left
        _look(scene, places, before, wanted, seen, faults)
        if rng.random() >= AGAIN:
            break
    _finish(scene, places, wanted, faults)
    tally.opened += not faults.closed
    tally.damaged += bool(faults.damage)
    tally.lost += bool(faults.lost)
    tally.orphans += faults.orphans
    tally.equal += not faults.unequal
    wrong = [*faults.closed, *faults.damage, *faults.lost, *faults.unequal]
    if wrong or faults.orphans:
        tally.notes.append(f"killed at {', then '.join(how)}: {'; '.join(wrong) or 'a process was left behind'}")


@dataclass(slots=True)
class _Faults:
    closed: list[str] = field(default_factory=list)
    damage: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    unequal: list[str] = field(default_factory=list)
    orphans: bool = False


def _look(
    scene: Scene, places: Places, before: Content | None, wanted: Content, seen: frozenset[str], faults: _Faults
) -> None:
    """What a person would see who opens the library right after the crash."""
    try:
        damage = [finding.text for finding in examine_quietly(places.library) if finding.serious]
    except SnowlineError as error:
        faults.closed.append(f"doctor: {error}")
        return
    faults.damage += damage
    try:
        with Library.open(places.library) as library:
            photos = library.photo_keys()
        now = library_content(places, models=scene.models) if before is not None else None
    except SnowlineError as error:
        if before is not None:  # a library of an older version is readable only after the migration
            faults.closed.append(str(error))
        return
    faults.lost += [f"photo {key} was in the library and is not" for key in sorted(seen - photos)[:3]]
    if before is not None and now is not None:
        faults.lost += _less(before, wanted, now)


def _finish(scene: Scene, places: Places, wanted: Content, faults: _Faults) -> None:
    try:
        _act(scene, places, LONGEST_RUN)
        faults.unequal += differences(wanted, library_content(places, models=scene.models))
        faults.unequal += [finding.text for finding in examine_quietly(places.library)]
    except SnowlineError as error:
        faults.unequal.append(str(error))


def library_content(places: Places, *, models: bool = False) -> Content:
    """The whole content, with what lies at each slot in the place of slots, and whether each photo has a thumbnail.

    The numbers that real `models` give depend a little on which photos they see together: of those only is told
    whether they are there.
    """
    with Library.open(places.library) as library, _Vectors(places.library, models) as vectors:
        found = content(library, vectors.told)
        if models:
            found = {
                table: [tuple(item for item in row if item[0] not in _OF_MODELS) for row in rows]
                for table, rows in found.items()
            }
        thumbnails = ThumbnailStore(places.library / "thumbnails")
        found["thumbnails"] = [
            (("photo", key), ("there", thumbnails.get(key) is not None)) for key in found_keys(library)
        ]
        found["index"] = [
            (("generation", row.name), ("what", what), ("covers", state.rows), ("fault", state.fault))
            for row in library.generations()
            for what in KINDS
            for state in (check_index(places.library, vectors.file(row.name, what), row.name, what),)
        ]
    return found


def found_keys(library: Library) -> list[str]:
    """The keys of all photos that can be found, sorted."""
    return sorted(row.key for row in library.photos_by_slots(library.live_slots()))


class _Vectors:
    """Says what lies at a slot of any generation, by a digest of its row."""

    def __init__(self, library: Path, models: bool) -> None:
        self._library = library
        self._models = models
        self._open: dict[str, Generation] = {}

    def told(self, what: str, generation: str, slot: int) -> str:
        file = self.file(generation, what)
        if slot >= len(file):
            return "beyond the end of the file"
        if self._models:
            length = float(np.linalg.norm(file.read(np.array([slot]))))
            return "a vector" if abs(length - 1) < _LENGTH_TOLERANCE else f"a vector of length {length:.3f}"
        return blake2b(file.rows[slot].tobytes(), digest_size=8).hexdigest()

    def file(self, generation: str, what: str) -> VectorFile:
        if generation not in self._open:
            self._open[generation] = Generation(self._library, generation)
        file: VectorFile = getattr(self._open[generation], what)
        return file

    def __enter__(self) -> _Vectors:
        return self

    def __exit__(self, *_: object) -> None:
        for generation in self._open.values():
            generation.close()


def differences(wanted: Content, found: Content) -> list[str]:
    """In words, table by table; an empty list says that the contents are the same."""
    said = []
    for table in sorted(wanted.keys() | found.keys()):
        one, two = set(wanted.get(table, ())), set(found.get(table, ()))
        if len(wanted.get(table, ())) != len(found.get(table, ())) or one != two:
            said.append(f"{table}: {_first(one - two)} is missing, {_first(two - one)} is too much")
    return said


def _first(rows: set[Row]) -> str:
    return f"{len(rows)} rows, such as {min(rows, key=repr)}" if rows else "nothing"


# What a person added, and what was known of each photo: nothing of it may be gone after a crash.
_KEPT: Mapping[str, tuple[str, ...]] = {
    "photos": ("key",),
    "roots": (),
    "drives": ("serial",),
    "own_marks": (),
    "own_tags": (),
    "journal": ("kind", "summary"),
    "captions": (),
}


def _less(before: Content, wanted: Content, now: Content) -> list[str]:
    """What is gone of that which was there before and is there in the end, too."""
    lost = []
    for table, columns in _KEPT.items():

        def parts(rows: list[Row], columns: tuple[str, ...] = columns) -> set[Row]:
            return {tuple(item for item in row if not columns or item[0] in columns) for row in rows}

        gone = (parts(before.get(table, [])) & parts(wanted.get(table, []))) - parts(now.get(table, []))
        if gone:
            lost.append(f"{table}: {_first(gone)} is gone")
    return lost


# ---- processes ----


def _undisturbed(scene: Scene, places: Places) -> Clock:
    """Runs the act to its end; returns its seconds since it began, and its steps. The second run is measured: in the
    first one the system's caches are cold."""
    base = places.work.with_name("base")
    _act(scene, places, LONGEST_RUN)
    _set(base, places)
    return Clock(*_act(scene, places, LONGEST_RUN))


def _start(scene: Scene, places: Places, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", START, scene.act, str(places.work), *more],
        env={**os.environ, **_ONE_THREAD, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _act(scene: Scene, places: Places, seconds: float) -> tuple[float, int]:
    with _start(scene, places) as process:
        assert process.stdout is not None
        if process.stdout.readline() != "go\n":
            raise SnowlineError(f"The act “{scene.act}” did not begin: {process.communicate()[1][-2000:]}")
        began = time.monotonic()
        try:
            said, errors = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            _end_group(process.pid)
            raise SnowlineError(f"The act “{scene.act}” did not end within {seconds:.0f} s.") from error
        took = time.monotonic() - began
    last = said.splitlines()[-1] if said else ""
    if process.returncode != 0 or not last.startswith("done "):
        raise SnowlineError(f"The act “{scene.act}” failed: {said.strip()} {errors.strip()[-2000:]}")
    return took, int(last.split()[1])


def _killed(
    scene: Scene, places: Places, moment: float, by_step: bool, only_parent: bool
) -> tuple[bool, frozenset[str], bool]:
    """Runs the act and kills it. Returns whether it was at work, the photos that a reader saw just before, and whether
    a process of the group was left behind."""
    with _start(scene, places, *([str(moment)] if by_step else ())) as process:
        assert process.stdout is not None
        process.stdout.readline()  # "go"
        seen: frozenset[str] = frozenset()
        if by_step:
            try:
                process.wait(LONGEST_RUN)
            except subprocess.TimeoutExpired:
                pass
        else:
            until = time.monotonic() + moment
            time.sleep(max(moment * 0.9, moment - 0.05))
            seen = _seen(places)
            time.sleep(max(0.0, until - time.monotonic()))
        at_work = process.poll() != 0
        if not only_parent:
            _end_group(process.pid)
        elif process.poll() is None:
            process.kill()
        process.wait()
        left = not _gone(process.pid)
        if left:
            _end_group(process.pid)
        process.communicate()
    return at_work, seen, left and only_parent


def _seen(places: Places) -> frozenset[str]:
    """What a reader finds in the library this moment: it must be there after the crash, too."""
    try:
        with Library.open(places.library) as library:
            return library.photo_keys()
    except SnowlineError:
        return frozenset()


def _end_group(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass


def _gone(group: int) -> bool:
    """True once no process of the group is left; one that has ended and was not collected does not count."""
    until = time.monotonic() + ORPHAN_SECONDS
    while _members(group):
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def _members(group: int) -> list[int]:
    found = []
    for process in psutil.process_iter():
        try:
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process.pid)
        except (OSError, psutil.Error):
            continue
    return found


def _set(base: Path, places: Places) -> None:
    """The stage as it was before the act: always at the same place, since paths are part of a library's content."""
    shutil.rmtree(places.work, ignore_errors=True)
    shutil.copytree(base, places.work, symlinks=True)


class _own_folders:  # noqa: N801  used as a context, like a function
    """User folders below the work folder, for this process and those it starts."""

    def __init__(self, place: Path) -> None:
        names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
        self._ours = {name: str(place / "now" / "home" / name.lower()) for name in names}
        self._before: dict[str, str | None] = {}

    def __enter__(self) -> None:
        self._before = {name: os.environ.get(name) for name in self._ours}
        os.environ.update(self._ours)

    def __exit__(self, *_: object) -> None:
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
