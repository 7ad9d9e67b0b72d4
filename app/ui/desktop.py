"""What the person's desktop does for us: open a photo, show it in the file manager, take it to the clipboard or to
another program."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QMimeData, QMimeDatabase, QUrl
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage
from PySide6.QtGui import QDesktopServices, QGuiApplication

from app.domain import Hit
from app.settings import load_settings
from app.ui import programs, wording
from app.ui.photo.frames import Frame, read_frame
from app.ui.programs import Program
from app.ui.results.results_model import file_url
from app.ui.tasks import Tasks
from app.ui.translation import translate

FILE_MANAGER = "org.freedesktop.FileManager1"
FILE_MANAGER_PATH = "/org/freedesktop/FileManager1"
# A file manager that starts up may take a while; one that hangs must not take the pool for good.
ANSWER_WITHIN_MS = 5_000
COPIED_SIDE = 4096  # pixels of a picture on the clipboard; other programs hold it uncompressed


def open_photo(hit: Hit, tasks: Tasks, problem: Callable[[str], None]) -> None:
    """Opens the file in the program the person chose for it; `problem` is told why that cannot be done."""

    def open_it(missing: str) -> None:
        if missing:
            problem(missing)
        elif not QDesktopServices.openUrl(file_url(hit.path)):
            problem(translate("desktop", "No program is set up to open {0}.").format(wording.file_name(hit)))

    tasks.run(tasks.files, lambda: _missing(hit), open_it, lambda error: problem(str(error)))


def show_in_folder(hit: Hit, tasks: Tasks, problem: Callable[[str], None]) -> None:
    """Opens the file manager with the file selected; where that cannot be done, its folder."""

    def open_folder() -> None:
        if not QDesktopServices.openUrl(file_url(str(Path(hit.path).parent))):
            words = translate("desktop", "No file manager could be opened. The file is in {0}")
            problem(words.format(wording.folder(hit)))

    def ask() -> str | bool:
        return _missing(hit) or _select_in_file_manager(hit.path)

    def asked(answer: str | bool) -> None:
        if isinstance(answer, str):
            problem(answer)
        elif not answer:
            open_folder()

    tasks.run(tasks.files, ask, asked, lambda _: open_folder())


def find_programs(hit: Hit, tasks: Tasks, then: Callable[[list[Program]], None]) -> None:
    """Gives `then` the programs that can open the file, the preferred one first."""
    kind = QMimeDatabase().mimeTypeForFile(hit.path, QMimeDatabase.MatchMode.MatchExtension)
    types = [kind.name(), *kind.aliases(), *kind.parentMimeTypes()]
    language = QLocale().name()
    tasks.run(tasks.files, lambda: programs.programs_for(types, language), then, lambda _: then([]))


def open_with(program: Program, hits: Sequence[Hit], tasks: Tasks, problem: Callable[[str], None]) -> None:
    """Opens the files in a program; those that are not there are left out, and named."""

    def start() -> str:
        missing = [words for hit in hits if (words := _missing(hit))]
        there = [hit.path for hit in hits if not _missing(hit)]
        if there:
            programs.open_with(program, there)
        return missing[0] if missing else ""

    tasks.run(tasks.files, start, lambda words: problem(words) if words else None, lambda error: problem(str(error)))


def choose_program(hit: Hit, tasks: Tasks, problem: Callable[[str], None]) -> None:
    """Lets the system ask which program is to open the file."""
    prompt = translate("desktop", "Open {0} with:").format(wording.file_name(hit))

    def ask() -> str:
        missing = _missing(hit)
        if not missing:
            programs.choose_program(hit.path, prompt)
        return missing

    tasks.run(tasks.files, ask, lambda words: problem(words) if words else None, lambda error: problem(str(error)))


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


def copy_files(hits: Sequence[Hit], tasks: Tasks) -> None:
    """Puts the files themselves on the clipboard, for file managers and other programs; as text, their paths. Of one
    photo also the picture, once it is decoded, unless something else was copied meanwhile."""
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(files_mime(hits))
    if len(hits) != 1 or not hits[0].online:
        return
    path = Path(hits[0].path)

    def add_picture(frame: Frame) -> None:
        urls = [file_url(hits[0].path)]
        if clipboard.ownsClipboard() and clipboard.mimeData().urls() == urls:
            mime = files_mime(hits)
            mime.setImageData(frame.image.copy())  # the frame's own memory goes
            clipboard.setMimeData(mime)

    tasks.run(
        tasks.files,
        lambda: read_frame(path, COPIED_SIDE, load_settings().max_pixels),
        add_picture,
        lambda _: None,  # the file is copied all the same
        lane="copy",
    )


def files_mime(hits: Sequence[Hit]) -> QMimeData:
    """Files as other programs take them, from the clipboard or dropped."""
    mime = QMimeData()
    put_files(mime, hits)
    return mime


def put_files(mime: QMimeData, hits: Sequence[Hit]) -> None:
    """Puts files in the place of those that `mime` holds."""
    urls = [file_url(hit.path) for hit in hits]
    mime.setUrls(urls)
    mime.setText("\n".join(wording.path(hit.path) for hit in hits))
    # What GNOME's file manager and its kin look for; others read the addresses.
    lines = [b"copy", *(url.toEncoded().data() for url in urls)]
    mime.setData("x-special/gnome-copied-files", b"\n".join(lines))


def _missing(hit: Hit) -> str:
    if not hit.online:
        words = translate("desktop", "{0} is on {1}, which is not connected.")
        return words.format(wording.file_name(hit), hit.drive or translate("desktop", "a drive"))
    if not Path(hit.path).exists():
        words = translate("desktop", "{0} is no longer where it was. Add its folder again to bring it up to date.")
        return words.format(wording.file_name(hit))
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
