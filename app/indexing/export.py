"""Writing what people said of photos into sidecars beside them, so that other programs can read it.

Never touches a photo. Everything else that a sidecar holds stays; what it says that the library does not know is kept.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field

from app.domain import SnowlineError, Unreadable
from app.library import Library, SeenFile, shown
from app.library.sidecars import PhotoPlace, Sidecar, SidecarRead
from app.media.sidecar import names_for, write_sidecar
from app.media.xmp import Edit

# Photos whose sidecars are written between two transactions.
_AT_ONCE = 200


@dataclass(slots=True)
class ExportSummary:
    """`written` and `unchanged` count sidecars; `failed` are (path of the photo, reason)."""

    photos: int = 0
    written: int = 0
    unchanged: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


def export_sidecars(
    library: Library,
    photo_ids: Sequence[int],
    check: Callable[[], None] = lambda: None,
    summary: ExportSummary | None = None,
    *,
    among: Container[int] | None = None,
) -> ExportSummary:
    """Writes ratings, own tags and captions of these photos beside each of their files, or of those `among` these file
    ids. Photos of which nobody said anything are passed over; files of a drive that is offline are named as failed.
    `check` may raise to stop between two parts; what was done by then stands in the `summary` given."""
    summary = summary or ExportSummary()
    for start in range(0, len(photo_ids), _AT_ONCE):
        check()
        part = photo_ids[start : start + _AT_ONCE]
        edits = {
            photo: Edit(
                rating=mine.rating or None,  # XMP knows no difference between 0 and not rated
                unrated=unrated or mine.rating == 0,
                caption=mine.caption,
                tags=mine.tags,
                without=gone,
            )
            for photo, (mine, gone, unrated) in library.to_export(part).items()
        }
        edits = {photo: edit for photo, edit in edits.items() if edit != Edit()}
        summary.photos += len(edits)
        done = [
            written
            for place in library.photo_files(sorted(edits), among)
            if (written := _write(library, place, edits[place.photo_id], summary)) is not None
        ]
        if done:
            library.heed_sidecars(done)
    return summary


def _write(library: Library, place: PhotoPlace, edit: Edit, summary: ExportSummary) -> SidecarRead | None:
    """Writes one sidecar; what it said before, and None where it could not be written or there is nothing to say."""
    if not place.online:
        summary.failed.append((shown(place.path), f"its drive {place.drive} is offline"))
        return None
    if not os.path.lexists(place.path):
        summary.failed.append((shown(place.path), "it is not there any more; index its folder"))
        return None
    own, shared = names_for(place.path)
    target = own
    if not os.path.lexists(own) and os.path.lexists(shared) and library.alone_in_stem(place.file_id):
        target = shared
    if not os.path.lexists(target) and edit == Edit(unrated=edit.unrated, without=edit.without):
        return None  # there is nothing that could be taken away
    try:
        written = write_sidecar(target, edit)
        device = os.stat(os.path.dirname(target)).st_dev
    except Unreadable as error:
        summary.failed.append((shown(place.path), f"its sidecar {shown(os.path.basename(target))} {error}"))
        return None
    except SnowlineError as error:
        summary.failed.append((shown(place.path), str(error)))
        return None
    except OSError as error:
        summary.failed.append((shown(place.path), f"its folder cannot be read again ({error.strerror})"))
        return None
    summary.written += written.changed
    summary.unchanged += not written.changed
    sidecar = Sidecar(SeenFile(target, written.size, written.mtime_ns, device), ((place.photo_id, place.file_id),))
    words, digest = written.before or (None, b"")
    return SidecarRead(sidecar, words, digest, written.digest if written.changed else None)
