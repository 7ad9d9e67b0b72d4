"""Places by name and by coordinates: the shipped data, and the rules over places made up."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import SnowlineError
from app.language import gazetteer
from app.language.gazetteer import PLACE, Gazetteer, fold
from app.language.nearness import FURTHEST, WIDEST, nearest_rows, surroundings
from app.paths import place_names

LISBON = "Lisbon, Portugal"


# ---- names ----


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("lisbon", LISBON),
        ("Lissabon", LISBON),
        ("LISBOA", LISBON),
        ("Lisbonne", LISBON),
        ("Lisbon,  Portugal", LISBON),
        ("lisboa portugal", LISBON),
        ("Lisbon, Maine", "Lisbon, Maine, United States"),
        ("Portland Oregon", "Portland, Oregon, United States"),
        ("Paris", "Paris, France"),
        ("Paris, TX", "Paris, Texas, United States"),
        ("new york", "New York City, New York, United States"),
        ("München", "Munich, Germany"),
        ("Muenchen", "Munich, Germany"),
        ("Köln", "Köln, Germany"),
        ("cologne", "Köln, Germany"),
        ("Genf", "Geneva, Switzerland"),
        ("Geneva", "Geneva, Switzerland"),
        ("Mailand", "Milan, Italy"),
        ("Pékin", "Beijing, China"),
        ("sao paulo", "São Paulo, Brazil"),
        ("Nueva York", "New York City, New York, United States"),
        ("Londres", "London, England, United Kingdom"),
        ("Paris, tx", "Paris, Texas, United States"),
        ("Portland OR", "Portland, Oregon, United States"),
        ("london uk", "London, England, United Kingdom"),
        ("Kreuzberg", "Kreuzberg, Germany"),
    ],
)
def test_places_by_name(asked: str, wanted: str) -> None:
    assert gazetteer.find(asked)[0].label == wanted


@pytest.mark.parametrize("asked", ["", " , ", "Portugal", "zzyzzyx", "Lisbon, Atlantis", "\udcff", "😀", ","])
def test_no_such_place(asked: str) -> None:
    assert gazetteer.find(asked) == []
    assert gazetteer.circle_of(asked) is None


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("Deutschland", "Germany"),
        ("allemagne", "Germany"),
        ("Alemania", "Germany"),
        ("DE", "Germany"),
        ("it", None),
        ("us", None),
        ("USA", "United States"),
        ("usa", "United States"),
        ("États-Unis", "United States"),
        ("UK", "United Kingdom"),
        ("españa", "Spain"),
        ("Lisbon", None),
        ("", None),
    ],
)
def test_countries(asked: str, wanted: str | None) -> None:
    assert gazetteer.country(asked) == wanted


def test_a_country_is_no_circle_unless_it_is_a_city() -> None:
    assert gazetteer.circle_of("UK") is None  # although a town in Russia is called so
    assert gazetteer.circle_of("Luxembourg") is not None
    lisbon = gazetteer.circle_of("lisbonne")
    assert lisbon is not None and abs(lisbon.latitude - 38.72) < 0.1 and abs(lisbon.longitude + 9.14) < 0.1


def test_which_labels_are_meant() -> None:
    labels = [LISBON, "Porto, Portugal", "Portland, Oregon, United States", "Munich, Germany", "Paris, France"]

    def meant(name: str) -> list[str]:
        return [labels[at] for at in np.flatnonzero(gazetteer.meant(name, labels))]

    assert meant("lissabon") == [LISBON]
    assert meant(LISBON.upper()) == [LISBON]
    assert meant("portugal") == labels[:2]
    assert meant("Alemania") == ["Munich, Germany"]
    assert meant("oregon") == ["Portland, Oregon, United States"]
    assert meant("münchen") == ["Munich, Germany"]
    assert meant("OR") == meant("oregon")
    assert meant("or") == meant("us") == meant("port") == meant("") == meant("Spain") == []
    assert gazetteer.meant("lisbon", []).shape == (0,)
    for one in labels:
        assert meant(one) == [one]


@given(st.text())
def test_folding_is_stable(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text)) == once
    gazetteer.find(text)
    gazetteer.country(text)


def test_every_place_is_found_under_its_own_name() -> None:
    found = _shipped()
    some = np.random.default_rng(0).integers(0, len(found.table), 200)
    for one in found.places(found.table["number"][some].tolist()).values():
        assert one in found.find(one.name)
        assert one.number in {other.number for other in found.find(one.label)}
        assert found.meant(one.label, [one.label]).all()
        assert one.label.count(",") == 1 + (one.region is not None)


def test_the_shipped_files_fit_together() -> None:
    folder = place_names()
    assert sum(path.stat().st_size for path in folder.iterdir() if path.suffix in {".npy", ".txt", ".json"}) < 6.2e6
    assert "GeoNames" in (folder / "ATTRIBUTION.md").read_text("utf-8")
    table = _shipped().table
    assert len(np.unique(table["number"])) == len(table) > 150_000
    assert (np.abs(table["latitude"]) <= 90_000_000).all() and (np.abs(table["longitude"]) <= 180_000_000).all()


def _shipped() -> Gazetteer:
    return Gazetteer(place_names())


def test_damaged_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(SnowlineError, match="cannot be read"):
        Gazetteer(tmp_path)
    np.save(tmp_path / "places.npy", np.zeros(2, PLACE))
    np.save(tmp_path / "other_names.npy", np.zeros(0, np.uint32))
    (tmp_path / "names.txt").write_text("a\n")
    (tmp_path / "other_names.txt").write_text("")
    (tmp_path / "countries.json").write_text(json.dumps({"version": "1", "countries": [], "regions": []}))
    with pytest.raises(SnowlineError, match=r"incomplete|cannot be read"):
        Gazetteer(tmp_path)


# ---- coordinates ----


SPOTS = [
    (48.8584, 2.2945, "Paris, France"),  # Eiffel Tower
    (38.6916, -9.2160, LISBON),  # Tower of Belém, nearer to the next town
    (40.7580, -73.9855, "New York City, New York, United States"),  # Times Square
    (37.8199, -122.4783, "San Francisco, California, United States"),  # Golden Gate Bridge
    (52.5163, 13.3777, "Berlin, Germany"),  # Brandenburg Gate
    (41.8902, 12.4922, "Rome, Italy"),  # Colosseum
    (41.9022, 12.4539, "Vatican City, Vatican"),  # St Peter's
    (51.4769, 0.0005, "London, England, United Kingdom"),  # Greenwich
    (-33.8568, 151.2153, "Sydney, Australia"),  # the Opera
    (-22.9519, -43.2105, "Rio de Janeiro, Brazil"),  # Christ the Redeemer
    (35.6595, 139.7005, "Tokyo, Japan"),  # Shibuya
    (48.8049, 2.1204, "Versailles, France"),  # a city of its own, near a large one
    (34.0736, -118.4004, "Beverly Hills, California, United States"),
    (38.6970, -9.4210, "Cascais, Portugal"),
    (29.9792, 31.1342, "Giza, Egypt"),
    (27.1751, 78.0421, "Agra, India"),
    (47.5576, 10.7498, "Schwangau, Germany"),  # Neuschwanstein
    (64.1466, -21.9426, "Reykjavík, Iceland"),
    (78.2232, 15.6267, "Longyearbyen, Svalbard and Jan Mayen"),
    # Borders: both sides of one.
    (47.6603, 9.1758, "Konstanz, Germany"),
    (47.6458, 9.1783, "Kreuzlingen, Switzerland"),
    (48.5839, 7.7455, "Strasbourg, France"),
    (48.5740, 7.8150, "Kehl, Germany"),
    (36.1408, -5.3536, "Gibraltar, Gibraltar"),
    (36.1681, -5.3478, "La Línea de la Concepción, Spain"),
    (32.5149, -117.0382, "Tijuana, Mexico"),
    (43.7384, 7.4246, "Monaco, Monaco"),
    # The antimeridian, from both sides of it.
    (-16.8, 179.98, None),
    (66.3167, -179.1, "Egvekinot, Russia"),
    # Nowhere.
    (0.0, 0.0, None),
    (90.0, 0.0, None),
    (-90.0, 120.0, None),
    (30.0, -40.0, None),  # the Atlantic
    (23.0, 10.0, None),  # the Sahara
    (float("nan"), 10.0, None),
    (float("inf"), 10.0, None),
    (91.0, 10.0, None),
    (10.0, 180.1, None),
]


def test_where_a_photo_was_taken() -> None:
    numbers = gazetteer.nearest([spot[0] for spot in SPOTS], [spot[1] for spot in SPOTS]).tolist()
    found = gazetteer.places(numbers)
    assert [found[number].label if number else None for number in numbers] == [spot[2] for spot in SPOTS]


def test_none_and_many() -> None:
    assert gazetteer.nearest([], []).shape == (0,)
    table = _shipped().table
    at = np.random.default_rng(1).integers(0, len(table), 2_000)
    numbers = gazetteer.nearest(table["latitude"][at] * 1e-6, table["longitude"][at] * 1e-6)
    assert (numbers > 0).all()
    found = gazetteer.places(set(numbers.tolist()))
    countries = [found[number].code for number in numbers.tolist()]
    own = gazetteer.places(table["number"][at].tolist())
    # The place at these very coordinates is of the same country, but where two share a point.
    agree = [own[int(number)].code == code for number, code in zip(table["number"][at], countries, strict=True)]
    assert np.mean(agree) > 0.999


def _made_up(*places: tuple[float, float, int, int]) -> np.ndarray:  # type: ignore[type-arg]
    table = np.zeros(len(places), PLACE)
    for row, (latitude, longitude, people, country) in enumerate(places):
        table[row] = (row + 1, round(latitude * 1e6), round(longitude * 1e6), people, country, 0)
    return table


def _rows(table: np.ndarray, latitude: float, longitude: float) -> int:  # type: ignore[type-arg]
    return int(nearest_rows(table, np.array([latitude]), np.array([longitude]))[0])


def test_the_larger_place_is_preferred_within_its_surroundings_and_its_country() -> None:
    city = (10.0, 10.0, 600_000, 1)
    village = (10.05, 10.0, 2_000, 1)  # 5.6 km away
    assert _rows(_made_up(city, village), 10.05, 10.0) == 0
    assert _rows(_made_up(city, (10.05, 10.0, 2_000, 2)), 10.05, 10.0) == 1  # over the border
    assert _rows(_made_up(city, (10.2, 10.0, 2_000, 1)), 10.2, 10.0) == 1  # 22 km away
    assert _rows(_made_up(city), 10.44, 10.0) == 0
    assert _rows(_made_up(city), 10.46, 10.0) == -1  # 51 km away
    assert float(surroundings(np.array([10**9]))[0]) == WIDEST < FURTHEST


def test_the_antimeridian_and_the_poles_are_no_edges() -> None:
    table = _made_up((-17.0, 179.9, 5_000, 1), (89.9, 0.0, 5_000, 2))
    assert _rows(table, -17.0, -179.9) == 0
    assert _rows(table, 89.95, 180.0) == 1
    assert _rows(table, 90.0, 77.0) == 1


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_the_nearest_is_the_nearest(latitude: float, longitude: float) -> None:
    """Of places too small for surroundings, by brute force over great circles."""
    rng = np.random.default_rng(3)
    there = rng.uniform((-90, -180), (90, 180), (300, 2))
    there[:50] = np.clip(rng.normal((latitude, longitude), 0.3, (50, 2)), (-90, -180), (90, 180))
    table = _made_up(*((north, east, 2_000, 1) for north, east in there))
    a, b = np.radians(latitude), np.radians(table["latitude"] * 1e-6)
    turn = np.radians(table["longitude"] * 1e-6 - longitude)
    half = np.sin((a - b) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(turn / 2) ** 2
    km = 2 * 6_371 * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    row = _rows(table, latitude, longitude)
    if (latitude, longitude) == (0, 0):
        assert row == -1
    elif row < 0:
        assert km.min() > FURTHEST - 1e-3
    else:
        assert km[row] <= km.min() + 1e-3


def test_names_that_begin_alike_come_by_size() -> None:
    assert gazetteer.starting("lis", 3)[0] == ("Lisbon", "Lisbon, Portugal")
    assert gazetteer.starting("lissab", 3) == [("Lisbon", "Lisbon, Portugal")]
    assert gazetteer.starting("Münch", 1) == [("Munich", "Munich, Germany")]
    portlands = [name for name, _ in gazetteer.starting("portl", 20) if name.startswith("Portland")]
    assert portlands[:2] == ["Portland", "Portland, Maine"]
    for name in portlands:
        assert gazetteer.find(name)
    assert gazetteer.starting("l", 5) == gazetteer.starting("", 5) == []
    assert gazetteer.starting("xqzz", 5) == []
