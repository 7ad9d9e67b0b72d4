"""`export-xmp`: what people said of photos, written into sidecars that other programs read."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.index import stopping_cleanly
from app.cli.person import Failed, open_to_change, photo_files_at, tell
from app.cli.stream import STOPPED, Caller, common, say


@click.command(short_help="Write ratings, tags and captions into sidecars beside the photos.")
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=click.Path(path_type=Path))
@common
def export_xmp(caller: Caller, paths: tuple[Path, ...]) -> None:
    """Write the ratings, tags and captions of the photos at each PATH, or of all, into XMP sidecars beside them.

    The sidecar of holiday.jpg is holiday.jpg.xmp; a holiday.xmp that is there already is used. Other programs find
    dc:subject, dc:description and xmp:Rating in it; whatever else it holds stays as it is. Photos are not touched.
    Copies of a photo that lie elsewhere get theirs when they are named too, or when no PATH is.

    \b
    Examples:
      python3 main.py export-xmp
      python3 main.py export-xmp ~/Pictures/2019
    """
    from app.cli.show import count
    from app.domain import Cancelled, CancelToken
    from app.indexing.export import ExportSummary, export_sidecars

    token = CancelToken()
    failed: Failed = []
    with open_to_change(caller) as library, stopping_cleanly(token):
        files, failed = photo_files_at(library, paths)
        ids = list(dict.fromkeys(files.values())) if paths else library.photos_with_words()
        summary = ExportSummary()
        try:
            export_sidecars(library, ids, token.check, summary, among=files if paths else None)
        except Cancelled:
            say("Stopped. What was written stays; run the same command again to go on.")
    words = f"{count(summary.photos, 'photo')}: {count(summary.written, 'sidecar')} written"
    words += f", {summary.unchanged:,} unchanged." if summary.unchanged else "."
    facts = {"photos": summary.photos, "written": summary.written, "unchanged": summary.unchanged}
    tell(caller, facts, words, [*failed, *summary.failed])
    if token.cancelled:
        click.get_current_context().exit(STOPPED)
