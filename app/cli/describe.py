"""`describe`: what the models say of pictures. Writes nothing anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.stream import FAILED, Caller, common, emit, printable, say

if TYPE_CHECKING:
    from app.domain import Description
    from app.settings import Settings
    from app.vision.pack import Pack


@click.command(short_help="Say what is in a picture, without adding it to the library.")
@click.argument(
    "images",
    metavar="IMAGE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@common
def describe(caller: Caller, images: tuple[Path, ...]) -> None:
    """Say what is in each IMAGE: a caption, tags, and who does what. Nothing is added to the library.

    \b
    Examples:
      python3 main.py describe holiday.jpg
      python3 main.py describe --json *.jpg
    """
    from rich.text import Text

    from app.cli.show import Screen, short_path
    from app.domain import Unreadable
    from app.vision.pack import Pack

    settings = caller.settings()
    pack = Pack.load(low_memory=settings.low_memory)
    screen = Screen()
    photos: list[dict[str, Any]] = []
    failed: list[dict[str, str]] = []
    for image in images:
        try:
            seen = look_at(image, pack, settings)
        except Unreadable as error:
            failed.append({"path": printable(image), "reason": printable(str(error))})
            say(f"{printable(image)}: {printable(str(error))}")
            continue
        if caller.as_json:
            photos.append(as_json(image, seen))
        else:
            screen.show(Text(short_path(str(image), screen.width), style="bold"))
            screen.show(in_words(seen, pack.sure_tag))
    if caller.as_json:
        emit({"photos": photos, "failed": failed})
    if failed:
        click.get_current_context().exit(FAILED)


def look_at(image: Path, pack: Pack, settings: Settings) -> Description:
    """Decodes and describes one picture, triplets included. Raises `Unreadable`."""
    from dataclasses import replace

    from app.language.triplets import triplets
    from app.media.decode import decode

    picture = decode(image, max_pixels=settings.max_pixels, thumbnail_side=settings.thumbnail_side)
    [seen] = pack.describe(picture.pixels[None], captions=settings.captions)
    spoken = seen.caption is not None and seen.caption.sentence
    return replace(seen, triplets=tuple(triplets(seen.caption.text)) if spoken and seen.caption else ())


def as_json(image: Path, seen: Description) -> dict[str, Any]:
    return {
        "path": printable(image),
        "caption": seen.caption.text if seen.caption is not None else "",
        "tags": [{"name": tag.name, "p": round(float(tag.p), 4)} for tag in seen.tags],
        "triplets": [[t.subject, t.predicate, t.object] for t in seen.triplets],
    }


def in_words(seen: Description, sure: float) -> str:
    """The caption, the tags with their probabilities (the sure ones first) and the triplets, a line each."""
    lines = []
    if seen.caption is not None and seen.caption.text:
        lines.append(f"  {seen.caption.text}")
    if seen.tags:
        named = [f"{tag.name} {tag.p:.0%}" + ("" if tag.p >= sure else "?") for tag in seen.tags]
        lines.append(f"  tags: {', '.join(named)}")
    if seen.triplets:
        lines.append(f"  facts: {'; '.join(triplet.text for triplet in seen.triplets)}")
    return "\n".join(lines) or "  nothing recognised"
