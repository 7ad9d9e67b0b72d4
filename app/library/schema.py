"""The tables of a library, one migration step per function. A step that has been released is never edited.

`photos.slot` is the photo's row in the image vector file of the pack named beside it; `texts.slot` the same for the
text vector file. `photos.live` is 0 when every file of the photo is missing. `words` is the full-text index: one row
per photo, its rowid is the photo's id.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("snowline")

WORD_COLUMNS = ("name", "folder", "caption", "tag")


@migrations()
def first_tables(db: Database) -> None:
    """Drives, roots, photos and files; captions, tags and triplets; the unique texts; the full-text index."""
    for statement in (
        "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        """CREATE TABLE drives (
            id INTEGER PRIMARY KEY, serial TEXT NOT NULL UNIQUE, label TEXT NOT NULL, kind TEXT NOT NULL,
            mount BLOB NOT NULL, last_seen TEXT NOT NULL)""",
        """CREATE TABLE roots (
            id INTEGER PRIMARY KEY, drive_id INTEGER NOT NULL REFERENCES drives(id), path BLOB NOT NULL,
            UNIQUE (drive_id, path))""",
        """CREATE TABLE photos (
            id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, width INTEGER NOT NULL, height INTEGER NOT NULL,
            format TEXT NOT NULL, taken TEXT, camera TEXT, lens TEXT, latitude REAL, longitude REAL,
            orientation INTEGER NOT NULL DEFAULT 1, added TEXT NOT NULL, slot INTEGER, pack TEXT, warning TEXT,
            live INTEGER NOT NULL DEFAULT 0)""",
        "CREATE UNIQUE INDEX photos_by_slot ON photos (pack, slot)",
        "CREATE INDEX photos_live ON photos (pack, live, slot)",
        """CREATE TABLE files (
            id INTEGER PRIMARY KEY, photo_id INTEGER REFERENCES photos(id),
            drive_id INTEGER NOT NULL REFERENCES drives(id), path TEXT NOT NULL, path_bytes BLOB NOT NULL,
            name TEXT NOT NULL, folder TEXT NOT NULL, suffix TEXT NOT NULL, size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('new', 'indexed', 'skipped', 'missing')), reason TEXT,
            UNIQUE (drive_id, path_bytes))""",
        "CREATE INDEX files_by_photo ON files (photo_id)",
        """CREATE TABLE texts (
            id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, slot INTEGER, pack TEXT)""",
        "CREATE UNIQUE INDEX texts_by_slot ON texts (pack, slot)",
        """CREATE TABLE captions (
            photo_id INTEGER PRIMARY KEY REFERENCES photos(id), text_id INTEGER NOT NULL REFERENCES texts(id),
            confidence REAL NOT NULL, model TEXT NOT NULL, sentence INTEGER NOT NULL)""",
        "CREATE INDEX captions_by_text ON captions (text_id)",
        "CREATE TABLE tag_names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
        """CREATE TABLE photo_tags (
            photo_id INTEGER NOT NULL REFERENCES photos(id), tag_id INTEGER NOT NULL REFERENCES tag_names(id),
            p REAL NOT NULL, PRIMARY KEY (photo_id, tag_id)) WITHOUT ROWID""",
        "CREATE INDEX photo_tags_by_tag ON photo_tags (tag_id, photo_id, p)",
        """CREATE TABLE triplets (
            id INTEGER PRIMARY KEY, subject TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT NOT NULL,
            text_id INTEGER NOT NULL UNIQUE REFERENCES texts(id), UNIQUE (subject, predicate, object))""",
        """CREATE TABLE photo_triplets (
            photo_id INTEGER NOT NULL REFERENCES photos(id), triplet_id INTEGER NOT NULL REFERENCES triplets(id),
            PRIMARY KEY (photo_id, triplet_id)) WITHOUT ROWID""",
        "CREATE INDEX photo_triplets_by_triplet ON photo_triplets (triplet_id, photo_id)",
        f"""CREATE VIRTUAL TABLE words USING fts5 ({", ".join(WORD_COLUMNS)},
            tokenize = "porter unicode61 remove_diacritics 2")""",
    ):
        db.execute(statement)


@migrations()
def captions_asked(db: Database) -> None:
    """Which photos were described without asking for captions, so that those can be asked for later."""
    db.execute("ALTER TABLE photos ADD COLUMN captioned INTEGER NOT NULL DEFAULT 1")


# The steps this program knows; a library that names another was made by a newer one.
STEPS = frozenset({first_tables.__name__, captions_asked.__name__})
