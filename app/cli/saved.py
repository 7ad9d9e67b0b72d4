"""`saved`: searches kept under a name, and what they find that is new since a person last looked."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.person import entry_as_json, open_to_change, summary_of, tell
from app.cli.search import DEFAULT_LIMIT, SORT_ORDERS, STDIN, as_typed, check_words, print_answer
from app.cli.stream import Caller, common, emit, printable, say, visible

if TYPE_CHECKING:
    from app.domain import Answer
    from app.index.base import Slots
    from app.library.saved import Asked, SavedSearch
    from app.search.searcher import Searcher

FORMAT = "snowline saved searches"
FORMAT_VERSION = 1
NEW_WORDS = "new since you last looked"


@click.group(short_help="Searches kept under a name, and what is new in them.", invoke_without_command=True)
@common
@click.pass_context
def saved(ctx: click.Context, caller: Caller) -> None:
    """Keep a search under a name, and see what it finds that is new since you last looked.

    New is what came into the library since then, and what was there but is found only now. A photo that you have seen
    is not new again when it is moved or described anew.

    \b
    Examples:
      python3 main.py saved add "Dogs at the sea" dogs on the beach
      python3 main.py saved
      python3 main.py saved show "dogs at the sea"
      python3 main.py saved rename "dogs at the sea" Dogs
      python3 main.py saved remove Dogs
      python3 main.py saved export searches.json
    """
    if ctx.invoked_subcommand is None:
        show_list(caller)


@saved.command(short_help="Save a search.", context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--literal", multiple=True, metavar="TEXT", help="Take these words as plain words, not as a filter. Also repeated."
)
@click.option("--sort", type=click.Choice(SORT_ORDERS), help="The order in which its photos are listed.")
@common
def add(caller: Caller, name: str, query: tuple[str, ...], literal: tuple[str, ...], sort: str | None) -> None:
    """Save QUERY, as `search` takes it, under NAME. All photos that are in the library now count as seen."""
    check_words(query, 'saved add "Dogs" dogs on the beach')
    from app.cli.library import open_searcher
    from app.search.saved import asked

    with open_searcher(caller) as searcher:
        wanted = asked(searcher, as_typed(query, searcher.drives), literal=frozenset(literal), sort=sort)
    with open_to_change(caller) as library:
        entry = library.save_search(name, wanted)
        kept = library.saved_search(name)
    tell(caller, {**as_json(kept), "entry": entry_as_json(entry)}, f"{summary_of(entry, 0)}\n  {in_words(kept)}", [])


@saved.command("list", short_help="What is saved, and how much is new.")
@common
def list_(caller: Caller) -> None:
    """The saved searches with how many photos each finds, and how many of these are new."""
    show_list(caller)


@saved.command(short_help="Ask a saved search, and mark what is new.")
@click.argument("name")
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(min=1),
    default=DEFAULT_LIMIT,
    show_default=True,
    help="List at most N photos.",
)
@click.option("--new", "only_new", is_flag=True, help="List only what is new.")
@click.option("--peek", is_flag=True, help="What is new stays new: this is no look.")
@common
def show(caller: Caller, name: str, limit: int, only_new: bool, peek: bool) -> None:
    """Ask the saved search NAME, and mark photos that are new since you last looked. They are not new the next time."""
    from app.cli.library import answer_as_json, open_searcher
    from app.library import Library
    from app.search.saved import found_by

    with Library.open_current(caller.folder) as library:
        kept = library.saved_search(name)
        with open_searcher(caller) as searcher:
            found = found_by(searcher, library, kept)
            answer = _listed(searcher, kept.asked, limit, found.new if only_new else None)
    new = set(found.new.tolist())
    if caller.as_json:
        told = answer_as_json(answer)
        for hit, row in zip(answer.hits, told["results"], strict=True):
            row["new"] = hit.photo_id in new
        emit({**as_json(kept), "photos_found": len(found.hits), "new": len(new), **told})
    else:
        marked = (replace(hit, why=(NEW_WORDS, *hit.why)) if hit.photo_id in new else hit for hit in answer.hits)
        say(f"{visible(kept.name)}: {len(new):,} {NEW_WORDS}")
        print_answer(caller, replace(answer, hits=tuple(marked)), coloured=True, more=False)
    if not peek:
        _note_look(caller, kept, found.hits)


def _listed(searcher: Searcher, asked: Asked, limit: int, only: Slots | None) -> Answer:
    """The answer, or what of it is among `only`, each photo by itself, so that none stands behind a copy that was seen;
    more and more is asked for until the list is full."""
    how: dict[str, Any] = {"literal": asked.literal, "sort": asked.sort, "fold": only is None}

    def ask(limit: int) -> Answer:
        return searcher.search(asked.typed, limit=limit, **how)

    answer = ask(limit)
    if only is None:
        return answer
    wanted = set(only.tolist())
    asked_for = limit
    while True:
        hits = tuple(hit for hit in answer.hits if hit.photo_id in wanted)
        if len(hits) >= min(limit, len(wanted)) or asked_for >= answer.total:
            return replace(answer, hits=hits[:limit], total=len(wanted), photos=len(wanted))
        asked_for *= 10
        answer = ask(asked_for)


def _note_look(caller: Caller, kept: SavedSearch, hits: Slots) -> None:
    """The photos were seen. Where that cannot be noted, they are only new once more."""
    from app.domain import SnowlineError

    try:
        with open_to_change(caller) as library:
            library.looked_at(kept.search_id, hits)
    except SnowlineError as error:
        say(f"It could not be noted that you looked: {printable(str(error))}")


@saved.command(short_help="Give a saved search another name.")
@click.argument("name")
@click.argument("new")
@common
def rename(caller: Caller, name: str, new: str) -> None:
    """Give the saved search NAME the name NEW. A name that another has is not taken from it."""
    with open_to_change(caller) as library:
        entry = library.rename_search(name, new)
        kept = library.saved_search(new)
    tell(caller, {**as_json(kept), "entry": entry_as_json(entry)}, summary_of(entry, 1), [])


@saved.command(short_help="Remove saved searches; undo brings them back.")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@common
def remove(caller: Caller, names: tuple[str, ...]) -> None:
    """Remove each saved search NAME. Photos stay as they are."""
    with open_to_change(caller) as library:
        entry = library.remove_searches(names)
    tell(caller, {"entry": entry_as_json(entry)}, summary_of(entry, 0), [])


@saved.command(short_help="Write all saved searches into a file.")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path), default=STDIN)
@common
def export(caller: Caller, file: Path) -> None:
    """Write all saved searches as JSON into FILE, or to stdout. An existing FILE is replaced."""
    from app.library import Library

    with Library.open_current(caller.folder) as library:
        searches = library.saved_searches()
    told = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "searches": [{"name": one.name, **one.asked.as_json()} for one in searches],
    }
    if str(file) == STDIN:
        emit(told)
        return
    _replace_file(file, json.dumps(told, indent=1) + "\n")
    tell(
        caller,
        {"exported": len(searches), "file": printable(file)},
        f"{len(searches):,} written to {visible(file)}",
        [],
    )


def _replace_file(file: Path, text: str) -> None:
    """Puts a file in place in one step: a full disk leaves the one that was there."""
    fresh = file.with_name(f"{file.name}.new")
    try:
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(file)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


@saved.command("import", short_help="Read saved searches from a file.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@common
def import_(caller: Caller, file: Path) -> None:
    """Read saved searches from FILE, as export wrote it, or from stdin. None that is there is changed: where a name is
    taken by another search, the one that comes gets a number."""
    wanted = _read_searches(file)
    with open_to_change(caller) as library:
        entry, there = library.import_searches(wanted)
    words = summary_of(entry, 1) + (f" {there:,} were there already." if there and entry is not None else "")
    tell(caller, {"imported": len(wanted) - there, "there": there, "entry": entry_as_json(entry)}, words, [])


def _read_searches(file: Path) -> list[tuple[str, Asked]]:
    """Raises `SnowlineError` for a file that holds no saved searches."""
    from app.domain import SnowlineError
    from app.library.saved import Asked

    with click.open_file(str(file), "rb") as source:
        raw = source.read()
    try:
        told = json.loads(raw)
        if told["format"] != FORMAT or told["version"] > FORMAT_VERSION:
            raise ValueError
        return [(str(one["name"]), Asked.from_json(one)) for one in told["searches"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SnowlineError(f"{printable(file)} holds no saved searches that this version can read.") from error


def show_list(caller: Caller) -> None:
    """All saved searches on stdout."""
    from app.cli.library import open_searcher
    from app.library import Library
    from app.search.saved import new_hits

    with Library.open_current(caller.folder) as library:
        searches = library.saved_searches()
        counts: list[tuple[int, int]] = []
        if searches:
            with open_searcher(caller) as searcher:
                counts = [new_hits(searcher, library, one) for one in searches]
    if caller.as_json:
        told = [
            as_json(one) | {"photos": photos, "new": new} for one, (photos, new) in zip(searches, counts, strict=True)
        ]
        emit({"searches": told})
        return
    if not searches:
        say('No search is saved yet. Save one: python3 main.py saved add "Dogs" dogs on the beach')
        return
    from rich.table import Table
    from rich.text import Text

    from app.cli.show import Screen, date

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for heading in ("name", "photos", "new", "looked at", "query"):
        table.add_column(heading, justify="right" if heading in {"photos", "new"} else "left")
    for one, (photos, new) in zip(searches, counts, strict=True):
        table.add_row(
            Text(visible(one.name)),
            f"{photos:,}",
            Text(f"{new:,}", style="bold green") if new else "",
            date(one.looked_at) if one.looked_at else "never",
            Text(in_words(one)),
        )
    Screen().show(table)


def as_json(one: SavedSearch) -> dict[str, Any]:
    """A saved search as other programs read it."""
    return {
        "name": one.name,
        "query": printable(one.asked.query),
        "typed": printable(one.asked.typed),
        "literal": [printable(words) for words in sorted(one.asked.literal)],
        "sort": one.asked.sort,
        "made": one.made,
        "looked_at": one.looked_at,
    }


def in_words(one: SavedSearch) -> str:
    """What is asked, in a line."""
    sort = f", by {one.asked.sort}" if one.asked.sort else ""
    return f"{visible(one.asked.typed)}{sort}"
