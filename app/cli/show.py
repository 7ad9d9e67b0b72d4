"""How answers look in a terminal: tables of photos, shortened paths, coloured words, sizes and durations in words."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from app.cli.stream import put, visible
from app.domain import Answer, Grouping, Hit, Match
from app.messages import day_in_words

WIDE = 200  # columns used where the output is no terminal, so that paths stay whole
ELLIPSIS = "…"
MATCH_STYLE = {Match.LIKELY: "bold green", Match.MAYBE: "yellow", Match.UNLIKELY: "dim"}
WORD_STYLE = "bold magenta"
WHY_STYLE = "dim"
HEADING_STYLE = "bold underline"
MOST_FACETS = 12  # values of one kind that are printed
MOST_LETTERS = 200  # of a caption; people write longer ones than fit below a photo
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
    heading = ""
    for number, hit in enumerate(listed, 1):
        if answer.group is not None and heading_of(hit, answer.group) != heading:
            heading = heading_of(hit, answer.group)
            table.add_row("", "", Text(heading, style=HEADING_STYLE))
        table.add_row(str(number), Text(hit.match, style=MATCH_STYLE[hit.match]), _photo(hit, room, set(words)))
    return table


def _photo(hit: Hit, room: int, words: set[str]) -> Text:
    copies = f"+ {hit.copies:,} like it" if hit.copies else ""
    known = (date(hit.date), visible(hit.place or ""), size(hit.size), hit.type.lower(), marks(hit), copies)
    facts = "  ".join(part for part in known if part)
    text = Text(short_path(home_as_tilde(hit.path), room), style="bold")
    if not hit.online:
        text.append(f"\noffline, {visible(hit.away)}", style="yellow")
    about = Text()
    if hit.caption:
        about.append("\n").append_text(coloured(visible(_short(hit.caption)), words))
    if hit.why:
        about.append("\n").append_text(coloured(visible("; ".join(map(_short, hit.why))), words, WHY_STYLE))
    about.append(f"\n{facts}", style=WHY_STYLE)
    return Text.assemble(text, about)


def _short(text: str) -> str:
    """A caption, or a reason that quotes one, as far as it can be read at a glance."""
    return text if len(text) <= MOST_LETTERS else text[:MOST_LETTERS].rstrip() + ELLIPSIS


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


def heading_of(hit: Hit, group: Grouping) -> str:
    """What a hit stands under in a grouped list."""
    if group == "drive":
        return visible(hit.drive)
    return day_in_words(hit.date) if hit.date else "without a date"


def understood(answer: Answer) -> list[str]:
    """How the query was read, where more than words was read, and how to take back what was read out of words."""
    parts = []
    for chip in answer.chips:
        if chip.kind != "words":
            reading = chip.text if chip.typed else f"{chip.text} ({chip.source})"
            parts.append(visible(reading))
    guessed = [chip for chip in answer.chips if not chip.typed and chip.kind != "words"]
    if not parts:
        return []
    back = " ".join(f"--literal {shlex.quote(visible(chip.source))}" for chip in guessed)
    return [f"understood: {', '.join(parts)}{f'; take back with {back}' if back else ''}"]


def problem_lines(answer: Answer) -> list[str]:
    """What could not be understood, each below the query with marks under its place."""
    lines = []
    for problem in answer.problems:
        if problem.end > problem.start:
            before, marked = visible(answer.query[: problem.start]), visible(answer.query[problem.start : problem.end])
            rest = visible(answer.query[problem.end :])
            lines += [before + marked + rest, " " * cell_len(before) + "^" * max(cell_len(marked), 1)]
        valid = f" For example: {', '.join(problem.valid)}." if problem.valid else ""
        lines.append(visible(problem.text) + valid)
    return lines


def facet_lines(answer: Answer) -> list[str]:
    """How many matches there are of each type, year, drive and so on, one kind a line."""
    lines = []
    for name, values in (answer.facets or {}).items():
        if values:
            shown = ", ".join(f"{visible(value.label)} {value.count:,}" for value in values[:MOST_FACETS])
            more = f", {len(values) - MOST_FACETS} more" if len(values) > MOST_FACETS else ""
            lines.append(f"{name}: {shown}{more}")
    return lines


def headline(answer: Answer) -> str:
    """How many photos match the query, in one line."""
    if not answer.total:
        return f"No photo matches “{visible(answer.query)}”."
    many = "at least " if answer.at_least else ""
    folded = f" ({answer.photos:,} with copies)" if answer.photos > answer.total else ""
    matched = f"match{'es' if answer.total == 1 else ''} “{visible(answer.query)}”"
    return f"{many}{count(answer.total, 'photo')}{folded} {matched}"


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
