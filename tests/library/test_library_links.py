"""Photos that belong together, as the catalogue keeps them: who waits to be looked at, and who is linked with whom."""

from __future__ import annotations

import os
from pathlib import Path

from library_photos import add_photo, put_file

from app.library import Library
from app.library.links import Group, LinkedPhotos

TAKEN = "2024-05-01T12:00:00"


def photo(library: Library, path: Path, number: int, taken: str | None = TAKEN) -> int:
    return add_photo(
        library, [put_file(path, bytes(number + 1))], key=f"{number:x}-{'0' * 32}", slot=number, taken=taken
    )


def test_photos_with_a_time_wait_once(library: Library, tmp_path: Path) -> None:
    ids = [photo(library, tmp_path / "p" / f"{number}.jpg", number) for number in range(3)]
    photo(library, tmp_path / "p" / "timeless.jpg", 3, taken=None)
    assert library.to_be_linked(10) == ids
    assert library.to_be_linked(2) == ids[:2]
    library.put_links(ids, [], {})
    assert library.to_be_linked(10) == []
    photo(library, tmp_path / "p" / "1.jpg", 1, taken="2024-05-01T12:00:09")
    assert library.to_be_linked(10) == [ids[1]]


def test_a_file_in_another_place_is_looked_at_again(library: Library, tmp_path: Path) -> None:
    id_ = photo(library, tmp_path / "p" / "a.jpg", 1)
    library.put_links([id_], [], {})
    again = add_photo(library, [put_file(tmp_path / "q" / "b.jpg", b"\0\0")], key=f"1-{'0' * 32}", slot=1, taken=TAKEN)
    assert again == id_
    assert library.to_be_linked(10) == [id_]


def test_linked(library: Library, tmp_path: Path) -> None:
    ids = [
        photo(library, tmp_path / "p" / f"{number}.jpg", number, f"2024-05-01T12:00:0{9 - number}")
        for number in range(5)
    ]
    library.put_links(ids, [Group("raw_pair", (ids[0], ids[1])), Group("burst", tuple(ids[1:4]))], {})
    assert library.linked(ids[0]) == [LinkedPhotos("raw_pair", (ids[1], ids[0]))]
    assert library.linked(ids[1]) == [
        LinkedPhotos("raw_pair", (ids[1], ids[0])),
        LinkedPhotos("burst", (ids[3], ids[2], ids[1])),
    ]
    assert library.linked(ids[4]) == []
    assert library.linked(999) == []
    assert library.link_counts() == {"raw_pair": 1, "burst": 1}
    assert library.group_mates([ids[0]], "raw_pair") == {ids[0], ids[1]}
    library.put_links([], [Group("burst", (ids[1], ids[2]))], {"burst": [ids[3]]})
    assert library.linked(ids[0]) == [LinkedPhotos("raw_pair", (ids[1], ids[0]))]
    assert library.linked(ids[1])[1:] == [LinkedPhotos("burst", (ids[2], ids[1]))]
    assert library.linked(ids[3]) == []


def test_siblings_share_a_folder_and_a_stem(library: Library, tmp_path: Path) -> None:
    names = (
        "a/IMG_1.JPG",
        "a/IMG_1.CR2",
        "b/IMG_1.JPG",
        "a/IMG_10.JPG",
        "a/IMG_1.CR2.jpg",
        "a/IMG_1/x.jpg",
        "a/img_1.jpg",
    )
    ids = [photo(library, tmp_path / name, number) for number, name in enumerate(names)]
    assert library.same_stem(ids) == [(ids[0], ids[1])]
    assert library.same_stem([ids[1]]) == [(ids[0], ids[1])]
    assert library.same_stem([ids[2], ids[4]]) == []


def test_keys_that_matter_for_thumbnails(library: Library, tmp_path: Path) -> None:
    photo(library, tmp_path / "a.jpg", 1)
    gone = photo(library, tmp_path / "b.jpg", 2)
    keys = [f"{number}-{'0' * 32}" for number in (1, 2, 3)]
    assert library.photo_keys_among(keys) == set(keys[:2])
    assert library.keys_out_of_reach(keys) == set()
    files = library.known_files(os.fsencode(tmp_path))
    library.mark_missing([file.file_id for path, file in files.items() if path.endswith(b"b.jpg")])
    assert gone
    assert library.keys_out_of_reach(keys) == {keys[1]}
