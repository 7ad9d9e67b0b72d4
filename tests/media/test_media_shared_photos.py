"""The folders of damaged files and of EXIF samples, where they are at hand: read in a child process with limits."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from media_pictures import MAX_PIXELS, SIDE
from test_media_hostile import LIBRARY_WORDS

from app.domain import Metadata
from app.media.decode import decode

ADDRESS_SPACE = 4 << 30  # bytes the child may ask for
PEAK_MEMORY = 1 << 30  # bytes the child may really use
SECONDS = 120
PROJECT = Path(__file__).resolve().parents[2]

CHILD = """
import json, resource, sys, time
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, ({address_space}, {address_space}))
from app.domain import Unreadable
from app.media.decode import decode
from app.media.identity import content_key
found = []
for path in sorted(Path(sys.argv[1]).iterdir()):
    started = time.perf_counter()
    content_key(path)
    try:
        picture = decode(path, max_pixels={max_pixels}, thumbnail_side={side})
        end = {{"format": picture.metadata.format, "warning": picture.warning, "shape": picture.pixels.shape}}
    except Unreadable as refusal:
        end = {{"reason": str(refusal)}}
    found.append({{"name": path.name, "seconds": time.perf_counter() - started, **end}})
# The system's own count of a process begins with what its parent had; the one of its memory does not.
peak = next(line.split()[1] for line in open("/proc/self/status", encoding="ascii") if line.startswith("VmHWM"))
print(json.dumps({{"files": found, "peak": int(peak) * 1024}}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads what the system says of a process's memory")
def test_every_damaged_file_ends_as_a_picture_or_a_reason(shared: Path) -> None:
    folder = shared / "data" / "broken"
    if not folder.is_dir():
        pytest.skip("needs the folder data/broken of the shared photo sets")
    script = CHILD.format(address_space=ADDRESS_SPACE, max_pixels=MAX_PIXELS, side=SIDE)
    child = subprocess.run(
        [sys.executable, "-c", script, str(folder)], cwd=PROJECT, capture_output=True, timeout=SECONDS, check=False
    )
    assert (child.returncode, child.stderr.decode()) == (0, "")
    answer = json.loads(child.stdout)
    files = {file["name"]: file for file in answer["files"]}
    assert len(files) == len(list(folder.iterdir())) > 500
    assert answer["peak"] < PEAK_MEMORY
    assert max(file["seconds"] for file in files.values()) < 10
    decoded = [file for file in files.values() if "reason" not in file]
    assert len(decoded) >= 370
    assert all(file["shape"] == [224, 224, 3] for file in decoded)
    reasons = {file["reason"] for file in files.values() if "reason" in file}
    assert [reason for reason in reasons if LIBRARY_WORDS.search(reason) or len(reason) > 150] == []
    assert files["Tests__images__truncated_jpeg.jpg"]["warning"] == "file is truncated"
    assert files["Tests__images__bmp__b__reallybig.bmp"]["reason"].startswith("too large")
    assert files["Tests__images__hopper.psd"]["format"] == "PSD"
    assert "icon" in files["Tests__images__python.ico"]["reason"]


def read(path: Path) -> Metadata:
    return decode(path, max_pixels=MAX_PIXELS, thumbnail_side=SIDE).metadata


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "heic__IMG_5195.HEIC",
            ("HEIF", 2566, 3313, 1, "2021-04-11T15:47:53", "Apple iPhone 11 Pro Max", (39.0513, -94.2888)),
        ),
        ("jpg__Canon_40D.jpg", ("JPEG", 100, 68, 1, "2008-05-30T15:56:01", "Canon EOS 40D", None)),
        ("jpg__Nikon_D70.jpg", ("JPEG", 100, 66, 1, "2008-03-15T09:52:01", "NIKON D70", None)),
        (
            "jpg__Konica_Minolta_DiMAGE_Z3.jpg",
            ("JPEG", 70, 100, 1, "2005-03-10T15:10:48", "KONICA MINOLTA DiMAGE Z3", None),
        ),
        ("jpg__exif-org__sony-d700.jpg", ("JPEG", 672, 512, 1, "1998-12-01T14:22:36", "SONY DSC-D700", None)),
        (
            "jpg__gps__DSCN0010.jpg",
            ("JPEG", 640, 480, 1, "2008-10-22T16:28:39", "NIKON COOLPIX P6000", (43.46745, 11.88513)),
        ),
        (
            "jpg__hdr__canon_hdr_YES.jpg",
            ("JPEG", 1536, 2048, 6, "2015-02-09T22:48:10", "Canon PowerShot SX60 HS", None),
        ),
        ("jpg__mobile__jolla.jpg", ("JPEG", 3264, 2448, 1, "2014-09-21T16:00:56", "Jolla", None)),
        ("jpg__orientation__landscape_8.jpg", ("JPEG", 600, 450, 8, None, None, None)),
        ("jpg__tests__30-type_error.jpg", ("JPEG", 3872, 2403, 1, "2013-07-07T17:20:59", None, None)),
        ("tiff__DudleyLeavittUtah.tiff", ("TIFF", 196, 257, 1, "2009-09-26T01:11:52", None, None)),
    ],
)
def test_exif_samples(shared: Path, name: str, expected: tuple[object, ...]) -> None:
    path = shared / "data" / "exif" / name
    if not path.is_file():
        pytest.skip("needs the folder data/exif of the shared photo sets")
    found = read(path)
    *fields, place = expected
    assert [found.format, found.width, found.height, found.orientation, found.taken, found.camera] == fields
    if place is None:
        assert (found.latitude, found.longitude) == (None, None)
    else:
        assert (found.latitude, found.longitude) == pytest.approx(place, abs=1e-4)


def test_all_exif_samples_are_read_and_turned_samples_agree(shared: Path) -> None:
    folder = shared / "data" / "exif"
    if not folder.is_dir():
        pytest.skip("needs the folder data/exif of the shared photo sets")
    pictures = {
        path.name: decode(path, max_pixels=MAX_PIXELS, thumbnail_side=SIDE) for path in sorted(folder.iterdir())
    }
    assert len(pictures) == 46
    for side in ("landscape", "portrait"):
        turned = [picture.pixels.astype(int) for name, picture in pictures.items() if f"orientation__{side}" in name]
        assert len(turned) == 4
        for other in turned[1:]:
            assert np.abs(turned[0] - other).mean() < 6  # alike but for the number written on each
