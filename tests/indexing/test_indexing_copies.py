"""The same picture in several forms is linked, when it comes or later; two shots or RAW+JPEG pairs are no copies."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from app.domain import Cancelled, CancelToken
from app.index.manifest import index_folder
from app.index.prints import open_prints, signs_in
from app.indexing import copies
from app.indexing.copies import link_copies
from app.library import Library, NewPhoto, SeenFile
from app.media.decode import decode
from app.media.identity import content_key
from app.media.thumbnails import ThumbnailStore
from app.paths import PROJECT, sample_photos

PACK = "test-1"
KILLED = """
import os, signal, sys
from pathlib import Path
from app.domain import CancelToken
from app.indexing import copies
from app.library import Library
copies._CHUNK = 3
put = Library.put_late_fingerprints
done = 0
def counted(self, prints):
    global done
    if done == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    done += 1
    put(self, prints)
Library.put_late_fingerprints = counted
copies.link_copies(Path(sys.argv[1]), CancelToken())
"""


class Album:
    """A library of real picture files, as workers would describe them, but for the models."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.pictures = folder / "library", folder / "pictures"
        self.pictures.mkdir()
        self.names: dict[int, str] = {}

    def add(
        self, name: str, image: Image.Image, *, taken: str | None = None, kind: str = "JPEG", late: bool = False
    ) -> int:
        """`late`: as a version did that knew no fingerprints."""
        path = self.pictures / name
        image.save(path, "JPEG", quality=88)
        facts = path.stat()
        picture = decode(path, max_pixels=10**8, thumbnail_side=320)
        key = content_key(path)
        with Library.open(self.folder, write=True) as library:
            library.use_pack(PACK)
            ThumbnailStore(library.thumbnails).put(key, picture.thumbnail)
            files = library.upsert_files([SeenFile(os.fsencode(path), facts.st_size, facts.st_mtime_ns, facts.st_dev)])
            said = replace(picture.metadata, taken=taken, camera="Canon EOS R5", format=kind)
            photo = NewPhoto(
                key,
                said,
                len(self.names),
                (),
                None,
                (),
                (files[0][0],),
                fingerprint=None if late else picture.fingerprint,
            )
            (id_,) = library.add_photos([photo])
            if late:
                library._rows("UPDATE facts SET value = ? WHERE name = 'fingerprints_due_to'", (str(id_),))
        self.names[id_] = name
        return id_

    def groups(self) -> set[tuple[str, ...]]:
        with Library.open(self.folder) as library:
            groups = [library.group_mates([photo], "copy") for photo in self.names]
        return {tuple(sorted(self.names[photo] for photo in group)) for group in groups if len(group) > 1}

    def link(self) -> int:
        return link_copies(self.folder, CancelToken())


@pytest.fixture
def album(tmp_path: Path) -> Album:
    return Album(tmp_path)


def sample(number: int) -> Image.Image:
    with Image.open(sample_photos() / f"sample-{number:02}.jpg") as image:
        return ImageOps.exif_transpose(image).convert("RGB")


def small(image: Image.Image) -> Image.Image:
    return image.resize((image.width // 2, image.height // 2))


def forms() -> Iterator[tuple[str, Image.Image]]:
    for number in (1, 5, 9):
        image = sample(number)
        yield f"{number}.jpg", image
        yield f"{number} small.jpg", small(image)
        yield f"{number} rotated.jpg", image.transpose(Image.Transpose.ROTATE_90)
        yield f"{number} mirrored and grey.jpg", ImageOps.mirror(image).convert("L").convert("RGB")
    yield "2.jpg", sample(2)
    yield "3.jpg", sample(3)


GROUPS = {
    tuple(sorted(f"{number}{form}.jpg" for form in ("", " small", " rotated", " mirrored and grey")))
    for number in (1, 5, 9)
}


def test_forms_of_one_picture_are_linked_bit_by_bit_as_at_once(album: Album, tmp_path: Path) -> None:
    for name, image in forms():
        album.add(name, image)
    assert album.link() == 3
    assert album.groups() == GROUPS
    assert album.link() == 0, "nothing new"
    (tmp_path / "other").mkdir()
    other = Album(tmp_path / "other")
    for name, image in reversed(list(forms())):
        other.add(name, image)
        other.link()
    assert other.groups() == GROUPS
    with Library.open(album.folder) as library:
        photos, groups = library.fold_groups()
        assert len(photos) == 12 and len(set(groups.tolist())) == 3


def test_two_shots_are_no_copies_however_alike(album: Album) -> None:
    album.add("a.jpg", sample(4), taken="2024-05-01T12:00:00")
    album.add("b.jpg", small(sample(4)), taken="2024-05-01T12:00:01")
    album.add("a.dng", sample(4).rotate(180), taken="2024-05-01T12:00:00", kind="DNG")
    album.link()
    assert album.groups() == set()
    album.add("a by a messenger.jpg", small(small(sample(4))))
    album.link()
    (group,) = album.groups()
    assert len(group) == 2 and "a by a messenger.jpg" in group, "one that lost its time goes with one of them"


def test_what_moved_between_two_pictures_keeps_them_apart(album: Album) -> None:
    image = sample(6)
    album.add("before.jpg", image)
    patch = ImageOps.flip(image.crop((0, 0, image.width // 3, image.height // 2)))
    image.paste(patch, (image.width // 3, image.height // 4))
    album.add("after.jpg", image)
    album.link()
    assert album.groups() == set()


def test_photos_of_an_earlier_version_are_looked_at_later_and_a_kill_does_no_harm(album: Album) -> None:
    for name, image in forms():
        album.add(name, image, late=True)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(album.folder)], env={**os.environ, "PYTHONPATH": str(PROJECT)}, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    with Library.open(album.folder) as library:
        assert library.last_fingerprint() == 6
        assert len(library.fingerprints_due(100)) == len(album.names) - 6
    for picture in album.pictures.iterdir():
        picture.unlink()  # no original is opened
    album.link()
    assert album.groups() == GROUPS
    with Library.open(album.folder) as library:
        assert library.fingerprints_due(100) == []
    assert album.link() == 0


def test_stopped_and_taken_up_again(album: Album, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, image in forms():
        album.add(name, image, late=True)
    cancel = CancelToken()
    monkeypatch.setattr(copies, "_CHUNK", 4)
    put = Library.put_late_fingerprints

    def stop(library: Library, prints: list[tuple[int, bytes | None]]) -> None:
        put(library, prints)
        cancel.cancel()

    with monkeypatch.context() as patched:
        patched.setattr(Library, "put_late_fingerprints", stop)
        with pytest.raises(Cancelled):
            link_copies(album.folder, cancel)
    with Library.open(album.folder) as library:
        assert library.last_fingerprint() == 4
    album.link()
    assert album.groups() == GROUPS


def test_a_photo_without_a_thumbnail_is_passed_over(album: Album) -> None:
    first = album.add("a.jpg", sample(1), late=True)
    album.add("b.jpg", small(sample(1)), late=True)
    with Library.open(album.folder) as library:
        store = ThumbnailStore(library.thumbnails)
        store.path(library.facts_for_copies([first])[first].key).unlink()
    album.link()
    assert album.groups() == set()
    with Library.open(album.folder) as library:
        assert library.fingerprints_due(10) == []


def test_mapped_signs_are_those_of_the_catalogue(album: Album, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "_LEAST_NEW", 5)
    pictures: Mapping[str, Image.Image] = dict(forms())
    for number, (name, image) in enumerate(pictures.items()):
        album.add(name, image)
        if number % 5 == 4:
            album.link()
    album.link()
    assert album.groups() == GROUPS
    with Library.open(album.folder) as library:
        file = open_prints(index_folder(library.folder, PACK), library.last_fingerprint())
        assert file is not None
        photos, signs = signs_in(file)
        whole = copies._Everyone(library)
        assert len(whole.photos) == len(pictures) >= len(photos)
        assert whole.photos[: len(photos)].tolist() == photos.tolist()
        kept = next(library.fingerprints_since(0))
        assert all((mine == theirs).all() for mine, theirs in zip(whole.signs, copies.words(kept.prints), strict=True))
        assert len(signs) == 4
        assert open_prints(index_folder(library.folder, PACK), int(file.facts["last"]) - 1) is None
    shutil.rmtree(index_folder(album.folder, PACK))
    assert album.link() == 0
    with Library.open(album.folder) as library:
        file = open_prints(index_folder(library.folder, PACK), library.last_fingerprint())
        assert file is not None and len(signs_in(file)[0]) == len(pictures)


def test_a_library_that_another_process_writes_to_is_left_alone(album: Album) -> None:
    album.add("a.jpg", sample(1))
    with Library.open(album.folder, write=True):
        assert link_copies(album.folder, CancelToken()) == 0
