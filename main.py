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
    wanted = wants_window(arguments)
    if wanted is None:
        return run_command(arguments)
    library, paths = wanted
    missing = [path for path in paths if not os.path.lexists(os.path.expanduser(path))]
    if missing:
        sys.stderr.write("".join("There is no folder or file " + path + ".\n" for path in missing))
        return 2
    if not has_display():
        sys.stderr.write("There is no display here, so the window cannot open. ")
        if paths:
            sys.stderr.write("To add these photos without it: python3 main.py index " + as_typed(paths) + "\n")
            return 1
        sys.stderr.write("The commands work without one:\n\n")
        return run_command(["--help"])
    return open_window(library, paths)


def as_typed(words: "list[str]") -> str:
    """Words as they are typed in a terminal."""
    import shlex

    return " ".join(shlex.quote(word) for word in words)


def wants_tests(arguments: "list[str]") -> bool:
    """True for `test ...`; its --help and --json are the command's own, which comes back here without them."""
    return arguments[:1] == ["test"] and not {"--help", "--json"} & set(arguments)


def wants_window(arguments: "list[str]") -> "tuple[str | None, list[str]] | None":
    """The library, and the folders and files to add, where the arguments ask for the window; None for a command."""
    library, rest = None, list(arguments)
    if len(rest) > 1 and rest[0] == "--library":
        library, rest = rest[1], rest[2:]
    elif rest and rest[0].startswith("--library="):
        library, rest = rest[0].split("=", 1)[1], rest[1:]
    return (library, rest) if not rest or is_path(rest[0]) else None


def is_path(word: str) -> bool:
    """True for a word that means a folder or file: one with a slash, or a name that is there and is no command."""
    if word.startswith("-"):
        return False
    if os.sep in word or (os.altsep and os.altsep in word) or word.startswith(("~", ".")):
        return True
    if not os.path.lexists(word):
        return False
    from app.cli.main import COMMANDS

    return word not in COMMANDS


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


def open_window(library: "str | None", paths: "list[str] | None" = None) -> int:
    """Shows the window until the person closes it, and adds `paths`; one that is open already takes them over."""
    from installer.system_packages import missing_window_libraries, tell_on_desktop, window_advice

    missing = missing_window_libraries()
    if missing:
        tell_on_desktop(window_advice(missing))
        sys.stderr.write(window_advice(missing) + "\nThe commands work without: python3 main.py --help\n")
        return 1
    from installer.display import display_problem

    problem = display_problem()
    if problem:
        sys.stderr.write(problem + "\nThe commands work without: python3 main.py --help\n")
        return 1
    from pathlib import Path

    from app.paths import default_library
    from app.ui.shell.handover import NotAnswering, asked_for, claim_or_hand_over

    folder = Path(os.path.abspath(os.path.expanduser(library))) if library is not None else default_library()
    request = asked_for(paths or [])
    try:
        claim = claim_or_hand_over(folder, request)
    except NotAnswering as error:
        sys.stderr.write(str(error) + "\nWait a moment and try again, or end that process.\n")
        return 1
    except OSError as error:  # nowhere to meet: two windows are better than none
        sys.stderr.write("Other starts of Snowline cannot be noticed: " + str(error) + "\n")
        claim = None
    else:
        if claim is None:
            return 0
    from app.ui.application import run

    return run(folder, [Path(path) for path in request.paths], claim)


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
