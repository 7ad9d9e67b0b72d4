"""The manifest of a pack: what it is, how its input must look, and the checksum of every file.

A pack is loaded only when each file it needs is the one that the manifest names.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.domain import INPUT_SIDE, VECTOR_DIMS, PackError

MANIFEST_NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True)
class PackFile:
    """Size in bytes and SHA-256 of one file of a pack."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`manifest.json` of a pack, checked."""

    name: str
    version: str
    dims: int
    licence: str
    preprocessing: dict[str, Any]
    files: dict[str, PackFile]
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def generation(self) -> str:
        """The name under which this pack's vectors are kept."""
        return f"{self.name}-{self.version}"


def read_manifest(folder: Path) -> Manifest:
    """The manifest in `folder`; `PackError` when it is missing, damaged, or made for another Snowline."""
    path = folder / MANIFEST_NAME
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PackError(f"No model pack in {folder}: {MANIFEST_NAME} is missing. Reinstall Snowline.") from None
    except (OSError, ValueError) as error:
        raise PackError(f"The model pack in {folder} is damaged: {path.name} cannot be read ({error}).") from error
    try:
        if raw["format"] != FORMAT:
            raise PackError(
                f"The model pack in {folder} has format {raw['format']}; this Snowline reads format {FORMAT}. "
                "Update Snowline, or use a pack made for it."
            )
        manifest = Manifest(
            name=str(raw["name"]), version=str(raw["version"]), dims=int(raw["dims"]), licence=str(raw["licence"]),
            preprocessing=dict(raw["preprocessing"]),
            files={str(k): PackFile(int(v["size"]), str(v["sha256"])) for k, v in raw["files"].items()},
            settings=dict(raw.get("settings", {})),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PackError(f"The model pack in {folder} is damaged: {MANIFEST_NAME} lacks {error}.") from error
    if manifest.dims != VECTOR_DIMS or manifest.preprocessing.get("side") != INPUT_SIDE:
        raise PackError(
            f"The model pack {manifest.generation} in {folder} makes vectors of {manifest.dims} numbers from "
            f"{manifest.preprocessing.get('side')} px pictures; Snowline needs {VECTOR_DIMS} from {INPUT_SIDE} px."
        )
    return manifest


def verify(folder: Path, manifest: Manifest, names: list[str]) -> None:
    """Check size and SHA-256 of the named files; `PackError` names the first that is missing or altered."""
    for name in names:
        expected = manifest.files.get(name)
        if expected is None:
            raise PackError(f"The model pack {manifest.generation} in {folder} lists no {name}. Reinstall Snowline.")
        path = folder / name
        try:
            with open(path, "rb") as stream:
                size = path.stat().st_size
                digest = hashlib.file_digest(stream, "sha256").hexdigest() if size == expected.size else ""
        except OSError as error:
            raise PackError(f"The model pack in {folder} is damaged: {name} cannot be read ({error}).") from error
        if digest != expected.sha256:
            what = f"has {size} bytes instead of {expected.size}" if size != expected.size else "has other contents"
            raise PackError(f"The model pack in {folder} is damaged: {name} {what}. Reinstall Snowline.")


def file_entry(path: Path) -> dict[str, Any]:
    """The manifest entry of a file, for the makers of packs."""
    with open(path, "rb") as stream:
        return {"size": path.stat().st_size, "sha256": hashlib.file_digest(stream, "sha256").hexdigest()}
