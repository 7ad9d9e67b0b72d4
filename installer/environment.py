"""Makes `.venv` and fills it with what pyproject.toml names, telling the person at every step what is being done.

An environment is trusted only once its stamp says that set-up finished. One that we began and that was interrupted is
emptied and made anew; pip keeps its downloads, so that costs little. A `.venv` that somebody else made is added to.
"""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from typing import IO, TextIO

from installer.first_run import (
    STAMP,
    SetupError,
    environment_python,
    is_ready,
    platform_tag,
    pyproject_hash,
    read_stamp,
    requirements,
    write_stamp,
)
from installer.pip_output import PASSING, cause, step
from installer.system_packages import venv_advice

LOCK = "snowline-setup.lock"  # in the environment; held while one process sets it up
LOG = "snowline-setup.log"  # in the environment; everything that pip said
BUILT_HERE = ("annoy",)  # packages without ready-made wheels: tried first, so that a missing compiler shows at once
NEEDED_MB = 1200  # MB; the finished environment with the `test` extra, and what pip unpacks on the way
TICK_SECONDS = 1.0  # how often the running time is shown on a terminal
STILL_AT_IT_SECONDS = 15.0  # how often a log is told that a long step goes on


class Reporter:
    """Says on stderr what is being done and for how long; on a terminal the last line keeps counting."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._live = out.isatty()
        self._start = self._spoken = time.monotonic()
        self._current = ""

    def _clock(self) -> str:
        seconds = int(time.monotonic() - self._start)
        return f"[{seconds // 60:2d}:{seconds % 60:02d}]"

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):  # nobody reads it any more: no reason to stop
            self._out.write(text)
            self._out.flush()

    def _redraw(self) -> None:
        width = max(20, shutil.get_terminal_size().columns - 1)
        self._write("\r" + f"  {self._clock()} {self._current}"[:width].ljust(width))

    def say(self, text: str) -> None:
        """A line that stays, such as a heading."""
        self._write(("\n" if self._live and self._current else "") + f"{text}\n")
        self._current = ""

    def step(self, text: str, *, passing: bool = False) -> None:
        """What is being done from now on. A `passing` step gets no line of its own unless it lasts."""
        if self._live:
            if self._current and not passing:
                self._write("\n")
            self._current = text
            self._redraw()
        else:
            self._current = text
            if not passing:
                self._write(f"  {self._clock()} {text}\n")
        self._spoken = time.monotonic()

    def tick(self) -> None:
        """Called about once a second: shows that the step goes on."""
        if self._live and self._current:
            self._redraw()
        elif self._current and time.monotonic() - self._spoken >= STILL_AT_IT_SECONDS:
            self._spoken = time.monotonic()
            self._write(f"  {self._clock()} still {self._current}\n")


def set_up(project: str, environment: str, extras: Sequence[str], out: TextIO | None = None) -> None:
    """Makes `environment` ready for `project` with the `extras`. Waits while another process does the same.

    Raises SetupError, in words for the person, when that is not possible.
    """
    reporter = Reporter(out or sys.stderr)
    try:
        _check_python()
        os.makedirs(environment, exist_ok=True)
        with _locked(environment, reporter) as lock:
            if not is_ready(project, environment, extras):
                _fill(project, environment, extras, reporter, lock)
    except OSError as error:
        raise SetupError(f"Snowline could not be set up in {environment}.\n{_explain(str(error))}") from error
    except KeyboardInterrupt:
        raise SetupError("Stopped. Start Snowline again to go on with the set-up.") from None


def _check_python() -> None:
    import importlib.util

    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise SetupError(
            f"This Python ({sys.executable}) cannot make virtual environments; Snowline installs into nothing else.\n"
            f"To change that, {venv_advice()}\nThen start Snowline again."
        )


def _fill(project: str, environment: str, extras: Sequence[str], reporter: Reporter, lock: IO[bytes]) -> None:
    stamp = read_stamp(environment)
    extras = sorted({*extras, *stamp.get("extras", [])})
    wanted = requirements(project, extras)
    present = [name for name in os.listdir(environment) if name not in (LOCK, LOG)]
    if present and not stamp and "pyvenv.cfg" not in present:
        raise SetupError(f"The folder {environment} is no virtual environment. Move it away and start Snowline again.")
    is_adopted = bool(stamp.get("adopted", present and not stamp))  # somebody else made it: never emptied
    anew = not is_adopted and (not stamp.get("finished") or _is_for_another_python(environment, stamp))

    reporter.say(
        f"Snowline {'sets itself up' if anew else 'updates what it needs'} in {environment}. This happens once and "
        "takes some minutes;\nthe Python of your system stays as it is."
    )
    if anew:
        _check_space(environment)
    write_stamp(environment, {"finished": False, "adopted": is_adopted, "extras": extras})
    log = os.path.join(environment, LOG)
    if anew:
        reporter.step("making an environment for it")
        _empty(environment)
        _run([_base_python(), "-m", "venv", environment], log, lock, reporter, what="make an environment")
    python = environment_python(environment)
    for chosen in ([r for r in wanted if r.startswith(BUILT_HERE)], wanted):
        if chosen:
            install = ["-m", "pip", "install", "--no-input", "--progress-bar", "off", "--disable-pip-version-check"]
            _run([python, *install, *chosen], log, lock, reporter, what="install what it needs")
    write_stamp(
        environment,
        {
            "finished": True,
            "adopted": is_adopted,
            "extras": extras,
            "requirements": wanted,
            "pyproject": pyproject_hash(project),
            "platform": platform_tag(),
            "python": _cache_tag(python),
        },
    )
    reporter.step("ready")
    reporter.say("")


def _base_python() -> str:
    """The Python that environments are made with: never one inside the environment that is about to be emptied."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _cache_tag(python: str) -> str:
    """The version of an interpreter in CPython's short form, such as `cpython-311`."""
    command = [python, "-c", "import sys; print(sys.implementation.cache_tag)"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _is_for_another_python(environment: str, stamp: dict[str, object]) -> bool:
    """True where the Python it links to is gone or has another version, or it came from another kind of machine."""
    if stamp.get("platform") != platform_tag():
        return True
    try:
        return _cache_tag(environment_python(environment)) != stamp.get("python")
    except (OSError, subprocess.CalledProcessError):
        return True


def _check_space(environment: str) -> None:
    free_mb = shutil.disk_usage(environment).free // 1_000_000
    if free_mb < NEEDED_MB:
        raise SetupError(
            f"Snowline needs about {NEEDED_MB} MB to set itself up, and only {free_mb} MB are free in {environment}.\n"
            "Free some space, or move the folder of Snowline to a larger disk; then start it again."
        )


def _empty(environment: str) -> None:
    """Removes what an interrupted set-up left, all but the stamp that says so, the log and the lock we hold."""
    keep = {LOCK, LOG, STAMP}
    for entry in os.scandir(environment):
        if entry.name in keep:
            continue
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            os.unlink(entry.path)


def _own_variables() -> dict[str, str]:
    """Our variables without those that would lead pip out of the environment."""
    astray = {"PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV"}
    kept = {name: value for name, value in os.environ.items() if name not in astray}
    return {**kept, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8", "LC_MESSAGES": "C"}


def _run(command: Sequence[str], log: str, lock: IO[bytes], reporter: Reporter, *, what: str) -> None:
    """Runs a command, shows its steps, and keeps all it says in `log`. Raises SetupError where it fails.

    The child holds the lock too: were this process killed, the next start waits until the child has ended.
    """
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=_own_variables(),
        pass_fds=(lock.fileno(),) if os.name == "posix" else (),
        encoding="utf-8",
        errors="replace",
    )
    assert process.stdout is not None
    said: list[str] = []
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threading.Thread(target=_pump, args=(process.stdout, lines), daemon=True).start()
    try:
        with open(log, "a", encoding="utf-8") as kept:
            while True:
                try:
                    line = lines.get(timeout=TICK_SECONDS)
                except queue.Empty:
                    reporter.tick()
                    continue
                if line is None:
                    break
                kept.write(line)
                said.append(line)
                words = step(line)
                if words:
                    reporter.step(words, passing=words.startswith(PASSING))
        failed = process.wait() != 0
    except BaseException:
        process.terminate()
        process.wait()
        raise
    finally:
        process.stdout.close()
    if failed:
        raise SetupError(
            f"Snowline could not {what}.\n{_explain(''.join(said))}\n"
            f"Then start Snowline again. All that was said on the way is in {log}."
        )


def _pump(stream: IO[str], lines: queue.SimpleQueue[str | None]) -> None:
    with contextlib.suppress(ValueError):  # closed under us: the main thread has given up
        for line in stream:
            lines.put(line)
    lines.put(None)


def _explain(output: str) -> str:
    python = f"{sys.version_info.major}.{sys.version_info.minor}, {platform_tag()}"
    return cause(output, needed_mb=NEEDED_MB, temp=tempfile.gettempdir(), python=python)


@contextlib.contextmanager
def _locked(environment: str, reporter: Reporter) -> Iterator[IO[bytes]]:
    """One process at a time sets an environment up; the system lets go of the lock when its holders have ended."""
    with open(os.path.join(environment, LOCK), "a+b") as file:
        waiting = False
        while not _try_lock(file):
            if not waiting:
                reporter.step("waiting: another Snowline is setting itself up in the same folder")
                waiting = True
            reporter.tick()
            time.sleep(TICK_SECONDS)
        yield file


def _try_lock(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
