"""How it stands with drives and folders, in words. No widgets here."""

from __future__ import annotations

from app.messages import day_in_words
from app.ui import wording
from app.ui.sidebar.shelf import DriveEntry, RootEntry, RootState
from app.ui.translation import in_words, translate

PERCENT = 100


def drive_note(drive: DriveEntry) -> str:
    """What stands under a drive that is not there."""
    if drive.online:
        return ""
    if not drive.last_seen:
        return translate("folder_words", "Not connected")
    return translate("folder_words", "Last seen {0}").format(in_words(day_in_words(drive.last_seen)))


def drive_tip(drive: DriveEntry) -> str:
    """All that is known of a drive, a line each."""
    away = translate("folder_words", "Not connected") if not drive.online and drive.last_seen else ""
    parts = [in_words(drive.label), wording.count(drive.photos, "photo"), away, drive_note(drive)]
    return "\n".join(part for part in parts if part)


def root_note(root: RootEntry, state: RootState, *, there: bool, working: bool, paused: bool) -> str:
    """What stands under an added folder: how far it is described, and what goes on; nothing where all is well. `there`
    tells whether its drive is."""
    if not root.online:
        return translate("folder_words", "Not there now") if there else ""
    parts = []
    if state.waiting:
        # Rounded down: it is not all described as long as a photo is left.
        parts.append(translate("folder_words", "{0} %").format(int(PERCENT * state.share)))
        parts.append(_doing(state, working=working, paused=paused))
    if state.how == "polling":
        parts.append(translate("folder_words", "looked at every few minutes"))
    return " · ".join(part for part in parts if part)


def root_tip(root: RootEntry, state: RootState, note: str) -> str:
    """All that is known of an added folder, a line each."""
    lines = [wording.path(root.path), wording.count(root.photos, "photo")]
    if state.waiting:
        share = translate("folder_words", "{0} % described").format(int(PERCENT * state.share))
        lines += [share, translate("folder_words", "%Ln file(s) wait to be described", state.waiting)]
    if state.skipped:
        lines.append(translate("folder_words", "%Ln file(s) skipped", state.skipped))
    if state.how == "watching":
        lines.append(translate("folder_words", "Watched for changes"))
    elif state.how == "polling":
        lines.append(translate("folder_words", "Looked at every few minutes: {0}").format(in_words(state.why)))
    elif note:
        lines.append(note)
    return "\n".join(lines)


def spoken(label: str, photos: int, note: str) -> str:
    """An entry in one sentence, for a screen reader."""
    return ", ".join(part for part in (label, wording.count(photos, "photo"), note) if part)


def _doing(state: RootState, *, working: bool, paused: bool) -> str:
    if state.describing == "names":
        return translate("folder_words", "names only")
    if paused:
        return translate("folder_words", "paused")
    if state.describing == "idle":
        return translate("folder_words", "when idle")
    return translate("folder_words", "indexing") if working else translate("folder_words", "described")
