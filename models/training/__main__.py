"""`python -m models.training STAGE`: one command a stage; each keeps its result and does nothing where it is there."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import torch

from models.training import assemble, captioner, data, joint, measure, polish, static, teachers, text, texts, views

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
VERSION = "1.0.0"


def _teachers(shared: Path, work: Path) -> None:
    for ask in (teachers.places, teachers.presence):
        ask(shared, work)


def _joint(shared: Path, work: Path) -> None:
    model = joint.run(shared, work)
    print(measure.report(model, work, data.load_samples(work), "tune", "tune"))


def _polish(shared: Path, work: Path) -> None:
    model = polish.run(shared, work)
    print(measure.report(model, work, data.load_samples(work), "tune", "tune"))


def _static(shared: Path, work: Path) -> None:
    static.run(work, polish.run(shared, work))


def _captioner(shared: Path, work: Path) -> None:
    captioner.run(shared, work, polish.run(shared, work))


def _assemble(shared: Path, work: Path) -> None:
    model = polish.run(shared, work)
    decoder, spoken = captioner.run(shared, work, model)
    assemble.run(shared, work, PROJECT / "models" / "compact", model, static.run(work, model), decoder, spoken, VERSION)


STAGES: dict[str, tuple[str, str, Callable[[Path, Path], object]]] = {
    "prepare": ("photos.npy", "decode every photo once", data.prepare),
    "teachers": ("presence.npy", "ask the scene and detector teachers", _teachers),
    "texts": ("texts.json", "gather texts and ask the text teacher", texts.encode),
    "views": ("views.json", "augmented views through the frozen layers", lambda shared, work: views.cache(work)),
    "text": ("text.pt", "distil the text transformer", lambda shared, work: text.student(work)),
    "joint": ("joint.pt", "train vision and text together", _joint),
    "polish": ("polish.pt", "train the heads further on kept features", _polish),
    "static": ("static.pt", "distil the static token table", _static),
    "captioner": ("captioner_last.pt", "train the captioner", _captioner),
    "assemble": ("", "calibrate, export and quantise into models/compact", _assemble),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m models.training", description=__doc__)
    parser.add_argument("stage", choices=[*STAGES, "all"], help="; ".join(f"{k}: {v[1]}" for k, v in STAGES.items()))
    parser.add_argument("--shared", type=Path, default=PROJECT.parent / "shared", help="photos, captions and teachers")
    parser.add_argument("--work", type=Path, default=HERE / "work", help="where intermediate results are kept")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.work.mkdir(parents=True, exist_ok=True)
    for name in STAGES if args.stage == "all" else [args.stage]:
        result, what, run = STAGES[name]
        if result and (args.work / result).exists():
            print(f"{name}: {result} is there already")
            continue
        print(f"{name}: {what} ...", flush=True)
        start = time.time()
        run(args.shared, args.work)
        print(f"{name}: {time.time() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
