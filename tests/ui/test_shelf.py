"""What stands beside the results, from a real library."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain import CancelToken, SnowlineError
from app.indexing.choices import choose
from app.indexing.pipeline import index_paths
from app.library import Library
from app.search.query.tree import AS_ASKED, Days, Range
from app.settings import Settings
from app.ui.session import LibrarySession
from app.ui.sidebar.shelf import Asked, Choosing, Overview, Places, SavedCount, Standing


def never() -> bool:
    return False


def test_there_need_not_be_a_library_yet(tmp_path: Path) -> None:
    session = LibrarySession(tmp_path / "library")
    assert session.overview() == Overview()
    assert session.places() == Places()
    assert session.standing() == Standing()
    session.close()


def test_a_library_is_narrowed_listed_and_its_searches_kept(tmp_path: Path, photos: Path) -> None:
    chosen = [photos / "beach.png", photos / "flower.gif", photos / "winter trip" / "forest.jpg"]
    for _ in index_paths(tmp_path / "library", chosen, Settings(worker_processes=1), cancel=CancelToken()):
        pass
    session = LibrarySession(tmp_path / "library")

    whole = session.narrowing(Asked(), never)
    assert whole is not None and whole.total == 3
    types = {choice.query: choice.count for choice in whole.choices["type"]}
    assert types["type:png"] == 1
    assert sum(count or 0 for count in types.values()) == 3
    assert session.narrowing(Asked("beach"), lambda: True) is None

    clicks = [
        Choosing("type", "type:png"),
        Choosing("type", "type:gif"),
        Choosing("size", sizes=Range(None, 5_000_000)),
    ]
    text = session.narrowed(Asked("beach"), clicks)
    assert text == "beach type:png,gif size:<=5MB"
    assert session.narrowed(Asked(text), [Choosing("type", "type:gif"), Choosing("size")]) == "beach type:png"
    assert session.narrowed(Asked(""), [Choosing("date", days=Days("2020-02-03", None))]) == "date:2020-02-03.."
    found = session.listing("beach", AS_ASKED, everything=True)
    beach = next(hit for hit in found.answer.hits if hit.path.endswith("beach.png"))
    alike = session.narrowed(Asked(photo=beach.photo_id), [Choosing("type", "type:jpeg")])
    assert alike.startswith("like:") and alike.endswith("beach.png type:jpeg")

    assert "“Seaside”" in session.save("Seaside", Asked("tag:seaside"))
    with pytest.raises(SnowlineError, match="already"):
        session.save("seaside", Asked("sand"))
    [saved] = session.overview().saved
    assert (saved.name, saved.text) == ("Seaside", "tag:seaside")
    assert session.count_saved(saved.search_id) == SavedCount(0, 0)
    session.look_at_saved(saved.search_id)
    with Library.open_beside(tmp_path / "library") as library:
        library.add_tags([beach.photo_id], ["seaside"])
    session.refresh()
    assert session.count_saved(saved.search_id) == SavedCount(1, 1)
    session.look_at_saved(saved.search_id)
    assert session.count_saved(saved.search_id) == SavedCount(1, 0)
    assert session.rename_saved("Seaside", "Sand")
    assert session.remove_saved("Sand")
    assert session.count_saved(saved.search_id) is None
    session.look_at_saved(saved.search_id)

    session.remember("beach")
    told = session.overview()
    assert (told.saved, told.recent) == ((), ("beach",))
    session.forget_recent()
    assert session.overview().recent == ()
    session.close()


def test_counts_add_up_while_photos_wait(tmp_path: Path, photos: Path) -> None:
    """Files that wait count once, and at the same moment for all photos, drives and folders."""
    library, trip = tmp_path / "library", photos / "winter trip"
    session = LibrarySession(library)

    def told() -> tuple[int, list[int], dict[str, int]]:
        session.refresh()
        places = session.places()
        return (
            places.photos + places.folded,
            [drive.photos for drive in places.drives],
            {root.label: root.photos for drive in places.drives for root in drive.roots},
        )

    library.mkdir()
    choose(library, [photos], "names")
    for _ in index_paths(library, [photos], Settings(worker_processes=1), cancel=CancelToken()):
        pass
    whole, drives, roots = told()
    assert whole > 3 and drives == [whole] and roots == {photos.name: whole}
    choose(library, [trip], "now")
    for _ in index_paths(library, [trip], Settings(worker_processes=1), cancel=CancelToken()):
        pass
    described = session.refresh()
    assert described.photos and described.waiting
    assert told() == (whole, drives, roots)
    session.close()
