"""`associations`: the word network, by which photos are found that words only call to mind."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.stream import Caller, common, emit, printable, put, say, visible

if TYPE_CHECKING:
    from app.index.network import Neighbour, Network
    from app.library import Library
    from app.search.association import Encode, Trail

LICENCE = (
    "Such lists are often free for research only (that of the University of South Florida is). This program brings "
    "none: whether you may use one is between you and whoever made it."
)
WEAKEST_SHOWN = 1e-6  # chains below this strength are none
_SOURCES = ("text", "company", "norms")


@click.group(
    short_help="What leads to what: the word network behind related photos.",
    invoke_without_command=True,
)
@common
@click.pass_context
def associations(ctx: click.Context, caller: Caller) -> None:
    """The word network joins what captions, tags and you say of photos: "sea" leads to "beach", and that to its photos.

    How strongly one word leads to another comes from the text encoder, from how often the two are said of the same
    photos in this library and, if you import one, from a list of free associations. It is built at the end of an
    indexing run.

    \b
    Examples:
      python3 main.py associations
      python3 main.py associations show sea
      python3 main.py associations path winter dog
      python3 main.py associations import usf_pairs.tsv
    """
    if ctx.invoked_subcommand is None:
        _show_state(caller)


@associations.command("import", short_help="Add a list of free associations.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@common
def import_(caller: Caller, file: Path) -> None:
    """Reads FILE, a table of what people think of first, and builds the word network anew with it.

    The first line names the columns: cue, target, FSG (the share of people who answer the cue with the target, 0 to 1)
    and, where there is one, BSG (the same the other way round), separated by tabs or commas.
    """
    from app.indexing.norms import import_norms
    from app.library import Library

    with Library.open(caller.folder):  # before the file is read: without a library there is nowhere to keep it
        norms = import_norms(caller.folder, file)
    built = _build(caller, force=True)
    cues = len({norm.cue for norm in norms})
    if caller.as_json:
        emit({"cues": cues, "associations": len(norms), "built": built, "licence": LICENCE})
        return
    put(f"{len(norms):,} associations of {cues:,} words are in the library.")
    say(LICENCE)


@associations.command(short_help="Take an imported list out again.")
@common
def remove(caller: Caller) -> None:
    """Takes the imported list out of the library, and builds the word network anew without it."""
    from app.indexing.norms import remove_norms
    from app.library import Library

    with Library.open(caller.folder):
        removed = remove_norms(caller.folder)
    built = removed and _build(caller, force=True)
    if caller.as_json:
        emit({"removed": removed, "built": built})
    else:
        put("The imported list is gone." if removed else "No list was imported.")


@associations.command(short_help="Build the word network now.")
@common
def build(caller: Caller) -> None:
    """Builds the word network anew. Indexing does so by itself when enough photos have changed."""
    built = _build(caller, force=True)
    if caller.as_json:
        emit({"built": built})
    else:
        put(
            "The word network is built." if built else "Nothing was built: no photos are indexed, or it is being built."
        )


@associations.command(short_help="Where a word leads.")
@click.argument("word", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 100), default=12, show_default=True, help="Words listed.")
@common
def show(caller: Caller, word: tuple[str, ...], limit: int) -> None:
    """The words that WORD leads to, strongest first, and where each strength comes from.

    text: the text encoder; company: photos of this library of which both are said; norms: an imported list.
    """
    from app.language.associations import node_of

    asked = " ".join(word)
    with _network(caller) as (library, network):
        number = network.find(node_of(asked))
        if number is not None:
            neighbours = network.neighbours(number)
        else:
            neighbours = _joined(asked, network, _encoder(library, caller))
        photos = {one.word: _photos(network, one.word) for one in neighbours[:limit]}
    if caller.as_json:
        listed = [_as_json(one) | {"photos": photos[one.word]} for one in neighbours[:limit]]
        emit({"word": printable(asked), "known": number is not None, "neighbours": listed})
        return
    if not neighbours:
        put(f'"{visible(asked)}" leads nowhere in this library.')
        return
    if number is None:
        say(f'"{visible(asked)}" is no word of this library; it joins by its meaning.')
    _table(neighbours[:limit], photos)


@associations.command(short_help="The strongest chain from one word to another.")
@click.argument("word")
@click.argument("target")
@common
def path(caller: Caller, word: str, target: str) -> None:
    """The strongest chain of associations that leads from WORD to TARGET."""
    import math

    from app.domain import SnowlineError
    from app.language.associations import node_of

    with _network(caller) as (library, network):
        number = network.find(node_of(target))
        if number is None:
            raise SnowlineError(f'"{printable(target)}" is no word of this library; see: associations show WORD')
        trails = _trails(word, network, library, caller)
        distance = float(trails[0].distances[number]) if trails else math.inf
        found = trails[0].path(number, network) if math.isfinite(distance) else ()
    strength = math.exp(-distance)
    if caller.as_json:
        emit({"path": [printable(step) for step in found], "strength": round(strength, 6)})
    elif found:
        put(f"{visible(' — '.join(found))}  ({strength:.4f})")
    else:
        put(f'Nothing leads from "{visible(word)}" to "{visible(target)}".')


def _build(caller: Caller, *, force: bool) -> bool:
    from app.indexing.associate import refresh_network

    return refresh_network(caller.folder, force=force)


@contextlib.contextmanager
def _network(caller: Caller) -> Iterator[tuple[Library, Network]]:
    """The library and its network. Raises SnowlineError where there is none."""
    from app.domain import SnowlineError
    from app.index.manifest import index_folder
    from app.index.network import open_network
    from app.library import Library

    with Library.open_current(caller.folder) as library:
        name = library.pack or ""
        network = open_network(index_folder(library.folder, name), name)
        if network is None:
            raise SnowlineError("This library has no word network yet. Build it with: associations build")
        yield library, network


def _encoder(library: Library, caller: Caller) -> Encode:
    from app.search.packs import pack_of
    from app.vision.pack import TextSide

    return TextSide.load(pack_of(library), low_memory=caller.settings().low_memory).encode_texts


def _trails(word: str, network: Network, library: Library, caller: Caller) -> list[Trail]:
    from app.language.associations import node_of
    from app.search.association import trails_of

    encode = None if network.find(node_of(word)) is not None else _encoder(library, caller)
    return trails_of([word], network, encode, weakest=WEAKEST_SHOWN)


def _joined(asked: str, network: Network, encode: Encode) -> list[Neighbour]:
    """Where a word outside the network joins it."""
    from app.index.network import Neighbour
    from app.search.association import joins

    return [
        Neighbour(network.word(int(number)), float(p), float(p), 0.0, 0.0)
        for _, (numbers, shares) in joins([asked], network, encode)
        for number, p in zip(numbers, shares, strict=True)
    ]


def _photos(network: Network, word: str) -> int:
    number = network.find(word)
    return 0 if number is None else len(network.photos(number)[0])


def _as_json(one: Neighbour) -> dict[str, Any]:
    return {
        "word": printable(one.word),
        "strength": round(one.p, 5),
        **{source: round(getattr(one, source), 5) for source in _SOURCES},
    }


def _table(neighbours: list[Neighbour], photos: dict[str, int]) -> None:
    from rich.table import Table

    from app.cli.show import Screen

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in ("word", "strength", *_SOURCES, "photos"):
        table.add_column(name, justify="left" if name == "word" else "right", no_wrap=True)
    for one in neighbours:
        shares = (f"{share:.2f}" if share else "-" for share in (one.text, one.company, one.norms))
        table.add_row(visible(one.word), f"{one.p:.3f}", *shares, f"{photos[one.word]:,}")
    Screen().show(table)


def _show_state(caller: Caller) -> None:
    from app.indexing.norms import kept_norms

    with _network(caller) as (_, network):
        words, pictured = len(network), int(network.facts["pictured"])
    norms = len(kept_norms(caller.folder))
    if caller.as_json:
        emit({"words": words, "words_with_photos": pictured, "photos": int(network.facts["photos"]), "norms": norms})
        return
    put(f"{words:,} words, {pictured:,} of them on photos.")
    put(f"{norms:,} imported associations." if norms else "No list of associations was imported.")
