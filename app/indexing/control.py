"""How a person steers a run that is under way: pause, resume, stop, how fast, and not while on battery.

Methods may be called from any thread. The run asks between two of its steps.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import psutil

from app.domain import Cancelled, CancelToken
from app.indexing.idle import MachineIdle
from app.settings import Settings, Throttle

PAUSED, ON_BATTERY, IN_USE = "paused", "on battery", "in use"
# A plug that is pulled or put in is noticed after this many seconds.
_BATTERY_SECONDS = 5.0
# Somebody who knows better whether the machine is used is believed for so long.
_TOLD_SECONDS = 60.0


def on_battery() -> bool:
    """True while the machine runs on its battery; False on mains, and where there is none or nobody can tell."""
    sensors = getattr(psutil, "sensors_battery", None)
    try:
        state = sensors() if sensors is not None else None
    except Exception:  # psutil passes on whatever a half-finished battery driver answers
        return False
    return state is not None and state.power_plugged is False


class OnlyCancel(CancelToken):
    """Another token's end without its pauses: for work that is light and that others wait for, such as a scan."""

    def __init__(self, token: CancelToken) -> None:
        super().__init__()
        self._token = token

    @property
    def cancelled(self) -> bool:
        return self._token.cancelled

    @property
    def paused(self) -> bool:
        return False

    def cancel(self) -> None:
        self._token.cancel()

    def check(self) -> None:
        """Raises `Cancelled` once the other token is cancelled; never waits."""
        if self.cancelled:
            raise Cancelled


class Control:
    """The wishes of a person for one run, or for a library that is kept up to date."""

    def __init__(
        self,
        cancel: CancelToken | None = None,
        *,
        throttle: Throttle = "normal",
        pause_on_battery: bool = False,
        battery: Callable[[], bool] = on_battery,
        idle: Callable[[], bool] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.cancel = cancel or CancelToken()
        self._throttle: Throttle = throttle
        self._pause_on_battery = pause_on_battery
        self._battery, self._clock = battery, clock
        self._guard = threading.Lock()
        self._looked: float | None = None
        self._discharging = self._anyway = False
        self._idle = idle or MachineIdle()
        self._told_idle: tuple[float, bool] | None = None
        self.only_when_idle = False  # what is done now waits while somebody uses the machine

    @classmethod
    def by(cls, settings: Settings, cancel: CancelToken | None = None) -> Control:
        """The control that the settings ask for."""
        return cls(cancel, throttle=settings.throttle, pause_on_battery=settings.pause_on_battery)

    @property
    def throttle(self) -> Throttle:
        return self._throttle

    def set_throttle(self, throttle: Throttle) -> None:
        """Takes effect when each worker has finished what it has in hand."""
        self._throttle = throttle

    def set_pause_on_battery(self, wanted: bool) -> None:
        """Whether photos wait for mains power; also takes back that this once they need not."""
        self._pause_on_battery, self._anyway = wanted, False

    def go_on_anyway(self) -> None:
        """Photos need not wait for mains power until the machine was on mains again."""
        self._anyway = True

    def tell_idle(self, idle: bool) -> None:
        """Somebody who hears the desktop tells whether nobody uses the machine; to be told again every minute."""
        self._told_idle = (self._clock(), idle)

    @property
    def idle(self) -> bool:
        """Whether nobody uses the machine, as far as anybody can tell."""
        told = self._told_idle
        if told is not None and self._clock() - told[0] < _TOLD_SECONDS:
            return told[1]
        return self._idle()

    def pause(self) -> None:
        self.cancel.pause()

    def resume(self) -> None:
        self.cancel.resume()

    def stop(self) -> None:
        self.cancel.cancel()

    @property
    def held(self) -> str:
        """Why no photo may be opened now: `PAUSED`, `ON_BATTERY`, `IN_USE`, or "" when all is well."""
        if self.cancel.paused:
            return PAUSED
        if self._pause_on_battery and self._on_battery() and not self._anyway:
            return ON_BATTERY
        return IN_USE if self.only_when_idle and not self.idle else ""

    def _on_battery(self) -> bool:
        with self._guard:
            now = self._clock()
            if self._looked is None or now - self._looked >= _BATTERY_SECONDS:
                self._looked, self._discharging = now, self._battery()
                self._anyway &= self._discharging
            return self._discharging
