"""One measurement in this process. Imports nothing that the program would not have imported at that moment."""

from __future__ import annotations

import argparse
import faulthandler
import importlib
import json
import sys
from pathlib import Path

# What is measured → the module that does, with `run(library, options) -> dict`.
MEASURED = {
    "empty": "app.ui.measuring.empty_window",
    "start": "app.ui.measuring.starting",
    "keys": "app.ui.measuring.keys",
    "scroll": "app.ui.measuring.scrolling",
    "blocks": "app.ui.measuring.blocks",
    "memory": "app.ui.measuring.holding",
    "soak": "app.ui.measuring.soak",
    "pictures": "app.ui.measuring.picturing",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m app.ui.measuring")
    parser.add_argument("what", choices=MEASURED)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--options", type=json.loads, default={}, help="JSON that the measurement understands")
    asked = parser.parse_args()
    faulthandler.enable()  # a crash tells where it was
    measured = importlib.import_module(MEASURED[asked.what]).run(asked.library, asked.options)
    sys.stdout.write(json.dumps(measured) + "\n")
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
