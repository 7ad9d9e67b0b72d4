"""`search` and `similar`: questions to the library, and how their answers are printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from app.cli.filters import filter_options
from app.cli.stream import Caller, common, emit, lines_of_stdin, printable, say

if TYPE_CHECKING:
    from app.domain import Answer, Filters, SortOrder

STDIN = "-"
DEFAULT_LIMIT = 50
SORT_ORDERS = ("relevance", "date", "name", "size")

limit_option = click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(min=1),
    default=DEFAULT_LIMIT,
    show_default=True,
    help="List at most N photos.",
)
all_option = click.option("--all", "everything", is_flag=True, help="List also what is not taken for a match.")


@click.command(
    short_help="Find photos by what is in them.",
    # A word with a minus is part of the query: "beach -people".
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
)
@click.argument("query", nargs=-1, required=True)
@limit_option
@click.option(
    "--sort",
    type=click.Choice(SORT_ORDERS),
    default=SORT_ORDERS[0],
    show_default=True,
    help="The order in which photos are listed.",
)
@all_option
@filter_options
@common
def search(caller: Caller, query: tuple[str, ...], limit: int, sort: str, everything: bool, filters: Filters) -> None:
    """Find photos by what is in them.

    QUERY is one or more words, with or without quotes. Put "exact words" in quotes to ask for them literally, and a
    minus before what must not be there. With - as QUERY, one query is read from each line of stdin, and for each one
    JSON object is printed on a line.

    \b
    Examples:
      python3 main.py search snow on mountains
      python3 main.py search beach -people --limit 10
      python3 main.py search a red car --sort date
      python3 main.py search children --since 2023-06 --until 2023-08 --type jpeg,heic
      python3 main.py search snow --in ~/Pictures/Alps --min-size 2MB
      python3 main.py search --json a dog
      printf 'a dog\\na cat\\n' | python3 main.py search -
    """
    for word in query:
        if word.startswith("--"):
            raise click.NoSuchOption(word)
    text = " ".join(query)
    if not text.strip():
        raise click.UsageError("Say what to search for: python3 main.py search snow on mountains")
    from app.cli.library import open_searcher

    with open_searcher(caller) as searcher:

        def ask(line: str) -> Answer:
            return searcher.search(
                line, limit=limit, sort=cast("SortOrder", sort), everything=everything, filters=filters
            )

        if text == STDIN:
            answer_lines(ask)
        else:
            answer = ask(text)
            remember_query(caller, text)
            print_answer(caller, answer, coloured=True, more=not everything)


@click.command(short_help="Find photos that look like one you have.")
@click.argument("image", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=str))
@limit_option
@all_option
@filter_options
@common
def similar(caller: Caller, image: str, limit: int, everything: bool, filters: Filters) -> None:
    """Find photos that look like IMAGE, which need not be in the library.

    With - as IMAGE, one path is read from each line of stdin, and for each one JSON object is printed on a line.

    \b
    Examples:
      python3 main.py similar holiday.jpg
      python3 main.py similar holiday.jpg --limit 5 --json
      ls *.jpg | python3 main.py similar -
    """
    from app.cli.library import open_searcher

    with open_searcher(caller) as searcher:

        def ask(path: str) -> Answer:
            return searcher.similar(Path(path), limit=limit, everything=everything, filters=filters)

        if image == STDIN:
            answer_lines(ask)
            return
        from app.domain import SnowlineError, Unreadable

        try:
            answer = ask(image)
        except Unreadable as error:
            raise SnowlineError(f"{printable(image)}: {error}. Choose another picture.") from error
        print_answer(caller, answer, coloured=False, more=not everything)


def remember_query(caller: Caller, text: str) -> None:
    """Notes what was asked, for `generations compare`, unless the settings forbid it."""
    from app.search.remembered import remember
    from app.settings import load_settings

    if load_settings().remember_queries:
        remember(caller.folder, text)


def answer_lines(ask: Callable[[str], Answer]) -> None:
    """Answers each line of stdin with one JSON object on a line; one that fails says why in it, and exit code 1."""
    from app.cli.library import answer_as_json
    from app.domain import SnowlineError

    failed = 0
    for line in lines_of_stdin():
        try:
            emit(answer_as_json(ask(line)))
        except SnowlineError as error:
            failed += 1
            emit({"query": printable(line), "total": 0, "results": [], "error": printable(str(error))})
            say(f"{printable(line)}: {printable(str(error))}")
    if failed:
        click.get_current_context().exit(1)


def print_answer(caller: Caller, answer: Answer, *, coloured: bool, more: bool) -> None:
    """The answer on stdout: JSON or a table. `more` tells that --all would list more."""
    if caller.as_json:
        from app.cli.library import answer_as_json

        emit(answer_as_json(answer))
        return
    from app.cli.show import Screen, answer_table, headline, query_words

    screen = Screen()
    say(headline(answer) + f"  ({answer.seconds:.2f} s)")
    if answer.coverage is not None and not answer.coverage.complete:
        known, whole = answer.coverage.described, answer.coverage.described + answer.coverage.waiting
        say(f"{known:,} of {whole:,} photos described so far; the others are found by name, folder, date and type.")
    if answer.hits:
        words = query_words(answer.query) if coloured else set()
        screen.show(answer_table(answer, screen.width, words=words))
    if answer.total > len(answer.hits) and more:
        say(f"{answer.total - len(answer.hits):,} more: --limit {answer.total}")
    elif not answer.total and more:
        say("See what comes nearest with --all.")
