"""Questions to services on the desktop's message bus that are answered with a number. They wait: never on the thread
that draws."""

from __future__ import annotations

from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage, QDBusVariant

_ANSWER_MS = 1_000  # a service that does not answer within that does not know


def asked(
    bus: QDBusConnection, service: str, path: str, interface: str, method: str, *arguments: str, start: bool = False
) -> float | None:
    """The number that a service answers, also one in a variant or written as text; None where there is no such service,
    or none such answer. With `start`, a service that is not there yet is waited for."""
    call = QDBusMessage.createMethodCall(service, path, interface, method)
    call.setAutoStartService(start)
    call.setArguments(list(arguments))
    answer = bus.call(call, QDBus.CallMode.Block, _ANSWER_MS)
    if answer.type() != QDBusMessage.MessageType.ReplyMessage or not answer.arguments():
        return None
    value = answer.arguments()[0]
    while isinstance(value, QDBusVariant):
        value = value.variant()
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
