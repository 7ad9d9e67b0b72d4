"""The first steps of the schema, with the tables of photos, of what people add, and of generations. All of them are
released, and never edited.

`photo_vectors.slot` is the photo's row in the image vector file of a generation; `text_vectors.slot` the same for the
text vector file. `photos.live` is 0 when every file of the photo is missing. `words` is the full-text index: one row
per photo, its rowid is the photo's id.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("snowline")

WORD_COLUMNS = ("name", "folder", "caption", "tag")
# How `words` takes texts apart; part of the released step that made it.
TOKENIZER = "porter unicode61 remove_diacritics 2"


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


@migrations()
def names_first(db: Database) -> None:
    """Files that wait to be opened are found by name, folder, type and date: their words, and triggers that take the
    words away when a file is opened, given up, missing or forgotten."""
    waits = "{0}.state = 'new' AND {0}.photo_id IS NULL"
    for statement in (
        """CREATE VIRTUAL TABLE waiting_words USING fts5 (name, folder, facts,
            tokenize = "porter unicode61 remove_diacritics 2")""",
        "CREATE INDEX files_waiting ON files (mtime_ns) WHERE state = 'new' AND photo_id IS NULL",
        f"""CREATE TRIGGER files_waited AFTER UPDATE OF state, photo_id ON files
            WHEN {waits.format("old")} AND NOT ({waits.format("new")})
            BEGIN DELETE FROM waiting_words WHERE rowid = old.id; END""",
        f"""CREATE TRIGGER files_deleted AFTER DELETE ON files WHEN {waits.format("old")}
            BEGIN DELETE FROM waiting_words WHERE rowid = old.id; END""",
    ):
        db.execute(statement)


@migrations()
def what_people_add(db: Database) -> None:
    """What people add to photos, by photo and never by file or generation; what files themselves say of their photo;
    the journal of what can be undone; and files that a person put away, which count as missing meanwhile."""
    for statement in (
        # What counts now. `rating_by` and `caption_by` tell who decided it: 'person', 'file', or nobody (NULL).
        """CREATE TABLE own_marks (
            photo_id INTEGER PRIMARY KEY REFERENCES photos(id), rating INTEGER CHECK (rating BETWEEN -1 AND 5),
            rating_by TEXT, favourite INTEGER NOT NULL DEFAULT 0, caption TEXT, caption_by TEXT)""",
        "CREATE INDEX own_marks_by_rating ON own_marks (rating) WHERE rating IS NOT NULL",
        "CREATE INDEX own_marks_favourite ON own_marks (favourite) WHERE favourite = 1",
        "CREATE INDEX own_marks_by_caption ON own_marks (caption) WHERE caption IS NOT NULL",
        "CREATE TABLE own_tag_names (id INTEGER PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE)",
        # present = 0: the person took away a tag that a file still names.
        """CREATE TABLE own_tags (
            photo_id INTEGER NOT NULL REFERENCES photos(id), tag_id INTEGER NOT NULL REFERENCES own_tag_names(id),
            by TEXT NOT NULL CHECK (by IN ('person', 'file')), present INTEGER NOT NULL DEFAULT 1,
            PRIMARY KEY (photo_id, tag_id)) WITHOUT ROWID""",
        "CREATE INDEX own_tags_by_tag ON own_tags (tag_id, photo_id)",
        # The words of own captions and tags alone; its rowid is the photo's id.
        f'CREATE VIRTUAL TABLE own_words USING fts5 (text, tokenize = "{TOKENIZER}")',
        """CREATE TABLE file_says (
            photo_id INTEGER NOT NULL REFERENCES photos(id), file_id INTEGER NOT NULL REFERENCES files(id),
            origin TEXT NOT NULL CHECK (origin IN ('embedded', 'sidecar')), said TEXT NOT NULL,
            PRIMARY KEY (photo_id, file_id, origin)) WITHOUT ROWID""",
        """CREATE TABLE sidecars (
            drive_id INTEGER NOT NULL REFERENCES drives(id), path BLOB NOT NULL, size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL, problem TEXT, PRIMARY KEY (drive_id, path)) WITHOUT ROWID""",
        # `undone` counts the undoings: the one undone last is redone first.
        """CREATE TABLE journal (
            id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, summary TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('begun', 'done', 'undoing', 'undone')),
            detail TEXT NOT NULL DEFAULT '{}', undone INTEGER NOT NULL DEFAULT 0)""",
        # `before` and `after` are JSON; NULL where nobody had decided.
        """CREATE TABLE journal_changes (
            entry_id INTEGER NOT NULL REFERENCES journal(id), part TEXT NOT NULL, row INTEGER NOT NULL,
            sub INTEGER NOT NULL, before TEXT, after TEXT, PRIMARY KEY (entry_id, part, row, sub)) WITHOUT ROWID""",
        """CREATE TABLE put_away (
            file_id INTEGER PRIMARY KEY REFERENCES files(id),
            why TEXT NOT NULL CHECK (why IN ('removed', 'forgotten', 'trashed')),
            state TEXT NOT NULL, reason TEXT, entry_id INTEGER NOT NULL REFERENCES journal(id))""",
        "CREATE INDEX put_away_by_entry ON put_away (entry_id)",
        "CREATE TABLE forgotten_drives (drive_id INTEGER PRIMARY KEY REFERENCES drives(id))",
        # What a scan finds again is put away no longer, whoever writes that.
        """CREATE TRIGGER files_back AFTER UPDATE OF state ON files
            WHEN old.state = 'missing' AND new.state != 'missing'
            BEGIN DELETE FROM put_away WHERE file_id = new.id;
            DELETE FROM forgotten_drives WHERE drive_id = new.drive_id; END""",
        """CREATE TRIGGER files_known AFTER INSERT ON files WHEN EXISTS (SELECT 1 FROM forgotten_drives)
            BEGIN DELETE FROM forgotten_drives WHERE drive_id = new.drive_id; END""",
        """CREATE TRIGGER roots_known AFTER INSERT ON roots
            BEGIN DELETE FROM forgotten_drives WHERE drive_id = new.drive_id; END""",
        # Photos up to this one were described before files were asked what they say.
        "INSERT INTO facts SELECT 'embedded_unread_to', coalesce(max(id), 0) FROM photos",
    ):
        db.execute(statement)


@migrations()
def generations(db: Database) -> None:
    """Slots, captions, tags and triplets for each generation of vectors, so that several can lie side by side."""
    for statement in (
        # `photos` counts the rows of photo_vectors; `sure_tag` is the probability from which a tag counts as a word.
        """CREATE TABLE generations (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
            state TEXT NOT NULL CHECK (state IN ('live', 'building', 'kept')), made TEXT NOT NULL,
            sure_tag REAL, photos INTEGER NOT NULL DEFAULT 0)""",
        "CREATE UNIQUE INDEX generations_live ON generations (state) WHERE state = 'live'",
        "CREATE UNIQUE INDEX generations_building ON generations (state) WHERE state = 'building'",
        """INSERT INTO generations (name, state, made, sure_tag)
            SELECT value, 'live', datetime('now', 'localtime'),
                (SELECT CAST(value AS REAL) FROM facts WHERE name = 'sure_tag')
            FROM facts WHERE name = 'pack'""",
        """INSERT OR IGNORE INTO generations (name, state, made)
            SELECT pack, 'kept', datetime('now', 'localtime') FROM (
                SELECT DISTINCT pack FROM photos UNION SELECT DISTINCT pack FROM texts) WHERE pack IS NOT NULL""",
        "DELETE FROM facts WHERE name IN ('pack', 'sure_tag')",
        # `live` follows photos.live: a search then needs this table alone. CROSS JOIN keeps the order of the rows.
        """CREATE TABLE photo_vectors (
            photo_id INTEGER NOT NULL REFERENCES photos(id), gen INTEGER NOT NULL, slot INTEGER NOT NULL,
            captioned INTEGER NOT NULL DEFAULT 1, live INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (photo_id, gen)) WITHOUT ROWID""",
        """INSERT INTO photo_vectors SELECT p.id, g.id, p.slot, p.captioned, p.live
            FROM photos p CROSS JOIN generations g ON g.name = p.pack WHERE p.slot IS NOT NULL ORDER BY p.id""",
        """CREATE TABLE text_vectors (
            text_id INTEGER NOT NULL REFERENCES texts(id), gen INTEGER NOT NULL, slot INTEGER,
            PRIMARY KEY (text_id, gen)) WITHOUT ROWID""",
        """INSERT INTO text_vectors SELECT t.id, g.id, t.slot
            FROM texts t CROSS JOIN generations g ON g.name = t.pack ORDER BY t.id""",
        # A caption's `model` is NULL where it is the generation's name.
        # Photos that the models of a generation could not describe although another did; they are not tried again.
        """CREATE TABLE undescribed (
            photo_id INTEGER NOT NULL REFERENCES photos(id), gen INTEGER NOT NULL, reason TEXT NOT NULL,
            PRIMARY KEY (photo_id, gen)) WITHOUT ROWID""",
        "ALTER TABLE captions RENAME TO captions_before",
        """CREATE TABLE captions (
            photo_id INTEGER NOT NULL REFERENCES photos(id), gen INTEGER NOT NULL,
            text_id INTEGER NOT NULL REFERENCES texts(id), confidence REAL NOT NULL, sentence INTEGER NOT NULL,
            model TEXT, PRIMARY KEY (photo_id, gen)) WITHOUT ROWID""",
        """INSERT INTO captions
            SELECT c.photo_id, g.id, c.text_id, c.confidence, c.sentence, nullif(c.model, g.name)
            FROM photos p CROSS JOIN generations g ON g.name = p.pack CROSS JOIN captions_before c ON c.photo_id = p.id
            ORDER BY p.id""",
        "DROP TABLE captions_before",
        "ALTER TABLE photo_tags RENAME TO photo_tags_before",
        """CREATE TABLE photo_tags (
            photo_id INTEGER NOT NULL REFERENCES photos(id), gen INTEGER NOT NULL,
            tag_id INTEGER NOT NULL REFERENCES tag_names(id), p REAL NOT NULL,
            PRIMARY KEY (photo_id, gen, tag_id)) WITHOUT ROWID""",
        """INSERT INTO photo_tags SELECT t.photo_id, g.id, t.tag_id, t.p
            FROM photos p CROSS JOIN generations g ON g.name = p.pack
            CROSS JOIN photo_tags_before t ON t.photo_id = p.id ORDER BY p.id, t.tag_id""",
        "DROP TABLE photo_tags_before",
        "ALTER TABLE photo_triplets RENAME TO photo_triplets_before",
        """CREATE TABLE photo_triplets (
            photo_id INTEGER NOT NULL REFERENCES photos(id), gen INTEGER NOT NULL,
            triplet_id INTEGER NOT NULL REFERENCES triplets(id),
            PRIMARY KEY (photo_id, gen, triplet_id)) WITHOUT ROWID""",
        """INSERT INTO photo_triplets SELECT t.photo_id, g.id, t.triplet_id
            FROM photos p CROSS JOIN generations g ON g.name = p.pack
            CROSS JOIN photo_triplets_before t ON t.photo_id = p.id ORDER BY p.id, t.triplet_id""",
        "DROP TABLE photo_triplets_before",
        "DROP INDEX photos_by_slot",
        "DROP INDEX photos_live",
        "ALTER TABLE photos DROP COLUMN slot",
        "ALTER TABLE photos DROP COLUMN pack",
        "ALTER TABLE photos DROP COLUMN captioned",
        "DROP INDEX texts_by_slot",
        "ALTER TABLE texts DROP COLUMN slot",
        "ALTER TABLE texts DROP COLUMN pack",
        "CREATE UNIQUE INDEX photo_vectors_by_slot ON photo_vectors (gen, slot)",
        "CREATE INDEX photo_vectors_gone ON photo_vectors (gen, slot) WHERE live = 0",
        "CREATE INDEX photo_vectors_uncaptioned ON photo_vectors (gen, photo_id) WHERE captioned = 0",
        "CREATE UNIQUE INDEX text_vectors_by_slot ON text_vectors (gen, slot)",
        "CREATE INDEX captions_by_text ON captions (text_id, gen)",
        "CREATE INDEX photo_tags_by_tag ON photo_tags (tag_id, gen, photo_id, p)",
        "CREATE INDEX photo_triplets_by_triplet ON photo_triplets (triplet_id, gen)",
        "UPDATE generations SET photos = (SELECT count(*) FROM photo_vectors WHERE gen = generations.id)",
        """CREATE TRIGGER photos_live_followed AFTER UPDATE OF live ON photos WHEN new.live IS NOT old.live
            BEGIN UPDATE photo_vectors SET live = new.live WHERE photo_id = new.id; END""",
        """CREATE TRIGGER photo_vectors_more AFTER INSERT ON photo_vectors
            BEGIN UPDATE generations SET photos = photos + 1 WHERE id = new.gen; END""",
        """CREATE TRIGGER photo_vectors_fewer AFTER DELETE ON photo_vectors
            BEGIN UPDATE generations SET photos = photos - 1 WHERE id = old.gen; END""",
    ):
        db.execute(statement)


FIRST_STEPS = frozenset(
    {
        first_tables.__name__,
        captions_asked.__name__,
        names_first.__name__,
        what_people_add.__name__,
        generations.__name__,
    }
)
