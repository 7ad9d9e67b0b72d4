"""From the first start to the second: photos are dropped, found, looked at, corrected, thrown away and brought back."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from journey_person import PATIENCE, Person, person_at
from journey_screen import Screen, virtual_screen
from test_first_window import FILE_SOURCE, SOURCE_CORNER, SOURCE_TITLE, photos_in, program

from app.library import Library
from installer.system_packages import missing_window_libraries

missing = ["Xvfb"] if shutil.which("Xvfb") is None else []
missing += missing_window_libraries(on_x11=True)
pytestmark = pytest.mark.skipif(
    bool(missing) or not sys.platform.startswith("linux"),
    reason=f"needs a virtual screen and Qt's X11 libraries; missing: {', '.join(missing) or 'Linux'}",
)

PREVIEW_WITHIN = 1.0  # seconds, before a person would click again
SIMILAR = "Find similar: same subject"
CAPTION = "our bucket and spade holiday"


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    with virtual_screen(tmp_path) as made:
        yield made


def search(person: Person, text: str) -> None:
    person.use(person_title(person))
    person.screen.press("Ctrl+F")
    person.screen.type(text)
    person.screen.press("Return")
    person.use(f'Search Results for "{text}"')


def choose(person: Person, name: str, told: str) -> None:
    """Clicks a photo until the preview tells of it: the answer to an earlier search may have stood there."""

    def chosen() -> bool:
        person.click(name)
        time.sleep(PREVIEW_WITHIN)
        return person.where(told) is not None

    person.screen.wait_for(f"“{told}” in the preview", chosen, PATIENCE)


def person_title(person: Person) -> str:
    """The title that the main window has now."""
    titles = [title for title in person.screen.windows() if title.endswith("Snowline")]
    assert len(titles) == 1, titles
    return titles[0]


def caption_of(library: Path, name: str) -> str | None:
    with Library.open(library) as opened:
        rows = [row for row in opened.photos_by_slots(range(20)) if row.name == name]
        return rows[0].caption.text if rows and rows[0].caption else None


@pytest.mark.timeout(900)
def test_from_the_first_start_to_the_second(screen: Screen, photos: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    with person_at(screen, library) as person:
        first_start(person, photos, library)
        find_and_refine(person)
        similar_and_back(person)
        look_and_correct(person, library)
        throw_away_and_bring_back(person, photos)
        said = person.leave()
    assert said == ""
    with person_at(screen, library) as person:
        find_again(person, photos)
        said = person.leave()
    assert said == ""


def first_start(person: Person, photos: Path, library: Path) -> None:
    """An empty window invites; a folder is dropped on it; what that costs is told; the photos come."""
    screen = person.screen
    person.see("Choose a folder…")
    x, y = SOURCE_CORNER
    with program(screen, str(FILE_SOURCE), SOURCE_TITLE, str(photos), str(x), str(y)):
        screen.wait_for("the files", lambda: SOURCE_TITLE in screen.windows(), PATIENCE)
        seen = screen.windows()
        screen.drag(seen[SOURCE_TITLE].middle, seen[person_title(person)].middle)
        person.click("Describe them now")
    person.gone("Describe them now")
    screen.wait_for("the photos to be described", lambda: photos_in(library) == 6, PATIENCE)


def find_and_refine(person: Person) -> None:
    """What is found is narrowed down with the panel, and widened again."""
    screen = person.screen
    search(person, "beach")
    person.see("beach large.jpg")
    person.see("beach.png")
    screen.press("Ctrl+Shift+F")
    person.click("PNG")
    person.gone("beach large.jpg")
    person.see("beach.png")
    person.click("PNG")
    person.see("beach large.jpg")
    screen.press("Ctrl+Shift+F")


def similar_and_back(person: Person) -> None:
    """The menu of a photo leads to others like it, and Back leads back."""
    screen = person.screen
    choose(person, "beach large.jpg", "Correct the caption")
    person.open_menu(SIMILAR)
    person.click(SIMILAR)
    person.use('Photos similar to "beach large.jpg"')
    person.see("beach.png")
    screen.press("Alt+Left")
    person.use('Search Results for "beach"')


def look_and_correct(person: Person, library: Path) -> None:
    """The photo fills the screen and goes again; its caption is corrected where it stands."""
    screen = person.screen
    choose(person, "beach large.jpg", "Correct the caption")
    before = set(screen.windows())
    screen.press("Space")
    screen.wait_for("the photo on the whole screen", lambda: len(set(screen.windows()) - before) == 1, PATIENCE)
    screen.focus(screen.windows()[next(iter(set(screen.windows()) - before))].window)
    screen.press("Escape")
    screen.wait_for("the viewer to close", lambda: set(screen.windows()) <= before, PATIENCE)
    person.use('Search Results for "beach"')
    person.click("Correct the caption")
    person.see("Caption")
    screen.type(CAPTION)
    screen.press("Return")
    screen.wait_for("the caption to be kept", lambda: caption_of(library, "beach large.jpg") == CAPTION, PATIENCE)
    search(person, "spade")
    person.see("beach large.jpg")


def throw_away_and_bring_back(person: Person, photos: Path) -> None:
    screen = person.screen
    photo = photos / "beach large.jpg"
    choose(person, "beach large.jpg", CAPTION)
    screen.press("Delete")
    screen.wait_for("the file to be in the trash", lambda: not photo.exists(), PATIENCE)
    person.gone("beach large.jpg")
    screen.press("Ctrl+Z")
    screen.wait_for("the file to be back", photo.exists, PATIENCE)
    person.see("beach large.jpg")


def find_again(person: Person, photos: Path) -> None:
    """The next start goes on where the last one ended, and nothing is lost."""
    person.use('Search Results for "spade"')
    person.see("beach large.jpg")
    search(person, "beach")
    person.see("beach.png")
    assert (photos / "beach large.jpg").exists()
