"""`demo`: indexes the sample pictures into a library of their own and asks it a few things."""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from app.cli.stream import FAILED, STOPPED, Caller, common, emit, printable, say

QUERIES = ("snow on mountains", "a dog", "flowers", "boats on the water", "food", "submarine")
EXAMPLE, EXAMPLE_SHOWS = "sample-08.jpg", "a snowy slope"  # the picture that `similar` is shown with
SHOWN = 3  # answers printed for each question
LIBRARY = "library"  # the folder inside --keep DIR


@click.command(short_help="Try the program on its sample pictures.")
@click.option(
    "--keep",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the demo's library in DIR; without it nothing is left behind.",
)
@common
def demo(caller: Caller, keep: Path | None) -> None:
    """Index the sample pictures and search them. Takes seconds; your own library is not touched.

    \b
    Examples:
      python3 main.py demo
      python3 main.py demo --keep /tmp/snowline-demo
    """
    from app.cli.index import as_json as summary_as_json
    from app.cli.index import run_index, stopping_cleanly
    from app.cli.library import answer_as_json, open_searcher
    from app.domain import CancelToken, SnowlineError
    from app.paths import sample_photos
    from app.settings import load_settings

    photos = sample_photos()
    if not (photos / EXAMPLE).is_file():
        raise SnowlineError(f"The sample pictures are missing from {photos}. Get a complete copy of the program.")
    began = time.perf_counter()
    token = CancelToken()
    with _folder(keep) as folder, stopping_cleanly(token):
        say(f"Indexing the sample pictures in {photos} ...")
        summary = run_index(folder, (photos,), token, settings=replace(load_settings(), share_thumbnails=False))
        if summary.cancelled:
            say("Stopped.")
            click.get_current_context().exit(STOPPED)
        with open_searcher(replace(caller, library=folder)) as searcher:
            answers = [searcher.search(query, limit=SHOWN) for query in QUERIES]
            alike = replace(searcher.similar(photos / EXAMPLE, limit=SHOWN), query=EXAMPLE)
    seconds = time.perf_counter() - began
    if caller.as_json:
        emit(
            {
                "index": summary_as_json(summary),
                "searches": [answer_as_json(answer) for answer in answers],
                "similar": answer_as_json(alike),
                "library": printable(folder) if keep is not None else None,
                "seconds": round(seconds, 3),
            }
        )
    else:
        from app.cli.index import in_words
        from app.cli.show import Screen, answer_table, count, headline, query_words

        screen = Screen()
        screen.show(in_words(summary))
        for answer in (*answers, alike):
            screen.show()
            if answer is alike:
                screen.show(f"{count(alike.total, 'photo')} like {EXAMPLE} ({EXAMPLE_SHOWS})")
            else:
                screen.show(headline(answer))
            if answer.hits:
                screen.show(answer_table(answer, screen.width, words=query_words(answer.query)))
        screen.show()
        screen.show(_what_next(folder if keep is not None else None, seconds))
    if summary.skipped:
        click.get_current_context().exit(FAILED)


@contextlib.contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """Where the demo's library lies: in `keep`, or in a folder that is gone afterwards."""
    if keep is not None:
        yield keep.absolute() / LIBRARY
        return
    with tempfile.TemporaryDirectory(prefix="snowline-demo-") as folder:
        yield Path(folder) / LIBRARY


def _what_next(kept: Path | None, seconds: float) -> str:
    from app.cli.show import duration

    lines = [f"All that took {duration(seconds)}. Now your own photos:"]
    if kept is not None:
        lines = [
            f"All that took {duration(seconds)}. Ask the demo's library more:",
            f"  python3 main.py --library {printable(kept)} search a horse",
            "Now your own photos:",
        ]
    lines += [
        "  python3 main.py index ~/Pictures",
        "  python3 main.py search snow on mountains",
        "  python3 main.py                             (opens the window)",
    ]
    return "\n".join(lines)
