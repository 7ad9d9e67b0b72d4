"""When Python looks for objects that hold each other and nobody else holds. It holds up all threads meanwhile, and with
all that the program has loaded by then that takes 50 to 100 ms: a stutter in the middle of whatever a person does."""

from __future__ import annotations

import gc


def put_off() -> None:
    """Nothing is looked for while the program loads: most of that stays for good."""
    gc.disable()


def go_on() -> None:
    """From now on it is looked for again, but not among what is there by now."""
    gc.freeze()
    gc.enable()
