"""Drives under names of a person's own, which stay whatever the system calls them."""

from __future__ import annotations

from sqlite3 import Connection

from app.domain import SnowlineError
from app.library import drives
from app.library.away import AwayWriter
from app.library.journal import JournalEntry, Reverted
from app.messages import message, plain_text

RENAME_DRIVE = "rename drive"
LABEL_LIMIT = 100  # characters of a drive's name


class DriveNames(AwayWriter):
    """The part of a `Library` that names drives."""

    def rename_drive(self, drive_id: int, name: str | None) -> JournalEntry | None:
        """Calls a drive by a name of the person's own; None or an empty one gives it back the name that the system has
        for it. Returns the journal's entry, None where it is called so already. Raises `SnowlineError` for an unknown
        drive, a name that is too long, and one that another drive has."""
        wanted = plain_text(name or "") or None
        if wanted is not None and len(wanted) > LABEL_LIMIT:
            raise SnowlineError(f"This name is too long: at most {LABEL_LIMIT} characters are kept.")
        known = {drive.drive_id: drive for drive in self.drives()}
        if drive_id not in known:
            raise SnowlineError(f"The library knows no drive {drive_id}. The command status lists its drives.")
        others = (drive.label.casefold() for drive in known.values() if drive.drive_id != drive_id)
        if wanted is not None and wanted.casefold() in others:
            raise SnowlineError(f"Another drive is called {wanted} already. Choose another name.")
        before = self._fact(_fact_of(drive_id))
        if wanted == before:
            return None
        self._check_may(RENAME_DRIVE)
        with self._transaction() as connection:
            label = self._call(connection, drive_id, wanted)
            summary = message("Renamed the drive {before} to {after}", before=known[drive_id].label, after=label)
            detail = {"drive": drive_id, "before": before, "after": wanted}
            return self._record(connection, RENAME_DRIVE, summary, detail=detail)

    def _call(self, connection: Connection, drive_id: int, name: str | None) -> str:
        """Enters a drive's name; returns what it is called then."""
        serial, label = connection.execute("SELECT serial, label FROM drives WHERE id = ?", (drive_id,)).fetchone()
        if name is None:
            connection.execute("DELETE FROM facts WHERE name = ?", (_fact_of(drive_id),))
            systems = (volume.label for volume in drives.system().volumes() if volume.known_as(serial))
            label = next(systems, label)
        else:
            self._put_fact(connection, _fact_of(drive_id), name)
            label = name
        connection.execute("UPDATE drives SET label = ? WHERE id = ?", (label, drive_id))
        self._drives_read = None
        return str(label)

    def _revert(self, entry: JournalEntry, *, back: bool) -> Reverted:
        if entry.kind != RENAME_DRIVE:
            return super()._revert(entry, back=back)
        drive, there, goal = entry.detail["drive"], entry.detail["after"], entry.detail["before"]
        if not back:
            there, goal = goal, there
        with self._transaction() as connection:
            kept = self._fact(_fact_of(drive)) != there
            if not kept:
                self._call(connection, drive, goal)
            return Reverted(self._mark_entry(connection, entry, "undone" if back else "done"), int(kept))


def _fact_of(drive_id: int) -> str:
    return f"name of drive {drive_id}"
