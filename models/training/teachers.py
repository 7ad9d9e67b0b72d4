"""What the teachers say about every photo: its scene, and the objects present.

The teachers' files are read here and nowhere else; only their answers go into the training.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime as ort

from models.training.data import load_pixels

BATCH = 16
YOLOX_SIDE = 416


def session(path: Path, threads: int = 1) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def places(shared: Path, work: Path) -> None:
    """`places_prob.npy` [N, 365] and `places_features.npy` [N, 512] by the SqueezeNet scene teacher."""
    model = session(shared / "weights" / "squeezenet_places365" / "squeezenet_places365.onnx")
    pixels = load_pixels(work)
    prob, features = [], []
    for start in range(0, len(pixels), BATCH):
        batch = pixels[start : start + BATCH].transpose(0, 3, 1, 2).astype(np.float32)
        p, f = model.run(None, {"input": batch})
        prob.append(p)
        features.append(f)
    np.save(work / "places_prob.npy", np.concatenate(prob).astype(np.float32))
    np.save(work / "places_features.npy", np.concatenate(features).astype(np.float16))


def presence(shared: Path, work: Path) -> None:
    """`presence.npy` [N, 80]: for each COCO class the best objectness x class score of any YOLOX anchor."""
    model = session(shared / "weights" / "yolox_nano" / "yolox_nano.onnx")
    pixels = load_pixels(work)
    rows = np.zeros((len(pixels), 80), np.float32)
    scale = np.arange(YOLOX_SIDE) * pixels.shape[1] / YOLOX_SIDE
    index = np.clip(scale.astype(int), 0, pixels.shape[1] - 1)
    for i in range(len(pixels)):
        picture = pixels[i][index][:, index][:, :, ::-1].transpose(2, 0, 1)[None].astype(np.float32)
        (output,) = model.run(None, {"images": picture})
        rows[i] = (output[0, :, 4:5] * output[0, :, 5:]).max(axis=0)
    np.save(work / "presence.npy", rows)
