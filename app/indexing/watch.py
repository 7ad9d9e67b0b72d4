"""Hints from the operating system that something changed below a folder. Looks at nothing, decides nothing.

Events get lost: queues overflow, moves come by halves, network shares tell nothing of what other machines do. So an
event only says "look at this folder", and a folder that cannot be watched is said to be so, with the reason.
"""

from __future__ import annotations

import contextlib
import errno
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

TOO_MANY = "the system's limit of watched folders is reached"
NO_EVENTS = "the system stopped telling of changes"

# Reading a file is an event too, and our own reading must not wake us.
_CHANGES = frozenset({"created", "deleted", "modified", "moved", "closed"})
_SIDECAR = b".xmp"
_LIMITS = {errno.ENOSPC, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
# An event of our own is waited for this long before the system is taken to tell nothing any more.
_PULSE_SECONDS = 10.0

# (folder, deep): something changed in this folder, or anywhere below it.
Hint = Callable[[bytes, bool], None]


class Watcher:
    """Watches folders with all that lies below them. `hint` is called on a thread of its own, for absolute folders."""

    def __init__(self, hint: Hint, *, leave_out: bytes | None = None) -> None:
        """`leave_out`: a folder whose changes are nobody's business, such as the library itself."""
        self._hint, self._leave_out = hint, leave_out
        self._observer: Any = None
        self._watches: dict[bytes, Any] = {}
        self._pulse = _Pulse()

    def watch(self, root: bytes) -> str:
        """Starts watching. Returns why that cannot be done, or "" when it is done (or was before)."""
        if root in self._watches:
            return ""
        handler = _Handler(root, self._hint, self._leave_out)
        try:
            if self._observer is None:
                self._observer = Observer()
                self._observer.start()
                self._pulse.start(self._observer)
            self._watches[root] = self._observer.schedule(handler, os.fsdecode(root), recursive=True)
        except OSError as error:
            _let_go(root)
            return (
                TOO_MANY if error.errno in _LIMITS else f"it cannot be watched: {(error.strerror or 'unknown').lower()}"
            )
        return ""

    def unwatch(self, root: bytes) -> None:
        """Stops watching a folder; harmless when it was not watched, or is gone."""
        watch = self._watches.pop(root, None)
        if watch is not None:
            with contextlib.suppress(OSError, KeyError):
                self._observer.unschedule(watch)

    def alive(self) -> bool:
        """False when the system has stopped to tell of changes, which it says nowhere. Called now and then."""
        return self._observer is None or (self._observer.is_alive() and self._pulse.felt())

    def stop(self) -> None:
        """Stops watching everything."""
        self._watches.clear()
        if self._observer is not None:
            with contextlib.suppress(OSError):
                self._observer.stop()
            self._observer.join(_PULSE_SECONDS)
            self._observer = None
        self._pulse.stop()


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


class _Pulse(FileSystemEventHandler):
    """An event of our own now and then shows that events still come: watchdog's thread may end unnoticed."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._came = threading.Event()
        self._asked: float | None = None

    def start(self, observer: Any) -> None:
        with contextlib.suppress(OSError):
            self._folder = tempfile.TemporaryDirectory(prefix="snowline-watch-", ignore_cleanup_errors=True)
            observer.schedule(self, self._folder.name, recursive=False)

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._came.set()

    def felt(self) -> bool:
        if self._folder is None:
            return True
        if self._asked is not None and self._came.is_set():
            self._asked = None
        if self._asked is None:
            self._came.clear()
            self._asked = time.monotonic()
            with contextlib.suppress(OSError), open(os.path.join(self._folder.name, "pulse"), "wb"):
                pass
            return True
        return time.monotonic() - self._asked < _PULSE_SECONDS

    def stop(self) -> None:
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def _let_go(root: bytes) -> None:
    """Gives back the watches of a folder that could only be watched in part: they would be missing elsewhere.

    watchdog 7.1 keeps them; where its inside looks different, this does nothing.
    """
    with contextlib.suppress(ImportError, AttributeError, OSError, TypeError):
        from watchdog.observers.inotify_c import InotifyFD

        instance = InotifyFD._instance
        if instance is None:
            return
        partial = [
            (descriptor, callback_id)
            for descriptor, watch in list(instance._watch_for_wd.items())
            for callback_id, callback in list(watch.callbacks.items())
            if os.fsencode(getattr(callback, "path", b"")) == root
        ]
        instance.remove_callbacks(partial)


def _at_or_below(path: bytes, folder: bytes) -> bool:
    return path == folder or path.startswith(os.path.join(folder, b""))
