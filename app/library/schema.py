"""The tables of a library, one migration step per function, in their order after those of `schema_first`. A step that
has been released is never edited; a new one is appended here, and named in `STEPS`.
"""

from __future__ import annotations

from sqlite_utils import Database

from app.library.schema_first import FIRST_STEPS, TOKENIZER, WORD_COLUMNS, migrations

__all__ = ["STEPS", "TOKENIZER", "WORD_COLUMNS", "migrations"]


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
STEPS = FIRST_STEPS | {
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
