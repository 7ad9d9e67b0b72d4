"""`generations`: the descriptions of all photos by several versions of a model pack, side by side."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from app.cli.stream import Caller, common, emit, printable, put, say, visible

if TYPE_CHECKING:
    from app.library import Library
    from app.library.generations import GenerationRow
    from app.search.compare import Comparison
    from app.search.searcher import Searcher

DEFAULT_COMPARED = 10
OWN_QUERIES = 20  # of what the person asked before, compared where no query is given


@click.group(
    short_help="Versions of the models side by side: list, compare, switch, drop.", invoke_without_command=True
)
@common
@click.pass_context
def generations(ctx: click.Context, caller: Caller) -> None:
    """A generation is all that one version of the model pack says of your photos.

    When the program brings a new version, index describes all photos anew beside the old generation, which goes on
    answering. The new one is switched to by itself once it has every photo, also those on drives that are not
    connected at the moment. You can switch earlier, and back.

    \b
    Examples:
      python3 main.py generations
      python3 main.py generations compare snow on mountains
      python3 main.py generations use compact-1.0.0
      python3 main.py generations drop compact-1.0.0
    """
    if ctx.invoked_subcommand is None:
        show_list(caller)


@generations.command("list", short_help="What generations there are.")
@common
def list_(caller: Caller) -> None:
    """The generations of the library, the live one first."""
    show_list(caller)


@generations.command(short_help="Let another generation answer.")
@click.argument("name")
@common
def use(caller: Caller, name: str) -> None:
    """Makes the generation NAME the one that answers. The one before is kept, and can be used again.

    No other is switched to by itself until you name another pack with index --pack, or use another generation.
    """
    from app.library import Library

    with Library.open(caller.folder, write=True) as library:
        library.switch_to(name, chosen=True)
        row = library.generation(name)
    assert row is not None
    if caller.as_json:
        emit({"live": printable(row.name), "lacking": row.lacking, "away": row.away})
        return
    put(f"{visible(row.name)} answers now.")
    if row.lacking:
        say(
            f"It lacks {row.lacking:,} photos, which cannot be found by what is in them until index has described them."
        )


@generations.command(short_help="Free what a generation takes.")
@click.argument("name")
@common
def drop(caller: Caller, name: str) -> None:
    """Forgets the generation NAME, which must not be the one that answers. What you added to photos stays."""
    from app.cli.status import folder_size
    from app.indexing.generations import drop as drop_generation
    from app.library import Library

    with Library.open(caller.folder, write=True) as library:
        freed = (
            sum(folder_size(part / name) for part in (library.vectors, library.index))
            if library.generation_state(name)
            else 0
        )
        drop_generation(library, name)
    if caller.as_json:
        emit({"dropped": printable(name), "freed": freed})
        return
    from app.cli.show import size

    put(f"{visible(name)} is dropped; {size(freed)} of vectors and models are free.")


@generations.command(short_help="Give back the room of vectors no longer used.")
@click.argument("name", required=False)
@common
def compact(caller: Caller, name: str | None) -> None:
    """Shortens the vector files of the generation NAME, or of all: older descriptions of photos take room there."""
    from app.domain import SnowlineError
    from app.indexing.compaction import compact as compact_generation
    from app.library import Library

    with Library.open(caller.folder, write=True) as library:
        names = [row.name for row in library.generations()]
        if name is not None and name not in names:
            raise SnowlineError(f"This library has no generation {printable(name)}. List them with: generations")
        freed = {one: compact_generation(library, one) for one in names if name in {None, one}}
    if caller.as_json:
        emit(
            {
                "generations": [
                    {"name": printable(one), "images": rows.images, "texts": rows.texts, "freed": rows.size}
                    for one, rows in freed.items()
                ]
            }
        )
        return
    from app.cli.show import size

    for one, rows in freed.items():
        gone = f"{rows.images:,} vectors of pictures and {rows.texts:,} of texts"
        put(f"{visible(one)}: {gone} are gone; {size(rows.size)} free.")


@generations.command(short_help="Ask two generations the same.")
@click.argument("query", nargs=-1)
@click.option("--left", metavar="NAME", help="The first generation.  [default: the one that answers]")
@click.option("--right", metavar="NAME", help="The second.  [default: the one being built, or the newest kept]")
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(min=1),
    default=DEFAULT_COMPARED,
    show_default=True,
    help="Look at the first N photos.",
)
@common
def compare(caller: Caller, query: tuple[str, ...], left: str | None, right: str | None, limit: int) -> None:
    """Shows what two generations find first for QUERY, each a whole query; without one, for what you asked before."""
    from app.domain import SnowlineError
    from app.library import Library
    from app.search.compare import compare as ask_both
    from app.search.remembered import remembered

    with Library.open_current(caller.folder) as library:
        rows = library.generations()
        names = [row.name for row in rows]
        left = left or next((row.name for row in rows if row.state == "live"), None)
        right = right or next((name for name in names if name != left), None)
        if left is None or right is None:
            raise SnowlineError("There is only one generation: nothing to compare.")
        for name in (left, right):
            if name not in names:
                raise SnowlineError(f"This library has no generation {printable(name)}. List them with: generations")
        queries = list(query) or [kept.text for kept in remembered(caller.folder, OWN_QUERIES)]
        if not queries:
            raise SnowlineError("Nothing was asked of this library yet. Say what to compare: generations compare snow")
        with searcher_at(library, left) as one, searcher_at(library, right) as other:
            found = [ask_both(one, other, text, limit=limit) for text in queries]
    if caller.as_json:
        emit(
            {
                "left": printable(left),
                "right": printable(right),
                "limit": limit,
                "overlap": round(sum(one.overlap for one in found) / len(found), 4),
                "queries": [as_json(one) for one in found],
            }
        )
    else:
        show_comparisons(found, left, right)


@contextlib.contextmanager
def searcher_at(library: Library, name: str) -> Iterator[Searcher]:
    """A searcher over one generation of the library, with the pack that made it."""
    from app.search.packs import pack_of
    from app.search.searcher import Searcher
    from app.settings import load_settings
    from app.vision.pack import TextSide

    pinned, settings = library.at(name), load_settings()
    side = TextSide.load(pack_of(pinned), low_memory=settings.low_memory)
    yield Searcher(pinned, side, shift=settings.relevance_shift)


def show_list(caller: Caller) -> None:
    """The generations on stdout."""
    from app.library import Library
    from app.search.remembered import remembered

    with Library.open_current(caller.folder) as library:
        rows = library.generations()
        kept = {row.name: library.pack_copy(row.name).is_dir() for row in rows}
    if caller.as_json:
        emit(
            {
                "generations": [row_as_json(row) | {"pack_kept": kept[row.name]} for row in rows],
                "queries_remembered": len(remembered(caller.folder, 10**6)),
            }
        )
        return
    if not rows:
        put("Nothing was indexed yet.")
    for row in rows:
        put(in_words(row))


def row_as_json(row: GenerationRow) -> dict[str, Any]:
    """One generation as other programs read it."""
    return {
        "name": printable(row.name),
        "state": row.state,
        "made": row.made,
        "photos": row.photos,
        "lacking": row.lacking,
        "away": row.away,
        "failed": row.failed,
        "texts": row.texts,
        "chosen": row.chosen,
    }


def in_words(row: GenerationRow) -> str:
    """One generation in a line."""
    state = {"live": "answers searches", "building": "is being built", "kept": "is kept"}[row.state]
    parts = [f"{visible(row.name)} {state}: {row.photos:,} photos, {row.texts:,} texts"]
    if row.lacking:
        away = f", {row.away:,} of them on drives that are not connected" if row.away else ""
        parts.append(f"{row.lacking:,} photos to come{away}")
    if row.failed:
        parts.append(f"{row.failed:,} could not be described by it")
    if row.chosen:
        parts.append("chosen by you")
    return "; ".join(parts)


def as_json(found: Comparison) -> dict[str, Any]:
    """One comparison as other programs read it."""

    def side(answer: Any) -> dict[str, Any]:
        return {
            "total": answer.total,
            "results": [
                {"path": printable(hit.path), "score": hit.score, "match": str(hit.match)} for hit in answer.hits
            ],
        }

    return {
        "query": printable(found.query),
        "overlap": round(found.overlap, 4),
        "left": side(found.left),
        "right": side(found.right),
        "only_left": [printable(hit.path) for hit in found.only_left],
        "only_right": [printable(hit.path) for hit in found.only_right],
    }


def show_comparisons(found: list[Comparison], left: str, right: str) -> None:
    """The comparisons for a person: the two lists beside each other; a star marks what only one of them has."""
    from rich.table import Table
    from rich.text import Text

    from app.cli.show import Screen, short_path

    screen = Screen()
    room = max(20, (screen.width - 10) // 2)
    for one in found:
        put(
            f"{visible(one.query)}: {one.overlap:.0%} the same; {one.left.total:,} and {one.right.total:,} found in all"
        )
        table = Table(box=None, padding=(0, 2, 0, 2), pad_edge=False, header_style="bold")
        table.add_column(visible(left), no_wrap=True)
        table.add_column(visible(right), no_wrap=True)
        alone = {hit.photo_id for hit in (*one.only_left, *one.only_right)}

        def cell(hits: Any, at: int, alone: set[int] = alone) -> Text:
            if at >= len(hits):
                return Text("")
            mark = "*" if hits[at].photo_id in alone else " "
            return Text(f"{mark} {short_path(visible(hits[at].path), room)}")

        for at in range(max(len(one.left.hits), len(one.right.hits))):
            table.add_row(cell(one.left.hits, at), cell(one.right.hits, at))
        screen.show(table)
    put(f"All queries: {sum(one.overlap for one in found) / len(found):.0%} the same.")
