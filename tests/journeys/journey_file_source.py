"""A small window to drag a file or folder out of, as out of a file manager. Run as a program: TITLE PATH X Y."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    def __init__(self, title: str, path: str) -> None:
        super().__init__("drag me")
        self._path = path
        self.setWindowTitle(title)
        self.setFixedSize(160, 120)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = QDrag(self)
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(self._path)])
        drag.setMimeData(mime)
        drag.exec(Qt.DropAction.CopyAction)


def main(title: str, path: str, x: str, y: str) -> int:
    application = QApplication(sys.argv[:1])
    source = Source(title, path)
    source.move(int(x), int(y))
    source.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
