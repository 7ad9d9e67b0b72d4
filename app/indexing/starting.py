"""How a child process is started. Light to import: the window starts children, and does none of their work."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator

# Numpy's linear algebra would otherwise start a thread for every processor in every worker.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


@contextlib.contextmanager
def quiet_start() -> Iterator[None]:
    """A child inherits one thread for numpy, and deaf ears for Ctrl-C until it has set its own."""
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(_ONE_THREAD)
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if hasattr(signal, "pthread_sigmask") else None
    try:
        yield
    finally:
        if mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
