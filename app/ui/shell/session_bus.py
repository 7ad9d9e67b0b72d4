"""A notification over the desktop's message bus (freedesktop Desktop Notifications). No Qt here.

Spoken through libdbus itself: Notify wants a number without sign, and what Python hands to Qt's own bus always has one.
Each notification has a connection of its own, because some desktops tell only the one that asked what was clicked.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from types import TracebackType

_LIBRARY = "libdbus-1.so.3"
_NAME, _PATH = b"org.freedesktop.Notifications", b"/org/freedesktop/Notifications"
_SESSION_BUS = 0
# libdbus names its types by letters.
_STRING, _INT, _UINT, _ARRAY, _ENTRY, _VARIANT = (ord(letter) for letter in "siuaev")
_ANSWER_MS = 5_000
# How long one look for news takes at most, and so how soon an end is noticed.
_TURN_MS = 500


class NoNotifications(Exception):
    """There is no bus, or nobody on it who shows notifications."""


class _Iterator(ctypes.Structure):
    """Room for a DBusMessageIter, whose fields are libdbus's own affair; larger than it is on any machine."""

    _fields_ = (("room", ctypes.c_void_p * 16),)


class _Error(ctypes.Structure):
    """A DBusError: two texts, flags, and padding."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("message", ctypes.c_char_p),
        ("flags", ctypes.c_uint),
        ("padding", ctypes.c_void_p),
    )


def _load() -> ctypes.CDLL:
    try:
        bus = ctypes.CDLL(_LIBRARY)
    except OSError as error:
        raise NoNotifications(str(error)) from error
    pointers = (
        "dbus_bus_get_private dbus_message_new_method_call dbus_connection_send_with_reply_and_block "
        "dbus_connection_pop_message dbus_message_get_interface dbus_message_get_member"
    )
    for name in pointers.split():
        getattr(bus, name).restype = ctypes.c_void_p
    bus.dbus_threads_init_default()  # Qt speaks through the same library, on threads of its own
    return bus


class Notification:
    """One notification, shown when made. In a `with` statement; it may stay on the screen after that."""

    def __init__(self, title: str, text: str, actions: Sequence[tuple[str, str]], icon: str, entry: str) -> None:
        """`actions` are keys and what they are called; "default" is a click on the notification itself. `icon` is a
        name of the theme, `entry` that of our desktop entry. Raises NoNotifications."""
        self._bus = _load()
        self._error = _Error()
        self._bus.dbus_error_init(ctypes.byref(self._error))
        self._connection = self._bus.dbus_bus_get_private(_SESSION_BUS, ctypes.byref(self._error))
        if not self._connection:
            raise NoNotifications(self._said())
        self._bus.dbus_connection_set_exit_on_disconnect(self._pointer(self._connection), 0)
        rule = b"type='signal',interface='" + _NAME + b"'"
        self._bus.dbus_bus_add_match(self._pointer(self._connection), rule, None)
        try:
            self.number = self._notify(title, text, actions, icon, entry)
        except BaseException:
            self.close()
            raise

    def wait(self, go_on: Callable[[], bool]) -> str:
        """The key of the action that was clicked, as long as `go_on`; empty where none was or the notification went."""
        connection = self._pointer(self._connection)
        while go_on():
            if not self._bus.dbus_connection_read_write(connection, _TURN_MS):
                return ""
            while message := self._bus.dbus_connection_pop_message(connection):
                try:
                    member, number, key = self._read(self._pointer(message))
                finally:
                    self._bus.dbus_message_unref(self._pointer(message))
                if number == self.number and member == b"ActionInvoked":
                    return key
                if number == self.number and member == b"NotificationClosed":
                    return ""
        return ""

    def close(self) -> None:
        if self._connection:
            self._bus.dbus_connection_close(self._pointer(self._connection))
            self._bus.dbus_connection_unref(self._pointer(self._connection))
            self._connection = None

    def __enter__(self) -> Notification:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _notify(self, title: str, text: str, actions: Sequence[tuple[str, str]], icon: str, entry: str) -> int:
        message = self._bus.dbus_message_new_method_call(_NAME, _PATH, _NAME, b"Notify")
        arguments = _Iterator()
        self._bus.dbus_message_iter_init_append(self._pointer(message), ctypes.byref(arguments))
        self._text(arguments, "Snowline")
        self._number(arguments, _UINT, ctypes.c_uint32(0))
        for one in (icon, title, text):
            self._text(arguments, one)
        with _Inside(self._bus, arguments, _ARRAY, b"s") as inner:
            for key, name in actions:
                self._text(inner, key)
                self._text(inner, name)
        with (
            _Inside(self._bus, arguments, _ARRAY, b"{sv}") as hints,
            _Inside(self._bus, hints, _ENTRY, None) as hint,
        ):
            self._text(hint, "desktop-entry")
            with _Inside(self._bus, hint, _VARIANT, b"s") as value:
                self._text(value, entry)
        self._number(arguments, _INT, ctypes.c_int32(-1))  # as long as the desktop likes
        reply = self._bus.dbus_connection_send_with_reply_and_block(
            self._pointer(self._connection), self._pointer(message), _ANSWER_MS, ctypes.byref(self._error)
        )
        self._bus.dbus_message_unref(self._pointer(message))
        if not reply:
            raise NoNotifications(self._said())
        number = self._first_number(self._pointer(reply), _Iterator())
        self._bus.dbus_message_unref(self._pointer(reply))
        return number

    def _read(self, message: ctypes.c_void_p) -> tuple[bytes, int, str]:
        """A signal's name, the notification that it is about, and the action's key; all empty for other messages."""
        name = ctypes.c_char_p(self._bus.dbus_message_get_member(message)).value or b""
        if name not in (b"ActionInvoked", b"NotificationClosed"):
            return b"", 0, ""
        arguments = _Iterator()
        number = self._first_number(message, arguments)
        key = ctypes.c_char_p()
        if (
            self._bus.dbus_message_iter_next(ctypes.byref(arguments))
            and self._bus.dbus_message_iter_get_arg_type(ctypes.byref(arguments)) == _STRING
        ):
            self._bus.dbus_message_iter_get_basic(ctypes.byref(arguments), ctypes.byref(key))
        return name, number, (key.value or b"").decode("utf-8", "replace")

    def _first_number(self, message: ctypes.c_void_p, arguments: _Iterator) -> int:
        number = ctypes.c_uint32()
        self._bus.dbus_message_iter_init(message, ctypes.byref(arguments))
        if self._bus.dbus_message_iter_get_arg_type(ctypes.byref(arguments)) == _UINT:
            self._bus.dbus_message_iter_get_basic(ctypes.byref(arguments), ctypes.byref(number))
        return number.value

    def _text(self, arguments: _Iterator, text: str) -> None:
        value = ctypes.c_char_p(text.replace("\0", "").encode("utf-8", "replace"))
        self._bus.dbus_message_iter_append_basic(ctypes.byref(arguments), _STRING, ctypes.byref(value))

    def _number(self, arguments: _Iterator, kind: int, value: ctypes.c_uint32 | ctypes.c_int32) -> None:
        self._bus.dbus_message_iter_append_basic(ctypes.byref(arguments), kind, ctypes.byref(value))

    def _said(self) -> str:
        said = (self._error.message or b"no answer").decode("utf-8", "replace")
        self._bus.dbus_error_free(ctypes.byref(self._error))
        return said

    @staticmethod
    def _pointer(address: int | None) -> ctypes.c_void_p:
        return ctypes.c_void_p(address)


class _Inside:
    """An array, entry or variant that is being filled."""

    def __init__(self, bus: ctypes.CDLL, outer: _Iterator, kind: int, signature: bytes | None) -> None:
        self._bus, self._outer, self._inner = bus, outer, _Iterator()
        self._bus.dbus_message_iter_open_container(ctypes.byref(outer), kind, signature, ctypes.byref(self._inner))

    def __enter__(self) -> _Iterator:
        return self._inner

    def __exit__(self, *_: object) -> None:
        self._bus.dbus_message_iter_close_container(ctypes.byref(self._outer), ctypes.byref(self._inner))
