"""Hints from the operating system that something changed below a folder. Looks at nothing, decides nothing.

Events get lost: queues overflow, moves come by halves, network shares tell nothing of what other machines do. So an
event only says "look at this folder", and a folder that cannot be watched is said to be so, with the reason.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import tempfile
import threading
import time
from collections.abc import Callable
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from app.indexing.scan import JUNK_FOLDERS
from app.media.formats import is_photo_name
from app.messages import message

TOO_MANY = message("the system's limit of watched folders is reached")
NO_EVENTS = message("the system stopped telling of changes")

# Reading a file is an event too, and our own reading must not wake us.
_CHANGES = frozenset({"created", "deleted", "modified", "moved", "closed"})
_SIDECAR = b".xmp"
_LIMITS = {errno.ENOSPC, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
# An event of our own is waited for this long before the system is taken to tell nothing any more.
_PULSE_SECONDS = 10.0

# (folder, deep): something changed in this folder, or anywhere below it.
Hint = Callable[[bytes, bool], None]


def _is_news(record: logging.LogRecord) -> bool:
    """watchdog calls it an error when its thread still wakes up once after it was told to end; nothing is lost then."""
    return "called when the thread is inactive" not in record.getMessage()


logging.getLogger("watchdog.observers.inotify").addFilter(_is_news)


class Watcher:
    """Watches folders with all that lies below them. `hint` is called on a thread of its own, for absolute folders."""

    def __init__(self, hint: Hint, *, leave_out: bytes | None = None) -> None:
        """`leave_out`: a folder whose changes are nobody's business, such as the library itself."""
        self._hint, self._leave_out = hint, leave_out
        self._observer: Any = None
        self._watches: dict[bytes, Any] = {}
        self._pulse: _Pulse | None = None

    def watch(self, root: bytes) -> str:
        """Starts watching. Returns why that cannot be done, or "" when it is done (or was before)."""
        if root in self._watches:
            return ""
        handler = _Handler(root, self._hint, self._leave_out)
        try:
            if self._observer is None:
                self._observer = Observer()
                self._observer.start()
            self._watches[root] = self._observer.schedule(handler, os.fsdecode(root), recursive=True)
            # watchdog says nothing when the folders below the root find no room: is there still room for one more?
            with _Probe(self._observer):
                pass
        except OSError as error:
            self.unwatch(root)
            return _reason(error)
        return ""

    def unwatch(self, root: bytes) -> None:
        """Stops watching a folder; harmless when it was not watched, or is gone."""
        watch = self._watches.pop(root, None)
        if watch is not None:
            with contextlib.suppress(OSError, KeyError):
                self._observer.unschedule(watch)

    def trouble(self) -> str:
        """Why events may not come any more, which the system says nowhere; "" when all is well. To be called now and
        then: each time it is tried whether an event of our own arrives."""
        if self._observer is None:
            return ""
        if not self._observer.is_alive():
            return NO_EVENTS
        if self._pulse is None:
            self._pulse = _Pulse(self._observer)
        return self._pulse.beat()

    def stop(self) -> None:
        """Stops watching everything."""
        self._watches.clear()
        if self._pulse is not None:
            self._pulse.end()
            self._pulse = None
        if self._observer is not None:
            with contextlib.suppress(OSError):
                self._observer.stop()
            self._observer.join(_PULSE_SECONDS)
            self._observer = None


def _reason(error: OSError) -> str:
    if error.errno in _LIMITS:
        return TOO_MANY
    return message("it cannot be watched: {cause}", cause=(error.strerror or "unknown").lower())


class _Handler(FileSystemEventHandler):
    """Turns events below one root into hints."""

    def __init__(self, root: bytes, hint: Hint, leave_out: bytes | None) -> None:
        self._root, self._hint, self._leave_out = root, hint, leave_out

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _CHANGES:
            return
        for path in filter(None, (event.src_path, event.dest_path)):
            for folder, deep in folders_touched(
                os.fsencode(str(path) if not isinstance(path, bytes) else path), event.is_directory, event.event_type
            ):
                if self._matters(folder):
                    self._hint(folder, deep)

    def _matters(self, folder: bytes) -> bool:
        if self._leave_out is not None and _at_or_below(folder, self._leave_out):
            return False
        if not _at_or_below(folder, self._root):
            return folder == os.path.dirname(self._root)
        parts = folder[len(self._root) :].split(os.sep.encode())
        return not any(part.startswith(b".") or part.lower() in JUNK_FOLDERS for part in parts)


def folders_touched(path: bytes, is_folder: bool, what: str) -> list[tuple[bytes, bool]]:
    """The folders to look at, (folder, deep), after an event of watchdog on `path`. Files that are neither photos nor
    sidecars touch nothing."""
    if not is_folder:
        name = os.path.basename(path)
        return [(os.path.dirname(path), False)] if is_photo_name(name) or name.lower().endswith(_SIDECAR) else []
    if what in ("created", "moved"):  # with all its content, of which there may be no events
        return [(os.path.dirname(path), False), (path, True)]
    return [(os.path.dirname(path), False)] if what == "deleted" else []


class _Probe(FileSystemEventHandler):
    """A watched folder of our own. Raises OSError where there is no room for another watch."""

    def __init__(self, observer: Any) -> None:
        self._observer = observer
        self._folder = tempfile.TemporaryDirectory(prefix="snowline-watch-", ignore_cleanup_errors=True)
        self.came = threading.Event()
        try:
            self._watch = observer.schedule(self, self._folder.name, recursive=False)
        except OSError:
            self._folder.cleanup()
            raise

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.came.set()

    def touch(self) -> None:
        with contextlib.suppress(OSError), open(os.path.join(self._folder.name, "pulse"), "wb"):
            pass

    def __enter__(self) -> _Probe:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError, KeyError):
            self._observer.unschedule(self._watch)
        self._folder.cleanup()


class _Pulse:
    """An event of our own now and then shows that events still come, and that a new folder would find room."""

    def __init__(self, observer: Any) -> None:
        self._observer = observer
        self._probe: _Probe | None = None
        self._asked = 0.0

    def beat(self) -> str:
        """What is wrong, or "". Begins a beat when the last one was felt."""
        if self._probe is not None and not self._probe.came.is_set():
            return NO_EVENTS if time.monotonic() - self._asked > _PULSE_SECONDS else ""
        self.end()
        try:
            self._probe = _Probe(self._observer)
        except OSError as error:
            return _reason(error)
        self._asked = time.monotonic()
        self._probe.touch()
        return ""

    def end(self) -> None:
        if self._probe is not None:
            with self._probe:
                self._probe = None


def _at_or_below(path: bytes, folder: bytes) -> bool:
    return path == folder or path.startswith(os.path.join(folder, b""))
