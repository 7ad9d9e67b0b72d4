"""Where photos were taken: looked up once, again where coordinates or data change, in old libraries too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.domain import Cancelled, CancelToken, Metadata
from app.indexing import placing
from app.indexing.placing import place_photos
from app.language import gazetteer
from app.library import Library, NewPhoto, SeenFile
from app.library.connection import DATABASE_NAME
from app.library.salvage import salvage
from app.media.decode import decode

LISBON, PARIS = (38.7167, -9.1393), (48.8566, 2.3522)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with Library.open(tmp_path, write=True) as library:
        library.use_pack("test-1")
    return tmp_path


def add(folder: Path, *spots: tuple[float | None, float | None]) -> list[int]:
    """Photos with these coordinates; each has a file that is not there, as on a drive that is away."""
    with Library.open(folder, write=True) as library:
        first = library._count("SELECT count(*) FROM photos")
        return [
            library.add_photos(
                [NewPhoto(f"1-{slot}", Metadata("JPEG", 4, 3, latitude=north, longitude=east), slot, (), None, (), ())]
            )[0]
            for slot, (north, east) in enumerate(spots, first)
        ]


def places(folder: Path) -> dict[int, str]:
    with Library.open(folder) as library:
        labels = library.place_labels()
        ids, numbers = library.photo_places()
        found = {int(photo): labels[int(number)] for photo, number in zip(ids, numbers, strict=True)}
        assert library.places_of_photos(ids.tolist()) == dict(zip(ids.tolist(), numbers.tolist(), strict=True))
    return found


def look(folder: Path) -> int:
    return place_photos(folder, CancelToken())


def test_photos_with_coordinates_are_looked_up_once(folder: Path) -> None:
    ids = add(folder, LISBON, (None, None), (0.0, 0.0), PARIS, (30.0, -40.0), (38.7, None))
    assert look(folder) == 4
    assert places(folder) == {ids[0]: "Lisbon, Portugal", ids[3]: "Paris, France"}
    assert look(folder) == 0
    more = add(folder, PARIS)
    assert look(folder) == 1
    assert places(folder)[more[0]] == "Paris, France"


def test_other_coordinates_are_looked_up_anew_and_change_the_photo(folder: Path) -> None:
    one, other, third = add(folder, LISBON, LISBON, LISBON)
    look(folder)
    with Library.open(folder, write=True) as library:
        before = library.changes()
        with library._transaction() as connection:
            connection.execute("UPDATE photos SET latitude = ?, longitude = ? WHERE id = ?", (*PARIS, one))
            connection.execute("UPDATE photos SET latitude = NULL, longitude = NULL WHERE id = ?", (other,))
            connection.execute("UPDATE photos SET latitude = latitude + 0.001 WHERE id = ?", (third,))
    assert look(folder) == 3
    assert places(folder) == {one: "Paris, France", third: "Lisbon, Portugal"}
    with Library.open(folder) as library:
        assert library.changed_since(before).tolist() == [one, other]  # the third has the place that it had


def test_a_row_says_its_place(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"photo")
    facts = path.stat()
    with Library.open(folder, write=True) as library:
        ((file, _),) = library.upsert_files([SeenFile(bytes(path), facts.st_size, facts.st_mtime_ns, facts.st_dev)])
        said = Metadata("JPEG", 4, 3, latitude=LISBON[0], longitude=LISBON[1])
        (id_,) = library.add_photos([NewPhoto("1-0", said, 0, (), None, (), (file,))])
        assert library.photos_by_ids([id_])[0].place is None
    look(folder)
    with Library.open(folder) as library:
        assert library.photos_by_ids([id_])[0].place == "Lisbon, Portugal"


def test_an_interrupted_run_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(folder, *[LISBON] * 5)
    monkeypatch.setattr(placing, "_CHUNK", 2)

    class AfterTwo(CancelToken):
        looks = 0

        def check(self) -> None:
            self.looks += 1
            if self.looks > 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        place_photos(folder, AfterTwo())
    assert len(places(folder)) == 4
    assert look(folder) == 1
    assert len(places(folder)) == 5


def test_newer_data_is_taken_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (id_,) = add(folder, LISBON)
    look(folder)
    with Library.open(folder, write=True) as library:
        before = library.changes()
        with library._transaction() as connection:
            connection.execute("UPDATE facts SET value = 'older' WHERE name = 'places_from'")
            connection.execute("UPDATE places SET label = 'Olisipo, Lusitania'")
    assert look(folder) == 1
    assert places(folder) == {id_: "Lisbon, Portugal"}
    assert look(folder) == 0
    with Library.open(folder) as library:
        assert library.changed_since(before).tolist() == [id_]
        assert library.places_from() == gazetteer.version()


def test_while_another_process_writes_it_waits(folder: Path) -> None:
    add(folder, LISBON)
    with Library.open(folder, write=True):
        assert look(folder) == 0
    assert look(folder) == 1


def test_lost_places_are_looked_up_again(folder: Path, lose_root_page: Callable[[Path, str], None]) -> None:
    ids = add(folder, LISBON, PARIS)
    look(folder)
    lose_root_page(folder / DATABASE_NAME, "photo_places")
    assert "photo_places" in salvage(folder).damaged_tables
    assert look(folder) == 2
    assert places(folder) == {ids[0]: "Lisbon, Portugal", ids[1]: "Paris, France"}


def test_photos_of_cameras_and_telephones(shared: Path) -> None:
    """The coordinates of real files lead to where they were taken."""
    spots = {}
    for name in ("jpg__gps__DSCN0010.jpg", "jpg__gps__DSCN0027.jpg", "heic__IMG_5195.HEIC"):
        said = decode(shared / "data" / "exif" / name, max_pixels=50_000_000, thumbnail_side=64).metadata
        spots[name] = (said.latitude, said.longitude)
    numbers = gazetteer.nearest(*zip(*spots.values(), strict=True)).tolist()
    found = gazetteer.places(numbers)
    assert [found[number].label for number in numbers] == [
        "Arezzo, Italy",
        "Arezzo, Italy",
        "Blue Springs, Missouri, United States",
    ]
