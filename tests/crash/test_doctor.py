"""doctor finds what is wrong with a library, puts it right, and never takes away what a person added."""

from __future__ import annotations

import json
import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from app.bench._crash_acts import GENERATION, Places, build, index
from app.bench.crash import differences, library_content
from app.cli.main import main
from app.domain import Finding, LibraryBusy, SnowlineError
from app.index.manifest import index_folder
from app.indexing.doctor import examine_quietly
from app.library import Library


def problems(found: list[Finding]) -> list[str]:
    return [one.text for one in found if one.serious and not one.mended]


def change(places: Places, *statements: str) -> None:
    """Changes the catalogue behind the program's back."""
    with sqlite3.connect(places.library / "library.sqlite", isolation_level=None) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            database.execute(statement)
    database.close()


def images(places: Places) -> Path:
    return places.library / "vectors" / GENERATION / "images.vec"


def lose_words(places: Places) -> None:
    change(places, "DELETE FROM words WHERE rowid <= 7")


def invent_words(places: Places) -> None:
    change(places, "INSERT INTO words (rowid, name) VALUES (999, 'nothing')")


def wrong_flags(places: Places) -> None:
    change(places, "UPDATE photos SET live = 0 WHERE id = 3")


def wrong_copy_of_flags(places: Places) -> None:
    change(places, "UPDATE photo_vectors SET live = 0 WHERE photo_id = 4")


def wrong_count(places: Places) -> None:
    change(places, "UPDATE generations SET photos = 7")


def harm_words(places: Places) -> None:
    change(places, "UPDATE words_data SET block = x'00010203' WHERE id > 10")


def harm_own_words(places: Places) -> None:
    change(places, "UPDATE own_words_data SET block = x'00010203' WHERE id > 10")


def dangling_tag(places: Places) -> None:
    change(places, "INSERT INTO photo_tags (photo_id, gen, tag_id, p) VALUES (5, 1, 999, 0.5)")


def torn_vectors(places: Places) -> None:
    with images(places).open("ab") as file:
        file.write(b"x" * (388 * 3 + 100))


def harmed_header(places: Places) -> None:
    with images(places).open("r+b") as file:
        file.write(b"\0" * 20)


@pytest.mark.parametrize(
    ("harm", "said", "is_note"),
    [
        (lose_words, "7 photos that cannot be found by words", False),
        (invent_words, "words of 1 photo that is not there", False),
        (wrong_flags, "1 photo with a wrong mark", False),
        (wrong_copy_of_flags, "1 photo for which search has another mark", False),
        (wrong_count, "wrong count of photos in 1 generation", False),
        (harm_words, "full-text index words is damaged", False),
        (harm_own_words, "full-text index own_words is damaged", False),
        (dangling_tag, "1 rows refer to nothing (photo_tags)", False),
        (torn_vectors, "4 vectors of pictures", True),
        (harmed_header, "the start of", False),
    ],
)
def test_what_can_be_derived_is_mended_at_once(
    places: Places, harm: Callable[[Places], None], said: str, is_note: bool
) -> None:
    assert examine_quietly(places.library) == []
    before = library_content(places)
    harm(places)
    harmed = (places.library / "library.sqlite").read_bytes()
    found = examine_quietly(places.library)
    assert [one.text for one in found if said in one.text], found
    assert [one.serious for one in found if said in one.text] == [not is_note]
    assert (places.library / "library.sqlite").read_bytes() == harmed, "without repair nothing is written"
    mended = examine_quietly(places.library, repair=True)
    assert any(said in one.text for one in mended)
    assert problems(mended) == []
    assert examine_quietly(places.library) == []
    assert differences(before, library_content(places)) == []


def test_lost_vectors_are_made_again_by_the_next_run(places: Places) -> None:
    before = library_content(places)
    with images(places).open("r+b") as file:
        file.seek(64 + 2 * 388)
        file.write(b"\xff" * 388)  # a scale that is no number
        file.seek(64 + 5 * 388)
        file.write(bytes(388))  # a row that never reached the disk
        file.truncate(64 + 37 * 388)
    assert problems(examine_quietly(places.library)) == [
        f"5 vectors of pictures of {GENERATION} are lost or damaged",
    ]
    mended = examine_quietly(places.library, repair=True)
    assert problems(mended) == []
    assert list(places.library.glob("library.sqlite.backup-*"))
    with Library.open(places.library) as library:
        assert library.photo_count() == 35
    index(places)
    assert differences(before, library_content(places)) == []


def test_a_vector_file_of_something_else_is_kept_aside(places: Places) -> None:
    before = library_content(places)
    images(places).write_bytes(np.random.default_rng(1).bytes(5_000))
    assert len(problems(examine_quietly(places.library))) == 1
    assert problems(examine_quietly(places.library, repair=True)) == []
    assert list(images(places).parent.glob("images.vec.damaged-*"))
    index(places)
    assert differences(before, library_content(places)) == []


def list_of_tables(path: Path) -> set[int]:
    """The pages, from 0, on which SQLite keeps the list of tables: the children of the first page."""
    page = path.read_bytes()[:4096]
    kind, cells = page[100], int.from_bytes(page[103:105], "big")
    assert kind == 5, "an interior node"
    starts = [int.from_bytes(page[112 + 2 * cell : 114 + 2 * cell], "big") for cell in range(cells)]
    children = [page[108:112], *(page[start : start + 4] for start in starts)]
    return {0, *(int.from_bytes(child, "big") - 1 for child in children)}


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_catalogue_is_saved_with_all_that_can_be_read(places: Places, seed: int) -> None:
    """Pages are overwritten at random; what a person added is looked for afterwards."""
    before = library_content(places)
    path = places.library / "library.sqlite"
    rng = random.Random(seed)
    pages = path.stat().st_size // 4096
    with path.open("r+b") as file:
        for page in rng.sample(sorted(set(range(1, pages)) - list_of_tables(path)), 3):
            file.seek(page * 4096)
            file.write(rng.randbytes(4096))
    found = examine_quietly(places.library)
    if not problems(found):
        pytest.skip("the pages that were hit are not in use")
    mended = examine_quietly(places.library, repair=True)
    assert problems(mended) == []
    assert list(places.library.glob("library.sqlite.damaged-*")) or "index" in mended[0].text
    index(places)
    assert examine_quietly(places.library) == []
    after = library_content(places)
    assert {row[0] for row in before["photos"]} == {row[0] for row in after["photos"]}
    with Library.open(places.library) as library:
        assert library.photo_count() == 40


@pytest.fixture
def lose_page(lose_root_page: Callable[[Path, str], None]) -> Callable[[Places, str], None]:
    """Takes the first page of a table, which the doctor notices."""

    def lose(places: Places, table: str) -> None:
        lose_root_page(places.library / "library.sqlite", table)
        assert problems(examine_quietly(places.library))

    return lose


@pytest.mark.parametrize(
    ("harmed", "table"),
    [
        ("captions", "captions"),
        ("texts", "captions"),
        ("photo_tags", "photo_tags"),
        ("tag_names", "photo_tags"),
        ("photo_triplets", "photo_triplets"),
        ("triplets", "photo_triplets"),
    ],
)
def test_what_models_said_is_made_anew_when_its_pages_are_lost(
    places: Places, lose_page: Callable[[Places, str], None], harmed: str, table: str
) -> None:
    index(places)
    before = library_content(places)
    assert before[table]
    lose_page(places, harmed)
    assert problems(examine_quietly(places.library, repair=True)) == []
    index(places)
    assert library_content(places)[table] == before[table]
    assert problems(examine_quietly(places.library)) == []


@pytest.mark.parametrize("table", ["own_marks", "own_tags", "own_tag_names"])
def test_what_a_person_added_comes_back_when_its_own_pages_are_lost(
    places: Places, lose_page: Callable[[Places, str], None], table: str
) -> None:
    index(places)
    before = library_content(places)
    assert before["own_marks"]
    assert before["own_tags"]
    lose_page(places, table)
    found = examine_quietly(places.library, repair=True)
    assert problems(found) == []
    assert any("put together again" in one.text for one in found)
    after = library_content(places)
    assert before["own_marks"] == after["own_marks"]
    assert before["own_tags"] == after["own_tags"]


def test_photos_whose_rows_are_lost_keep_what_a_person_added(places: Places) -> None:
    """The pages of the table are harmed, not those of the index of keys."""
    path = places.library / "library.sqlite"
    before = library_content(places)
    with sqlite3.connect(path) as database:
        roots = dict(database.execute("SELECT name, rootpage FROM sqlite_master WHERE name IN ('photos', 'own_marks')"))
    database.close()
    with path.open("r+b") as file:
        file.seek((roots["photos"] - 1) * 4096)
        file.write(b"\x0d" + b"\xff" * 4095)
    assert problems(examine_quietly(places.library))
    assert problems(examine_quietly(places.library, repair=True)) == []
    index(places)
    after = library_content(places)
    assert before["own_marks"] == after["own_marks"]
    assert before["own_tags"] == after["own_tags"]
    assert {row[0] for row in before["photos"]} == {row[0] for row in after["photos"]}


def test_a_file_of_which_nothing_can_be_read_is_said_to_be_lost_and_left_alone(places: Places) -> None:
    path = places.library / "library.sqlite"
    path.write_bytes(b"\0" * path.stat().st_size)
    size = path.stat().st_size
    assert problems(examine_quietly(places.library))
    with pytest.raises(SnowlineError, match="list of tables is damaged"):
        examine_quietly(places.library, repair=True)
    assert path.stat().st_size == size


def test_an_index_that_differs_from_its_table_is_made_again(places: Places) -> None:
    change(
        places,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, '(photo_id)', '(photo_id) WHERE id > 5') "
        "WHERE name = 'files_by_photo'",
    )
    change(places, "REINDEX files_by_photo")
    change(
        places,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, ' WHERE id > 5', '') WHERE name = 'files_by_photo'",
    )
    assert any("indexes that differ" in text for text in problems(examine_quietly(places.library)))
    assert problems(examine_quietly(places.library, repair=True)) == []
    assert examine_quietly(places.library) == []
    assert not list(places.library.glob("library.sqlite.damaged-*"))


def test_a_damaged_index_is_taken_away_and_searches_go_on_without_it(places: Places) -> None:
    build(places)
    folder = index_folder(places.library, GENERATION)
    (file,) = folder.glob("images-*.bits")
    (folder / "images-000099.ann").write_bytes(b"of a build that was killed")
    found = examine_quietly(places.library)
    assert [(one.part, one.serious) for one in found] == [("index", False)]
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert len(problems(examine_quietly(places.library))) == 1
    mended = examine_quietly(places.library, repair=True)
    assert problems(mended) == []
    assert examine_quietly(places.library) == []
    assert not list(folder.glob("images*"))


def test_thumbnails_are_looked_after(places: Places) -> None:
    whole = list((places.library / "thumbnails").rglob("*.jpg"))
    whole[0].write_bytes(whole[0].read_bytes()[:-2])
    (places.library / "thumbnails" / ".new-x").write_bytes(b"half of one")
    found = examine_quietly(places.library)
    assert [(one.part, one.serious) for one in found] == [("thumbnails", True), ("thumbnails", False)]
    assert problems(examine_quietly(places.library, repair=True)) == []
    assert examine_quietly(places.library) == []
    assert not whole[0].exists()


def test_what_is_written_meanwhile_is_looked_at_and_not_repaired(places: Places) -> None:
    with Library.open(places.library, write=True):
        found = examine_quietly(places.library)
        assert problems(found) == []
        assert "not everything was looked at" in found[0].text
        with pytest.raises(LibraryBusy):
            examine_quietly(places.library, repair=True)


def call(places: Places, *arguments: str | Path) -> tuple[int, dict[str, object]]:
    result = CliRunner().invoke(
        main, ["--library", str(places.library), "doctor", "--json", *map(os.fspath, arguments)]
    )
    return result.exit_code, json.loads(result.stdout)


def test_the_command(places: Places) -> None:
    code, said = call(places)
    assert (code, said["healthy"], said["problems"]) == (0, True, [])
    lose_words(places)
    code, said = call(places)
    assert (code, said["healthy"], len(said["problems"])) == (1, False, 1)  # type: ignore[arg-type]
    code, said = call(places, "--repair")
    assert (code, said["healthy"], len(said["mended"])) == (0, True, 1)  # type: ignore[arg-type]
    in_words = CliRunner().invoke(main, ["--library", str(places.library), "doctor"])
    assert (in_words.exit_code, in_words.stdout) == (0, "The library is sound.\n")
    for wrong in (["--repair", "--skipped"], ["photos"], ["--exclude"]):
        assert CliRunner().invoke(main, ["--library", str(places.library), "doctor", *wrong]).exit_code == 2
    nowhere = CliRunner().invoke(main, ["--library", str(places.library / "none"), "doctor"])
    assert nowhere.exit_code == 1
    assert not (places.library / "none").exists()


def test_files_left_out_are_listed_tried_again_and_kept_out(places: Places) -> None:
    code, said = call(places, "--skipped")
    empty = os.path.realpath(places.photos / "empty.jpg")
    assert (code, said) == (0, {"skipped": [{"path": empty, "reason": "the file is empty"}]})
    assert call(places, "--retry", places.photos) == (0, {"retried": 1})
    assert call(places, "--skipped")[1] == {"skipped": []}
    index(places)
    assert call(places, "--skipped")[1]["skipped"]

    folder = places.photos / "00"
    before = library_content(places)
    code, said = call(places, "--exclude", folder)
    assert code == 0
    assert call(places, "--excluded")[1] == {"excluded": [{"path": os.path.realpath(folder)}]}
    with Library.open(places.library) as library:
        assert library.photo_count() == 15
    summary = index(places)
    assert summary.found == 16  # nothing below the folder was looked at
    with Library.open(places.library) as library:
        assert library.photo_count() == 15
    assert call(places, "--include", folder) == (0, {"included": [str(folder)], "files": 25})
    assert call(places, "--include", folder)[0] == 1
    index(places)
    with Library.open(places.library, write=True) as library:
        assert library.photo_count() == 40
        library.exclude([folder])
        library.undo()
        assert library.excluded() == []
        assert library.photo_count() == 40
    index(places)
    after = library_content(places)
    for table in ("photos", "captions", "own_marks", "own_tags", "words", "photo_vectors"):
        assert before[table] == after[table], table
