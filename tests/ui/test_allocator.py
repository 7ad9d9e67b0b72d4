"""Memory that was freed goes back to the system. In a process of its own: what is set there stays."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest

USE_AND_FREE = """
import threading
import numpy as np
from app.index.memory import memory_meter
from app.ui.shell import allocator

allocator.settle()
np.ones(1), memory_meter()  # whatever that loads


def decode(seed):
    rng, held = np.random.default_rng(seed), []
    for _ in range(60):  # of each three one stays a while, so that holes come between
        held.append(np.ones(int(rng.integers(11, 30)) << 17))
        held = held[-3:]


before = memory_meter().private
threads = [threading.Thread(target=decode, args=(seed,)) for seed in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print((memory_meter().private - before) >> 20)
allocator.give_back()
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries are left alone")
def test_large_blocks_are_gone_when_they_are_freed() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", USE_AND_FREE], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert int(ran.stdout) < 12  # MB; four threads worked with up to 90 MB each
