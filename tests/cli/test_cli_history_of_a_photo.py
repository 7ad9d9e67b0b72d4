"""`history PHOTO`: what became of a photo, for a person and for programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result
from conftest import one_object

from app.domain import Hit, Match, Metadata
from app.library import Library, NewPhoto, SeenFile
from app.messages import day_in_words

Call = Callable[..., Result]


def seen(path: Path, content: bytes) -> SeenFile:
    path.write_bytes(content)
    facts = path.stat()
    return SeenFile(bytes(path), facts.st_size, facts.st_mtime_ns, path.parent.stat().st_dev)


def test_a_photo_that_was_renamed_tells_so_under_both_names(call: Call, tmp_path: Path) -> None:
    before, after = tmp_path / "before.jpg", tmp_path / "after.jpg"
    with Library.open(tmp_path / "library", write=True) as library:
        library.use_pack("test-1")
        ((file, _),) = library.upsert_files([seen(before, b"photo")])
        (photo,) = library.add_photos([NewPhoto("1-a", Metadata("JPEG", 4, 3), 0, (), None, (), (file,))])
        before.unlink()
        ((moved, _),) = library.upsert_files([seen(after, b"photo")])
        library.attach_files([(moved, photo)])
        assert library.settle_arrivals() == 1
    for path in (before, after):
        result = call("--library", tmp_path / "library", "history", path, "--json")
        events = one_object(result.stdout)["events"]
        assert [(event["what"], event["path"], event["from_path"]) for event in events] == [
            ("added", str(before), None),
            ("moved", str(after), str(before)),
        ]
    shown = call("--library", tmp_path / "library", "history", after)
    assert f"moved from {before} to {after}" in shown.stdout
    unknown = call("--library", tmp_path / "library", "history", tmp_path / "nope.jpg")
    assert unknown.exit_code == 1
    assert "is not known" in unknown.stderr


def test_where_an_offline_photo_is_in_words() -> None:
    assert day_in_words("2026-10-03T08:00:00", "2026-11-21") == "3 Oct"
    assert day_in_words("2024-10-03T08:00:00", "2026-11-21") == "3 Oct 2024"
    seen_last = "2019-10-03T08:00:00"
    hit = Hit(1, "/a.jpg", 0.9, Match.LIKELY, "", (), None, 1, "JPEG", "Backup-2", False, last_seen=seen_last)
    assert hit.away == "on Backup-2, last seen 3 Oct 2019"
