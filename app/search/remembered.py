"""The queries a person typed, kept in the library's folder so that two generations can be compared on them.

A text file, one JSON object a line, that is only appended to: a search has no right to write to the catalogue, and
two searches at once do not meet. The setting `remember_queries` switches it off.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

QUERIES_NAME = "queries.log"
# Bytes after which the older half is let go, and characters kept of one query.
_MOST_BYTES = 256 * 1024
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Remembered:
    """A query, how often it was asked, and when last (ISO 8601, local time)."""

    text: str
    count: int
    last: str


def remember(folder: Path, query: str) -> None:
    """Notes that somebody asked `query` of the library in `folder`. Never fails: a search does not depend on it."""
    text = " ".join(query.split())[:_LONGEST]
    if not text:
        return
    path = folder / QUERIES_NAME
    line = json.dumps({"at": time.strftime("%Y-%m-%dT%H:%M:%S"), "query": text}) + "\n"
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line.encode())
            size = os.fstat(handle).st_size
        finally:
            os.close(handle)
        if size > _MOST_BYTES:
            _shorten(path)


def remembered(folder: Path, limit: int = 20) -> list[Remembered]:
    """What was asked of this library, most often first, then latest first. Lines that cannot be read are left out."""
    return sorted(_asked(folder), key=lambda query: -query.count)[:limit]


def latest(folder: Path, limit: int = 20) -> list[str]:
    """What was asked of this library, latest first, each text once."""
    return [query.text for query in _asked(folder)[:limit]]


def _asked(folder: Path) -> list[Remembered]:
    """Every text that was asked, latest first. One that was asked once, and is the beginning of the next, was only half
    of that."""
    counts: dict[str, Remembered] = {}
    last = ""
    try:
        lines = (folder / QUERIES_NAME).read_bytes().splitlines()
    except OSError:
        return []
    for line in lines:
        with contextlib.suppress(ValueError, KeyError, TypeError):
            entry = json.loads(line)
            text, at = str(entry["query"]), str(entry["at"])
            key = text.casefold()
            before = counts.pop(key, None)
            if last != key and key.startswith(last) and last in counts and counts[last].count == 1:
                del counts[last]
            counts[key] = Remembered(text, 1 if before is None else before.count + 1, at)
            last = key
    return list(counts.values())[::-1]


def forget_queries(folder: Path) -> None:
    """Removes all that was remembered."""
    with contextlib.suppress(OSError):
        (folder / QUERIES_NAME).unlink()


def _shorten(path: Path) -> None:
    """Keeps the later half, whole lines, in one step."""
    lines = path.read_bytes().splitlines(keepends=True)
    rest = path.with_name(f"{QUERIES_NAME}.{os.getpid()}.new")
    rest.write_bytes(b"".join(lines[len(lines) // 2 :]))
    rest.chmod(0o600)
    os.replace(rest, path)
