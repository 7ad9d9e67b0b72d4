"""Reading with a time limit where the system has none: a drive that does not answer must not hold up a whole run."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from app.domain import Unreadable


class Patience:
    """Calls a function on a helper thread and waits for it, but not for ever.

    A thread that is stuck in a dead drive cannot be ended; it is left behind, and a new one takes its place.
    """

    def __init__(self, read: Callable[[bytes], str], seconds: float) -> None:
        self._read = read
        self._seconds = seconds
        self._tasks: queue.SimpleQueue[bytes | None] | None = None
        self._answers: queue.SimpleQueue[str | BaseException] = queue.SimpleQueue()

    def __call__(self, path: bytes) -> str:
        """What the function gives for `path`; raises what it raises, or `Unreadable` when it takes too long."""
        if self._tasks is None:
            self._tasks, self._answers = queue.SimpleQueue(), queue.SimpleQueue()
            helper = threading.Thread(
                target=_serve, args=(self._read, self._tasks, self._answers), daemon=True, name="reading"
            )
            helper.start()
        self._tasks.put(path)
        try:
            answer = self._answers.get(timeout=self._seconds)
        except queue.Empty:
            self.close()
            raise Unreadable(
                f"the file cannot be read: its drive did not answer within {self._seconds:.0f} s"
            ) from None
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def close(self) -> None:
        """Lets the helper go."""
        if self._tasks is not None:
            self._tasks.put(None)
            self._tasks = None


def _serve(
    read: Callable[[bytes], str],
    tasks: queue.SimpleQueue[bytes | None],
    answers: queue.SimpleQueue[str | BaseException],
) -> None:
    while (path := tasks.get()) is not None:
        try:
            answers.put(read(path))
        except BaseException as error:
            answers.put(error)
