"""What went wrong, as something that a person can read and do something about. No widgets here."""

from __future__ import annotations

import errno
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.domain import (
    DiskFull,
    LibraryBusy,
    LibraryDamaged,
    LibraryForbidden,
    LibraryGone,
    LibraryNewer,
    PackError,
    SnowlineError,
)
from app.ui.translation import in_words, translate

_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
# What a drive says that was pulled out, that fails, or whose server is gone.
_AWAY = {errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN, errno.ETIMEDOUT, errno.EHOSTDOWN}


class Action(StrEnum):
    """What a person can do about a failure."""

    AGAIN = "again"
    LOOK_AGAIN = "look again"
    REPAIR = "repair"
    SHOW_FOLDER = "show folder"
    BEGIN_ANEW = "begin anew"
    LESS_MEMORY = "less memory"
    COPY_DETAILS = "copy details"


@dataclass(frozen=True, slots=True)
class Failure:
    """In the window's language, with at most two `actions`, the likeliest first. `details` are for a programmer."""

    title: str
    text: str
    actions: tuple[Action, ...] = (Action.AGAIN,)
    details: str = ""


def failure_of(error: BaseException, library: Path | None = None, *, searching: bool = False) -> Failure:
    """What `error` means for the person. `library` is where the library lies; `searching` says that it is open and
    one search failed."""
    for cause in _causes(error):
        if (known := _known(cause, library)) is not None:
            return known
    said = in_words(str(error)) or type(error).__name__
    if isinstance(error, SnowlineError):
        title = (
            translate("failures", "This search did not work")
            if searching
            else translate("failures", "Your library cannot be opened")
        )
        return Failure(title, said, (Action.AGAIN,))
    return Failure(
        translate("failures", "Something went wrong in Snowline"),
        translate("failures", "This is a mistake of the program. Your photos are as they were.\n{0}").format(said),
        (Action.AGAIN, Action.COPY_DETAILS),
        details_of(error),
    )


def is_gone(error: BaseException) -> bool:
    """Whether the library is not where it was."""
    return any(isinstance(cause, LibraryGone) for cause in _causes(error))


def details_of(error: BaseException) -> str:
    """Where in the program it happened."""
    return "".join(traceback.format_exception(error))


def _known(error: BaseException, library: Path | None) -> Failure | None:
    said = in_words(str(error))
    if isinstance(error, PackError):
        return Failure(
            translate("failures", "The models are missing or damaged"),
            _lines(said, translate("failures", "Your photos, and what you added to them, are not touched by this.")),
            (Action.AGAIN, Action.COPY_DETAILS),
            details_of(error),
        )
    if isinstance(error, LibraryDamaged):
        return Failure(
            translate("failures", "Your library is damaged"),
            _lines(
                said.split(". ")[0] + ".",
                translate(
                    "failures",
                    "A repair saves everything that can still be read. Nothing that you added is removed, the damaged "
                    "file is kept beside the new one, and your photos are not touched.",
                ),
            ),
            (Action.REPAIR, Action.SHOW_FOLDER),
        )
    if isinstance(error, LibraryNewer):
        return Failure(translate("failures", "Your library is newer than this program"), said, (Action.AGAIN,))
    if isinstance(error, LibraryGone):
        return Failure(
            translate("failures", "Your library is not there"),
            _lines(said, translate("failures", "Snowline goes on by itself as soon as it is back.")),
            (Action.LOOK_AGAIN, Action.BEGIN_ANEW),
        )
    if isinstance(error, LibraryBusy):
        return Failure(translate("failures", "Your library is in use"), said, (Action.AGAIN,))
    if isinstance(error, LibraryForbidden):
        return Failure(
            translate("failures", "Your library cannot be written"), said, (Action.AGAIN, Action.SHOW_FOLDER)
        )
    if isinstance(error, DiskFull):
        return Failure(translate("failures", "The disk is full"), said, (Action.AGAIN, Action.SHOW_FOLDER))
    if isinstance(error, MemoryError):
        return Failure(
            translate("failures", "There is not enough memory"),
            translate("failures", "Close other programs and try again, or let Snowline take less memory."),
            (Action.AGAIN, Action.LESS_MEMORY),
        )
    if isinstance(error, ImportError):
        return Failure(
            translate("failures", "A part of the program is missing"),
            _lines(said, translate("failures", "Install what is missing, or install Snowline again.")),
            (Action.AGAIN, Action.COPY_DETAILS),
            details_of(error),
        )
    return _of_system(error, library) if isinstance(error, OSError) else None


def _of_system(error: OSError, library: Path | None) -> Failure | None:
    where = str(error.filename or library or "")
    if error.errno in _FULL:
        return Failure(
            translate("failures", "The disk is full"),
            translate("failures", "There is no room left for {0}. Free some space and try again.").format(where),
            (Action.AGAIN, Action.SHOW_FOLDER),
        )
    if error.errno in _FORBIDDEN:
        return Failure(
            translate("failures", "This may not be read or written"),
            translate("failures", "The system does not allow it: {0}. Check the permissions.").format(where),
            (Action.AGAIN, Action.SHOW_FOLDER),
        )
    if error.errno in _AWAY:
        return Failure(
            translate("failures", "A drive does not answer"),
            translate("failures", "{0} cannot be read: {1}. Connect its drive again.").format(
                where, error.strerror or error
            ),
            (Action.AGAIN,),
        )
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, and what it came from."""
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _lines(*sentences: str) -> str:
    return "\n".join(sentence for sentence in sentences if sentence)
