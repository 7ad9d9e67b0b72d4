"""`read-text` and what `status` says of it, with and without the part that reads."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from PIL import Image, ImageDraw, ImageFont

from app.domain import Metadata
from app.library import Library, NewPhoto, SeenFile
from app.library.seen_text import SeenText
from app.vision.reading import can_read


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of one photo that shows text, as if it was described."""
    page = Image.new("RGB", (640, 480), "white")
    ImageDraw.Draw(page).text((40, 160), "No parking here", fill="black", font=ImageFont.load_default(48))
    path = tmp_path / "photos" / "sign.png"
    path.parent.mkdir()
    page.save(path)
    facts = path.stat()
    with Library.open(tmp_path / "library", write=True) as library:
        library.use_pack("test-1")
        library.add_root(path.parent)
        ((file, _),) = library.upsert_files([SeenFile(bytes(path), facts.st_size, facts.st_mtime_ns, facts.st_dev)])
        library.add_photos([NewPhoto("1-0", Metadata("PNG", 640, 480), 0, (), None, (), (file,))])
    return tmp_path / "library"


def test_status_says_how_far_the_reading_is(call: Callable[..., Result], library: Path) -> None:
    assert "read in 0 of 1 photo" in call("--library", library, "status").stdout
    with Library.open(library, write=True) as writer:
        writer.put_seen_texts([SeenText(1, "No parking")], "test", "2024-05-01T10:00:00")
    assert "read in 1 of 1 photo, 1 of them shows any" in call("--library", library, "status").stdout
    told = json.loads(call("--library", library, "status", "--json").stdout)["text_in_pictures"]
    assert told == {"photos": 1, "read": 1, "with_text": 1, "failed": 0, "probable": 0, "can_read": can_read()}


def test_without_the_optional_part_both_say_how_to_get_it(
    call: Callable[..., Result], library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("app.indexing.reading", "app.vision.reading"):  # in this order: the first takes it from the second
        monkeypatch.setattr(f"{module}.can_read", lambda: False)
    told = call("--library", library, "read-text")
    assert told.exit_code == 1
    assert "pip install 'snowline[ocr]'" in told.stderr
    assert "pip install" in call("--library", library, "status").stdout


@pytest.mark.skipif(not can_read(), reason="needs the optional part rapidocr-onnxruntime")
def test_text_is_read_and_kept(call: Callable[..., Result], library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main = sys.modules["__main__"]  # a spawned process would import it again, which here is pytest
    monkeypatch.setattr(main, "__spec__", None)
    monkeypatch.delattr(main, "__file__", raising=False)
    done = call("--library", library, "read-text", "--json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["read"], told["with_text"], told["failed"], told["cancelled"]) == (1, 1, [], False)
    with Library.open(library) as reader:
        assert reader.showing("no parking").tolist() == [1]
    again = call("--library", library, "read-text", "--retry", "--probable")
    assert "0 photos read now" in again.stdout and "Text read in 1 of 1 photo" in again.stdout
