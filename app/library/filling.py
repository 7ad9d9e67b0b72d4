"""Fills an empty catalogue with very many described photos at once: what `add_photos` writes, without asking of each
what is known of it. For measurements on large libraries: an index run never meets so many that are described already.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

from app.domain import SnowlineError, Triplet
from app.library.rows import NewText, shown
from app.library.words import file_words, folder_words
from app.library.writer import CatalogueWriter

_AT_ONCE = 20_000  # photos whose rows are held in memory


@dataclass(frozen=True, slots=True)
class FilledDrive:
    """A drive to be. `mount` is where it is said to be mounted, `root` the folder inside it that is the library's."""

    serial: str
    label: str
    kind: str
    mount: bytes
    root: bytes = b"photos"


@dataclass(frozen=True, slots=True)
class FilledPhoto:
    """A described photo with its one file: `path` inside the drive of that number. `caption` and `triplets` are numbers
    of texts, `tags` (tag number, probability)."""

    key: str
    format: str
    taken: str | None
    camera: str | None
    drive: int
    path: bytes
    size: int
    mtime_ns: int
    caption: int
    triplets: Sequence[int]
    tags: Sequence[tuple[int, float]]


class Filler(CatalogueWriter):
    """The part of a `Library` that fills it."""

    def fill(
        self,
        drives: Sequence[FilledDrive],
        tags: Sequence[str],
        texts: Sequence[NewText],
        triplets: Sequence[tuple[Triplet, int]],
        photos: Iterable[FilledPhoto],
        *,
        sure_tag: float,
    ) -> int:
        """Adds everything in one transaction; the photos get the slots 0, 1, 2 ... Returns how many there were.

        `triplets` are pairs of a triplet and the number of its text. Raises SnowlineError for a library that holds
        photos already.
        """
        if self._count("SELECT EXISTS (SELECT 1 FROM photos)") or self._count("SELECT EXISTS (SELECT 1 FROM texts)"):
            raise SnowlineError(f"The library in {self.folder} is not empty. Choose another folder.")
        with self._transaction() as connection:
            gen = self._gen()
            # Indexes are quicker made from what is there than kept up row by row, and triggers have nothing to tell.
            put_aside = connection.execute(
                "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND (type = 'trigger' OR "
                "type = 'index' AND tbl_name IN ('photo_vectors', 'files', 'captions', 'photo_tags', 'photo_triplets'))"
            ).fetchall()
            for kind, name, _ in put_aside:
                connection.execute(f"DROP {kind} {name}")
            connection.executemany(
                "INSERT INTO drives (id, serial, label, kind, mount, last_seen) VALUES (?, ?, ?, ?, ?, ?)",
                [(n, d.serial, d.label, d.kind, d.mount, "2024-01-01T00:00:00") for n, d in enumerate(drives, 1)],
            )
            connection.executemany(
                "INSERT INTO roots (drive_id, path) VALUES (?, ?)", [(n, d.root) for n, d in enumerate(drives, 1)]
            )
            connection.executemany("INSERT INTO tag_names (id, name) VALUES (?, ?)", list(enumerate(tags, 1)))
            connection.executemany(
                "INSERT INTO texts (id, text, kind) VALUES (?, ?, ?)",
                [(n, text.text, text.kind) for n, text in enumerate(texts, 1)],
            )
            connection.executemany(
                "INSERT INTO text_vectors (text_id, gen, slot) VALUES (?, ?, ?)",
                [(n, gen, text.slot) for n, text in enumerate(texts, 1)],
            )
            triplet_of: dict[int, int] = {}
            for number, (triplet, text) in enumerate(triplets, 1):
                triplet_of[text] = number
                connection.execute(
                    "INSERT INTO triplets (id, subject, predicate, object, text_id) VALUES (?, ?, ?, ?, ?)",
                    (number, triplet.subject, triplet.predicate, triplet.object, text + 1),
                )
            roots = [shown(drive.root) for drive in drives]
            number = 0
            for part in _parts(photos):
                rows = list(enumerate(part, number + 1))
                _put(connection, gen, rows, roots, tags, texts, triplet_of, sure_tag)
                number += len(part)
            for _, _, sql in sorted(put_aside, key=lambda row: row[0] == "trigger"):
                connection.execute(sql)
            connection.execute("UPDATE generations SET photos = ?, sure_tag = ? WHERE id = ?", (number, sure_tag, gen))
        self._drives_read = None
        return number


def _put(
    connection: Connection,
    gen: int,
    rows: list[tuple[int, FilledPhoto]],
    roots: Sequence[str],
    tags: Sequence[str],
    texts: Sequence[NewText],
    triplet_of: dict[int, int],
    sure_tag: float,
) -> None:
    def put(table: str, columns: str, values: Iterable[tuple[Any, ...]]) -> None:
        marks = ", ".join("?" * len(columns.split(",")))
        connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)

    put(
        "photos",
        "id, key, width, height, format, taken, camera, added, live",
        ((id_, p.key, 4000, 3000, p.format, p.taken, p.camera, "2024-01-01T00:00:00", 1) for id_, p in rows),
    )
    put("photo_vectors", "photo_id, gen, slot, captioned, live", ((id_, gen, id_ - 1, 1, 1) for id_, _ in rows))
    put(
        "files",
        "photo_id, drive_id, path, path_bytes, name, folder, suffix, size, mtime_ns, state",
        (
            (
                id_,
                p.drive + 1,
                shown(p.path),
                p.path,
                shown(os.path.basename(p.path)),
                shown(os.path.dirname(p.path)),
                shown(os.path.splitext(p.path)[1][1:].lower()),
                p.size,
                p.mtime_ns,
                "indexed",
            )
            for id_, p in rows
        ),
    )
    put(
        "captions",
        "photo_id, gen, text_id, confidence, sentence",
        ((id_, gen, p.caption + 1, 0.8, 1) for id_, p in rows),
    )
    put(
        "photo_tags",
        "photo_id, gen, tag_id, p",
        ((id_, gen, tag + 1, chance) for id_, p in rows for tag, chance in sorted(p.tags)),
    )
    put(
        "photo_triplets",
        "photo_id, gen, triplet_id",
        ((id_, gen, triplet_of[text]) for id_, p in rows for text in sorted(p.triplets)),
    )
    put(
        "words",
        "rowid, name, folder, caption, tag",
        (
            (
                id_,
                file_words(shown(os.path.basename(p.path))),
                folder_words(shown(os.path.dirname(p.path)), [roots[p.drive]]),
                texts[p.caption].text,
                " ".join(tags[tag] for tag, chance in p.tags if chance >= sure_tag),
            )
            for id_, p in rows
        ),
    )


def _parts(photos: Iterable[FilledPhoto]) -> Iterator[list[FilledPhoto]]:
    going = iter(photos)
    while part := list(itertools.islice(going, _AT_ONCE)):
        yield part
