"""How answers look in a terminal: tables of photos, shortened paths, coloured words, sizes and durations in words."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from app.cli.stream import put, visible
from app.domain import Answer, Hit, Match

WIDE = 200  # columns used where the output is no terminal, so that paths stay whole
ELLIPSIS = "…"
MATCH_STYLE = {Match.LIKELY: "bold green", Match.MAYBE: "yellow", Match.UNLIKELY: "dim"}
WORD_STYLE = "bold magenta"
WHY_STYLE = "dim"
SIZE_UNITS = ("B", "kB", "MB", "GB", "TB")
UNIT_STEP = 1000


class Screen(Console):
    """A rich console that leaves a closed pipe to the command group, and does not wrap what is piped elsewhere."""

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, highlight=False, emoji=False, markup=False)
        if not self.is_terminal:
            self.width = max(self.width, WIDE)

    def show(self, what: RenderableType = "") -> None:
        """Prints, without the blanks that fill up a table's lines where the output is no terminal."""
        if self.is_terminal:
            self.print(what)
            return
        with self.capture() as captured:
            self.print(what)
        put("\n".join(line.rstrip() for line in captured.get().splitlines()))

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def answer_table(answer: Answer, columns: int, *, words: Iterable[str] = (), hits: int | None = None) -> Table:
    """The hits of an answer, one below the other: how sure, where, what, why. `columns` is the width to fill.

    Words of the query are coloured in the caption and the reasons.
    """
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=False, overflow="fold")
    listed = answer.hits[:hits]
    number_width = len(str(len(listed)))
    room = max(20, columns - number_width - len("unlikely") - 4)
    for number, hit in enumerate(listed, 1):
        table.add_row(str(number), Text(hit.match, style=MATCH_STYLE[hit.match]), _photo(hit, room, set(words)))
    return table


def _photo(hit: Hit, room: int, words: set[str]) -> Text:
    facts = "  ".join(part for part in (date(hit.date), size(hit.size), hit.type.lower(), marks(hit)) if part)
    text = Text(short_path(home_as_tilde(hit.path), room), style="bold")
    if not hit.online:
        text.append(f"\noffline, {visible(hit.away)}", style="yellow")
    about = Text()
    if hit.caption:
        about.append("\n").append_text(coloured(visible(hit.caption), words))
    about.append("\n").append_text(coloured(visible("; ".join(hit.why)), words, WHY_STYLE)) if hit.why else None
    about.append(f"\n{facts}", style=WHY_STYLE)
    return Text.assemble(text, about)


def marks(hit: Hit) -> str:
    """What a person said of a photo, in short: ★★★ ♥."""
    stars = "rejected" if (hit.rating or 0) < 0 else "★" * (hit.rating or 0)
    return " ".join(part for part in (stars, "♥" if hit.favourite else "") if part)


def coloured(text: str, words: set[str], style: str = "") -> Text:
    """`text` with every word whose base form is in `words` coloured."""
    shown = Text(text, style=style)
    if words:
        from app.language.words import content_words

        start = 0
        for word in text.split():
            at = text.index(word, start)
            start = at + len(word)
            if not words.isdisjoint(content_words(word)):
                bare = word.strip(".,;:!?()“”\"'")
                offset = at + word.index(bare)
                shown.stylize(WORD_STYLE, offset, offset + len(bare))
    return shown


def query_words(query: str) -> set[str]:
    """The base forms of the words of a query that are coloured in an answer."""
    from app.language.words import content_words

    return set(content_words(query))


def headline(answer: Answer) -> str:
    """How many photos match the query, in one line."""
    if not answer.total:
        return f"No photo matches “{visible(answer.query)}”."
    many = "at least " if answer.at_least else ""
    return f"{many}{count(answer.total, 'photo')} match{'es' if answer.total == 1 else ''} “{visible(answer.query)}”"


def home_as_tilde(path: str) -> str:
    """A path below the home folder as `~/...`."""
    home = os.path.join(str(Path.home()), "")
    return f"~{os.sep}{path[len(home) :]}" if len(home) > 1 and path.startswith(home) else path


def short_path(path: str, room: int) -> str:
    """The path in at most `room` characters: the middle is left out, the file's name is kept as long as possible."""
    path = visible(path)
    if len(path) <= room:
        return path
    name = os.path.basename(path)
    head = room - len(name) - len(ELLIPSIS) - 1
    if head >= 1:
        return f"{path[:head]}{ELLIPSIS}{os.sep}{name}"
    tail = (room - len(ELLIPSIS)) // 2
    return f"{name[: room - len(ELLIPSIS) - tail]}{ELLIPSIS}{name[-tail:] if tail else ''}"


def count(number: int, thing: str) -> str:
    """A number and its thing: 1 photo; 7,086 photos."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def size(octets: int) -> str:
    """Bytes in words: 982 B; 2.4 MB."""
    amount, unit = float(octets), 0
    while amount >= UNIT_STEP and unit < len(SIZE_UNITS) - 1:
        amount, unit = amount / UNIT_STEP, unit + 1
    return f"{amount:.0f} {SIZE_UNITS[0]}" if unit == 0 else f"{amount:.1f} {SIZE_UNITS[unit]}"


def date(iso: str | None) -> str:
    """The day and minute of an ISO 8601 time."""
    return iso[:16].replace("T", " ") if iso else ""


def duration(seconds: float) -> str:
    """Seconds in words: 0.4 s; 48 s; 3 min 20 s; 2 h 10 min."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
