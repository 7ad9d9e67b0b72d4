"""Files that were left out: listed by reason, tried again, kept out; where added folders lie."""

from __future__ import annotations

import os
from pathlib import Path

from library_photos import add_photo, put_file

from app.library import Library
from app.library.standing import RootStanding


def left_out(library: Library, folder: Path, reasons: dict[str, str]) -> dict[str, int]:
    """Files of these names that cannot be used for these reasons; their ids."""
    files = [put_file(folder / name) for name in reasons]
    ids = [file_id for file_id, _ in library.upsert_files(files)]
    library.mark_skipped(list(zip(ids, reasons.values(), strict=True)))
    return dict(zip(reasons, ids, strict=True))


def test_files_are_listed_by_reason_a_page_at_a_time(library: Library, tmp_path: Path) -> None:
    numbers = {f"{at:03}.jpg": f"damaged: {at} % of the picture is there" for at in range(30)}
    left_out(library, tmp_path / "photos", {**numbers, "a.txt": "not a photo", "b.txt": "not a photo"})
    damaged, no_photo = library.skipped_groups()
    assert (damaged.text, damaged.count, len(damaged.reasons)) == ("damaged: … % of the picture is there", 30, 30)
    assert (no_photo.text, no_photo.count, no_photo.reasons) == ("not a photo", 2, ("not a photo",))
    assert library.skipped_count() == 32
    pages = [library.skipped_page(damaged.reasons, start, 20) for start in (0, 20, 40)]
    assert [len(page) for page in pages] == [20, 10, 0]
    assert len({file.path for page in pages for file in page}) == 30
    [first, _] = library.skipped_page(no_photo.reasons, 0, 20)
    assert first.raw_path == os.fsencode(tmp_path / "photos" / "a.txt")
    assert first.reason == "not a photo"
    assert first.online
    assert first.at is not None and first.at[:2] == "20"
    assert library.skipped_paths(no_photo.reasons, 1) == [first.raw_path]


def test_what_is_tried_again_waits(library: Library, tmp_path: Path) -> None:
    ids = left_out(library, tmp_path / "photos", {"a.txt": "not a photo", "b.txt": "not a photo", "c.jpg": "empty"})
    assert library.retry_files([ids["a.txt"], 10_000]) == 1
    assert library.waiting_count() == 1
    assert library.retry_reasons(frozenset({"not a photo"}).__contains__) == 1
    assert [group.text for group in library.skipped_groups()] == ["empty"]
    assert library.retry_files([]) == 0


def test_what_was_put_away_was_left_out_when_it_was(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    left_out(library, folder, {"a.txt": "not a photo"})
    [before] = library.skipped_page(["not a photo"], 0, 9)
    library.exclude([folder])
    assert library.skipped_count() == 0
    library.undo()
    assert library.skipped_page(["not a photo"], 0, 9) == [before]


def test_it_is_told_how_it_stands_with_folders(library: Library, tmp_path: Path) -> None:
    pictures, scans = tmp_path / "pictures", tmp_path / "scans"
    for folder in (pictures, scans):
        folder.mkdir()
        library.add_root(folder)
    add_photo(library, [put_file(pictures / "a.jpg")], key="a", slot=0)
    library.upsert_files([put_file(pictures / "b.jpg"), put_file(tmp_path / "pictures2" / "c.jpg")])
    left_out(library, pictures / "bad", {"d.txt": "not a photo"})
    places = {Path(os.fsdecode(place.path)).name: place for place in library.root_places()}
    assert list(places) == ["pictures", "scans"]
    assert places["pictures"].online
    assert not places["scans"].online  # it is empty, as a mount leaves it behind
    assert library.root_standing(places["pictures"]) == RootStanding(described=1, waiting=1, skipped=1)
    assert library.root_standing(places["scans"]) == RootStanding()
