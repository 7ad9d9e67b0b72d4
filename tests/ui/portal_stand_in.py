"""A desktop's portal for settings, in a process of its own: knows those that it is started with."""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVariant, QDBusVirtualObject


class Portal(QDBusVirtualObject):
    def __init__(self, known: dict[str, object], method: str) -> None:
        super().__init__()
        self._known, self._method = known, method

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        name = " ".join(map(str, message.arguments()))
        if message.member() != self._method or name not in self._known:
            connection.send(message.createErrorReply("org.freedesktop.portal.Error.NotFound", "unknown"))
            return True
        value = QDBusVariant(self._known[name])
        connection.send(message.createReply(QDBusVariant(value) if self._method == "Read" else value))
        return True


if __name__ == "__main__":
    application = QCoreApplication([])
    bus, portal = QDBusConnection.sessionBus(), Portal(json.loads(sys.argv[1]), sys.argv[2])
    bus.registerVirtualObject("/org/freedesktop/portal/desktop", portal)
    bus.registerService("org.freedesktop.portal.Desktop")
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    application.exec()
