"""How much of the machine Snowline takes: processor, memory, disk."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from app.settings import available_cpus
from app.ui import wording
from app.ui.settings.house import House
from app.ui.settings.housework import Housework
from app.ui.settings.keeping import Keeping
from app.ui.settings.parts import Page, Setting, button, row_of
from app.ui.work.memory_meter import MemoryMeter

_WORKER_STEP, _CACHE_STEP, _SIDE_STEP = 100, 100, 32


class PerformancePage(Page):
    """Indexing, memory and thumbnails."""

    def __init__(self, keeping: Keeping, house: House, work: Housework) -> None:
        super().__init__(keeping)
        self._house, self._work = house, work
        self.add_choice(
            "throttle",
            self.tr("Speed of indexing"),
            self.tr("Gentle leaves the machine to you; fast takes all of it. Also a run under way follows."),
            [("gentle", self.tr("Gentle")), ("normal", self.tr("Normal")), ("fast", self.tr("Fast"))],
            self.tr("throttle slow fast cpu processor load priority fan noise"),
        )
        self.add_switch(
            "pause_on_battery",
            self.tr("Pause on battery"),
            self.tr("Photos are only described while the computer is plugged in."),
            self.tr("battery laptop power mains energy save"),
        )
        self.add_number(
            "worker_processes",
            self.tr("Photos described at the same time"),
            self.tr("This computer has %n processor(s). Each worker takes its own memory.", "", available_cpus()),
            words=self.tr("workers processes threads cores parallel cpu"),
        )
        self.add_number(
            "worker_memory_mb",
            self.tr("Memory of a worker"),
            self.tr("A worker that takes more starts afresh. Very large photos need more."),
            suffix=self.tr(" MB"),
            step=_WORKER_STEP,
            words=self.tr("ram limit worker process"),
        )
        self.add_heading(self.tr("Memory"))
        self.add_switch(
            "low_memory",
            self.tr("Low-memory mode"),
            self.tr(
                "Takes as little memory as possible: searches understand words more coarsely and are somewhat slower. "
                "Good for old computers, and beside programs that need much."
            ),
            self.tr("ram small computer save lean footprint"),
        )
        self.meter = MemoryMeter(work.tasks)
        self.add(
            Setting(
                self.tr("Memory in use now"),
                self.tr(
                    "The full part belongs to Snowline alone. The outlined one are parts of files kept at hand, which "
                    "the system takes back as soon as it needs the room."
                ),
                self.meter,
                words=self.tr("ram meter usage private reclaimable cache"),
                below=True,
            )
        )
        self.add_heading(self.tr("Thumbnails"))
        self.add_number(
            "thumbnail_side",
            self.tr("Size of thumbnails"),
            self.tr("The longer side. Larger ones are sharper on fine displays and take more room; for new photos."),
            suffix=self.tr(" px"),
            step=_SIDE_STEP,
            words=self.tr("resolution quality pixels preview picture"),
        )
        self._taken = QLabel()
        self.clear = button(self.tr("Clear"), self._clear)
        self.clear.setToolTip(self.tr("Removes the thumbnails of photos that can be drawn again"))
        self.add_number(
            "thumbnail_cache_mb",
            self.tr("Room for thumbnails"),
            self.tr("Those used longest ago go first, and are drawn again when they are needed."),
            suffix=self.tr(" MB"),
            step=_CACHE_STEP,
            words=self.tr("cache disk space clear delete size limit"),
        )
        self.add(
            Setting(
                self.tr("Thumbnails now"),
                "",
                row_of(self._taken, self.clear, end=True),
                words=self.tr("cache clear delete disk space now"),
            )
        )

    def opened(self) -> None:
        self._ask_for_thumbnails()

    def _ask_for_thumbnails(self) -> None:
        self._taken.setText(self.tr("counting…"))
        self._work.ask(self._house.thumbnails_size, self._tell_thumbnails, "thumbnails of settings")

    def _tell_thumbnails(self, size: int) -> None:
        self._taken.setText(self.tr("{0} in use").format(wording.size(size)))
        self.clear.setEnabled(size > 0)

    def _clear(self) -> None:
        self.clear.setEnabled(False)

        def done(freed: int) -> None:
            self.said.emit(self.tr("{0} of thumbnails cleared.").format(wording.size(freed)))
            self._ask_for_thumbnails()

        self._work.do(self._house.clear_thumbnails, done)
