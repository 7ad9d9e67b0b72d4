"""`test`: the test suite. `main.py` runs it by itself when it is the first word; this is the same from within a
command line that begins with --library, and what `--help` and `--json` are answered by.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree

import click

from app.cli.stream import Caller, common, emit
from app.paths import PROJECT


@click.command(
    short_help="Run the test suite.", context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]}
)
@click.argument("arguments", nargs=-1, metavar="[PYTEST ARGUMENTS]...")
@common
def test(caller: Caller, arguments: tuple[str, ...]) -> None:
    """Run the test suite, after setting up what it needs. What else is given goes to pytest.

    \b
    Examples:
      python3 main.py test
      python3 main.py test tests/cli -q
    """
    front_door = [sys.executable, str(PROJECT / "main.py"), "test"]
    if not caller.as_json:
        click.get_current_context().exit(subprocess.run([*front_door, *arguments], check=False).returncode)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="snowline-test-") as folder:
        report = Path(folder, "report.xml")
        run = subprocess.run([*front_door, *arguments, f"--junit-xml={report}"], stdout=sys.stderr, check=False)
        emit({**_counts(report), "exit": run.returncode, "seconds": round(time.perf_counter() - began, 3)})
    click.get_current_context().exit(run.returncode)


def _counts(report: Path) -> dict[str, int]:
    """How many tests there were and how they ended; all zero when the run wrote no report."""
    suites = list(ElementTree.parse(report).getroot().iter("testsuite")) if report.is_file() else []
    totals = {
        name: sum(int(suite.get(name, 0)) for suite in suites) for name in ("tests", "failures", "errors", "skipped")
    }
    passed = totals["tests"] - totals["failures"] - totals["errors"] - totals["skipped"]
    return {"passed": passed, "failed": totals["failures"] + totals["errors"], "skipped": totals["skipped"]}
