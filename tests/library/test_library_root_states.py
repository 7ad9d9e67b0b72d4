"""Folders with what became of their files."""

from __future__ import annotations

import shutil
from pathlib import Path

from library_photos import add_photo, put_file

from app.library import Library


def test_folders_say_what_became_of_their_files(library: Library, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        library.add_root(folder)
    add_photo(library, [put_file(one / "a.jpg")], key="1-0", slot=0)
    add_photo(library, [put_file(two / "b.jpg")], key="1-1", slot=1)
    library.upsert_files([put_file(one / "waits.jpg")])
    ((broken, _),) = library.upsert_files([put_file(one / "broken.jpg")])
    library.mark_skipped([(broken, "it is broken")])
    rows = library.root_rows()
    assert [row.path for row in rows] == [str(one), str(two)]
    assert [(row.described, row.waiting, row.skipped) for row in rows] == [(1, 1, 1), (1, 0, 0)]
    assert all(row.there for row in rows)
    shutil.rmtree(two)
    library.look_again()
    assert [row.there for row in library.root_rows()] == [True, False]
