"""From trained weights to the ONNX files of a pack, quantised to int8."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_dynamic,
    quantize_static,
)  # fmt: skip
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from torch.nn import functional as F

from models.training.captioner import (
    BEGIN,
    END,
    HEADS,
    LAYERS,
    PAD,
    UNKNOWN,
    VECTOR_TOKENS,
    WIDTH,
    Decoder,
    DecoderLayer,
)
from models.training.data import SIDE, load_pixels, load_samples
from models.training.joint import Model
from models.training.network import DIMS, load_lite0
from models.training.text import StaticTable

OPSET = 17
CALIBRATION_PHOTOS = 240
CALIBRATION_BATCH = 8
CALIBRATION_PERCENTILE = 99.995
# Convolutions kept in float: the first six, whose channels differ most in range once batch norm is folded in, the
# depthwise ones of the first blocks, and the attention. Chosen on `tune`: the cosine to the float vectors rises from
# 0.84 (all in int8, ranges by minimum and maximum) to 0.99, for a tenth more time.
FLOAT_FIRST, FLOAT_DEPTHWISE = 6, 14
CANDIDATES = 12  # next words the step offers: twice the beam, and some that may be forbidden


def rows_to_int8(table: Tensor) -> tuple[Tensor, Tensor]:
    """int8 rows and one float scale a row."""
    scale = table.abs().amax(1).clamp_min(1e-8) / 127
    return torch.round(table / scale[:, None]).to(torch.int8), scale


class IntRows(nn.Module):
    """An embedding kept as int8 rows with a scale each."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        rows, scale = rows_to_int8(table.detach())
        self.register_buffer("rows", rows)
        self.register_buffer("scale", scale[:, None].clone())

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].float() * self.scale[ids]


class Vision(nn.Module):
    """uint8 [n, 224, 224, 3] to vector [n, 384], calibrated tag columns [n, T] and grid [n, 49, 320]."""

    def __init__(self, model: Model, temperatures: dict[str, float]) -> None:
        super().__init__()
        self.lower, self.upper, self.heads = load_lite0()[0], model.upper, model.heads
        self.t = temperatures

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        grid, wide = self.upper(self.lower(pixels.permute(0, 3, 1, 2).float()))
        pooled, regions = self.heads.pool(grid, wide)
        imagenet, places, coco, sets = self.heads.logits(pooled)
        plain = torch.cat([imagenet.softmax(-1), places.softmax(-1), coco.sigmoid(), sets.sigmoid()], -1)
        vector = self.heads.vector(pooled, regions, plain)
        t = self.t
        columns = torch.cat([(imagenet / t["imagenet"]).softmax(-1), (places / t["places"]).softmax(-1),
                             (coco / t["coco"]).sigmoid(), (sets / t["sets"]).sigmoid()], -1)  # fmt: skip
        return vector, columns, grid.flatten(2).transpose(1, 2)


class Photos(CalibrationDataReader):
    """Training photos for the calibration of activations, a few of every source."""

    def __init__(self, work: Path) -> None:
        samples, pixels = load_samples(work), load_pixels(work)
        train = [i for i, s in enumerate(samples) if s.split == "train"]
        chosen = np.random.default_rng(0).choice(train, CALIBRATION_PHOTOS, replace=False)
        self.batches: Iterator[dict[str, np.ndarray]] = iter(
            [{"pixels": pixels[np.sort(chosen[i : i + CALIBRATION_BATCH])]}
             for i in range(0, CALIBRATION_PHOTOS, CALIBRATION_BATCH)]
        )  # fmt: skip

    def get_next(self) -> dict[str, np.ndarray] | None:
        return next(self.batches, None)


def save_onnx(module: nn.Module, inputs: dict[str, Tensor], outputs: list[str], axes: dict, path: Path) -> None:
    torch.onnx.export(
        module.eval(), tuple(inputs.values()), path, dynamo=False, opset_version=OPSET,
        input_names=list(inputs), output_names=outputs, dynamic_axes=axes,
    )  # fmt: skip


def export_image(model: Model, temperatures: dict[str, float], work: Path, folder: Path) -> None:
    """`image.onnx` (int8, per channel) and, in `work`, `image_float.onnx` to compare it with."""
    full = work / "image_float.onnx"
    model.eval()
    every = {name: {0: "n"} for name in ("pixels", "vector", "tags", "grid")}
    module = Vision(model, temperatures)
    save_onnx(module, {"pixels": torch.zeros(1, SIDE, SIDE, 3, dtype=torch.uint8)}, ["vector", "tags", "grid"],
              every, full)  # fmt: skip
    ready = work / "image_ready.onnx"
    quant_pre_process(str(full), str(ready), skip_symbolic_shape=True)
    convolutions = [n.name for n in onnx.load(str(ready)).graph.node if n.op_type == "Conv"]
    kept = convolutions[:FLOAT_FIRST] + [n for n in convolutions[:FLOAT_DEPTHWISE] if "depthwise" in n]
    mixed = work / "image_mixed.onnx"
    quantize_static(
        str(ready), str(mixed), Photos(work), quant_format=QuantFormat.QDQ, per_channel=True,
        activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8, op_types_to_quantize=["Conv"],
        nodes_to_exclude=[*kept, convolutions[-1]], calibrate_method=CalibrationMethod.Percentile,
        extra_options={"CalibPercentile": CALIBRATION_PERCENTILE},
    )  # fmt: skip
    quantise_matrices(mixed, folder / "image.onnx")


class Text(nn.Module):
    """The transformer with its word table as int8 rows, and the matrix into the shared space."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.encoder, self.map = model.text, model.map
        self.words = IntRows(model.text.words.weight)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        e = self.encoder
        x = e.norm(self.words(ids) + e.positions[: ids.shape[1]])
        keep = mask.to(x.dtype)
        bias = (1.0 - keep)[:, None, None, :] * -10000.0
        for layer in e.layers:
            x = layer(x, bias)
        pooled = (x * keep[:, :, None]).sum(1) / keep.sum(1, keepdim=True)
        return F.normalize(self.map(F.normalize(pooled, dim=-1)), dim=-1)


def quantise_matrices(full: Path, target: Path) -> None:
    quantize_dynamic(str(full), str(target), op_types_to_quantize=["MatMul", "Gemm"], per_channel=True,
                     weight_type=QuantType.QInt8, extra_options={"MatMulConstBOnly": True})  # fmt: skip


def export_text(model: Model, tokenizer: Path, work: Path, folder: Path) -> None:
    ids = torch.ones(2, 5, dtype=torch.long)
    axes = {"ids": {0: "n", 1: "t"}, "mask": {0: "n", 1: "t"}, "vector": {0: "n"}}
    save_onnx(Text(model), {"ids": ids, "mask": ids}, ["vector"], axes, work / "text_float.onnx")
    quantise_matrices(work / "text_float.onnx", folder / "text.onnx")
    shutil.copy(tokenizer, folder / "tokenizer.json")


def export_table(table: StaticTable, folder: Path) -> None:
    """`table.npy` int8 [V, d], `table_scale.npy` float16 [V], `table_matrix.npy` float32 [d, 384]."""
    weights = table.table.weight.detach()
    rows, scale = rows_to_int8(weights / weights.norm(dim=1).median())
    np.save(folder / "table.npy", rows.numpy())
    np.save(folder / "table_scale.npy", scale.numpy().astype(np.float16))
    np.save(folder / "table_matrix.npy", table.matrix.weight.detach().T.contiguous().numpy())


class CaptionMemory(nn.Module):
    """vector [n, 384], grid [n, 49, 320] to keys and values [layers, n, heads, 53, 64] of the cross-attention."""

    def __init__(self, decoder: Decoder) -> None:
        super().__init__()
        self.d = decoder

    def forward(self, vector: Tensor, grid: Tensor) -> tuple[Tensor, Tensor]:
        memory = self.d.memory(vector - self.d.image_mean, grid)
        pairs = [layer.memory_kv(memory) for layer in self.d.layers]
        return torch.stack([k for k, _ in pairs]), torch.stack([v for _, v in pairs])


class CaptionStep(nn.Module):
    """One word further: the likeliest next words [rows, 12] with their log-probabilities, and that of the end [rows].

    The beams of a photo share its memory: they are the queries of one attention.
    """

    def __init__(self, decoder: Decoder) -> None:
        super().__init__()
        self.d, self.words = decoder, IntRows(decoder.words.weight)
        self.out = nn.Linear(WIDTH, decoder.words.num_embeddings)
        self.out.weight, self.out.bias = decoder.words.weight, decoder.bias
        never = torch.zeros(decoder.words.num_embeddings)
        never[[PAD, BEGIN, UNKNOWN]] = -1e9
        self.register_buffer("never", never)

    def cross(self, layer: DecoderLayer, x: Tensor, k: Tensor, v: Tensor) -> Tensor:
        beams = layer.query(layer.norm2(x)).reshape(k.shape[0], -1, WIDTH)
        y = layer.attend(layer.split(beams), k, v, None)
        return layer.cross_out(y).reshape(-1, 1, WIDTH)

    def forward(
        self, word: Tensor, position: Tensor, memory_k: Tensor, memory_v: Tensor, past_k: Tensor, past_v: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        x = self.words(word) * WIDTH**0.5 + self.d.positions[position]
        keys, values = [], []
        for i, layer in enumerate(self.d.layers):
            q, k, v = layer.qkv(layer.norm1(x)).chunk(3, -1)
            k = torch.cat([past_k[i], layer.split(k)], 2)
            v = torch.cat([past_v[i], layer.split(v)], 2)
            x = x + layer.out(layer.attend(layer.split(q), k, v, None))
            x = x + self.cross(layer, x, memory_k[i], memory_v[i])
            x = x + layer.down(F.gelu(layer.up(layer.norm3(x))))
            keys.append(k)
            values.append(v)
        log_p = torch.log_softmax(self.out(self.d.norm(x[:, 0])) + self.never, -1)
        best, words = log_p.topk(CANDIDATES)
        return best, words, log_p[:, END], torch.stack(keys), torch.stack(values)


def export_captioner(decoder: Decoder, vocabulary: list[str], work: Path, folder: Path) -> None:
    decoder.eval()
    tokens, width = VECTOR_TOKENS + 49, WIDTH // HEADS
    save_onnx(CaptionMemory(decoder), {"vector": torch.zeros(2, DIMS), "grid": torch.zeros(2, 49, 320)},
              ["keys", "values"], {"vector": {0: "n"}, "grid": {0: "n"}, "keys": {1: "n"}, "values": {1: "n"}},
              work / "caption_memory_float.onnx")  # fmt: skip
    inputs = {
        "word": torch.ones(6, 1, dtype=torch.long), "position": torch.tensor([3]),
        "memory_k": torch.zeros(LAYERS, 2, HEADS, tokens, width),
        "memory_v": torch.zeros(LAYERS, 2, HEADS, tokens, width),
        "past_k": torch.zeros(LAYERS, 6, HEADS, 3, width), "past_v": torch.zeros(LAYERS, 6, HEADS, 3, width),
    }  # fmt: skip
    past = {1: "rows", 3: "t"}
    axes = {"word": {0: "rows"}, "memory_k": {1: "n"}, "memory_v": {1: "n"}, "past_k": past, "past_v": past,
            "best": {0: "rows"}, "words": {0: "rows"}, "end": {0: "rows"}, "keys": past, "values": past}  # fmt: skip
    outputs = ["best", "words", "end", "keys", "values"]
    save_onnx(CaptionStep(decoder), inputs, outputs, axes, work / "caption_step_float.onnx")
    for name in ("caption_memory", "caption_step"):
        quantise_matrices(work / f"{name}_float.onnx", folder / f"{name}.onnx")
    (folder / "caption_words.json").write_text(json.dumps(vocabulary), encoding="utf-8")
