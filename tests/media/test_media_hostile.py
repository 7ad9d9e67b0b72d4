"""Whatever the bytes, decoding ends as a picture or as a reason; never as another exception."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from media_pictures import encoded, scene

from app.domain import Unreadable
from app.media.decode import decode

BASE = {
    name: encoded(scene(64, 48), name, **options)
    for name, options in {
        "JPEG": {"quality": 80},
        "PNG": {},
        "WEBP": {"quality": 60},
        "GIF": {},
        "TIFF": {"compression": "tiff_lzw"},
        "BMP": {},
        "AVIF": {"speed": 10},
        "JPEG2000": {},
        "TGA": {},
        "PPM": {},
    }.items()
}
BASE["progressive JPEG"] = encoded(scene(64, 48), "JPEG", progressive=True)
SIGNATURES = [
    *(data[:16] for data in BASE.values()),
    b"8BPS\0\1\0\0\0\0\0\0",
    b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    b"P3\n",
    b"P5 9 9 255\n",
    b"",
]
KEPT_SMALL = 4_000_000  # pixels: a damaged size that is larger is refused, so that the test stays quick
LIBRARY_WORDS = re.compile(r"error\b|exception|traceback|0x[0-9a-f]|PIL|[a-z][A-Z]\w+Error|b'", re.IGNORECASE)

many = settings(max_examples=75, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile") / "photo.tga"


def attempt(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        picture = decode(path, max_pixels=KEPT_SMALL, thumbnail_side=64)
    except Unreadable as refusal:
        reason = str(refusal)
    else:
        reason = picture.warning or "fine"
        if picture.pixels.shape != (224, 224, 3) or picture.thumbnail[:2] != b"\xff\xd8":
            pytest.fail("a picture of the wrong shape")
    if not reason or len(reason) > 150 or LIBRARY_WORDS.search(reason):
        pytest.fail(f"no reason for a person: {reason!r}")


@many
@given(start=st.sampled_from(SIGNATURES), rest=st.binary(max_size=1500))
def test_random_bytes(file: Path, start: bytes, rest: bytes) -> None:
    attempt(file, start + rest)


@many
@given(name=st.sampled_from(sorted(BASE)), share=st.floats(0, 1))
def test_truncated(file: Path, name: str, share: float) -> None:
    attempt(file, BASE[name][: int(len(BASE[name]) * share)])


@many
@given(data=st.data(), name=st.sampled_from(sorted(BASE)))
def test_flipped_bits(file: Path, data: st.DataObject, name: str) -> None:
    content = bytearray(BASE[name])
    # Headers are where the harm is done: half of the flips go there.
    places = st.one_of(st.integers(0, min(99, len(content) - 1)), st.integers(0, len(content) - 1))
    for place, bit in data.draw(st.lists(st.tuples(places, st.integers(0, 7)), min_size=1, max_size=8)):
        content[place] ^= 1 << bit
    attempt(file, bytes(content))


@many
@given(data=st.data(), name=st.sampled_from(sorted(BASE)))
def test_bytes_put_in_and_taken_out(file: Path, data: st.DataObject, name: str) -> None:
    content = BASE[name]
    at = data.draw(st.integers(0, len(content)))
    cut = data.draw(st.integers(0, 40))
    attempt(file, content[:at] + data.draw(st.binary(max_size=40)) + content[at + cut :])
