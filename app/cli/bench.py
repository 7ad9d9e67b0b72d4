"""`bench NAME`: runs one of the measurements in `app/bench` and prints what it measured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from app.cli.stream import Caller, common, emit, put, say

DEFAULT_SEED = 7
LIBRARY = "library"  # what a bench of a kept library calls its parameter; the option of all commands fills it


class Benches(click.Group):
    """One command for each module in `app/bench`, made from its HELP and the parameters of its `run`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from app import bench as benches

        return list(benches.names())

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from app import bench as benches

        with formatter.section("Benches"):
            formatter.write_dl([(name, benches.help_line(name)) for name in benches.names()])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        from app import bench as benches

        if cmd_name not in benches.names():
            return None
        module = benches.load(cmd_name)
        own = [option for option in benches.options(module) if option.name != LIBRARY]
        of_library = len(own) < len(benches.options(module))

        @common
        def measure(caller: Caller, shared: Path | None, seed: int, **more: object) -> None:
            if of_library:
                more["library"] = caller.library
            run_bench(caller, cmd_name, shared, seed, more)

        options: list[click.Parameter] = [
            click.Option(
                ["--shared"],
                metavar="DIR",
                type=click.Path(exists=True, file_okay=False, path_type=Path),
                help="The folder of test photos, where it is not the one beside the project.",
            ),
            click.Option(["--seed"], type=int, default=DEFAULT_SEED, show_default=True, help="Decides all chance."),
        ]
        for wanted in own:
            kind: Any = click.Path(exists=True, path_type=Path) if wanted.type is Path else wanted.type
            options.append(
                click.Option(
                    [f"--{wanted.name.replace('_', '-')}"],
                    type=kind,
                    default=wanted.default,
                    show_default=wanted.default is not None,
                    is_flag=wanted.type is bool,
                )
            )
        command = click.command(cmd_name, help=module.HELP)(measure)
        command.params = [*options, *command.params]
        for option in command.params:
            if of_library and isinstance(option, click.Option) and option.name == LIBRARY:
                option.hidden, option.help = False, "The library to use, in place of one that is kept for this."
        return command


@click.command(cls=Benches, short_help="Measure the program on this machine.")
def bench() -> None:
    """Measure the program on this machine: what was measured, on what, with which seed.

    \b
    Examples:
      python3 main.py bench indexing
      python3 main.py bench indexing --photos 300 --json
    """


def run_bench(caller: Caller, name: str, shared: Path | None, seed: int, more: dict[str, object]) -> None:
    """Runs one bench and prints its figures."""
    from app import bench as benches

    measured = benches.measure(name, shared=shared or benches.shared_photos(), seed=seed, **more)
    if caller.as_json:
        emit(measured)
    else:
        say("")
        put("\n".join(_lines(measured)))


def _lines(value: dict[str, Any], depth: int = 0) -> list[str]:
    """Nested figures as indented lines."""
    lines = []
    for key, item in value.items():
        label = f"{'  ' * depth}{key.replace('_', ' ')}"
        if isinstance(item, dict):
            lines += [label, *_lines(item, depth + 1)]
        elif isinstance(item, float):
            lines.append(f"{label}: {item:,.4g}")
        else:
            lines.append(f"{label}: {item if isinstance(item, str) else json.dumps(item)}")
    return lines
