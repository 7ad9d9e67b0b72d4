"""Photos that belong together, as the catalogue keeps them: who waits to be looked at, and who is linked with whom."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from library_photos import add_photo, put_file

from app.library import Library
from app.library.links import Group, LinkedPhotos, _components

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
    assert library.link_counts() == {"raw_pair": 1, "burst": 1, "copy": 0}
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


def folded(library: Library, ids: list[int]) -> dict[int, int]:
    """What `fold_groups` says, which must be what it says of single photos."""
    photos, groups = (array.tolist() for array in library.fold_groups())
    assert photos == sorted(photos)
    whole = dict(zip(photos, groups, strict=True))
    for id_ in ids:
        one, group = (array.tolist() for array in library.fold_groups_of(np.array([id_])))
        assert dict(zip(one, group, strict=True)) == {photo: whole[photo] for photo in [id_] if photo in whole}
    return whole


def test_groups_with_a_photo_in_common_fold_together(library: Library, tmp_path: Path) -> None:
    ids = [photo(library, tmp_path / "p" / f"{number}.jpg", number) for number in range(8)]
    a, b, c, d, e, f, g, _ = ids
    assert folded(library, ids) == {}
    library.put_links([], [Group("raw_pair", (a, b)), Group("burst", (b, c, d)), Group("copy", (e, f))], {})
    assert folded(library, ids) == {a: a, b: a, c: a, d: a, e: e, f: e}
    before = library.changes()
    library.put_links([], [Group("copy", (d, e, f))], {"copy": [e]})
    assert folded(library, ids) == dict.fromkeys((a, b, c, d, e, f), a)
    assert library.changed_since(before).tolist() == [a, b, c, d, e, f]
    before = library.changes()
    library.put_links([], [], {"burst": [b]})
    assert folded(library, ids) == {a: a, b: a, d: d, e: d, f: d}
    assert set(library.changed_since(before).tolist()) >= {c, d, e, f}, "also whose own links are as they were"
    assert library.group_mates([e], "copy") == {d, e, f}
    assert g not in folded(library, ids)


@given(st.lists(st.tuples(st.integers(0, 29), st.lists(st.integers(0, 39), min_size=1, max_size=5)), max_size=25))
def test_components_are_those_of_a_walk_from_photo_to_photo(groups: list[tuple[int, list[int]]]) -> None:
    links = sorted({(photo, number) for number, members in groups for photo in members})
    reach = {photo: {photo} for photo, _ in links}
    for _ in reach:
        for number in {number for _, number in links}:
            together = set().union(*(reach[photo] for photo, other in links if other == number))
            for photo in together:
                reach[photo] = reach[photo] | together
    photos, lowest = _components(
        np.array([photo for photo, _ in links], np.int64), np.array([number for _, number in links], np.int64)
    )
    assert dict(zip(photos.tolist(), lowest.tolist(), strict=True)) == {
        photo: min(found) for photo, found in reach.items()
    }
