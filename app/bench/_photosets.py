"""The labelled and captioned photos that measurements are made on, and who may see which of them.

Splits are a pure function of the file name, so that anyone can repeat them: `dev` (Flickr8k's own) and `held`
(labelled sets) report figures and are never trained on; `tune` chooses between settings; the rest is `train`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

LABELLED_SETS = ("caltech101", "flowers", "scenes6", "imagenette", "catsdogs")
HELD_PERCENT = 15
TUNE_PERCENT = 4
# ImageNet class numbers of Imagenette's ten folders.
IMAGENETTE_CLASSES = {
    "tench": 0, "english_springer": 217, "cassette_player": 482, "chain_saw": 491, "church": 497, "french_horn": 566,
    "garbage_truck": 569, "gas_pump": 571, "golf_ball": 574, "parachute": 701,
}  # fmt: skip

SET_NAMES: dict[str, str] = {
    "airplanes": "airplane", "background_google": "", "brontosaurus": "dinosaur", "car_side": "car",
    "cellphone": "cell phone", "cougar_body": "cougar", "cougar_face": "cougar face",
    "crocodile_head": "crocodile head", "faces": "face", "faces_easy": "portrait face",
    "flamingo_head": "flamingo head",
    "garfield": "Garfield cartoon", "hawksbill": "sea turtle", "inline_skate": "inline skate",
    "joshua_tree": "Joshua tree",
    "ketch": "sailing ship", "leopards": "leopard", "motorbikes": "motorcycle", "rhino": "rhinoceros",
    "sea_horse": "seahorse", "snoopy": "Snoopy cartoon", "water_lilly": "water lily", "windsor_chair": "Windsor chair",
    "wild_cat": "wildcat", "yin_yang": "yin yang symbol", "euphonium": "euphonium horn", "okapi": "okapi",
    "roses": "rose", "sunflowers": "sunflower", "tulips": "tulip", "cats": "cat", "dogs": "dog", "sea": "sea",
    "buildings": "buildings", "english_springer": "English springer spaniel", "nautilus": "chambered nautilus",
    "lobster": "lobster", "beaver": "beaver", "hedgehog": "hedgehog", "pigeon": "pigeon", "buddha": "Buddha statue",
}  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """One photo; `path` is below the data folder, `label` is empty for Flickr8k, `captions` for the labelled sets."""

    source: str
    path: str
    label: str
    split: str
    captions: tuple[str, ...]

    @property
    def name(self) -> str:
        """The everyday name of the label; empty where there is none."""
        return everyday_name(self.label)


def everyday_name(label: str) -> str:
    """What a photo set's folder shows, in everyday English; empty where the folder names nothing (background)."""
    return SET_NAMES.get(label, label.replace("_", " "))


def percentile_of(name: str) -> int:
    """A stable number from 0 to 99 for a name (SHA-1, first four bytes)."""
    return int.from_bytes(hashlib.sha1(name.encode()).digest()[:4], "big") % 100


def split_of_labelled(source: str, label: str, file_name: str) -> str:
    number = percentile_of(f"{source}/{label}/{file_name}")
    if number < HELD_PERCENT:
        return "held"
    return "tune" if number < HELD_PERCENT + TUNE_PERCENT else "train"


def list_samples(shared: Path) -> list[Sample]:
    """Every photo below `shared`/data that carries a caption or a label, in a fixed order."""
    samples: list[Sample] = []
    flickr = shared / "data" / "flickr8k"
    for row in json.loads((flickr / "captions.json").read_text(encoding="utf-8")):
        split = row["split"]
        if split == "train" and percentile_of(f"flickr8k/{row['file']}") < TUNE_PERCENT:
            split = "tune"
        samples.append(
            Sample("flickr8k", f"flickr8k/images/{row['file']}", "", split, tuple(c.strip() for c in row["captions"]))
        )
    for source in LABELLED_SETS:
        for path in sorted((shared / "data" / source).glob("*/*.*")):
            label = path.parent.name
            samples.append(
                Sample(source, f"{source}/{label}/{path.name}", label, split_of_labelled(source, label, path.name), ())
            )
    return samples


def names_of(samples: list[Sample], source: str) -> list[str]:
    """The everyday names of one set's labels, sorted."""
    return sorted({s.name for s in samples if s.source == source} - {""})
