"""`search` and `similar`: questions to the library, and how their answers are printed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.filters import filter_options
from app.cli.stream import Caller, common, emit, lines_of_stdin, printable, put, say

if TYPE_CHECKING:
    from app.domain import Answer, Filters

STDIN = "-"
DEFAULT_LIMIT = 50
SORT_ORDERS = ("relevance", "date", "name", "size", "rating")
MOST_RELATED = 200
DEFAULT_RELATED = 5

limit_option = click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(min=1),
    default=DEFAULT_LIMIT,
    show_default=True,
    help="List at most N photos.",
)
all_option = click.option("--all", "everything", is_flag=True, help="List also what is not taken for a match.")
fold_option = click.option(
    "--fold/--no-fold", default=True, show_default=True, help="Show copies, bursts and RAW+JPEG pairs as one photo."
)
facets_option = click.option("--facets", is_flag=True, help="Count the matches by type, year, drive, camera, place ...")


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
    help="The order in which photos are listed.  [default: as the query says, else relevance]",
)
@click.option("--group", type=click.Choice(("day", "drive")), help="List photos of one day, or one drive, together.")
@click.option(
    "--literal",
    multiple=True,
    metavar="TEXT",
    help="Take these words of the query as plain words, not as a filter. May be given again.",
)
@facets_option
@click.option("--related", type=click.IntRange(0, MOST_RELATED), metavar="N", help="List N related photos besides.")
@click.option(
    "--rank",
    type=click.Choice(("relevance", "association")),
    default="relevance",
    show_default=True,
    help="Rank by what photos show, or by the network of words that leads to them.",
)
@click.option(
    "--policy",
    type=click.Choice(("line", "published")),
    help="How matches are told from others: by all evidence, or by a fixed distance between captions alone.",
)
@fold_option
@all_option
@filter_options
@common
def search(
    caller: Caller,
    query: tuple[str, ...],
    limit: int,
    everything: bool,
    filters: Filters,
    literal: tuple[str, ...],
    facets: bool,
    related: int | None,
    **how: Any,
) -> None:
    """Find photos by what is in them.

    QUERY is one or more words, with or without quotes, and filters. Words that mean a filter are read as one, and it is
    said so: "dogs last summer" asks for dogs in photos of last summer. Take that back with --literal "last summer".
    With - as QUERY, one query is read from each line of stdin, and for each one JSON object is printed on a line.

    \b
    In a query:
      "exact words"  -people  without people  cat OR dog  (cat OR dog) snow  beach^2 sunset
      type:jpeg,heic  date:2023-06..2023-08  drive:"Backup 2"  size:>5MB  in:~/Pictures  camera:canon
      rating:>=4  orientation:portrait  is:favourite  near:lisbon,25km  tag:dog  name:IMG_20  -type:png
      like:path/to.jpg  sort:date  group:day

    \b
    Examples:
      python3 main.py search snow on mountains
      python3 main.py search beach -people --limit 10
      python3 main.py search dogs last summer bigger than 5 MB
      python3 main.py search 'like:holiday.jpg at night'
      python3 main.py search 'type:raw rating:>=4' --facets
      python3 main.py search children --since 2023-06 --until 2023-08 --type jpeg,heic
      python3 main.py search --json a dog
      printf 'a dog\\na cat\\n' | python3 main.py search -
    """
    check_words(query, "search snow on mountains")
    from app.cli.library import open_searcher

    with open_searcher(caller) as searcher:

        def ask(line: str) -> Answer:
            return searcher.search(
                line,
                limit=limit,
                everything=everything,
                filters=filters,
                literal=frozenset(literal),
                facets=facets,
                related=_room(caller) if related is None else related,
                **how,
            )

        if query == (STDIN,):
            answer_lines(ask)
        else:
            text = as_typed(query, searcher.drives)
            answer = ask(text)
            remember_query(caller, text)
            if related is None and answer.total > len(answer.hits):
                answer = replace(answer, related=())  # there is no room
            print_answer(caller, answer, coloured=True, more=not everything)


def check_words(words: Sequence[str], example: str) -> None:
    """Refuses the words of a query where one is an option that there is not, or where there is nothing in them."""
    for word in words:
        if word.startswith("--"):
            raise click.NoSuchOption(word)
    if not " ".join(words).strip():
        raise click.UsageError(f"Say what to search for: python3 main.py {example}")


def as_typed(words: Sequence[str], drives: Sequence[str]) -> str:
    """The query as it was typed, given the words that a shell made of it: quotes that it took away around a value,
    as in drive:"Backup 2" or -"red car", are put back. A query in one word may be a whole one, so that only the name of
    a drive or an existing file is taken for one value there."""
    return " ".join(_quoted(word, len(words) == 1, drives) for word in words)


def _quoted(word: str, alone: bool, drives: Sequence[str]) -> str:
    if not any(letter.isspace() for letter in word) or '"' in word:
        return word
    start, colon, value = word.partition(":")
    if not colon or not start.lstrip("-").isalpha():
        return f'-"{word[1:]}"' if word.startswith("-") and not alone else word
    if alone and value not in drives and not os.path.exists(os.path.expanduser(value)):
        return word
    return f'{start}:"{value}"'


def _room(caller: Caller) -> int:
    """How many related photos a person is shown without asking."""
    return 0 if caller.as_json or caller.settings().low_memory else DEFAULT_RELATED


@click.command(short_help="Find photos that look like one you have.")
@click.argument("image", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=str))
@limit_option
@click.option(
    "--mode",
    type=click.Choice(("subject", "picture")),
    default="subject",
    show_default=True,
    help="Photos of the same subject, or the same picture: saved anew, smaller, cut or turned.",
)
@facets_option
@fold_option
@all_option
@filter_options
@common
def similar(caller: Caller, image: str, **how: Any) -> None:
    """Find photos that look like IMAGE, which need not be in the library.

    With - as IMAGE, one path is read from each line of stdin, and for each one JSON object is printed on a line.

    \b
    Examples:
      python3 main.py similar holiday.jpg
      python3 main.py similar holiday.jpg --limit 5 --json
      python3 main.py similar holiday.jpg --mode picture
      ls *.jpg | python3 main.py similar -
    """
    from app.cli.library import open_searcher

    with open_searcher(caller) as searcher:

        def ask(path: str) -> Answer:
            return searcher.similar(Path(path), **how)

        if image == STDIN:
            answer_lines(ask)
            return
        from app.domain import SnowlineError, Unreadable

        try:
            answer = ask(image)
        except Unreadable as error:
            raise SnowlineError(f"{printable(image)}: {error}. Choose another picture.") from error
        print_answer(caller, answer, coloured=False, more=not how["everything"])


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
    from app.cli.show import Screen, answer_table, facet_lines, headline, problem_lines, query_words, understood

    screen = Screen()
    for line in (*problem_lines(answer), *understood(answer)):
        say(line)
    say(headline(answer) + f"  ({answer.seconds:.2f} s)")
    if answer.coverage is not None and not answer.coverage.complete:
        known, whole = answer.coverage.described, answer.coverage.described + answer.coverage.waiting
        say(f"{known:,} of {whole:,} photos described so far; the others are found by name, folder, date and type.")
    if answer.hits:
        words = query_words(answer.query) if coloured else set()
        screen.show(answer_table(answer, screen.width, words=words))
    if answer.related:
        say("Related:")
        screen.show(answer_table(replace(answer, hits=answer.related, group=None), screen.width))
    for line in facet_lines(answer):
        put(line)
    if answer.total > len(answer.hits) and more:
        say(f"{answer.total - len(answer.hits):,} more: --limit {answer.total}")
    elif not answer.total and more:
        say("See what comes nearest with --all.")
