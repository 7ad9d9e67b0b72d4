"""The front door: the window, or a command; sets itself up on a first run.

Runs on a bare Python. Nothing may be imported at the top that has to be installed, and nothing slow anywhere here;
this file must even be read by a Python that is too old, to say so.
"""

import os
import sys

OLDEST_PYTHON = (3, 11)


def main() -> int:
    """Opens the window where no command is given, else runs the command; returns the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        running = ".".join(str(number) for number in sys.version_info[:2])
        sys.stderr.write(
            "Snowline needs Python 3.11 or newer; this is Python " + running + " (" + str(sys.executable) + ").\n"
            "Get a newer one from python.org or with your system's package tool, and start Snowline with it.\n"
        )
        return 1
    from installer.first_run import SetupError, distrust, prepare

    script, arguments = os.path.abspath(__file__), sys.argv[1:]
    try:
        prepare(script, arguments, extras=["test"] if wants_tests(arguments) else [])
    except SetupError as error:
        sys.stderr.write("\n" + str(error) + "\n")
        return 1
    try:
        return enter(os.path.dirname(script), arguments)
    except ModuleNotFoundError as error:
        is_ours = os.path.exists(os.path.join(os.path.dirname(script), (error.name or "").split(".")[0]))
        if is_ours or not distrust(script):
            raise
        sys.stderr.write(str(error) + ". The folder .venv is damaged; start Snowline again and it sets it up afresh.\n")
        return 1


def enter(project: str, arguments: "list[str]") -> int:
    """Everything is installed: on to the tests, the window or a command."""
    if wants_tests(arguments):
        return run_tests(project, arguments[1:])
    if arguments and not names_only_a_library(arguments):
        return run_command(arguments)
    if not has_display():
        sys.stderr.write("There is no display here, so the window cannot open. The commands work without one:\n\n")
        return run_command(["--help"])
    return open_window(arguments[-1].split("=", 1)[-1] if arguments else None)


def wants_tests(arguments: "list[str]") -> bool:
    """True for `test ...`; its --help and --json are the command's own, which comes back here without them."""
    return arguments[:1] == ["test"] and not {"--help", "--json"} & set(arguments)


def names_only_a_library(arguments: "list[str]") -> bool:
    """True for `--library DIR` with no command behind it, which opens that library in the window."""
    return (len(arguments) == 2 and arguments[0] == "--library") or (
        len(arguments) == 1 and arguments[0].startswith("--library=")
    )


def has_display() -> bool:
    """True where a window can be shown; only Linux and its like run without a screen."""
    if not sys.platform.startswith(("linux", "freebsd")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run_command(arguments: "list[str]") -> int:
    """Runs a command, without ever importing the window."""
    from app.cli.main import main as command

    command(args=arguments, prog_name="python3 main.py")
    return 0


def open_window(library: "str | None") -> int:
    """Shows the window until the person closes it."""
    from installer.system_packages import missing_window_libraries, window_advice

    missing = missing_window_libraries()
    if missing:
        sys.stderr.write(window_advice(missing) + "\nThe commands work without: python3 main.py --help\n")
        return 1
    from pathlib import Path

    from app.ui.application import run

    return run(Path(library) if library is not None else None)


def run_tests(project: str, arguments: "list[str]") -> int:
    """Runs the test suite; without the window's system libraries, all but the tests of the window."""
    import pytest

    from installer.system_packages import missing_window_libraries, window_advice

    missing = missing_window_libraries(on_x11=False)  # the tests show no window on any screen
    if missing:
        sys.stderr.write(window_advice(missing) + "\nThe tests of the window are left out.\n")
        arguments = ["-p", "no:pytest-qt", *arguments]
    if all(argument.startswith("-") for argument in arguments):  # the whole suite; a few named tests start sooner alone
        processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        arguments = [f"--numprocesses={min(processors, 4)}", "--dist=worksteal", *arguments]
    os.chdir(project)
    return int(pytest.main(arguments))


if __name__ == "__main__":
    sys.exit(main())
