"""Every filter finds just the photos that fulfil it, whatever the derived file has missed; facets count just the hits
that their queries leave."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain import Filters, SnowlineError
from app.indexing.derive import build_derived, derived_folder
from app.library import Library, drives
from app.library.base import iso
from app.library.links import Group
from app.search.facets import FACETS, facets
from app.search.facts import CatalogueFacts, MappedFacts
from app.search.filtering import mask_of, node_of
from app.search.query.context import Context
from app.search.query.reading import read
from app.search.query.tree import And, Area, Days, Filter, Names, Node, Not, Range
from app.search.snapshot import Snapshot, _mapped
from app.search.values import values

PACK = "words-1"
LABELS = {1: "Here", 2: "Backup 2", 3: "backup 2", 4: "Ärger"}
FOLDERS = (b"", b"alps", b"alps/day 1", b"Alpsee", b"x/ALPS/y", b"b")
NAMES = ("IMG_001.jpg", "img_002.JPG", "Müller.jpg", "a*b.png", "dog.cr2", "IMG_0012.jpg")
CAMERAS = ("Canon EOS 4", "Canon EOS 40D", "canon eos 40d", "Pixel 6", "Pixel 6 Pro", None)
PLACES = {1: "Lisbon, Portugal", 2: "Porto, Portugal", 3: "Portland, Oregon, United States", 4: "Tbilisi, Georgia"}
PLACES |= {5: "Atlanta, Georgia, United States", 6: "Singapore, Singapore"}
SIZES = (0, 99_999, 100_000, 999_999, 1_000_000, 5_000_000, 20_000_000, 30_000_000)
TAGS = ("dog", "Dogs", "snow")


@dataclass
class Photo:
    """What is to be known of a photo. `files` are (drive, folder, name, mtime in days, missing)."""

    files: list[tuple[int, bytes, str, int, bool]]
    taken: str | None
    format: str
    size: int
    camera: str | None
    width: int
    height: int
    at: tuple[float, float] | None
    place: int
    rating: int | None
    favourite: bool
    tags: dict[str, float]
    own: bool
    group: int
    here: list[tuple[int, bytes, str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.here = [file[:4] for file in self.files if not file[4]]

    @property
    def date(self) -> str:
        return self.taken or iso(min(days for *_, days in self.here) * 86_400 * 10**9)


PHOTOS = st.builds(
    Photo,
    files=st.lists(
        st.tuples(
            st.sampled_from(list(LABELS)),
            st.sampled_from(FOLDERS),
            st.sampled_from(NAMES),
            st.integers(12_000, 20_000),
            st.sampled_from([False, False, False, True]),
        ),
        min_size=1,
        max_size=3,
        unique_by=lambda file: file[:3],
    ),
    taken=st.sampled_from([None, "2009-12-31T23:59:59", "2023-06-15T10:00:00", "2023-07-01T00:00:00", "2023"]),
    format=st.sampled_from(["JPEG", "PNG", "HEIF", "CR2", "RAW", "PPM"]),
    size=st.sampled_from(SIZES),
    camera=st.sampled_from(CAMERAS),
    width=st.sampled_from([0, 100, 101, 400]),
    height=st.sampled_from([100, 300, 400]),
    at=st.sampled_from([None, (38.72, -9.14), (38.9, -9.14), (-17.0, 179.99), (-17.0, -179.99), (89.99, 20.0)]),
    place=st.integers(0, len(PLACES)),
    rating=st.sampled_from([None, None, -1, 0, 1, 3, 5]),
    favourite=st.booleans(),
    tags=st.dictionaries(st.sampled_from(TAGS), st.sampled_from([0.2, 0.4999, 0.5, 0.9])),
    own=st.booleans(),
    group=st.integers(0, 3),
)
CONDITIONS = st.one_of(
    st.builds(
        Filter,
        st.just("type"),
        st.lists(st.sampled_from(["jpg", ".heic", "png", "raw", "cr2", "pgm", "x"]), min_size=1, max_size=2).map(
            lambda names: Names(tuple(names))
        ),
    ),
    st.builds(
        lambda a, b: Filter("date", Days(*sorted([a, b]))),
        st.sampled_from(["2009", "2023-06", "2023-06-15", "2023-07-01"]),
        st.sampled_from(["2023-07", "2023-06-15T10", "2024"]),
    ),
    st.sampled_from(
        [
            Filter("date", Days("2023-06", "2023-06")),
            Filter("date", Days("2023")),
            Filter("date", Days(None, "2009")),
            Filter("drive", Names(("HERE",))),
            Filter("drive", Names(("Backup 2", "Ärger"))),
            Filter("drive", Names(("serial-4",))),
            Filter("size", Range(100_000, 999_999)),
            Filter("size", Range(1_000_000)),
            Filter("size", Range(None, 0)),
            Filter("camera", Names(("canon",))),
            Filter("camera", Names(("=pixel 6", "40D"))),
            Filter("camera", Names(("leica",))),
            Filter("rating", Range(3)),
            Filter("rating", Range(None, 3)),
            Filter("rating", Range(-1, 0)),
            Filter("rating", Range(0, 9)),
            Filter("rating", Names(("none", "rejected"))),
            Filter("rating", Names(("5",))),
            *(Filter("orientation", Names((name,))) for name in ("portrait", "landscape", "square")),
            *(
                Filter("is", Names((state,)))
                for state in ("favourite", "rated", "online", "offline", "raw", "burst", "copy", "edited", "waiting")
            ),
            Filter("is", Names(("favourite", "offline"))),
            Filter("near", Area("lisbon", 38.72, -9.14, 25)),
            Filter("near", Area("lisbon", 38.72, -9.14, 10)),
            Filter("near", Area("fiji", -17.0, 179.98, 10)),
            Filter("near", Area("pole", 89.9, -160.0, 50)),
            Filter("place", Names(("Portugal",))),
            Filter("place", Names(("lisboa",))),
            Filter("place", Names(("Georgia", "Porto, Portugal"))),
            Filter("place", Names(("Atlantis",))),
            Filter("tag", Names(("DOG",))),
            Filter("tag", Names(("dog*",))),
            Filter("tag", Names(("wédding", "snow"))),
            Filter("tag", Names(("nothing",))),
            Filter("name", Names(("img_00",))),
            Filter("name", Names(("muller", "CR2"))),
            Filter("name", Names(("img*2.jpg",))),
            Filter("name", Names(("*",))),
            Filter("name", Names(("*b*",))),
            Filter("in", Names(("alps",))),
            Filter("in", Names(("HERE/alps", "HERE/b"))),
            Filter("in", Names(("HERE",))),
            Filter("in", Names(("/nowhere",))),
            Filter("text", Names(("exit",))),
        ]
    ),
)


def plain(name: str) -> str:
    return name.lower().replace("ü", "u").replace("é", "e")


def fulfils(photo: Photo, condition: Filter) -> bool:
    """The plain meaning of each filter."""
    value: Any = condition.value
    names = value.values if isinstance(value, Names) else ()
    low, high = (value.low, value.high) if isinstance(value, Range) else (None, None)
    match condition.key:
        case "type":
            endings = {"JPEG": ("jpg",), "HEIF": (".heic",), "PPM": ("pgm",), "CR2": ("cr2", "raw"), "RAW": ("raw",)}
            return bool(set(names) & set(endings.get(photo.format, (photo.format.lower(),))))
        case "date":
            date = photo.date + "2023-00-00T00:00:00"[len(photo.date) :]
            since, until = value.since or "", value.until or ""
            return bool(since <= date[: len(since)] and date[: len(until)] <= until)
        case "drive":
            wanted = {name.casefold() for name in names}
            return any({LABELS[drive].casefold(), f"serial-{drive}"} & wanted for drive, *_ in photo.here)
        case "size":
            return (low or 0) <= photo.size <= (high if high is not None else 10**12)
        case "camera":
            camera = (photo.camera or "").casefold()
            return bool(camera) and any(
                camera == name[1:].casefold() if name[0] == "=" else name.casefold() in camera for name in names
            )
        case "rating":
            if names:
                return {None: "none", 0: "none", -1: "rejected"}.get(photo.rating, str(photo.rating)) in names
            return (1 if low is None else low) <= (photo.rating or 0) <= (5 if high is None else high)
        case "orientation":
            ratio = photo.width / photo.height
            shape = "square" if 0.98 < ratio < 1.02 else "portrait" if ratio < 1 else "landscape"
            return photo.width > 0 and shape in names
        case "is":
            states = {
                "favourite": photo.favourite,
                "rated": photo.rating not in (None, 0),
                "online": any(drive == 1 for drive, *_ in photo.here),
                "offline": all(drive != 1 for drive, *_ in photo.here),
                "raw": photo.format in ("CR2", "RAW"),
                "burst": photo.group == 1,
                "copy": photo.group in (2, 3) or len(photo.here) > 1,
            }
            return any(states.get(name, False) for name in names)
        case "near":
            return photo.at is not None and distance(photo.at, (value.latitude, value.longitude)) <= value.km
        case "place":
            meant = {"Portugal": (1, 2), "lisboa": (1,), "Georgia": (4, 5), "Porto, Portugal": (2,), "Atlantis": ()}
            return any(photo.place in meant[name] for name in names)
        case "tag":
            tags = {name.lower() for name, p in photo.tags.items() if p >= 0.5} | ({"wedding"} if photo.own else set())
            return any(
                tag.startswith(plain(name)[:-1]) if name.endswith("*") else tag == plain(name)
                for tag in tags
                for name in names
            )
        case "name":
            return any(fits(plain(name), plain(wanted)) for *_, name, _ in photo.here for wanted in names)
        case "in":
            if names == ("alps",):
                return any(b"/alps/" in b"/" + folder.lower() + b"/" for _, folder, *_ in photo.here)
            below = {b"alps": ("HERE/alps",), b"alps/day 1": ("HERE/alps",), b"b": ("HERE/b",)}
            return any(
                drive == 1 and ("HERE" in names or set(below.get(folder, ())) & set(names))
                for drive, folder, *_ in photo.here
            )
    return False


def fits(name: str, wanted: str) -> bool:
    if "*" not in wanted:
        return wanted in name
    first, *rest = wanted.split("*")
    if not name.startswith(first):
        return False
    if len(rest) == 1:
        return len(name) >= len(first) + len(rest[0]) and name.endswith(rest[0])
    return any(fits(name[at:], "*".join(rest)) for at in range(len(first), len(name) + 1))


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres along the earth, by vectors."""

    def vector(at: tuple[float, float]) -> np.ndarray:
        north, east = map(math.radians, at)
        return np.array([math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)])

    return 2 * 6371.0088 * math.asin(float(np.linalg.norm(vector(one) - vector(other))) / 2)


class World:
    """One library that is emptied and filled again for each example."""

    def __init__(self, folder: Path) -> None:
        self.library = Library.open(folder / "library", write=True)
        self.library.use_pack(PACK)
        self.library.use_sure_tag(0.5)
        self.here = folder / "here"
        self.here.mkdir()

    def fill(self, photos: list[Photo], *, since: int = 0) -> None:
        """Brings the library's photos from number `since` on in line with `photos`."""
        with self.library._transaction() as connection:

            def put(table: str, *rows: tuple[Any, ...]) -> None:
                for row in rows:
                    connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)

            gen = self.library._gen()
            if since == 0:
                for table in (
                    "photo_places places own_marks own_tags own_tag_names photo_tags tag_names photo_links photo_groups"
                ).split():
                    connection.execute(f"DELETE FROM {table}")
                for table in ("files", "photo_vectors", "photos", "roots", "drives", "touched"):
                    connection.execute(f"DELETE FROM {table}")
                for drive, label in LABELS.items():
                    mount = bytes(self.here) if drive == 1 else f"/media/away-{drive}".encode()
                    put("drives", (drive, f"serial-{drive}", label, "fixed", mount, "2024-01-01T00:00:00"))
                for id_, label in PLACES.items():
                    put("places", (id_, label, label.partition(",")[0], "XX", 0.0, 0.0))
                for number, name in enumerate(TAGS, 1):
                    put("tag_names", (number, name))
                put("own_tag_names", (1, "Wedding", "wedding"))
            for number, photo in enumerate(photos[since:], since):
                id_, north, east = 2 * number + 1, *(photo.at or (None, None))
                for table in ("photo_tags", "own_tags", "photo_places", "files", "own_marks", "photo_vectors"):
                    connection.execute(f"DELETE FROM {table} WHERE photo_id = ?", (id_,))
                connection.execute(
                    "INSERT INTO photos (id, key, width, height, format, taken, camera, latitude, longitude, added) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '') ON CONFLICT (id) DO UPDATE SET width = excluded.width, "
                    "height = excluded.height, format = excluded.format, taken = excluded.taken, "
                    "camera = excluded.camera, latitude = excluded.latitude, longitude = excluded.longitude",
                    (id_, str(id_), photo.width, photo.height, photo.format, photo.taken, photo.camera, north, east),
                )
                put("photo_vectors", (id_, gen, number, 1, bool(photo.here)))
                for drive, folder, name, days, missing in photo.files:
                    path, state = (
                        os.path.join(folder, str(number).encode(), os.fsencode(name)),
                        "missing" if missing else "indexed",
                    )
                    connection.execute(
                        "INSERT INTO files (photo_id, drive_id, path, path_bytes, name, folder, suffix, size, "
                        "mtime_ns, state) VALUES (?, ?, '', ?, '', '', '', ?, ?, ?)",
                        (id_, drive, path, photo.size, days * 86_400 * 10**9, state),
                    )
                put("own_marks", (id_, photo.rating, None, photo.favourite, None, None))
                for name, p in photo.tags.items():
                    put("photo_tags", (id_, gen, TAGS.index(name) + 1, p))
                if photo.own:
                    put("own_tags", (id_, 1, "person", 1))
                if photo.place:
                    put("photo_places", (id_, photo.place))
                connection.execute("UPDATE photos SET live = ? WHERE id = ?", (bool(photo.here), id_))
        if since == 0:
            for group in range(1, 4):
                ids = tuple(2 * number + 1 for number, photo in enumerate(photos) if photo.group == group)
                self.library.put_links([], [Group("burst" if group == 1 else "copy", ids)] if ids else [], {})
        self.library._drives_read = None

    def snapshot(self, rows: int, *, mapped: bool) -> Snapshot:
        """What a search would see of the facts; there are no vectors."""
        from app.index.postings import newest

        library = self.library.at(PACK)
        alive = np.zeros(rows, np.bool_)
        alive[library.live_slots()] = True
        facts: Any = CatalogueFacts(library)
        if mapped:
            file = newest(derived_folder(library))
            assert file is not None
            facts, alive = _mapped(library, file, library.changed_since(int(file.facts["changes"])), rows)
            assert isinstance(facts, MappedFacts)
        nothing: Any = None
        return Snapshot(library, nothing, rows, alive, nothing, nothing, facts)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drives, "mounted_at", lambda serial, mount: mount if serial == "serial-1" else None)
        made = World(tmp_path_factory.mktemp("filtering"))
        yield made
        made.library.close()


def at_home(condition: Filter, world: World) -> Filter:
    """Folders "HERE/..." are below the drive that is there."""
    if condition.key == "in" and isinstance(condition.value, Names):
        folders = (name.replace("HERE", str(world.here)) for name in condition.value.values)
        return replace(condition, value=Names(tuple(folders)))
    return condition


QUICK = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(data=st.data())
def test_every_filter_finds_what_fulfils_it(world: World, data: st.DataObject) -> None:
    photos = data.draw(st.lists(PHOTOS, min_size=1, max_size=10))
    later = data.draw(st.lists(PHOTOS, max_size=4))
    unchanged = data.draw(st.integers(1, len(photos)))
    world.fill(photos)
    build_derived(world.library)
    if later:
        groups = [photo.group for photo in photos[unchanged:]] + [0] * len(later)
        photos = photos[:unchanged] + later + photos[unchanged + len(later) :]
        photos[unchanged:] = [
            replace(photo, group=group) for photo, group in zip(photos[unchanged:], groups, strict=False)
        ]
        world.fill(photos, since=unchanged)
    for condition in data.draw(st.lists(CONDITIONS, min_size=8, max_size=8)):
        expected = [number for number, photo in enumerate(photos) if photo.here and fulfils(photo, condition)]
        for mapped in (True, False):
            mask = mask_of(at_home(condition, world), world.snapshot(len(photos), mapped=mapped))
            assert np.flatnonzero(mask).tolist() == expected, (condition, mapped)


@QUICK
@given(data=st.data())
def test_a_facet_counts_the_hits_that_its_query_leaves(world: World, data: st.DataObject) -> None:
    photos = data.draw(st.lists(PHOTOS, min_size=1, max_size=12))
    later = data.draw(st.lists(PHOTOS, max_size=3))
    world.fill(photos)
    build_derived(world.library)
    if later:
        world.fill([*photos, *later], since=len(photos))
    snapshot = world.snapshot(len(photos) + len(later), mapped=True)
    slots = np.array(data.draw(st.permutations(snapshot.live.tolist())), np.int64)
    slots = slots[: data.draw(st.integers(0, len(slots)))]
    folded = data.draw(st.booleans())
    groups = snapshot.facts.column("group", slots) if folded else None
    found = facets(slots, snapshot, groups)
    assert tuple(found) == FACETS
    for name, choices in found.items():
        assert len({choice.query for choice in choices}) == len(choices), name
        for choice in choices:
            reading = read(choice.query, Context())
            assert isinstance(reading.query.root, Filter)
            assert not reading.problems
            left = mask_of(reading.query.root, snapshot)[slots]
            hits = np.count_nonzero(left)
            if groups is not None:
                hits = np.count_nonzero(left & (groups == 0)) + len(set(groups[left].tolist()) - {0})
            assert (choice.count, choice.query) == (hits, choice.query)
            assert choice.count
    # Nothing is left out of what everybody has.
    for name in ("type", "year", "size", "rating", "drive"):
        left_over = np.ones(len(slots), np.bool_)
        for choice in found[name]:
            root = read(choice.query, Context()).query.root
            assert isinstance(root, Filter)
            left_over &= ~mask_of(root, snapshot)[slots]
        assert not left_over.any(), name


@QUICK
@given(photos=st.lists(PHOTOS, min_size=1, max_size=12), prefix=st.sampled_from(["", "p", "2", "do", "alp"]))
def test_values_come_with_their_counts(world: World, photos: list[Photo], prefix: str) -> None:
    world.fill(photos)
    snapshot = world.snapshot(len(photos), mapped=False)
    for key in ("type", "camera", "drive", "place", "tag", "in", "orientation", "is", "rating"):
        for value, count in values(snapshot, key, prefix):
            assert count == np.count_nonzero(mask_of(Filter(key, Names((value,))), snapshot)), (key, value)
            assert prefix in value.casefold()
    assert values(snapshot, "name", prefix) == []


def test_values_begin_like_what_was_typed_or_have_a_word_that_does(world: World) -> None:
    base: dict[str, Any] = {"format": "JPEG", "size": 5, "width": 3, "height": 2, "at": None, "rating": 4, "group": 0}
    base |= {"favourite": False, "tags": {"snow": 0.9, "dog": 0.1}, "own": True}
    photos = [
        Photo([(1, b"alps/day 1", "a.jpg", 15_000, False)], f"202{number % 3}-06-01", camera=camera, place=1, **base)
        for number, camera in enumerate(("Canon EOS 40D", "Canon EOS 40D", "Pixel 6", None))
    ]
    world.fill(photos)
    world.library.add_root(world.here)
    (world.here / "file").write_bytes(b"")
    snapshot = world.snapshot(4, mapped=False)
    assert values(snapshot, "camera", "CAN") == [("Canon EOS 40D", 2)]
    assert values(snapshot, "camera", "eos") == [("Canon EOS 40D", 2)]
    assert values(snapshot, "camera", "0d") == []
    assert values(snapshot, "place", "port") == [("Lisbon, Portugal", 4), ("Portugal", 4)]
    assert values(snapshot, "tag", "") == [("Wedding", 4), ("snow", 4)]
    assert values(snapshot, "date", "202") == [("2022", 1), ("2021", 1), ("2020", 2)]
    assert values(snapshot, "date", "2020") == [("2020-06", 2)]
    assert values(snapshot, "in", "day") == [("day 1", 4)]
    assert values(snapshot, "in", f"{world.here}{os.sep}al")[0] == (str(world.here / "alps"), 4)
    assert values(snapshot, "size", "") == [("tiny", 4)]


def test_what_makes_no_sense_says_so(world: World) -> None:
    world.fill([])
    snapshot = world.snapshot(0, mapped=False)
    for condition, message in (
        (Filter("drive", Names(("Nowhere",))), "no drive called “Nowhere”.*Known: Backup 2, Here, backup 2, Ärger"),
        (Filter("date", Days("soon")), "“soon” is no date"),
        (Filter("date", Days("2020", "2019")), "swap the two dates"),
        (Filter("size", Range(5, 4)), "swap the two sizes"),
        (Filter("rating", Range(5, 4)), "swap the two"),
        (Filter("rating", Names(("many",))), "“many” is no rating"),
        (Filter("orientation", Names(("round",))), "“round” is no orientation"),
        (Filter("is", Names(("lost",))), "“lost” is nothing that a photo can be"),
        (Filter("near", Names(("lisbon",))), "“near:” cannot ask for"),
    ):
        with pytest.raises(SnowlineError, match=message):
            mask_of(condition, snapshot)


def test_flat_filters_are_nodes() -> None:
    assert node_of(Filters()) is None
    assert node_of(Filters(min_size=3)) == Filter("size", Range(3))
    assert node_of(Filters(favourite=False)) == Not(Filter("is", Names(("favourite",))))
    parts: tuple[Node, ...] = (
        Filter("type", Names(("jpg", "png"))),
        Filter("date", Days("2019", "2020")),
        Filter("drive", Names(("Here",))),
        Filter("rating", Range(2)),
        Filter("in", Names(("/photos",))),
        Filter("camera", Names(("canon",))),
        Filter("is", Names(("offline",))),
    )
    flat = Filters(("jpg", "png"), "2019", "2020", ("Here",), folder="/photos", camera="canon", online=False)
    assert node_of(replace(flat, min_rating=2)) == And(parts)
