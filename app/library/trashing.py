"""Deleting photo files to the desktop's trash, undoably, and settling what a crash left half done.

The order is what makes it safe: the intent is written, then files are moved, then the outcome is written. After a crash
the files themselves say how far it came: a file that lies at its place was not moved.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass

from app.domain import SnowlineError
from app.library import trash as desktop
from app.library.away import AwayWriter
from app.library.journal import JournalEntry, Reverted
from app.library.own import Change
from app.library.rows import shown
from app.library.trash import Wanted
from app.messages import message, numbered

TRASH = "trash"
_FILE = "file"  # the part of a change that is a file: `row` its id, `before` its size and date
_EMPTIED = message("it is no longer in the trash")


@dataclass(frozen=True, slots=True)
class TrashOutcome:
    """`entry` is None where nothing was moved. `trashed` are paths, `failed` (path, reason); both can be printed."""

    entry: JournalEntry | None
    trashed: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]


class TrashWriter(AwayWriter):
    """The part of a `Library` that moves files. Files of a drive that is offline are never touched."""

    def trash_files(
        self, file_ids: Iterable[int], trash: Callable[[bytes], None] = desktop.put_into_trash
    ) -> TrashOutcome:
        """Moves files to the desktop's trash; their photos keep all that is known of them. One journal entry.

        `trash` moves one absolute path, and raises where it cannot. A file is left where it is, and named with the
        reason, when its drive is offline or when it changed since it was indexed.
        """
        self._check_may(TRASH)
        wanted, failed = self._may_go(list(dict.fromkeys(file_ids)))
        if not wanted:
            return TrashOutcome(None, (), tuple(failed))
        changes = [Change(_FILE, id_, 0, json.dumps([one.size, one.mtime_ns]), None) for id_, one in wanted.items()]
        with self._transaction() as connection:
            summary = numbered("Moving {n:,} file to the trash", "Moving {n:,} files to the trash", n=len(wanted))
            entry = self._record(connection, TRASH, summary, changes, state="begun")
        return self._act(entry, wanted, failed, trash)

    def _act(
        self,
        entry: JournalEntry,
        wanted: dict[int, Wanted],
        failed: list[tuple[str, str]],
        trash: Callable[[bytes], None],
    ) -> TrashOutcome:
        """Moves the files of an entry that is written as begun."""
        try:
            for one in wanted.values():
                try:
                    trash(one.path)
                    if os.path.lexists(one.path):
                        failed.append((shown(one.path), message("it is still there")))
                except (OSError, SnowlineError) as error:
                    failed.append((shown(one.path), str(error)))
        finally:
            settled, gone = self._settle_trashed(entry, wanted)
        return TrashOutcome(settled, tuple(shown(wanted[id_].path) for id_ in gone), tuple(failed))

    def _may_go(self, file_ids: Sequence[int]) -> tuple[dict[int, Wanted], list[tuple[str, str]]]:
        """The files that may be moved, and (path, reason) of the others."""
        rows = self._rows(
            "SELECT id, drive_id, path_bytes, size, mtime_ns, state FROM files "
            "WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(file_ids),),
        )
        drives, mounts = self._drives({row[1] for row in rows})
        wanted: dict[int, Wanted] = {}
        failed: list[tuple[str, str]] = []
        for id_, drive, inside, size, mtime_ns, state in rows:
            path = os.path.join(mounts[drive], inside)
            one = Wanted(path, size, mtime_ns)
            if not drives[drive].online:
                label = drives[drive].label or drives[drive].kind
                failed.append(
                    (
                        shown(path),
                        message("it is on {label}, which is offline; connect the drive and try again", label=label),
                    )
                )
            elif state == "missing" or not os.path.lexists(path):
                failed.append((shown(path), message("it is not there any more")))
            elif not desktop.is_same_file(path, one):
                failed.append((shown(path), message("it was changed since it was indexed; index its folder first")))
            else:
                wanted[id_] = one
        return wanted, failed

    def _settle_trashed(self, entry: JournalEntry, wanted: dict[int, Wanted]) -> tuple[JournalEntry | None, list[int]]:
        """Writes how a begun entry ended: the files that are not at their place any more are put away. Returns the
        entry, None where nothing was moved, and those files' ids."""
        gone = [id_ for id_, one in wanted.items() if not desktop.is_same_file(one.path, one)]
        with contextlib.suppress(OSError):
            desktop.tidy(one.path for id_, one in wanted.items() if id_ not in set(gone))
        with self._transaction() as connection:
            there = {
                row[0]
                for row in connection.execute(
                    "SELECT id FROM files WHERE state != 'missing' AND id IN (SELECT value FROM json_each(?))",
                    (json.dumps(gone),),
                )
            }
            self._put_away(connection, [id_ for id_ in gone if id_ in there], "trashed", entry.entry_id)
            stayed = json.dumps([id_ for id_ in wanted if id_ not in set(gone)])
            connection.execute(
                "DELETE FROM journal_changes WHERE entry_id = ? AND part = ? "
                "AND row IN (SELECT value FROM json_each(?))",
                (entry.entry_id, _FILE, stayed),
            )
            if not gone:
                connection.execute("DELETE FROM journal WHERE id = ?", (entry.entry_id,))
                return None, []
            summary = _moved(len(gone))
            return self._mark_entry(connection, entry, "done", summary=summary), gone

    # ---- undo and redo ----

    def _revert(self, entry: JournalEntry, *, back: bool) -> Reverted:
        if entry.kind != TRASH:
            return super()._revert(entry, back=back)
        if not back:
            return self._again(entry)
        wanted = self._moved_files(entry)
        drives, _ = self._drives()
        offline = self._offline(wanted)
        failed = {
            id_: f"its drive {drives[drive].label or drives[drive].kind} is offline; connect it and undo again"
            for id_, drive in offline.items()
        }
        with self._transaction() as connection:
            entry = self._mark_entry(connection, entry, "undoing")
        try:
            open_ = [
                one for id_, one in wanted.items() if id_ not in offline and not desktop.is_same_file(one.path, one)
            ]
            found = desktop.find_in_trash(open_)
            for id_, one in wanted.items():
                if one not in open_:
                    continue
                item = found.get(one.path)
                if item is None:
                    failed[id_] = _EMPTIED
                    continue
                try:
                    desktop.bring_back(item, one.path)
                except SnowlineError as error:
                    failed[id_] = str(error)
        finally:
            settled = self._settle_returned(entry, wanted, {id_ for id_, why in failed.items() if why == _EMPTIED})
        return Reverted(settled, failed=tuple((shown(wanted[id_].path), why) for id_, why in failed.items()))

    def _settle_returned(
        self, entry: JournalEntry, wanted: dict[int, Wanted], lost: Set[int] = frozenset()
    ) -> JournalEntry:
        """Writes how an undo ended: files that lie at their place are as they were before. Those that stayed in the
        trash can be undone again; `lost` are those that nothing can bring back."""
        here = [id_ for id_, one in wanted.items() if desktop.is_same_file(one.path, one)]
        with contextlib.suppress(OSError):
            desktop.tidy(wanted[id_].path for id_ in here)
        left = [id_ for id_ in wanted if id_ not in set(here) and id_ not in lost]
        with self._transaction() as connection:
            self._bring_back(connection, entry.entry_id, here)
            if left and len(left) < len(wanted):
                # What is undone already is no part of the entry any more.
                connection.execute(
                    "DELETE FROM journal_changes WHERE entry_id = ? AND part = ? "
                    "AND row NOT IN (SELECT value FROM json_each(?))",
                    (entry.entry_id, _FILE, json.dumps(left)),
                )
            if left:
                summary = _moved(len(left))
                return self._mark_entry(connection, entry, "done", summary=summary)
            return self._mark_entry(connection, entry, "undone")

    def _again(self, entry: JournalEntry) -> Reverted:
        wanted, failed = self._may_go(list(self._moved_files(entry)))
        if not wanted:
            return Reverted(entry, failed=tuple(failed))
        with self._transaction() as connection:
            entry = self._mark_entry(connection, entry, "begun")
        outcome = self._act(entry, wanted, failed, desktop.put_into_trash)
        return Reverted(outcome.entry or entry, failed=outcome.failed)

    def _moved_files(self, entry: JournalEntry) -> dict[int, Wanted]:
        """The files of an entry by id: where they belong now, with the size and date they had."""
        rows = self._rows(
            "SELECT f.id, f.drive_id, f.path_bytes, c.before FROM journal_changes c JOIN files f ON f.id = c.row "
            "WHERE c.entry_id = ? AND c.part = ? ORDER BY f.id",
            (entry.entry_id, _FILE),
        )
        _, mounts = self._drives({row[1] for row in rows})
        return {
            id_: Wanted(os.path.join(mounts[drive], inside), *json.loads(before)) for id_, drive, inside, before in rows
        }

    def _offline(self, file_ids: Iterable[int]) -> dict[int, int]:
        """File id → drive id, of files whose drive is not there now."""
        rows = self._rows(
            "SELECT id, drive_id FROM files WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(file_ids)),),
        )
        drives, _ = self._drives({drive for _, drive in rows})
        return {id_: drive for id_, drive in rows if not drives[drive].online}

    def photos_in_files_of(self, entry_id: int) -> list[int]:
        """The ids of the photos whose files an entry moved, in the order of the files."""
        rows = self._rows(
            "SELECT f.photo_id FROM journal_changes c JOIN files f ON f.id = c.row "
            "WHERE c.entry_id = ? AND c.part = ? AND f.photo_id IS NOT NULL ORDER BY f.id",
            (entry_id, _FILE),
        )
        return list(dict.fromkeys(row[0] for row in rows))

    # ---- after a crash ----

    def settle(self) -> int:
        settled = super().settle()
        for entry in self._unsettled(TRASH):
            wanted = self._moved_files(entry)
            if self._offline(wanted):
                continue
            if entry.state == "begun":
                self._settle_trashed(entry, wanted)
            else:
                self._settle_returned(entry, wanted)
            settled += 1
        return settled


def _moved(files: int) -> str:
    return numbered("Moved {n:,} file to the trash", "Moved {n:,} files to the trash", n=files)
