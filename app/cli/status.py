"""`status`: what the library holds, where, and how much room it takes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.stream import Caller, common, emit, printable, visible

if TYPE_CHECKING:
    from app.library import Library, Status

MIB = 1024 * 1024
AWAY = "(not there now; what is known of it is kept)"
LEFT_OUT_NAMED = 20  # files that could not be used listed for a person; --json has all of them


@click.command(short_help="What the library holds, and on which drives.")
@common
def status(caller: Caller) -> None:
    """Counts, drives, generations of vectors, and room taken on disk and in memory.

    \b
    Examples:
      python3 main.py status
      python3 main.py status --json
    """
    from app.library import Library

    with Library.open_current(caller.folder) as library:
        counts = library.status()
        facts = gather(library, counts)
    if caller.as_json:
        emit(facts)
    else:
        show(facts)


def gather(library: Library, counts: Status) -> dict[str, Any]:
    """Everything `status` says, as other programs read it. Sizes in bytes, memory in MiB."""
    searchable = counts.indexed + counts.waiting
    return {
        "library": printable(library.folder),
        "photos": counts.photos,
        "files": counts.files,
        "indexed": counts.indexed,
        "waiting": counts.waiting,
        # Those of them that are only looked at again, since their date changed; their photos are found meanwhile.
        "looked_at_again": counts.kept,
        "skipped": [{"path": printable(path), "reason": printable(why)} for path, why in library.skipped_files()],
        "missing": counts.missing,
        # The part of the usable files that can be found by what is in them.
        "coverage": round((counts.indexed + counts.kept) / searchable, 4) if searchable else 0.0,
        "captions": counts.captions,
        "unique_captions": counts.unique_captions,
        # How many photos share a caption's one vector, on average.
        "photos_per_caption": round(counts.captions / counts.unique_captions, 3) if counts.unique_captions else 0.0,
        "triplets": counts.triplets,
        "triplet_uses": counts.triplet_uses,
        # Captions and triplets as photos have them, the vectors kept for them, and how many texts share one vector.
        "texts": counts.captions + counts.triplet_uses,
        "unique_texts": counts.texts,
        "texts_per_vector": round((counts.captions + counts.triplet_uses) / counts.texts, 3) if counts.texts else 0.0,
        "tags": counts.tags,
        "linked": library.link_counts(),
        "text_in_pictures": text_in_pictures(library),
        "watch": watching(library.folder),
        "pack": counts.pack,
        "roots": [printable(root) for root in counts.roots],
        "roots_away": sorted(printable(os.fsdecode(root)) for root in library.roots_away()),
        "drives": [
            {
                "label": printable(drive.label),
                "kind": drive.kind,
                "mount": printable(drive.mount),
                "online": drive.online,
                "files": drive.files,
                "last_seen": drive.last_seen,
            }
            for drive in counts.drives
        ],
        "generations": generations(library),
        "disk": {part.name: folder_size(part) for part in (library.vectors, library.thumbnails, library.index)}
        | {"catalogue": sum(path.stat().st_size for path in library.folder.glob("library.sqlite*"))},
        "memory_mb": memory_mb(),
    }


def generations(library: Library) -> list[dict[str, Any]]:
    """The sets of vectors that lie side by side, each made by one version of a pack, the one in use first."""
    found = []
    for row in library.generations():
        images, texts = library.at(row.name).slot_ends()
        found.append(
            {
                "name": printable(row.name),
                "state": row.state,
                "in_use": row.state == "live",
                "images": images,
                "texts": texts,
                "lacking": row.lacking,
                "away": row.away,
                "failed": row.failed,
                "index": index_of(library, row.name, images, texts) if row.state == "live" else {},
            }
        )
    return found


def index_of(library: Library, generation: str, images: int, texts: int) -> dict[str, Any]:
    """How searches look through the vectors of a generation, and what is wrong with its index files, if anything."""
    from app.domain import SnowlineError
    from app.index.generation import Generation
    from app.index.manifest import KINDS, index_folder
    from app.index.neighbours import Neighbours

    found: dict[str, Any] = {}
    try:
        with Generation(library.folder, generation) as vectors:
            vectors.refresh(images, texts)
            for what in KINDS:
                file = vectors.images if what == "images" else vectors.texts
                index = Neighbours(file, index_folder(library.folder, generation), pack=generation, what=what)
                found[what] = index.describe()
                index.close()
    except SnowlineError as error:
        return {"images": {"problems": [printable(str(error))]}}
    return found


def text_in_pictures(library: Library) -> dict[str, Any]:
    """How far the reading of text in pictures has come, and whether the optional part that does it is installed."""
    from app.cli.reading import coverage_as_json
    from app.vision.reading import can_read

    return coverage_as_json(library.read_counts()) | {"can_read": can_read()}


def watching(folder: Path) -> dict[str, Any] | None:
    """How the library is kept up to date just now, or None while nobody does."""
    from app.cli.watch import state_as_json
    from app.indexing.watch_state import read_state

    state = read_state(folder)
    return None if state is None else state_as_json(state)


def folder_size(folder: Path) -> int:
    """Bytes in all files below `folder`; a file that vanishes meanwhile counts nothing."""
    total = 0
    for where, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(where, name)).st_size
            except FileNotFoundError:
                continue
    return total


def memory_mb() -> dict[str, float]:
    """What this process takes, its own apart from what the system can take back, and what the machine has left: MiB."""
    from dataclasses import asdict

    from app.index.memory import memory_meter

    return {which: round(octets / MIB, 1) for which, octets in asdict(memory_meter()).items()}


def _state_in_words(generation: dict[str, Any]) -> str:
    if generation["state"] == "kept":
        return ", kept"
    if generation["state"] == "building":
        away = f", {generation['away']:,} of them on drives that are not connected" if generation["away"] else ""
        return f", being built: {generation['lacking']:,} photos to come{away}"
    return ""


def text_in_words(facts: dict[str, Any]) -> str:
    """How far the text in pictures is read, and how more of it is."""
    from app.cli.reading import coverage_in_words
    from app.library.seen_text import ReadCounts
    from app.vision.reading import NEEDS_EXTRA

    counts = ReadCounts(**{name: facts[name] for name in ReadCounts._fields})
    if not facts["can_read"]:
        return f"{coverage_in_words(counts)}\n{NEEDS_EXTRA}"
    return coverage_in_words(counts) + (f"; {counts.probable:,} more probably show some" if counts.probable else "")


def show(facts: dict[str, Any]) -> None:
    """The same for a person, on stdout."""
    from rich.table import Table
    from rich.text import Text

    from app.cli.show import Screen, count, short_path, size
    from app.messages import day_in_words

    screen = Screen()
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    room = max(20, screen.width - 16)

    def row(name: str, *parts: str) -> None:
        table.add_row(name, Text("\n".join(visible(part) for part in parts if part)))

    row("library", short_path(facts["library"], room))
    away = set(facts["roots_away"])
    row("folders", *(short_path(root, room) + (f"  {AWAY}" if root in away else "") for root in facts["roots"]))
    row("photos", f"{facts['photos']:,} in {count(facts['files'], 'file')}")
    row(
        "coverage",
        f"{facts['coverage']:.1%}, {count(facts['waiting'], 'file')} waiting"
        + (f" ({facts['looked_at_again']:,} only to be looked at again)" if facts["looked_at_again"] else ""),
        f"{count(facts['missing'], 'file')} missing" if facts["missing"] else "",
    )
    if facts["watch"] is not None:
        from app.cli.watch import how_in_words

        watched = facts["watch"]
        row(
            "watch",
            *(
                short_path(f"{folder['path']}: {how_in_words(folder['how'], folder['why'])}", room)
                for folder in watched["folders"]
            ),
            f"now: {watched['held'] or watched['doing']}" if watched["held"] or watched["doing"] else "",
        )
    for drive in facts["drives"]:
        where = (
            f"online at {drive['mount']}"
            if drive["online"]
            else f"offline, last seen {day_in_words(drive['last_seen'])}"
        )
        name = drive["label"] or drive["kind"]
        row("drive", short_path(f"{name}: {count(drive['files'], 'file')}, {where}", room))
    row(
        "captions",
        f"{facts['captions']:,}, of which {facts['unique_captions']:,} different "
        f"({facts['photos_per_caption']:.2f} photos share one)",
    )
    row("facts", f"{facts['triplet_uses']:,}, of which {facts['triplets']:,} different")
    row(
        "texts",
        f"{facts['texts']:,} captions and facts share {facts['unique_texts']:,} vectors "
        f"({facts['texts_per_vector']:.2f} texts a vector)",
    )
    linked = facts["linked"]
    if any(linked.values()):
        row(
            "linked",
            f"{count(linked['raw_pair'], 'RAW+JPEG pair')}, {count(linked['burst'], 'burst')}, "
            f"{count(linked['copy'], 'picture')} in several forms",
        )
    row("text", text_in_words(facts["text_in_pictures"]))
    for generation in facts["generations"]:
        row(
            "vectors",
            f"{generation['name']}: {generation['images']:,} of pictures, {generation['texts']:,} of texts"
            + _state_in_words(generation),
            *(visible(problem) for index in generation["index"].values() for problem in index["problems"]),
        )
    row("on disk", ", ".join(f"{part} {size(octets)}" for part, octets in facts["disk"].items()))
    memory = facts["memory_mb"]
    row(
        "memory",
        ", ".join(f"{octets:,.0f} MB {which}" for which, octets in memory.items()),
    )
    if facts["skipped"]:
        named = [f"{skip['path']}: {skip['reason']}" for skip in facts["skipped"][:LEFT_OUT_NAMED]]
        left = len(facts["skipped"]) - len(named)
        row("left out", count(len(facts["skipped"]), "file"), *named, f"and {left:,} more" if left else "")
    screen.show(table)
