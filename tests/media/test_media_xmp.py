"""Sidecars and embedded keywords: read from what other programs write, written so that they can read it."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from app.domain import FileWords, SnowlineError, Unreadable
from app.media.embedded import embedded_words
from app.media.sidecar import is_sidecar, names_for, read_with_digest, write_sidecar
from app.media.xmp import MAX_BYTES, Edit, caption_text, edited_xmp, parse_xmp
from app.messages import plain_text

_HEAD = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:lr="http://ns.adobe.com/lightroom/1.0/" xmlns:digiKam="http://www.digikam.org/ns/1.0/">'
)
_TAIL = "</rdf:RDF></x:xmpmeta>"


def packet(block: str) -> bytes:
    return f"{_HEAD}{block}{_TAIL}".encode()


ATTRIBUTES = packet('<rdf:Description rdf:about="" xmp:Rating="4" dc:description="two words"/>')
ELEMENTS = packet(
    '<rdf:Description rdf:about=""><xmp:Rating>3</xmp:Rating></rdf:Description>'
    '<rdf:Description rdf:about=""><dc:subject><rdf:Bag><rdf:li>Oslo</rdf:li><rdf:li>snow &amp; ice</rdf:li>'
    '<rdf:li>OSLO</rdf:li></rdf:Bag></dc:subject><dc:description><rdf:Alt><rdf:li xml:lang="nb-NO">Fjorden</rdf:li>'
    '<rdf:li xml:lang="x-default">The fjord</rdf:li></rdf:Alt></dc:description></rdf:Description>'
)
HIERARCHY = packet(
    "<rdf:Description><lr:hierarchicalSubject><rdf:Bag><rdf:li>Places|Norway|Bergen</rdf:li></rdf:Bag>"
    "</lr:hierarchicalSubject><digiKam:TagsList><rdf:Seq><rdf:li>People/Anna</rdf:li></rdf:Seq></digiKam:TagsList>"
    "</rdf:Description>"
)
DARKTABLE = b"""<?xml version="1.0" encoding="UTF-8"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 4.4.0-Exiv2">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:darktable="http://darktable.sf.net/"
   xmlns:d="urn:d" xmp:Rating="1" darktable:xmp_version="5" darktable:note="first&#10;second&#9;end">
   <!-- kept by hand -->
   <darktable:history><rdf:Seq><rdf:li d:what="exposure" d:how="00f&quot;"/></rdf:Seq></darktable:history>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
"""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (ATTRIBUTES, FileWords(4, "two words")),
        (ELEMENTS, FileWords(3, "The fjord", ("Oslo", "snow & ice"))),
        (HIERARCHY, FileWords(tags=("Bergen", "Anna"))),
        (DARKTABLE, FileWords(1)),
        (packet(""), FileWords()),
        (packet('<rdf:Description xmp:Rating="0"/>'), FileWords()),  # a camera's "not rated"
        (packet('<rdf:Description xmp:Rating="-1"/>'), FileWords(-1)),
        (packet('<rdf:Description xmp:Rating="5.0"/>'), FileWords(5)),
        (packet('<rdf:Description xmp:Rating="99"/>'), FileWords()),
        (packet('<rdf:Description xmp:Rating="nan"/>'), FileWords()),
        (packet('<rdf:Description dc:description="OLYMPUS DIGITAL CAMERA"/>'), FileWords()),
        (packet('<rdf:Description dc:title="A title"/>'), FileWords(caption="A title")),
        (ELEMENTS + b"\0" * 40, FileWords(3, "The fjord", ("Oslo", "snow & ice"))),
        (ATTRIBUTES.decode().encode("utf-16"), FileWords(4, "two words")),
    ],
)
def test_what_other_programs_write_is_understood(data: bytes, words: FileWords) -> None:
    assert parse_xmp(data) == words


BOMB = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>' + packet("&b;")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\0\0  \n", "empty"),
        (b"not xml", "damaged"),
        (ATTRIBUTES[:-9], "damaged"),
        (b"<html/>", "no XMP"),
        (BOMB, "document type"),
        (b'<?xml version="1.0" encoding="klingon"?>' + ATTRIBUTES, "damaged"),
        (ATTRIBUTES.replace(b"two", b"t\xffo"), "damaged"),
        (ATTRIBUTES.replace(b"two", b"t\x01o"), "damaged"),
        (b" " * (MAX_BYTES + 1), "larger than"),
    ],
)
def test_what_is_no_packet_is_refused_with_a_reason(data: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=reason):
        parse_xmp(data)
    with pytest.raises(Unreadable, match=reason):
        edited_xmp(data, Edit(rating=3))
    path = tmp_path / "a.jpg.xmp"
    path.write_bytes(data)
    with pytest.raises(Unreadable, match=reason):
        write_sidecar(os.fsencode(path), Edit(rating=3))
    assert path.read_bytes() == data
    assert os.listdir(tmp_path) == ["a.jpg.xmp"]


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: packet(text)))
def test_nothing_but_unreadable_is_raised(data: bytes) -> None:
    for work in (parse_xmp, lambda d: edited_xmp(d, Edit(rating=2, caption="c", tags=("t",)))):
        try:
            work(data)
        except Unreadable:
            continue


TEXT = st.text(max_size=40)
TAGS = st.lists(TEXT.map(plain_text).filter(bool), max_size=5, unique_by=str.casefold)


@given(
    rating=st.sampled_from([None, -1, 1, 2, 3, 4, 5]),
    caption=st.text(max_size=80).map(lambda text: plain_text(text, lines=True)).filter(bool) | st.none(),
    tags=TAGS,
    old=st.sampled_from([None, ATTRIBUTES, ELEMENTS, HIERARCHY, DARKTABLE, packet("")]),
)
@example(rating=4, caption='a <b> & "c" ]]>\nsecond', tags=["x]]>", "ß", "日本"], old=ELEMENTS)
def test_what_is_written_is_read_again_and_nothing_else_is_lost(
    rating: int | None, caption: str | None, tags: list[str], old: bytes | None
) -> None:
    before = parse_xmp(old) if old else FileWords()
    new = edited_xmp(old, Edit(rating=rating, caption=caption, tags=tuple(tags)))
    after = parse_xmp(new)
    assert after.rating == (before.rating if rating is None else rating)
    if caption is None or caption_text(caption) is not None:
        assert after.caption == (before.caption if caption is None else caption)
    assert {tag.casefold() for tag in after.tags} >= {tag.casefold() for tag in (*before.tags, *tags)}
    # A second time there is nothing to change.
    assert edited_xmp(new, Edit(rating=rating, caption=caption, tags=tuple(tags))) == new
    kept = re.findall(rb"<(?:lr|digiKam|darktable):.*?</(?:lr|digiKam|darktable):\w+>", old or b"", re.DOTALL)
    assert all(part in new for part in kept)


def test_only_our_properties_change() -> None:
    new = edited_xmp(DARKTABLE, Edit(rating=5, caption="A day", tags=("Oma",)))
    text = new.decode()
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>')
    for kept in ("<!-- kept by hand -->", 'darktable:note="first&#10;second&#9;end"', "00f&quot;", "Exiv2"):
        assert kept in text
    assert text.count("Rating") == 1
    assert parse_xmp(new) == FileWords(5, "A day", ("Oma",))
    without = edited_xmp(new, Edit(unrated=True, without=("OMA",)))
    assert parse_xmp(without) == FileWords(None, "A day")
    other = edited_xmp(ELEMENTS, Edit(caption="Fjord in winter"))
    assert "Fjorden" in other.decode()  # the other language stays
    assert parse_xmp(other).caption == "Fjord in winter"


def test_a_sidecar_is_replaced_in_one_step_with_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg.xmp"
    raw = os.fsencode(path)
    assert write_sidecar(raw, Edit(rating=2, tags=("one",))).changed
    assert read_with_digest(raw)[0] == FileWords(2, None, ("one",))
    path.chmod(0o640)
    inode = path.stat().st_ino
    assert not write_sidecar(raw, Edit(rating=2)).changed
    assert path.stat().st_ino == inode
    assert write_sidecar(raw, Edit(rating=3)).changed
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    link = tmp_path / "b.jpg.xmp"
    link.symlink_to(path)
    write_sidecar(os.fsencode(link), Edit(rating=4))
    assert link.is_symlink()
    assert read_with_digest(raw)[0].rating == 4
    assert sorted(os.listdir(tmp_path)) == ["a.jpg.xmp", "b.jpg.xmp"]
    with pytest.raises(SnowlineError, match="cannot be written"):
        write_sidecar(os.fsencode(tmp_path / "gone" / "c.jpg.xmp"), Edit(rating=4))


def test_names_of_sidecars() -> None:
    assert names_for(b"/p/a.jpg") == (b"/p/a.jpg.xmp", b"/p/a.xmp")
    assert [is_sidecar(name) for name in (b"a.xmp", b"A.JPG.XMP", b"._a.xmp", b".snowline-1", b"a.jpg")] == [
        True, True, False, False, False
    ]  # fmt: skip


def iptc(*records: tuple[int, int, bytes]) -> bytes:
    """The Photoshop block of a JPEG that holds these IPTC records."""
    data = b"".join(b"\x1c" + bytes(key) + len(value).to_bytes(2, "big") + value for *key, value in records)
    block = b"8BIM\x04\x04\0\0" + len(data).to_bytes(4, "big") + data + b"\0" * (len(data) % 2)
    return b"Photoshop 3.0\0" + block


def with_iptc(path: Path, *records: tuple[int, int, bytes]) -> None:
    plain = path.read_bytes()
    app13 = iptc(*records)
    path.write_bytes(plain[:2] + b"\xff\xed" + (len(app13) + 2).to_bytes(2, "big") + app13 + plain[2:])


def test_words_inside_files_are_read(tmp_path: Path) -> None:
    image = Image.new("RGB", (16, 16), (90, 120, 60))
    for suffix in ("jpg", "png", "webp", "tif", "avif"):
        path = tmp_path / f"a.{suffix}"
        image.save(path, **({"tiffinfo": {700: ELEMENTS}} if suffix == "tif" else {"xmp": ELEMENTS}))
        if suffix == "png" and not embedded_words(path).tags:
            continue  # this Pillow writes no XMP into PNG
        assert embedded_words(path) == FileWords(3, "The fjord", ("Oslo", "snow & ice")), suffix
    both = tmp_path / "both.jpg"
    image.save(both, xmp=ATTRIBUTES)
    with_iptc(both, (2, 25, b"Garten"), (2, 25, "Bäume".encode("latin-1")), (2, 120, b"old words"))
    assert embedded_words(both) == FileWords(4, "two words", ("Garten", "Bäume"))
    old = tmp_path / "old.jpg"
    image.save(old)
    with_iptc(old, (1, 90, b"\x1b%G"), (2, 5, b"A name"), (2, 25, "東京".encode()), (2, 25, b"T\xff"))
    assert embedded_words(old) == FileWords(None, "A name", ("東京", "T\N{REPLACEMENT CHARACTER}"))


def test_a_damaged_packet_inside_a_file_is_reported_and_the_rest_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.new("RGB", (16, 16)).save(path, xmp=b"<broken")
    with_iptc(path, (2, 25, b"Garten"))
    said = embedded_words(path)
    assert said.tags == ("Garten",)
    assert said.problem is not None
    assert "damaged" in said.problem
    assert embedded_words(tmp_path / "gone.jpg").problem is not None
    (tmp_path / "text.txt").write_text("no photo")
    assert embedded_words(tmp_path / "text.txt") == FileWords()


@given(st.binary(max_size=120))
def test_hostile_records_raise_nothing(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "hostile.jpg"
    Image.new("RGB", (8, 8)).save(path)
    plain = path.read_bytes()
    app13 = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + len(data).to_bytes(4, "big") + data
    path.write_bytes(plain[:2] + b"\xff\xed" + (len(app13) + 2).to_bytes(2, "big") + app13 + plain[2:])
    embedded_words(path)


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")
def test_exiftool_reads_what_we_write_and_we_what_it_writes(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg.xmp"
    tags = ("Oma", "snow & ice", "日本")
    write_sidecar(os.fsencode(path), Edit(rating=4, caption="Grüße <aus> Oslo\nzweite Zeile", tags=tags))
    run = subprocess.run(
        ["exiftool", "-j", "-Rating", "-Subject", "-Description", str(path)], capture_output=True, check=True
    )
    said = json.loads(run.stdout)[0]
    assert (said["Rating"], said["Description"]) == (4, "Grüße <aus> Oslo\nzweite Zeile")
    assert said["Subject"] == list(tags)
    photo = tmp_path / "b.jpg"
    Image.new("RGB", (16, 16)).save(photo)
    orders = ["-XMP:Rating=5", "-XMP:Subject=Anna", "-IPTC:Keywords=Garten", "-XMP:Description=By exiftool"]
    subprocess.run(["exiftool", "-q", "-overwrite_original", *orders, str(photo)], check=True)
    assert embedded_words(photo) == FileWords(5, "By exiftool", ("Anna", "Garten"))
    subprocess.run(["exiftool", "-q", "-o", str(tmp_path / "b.xmp"), *orders[:2], str(photo)], check=False)
    subprocess.run(["exiftool", "-q", "-tagsfromfile", str(photo), "-xmp", str(tmp_path / "c.xmp")], check=True)
    assert read_with_digest(os.fsencode(tmp_path / "c.xmp"))[0].rating == 5
    write_sidecar(os.fsencode(tmp_path / "c.xmp"), Edit(rating=1, tags=("Neu",)))
    run = subprocess.run(["exiftool", "-j", "-Rating", "-Subject", str(tmp_path / "c.xmp")], capture_output=True)
    again = json.loads(run.stdout)[0]
    assert (again["Rating"], again["Subject"]) == (1, ["Anna", "Neu"])
