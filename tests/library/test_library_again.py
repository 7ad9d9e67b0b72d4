"""Photos that are to be described anew: they wait, are found meanwhile, and are not taken for described."""

from __future__ import annotations

from pathlib import Path

from library_photos import add_photo, put_file

from app.library import Library


def test_a_photo_waits_to_be_described_again_and_is_found_meanwhile(library: Library, tmp_path: Path) -> None:
    id_ = add_photo(library, [put_file(tmp_path / "p" / "a.jpg")], key="1-a", slot=0, caption="a dog")
    add_photo(library, [put_file(tmp_path / "p" / "b.jpg", b"b")], key="1-b", slot=1)
    library.set_rating([id_], 5)
    assert library.describe_again([id_, 99]) == 1
    assert library.files_at(tmp_path / "p" / "a.jpg")[0].state == "new"
    assert library.live_slots().tolist() == [0, 1]
    assert library.photos_by_keys(["1-a", "1-b"]) == {"1-b": 2}
    seen = put_file(tmp_path / "p" / "a.jpg")
    assert add_photo(library, [seen], key="1-a", slot=2, caption="a big dog") == id_
    row = library.photos_by_ids([id_])[0]
    assert (row.slot, row.rating, row.caption and row.caption.text) == (2, 5, "a big dog")
    assert library.photos_by_keys(["1-a"]) == {"1-a": id_}
