"""Filters as a person writes them."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from app.cli.filters import Date, Size, filter_options
from app.domain import Filters


def asked(*arguments: str) -> Filters:
    """What a command with these arguments would filter by. Raises click's own error for a wrong one."""
    seen: list[Filters] = []

    @click.command()
    @filter_options
    def command(filters: Filters) -> None:
        seen.append(filters)

    result = CliRunner().invoke(command, arguments, standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return seen[0]


def test_nothing_asked_filters_nothing() -> None:
    assert not asked()


def test_everything_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    filters = asked(
        *"--type jpeg,.heic --since 2023-6 --until 2023 --drive Backup --drive Photos --min-size 1.5MB".split(),
        *"--max-size 2g --min-rating 3 --favourite --camera canon --offline --in holidays --max-rating 4".split(),
        *"--orientation portrait --place Lisbon --near 38.72,-9.14,5km --tag dog --name IMG_*".split(),
    )
    assert filters == Filters(
        types=("jpeg", ".heic"),
        since="2023-06",
        until="2023",
        drives=("Backup", "Photos"),
        min_size=1_500_000,
        max_size=2_000_000_000,
        min_rating=3,
        favourite=True,
        folder=str(tmp_path / "holidays"),
        camera="canon",
        online=False,
        max_rating=4,
        orientation="portrait",
        place="Lisbon",
        near=("38.72,-9.14", 38.72, -9.14, 5.0),
        tag="dog",
        name="IMG_*",
    )


@pytest.mark.parametrize(
    ("text", "octets"), [("20000", 20_000), ("300kB", 300_000), ("5 MB", 5_000_000), ("1,5gb", 1_500_000_000)]
)
def test_sizes(text: str, octets: int) -> None:
    assert Size().convert(text, None, None) == octets


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("--min-size big", "“big” is no size"),
        ("--max-size 5X", "“5X” is no size"),
        ("--since summer", "“summer” is no date"),
        ("--until 2023-13", "“2023-13” is no date"),
        ("--min-rating 9", "9 is not in the range"),
        ("--near nosuchplaceatall", "“nosuchplaceatall” is no town that is known"),
        ("--near 91,0", "is no town that is known"),
        ("--orientation round", "'round' is not one of"),
    ],
)
def test_what_cannot_be_meant_says_how_to_write_it(arguments: str, message: str) -> None:
    with pytest.raises(click.UsageError, match=message):
        asked(*arguments.split())


def test_a_circle_around_a_town() -> None:
    name, north, east, km = asked("--near", "Lisboa, 10 km").near or ("", 0.0, 0.0, 0.0)
    assert (name, round(north, 1), round(east, 1), km) == ("Lisboa", 38.7, -9.1, 10)


def test_days_and_months_get_two_digits() -> None:
    assert Date().convert("2023-6-5", None, None) == "2023-06-05"
