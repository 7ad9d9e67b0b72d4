"""How strict a search is, and how it understands dates and seasons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QWidget

from app.ui.settings.keeping import Keeping
from app.ui.settings.parts import GAP, Page

_STEPS = 20  # from the middle to either end
_TICK = 5


class StrictnessSlider(QWidget):
    """From generous (-1) over balanced (0) to strict (1), in words."""

    changed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(-_STEPS, _STEPS)
        self.slider.setPageStep(_TICK)
        self.slider.setTickInterval(_TICK)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setAccessibleName(self.tr("How strict a search is"))
        self.slider.setTracking(True)
        self.now = QLabel()
        self.now.setObjectName("settingText")
        self.now.setAlignment(Qt.AlignmentFlag.AlignCenter)
        generous, strict = QLabel(self.tr("Generous")), QLabel(self.tr("Strict"))
        rows = QGridLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setHorizontalSpacing(GAP)
        rows.setVerticalSpacing(GAP // 2)
        rows.addWidget(generous, 0, 0)
        rows.addWidget(self.slider, 0, 1)
        rows.addWidget(strict, 0, 2)
        rows.addWidget(self.now, 1, 1)
        rows.setColumnStretch(1, 1)
        self.setFocusProxy(self.slider)
        self.slider.valueChanged.connect(self._moved)
        self._tell()

    def show_value(self, shift: float) -> None:
        blocked = self.slider.blockSignals(True)
        self.slider.setValue(round(shift * _STEPS))
        self.slider.blockSignals(blocked)
        self._tell()

    def _moved(self, step: int) -> None:
        self._tell()
        self.changed.emit(step / _STEPS)

    def _tell(self) -> None:
        share = self.slider.value() / _STEPS
        words = (
            self.tr("Shows nearly everything that could be meant, with many wrong ones")
            if share <= -0.6
            else self.tr("Shows more, with some wrong ones")
            if share < 0
            else self.tr("Balanced")
            if share == 0
            else self.tr("Shows fewer, of which more are right")
            if share < 0.6
            else self.tr("Shows only what is almost certain, and misses much")
        )
        self.now.setText(words)
        self.slider.setAccessibleDescription(words)


class _Slider(QSlider):
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class SearchPage(Page):
    """Relevance, languages, seasons."""

    def __init__(self, keeping: Keeping) -> None:
        super().__init__(keeping)
        slider = StrictnessSlider()
        slider.changed.connect(lambda shift: keeping.set("relevance_shift", shift))
        self.add_control(
            "relevance_shift",
            self.tr("How strict a search is"),
            self.tr("Where the relevance line lies: what is below it is only shown when you ask for unlikely matches."),
            slider,
            slider.show_value,
            words=self.tr("relevance threshold line accuracy precision recall generous strict more fewer results junk"),
        )
        self.add_choice(
            "relevance_policy",
            self.tr("How matches are told from others"),
            self.tr(
                "By all evidence: captions, looks, names and tags are weighed for each search anew. By one fixed "
                "distance: only captions count, with the threshold of the published method; for comparing."
            ),
            [("line", self.tr("By all evidence")), ("published", self.tr("By one fixed distance"))],
            self.tr("relevance policy published threshold method science caption distance"),
        )
        self.add_choice(
            "language",
            self.tr("Language of dates and sizes in a search"),
            self.tr("Besides English, which is always understood: “letzten Sommer”, “größer als 5 MB”."),
            [
                ("auto", self.tr("As the system")),
                ("en", self.tr("Only English")),
                ("de", self.tr("German")),
                ("fr", self.tr("French")),
                ("es", self.tr("Spanish")),
            ],
            self.tr("query words understand locale date month weekday"),
        )
        self.add_choice(
            "hemisphere",
            self.tr("When summer is"),
            self.tr("For “last summer” and the other seasons."),
            [
                ("auto", self.tr("Where this computer is")),
                ("north", self.tr("June to August (northern hemisphere)")),
                ("south", self.tr("December to February (southern hemisphere)")),
            ],
            self.tr("hemisphere season winter spring autumn Australia"),
        )
