"""What the person's desktop does for us: open a photo, show it in the file manager, take a path to the clipboard."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage
from PySide6.QtGui import QDesktopServices, QGuiApplication

from app.domain import Hit
from app.ui import wording
from app.ui.results.results_model import file_url
from app.ui.tasks import Tasks
from app.ui.translation import translate

FILE_MANAGER = "org.freedesktop.FileManager1"
FILE_MANAGER_PATH = "/org/freedesktop/FileManager1"
# A file manager that starts up may take a while; one that hangs must not take the pool for good.
ANSWER_WITHIN_MS = 5_000


def open_photo(hit: Hit) -> str:
    """Opens the file in the program the person chose for it. Returns what went wrong, or an empty string."""
    if problem := _missing(hit):
        return problem
    if not QDesktopServices.openUrl(file_url(hit.path)):
        return f"No program is set up to open {wording.file_name(hit)}."
    return ""


def show_in_folder(hit: Hit, tasks: Tasks, problem: Callable[[str], None]) -> None:
    """Opens the file manager with the file selected; where that cannot be done, its folder."""
    if missing := _missing(hit):
        problem(missing)
        return

    def open_folder() -> None:
        if not QDesktopServices.openUrl(file_url(str(Path(hit.path).parent))):
            problem(f"No file manager could be opened. The file is in {wording.folder(hit)}")

    def asked(selected: bool) -> None:
        if not selected:
            open_folder()

    tasks.run(tasks.files, lambda: _select_in_file_manager(hit.path), asked, lambda _: open_folder())


def show_path(path: str, tasks: Tasks, problem: Callable[[str], None]) -> None:
    """Opens the file manager with a folder, or with a file selected; `problem` is told where that cannot be done."""
    place = Path(path)

    def open_folder(folder: Path) -> None:
        if not QDesktopServices.openUrl(file_url(str(folder))):
            problem(translate("desktop", "No file manager could be opened to show {0}").format(wording.path(path)))

    def looked(kind: str) -> None:
        if kind == "gone":
            problem(translate("desktop", "{0} is not there now.").format(wording.path(path)))
        elif kind != "selected":
            open_folder(place if kind == "folder" else place.parent)

    def look() -> str:
        if place.is_dir():
            return "folder"
        if not place.exists():
            return "gone"
        return "selected" if _select_in_file_manager(path) else "file"

    tasks.run(tasks.files, look, looked, lambda _: open_folder(place.parent))


def copy_paths(hits: Sequence[Hit]) -> None:
    QGuiApplication.clipboard().setText("\n".join(wording.path(hit.path) for hit in hits))


def copy_files(hits: Sequence[Hit]) -> None:
    """Puts the files themselves on the clipboard, for file managers and other programs; as text, their paths."""
    urls = [file_url(hit.path) for hit in hits]
    mime = QMimeData()
    mime.setUrls(urls)
    mime.setText("\n".join(wording.path(hit.path) for hit in hits))
    # What GNOME's file manager and its kin look for; others read the addresses.
    lines = [b"copy", *(url.toEncoded().data() for url in urls)]
    mime.setData("x-special/gnome-copied-files", b"\n".join(lines))
    QGuiApplication.clipboard().setMimeData(mime)


def _missing(hit: Hit) -> str:
    if not hit.online:
        return f"{wording.file_name(hit)} is on {hit.drive or 'a drive'}, which is not connected."
    if not Path(hit.path).exists():
        return f"{wording.file_name(hit)} is no longer where it was. Add its folder again to bring it up to date."
    return ""


def _select_in_file_manager(path: str) -> bool:
    """Asks the platform's file manager to select the file; False where there is none to ask. Waits for the answer."""
    if sys.platform == "win32":
        subprocess.Popen(f'explorer /select,"{path}"')
        return True
    if sys.platform == "darwin":
        subprocess.Popen(["open", "-R", path])
        return True
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    message = QDBusMessage.createMethodCall(FILE_MANAGER, FILE_MANAGER_PATH, FILE_MANAGER, "ShowItems")
    message.setArguments([[bytes(QUrl.toEncoded(file_url(path)).data()).decode("ascii")], ""])
    reply = bus.call(message, QDBus.CallMode.Block, ANSWER_WITHIN_MS)
    return reply.type() == QDBusMessage.MessageType.ReplyMessage
