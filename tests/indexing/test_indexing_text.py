"""The text in pictures is read photo by photo in real worker processes: newest first, resumable, in nobody's way."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from conftest import Indexing
from fake_readers import quick_reader, slow_reader
from indexing_photos import draw

from app.domain import Cancelled, CancelToken, Metadata, PackError, Progress
from app.indexing import reading as reading_module
from app.indexing.control import ON_BATTERY, Control
from app.indexing.doctor import examine_quietly
from app.indexing.reading import Reading, at_leisure, read_in_background
from app.library import Library, NewPhoto, SeenFile
from app.library.connection import DATABASE_NAME
from app.library.lock import WriterLock
from app.library.salvage import salvage
from app.settings import Settings

QUICK = Settings(worker_processes=1, seconds_per_file=1)


@pytest.fixture
def album(tmp_path: Path) -> Callable[..., Path]:
    """A library of a photo for each name, the first the oldest, as if they were described; with what it is told of
    type each is."""

    def make(*names: str, type_: str = "PNG") -> Path:
        library = tmp_path / "library"
        with Library.open(library, write=True) as writer:
            writer.use_pack("test-1")
            (tmp_path / "photos").mkdir()
            writer.add_root(tmp_path / "photos")
            for slot, name in enumerate(names):
                path = tmp_path / "photos" / name
                draw(path, slot)
                facts = path.stat()
                ((file, _),) = writer.upsert_files(
                    [SeenFile(os.fsencode(path), facts.st_size, facts.st_mtime_ns, facts.st_dev)]
                )
                metadata = Metadata(type_, 16, 16, taken=f"2020-01-01T00:00:{slot:02d}")
                writer.add_photos([NewPhoto(f"1-{slot}", metadata, slot, (), None, (), (file,))])
        return library

    return make


def reading_of(library: Path, control: Control | None = None, *, slow: bool = False, probable: bool = False) -> Reading:
    return Reading(
        library,
        QUICK,
        control or Control(),
        probable=probable,
        open_workshop=slow_reader if slow else quick_reader,
        reader="names 1",
    )


def texts(library: Path) -> dict[str, str]:
    """File name → what was read."""
    with Library.open(library) as reader:
        rows = reader._rows(
            "SELECT f.name, coalesce(t.problem, t.text) FROM seen_texts t JOIN files f ON f.photo_id = t.photo_id"
        )
    return dict(rows)


def test_photos_are_read_once_newest_first(album: Callable[..., Path]) -> None:
    library = album("old words.png", "blank.png", "new words.png")
    reading = reading_of(library)
    steps = list(reading.run())
    assert steps[0].total == 3 and steps[-1].done == 3 and {step.stage for step in steps} == {"read"}
    assert (reading.read, reading.with_text, reading.failed) == (3, 2, [])
    assert texts(library) == {"old words.png": "old\nwords", "blank.png": "", "new words.png": "new\nwords"}
    with Library.open(library) as reader:
        assert reader.read_counts() == (3, 3, 2, 0, 0)
        assert len(reader.showing("new words")) == 1
        assert not len(reader.unread(probable=False))
    assert list(reading_of(library).run()) == []


def test_the_newest_come_first_and_what_probably_shows_text_alone(album: Callable[..., Path]) -> None:
    names = ["one.png", "stop sign.png", "two.png", "Screenshot 7.png"]
    library = album(*names, type_="JPEG")
    with Library.open(library) as reader:
        of = {id_: os.path.basename(source.path).decode() for id_, source in reader.sources(range(10)).items()}
        assert [of[id_] for id_ in reader.unread(probable=False).tolist()] == names[::-1]
        assert [of[id_] for id_ in reader.unread(probable=True).tolist()] == ["Screenshot 7.png", "stop sign.png"]
        assert reader.read_counts().probable == 2
    list(reading_of(library, probable=True).run())
    assert set(texts(library)) == {"Screenshot 7.png", "stop sign.png"}


def test_hostile_photos_cost_only_themselves(album: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "_TIMES_AS_LONG", 1)
    bad = ["segfault.png", "hang.png", "hungry.png", "broken.png", "mistake.png"]
    library = album("good.png", *bad, "fine.png")
    reading = reading_of(library)
    list(reading.run())
    found = texts(library)
    assert (found["good.png"], found["fine.png"]) == ("good", "fine")
    assert "crashed the worker process (SIGSEGV)" in found["segfault.png"]
    assert "longer than" in found["hang.png"] and "memory" in found["hungry.png"]
    assert found["broken.png"] == "damaged PNG file" and "an error of the reader" in found["mistake.png"]
    assert {os.path.basename(path) for path, _ in reading.failed} == set(bad)
    with Library.open(library) as reader:
        assert reader.read_counts() == (7, 2, 2, 5, 0)
    assert list(reading_of(library).run()) == []  # nobody tries them again by himself
    with Library.open(library, write=True) as writer:
        assert writer.read_again() == 5
        assert len(writer.unread(probable=False)) == 5


def test_a_stopped_run_keeps_what_it_read_and_goes_on(album: Callable[..., Path]) -> None:
    library = album(*(f"word{number}.png" for number in range(6)))
    token = CancelToken()
    reading = reading_of(library, Control(token), slow=True)
    steps = reading.run()
    while next(steps).done < 2:
        pass
    token.cancel()
    with pytest.raises(Cancelled):
        list(steps)
    kept = texts(library)
    assert len(kept) == reading.read >= 2
    rest = reading_of(library)
    list(rest.run())
    assert rest.read == 6 - len(kept)
    assert len(texts(library)) == 6


def run_and_wait(library: Path) -> None:
    reading_module._KEPT_SECONDS = 0.0
    for _ in reading_of(library, slow=True).run():
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_a_killed_run_goes_on_where_it_was(album: Callable[..., Path]) -> None:
    library = album(*(f"word{number}.png" for number in range(8)))
    # Not a daemon: those may not have worker processes of their own.
    process = multiprocessing.get_context("fork").Process(target=run_and_wait, args=(library,))
    process.start()
    until = time.monotonic() + 60
    while not texts(library) and time.monotonic() < until:
        time.sleep(0.05)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    kept = texts(library)
    assert 0 < len(kept) < 8
    rest = reading_of(library)
    list(rest.run())
    assert rest.read == 8 - len(kept)
    assert texts(library) == {f"word{number}.png": f"word{number}" for number in range(8)}


def test_a_paused_run_opens_nothing_and_others_find_the_library_free(album: Callable[..., Path]) -> None:
    library = album("one.png", "two.png")
    control = Control()
    control.pause()
    steps = reading_of(library, control).run()
    for _ in range(5):
        assert next(steps).held in ("", "paused")
    assert texts(library) == {}
    with Library.open(library, write=True):
        control.resume()
        until = time.monotonic() + 60
        while next(steps).done < 2 and time.monotonic() < until:
            pass  # read, while another process writes
        assert texts(library) == {}
    assert list(steps) is not None
    assert len(texts(library)) == 2


def test_a_writer_at_the_end_is_waited_for(album: Callable[..., Path]) -> None:
    library = album("one.png")
    lock = WriterLock(library, purpose="testing")
    waited: list[Progress] = []
    for step in reading_of(library).run():
        waited.append(step)
        if step.total is None:
            lock.release()
    assert waited[-1].total is None
    assert texts(library) == {"one.png": "one"}


def test_a_file_that_is_not_as_known_waits_for_the_next_scan(album: Callable[..., Path], tmp_path: Path) -> None:
    library = album("one.png", "two.png", "three.png")
    draw(tmp_path / "photos" / "one.png", 99)
    (tmp_path / "photos" / "two.png").unlink()
    reading = reading_of(library)
    list(reading.run())
    assert texts(library) == {"three.png": "three"} and not reading.failed


def test_the_setting_says_what_is_read_in_the_background(
    album: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    library = album("sign.png", "plain.png", type_="JPEG")
    monkeypatch.setattr(reading_module, "open_text_workshop", quick_reader)
    monkeypatch.setattr(reading_module, "reader_version", lambda: "names 1")
    monkeypatch.setattr(reading_module, "can_read", lambda: False)
    assert list(read_in_background(library, QUICK, Control())) == []
    monkeypatch.setattr(reading_module, "can_read", lambda: True)
    off = Settings(worker_processes=1, read_text="off")
    assert list(read_in_background(library, off, Control())) == []

    battery = partial(Control, pause_on_battery=True, battery=lambda: True)
    monkeypatch.setattr(reading_module, "at_leisure", lambda control: battery(control.cancel, throttle="gentle"))
    for step in read_in_background(library, QUICK, Control()):
        if step.held:
            break
    assert step.held == ON_BATTERY
    assert set(texts(library)) == {"sign.png"}  # the rest only on mains
    list(read_in_background(library, Settings(worker_processes=1, read_text="all"), Control()))
    assert set(texts(library)) == {"sign.png", "plain.png"}


def test_at_leisure_is_gentle_and_ends_with_the_other() -> None:
    control = Control(throttle="fast")
    leisure = at_leisure(control)
    assert leisure.throttle == "gentle" and leisure._pause_on_battery
    control.stop()
    assert leisure.cancel.cancelled


def test_without_the_optional_part_it_is_told_how_to_get_it(
    album: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    library = album("one.png")
    monkeypatch.setattr(reading_module, "can_read", lambda: False)
    with pytest.raises(PackError, match=r"pip install 'snowline\[ocr\]'"):
        Reading(library, QUICK, Control())


def test_what_was_read_survives_a_repair(index: Indexing, tmp_path: Path) -> None:
    library = tmp_path / "library"
    for number, name in enumerate(("one word.png", "blank.png")):
        draw(tmp_path / "photos" / name, number)
    index(tmp_path / "photos")
    list(reading_of(library).run())
    with sqlite3.connect(library / DATABASE_NAME) as connection:
        connection.execute("DELETE FROM seen_words")
        connection.execute("INSERT INTO seen_words (rowid, text) VALUES (999, 'nobody')")
    connection.close()
    told = [finding.text for finding in examine_quietly(library)]
    assert "2 photos the words in whose pictures are not found, or are found though nobody read them" in told
    examine_quietly(library, repair=True)
    with Library.open(library) as reader:
        assert len(reader.showing("one word")) == 1 and not len(reader.showing("nobody"))
    before = texts(library)
    with WriterLock(library):
        salvage(library)
    assert texts(library) == before
    examine_quietly(library, repair=True)
    with Library.open(library) as reader:
        assert len(reader.showing("one word")) == 1
