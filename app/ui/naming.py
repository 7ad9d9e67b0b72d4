"""Names for what Qt makes by itself and leaves without one."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton, QWidget

from app.ui.translation import translate


def name_clear_button(field: QWidget) -> None:
    """Lets a screen reader say what the cross in a field is for; to be called once the field has it."""
    for button in field.findChildren(QToolButton):
        if not button.accessibleName():
            button.setAccessibleName(translate("naming", "Clear"))
            button.setToolTip(translate("naming", "Clear"))
