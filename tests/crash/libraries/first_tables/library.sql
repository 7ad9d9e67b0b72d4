PRAGMA journal_mode = WAL;
BEGIN;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE drives (
            id INTEGER PRIMARY KEY, serial TEXT NOT NULL UNIQUE, label TEXT NOT NULL, kind TEXT NOT NULL,
            mount BLOB NOT NULL, last_seen TEXT NOT NULL);
CREATE TABLE roots (
            id INTEGER PRIMARY KEY, drive_id INTEGER NOT NULL REFERENCES drives(id), path BLOB NOT NULL,
            UNIQUE (drive_id, path));
CREATE TABLE photos (
            id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, width INTEGER NOT NULL, height INTEGER NOT NULL,
            format TEXT NOT NULL, taken TEXT, camera TEXT, lens TEXT, latitude REAL, longitude REAL,
            orientation INTEGER NOT NULL DEFAULT 1, added TEXT NOT NULL, slot INTEGER, pack TEXT, warning TEXT,
            live INTEGER NOT NULL DEFAULT 0);
CREATE TABLE files (
            id INTEGER PRIMARY KEY, photo_id INTEGER REFERENCES photos(id),
            drive_id INTEGER NOT NULL REFERENCES drives(id), path TEXT NOT NULL, path_bytes BLOB NOT NULL,
            name TEXT NOT NULL, folder TEXT NOT NULL, suffix TEXT NOT NULL, size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('new', 'indexed', 'skipped', 'missing')), reason TEXT,
            UNIQUE (drive_id, path_bytes));
CREATE TABLE texts (
            id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, slot INTEGER, pack TEXT);
CREATE TABLE captions (
            photo_id INTEGER PRIMARY KEY REFERENCES photos(id), text_id INTEGER NOT NULL REFERENCES texts(id),
            confidence REAL NOT NULL, model TEXT NOT NULL, sentence INTEGER NOT NULL);
CREATE TABLE tag_names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE photo_tags (
            photo_id INTEGER NOT NULL REFERENCES photos(id), tag_id INTEGER NOT NULL REFERENCES tag_names(id),
            p REAL NOT NULL, PRIMARY KEY (photo_id, tag_id)) WITHOUT ROWID;
CREATE TABLE triplets (
            id INTEGER PRIMARY KEY, subject TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT NOT NULL,
            text_id INTEGER NOT NULL UNIQUE REFERENCES texts(id), UNIQUE (subject, predicate, object));
CREATE TABLE photo_triplets (
            photo_id INTEGER NOT NULL REFERENCES photos(id), triplet_id INTEGER NOT NULL REFERENCES triplets(id),
            PRIMARY KEY (photo_id, triplet_id)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (name, folder, caption, tag,
            tokenize = "porter unicode61 remove_diacritics 2");
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE UNIQUE INDEX photos_by_slot ON photos (pack, slot);
CREATE INDEX photos_live ON photos (pack, live, slot);
CREATE INDEX files_by_photo ON files (photo_id);
CREATE UNIQUE INDEX texts_by_slot ON texts (pack, slot);
CREATE INDEX captions_by_text ON captions (text_id);
CREATE INDEX photo_tags_by_tag ON photo_tags (tag_id, photo_id, p);
CREATE INDEX photo_triplets_by_triplet ON photo_triplets (triplet_id, photo_id);
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (1, 'snowline', 'first_tables', '2026-01-15 17:00:00.000000+00:00');
INSERT INTO facts (name, value) VALUES ('pack', 'compact-1.0.0');
INSERT INTO facts (name, value) VALUES ('sure_tag', '0.45');
INSERT INTO drives (id, serial, label, kind, mount, last_seen) VALUES (1, '0f1e2d3c-first-computer', 'Old computer', 'fixed', X'2F6D656469612F6F6C6420636F6D7075746572', '2026-01-15T18:00:00');
INSERT INTO roots (id, drive_id, path) VALUES (1, 1, X'70686F746F73');
INSERT INTO photos (id, key, width, height, format, taken, camera, lens, latitude, longitude, orientation, added, slot, pack, warning, live) VALUES (1, '4f1-d5a7e96d89fd9a3e1f5d9e5bbee303ac', 96, 72, 'JPEG', NULL, NULL, NULL, NULL, NULL, 1, '2026-01-15T18:00:00', 0, 'compact-1.0.0', NULL, 1);
INSERT INTO photos (id, key, width, height, format, taken, camera, lens, latitude, longitude, orientation, added, slot, pack, warning, live) VALUES (2, '16e-037819834ee4beeb4b9007a7d2c3b1d3', 72, 96, 'WEBP', NULL, NULL, NULL, NULL, NULL, 1, '2026-01-15T18:00:00', 1, 'compact-1.0.0', NULL, 1);
INSERT INTO photos (id, key, width, height, format, taken, camera, lens, latitude, longitude, orientation, added, slot, pack, warning, live) VALUES (3, '41b-90f104c6ae05025d076720c185735e7d', 96, 72, 'JPEG', NULL, NULL, NULL, NULL, NULL, 1, '2026-01-15T18:00:00', 2, 'compact-1.0.0', NULL, 1);
INSERT INTO photos (id, key, width, height, format, taken, camera, lens, latitude, longitude, orientation, added, slot, pack, warning, live) VALUES (4, '5ac-089971ff3f23a786f56dde9b1d0ee637', 96, 72, 'JPEG', NULL, NULL, NULL, NULL, NULL, 1, '2026-01-15T18:00:00', 3, 'compact-1.0.0', NULL, 1);
INSERT INTO photos (id, key, width, height, format, taken, camera, lens, latitude, longitude, orientation, added, slot, pack, warning, live) VALUES (5, '551-b738a79f0c7575d16a0eadf435b62df2', 96, 72, 'JPEG', '2021-01-17T10:30:00', 'Canon EOS 40D', NULL, NULL, NULL, 1, '2026-01-15T18:00:00', 4, 'compact-1.0.0', NULL, 1);
INSERT INTO files (id, photo_id, drive_id, path, path_bytes, name, folder, suffix, size, mtime_ns, state, reason) VALUES (1, 1, 1, 'photos/beach.jpg', X'70686F746F732F62656163682E6A7067', 'beach.jpg', 'photos', 'jpg', 1265, 1600000000000000000, 'indexed', NULL);
INSERT INTO files (id, photo_id, drive_id, path, path_bytes, name, folder, suffix, size, mtime_ns, state, reason) VALUES (2, NULL, 1, 'photos/broken.jpg', X'70686F746F732F62726F6B656E2E6A7067', 'broken.jpg', 'photos', 'jpg', 26, 1600000000000000000, 'skipped', 'damaged JPEG file: it ends too early');
INSERT INTO files (id, photo_id, drive_id, path, path_bytes, name, folder, suffix, size, mtime_ns, state, reason) VALUES (3, 2, 1, 'photos/city at night.webp', X'70686F746F732F63697479206174206E696768742E77656270', 'city at night.webp', 'photos', 'webp', 366, 1600000000000000000, 'indexed', NULL);
INSERT INTO files (id, photo_id, drive_id, path, path_bytes, name, folder, suffix, size, mtime_ns, state, reason) VALUES (4, 3, 1, 'photos/flower.jpg', X'70686F746F732F666C6F7765722E6A7067', 'flower.jpg', 'photos', 'jpg', 1051, 1600000000000000000, 'indexed', NULL);
INSERT INTO files (id, photo_id, drive_id, path, path_bytes, name, folder, suffix, size, mtime_ns, state, reason) VALUES (5, 1, 1, 'photos/winter trip/beach again.jpg', X'70686F746F732F77696E74657220747269702F626561636820616761696E2E6A7067', 'beach again.jpg', 'photos/winter trip', 'jpg', 1265, 1600000000000000000, 'indexed', NULL);
INSERT INTO files (id, photo_id, drive_id, path, path_bytes, name, folder, suffix, size, mtime_ns, state, reason) VALUES (6, 4, 1, 'photos/winter trip/forest.jpg', X'70686F746F732F77696E74657220747269702F666F726573742E6A7067', 'forest.jpg', 'photos/winter trip', 'jpg', 1452, 1600000000000000000, 'indexed', NULL);
INSERT INTO files (id, photo_id, drive_id, path, path_bytes, name, folder, suffix, size, mtime_ns, state, reason) VALUES (7, 5, 1, 'photos/winter trip/snow on mountain.jpg', X'70686F746F732F77696E74657220747269702F736E6F77206F6E206D6F756E7461696E2E6A7067', 'snow on mountain.jpg', 'photos/winter trip', 'jpg', 1361, 1600000000000000000, 'indexed', NULL);
INSERT INTO texts (id, text, kind, slot, pack) VALUES (1, 'the sun shines on a sandy beach', 'caption', 0, 'compact-1.0.0');
INSERT INTO texts (id, text, kind, slot, pack) VALUES (2, 'sun shine on beach', 'triplet', 1, 'compact-1.0.0');
INSERT INTO texts (id, text, kind, slot, pack) VALUES (3, 'lights shine in a city at night', 'caption', 2, 'compact-1.0.0');
INSERT INTO texts (id, text, kind, slot, pack) VALUES (4, 'light shine in city', 'triplet', 3, 'compact-1.0.0');
INSERT INTO texts (id, text, kind, slot, pack) VALUES (5, 'light shine at night', 'triplet', 4, 'compact-1.0.0');
INSERT INTO texts (id, text, kind, slot, pack) VALUES (6, 'a pink flower grows in the grass', 'caption', 5, 'compact-1.0.0');
INSERT INTO texts (id, text, kind, slot, pack) VALUES (7, 'flower grow in grass', 'triplet', 6, 'compact-1.0.0');
INSERT INTO texts (id, text, kind, slot, pack) VALUES (8, 'green trees stand in a forest', 'caption', 7, 'compact-1.0.0');
INSERT INTO texts (id, text, kind, slot, pack) VALUES (9, 'tree stand in forest', 'triplet', 8, 'compact-1.0.0');
INSERT INTO texts (id, text, kind, slot, pack) VALUES (10, 'a snowy mountain under a blue sky', 'caption', 9, 'compact-1.0.0');
INSERT INTO texts (id, text, kind, slot, pack) VALUES (11, 'mountain under sky', 'triplet', 10, 'compact-1.0.0');
INSERT INTO captions (photo_id, text_id, confidence, model, sentence) VALUES (1, 1, 0.8, 'compact-1.0.0', 1);
INSERT INTO captions (photo_id, text_id, confidence, model, sentence) VALUES (2, 3, 0.8, 'compact-1.0.0', 1);
INSERT INTO captions (photo_id, text_id, confidence, model, sentence) VALUES (3, 6, 0.8, 'compact-1.0.0', 1);
INSERT INTO captions (photo_id, text_id, confidence, model, sentence) VALUES (4, 8, 0.8, 'compact-1.0.0', 1);
INSERT INTO captions (photo_id, text_id, confidence, model, sentence) VALUES (5, 10, 0.8, 'compact-1.0.0', 1);
INSERT INTO tag_names (id, name) VALUES (1, 'ping-pong ball');
INSERT INTO tag_names (id, name) VALUES (2, 'parachute');
INSERT INTO tag_names (id, name) VALUES (3, 'aquarium');
INSERT INTO tag_names (id, name) VALUES (4, 'golf ball');
INSERT INTO tag_names (id, name) VALUES (5, 'sea');
INSERT INTO tag_names (id, name) VALUES (6, 'stage');
INSERT INTO tag_names (id, name) VALUES (7, 'pill bottle');
INSERT INTO tag_names (id, name) VALUES (8, 'kite');
INSERT INTO tag_names (id, name) VALUES (9, 'ruler');
INSERT INTO tag_names (id, name) VALUES (10, 'sports ball');
INSERT INTO tag_names (id, name) VALUES (11, 'tennis ball');
INSERT INTO tag_names (id, name) VALUES (12, 'sky');
INSERT INTO tag_names (id, name) VALUES (13, 'stage curtain');
INSERT INTO tag_names (id, name) VALUES (14, 'chandelier');
INSERT INTO tag_names (id, name) VALUES (15, 'dandelion');
INSERT INTO tag_names (id, name) VALUES (16, 'church');
INSERT INTO tag_names (id, name) VALUES (17, 'person');
INSERT INTO tag_names (id, name) VALUES (18, 'buildings');
INSERT INTO tag_names (id, name) VALUES (19, 'skyscraper');
INSERT INTO tag_names (id, name) VALUES (20, 'orchestra pit');
INSERT INTO tag_names (id, name) VALUES (21, 'movie theater');
INSERT INTO tag_names (id, name) VALUES (22, 'spotlight');
INSERT INTO tag_names (id, name) VALUES (23, 'watch');
INSERT INTO tag_names (id, name) VALUES (24, 'whistle');
INSERT INTO tag_names (id, name) VALUES (25, 'rose');
INSERT INTO tag_names (id, name) VALUES (26, 'Snoopy cartoon');
INSERT INTO tag_names (id, name) VALUES (27, 'eraser');
INSERT INTO tag_names (id, name) VALUES (28, 'baby bottle nipple');
INSERT INTO tag_names (id, name) VALUES (29, 'ball pit');
INSERT INTO tag_names (id, name) VALUES (30, 'florist shop');
INSERT INTO tag_names (id, name) VALUES (31, 'vase');
INSERT INTO tag_names (id, name) VALUES (32, 'guitar pick');
INSERT INTO tag_names (id, name) VALUES (33, 'radiator');
INSERT INTO tag_names (id, name) VALUES (34, 'tulip');
INSERT INTO tag_names (id, name) VALUES (35, 'space heater');
INSERT INTO tag_names (id, name) VALUES (36, 'menorah');
INSERT INTO tag_names (id, name) VALUES (37, 'umbrella');
INSERT INTO tag_names (id, name) VALUES (38, 'nail');
INSERT INTO tag_names (id, name) VALUES (39, 'oscilloscope');
INSERT INTO tag_names (id, name) VALUES (40, 'pyramid');
INSERT INTO tag_names (id, name) VALUES (41, 'envelope');
INSERT INTO tag_names (id, name) VALUES (42, 'igloo');
INSERT INTO tag_names (id, name) VALUES (43, 'sailboat');
INSERT INTO tag_names (id, name) VALUES (44, 'ring binder');
INSERT INTO tag_names (id, name) VALUES (45, 'volcano');
INSERT INTO tag_names (id, name) VALUES (46, 'scissors');
INSERT INTO tag_names (id, name) VALUES (47, 'metronome');
INSERT INTO tag_names (id, name) VALUES (48, 'pagoda');
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (1, 1, 0.2805);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (1, 2, 0.1984);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (4, 2, 0.0691);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (1, 3, 0.1509);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (3, 3, 0.0919);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (4, 3, 0.0406);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (1, 4, 0.1216);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (1, 5, 0.1028);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (1, 6, 0.0946);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (2, 6, 0.1893);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (3, 6, 0.3234);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (4, 6, 0.1627);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (1, 7, 0.081);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (1, 8, 0.075);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (1, 9, 0.0668);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (1, 10, 0.0649);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (1, 11, 0.0617);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (1, 12, 0.0546);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (2, 13, 0.5418);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (4, 13, 0.0917);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (2, 14, 0.1432);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (2, 15, 0.1239);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (2, 16, 0.1178);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (5, 16, 0.1902);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (2, 17, 0.1072);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (3, 17, 0.1018);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (4, 17, 0.0652);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (2, 18, 0.0956);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (5, 18, 0.1621);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (2, 19, 0.0636);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (2, 20, 0.0608);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (2, 21, 0.0588);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (2, 22, 0.0512);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (2, 23, 0.0467);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (3, 24, 0.3111);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (3, 25, 0.2247);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (5, 25, 0.0531);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (3, 26, 0.1804);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (3, 27, 0.1575);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (3, 28, 0.1336);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (3, 29, 0.055);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (3, 30, 0.0549);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (3, 31, 0.0498);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (3, 32, 0.0455);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (4, 33, 0.3278);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (4, 34, 0.0872);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (4, 35, 0.0804);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (4, 36, 0.0673);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (4, 37, 0.0525);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (4, 38, 0.0499);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (4, 39, 0.0424);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (5, 40, 0.9796);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (5, 41, 0.4779);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (5, 42, 0.2316);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (5, 43, 0.1726);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (5, 44, 0.1047);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (5, 45, 0.0759);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (5, 46, 0.0684);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (5, 47, 0.0642);
INSERT INTO photo_tags (photo_id, tag_id, p) VALUES (5, 48, 0.0553);
INSERT INTO triplets (id, subject, predicate, object, text_id) VALUES (1, 'sun', 'shine on', 'beach', 2);
INSERT INTO triplets (id, subject, predicate, object, text_id) VALUES (2, 'light', 'shine in', 'city', 4);
INSERT INTO triplets (id, subject, predicate, object, text_id) VALUES (3, 'light', 'shine at', 'night', 5);
INSERT INTO triplets (id, subject, predicate, object, text_id) VALUES (4, 'flower', 'grow in', 'grass', 7);
INSERT INTO triplets (id, subject, predicate, object, text_id) VALUES (5, 'tree', 'stand in', 'forest', 9);
INSERT INTO triplets (id, subject, predicate, object, text_id) VALUES (6, 'mountain', 'under', 'sky', 11);
INSERT INTO photo_triplets (photo_id, triplet_id) VALUES (1, 1);
INSERT INTO photo_triplets (photo_id, triplet_id) VALUES (2, 2);
INSERT INTO photo_triplets (photo_id, triplet_id) VALUES (2, 3);
INSERT INTO photo_triplets (photo_id, triplet_id) VALUES (3, 4);
INSERT INTO photo_triplets (photo_id, triplet_id) VALUES (4, 5);
INSERT INTO photo_triplets (photo_id, triplet_id) VALUES (5, 6);
INSERT INTO words (rowid, name, folder, caption, tag) VALUES (1, 'beach beach again', 'photos photos winter trip', 'the sun shines on a sandy beach', '');
INSERT INTO words (rowid, name, folder, caption, tag) VALUES (2, 'city at night', 'photos', 'lights shine in a city at night', 'stage curtain');
INSERT INTO words (rowid, name, folder, caption, tag) VALUES (3, 'flower', 'photos', 'a pink flower grows in the grass', '');
INSERT INTO words (rowid, name, folder, caption, tag) VALUES (4, 'forest', 'photos winter trip', 'green trees stand in a forest', '');
INSERT INTO words (rowid, name, folder, caption, tag) VALUES (5, 'snow on mountain', 'photos winter trip', 'a snowy mountain under a blue sky', 'pyramid envelope');
COMMIT;
