"""The library as the window sees it, with the real rooms behind it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from app.domain import CancelToken, PackError, SnowlineError
from app.indexing.choices import choose
from app.indexing.pipeline import index_paths
from app.library import Library
from app.library.links import Group
from app.search.query.tree import AS_ASKED
from app.settings import Settings
from app.ui.results.changes import LibraryChanges
from app.ui.session import Coverage, LibrarySession, NothingIndexed


def test_there_need_not_be_a_library_yet(tmp_path: Path) -> None:
    session = LibrarySession(tmp_path / "library")
    assert session.refresh() == Coverage(0)
    with pytest.raises(NothingIndexed):
        session.listing("snow", AS_ASKED, everything=False)
    assert not (tmp_path / "library").exists()
    session.close()


def test_what_is_indexed_meanwhile_is_found(tmp_path: Path, photos: Path) -> None:
    folder = tmp_path / "library"
    session = LibrarySession(folder)
    assert session.refresh() == Coverage(0)
    for _ in index_paths(folder, [photos], Settings(worker_processes=1), cancel=CancelToken()):
        pass
    covered = session.refresh()
    assert covered.photos == 6  # the two beaches are two photos: their contents differ
    with Library.open(folder, write=True) as library:
        ids = library.photos_by_ids(range(1, 7))
        library.put_links([], [Group("burst", (ids[0].photo_id, ids[1].photo_id))], {})
    covered, places = session.refresh(), session.places()
    assert (places.photos, places.folded) == (covered.photos - covered.folded, covered.folded)
    assert covered.folded >= 1
    with Library.open(folder, write=True) as library:
        library.put_links([], [], {"burst": [ids[0].photo_id, ids[1].photo_id]})
    session.refresh()
    found = session.listing("beach", AS_ASKED, everything=False).answer.hits
    assert {Path(hit.path).name for hit in found} >= {"beach.png", "beach large.jpg"}
    beach = next(hit for hit in found if hit.path.endswith("beach.png"))
    assert beach.key
    alike = session.listing(beach.photo_id, AS_ASKED, everything=True)
    assert len(alike) == 5
    assert beach.photo_id not in alike.ids
    by_file = session.listing(photos / "beach.png", AS_ASKED, everything=True)
    assert by_file.answer.hits == alike.answer.hits
    turned = photos.parent / "turned.png"
    Image.open(photos / "beach.png").transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(turned)
    assert len(session.listing(turned, AS_ASKED, everything=True)) == 6
    session.close()
    session.close()


def test_photos_known_by_their_names_only_say_so_until_they_are_to_be_described(tmp_path: Path, photos: Path) -> None:
    library = tmp_path / "library"
    choose(library, [photos], "names")
    for _ in index_paths(library, [photos], Settings(worker_processes=1), cancel=CancelToken()):
        pass
    session = LibrarySession(library)
    [beach, *_] = session.listing("beach", AS_ASKED, everything=False).answer.hits
    assert beach.waiting and beach.named
    outcome = LibraryChanges(library).reindex([beach])
    assert outcome.words == "1 photo will be described"
    assert outcome.waiting == (Path(beach.path),)
    session.refresh()
    again = {hit.path: hit.named for hit in session.listing("beach", AS_ASKED, everything=False).answer.hits}
    assert not again.pop(beach.path)
    assert all(again.values())
    session.close()


def test_a_damaged_catalogue_is_an_error_a_person_can_read(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"this is no database" * 100)
    session = LibrarySession(tmp_path)
    with pytest.raises(SnowlineError) as error:
        session.refresh()
    assert not isinstance(error.value, NothingIndexed | PackError)
    session.close()


def test_searches_that_were_meant_are_kept_and_ways_to_go_on_are_known(tmp_path: Path, photos: Path) -> None:
    folder = tmp_path / "library"
    session = LibrarySession(folder)
    assert session.complete("ty", 2) == ()
    session.remember("snow")  # there is nowhere to keep it yet
    assert session.recent() == ()
    session.warm_up()
    for _ in index_paths(folder, [photos], Settings(worker_processes=1), cancel=CancelToken()):
        pass
    session.refresh()
    session.warm_up()
    for text in ("beach", "snow", "Beach"):
        session.remember(text)
    assert session.recent() == ("Beach", "snow")
    png = next(one for one in session.complete("beach type:p", 12) if one.text == "png")
    assert (png.start, png.end) == (11, 12)
    assert png.count
    understood = session.listing("beach in 2021", AS_ASKED, everything=False)
    assert [chip.source for chip in understood.answer.chips if chip.kind == "filter"] == ["in 2021"]
    words = session.listing("beach in 2021", AS_ASKED, everything=False, literal=frozenset({"in 2021"}))
    assert not [chip for chip in words.answer.chips if chip.kind == "filter"]
    session.close()
