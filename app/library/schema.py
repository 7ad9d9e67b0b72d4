"""The tables of a library, one migration step per function. A step that has been released is never edited.

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


@migrations()
def what_changed(db: Database) -> None:
    """Which photos changed, in order, so that what is derived from the catalogue knows what it has missed.

    Every change that a search could see brings `photos.live` up to date, which counts also where it stays the same.
    """
    note = "BEGIN DELETE FROM touched WHERE photo_id = {0}; INSERT INTO touched (photo_id) VALUES ({0}); END"
    live = "(SELECT id FROM generations WHERE state = 'live')"
    moved = """BEGIN INSERT INTO facts VALUES ('texts_moved', '1')
            ON CONFLICT (name) DO UPDATE SET value = value + 1; END"""
    for statement in (
        "CREATE TABLE touched (seq INTEGER PRIMARY KEY AUTOINCREMENT, photo_id INTEGER NOT NULL UNIQUE)",
        f"CREATE TRIGGER photos_touched AFTER UPDATE OF live ON photos {note.format('new.id')}",
        f"""CREATE TRIGGER photo_vectors_made AFTER INSERT ON photo_vectors WHEN new.gen IS {live}
            {note.format("new.photo_id")}""",
        f"""CREATE TRIGGER photo_vectors_moved AFTER UPDATE OF slot ON photo_vectors WHEN new.gen IS {live}
            {note.format("new.photo_id")}""",
        f"""CREATE TRIGGER photo_vectors_gone_from AFTER DELETE ON photo_vectors WHEN old.gen IS {live}
            {note.format("old.photo_id")}""",
        f"""CREATE TRIGGER text_vectors_moved AFTER UPDATE OF slot ON text_vectors
            WHEN old.slot IS NOT NULL AND new.slot IS NOT old.slot {moved}""",
        f"CREATE TRIGGER text_vectors_gone_from AFTER DELETE ON text_vectors WHEN old.slot IS NOT NULL {moved}",
    ):
        db.execute(statement)


@migrations()
def moves_noted(db: Database) -> None:
    """What became of files: since when one is gone and where it moved, which photo it held before; the history of
    photos, and which is the edited form of which. `arrivals` are files that wait to be understood."""
    now = "strftime('%Y-%m-%dT%H:%M:%S', 'now', 'localtime')"
    for statement in (
        "ALTER TABLE files ADD COLUMN gone_at TEXT",
        "ALTER TABLE files ADD COLUMN moved_to INTEGER",
        "ALTER TABLE files ADD COLUMN was_photo INTEGER",
        f"UPDATE files SET gone_at = {now} WHERE state = 'missing'",
        "CREATE INDEX files_gone ON files (gone_at) WHERE state = 'missing' AND moved_to IS NULL",
        "CREATE INDEX files_by_former_photo ON files (was_photo) WHERE was_photo IS NOT NULL",
        # The hash of all bytes of a photo's file, for those photos where a tie asked for it.
        "CREATE TABLE full_keys (key TEXT PRIMARY KEY, full_key TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE arrivals (file_id INTEGER PRIMARY KEY, at TEXT NOT NULL, gone_at TEXT)",
        """CREATE TABLE photo_events (
            id INTEGER PRIMARY KEY, photo_id INTEGER NOT NULL REFERENCES photos(id), at TEXT NOT NULL,
            what TEXT NOT NULL CHECK (what IN ('moved', 'copied', 'edited', 'replaced', 'gone', 'back')),
            file_id INTEGER, path TEXT NOT NULL, drive TEXT NOT NULL, from_path TEXT, from_drive TEXT,
            other_photo INTEGER)""",
        "CREATE INDEX photo_events_by_photo ON photo_events (photo_id, at)",
        """CREATE TABLE photo_edits (
            photo_id INTEGER NOT NULL REFERENCES photos(id), edited_from INTEGER NOT NULL REFERENCES photos(id),
            at TEXT NOT NULL, PRIMARY KEY (photo_id, edited_from)) WITHOUT ROWID""",
        "CREATE INDEX photo_edits_by_old ON photo_edits (edited_from)",
        f"""CREATE TRIGGER files_left AFTER UPDATE OF state ON files
            WHEN new.state = 'missing' AND old.state != 'missing'
            BEGIN UPDATE files SET gone_at = {now}, moved_to = NULL WHERE id = new.id; END""",
        f"""CREATE TRIGGER files_returned AFTER UPDATE OF state ON files
            WHEN old.state = 'missing' AND new.state != 'missing'
            BEGIN INSERT OR REPLACE INTO arrivals SELECT new.id, {now}, old.gone_at WHERE new.photo_id IS NOT NULL;
            UPDATE files SET gone_at = NULL, moved_to = NULL WHERE id = new.id; END""",
        """CREATE TRIGGER files_changed AFTER UPDATE OF photo_id ON files
            WHEN old.photo_id IS NOT NULL AND new.photo_id IS NOT old.photo_id AND old.moved_to IS NULL
            BEGIN UPDATE files SET was_photo = old.photo_id WHERE id = new.id; END""",
        f"""CREATE TRIGGER files_arrived AFTER UPDATE OF photo_id ON files
            WHEN new.photo_id IS NOT NULL AND new.photo_id IS NOT old.photo_id
            AND (old.photo_id IS NOT NULL OR new.was_photo IS NOT NULL
                OR EXISTS (SELECT 1 FROM files o WHERE o.photo_id = new.photo_id AND o.id != new.id)
                OR EXISTS (SELECT 1 FROM files o WHERE o.was_photo = new.photo_id AND o.id != new.id))
            BEGIN INSERT OR REPLACE INTO arrivals VALUES (new.id, {now}, NULL); END""",
    ):
        db.execute(statement)


@migrations()
def exclusions(db: Database) -> None:
    """Files and folders that a person keeps out of the library."""
    db.execute(
        """CREATE TABLE excluded (
            drive_id INTEGER NOT NULL REFERENCES drives(id), path BLOB NOT NULL,
            PRIMARY KEY (drive_id, path)) WITHOUT ROWID"""
    )


@migrations()
def photos_linked(db: Database) -> None:
    """Raw pairs and bursts; photos that wait to be looked at for them; milliseconds of the time a photo was taken."""
    # No OR IGNORE: inside a trigger, the way of the statement that fired it would count.
    note = "INSERT INTO unlinked SELECT {0} WHERE NOT EXISTS (SELECT 1 FROM unlinked WHERE photo_id = {0});"
    for statement in (
        "ALTER TABLE photos ADD COLUMN taken_ms INTEGER",
        "CREATE INDEX photos_by_shot ON photos (camera, taken) WHERE camera IS NOT NULL AND taken IS NOT NULL",
        "CREATE TABLE photo_groups (id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('raw_pair', 'burst')))",
        "CREATE INDEX photo_groups_by_kind ON photo_groups (kind)",
        """CREATE TABLE photo_links (
            photo_id INTEGER NOT NULL REFERENCES photos(id), kind TEXT NOT NULL,
            group_id INTEGER NOT NULL REFERENCES photo_groups(id), PRIMARY KEY (photo_id, kind)) WITHOUT ROWID""",
        "CREATE INDEX photo_links_by_group ON photo_links (group_id)",
        "CREATE TABLE unlinked (photo_id INTEGER PRIMARY KEY)",
        "INSERT INTO unlinked SELECT id FROM photos WHERE taken IS NOT NULL",
        # Neither pairs nor bursts are found for a photo without a time.
        f"""CREATE TRIGGER photos_came AFTER INSERT ON photos WHEN new.taken IS NOT NULL
            BEGIN {note.format("new.id")} END""",
        f"""CREATE TRIGGER photos_differ AFTER UPDATE OF taken, taken_ms, camera, format ON photos
            WHEN new.taken IS NOT old.taken OR new.taken_ms IS NOT old.taken_ms OR new.camera IS NOT old.camera
            OR new.format IS NOT old.format BEGIN {note.format("new.id")} END""",
        f"""CREATE TRIGGER files_moved AFTER UPDATE OF photo_id, path_bytes ON files
            WHEN new.photo_id IS NOT NULL
            AND (new.photo_id IS NOT old.photo_id OR new.path_bytes IS NOT old.path_bytes)
            AND EXISTS (SELECT 1 FROM photos WHERE id = new.photo_id AND taken IS NOT NULL)
            BEGIN {note.format("new.photo_id")} END""",
    ):
        db.execute(statement)


@migrations()
def sidecars_exported(db: Database) -> None:
    """What we wrote into sidecars ourselves, by photo: a digest of all bytes of the sidecar as it was then."""
    db.execute(
        """CREATE TABLE exported (
            photo_id INTEGER NOT NULL REFERENCES photos(id), digest BLOB NOT NULL,
            PRIMARY KEY (photo_id, digest)) WITHOUT ROWID"""
    )


@migrations()
def places_and_saved_searches(db: Database) -> None:
    """Where photos were taken, by name; photos that wait to be looked at for that. Searches that a person saved, and
    what they had found when that person last looked."""
    # No OR IGNORE: inside a trigger, the way of the statement that fired it would count.
    note = "INSERT INTO unplaced SELECT new.id WHERE NOT EXISTS (SELECT 1 FROM unplaced WHERE photo_id = new.id);"
    touch = "BEGIN DELETE FROM touched WHERE photo_id = {0}; INSERT INTO touched (photo_id) VALUES ({0}); END"
    of_place = "SELECT photo_id FROM photo_places WHERE place_id = new.id"
    located = "new.latitude IS NOT NULL AND new.longitude IS NOT NULL"
    for statement in (
        # `id` is the number of the place in GeoNames; `label` is what people read: "Lisbon, Portugal".
        """CREATE TABLE places (
            id INTEGER PRIMARY KEY, label TEXT NOT NULL, name TEXT NOT NULL, code TEXT NOT NULL,
            latitude REAL NOT NULL, longitude REAL NOT NULL)""",
        """CREATE TABLE photo_places (
            photo_id INTEGER PRIMARY KEY REFERENCES photos(id), place_id INTEGER NOT NULL REFERENCES places(id))""",
        "CREATE INDEX photo_places_by_place ON photo_places (place_id)",
        "CREATE TABLE unplaced (photo_id INTEGER PRIMARY KEY)",
        "INSERT INTO unplaced SELECT id FROM photos WHERE latitude IS NOT NULL AND longitude IS NOT NULL",
        f"CREATE TRIGGER photos_located AFTER INSERT ON photos WHEN {located} BEGIN {note} END",
        f"""CREATE TRIGGER photos_relocated AFTER UPDATE OF latitude, longitude ON photos
            WHEN new.latitude IS NOT old.latitude OR new.longitude IS NOT old.longitude BEGIN {note} END""",
        f"CREATE TRIGGER photo_places_made AFTER INSERT ON photo_places {touch.format('new.photo_id')}",
        f"""CREATE TRIGGER photo_places_other AFTER UPDATE OF place_id ON photo_places
            WHEN new.place_id IS NOT old.place_id {touch.format("new.photo_id")}""",
        f"CREATE TRIGGER photo_places_gone AFTER DELETE ON photo_places {touch.format('old.photo_id')}",
        f"""CREATE TRIGGER places_renamed AFTER UPDATE OF label ON places WHEN new.label IS NOT old.label
            BEGIN DELETE FROM touched WHERE photo_id IN ({of_place}); INSERT INTO touched (photo_id) {of_place}; END""",
        # `asked` is JSON. An id is never given twice: the journal speaks of searches that were removed.
        """CREATE TABLE saved_searches (
            id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE,
            asked TEXT NOT NULL, made TEXT NOT NULL)""",
        # What was seen: photos below `seen_from`, and those in `seen`.
        """CREATE TABLE saved_looks (
            search_id INTEGER PRIMARY KEY REFERENCES saved_searches(id), looked_at TEXT,
            seen_from INTEGER NOT NULL, seen BLOB NOT NULL)""",
    ):
        db.execute(statement)


@migrations()
def marks_noted(db: Database) -> None:
    """Ratings and favourites are among what a search sees of a photo: who gets or loses one has changed."""
    note = "BEGIN DELETE FROM touched WHERE photo_id = {0}; INSERT INTO touched (photo_id) VALUES ({0}); END"
    for statement in (
        f"CREATE TRIGGER own_marks_made AFTER INSERT ON own_marks {note.format('new.photo_id')}",
        f"""CREATE TRIGGER own_marks_differ AFTER UPDATE OF rating, favourite ON own_marks
            WHEN new.rating IS NOT old.rating OR new.favourite IS NOT old.favourite {note.format("new.photo_id")}""",
        f"CREATE TRIGGER own_marks_gone AFTER DELETE ON own_marks {note.format('old.photo_id')}",
    ):
        db.execute(statement)


@migrations()
def fingerprints(db: Database) -> None:
    """What photos look like in few bytes, in the order in which that became known; groups of photos that show the same
    picture; who gets or loses a group has changed."""
    note = "BEGIN DELETE FROM touched WHERE photo_id = {0}; INSERT INTO touched (photo_id) VALUES ({0}); END"
    for statement in (
        # `print` is NULL for a photo that has none: it shows nothing, or there was no thumbnail to take it from.
        """CREATE TABLE fingerprints (
            id INTEGER PRIMARY KEY, photo_id INTEGER NOT NULL UNIQUE REFERENCES photos(id), print BLOB)""",
        # Photos up to this one were described before fingerprints were taken.
        "INSERT INTO facts SELECT 'fingerprints_due_to', coalesce(max(id), 0) FROM photos",
        """CREATE TABLE wider_groups (
            id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('raw_pair', 'burst', 'copy')))""",
        "INSERT INTO wider_groups SELECT id, kind FROM photo_groups",
        """CREATE TABLE wider_links (
            photo_id INTEGER NOT NULL REFERENCES photos(id), kind TEXT NOT NULL,
            group_id INTEGER NOT NULL REFERENCES wider_groups(id), PRIMARY KEY (photo_id, kind)) WITHOUT ROWID""",
        "INSERT INTO wider_links SELECT photo_id, kind, group_id FROM photo_links",
        "DROP TABLE photo_links",
        "DROP TABLE photo_groups",
        "ALTER TABLE wider_groups RENAME TO photo_groups",
        "ALTER TABLE wider_links RENAME TO photo_links",
        "CREATE INDEX photo_groups_by_kind ON photo_groups (kind)",
        "CREATE INDEX photo_links_by_group ON photo_links (group_id)",
        f"CREATE TRIGGER photo_links_made AFTER INSERT ON photo_links {note.format('new.photo_id')}",
        f"CREATE TRIGGER photo_links_gone AFTER DELETE ON photo_links {note.format('old.photo_id')}",
    ):
        db.execute(statement)


@migrations()
def text_in_pictures(db: Database) -> None:
    """The text in pictures: what was read in each photo, when and by which reader, or why it could not be; its words.
    Photos without a row were not looked at."""
    put = "INSERT INTO seen_words (rowid, text) VALUES (new.photo_id, new.text);"
    for statement in (
        # `text` has the lines from top to bottom; it is empty where there are none.
        """CREATE TABLE seen_texts (
            photo_id INTEGER PRIMARY KEY REFERENCES photos(id), text TEXT NOT NULL, reader TEXT NOT NULL,
            at TEXT NOT NULL, problem TEXT)""",
        "CREATE INDEX seen_texts_failed ON seen_texts (photo_id) WHERE problem IS NOT NULL",
        # Its rowid is the photo's id.
        f'CREATE VIRTUAL TABLE seen_words USING fts5 (text, tokenize = "{TOKENIZER}")',
        f"CREATE TRIGGER seen_texts_read AFTER INSERT ON seen_texts WHEN new.text != '' BEGIN {put} END",
        """CREATE TRIGGER seen_texts_other AFTER UPDATE OF text ON seen_texts WHEN new.text IS NOT old.text
            BEGIN DELETE FROM seen_words WHERE rowid = old.photo_id;
            INSERT INTO seen_words (rowid, text) SELECT new.photo_id, new.text WHERE new.text != ''; END""",
        """CREATE TRIGGER seen_texts_gone AFTER DELETE ON seen_texts
            BEGIN DELETE FROM seen_words WHERE rowid = old.photo_id; END""",
    ):
        db.execute(statement)


@migrations()
def left_out_listed(db: Database) -> None:
    """Files that were left out are listed by reason without looking at all others; when that was."""
    now = "strftime('%Y-%m-%dT%H:%M:%S', 'now', 'localtime')"
    for statement in (
        "ALTER TABLE files ADD COLUMN skipped_at TEXT",
        "CREATE INDEX files_left_out ON files (reason, drive_id, path_bytes) WHERE state = 'skipped'",
        # A file that was put away and comes back was left out when it was.
        f"""CREATE TRIGGER files_now_left_out AFTER UPDATE OF state ON files
            WHEN new.state = 'skipped' AND old.state NOT IN ('skipped', 'missing')
            BEGIN UPDATE files SET skipped_at = {now} WHERE id = new.id; END""",
    ):
        db.execute(statement)


# The steps this program knows; a library that names another was made by a newer one.
STEPS = frozenset(
    {
        first_tables.__name__,
        captions_asked.__name__,
        names_first.__name__,
        what_people_add.__name__,
        generations.__name__,
        what_changed.__name__,
        moves_noted.__name__,
        exclusions.__name__,
        photos_linked.__name__,
        sidecars_exported.__name__,
        places_and_saved_searches.__name__,
        marks_noted.__name__,
        fingerprints.__name__,
        text_in_pictures.__name__,
        left_out_listed.__name__,
    }
)
