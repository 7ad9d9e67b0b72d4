"""Questions about photos: which can be shown, and their rows by slot, id, key or path."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from app.domain import Caption, Tag
from app.library import drives
from app.library.base import BestFile, CatalogueBase, Preferring, Slots, chunks, iso, packed_slots, path_inside
from app.library.own import NOTHING_ADDED, folded, own_of, taken_off
from app.library.rows import PhotoRow, SortKeys, shown

_PHOTO_COLUMNS = """p.id, v.slot, p.key, p.width, p.height, p.format, p.taken, p.camera, p.lens, p.latitude,
    p.longitude, p.warning, t.text, c.confidence, coalesce(c.model, g.name), c.sentence, s.label,
    i.text"""
_PHOTO_JOINS = """CROSS JOIN photos p ON p.id = v.photo_id CROSS JOIN generations g ON g.id = v.gen
    LEFT JOIN captions c ON c.photo_id = p.id AND c.gen = v.gen LEFT JOIN texts t ON t.id = c.text_id
    LEFT JOIN photo_places w ON w.photo_id = p.id LEFT JOIN places s ON s.id = w.place_id
    LEFT JOIN seen_texts i ON i.photo_id = p.id"""


class PhotosReader(CatalogueBase):
    """The part of a `Library` that answers questions about photos."""

    def photo_count(self) -> int:
        """Photos that can be searched: described by the pack in use, and with a file that is not missing."""
        gen = self._gen()
        return self._count(
            "SELECT coalesce((SELECT photos FROM generations WHERE id = ?1), 0) "
            "- (SELECT count(*) FROM photo_vectors WHERE gen = ?1 AND live = 0)",
            (gen,),
        )

    def live_slots(self) -> Slots:
        """Slots of all photos that can be shown, ascending, int64 [n]. Rows of the vector file not among them are
        photos whose files are missing, or older descriptions of the same photo."""
        rows = self._rows(
            "SELECT g.id, g.photos, (SELECT coalesce(max(slot) + 1, 0) FROM photo_vectors WHERE gen = g.id), "
            "(SELECT group_concat(slot) FROM photo_vectors WHERE gen = g.id AND live = 0) "
            "FROM generations g WHERE g.id = ?",
            (self._gen(),),
        )
        if not rows:
            return np.empty(0, np.int64)
        gen, photos, end, gone = rows[0]
        if photos == end:  # nearly always: no row of the file was ever given up
            owned = np.arange(end, dtype=np.int64)
        else:
            owned = packed_slots(
                self._rows(
                    "SELECT group_concat(slot) FROM (SELECT slot FROM photo_vectors WHERE gen = ? ORDER BY slot)",
                    (gen,),
                )[0][0]
            )
        return np.setdiff1d(owned, packed_slots(gone), assume_unique=True) if gone else owned

    def photos_by_slots(
        self, slots: Iterable[int], *, least_tag: float = 0.0, prefer: Preferring | None = None
    ) -> list[PhotoRow]:
        """The photos at these slots, in this order; slots that no live photo owns are left out. Tags less probable than
        `least_tag` are left out too: most of what is stored is. `prefer` says which file stands for a photo."""
        gen = self._gen()
        found: dict[int, PhotoRow] = {}
        wanted = [int(slot) for slot in slots]
        for part in chunks(wanted):
            rows = self._rows(
                f"SELECT {_PHOTO_COLUMNS} FROM json_each(?) j "
                f"CROSS JOIN photo_vectors v ON v.gen = ? AND v.slot = j.value {_PHOTO_JOINS} WHERE v.live = 1",
                (json.dumps(part), gen),
            )
            found.update((row.slot, row) for row in self._with_files(rows, gen, least_tag, prefer))
        return [found[slot] for slot in wanted if slot in found]

    def photos_by_ids(
        self, ids: Iterable[int], *, least_tag: float = 0.0, prefer: Preferring | None = None
    ) -> list[PhotoRow]:
        """The photos with these ids, in this order, as far as the pack in use describes them; without tags less
        probable than `least_tag`. `prefer` says which file stands for a photo."""
        gen = self._gen()
        found: dict[int, PhotoRow] = {}
        wanted = [int(id_) for id_ in ids]
        for part in chunks(wanted):
            rows = self._rows(
                f"SELECT {_PHOTO_COLUMNS} FROM json_each(?) j "
                f"CROSS JOIN photo_vectors v ON v.photo_id = j.value AND v.gen = ? {_PHOTO_JOINS} WHERE v.live = 1",
                (json.dumps(part), gen),
            )
            found.update((row.photo_id, row) for row in self._with_files(rows, gen, least_tag, prefer))
        return [found[id_] for id_ in wanted if id_ in found]

    def ids_at(self, slots: Slots) -> Slots:
        """The ids of the photos at these slots, int64 [n], in no order; slots that no live photo owns are left out."""
        gen = self._gen()
        found = [np.empty(0, np.int64)]
        for part in chunks(slots.tolist()):
            rows = self._rows(
                "SELECT group_concat(v.photo_id) FROM json_each(?) j "
                "CROSS JOIN photo_vectors v ON v.gen = ? AND v.slot = j.value WHERE v.live = 1",
                (json.dumps(part), gen),
            )
            found.append(packed_slots(rows[0][0]))
        return np.concatenate(found)

    def standing_files(self, ids: Iterable[int], prefer: Preferring | None = None) -> dict[int, BestFile]:
        """Photo id → the file that stands for the photo now; without photos that have none."""
        return {photo: file for part in chunks(list(ids)) for photo, file in self._best_files(part, prefer).items()}

    def sort_keys(self, slots: Iterable[int], prefer: Preferring | None = None) -> list[SortKeys]:
        """What these photos are sorted by, in this order; several times as quick as their rows."""
        gen = self._gen()
        found: dict[int, SortKeys] = {}
        wanted = [int(slot) for slot in slots]
        for part in chunks(wanted):
            photos = self._rows(
                "SELECT p.id, v.slot, p.taken, m.rating FROM json_each(?) j CROSS JOIN photo_vectors v "
                "ON v.gen = ? AND v.slot = j.value CROSS JOIN photos p ON p.id = v.photo_id "
                "LEFT JOIN own_marks m ON m.photo_id = p.id WHERE v.live = 1",
                (json.dumps(part), gen),
            )
            files = self._best_files([photo[0] for photo in photos], prefer)
            for id_, slot, taken, rating in photos:
                if id_ in files:
                    file = files[id_]
                    name = shown(os.path.basename(file.path))
                    found[slot] = SortKeys(slot, name, taken or iso(file.oldest_ns), file.size, rating)
        return [found[slot] for slot in wanted if slot in found]

    def photo_for_path(self, path: Path | str | bytes) -> PhotoRow | None:
        """The photo that a file holds, or None when that file is unknown, skipped or still waits."""
        raw = os.path.abspath(os.fsencode(path))
        if b"\0" in raw:
            return None  # not a possible file name
        folder = drives.one_name(os.path.realpath(os.path.dirname(raw)))
        raw = os.path.join(folder, os.path.basename(raw))
        _, mounts = self._drives()
        for drive, mount in sorted(mounts.items(), key=lambda item: -len(item[1])):
            below = path_inside(raw, mount)
            if below is None:
                continue
            found = self._rows(
                "SELECT photo_id FROM files WHERE drive_id = ? AND path_bytes = ? AND photo_id IS NOT NULL",
                (drive, below),
            )
            if found:
                rows = self.photos_by_ids([found[0][0]])
                return rows[0] if rows else None
        return None

    def photo_by_key(self, key: str) -> int | None:
        """The id of the photo with this content, when it is described by the pack in use."""
        return self.photos_by_keys([key]).get(key)

    def photos_by_keys(self, keys: Sequence[str], *, captioned: bool = False) -> dict[str, int]:
        """Content key → photo id, for those that are described by the pack in use; with `captioned`, only those for
        which a caption was asked."""
        gen = self._gen()
        found: dict[str, int] = {}
        for part in chunks(keys):
            found.update(
                self._rows(
                    "SELECT p.key, p.id FROM json_each(?) j CROSS JOIN photos p ON p.key = j.value "
                    "JOIN photo_vectors v ON v.photo_id = p.id AND v.gen = ? WHERE v.captioned >= ?",
                    (json.dumps(part), gen, captioned),
                )
            )
        return found

    def _tag_names(self, ids: set[int]) -> dict[int, str]:
        """Tag id → name, for at least these: a joined table takes as long as all the rest."""
        kept = self._names_of_tags
        missing = ids - kept.keys()
        if missing:
            rows = self._rows(
                "SELECT id, name FROM tag_names WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(missing)),),
            )
            kept.update(rows)
        return kept

    def _with_files(
        self, photos: list[Any], gen: int, least_tag: float, prefer: Preferring | None
    ) -> Iterator[PhotoRow]:
        ids = json.dumps([row[0] for row in photos])
        files = self._best_files([row[0] for row in photos], prefer)
        drive_rows, mounts = self._drives({file.drive for file in files.values()})
        tags: dict[int, list[tuple[float, str]]] = {}
        tagged = self._rows(
            "SELECT g.photo_id, g.tag_id, g.p FROM photo_tags g "
            "WHERE g.photo_id IN (SELECT value FROM json_each(?)) AND g.gen = ? AND g.p >= ?",
            (ids, gen, least_tag),
        )
        names = self._tag_names({tag for _, tag, _ in tagged})
        off = taken_off(self._rows, photos=[row[0] for row in photos])
        for photo, tag, p in tagged:
            if not off or (photo, folded(names[tag])) not in off:
                tags.setdefault(photo, []).append((-p, names[tag]))
        own = own_of(self._rows, [row[0] for row in photos])
        for row in photos:
            (id_, slot, key, width, height, format_, taken, camera, lens, latitude, longitude, warning) = row[:12]
            text, confidence, model, sentence, place, seen_text = row[12:]
            if id_ not in files:
                continue  # the writer marked its last file missing since the photo was read
            file = files[id_]
            raw = os.path.join(mounts[file.drive], file.path)
            added = own.get(id_, NOTHING_ADDED)
            caption = None if text is None else Caption(text, confidence, model, bool(sentence))
            if added.caption:
                caption = Caption(added.caption, 1.0, added.caption_by or "person")
            yield PhotoRow(
                photo_id=id_,
                slot=slot,
                key=key,
                path=shown(raw),
                raw_path=raw,
                name=shown(os.path.basename(file.path)),
                size=file.size,
                mtime_ns=file.mtime_ns,
                date=taken or iso(file.oldest_ns),
                type=format_,
                drive=drive_rows[file.drive].label,
                online=not file.offline,
                width=width,
                height=height,
                taken=taken,
                camera=camera,
                lens=lens,
                latitude=latitude,
                longitude=longitude,
                warning=warning,
                caption=caption,
                tags=tuple(Tag(name, -p) for p, name in sorted(tags.get(id_, ()))),
                copies=file.copies,
                last_seen=drive_rows[file.drive].last_seen if file.offline else None,
                rating=added.rating,
                favourite=added.favourite,
                own_tags=added.tags,
                own_caption=added.caption,
                place=place,
                seen_text=seen_text or "",
            )
