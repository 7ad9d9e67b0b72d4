"""Which place a photo was taken in, by its coordinates.

The nearest place tells country and region. Of the places there whose surroundings hold the photo the most populous one
is it: cities are listed by their centres and with their quarters, and a photo from the edge of a city, or from one of
its quarters, is looked for under the city's name. Where none does it is the nearest, up to 50 km away: further out, and
at sea, not even the country is sure. A place's surroundings are a circle that would hold its people at a density
usual in cities, widened by a third, and at most 10 km in radius.

Coordinates of exactly 0, 0 are what broken devices write, and count as unknown.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

FURTHEST = 50.0  # km
WIDEST = 10.0  # km
_DENSITY = 5_000.0  # people for each square kilometre
_WIDENED = 1.3
_EARTH = 6_371.0  # km
# Places with surroundings worth looking at, in bands that are searched apart: a city must not be lost among the many
# small places around it. (people from, places looked at)
_BANDS = ((500_000, 12), (100_000, 12), (15_000, 12))
_FRACTIONS = 1e-6  # degrees, in the table


def nearest_rows(table: NDArray[Any], latitudes: Floats, longitudes: Floats) -> Numbers:
    """Rows of the table of places, int64 [n], for coordinates in degrees [n]; -1 where there is none, or where the
    coordinates are no place on earth. Antimeridian and poles are like everywhere else: distances are taken in space.
    """
    from scipy.spatial import cKDTree

    found = np.full(len(latitudes), -1, np.int64)
    with np.errstate(invalid="ignore"):
        sound = (np.abs(latitudes) <= 90) & (np.abs(longitudes) <= 180) & ((latitudes != 0) | (longitudes != 0))
    if not sound.any():
        return found
    spots = _on_sphere(latitudes[sound], longitudes[sound])
    centres = _on_sphere(table["latitude"] * _FRACTIONS, table["longitude"] * _FRACTIONS)
    chords, rows = cKDTree(centres, balanced_tree=False).query(spots, distance_upper_bound=_chord(FURTHEST))
    near = np.flatnonzero(np.isfinite(chords))
    chosen = rows[near].astype(np.int64)
    people = table["population"].astype(np.int64)
    area = table["country"].astype(np.int64) * 256 + table["region"]
    undecided = np.ones(len(near), np.bool_)
    below = int(people.max()) + 1
    for least, count in _BANDS:
        among = np.flatnonzero((people >= least) & (people < below))
        below = least
        at = near[undecided]
        if not len(among) or not len(at):
            continue
        count = min(count, len(among))
        chords, found_at = cKDTree(centres[among]).query(
            spots[at], k=np.arange(1, count + 1), distance_upper_bound=_chord(WIDEST)
        )
        candidates = among[np.minimum(found_at, len(among) - 1)]
        holds = np.isfinite(chords) & (_kilometres(np.minimum(chords, 2.0)) <= surroundings(people[candidates]))
        holds &= area[candidates] == area[rows[at]][:, None]
        best = np.argmax(np.where(holds, people[candidates], -1), axis=1)
        row = np.arange(len(at))
        decided = holds[row, best]
        where = np.flatnonzero(undecided)[decided]
        chosen[where] = candidates[row, best][decided]
        undecided[where] = False
    whole = np.full(len(spots), -1, np.int64)
    whole[near] = chosen
    found[sound] = whole
    return found


def surroundings(people: Numbers) -> Floats:
    """The radius in km of what belongs to places with so many people."""
    radius: Floats = np.minimum(_WIDENED * np.sqrt(people / (np.pi * _DENSITY)), WIDEST)
    return radius


def _on_sphere(latitudes: Floats, longitudes: Floats) -> Floats:
    """Degrees [n] as points on the unit sphere, [n, 3]."""
    north, east = np.radians(latitudes), np.radians(longitudes)
    return np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])


def _chord(km: float) -> float:
    """The straight line between two points on the unit sphere that lie so far apart on earth."""
    return float(2 * np.sin(km / _EARTH / 2))


def _kilometres(chords: Floats) -> Floats:
    return 2 * _EARTH * np.arcsin(chords / 2)
