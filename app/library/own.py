"""What people say of photos, as rows: a person's decisions here, and what the files say. Functions over a connection.

Two layers: what a person decided in Snowline, and what files (embedded words, sidecars) say. The person wins, field by
field; where nobody decided, the files' word counts, and follows them when they change. The tables hold what counts.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from sqlite3 import Connection
from typing import Any, Literal, NamedTuple

from app.domain import FileWords

Origin = Literal["embedded", "sidecar"]
# (photo id, tag id; 0 for what is no tag)
Place = tuple[int, int]

_PERSON, _FILE = "person", "file"
_AMONG = "IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Own:
    """What counts for a photo beside the models' words: `rating` -1 (rejected) to 5, None while nobody rated it."""

    rating: int | None = None
    favourite: bool = False
    tags: tuple[str, ...] = ()
    caption: str | None = None
    caption_by: str | None = None


NOTHING_ADDED = Own()


class Heard(NamedTuple):
    """What a file says of its photo, on the way into the catalogue."""

    photo_id: int
    file_id: int
    origin: Origin
    words: FileWords


class Change(NamedTuple):
    """One field of one photo before and after; JSON, None where nobody had decided."""

    part: str
    row: int
    sub: int
    before: str | None
    after: str | None


def folded(name: str) -> str:
    """Under which a tag is matched: without regard to case and to how its accents are composed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


def own_of(rows: Callable[[str, Sequence[Any]], list[Any]], photo_ids: Iterable[int]) -> dict[int, Own]:
    """What counts for these photos; those of which nobody said anything are left out."""
    ids = json.dumps(list(photo_ids))
    tags: dict[int, list[str]] = {}
    for photo, name in rows(
        f"SELECT o.photo_id, n.name FROM own_tags o JOIN own_tag_names n ON n.id = o.tag_id "
        f"WHERE o.present = 1 AND o.photo_id {_AMONG} ORDER BY n.folded",
        (ids,),
    ):
        tags.setdefault(photo, []).append(name)
    found = {photo: Own(tags=tuple(names)) for photo, names in tags.items()}
    for photo, rating, favourite, caption, by in rows(
        f"SELECT photo_id, rating, favourite, caption, caption_by FROM own_marks WHERE photo_id {_AMONG}", (ids,)
    ):
        own = Own(rating, bool(favourite), tuple(tags.get(photo, ())), caption, by if caption else None)
        if own != NOTHING_ADDED:
            found[photo] = own
    return found


def taken_off(
    rows: Callable[[str, Sequence[Any]], list[Any]],
    *,
    photos: Iterable[int] | None = None,
    names: Iterable[str] | None = None,
) -> set[tuple[int, str]]:
    """(photo id, name as `folded` gives it) of the tags that a person took off photos, of all or of these photos or
    names. A model's tag of that name does not count there, whichever model says it and how often."""
    sql = (
        "SELECT o.photo_id, n.folded FROM own_tag_names n CROSS JOIN own_tags o ON o.tag_id = n.id WHERE o.present = 0"
    )
    if photos is not None:
        sql = (
            f"SELECT o.photo_id, n.folded FROM own_tags o JOIN own_tag_names n ON n.id = o.tag_id "
            f"WHERE o.present = 0 AND o.photo_id {_AMONG}"
        )
        return set(rows(sql, (json.dumps(list(photos)),)))
    if names is not None:
        return set(rows(f"{sql} AND n.folded {_AMONG}", (json.dumps([folded(name) for name in names]),)))
    return set(rows(sql, ()))


def own_words(connection: Connection, photo_ids: Iterable[int]) -> dict[int, tuple[str | None, tuple[str, ...]]]:
    """Photo id → (caption, tags) for the full-text row, of photos that have either."""

    def rows(sql: str, values: Sequence[Any]) -> list[Any]:
        return connection.execute(sql, values).fetchall()

    return {photo: (own.caption, own.tags) for photo, own in own_of(rows, photo_ids).items()}


def tag_ids(connection: Connection, names: Iterable[str]) -> list[int]:
    """The ids of own tags, made where they are new; one that is known keeps the case it was first written in."""
    ids = []
    for name in names:
        connection.execute("INSERT OR IGNORE INTO own_tag_names (name, folded) VALUES (?, ?)", (name, folded(name)))
        row = connection.execute("SELECT id FROM own_tag_names WHERE folded = ?", (folded(name),)).fetchone()
        ids.append(int(row[0]))
    return list(dict.fromkeys(ids))


# ---- the person's layer ----


def decided(connection: Connection, part: str, places: Sequence[Place]) -> dict[Place, str]:
    """What a person decided, JSON, by place; places where nobody did are left out."""
    ids = json.dumps(list(dict.fromkeys(photo for photo, _ in places)))
    if part == "tag":
        tags = json.dumps(list(dict.fromkeys(tag for _, tag in places)))
        return {
            (photo, tag): json.dumps(present)
            for photo, tag, present in connection.execute(
                f"SELECT photo_id, tag_id, present FROM own_tags WHERE by = 'person' AND photo_id {_AMONG} "
                f"AND tag_id {_AMONG}",
                (ids, tags),
            )
        }
    if part == "favourite":
        sql = f"SELECT photo_id, favourite FROM own_marks WHERE favourite = 1 AND photo_id {_AMONG}"
    else:
        sql = f"SELECT photo_id, {part} FROM own_marks WHERE {part}_by = 'person' AND photo_id {_AMONG}"
    return {(photo, 0): json.dumps(value) for photo, value in connection.execute(sql, (ids,))}


def decide(connection: Connection, part: str, values: Mapping[Place, str | None]) -> None:
    """Writes a person's decisions; None takes one back, so that the files' word counts again."""
    firm = [(photo, tag, json.loads(value)) for (photo, tag), value in values.items() if value is not None]
    loose = [(photo, tag) for (photo, tag), value in values.items() if value is None]
    if part == "tag":
        connection.executemany(
            "INSERT INTO own_tags (photo_id, tag_id, by, present) VALUES (?, ?, 'person', ?) "
            "ON CONFLICT DO UPDATE SET by = 'person', present = excluded.present",
            firm,
        )
        connection.executemany("DELETE FROM own_tags WHERE photo_id = ? AND tag_id = ? AND by = 'person'", loose)
    elif part == "favourite":
        connection.executemany(
            "INSERT INTO own_marks (photo_id, favourite) VALUES (?, ?) "
            "ON CONFLICT DO UPDATE SET favourite = excluded.favourite",
            [(photo, value) for photo, _, value in firm] + [(photo, 0) for photo, _ in loose],
        )
    else:
        connection.executemany(
            f"INSERT INTO own_marks (photo_id, {part}, {part}_by) VALUES (?, ?, 'person') "
            f"ON CONFLICT DO UPDATE SET {part} = excluded.{part}, {part}_by = 'person'",
            [(photo, value) for photo, _, value in firm],
        )
        connection.executemany(
            f"UPDATE own_marks SET {part} = NULL, {part}_by = NULL WHERE photo_id = ?", [(photo,) for photo, _ in loose]
        )
    if loose and part != "favourite":
        follow_files(connection, {photo for photo, _ in loose})


def inherit(connection: Connection, old: int, new: int) -> None:
    """Gives a photo that is the edited form of another what a person added to that one; the other keeps it.

    What the new one has of its own stays. Its full-text row is the caller's to bring in step.
    """
    connection.execute(
        "INSERT INTO own_marks (photo_id, rating, rating_by, favourite, caption, caption_by) "
        "SELECT ?, rating, rating_by, favourite, caption, caption_by FROM own_marks WHERE photo_id = ? "
        "ON CONFLICT DO UPDATE SET favourite = max(favourite, excluded.favourite), "
        "rating = CASE WHEN rating_by = 'person' THEN rating ELSE coalesce(excluded.rating, rating) END, "
        "rating_by = CASE WHEN rating_by = 'person' THEN rating_by ELSE coalesce(excluded.rating_by, rating_by) END, "
        "caption = CASE WHEN caption_by = 'person' THEN caption ELSE coalesce(excluded.caption, caption) END, "
        "caption_by = CASE WHEN caption_by = 'person' THEN caption_by "
        "ELSE coalesce(excluded.caption_by, caption_by) END",
        (new, old),
    )
    connection.execute(
        "INSERT OR IGNORE INTO own_tags (photo_id, tag_id, by, present) "
        "SELECT ?, tag_id, by, present FROM own_tags WHERE photo_id = ?",
        (new, old),
    )
    # So that what came from the old photo's files goes on counting when the new one's are read again.
    connection.execute(
        "INSERT OR IGNORE INTO file_says (photo_id, file_id, origin, said) "
        "SELECT ?, file_id, origin, said FROM file_says WHERE photo_id = ?",
        (new, old),
    )


# ---- the files' layer ----


def heed(connection: Connection, heard: Iterable[Heard]) -> list[Change]:
    """Takes down what files say; returns what is new in that, for the journal. A file that says nothing any more
    takes back what it said before, and nothing else."""
    changes = []
    for photo, file, origin, words in heard:
        said = _as_json(words)
        row = connection.execute(
            "SELECT said FROM file_says WHERE photo_id = ? AND file_id = ? AND origin = ?", (photo, file, origin)
        ).fetchone()
        before = None if row is None else str(row[0])
        if said == before or (before is None and said is None):
            continue
        _put_said(connection, photo, file, origin, said)
        # What it says now lies in the table: an undo swaps the two.
        changes.append(Change("says", photo, _sub(file, origin), before, None))
    follow_files(connection, {change.row for change in changes})
    return changes


def swap_said(connection: Connection, change: Change) -> Change:
    """Puts the earlier words of a file in the place of the present ones; returns the change that swaps them back."""
    file, origin = change.sub // 2, _origin(change.sub)
    row = connection.execute(
        "SELECT said FROM file_says WHERE photo_id = ? AND file_id = ? AND origin = ?", (change.row, file, origin)
    ).fetchone()
    _put_said(connection, change.row, file, origin, change.before)
    return change._replace(before=None if row is None else str(row[0]))


def follow_files(connection: Connection, photo_ids: Iterable[int]) -> None:
    """Where no person decided, the files' word counts: a sidecar's before an embedded one's, of files that are there
    before those of files that are gone; tags of all of them."""
    wanted = list(photo_ids)
    if not wanted:
        return
    ids = json.dumps(wanted)
    says: dict[int, list[tuple[bool, FileWords]]] = {}
    for photo, gone, said in connection.execute(
        "SELECT s.photo_id, f.state = 'missing', s.said FROM file_says s JOIN files f ON f.id = s.file_id "
        f"WHERE s.photo_id {_AMONG} ORDER BY s.photo_id, s.origin DESC, s.file_id",
        (ids,),
    ):
        says.setdefault(photo, []).append((bool(gone), _from_json(said)))
    connection.execute(
        f"UPDATE own_marks SET rating = NULL, rating_by = NULL WHERE rating_by = 'file' AND photo_id {_AMONG}", (ids,)
    )
    connection.execute(
        f"UPDATE own_marks SET caption = NULL, caption_by = NULL WHERE caption_by = 'file' AND photo_id {_AMONG}",
        (ids,),
    )
    connection.execute(f"DELETE FROM own_tags WHERE by = 'file' AND photo_id {_AMONG}", (ids,))
    for photo, all_said in says.items():
        here = [words for gone, words in all_said if not gone] or [words for _, words in all_said]
        rating = next((words.rating for words in here if words.rating is not None), None)
        caption = next((words.caption for words in here if words.caption), None)
        for part, value in (("rating", rating), ("caption", caption)):
            if value is not None:
                connection.execute(
                    f"INSERT INTO own_marks (photo_id, {part}, {part}_by) VALUES (?, ?, 'file') "
                    f"ON CONFLICT DO UPDATE SET {part} = excluded.{part}, {part}_by = 'file' "
                    f"WHERE {part}_by IS NOT 'person'",
                    (photo, value),
                )
        names = dict.fromkeys(name for words in here for name in words.tags)
        connection.executemany(
            "INSERT OR IGNORE INTO own_tags (photo_id, tag_id, by) VALUES (?, ?, 'file')",
            [(photo, tag) for tag in tag_ids(connection, names)],
        )


def _put_said(connection: Connection, photo: int, file: int, origin: Origin, said: str | None) -> None:
    if said is None:
        connection.execute(
            "DELETE FROM file_says WHERE photo_id = ? AND file_id = ? AND origin = ?", (photo, file, origin)
        )
    else:
        connection.execute(
            "INSERT INTO file_says VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET said = excluded.said",
            (photo, file, origin, said),
        )


def _as_json(words: FileWords) -> str | None:
    fields = {name: value for name, value in asdict(words).items() if value not in (None, (), [])}
    fields.pop("problem", None)
    return json.dumps(fields, ensure_ascii=False) if fields else None


def _from_json(said: str) -> FileWords:
    fields = json.loads(said)
    return FileWords(fields.get("rating"), fields.get("caption"), tuple(fields.get("tags", ())))


def _sub(file: int, origin: Origin) -> int:
    return 2 * file + (origin == "sidecar")


def _origin(sub: int) -> Origin:
    return "sidecar" if sub % 2 else "embedded"
