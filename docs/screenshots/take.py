"""Takes the pictures of this folder anew: `python docs/screenshots/take.py`. Needs Xvfb; shows the sample pictures."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
sys.path.insert(0, str(PROJECT))

from app.bench._ui_process import Stage, virtual_display  # noqa: E402
from app.paths import sample_photos  # noqa: E402

SECONDS = 300.0
FIRST, LATEST = 1_230_000_000, 1_700_000_000  # the dates of the files, spread over the years between
MOUNTAINS, WATER = "snow on mountains", "boats on the water"
STATES = {
    "light": [
        {"name": "list", "query": MOUNTAINS, "row": 1, "sidebar": True},
        {"name": "filters", "query": WATER, "row": 1, "filters": True},
        {"name": "viewer", "query": MOUNTAINS, "row": 1, "viewer": True},
        {"name": "settings", "query": MOUNTAINS, "settings": "performance"},
    ],
    "dark": [{"name": "thumbnails-dark", "query": "flowers OR snow OR food", "grid": True, "row": 1}],
    "german": [{"name": "german", "query": MOUNTAINS, "row": 1, "sidebar": True}],
}
SETTINGS = {
    "light": {"theme": "light", "interface_language": "en"},
    "dark": {"theme": "dark", "interface_language": "en"},
    "german": {"theme": "light", "interface_language": "de"},
}


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="snowline-") as folder, virtual_display() as display:
        if display is None:
            sys.stderr.write("There is no Xvfb here.\n")
            return 1
        place = Path(folder)
        photos = place / "Pictures"
        photos.mkdir()
        samples = sorted(sample_photos().glob("*.jpg"))
        for number, sample in enumerate(samples):
            date = FIRST + (LATEST - FIRST) * number // len(samples)
            os.utime(shutil.copy(sample, photos / sample.name), (date, date))
        stage = Stage(place / "stage", display)
        asked = {"folder": str(HERE)}
        first = [{"name": "first-start"}, {"name": "cost-preview", "add": str(photos)}]
        stage.measure(
            "pictures", place / "none", {**asked, "states": first}, seconds=SECONDS, settings=SETTINGS["light"]
        )
        library = place / "library"
        subprocess.run(
            [sys.executable, str(PROJECT / "main.py"), "index", str(photos), "--library", str(library)], check=True
        )
        for name, states in STATES.items():
            found = stage.measure(
                "pictures", library, {**asked, "states": states}, seconds=SECONDS, settings=SETTINGS[name]
            )
            for complaint in found["complaints"]:
                sys.stderr.write(f"{name}: {complaint}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
