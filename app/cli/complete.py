"""`complete`: how a query may go on, for shells and other programs."""

from __future__ import annotations

import click

from app.cli.stream import Caller, common, emit, printable, put, visible


@click.command(
    short_help="Say how a query may go on.",
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
)
@click.argument("text")
@click.option(
    "--cursor", type=click.IntRange(min=0), metavar="N", help="Where the next letter goes.  [default: the end]"
)
@common
def complete(caller: Caller, text: str, cursor: int | None) -> None:
    """Say how the query TEXT may go on: filters, and values that there are in the library, with the photos that have
    them.

    \b
    Examples:
      python3 main.py complete 'dog cam'
      python3 main.py complete 'dog drive:'
      python3 main.py complete --json 'camera:can'
    """
    from app.cli.library import open_searcher

    with open_searcher(caller) as searcher:
        found = searcher.complete(text, cursor)
    if caller.as_json:
        emit(
            {
                "text": printable(text),
                "completions": [
                    {
                        "text": printable(one.text),
                        "start": one.start,
                        "end": one.end,
                        "label": printable(one.label),
                        "count": one.count,
                    }
                    for one in found
                ],
            }
        )
        return
    width = max((len(visible(one.text)) for one in found), default=0)
    for one in found:
        count = "" if one.count is None else f"  {one.count:,}"
        label = visible(one.label.removeprefix(one.text).strip())
        put(f"{visible(one.text):{width}}  {label}{count}".rstrip())
