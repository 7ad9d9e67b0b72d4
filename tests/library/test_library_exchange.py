"""The table of photos: what goes out comes back the same, nothing is overwritten unasked, one undo takes it back."""

from __future__ import annotations

import contextlib
import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from library_photos import add_photo, put_file

from app.domain import Cancelled, SnowlineError
from app.indexing.exchange import export_csv, import_csv, preview_csv
from app.indexing.table import COLUMNS, cells_as_marks, join_tags, marks_as_cells, safe, split_tags, unsafe
from app.library import Library
from app.library.exchange import UNRATED, Marks
from app.library.own import Own, folded
from app.messages import plain_text

TAGS = st.lists(st.text(max_size=20).map(plain_text).filter(bool), max_size=4, unique_by=folded)
CAPTIONS = st.text(max_size=60).map(lambda text: plain_text(text, lines=True))
RATINGS = st.one_of(st.none(), st.integers(-1, 5))


@pytest.fixture
def photos(library: Library, tmp_path: Path) -> list[int]:
    """Three photos in a folder, one with a name that is no UTF-8."""
    folder = tmp_path / "trip"
    folder.mkdir()
    library.add_root(folder)
    names = [str(folder / "0.jpg").encode(), str(folder / "1, “one”.jpg").encode(), bytes(folder) + b"/caf\xe9.jpg"]
    return [add_photo(library, [put_file(name)], key=f"1-{n}", slot=n) for n, name in enumerate(names)]


def rows_of(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, *lines: str) -> Path:
    path.write_text("\r\n".join(lines), encoding="utf-8")
    return path


@given(st.text())
def test_no_text_is_a_formula_and_each_comes_back(text: str) -> None:
    cell = safe(text)
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert cell[:1] not in ("\t", "\r")
    assert unsafe(cell) == text


@given(st.lists(st.text(max_size=30).map(str.strip).filter(bool), max_size=5))
def test_tags_in_one_cell_come_back(tags: list[str]) -> None:
    assert split_tags(join_tags(tags)) == tuple(tags)


@given(RATINGS, st.booleans(), TAGS, CAPTIONS)
def test_cells_say_what_was_said(rating: int | None, favourite: bool, tags: list[str], caption: str) -> None:
    assert cells_as_marks(*marks_as_cells(rating, favourite, tags, caption)) == Marks(
        rating, favourite, tuple(tags), caption
    )


@given(st.lists(st.text(max_size=12), min_size=4, max_size=4))
def test_any_cells_are_read_or_refused(cells: list[str]) -> None:
    with contextlib.suppress(SnowlineError):
        cells_as_marks(*cells)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.tuples(RATINGS, st.booleans(), TAGS, CAPTIONS), min_size=3, max_size=3), bom=st.booleans())
def test_what_goes_out_comes_back_the_same(
    library: Library,
    photos: list[int],
    tmp_path: Path,
    said: list[tuple[int | None, bool, list[str], str]],
    bom: bool,
) -> None:
    for id_, (rating, favourite, tags, caption) in zip(photos, said, strict=True):
        library.set_rating([id_], rating)
        library.set_favourite([id_], favourite)
        if gone := library.own_of([id_]).get(id_, Own()).tags:
            library.remove_tags([id_], gone)
        if tags:
            library.add_tags([id_], tags)
        library.set_caption(id_, caption or None)
    before = {id_: told(own) for id_, own in library.own_of(photos).items()}
    table = tmp_path / "photos.csv"
    assert export_csv(library, table, bom=bom) == 3
    again = import_csv(library, table, overwrite=True)  # into the same library: nothing is to be changed
    assert (again.preview.found, again.preview.same, again.entry) == (3, 3, None)
    with Library.open(tmp_path / f"other {len(list(tmp_path.iterdir()))}", write=True) as other:
        other.use_pack("test-1")
        copies = [
            add_photo(other, [put_file(tmp_path / "copies" / f"{n}.jpg")], key=f"1-{n}", slot=n) for n in range(3)
        ]
        import_csv(other, table, overwrite=False)
        assert {photos[copies.index(id_)]: told(own) for id_, own in other.own_of(copies).items()} == before


def told(own: Own) -> tuple[object, ...]:
    return own.rating, own.favourite, {folded(tag) for tag in own.tags}, own.caption


def test_a_table_names_every_photo_with_what_is_known(library: Library, photos: list[int], tmp_path: Path) -> None:
    library.set_rating(photos[:1], -1)
    library.set_favourite(photos[1:2], True)
    library.add_tags(photos[:1], ["Oma; garden", "=SUM(A1)"])
    library.set_caption(photos[1], "@home,\nat last")
    table = tmp_path / "photos.csv"
    export_csv(library, table)
    assert table.read_bytes().startswith(b"path,key,rating,")
    first, second, third = rows_of(table)
    assert tuple(first) == COLUMNS
    assert (first["rating"], first["tags"], first["favourite"]) == ("rejected", "'=SUM(A1); Oma\\; garden", "no")
    assert (second["caption"], second["favourite"], second["rating"]) == ("'@home,\nat last", "yes", "")
    assert (second["path"], third["key"]) == (str(tmp_path / "trip" / "1, “one”.jpg"), "1-2")
    assert export_csv(library, table, all_photos=False) == 2
    assert [name.name for name in tmp_path.iterdir() if ".new" in name.name] == []


def test_what_is_said_here_stays_unless_the_file_is_to_win(library: Library, photos: list[int], tmp_path: Path) -> None:
    library.set_rating(photos[:2], 2)
    library.add_tags(photos[:1], ["sea", "Oma"])
    before = library.own_of(photos)
    table = write(
        tmp_path / "theirs.csv",
        "path;key;rating;favourite;tags;caption",  # as a German spreadsheet writes it
        ";1-0;5;yes;sea;by the sea",
        f"{tmp_path}/trip/1, “one”.jpg;;none;;;",
        ";1-2;;no;;",
        "/nowhere/9.jpg;9-9;1;;;",
        ";1-2;nine;;;",
    )
    preview = preview_csv(library, table)
    assert (preview.lines, preview.found, preview.unknown, preview.faulty) == (5, 3, 1, 1)
    assert (preview.same, preview.new, preview.differing) == (1, 0, 2)
    assert preview.strangers == ["/nowhere/9.jpg"]
    assert preview.faults[0][0] == 6
    assert "nine" in preview.faults[0][1]
    assert library.own_of(photos) == before

    mine = import_csv(library, table, overwrite=False)
    assert mine.changed == 1
    assert library.own_of(photos)[photos[0]] == Own(2, True, ("Oma", "sea"), "by the sea", "person")
    theirs = import_csv(library, table, overwrite=True)
    assert theirs.changed == 2
    now = library.own_of(photos)
    assert (now[photos[0]].rating, now[photos[0]].tags) == (5, ("sea",))
    assert photos[1] not in now
    library.undo()
    library.undo()
    assert library.own_of(photos) == before
    library.redo()
    assert library.own_of(photos)[photos[0]].caption == "by the sea"


def test_one_undo_takes_back_all_parts(
    library: Library, photos: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.indexing.exchange._AT_ONCE", 1)
    monkeypatch.setattr("app.library.journal._AT_ONCE", 2)
    library.set_rating(photos, 1)
    before = library.own_of(photos)
    table = write(tmp_path / "t.csv", "key,rating,tags", "1-0,5,a;b;c", "1-1,4,a", "1-0,3,d", "1-2,5,\\;")
    told_of: list[tuple[int, int | None]] = []
    done = import_csv(library, table, overwrite=True, tell=lambda n, of: told_of.append((n, of)))
    assert [n for n, _ in told_of] == [1, 2, 3, 4]
    assert library.own_of(photos)[photos[0]].rating == 3
    assert len(library.history()) == 2
    assert done.entry is not None
    assert done.entry.summary.endswith("from t.csv")
    library.undo()
    assert library.own_of(photos) == before


def test_an_import_that_is_stopped_can_be_taken_back(
    library: Library, photos: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.indexing.exchange._AT_ONCE", 1)
    table = write(tmp_path / "t.csv", "key,rating", "1-0,5", "1-1,4", "1-2,3")
    looks = iter((None, None))

    def check() -> None:
        if next(looks, "stop") is not None:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_csv(library, table, overwrite=True, check=check)
    assert set(library.own_of(photos)) == set(photos[:2])
    library.undo()
    assert library.own_of(photos) == {}


def test_an_export_that_is_stopped_leaves_no_file(library: Library, photos: list[int], tmp_path: Path) -> None:
    def check() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        export_csv(library, tmp_path / "photos.csv", check=check)
    assert [path.name for path in tmp_path.iterdir() if "csv" in path.name] == []
    with pytest.raises(SnowlineError, match="cannot be written"):
        export_csv(library, tmp_path / "no folder" / "photos.csv")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "names no photos"),
        (b"name,stars\r\na.jpg,5\r\n", "names no photos"),
        (b"path,rating\r\ncaf\xe9.jpg,5\r\n", "UTF-8"),
        (b'path,rating\r\n"a' + b"x" * 1_100_000 + b'",5\r\n', "no CSV"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(library: Library, tmp_path: Path, content: bytes, what: str) -> None:
    table = tmp_path / "t.csv"
    table.write_bytes(content)
    with pytest.raises(SnowlineError, match=what):
        preview_csv(library, table)
    with pytest.raises(SnowlineError, match="cannot be read"):
        preview_csv(library, tmp_path / "none.csv")


def test_excels_unicode_text_is_read(library: Library, photos: list[int], tmp_path: Path) -> None:
    table = tmp_path / "t.txt"
    table.write_text("key\trating\tcaption\r\n1-0\t4\tJürgens Käse\r\n", encoding="utf-16")
    import_csv(library, table, overwrite=False)
    assert library.own_of(photos)[photos[0]].caption == "Jürgens Käse"


def test_taking_off_a_rating_is_a_word_of_its_own() -> None:
    assert cells_as_marks("none", "", "", "").rating == UNRATED
    assert cells_as_marks("", "", "", "") == Marks()
