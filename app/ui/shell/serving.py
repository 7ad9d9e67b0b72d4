"""Listens for later starts of the program, which hand over what they were asked for. No widgets here."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.ui.shell.handover import TAKEN, Request

_log = logging.getLogger(__name__)

# Thousands of long paths; more is no start of ours.
_LONGEST_REQUEST = 16 * 1024 * 1024
# A start says all it has to say at once.
_SPEAK_WITHIN_MS = 5_000


class Serving(QObject):
    """Emits `asked` with the `Request` of every later start. Only the same user can reach it."""

    asked = Signal(object)

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        # We hold the claim: whatever lies there is what a crash left.
        QLocalServer.removeServer(address)
        if not self._server.listen(address):
            _log.warning("later starts cannot be heard at %s: %s", address, self._server.errorString())

    @property
    def listens(self) -> bool:
        return self._server.isListening()

    def close(self) -> None:
        """Listens no more; the socket goes."""
        self._server.close()

    def _greet(self) -> None:
        while (connection := self._server.nextPendingConnection()) is not None:
            heard = bytearray()
            connection.readyRead.connect(lambda c=connection, h=heard: self._hear(c, h))
            connection.disconnected.connect(connection.deleteLater)
            QTimer.singleShot(_SPEAK_WITHIN_MS, connection, connection.abort)
            self._hear(connection, heard)

    def _hear(self, connection: QLocalSocket, heard: bytearray) -> None:
        heard += connection.readAll().data()
        if len(heard) > _LONGEST_REQUEST:
            connection.abort()
        if not heard.endswith(b"\n"):
            return
        request = Request.of(bytes(heard))
        heard.clear()
        if request is None:
            connection.abort()
            return
        connection.write(TAKEN)
        connection.flush()
        connection.disconnectFromServer()
        self.asked.emit(request)
