"""The content of a library as plain data that two libraries can be compared by: no ids, no slots, no clock times.

What refers to another row is told by that row's natural key (a photo by its content, a file by drive and path). Tables
are read as they are found, so that nothing which is added to the schema later escapes a comparison.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from sqlite3 import Connection
from typing import Any

from app.library.catalogue import Library

Row = tuple[tuple[str, Any], ...]
# (kind of vector, generation, slot) → what lies there
Told = Callable[[str, str, int], str]

_KEYS: Mapping[str, tuple[str, ...]] = {
    "drives": ("serial",),
    "roots": ("drive_id", "path"),
    "photos": ("key",),
    "files": ("drive_id", "path_bytes"),
    "texts": ("text",),
    "tag_names": ("name",),
    "own_tag_names": ("folded",),
    "triplets": ("subject", "predicate", "object"),
    "generations": ("name",),
    "fingerprints": ("photo_id",),
    "places": ("label", "latitude", "longitude"),
    "saved_searches": ("folded",),
}
# References that the schema does not declare: (table, column) → the table it means.
_MEANT: Mapping[tuple[str, str], str] = {
    ("words", "rowid"): "photos",
    ("waiting_words", "rowid"): "files",
    ("own_words", "rowid"): "photos",
    ("seen_words", "rowid"): "photos",
    ("unlinked", "photo_id"): "photos",
    ("unplaced", "photo_id"): "photos",
    ("files", "moved_to"): "files",
    ("files", "was_photo"): "photos",
    ("arrivals", "file_id"): "files",
    ("photo_events", "file_id"): "files",
    ("photo_events", "other_photo"): "photos",
}
_SLOTS: Mapping[str, str] = {"photo_vectors": "images", "text_vectors": "texts"}
# When something happened, and what is derived anew at every start.
_TIMES = frozenset(
    ("added", "last_seen", "at", "since", "made", "applied_at", "seen_at", "gone_at", "skipped_at", "touched")
)
# Sets of photos by number, of what a person had seen at some time.
_SEEN = frozenset(("looked_at", "seen_from", "seen"))
_LEFT_OUT = frozenset(("_sqlite_migrations", "touched", "sqlite_sequence", "sqlite_stat1"))
_PARTS = ("_data", "_idx", "_content", "_docsize", "_config")


def content(library: Library, told: Told) -> dict[str, list[Row]]:
    """Table → its rows in canonical order. `told` says what lies at a slot, so that slots may differ."""
    connection = library._connection()
    canon = _Canon(connection, told)
    return {table: canon.rows(table) for table in _tables(connection)}


class _Canon:
    def __init__(self, connection: Connection, told: Told) -> None:
        self._connection = connection
        self._told = told
        self._names: dict[str, dict[int, str]] = {}
        self._references: dict[str, dict[str, str]] = {}

    def rows(self, table: str) -> list[Row]:
        columns, rows = self._read(table)
        number = _number_column(self._connection, table)
        return sorted((self._row(table, columns, row, number) for row in rows), key=repr)

    def _row(self, table: str, columns: Sequence[str], row: Sequence[Any], number: str | None) -> Row:
        references = self._refers(table)
        by_name = dict(zip(columns, row, strict=True))
        said: list[tuple[str, Any]] = []
        for column, value in by_name.items():
            if column in _TIMES | _SEEN or (column == number and column not in references):
                continue
            if column in references:
                value = self._name(references[column], value)
            elif column == "slot" and table in _SLOTS and value is not None:
                value = self._told(_SLOTS[table], self._name("generations", by_name["gen"]) or "", value)
            said.append((column, value))
        return tuple(said)

    def _read(self, table: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        columns = [row[1] for row in self._connection.execute(f'PRAGMA table_info("{table}")')]
        if (table, "rowid") in _MEANT:
            columns = ["rowid", *columns]
        wanted = ", ".join(f'"{column}"' for column in columns)
        return columns, self._connection.execute(f'SELECT {wanted} FROM "{table}"').fetchall()

    def _refers(self, table: str) -> dict[str, str]:
        if table not in self._references:
            declared = self._connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
            self._references[table] = {row[3]: row[2] for row in declared} | {
                column: parent for (where, column), parent in _MEANT.items() if where == table
            }
            self._references[table].setdefault("gen", "generations")
        return self._references[table]

    def _name(self, table: str, id_: int | None) -> str | None:
        """The natural key of a row, as text; of a table without one, a digest of all it says."""
        if id_ is None:
            return None
        if table not in self._names:
            self._names[table] = self._all_names(table)
        return self._names[table].get(id_, "nothing there")

    def _all_names(self, table: str) -> dict[int, str]:
        columns, rows = self._read(table)
        number = _number_column(self._connection, table)
        at = columns.index(number) if number is not None else 0
        named: dict[int, str] = {}
        for row in rows:
            if table in _KEYS:
                of_key = [(column, value) for column, value in zip(columns, row, strict=True) if column in _KEYS[table]]
                parts = [value for _, value in self._row(table, [c for c, _ in of_key], [v for _, v in of_key], None)]
                named[row[at]] = str(parts[0]) if len(parts) == 1 else repr(tuple(parts))
            else:
                said = self._row(table, columns, row, number)
                named[row[at]] = hashlib.blake2b(repr(said).encode("utf-8", "replace"), digest_size=8).hexdigest()
        return named


def _tables(connection: Connection) -> list[str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    virtual = {name for name, sql in rows if sql.upper().startswith("CREATE VIRTUAL")}
    parts = {f"{name}{part}" for name in virtual for part in _PARTS}
    return [name for name, _ in rows if name not in parts and name not in _LEFT_OUT]


def _number_column(connection: Connection, table: str) -> str | None:
    """The column that only numbers the rows of a table."""
    keys = [row for row in connection.execute(f'PRAGMA table_info("{table}")') if row[5]]
    return keys[0][1] if len(keys) == 1 and keys[0][2].upper() == "INTEGER" else None
