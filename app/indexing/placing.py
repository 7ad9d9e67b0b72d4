"""Where photos were taken, by name: looks at those that came with coordinates, or got others, since the last time."""

from __future__ import annotations

from pathlib import Path

from app.domain import CancelToken, LibraryBusy
from app.language import gazetteer
from app.library import Library
from app.library.places import Located, PlaceRow

# Photos looked at in one transaction: a tenth of a second's work.
_CHUNK = 20_000


def place_photos(library_folder: Path, cancel: CancelToken) -> int:
    """Finds the place of every photo that waits for it, in chunks that are kept one by one; returns how many were
    looked at. A library that another process writes to is left for the next run. Raises what `cancel` raises."""
    with Library.open(library_folder) as library:
        due = library.unplaced_count() or _outdated(library)
    if not due:
        return 0
    try:
        library = Library.open(library_folder, write=True, purpose="looking up places", create=False)
    except LibraryBusy:
        return 0
    with library:
        if _outdated(library) or library.places_from() is None:
            library.place_again(gazetteer.version())
        done = 0
        while waiting := library.unplaced(_CHUNK):
            cancel.check()
            _look_up(library, waiting)
            done += len(waiting)
    return done


def _outdated(library: Library) -> bool:
    """True where places were looked up in other data than the program has now."""
    version = library.places_from()
    return version is not None and version != gazetteer.version()


def _look_up(library: Library, waiting: list[Located]) -> None:
    nowhere = float("nan")
    numbers = gazetteer.nearest(
        [nowhere if photo.latitude is None else photo.latitude for photo in waiting],
        [nowhere if photo.longitude is None else photo.longitude for photo in waiting],
    )
    places = gazetteer.places(set(numbers[numbers > 0].tolist()))
    library.put_places(
        [photo.photo_id for photo in waiting],
        [(photo.photo_id, number) for photo, number in zip(waiting, numbers.tolist(), strict=True) if number],
        [
            PlaceRow(place.number, place.label, place.name, place.code, place.latitude, place.longitude)
            for place in places.values()
        ],
    )
