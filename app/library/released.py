"""Libraries as earlier releases left them, made up by number: for measures of the migration, and of crashes in it.

Only the released steps of the schema are applied, and the rows are those that the code of that release wrote.
"""

from __future__ import annotations

import os
from pathlib import Path

from sqlite_utils import Database

from app.library.connection import DATABASE_NAME
from app.library.schema import STEPS, migrations

FIRST_RELEASE = ("first_tables", "captions_asked")
# Photos share captions: about so many have the same one.
_PHOTOS_A_CAPTION = 5
_PHOTOS_A_FOLDER = 200
_TAGS = ("beach", "dog", "forest", "house", "lake", "mountain", "snow", "street")


def make_released(folder: Path, photos: int, pack: str) -> int:
    """Makes the catalogue of the first release in `folder`, with so many photos on a drive that is not there.

    Photo n (from 0) has slot n. Returns how many texts have a slot, from 0 without gaps. The vector files are the
    caller's to write.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for part in ("vectors", "thumbnails", "index"):
        (folder / part).mkdir(exist_ok=True)
    database = Database(os.fspath(folder / DATABASE_NAME))
    try:
        database.execute("PRAGMA journal_mode = WAL")
        migrations.apply(database, stop_before=[name for name in STEPS if name not in FIRST_RELEASE])
        captions = -(-photos // _PHOTOS_A_CAPTION)
        with database.atomic():
            _fill(database, photos, captions, pack)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        database.close()
    return 2 * captions


def _fill(database: Database, photos: int, captions: int, pack: str) -> None:
    numbers = "WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < {} - 1) "
    by_photo, by_caption = numbers.format(photos), numbers.format(captions)
    said = f"'a dog named ' || ({{}} / {_PHOTOS_A_CAPTION}) || ' runs on a beach'"
    run = database.execute
    run("INSERT INTO facts VALUES ('pack', ?), ('sure_tag', '0.5')", [pack])
    run(
        "INSERT INTO drives VALUES (1, 'released-drive', 'Backup', 'removable', ?, '2026-01-15T18:00:00')",
        [b"/media/b"],
    )
    run("INSERT INTO roots VALUES (1, 1, ?)", [b"photos"])
    run(
        f"{by_photo}INSERT INTO photos (id, key, width, height, format, taken, added, slot, pack, live, captioned) "
        "SELECT n + 1, printf('%x-%032x', 1000 + n, n), 640, 480, 'JPEG', '2020-05-04T10:00:00', "
        "'2026-01-15T18:00:00', n, ?, 1, 1 FROM numbers",
        [pack],
    )
    inside = f"'photos/' || (n / {_PHOTOS_A_FOLDER})"
    run(
        f"{by_photo}INSERT INTO files (id, photo_id, drive_id, path, path_bytes, name, folder, suffix, size, mtime_ns, "
        f"state) SELECT n + 1, n + 1, 1, {inside} || '/IMG_' || n || '.jpg', "
        f"CAST({inside} || '/IMG_' || n || '.jpg' AS BLOB), 'IMG_' || n || '.jpg', {inside}, 'jpg', 1000 + n, "
        "1600000000000000000 + n, CASE WHEN n % 50 = 49 THEN 'missing' ELSE 'indexed' END FROM numbers"
    )
    run("UPDATE photos SET live = 0 WHERE id IN (SELECT photo_id FROM files WHERE state = 'missing')")
    texts = f"{by_caption}INSERT INTO texts (id, text, kind, slot, pack) SELECT "
    run(f"{texts} 2 * n + 1, 'a dog named ' || n || ' runs on a beach', 'caption', 2 * n, ? FROM numbers", [pack])
    run(f"{texts} 2 * n + 2, 'dog ' || n || ' run on beach', 'triplet', 2 * n + 1, ? FROM numbers", [pack])
    run(f"{by_caption}INSERT INTO triplets SELECT n + 1, 'dog ' || n, 'run on', 'beach', 2 * n + 2 FROM numbers")
    run(
        f"{by_photo}INSERT INTO captions SELECT n + 1, 2 * (n / {_PHOTOS_A_CAPTION}) + 1, 0.8, ?, 1 FROM numbers",
        [pack],
    )
    run(f"{by_photo}INSERT INTO photo_triplets SELECT n + 1, n / {_PHOTOS_A_CAPTION} + 1 FROM numbers")
    for number, tag in enumerate(_TAGS):
        run("INSERT INTO tag_names VALUES (?, ?)", [number + 1, tag])
        run(
            f"{by_photo}INSERT INTO photo_tags SELECT n + 1, ?, 0.1 * (1 + (n + ?) % 9) FROM numbers",
            [number + 1, number],
        )
    run(
        f"{by_photo}INSERT INTO words (rowid, name, folder, caption, tag) SELECT n + 1, 'IMG_' || n || ' IMG ' || n, "
        f"'photos ' || (n / {_PHOTOS_A_FOLDER}), {said.format('n')}, 'dog' FROM numbers "
        "WHERE n % 50 != 49"
    )
