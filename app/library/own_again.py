"""What people added to photos, put together again after the pages that held it became unreadable.

Three other places know of it: the indexes of the lost tables, the journal, and what was last read from files. Whatever
rows were saved stay as they are.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from sqlite3 import Connection

from app.library import own
from app.library.saved import PART, put_saved

OWN_TABLES = frozenset({"own_marks", "own_tags", "own_tag_names", "saved_searches"})

# Of each part: what an index alone can answer, and the same of what is known now.
_MARKS = {
    part: (
        f"SELECT rowid, {what} FROM own_marks INDEXED BY {index} WHERE {where}",
        f"SELECT rowid, {what} FROM own_marks",
    )
    for part, what, index, where in (
        ("rating", "rating", "own_marks_by_rating", "rating IS NOT NULL"),
        ("caption", "caption", "own_marks_by_caption", "caption IS NOT NULL"),
        ("favourite", "favourite", "own_marks_favourite", "favourite = 1"),
    )
}
_TAGS = "SELECT photo_id, tag_id FROM own_tags INDEXED BY own_tags_by_tag"


def put_together(old: Connection, new: Connection, damaged: Collection[str]) -> None:
    """Fills the gaps in the own tables of `new`, of which the `damaged` ones could not be read whole from `old`.

    `new` has every other row that could be saved, and no triggers; nothing is committed here.
    """
    if "own_tag_names" in damaged:
        _names(old, new)
    if "saved_searches" in damaged:
        _searches(new)
    marked = {(row[0], 0) for row in new.execute("SELECT photo_id FROM own_marks")}
    tagged = set(new.execute("SELECT photo_id, tag_id FROM own_tags").fetchall())
    for part, values in _decided(new).items():
        table, saved = ("own_tags", tagged) if part == "tag" else ("own_marks", marked)
        if table not in damaged:
            continue
        own.decide(new, part, {place: value for place, value in values.items() if place not in saved})
    own.follow_files(new, [row[0] for row in new.execute("SELECT DISTINCT photo_id FROM file_says")])
    # What is still missing or another than the indexes know it was said by a person, whatever became of the history.
    if "own_marks" in damaged:
        for part, (known, now) in _MARKS.items():
            present = dict(new.execute(now).fetchall())
            lost = [(photo, value) for photo, value in _read(old, known) if present.get(photo) != value]
            values = {(photo, 0): json.dumps(value, ensure_ascii=False) for photo, value in lost}
            own.decide(new, part, {place: value for place, value in values.items() if place not in marked})
    if "own_tags" in damaged:
        tagged = set(new.execute("SELECT photo_id, tag_id FROM own_tags").fetchall())
        places = [(photo, int(str(tag))) for photo, tag in _read(old, _TAGS)]
        own.decide(new, "tag", {place: "1" for place in places if place not in tagged})


def _searches(new: Connection) -> None:
    """Saved searches whose row is lost, as the history knows them."""
    saved = {row[0] for row in new.execute("SELECT id FROM saved_searches")}
    rows = new.execute(
        "SELECT c.row, CASE WHEN j.state IN ('done', 'begun') THEN c.after ELSE c.before END "
        "FROM journal_changes c JOIN journal j ON j.id = c.entry_id WHERE c.part = ? ORDER BY j.id",
        (PART,),
    )
    for search_id, kept in dict(rows.fetchall()).items():
        if search_id not in saved:
            put_saved(new, search_id, kept)


def _names(old: Connection, new: Connection) -> None:
    """Tags whose row is lost, as the index that they are matched by spells them."""
    for id_, folded in _read(old, "SELECT id, folded FROM own_tag_names ORDER BY folded"):
        new.execute("INSERT OR IGNORE INTO own_tag_names (id, name, folded) VALUES (?, ?, ?)", (id_, folded, folded))


def _decided(new: Connection) -> dict[str, dict[own.Place, str]]:
    """What a person decided last of each part and place, JSON, as far as it is neither undone nor taken back."""
    rows = new.execute(
        "SELECT c.part, c.row, c.sub, c.after FROM journal_changes c JOIN journal j ON j.id = c.entry_id "
        "WHERE j.state = 'done' AND c.part IN ('rating', 'caption', 'favourite', 'tag') ORDER BY j.id"
    )
    last = {(part, photo, sub): after for part, photo, sub, after in rows}
    decided: dict[str, dict[own.Place, str]] = {}
    for (part, photo, sub), after in last.items():
        if after is not None:
            decided.setdefault(part, {})[photo, sub] = after
    return decided


def _read(old: Connection, sql: str) -> list[tuple[int, object]]:
    """The rows as far as they can be read."""
    rows: list[tuple[int, object]] = []
    try:
        for row in old.execute(sql):
            rows.append((int(row[0]), row[1]))
    except sqlite3.DatabaseError:
        return rows
    return rows
