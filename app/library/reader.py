"""Questions to the catalogue. Nothing here changes a row, so it works on a read-only connection."""

from __future__ import annotations

from dataclasses import replace

from app.library.files import FilesReader
from app.library.generations import GenerationsReader
from app.library.naming import KEPT
from app.library.photos import PhotosReader
from app.library.rows import Status, shown
from app.library.texts import TextsReader


class CatalogueReader(FilesReader, PhotosReader, TextsReader, GenerationsReader):
    """The reading half of a `Library`. Slots are rows of the image or text vector file of the pack in use."""

    def status(self) -> Status:
        """Counts over the whole library; a full pass over the files table (0.1 s for a million)."""
        states = dict(self._rows("SELECT state, count(*) FROM files GROUP BY state"))
        per_drive = dict(self._rows("SELECT drive_id, count(*) FROM files WHERE state != 'missing' GROUP BY drive_id"))
        rows, _ = self._drives()
        forgotten = {row[0] for row in self._rows("SELECT drive_id FROM forgotten_drives")}
        gen = (self._gen(),)
        return Status(
            photos=self.photo_count(),
            files=sum(states.values()) - states.get("missing", 0),
            indexed=states.get("indexed", 0),
            waiting=states.get("new", 0),
            kept=self._count(f"SELECT count(*) FROM files WHERE {KEPT}", gen),
            skipped=states.get("skipped", 0),
            missing=self._count(
                "SELECT count(*) FROM files WHERE state = 'missing' AND moved_to IS NULL "
                "AND id NOT IN (SELECT file_id FROM put_away)"
            ),
            captions=self._count("SELECT count(*) FROM captions WHERE gen = ?", gen),
            unique_captions=self._count("SELECT count(DISTINCT text_id) FROM captions WHERE gen = ?", gen),
            triplet_uses=self._count("SELECT count(*) FROM photo_triplets WHERE gen = ?", gen),
            triplets=self._count("SELECT count(DISTINCT triplet_id) FROM photo_triplets WHERE gen = ?", gen),
            texts=self._count("SELECT count(*) FROM text_vectors WHERE gen = ?", gen),
            tags=self._count("SELECT count(*) FROM tag_names"),
            pack=self.pack,
            roots=tuple(shown(path) for path in self.roots()),
            drives=tuple(
                replace(d, files=per_drive.get(d.drive_id, 0)) for d in rows.values() if d.drive_id not in forgotten
            ),
        )

    def version(self) -> int:
        """A number that changes when another process has written; cheap enough to ask before every query."""
        return int(self._rows("PRAGMA data_version")[0][0])
