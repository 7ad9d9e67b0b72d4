"""The program, with somebody in it who tells where things are. Run as a program: LIBRARY DESCRIPTOR.

Its children import this file as well, so that nothing is imported before it is needed.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(library: str, descriptor: str) -> int:
    from journey_eyes import listen_on
    from PySide6.QtWidgets import QApplication

    from app.ui.application import run

    application = QApplication(["snowline"])
    notifier = listen_on(int(descriptor))
    status = run(Path(library))
    notifier.setEnabled(False)
    del notifier, application
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
