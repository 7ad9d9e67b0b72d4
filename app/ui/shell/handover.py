"""One window per library: who starts first holds a lock; who comes later hands over what was asked for, and ends.

Runs before anything slow is imported: Python's own library only. The window listens in `serving`.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import stat
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# The other window may just be starting, or be writing its last words; both take a few seconds on a slow machine.
ANSWER_SECONDS = 15.0
# Between two tries to reach it.
_PAUSE_SECONDS = 0.03
# The longest address of a socket that every system takes, in bytes.
_LONGEST_ADDRESS = 100
TAKEN = b"taken\n"
_PIPES = "\\\\.\\pipe\\"


class NotAnswering(Exception):
    """A window of this library is open, or at its end, and does not answer."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a start asks for: folders and files to add, absolute. `token` is the desktop's leave to come forward."""

    paths: tuple[str, ...] = ()
    token: str = ""

    def line(self) -> bytes:
        """As one line, which also carries names that are no valid text."""
        return json.dumps({"paths": self.paths, "token": self.token}).encode("ascii") + b"\n"

    @classmethod
    def of(cls, line: bytes) -> Request | None:
        """Reads what `line` wrote; None where it is something else."""
        try:
            said = json.loads(line.decode("ascii"))
            paths, token = said["paths"], said["token"]
        except (ValueError, KeyError, TypeError):
            return None
        if not (isinstance(paths, list) and all(isinstance(path, str) for path in paths) and isinstance(token, str)):
            return None
        return cls(tuple(paths), token)


@dataclass(slots=True)
class Claim:
    """This process is the one that shows the library. `address` is where its window listens. The system frees the
    claim with the process, however it ends."""

    address: str
    _handle: int = field(repr=False)

    def release(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def claim_or_hand_over(library: Path, request: Request, *, within: float = ANSWER_SECONDS) -> Claim | None:
    """The claim to the library's window; None where another process shows it, which then has taken the request.

    Raises NotAnswering after `within` seconds, and OSError where there is no folder for the lock.
    """
    lock, address = meeting_point(library)
    end = time.monotonic() + within
    while True:
        handle = _take(lock)
        if handle is not None:
            return Claim(address, handle)
        if _said(address, request, end):
            return None
        if time.monotonic() > end:
            raise NotAnswering(f"Snowline is open already with the library {library}, but does not answer.")
        time.sleep(_PAUSE_SECONDS)


def meeting_point(library: Path) -> tuple[Path, str]:
    """The lock file and the address for a library of this user. Raises OSError where neither can be made."""
    name = hashlib.sha256(os.fsencode(os.path.realpath(library))).hexdigest()[:16]
    problem: OSError | None = None
    for folder in _folders():
        address = f"snowline-{name}" if sys.platform == "win32" else str(folder / f"{name}.sock")
        if len(os.fsencode(address)) > _LONGEST_ADDRESS:
            continue
        try:
            _make_private(folder)
        except OSError as error:
            problem = error
            continue
        return folder / f"{name}.lock", address
    raise problem or OSError("no folder for running programs has a name that is short enough")


def _folders() -> list[Path]:
    """Where what belongs to running programs of this user may lie, best first."""
    found = []
    if kept := os.environ.get("XDG_RUNTIME_DIR"):
        found.append(Path(kept) / "snowline")
    user = str(os.getuid()) if sys.platform != "win32" else "windows"
    found.append(Path(tempfile.gettempdir()) / f"snowline-{user}")
    found.append(Path.home() / ".cache" / "snowline" / "run")
    return found


def _make_private(folder: Path) -> None:
    """Makes a folder that only this user can look into. Raises OSError where it is somebody else's."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if sys.platform == "win32":
        return
    facts = os.lstat(folder)
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to somebody else")
    if facts.st_mode & 0o077:
        os.chmod(folder, 0o700)


def _take(lock: Path) -> int | None:
    """Takes the lock; None where another process has it. The file stays, since removing it would race."""
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        os.close(handle)
        return None
    except BaseException:
        os.close(handle)
        raise
    return handle


def _said(address: str, request: Request, end: float) -> bool:
    """True where a window listens and took the request before `end`."""
    if sys.platform == "win32":
        try:
            with open(_PIPES + address, "r+b", buffering=0) as pipe:
                pipe.write(request.line())
                return pipe.read(len(TAKEN)) == TAKEN
        except OSError:
            return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(max(0.1, end - time.monotonic()))
        try:
            connection.connect(address)
            connection.sendall(request.line())
            answer = b""
            while len(answer) < len(TAKEN) and (more := connection.recv(len(TAKEN))):
                answer += more
        except OSError:
            return False
    return answer == TAKEN


def asked_for(paths: Sequence[str]) -> Request:
    """The request of this start. What the desktop gave it to come to the front with is handed on."""
    absolute = tuple(os.path.abspath(os.path.expanduser(path)) for path in paths)
    return Request(absolute, os.environ.get("XDG_ACTIVATION_TOKEN", ""))
