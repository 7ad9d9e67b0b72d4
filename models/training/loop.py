"""The loop that all stages share: warm-up and cosine schedule, weight averaging, log, resumable checkpoints."""

from __future__ import annotations

import csv
import math
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

SAVE_EVERY = 50
LOG_EVERY = 10
CLIP_NORM = 5.0
FIRST_DECAY = 10


class Average:
    """Exponential moving average of a module's parameters (Polyak averaging)."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.model, self.decay, self.steps = model, decay, 0
        self.shadow = {k: v.detach().clone() for k, v in model.state_dict().items()}

    def update(self) -> None:
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (FIRST_DECAY + self.steps))
        for k, v in self.model.state_dict().items():
            if v.dtype.is_floating_point:
                self.shadow[k].lerp_(v.detach(), 1 - decay)

    def apply(self) -> None:
        self.model.load_state_dict(self.shadow)


def rate_at(step: int, steps: int, warm_up: int) -> float:
    """Share of the full learning rate at a step."""
    if step < warm_up:
        return (step + 1) / warm_up
    return 0.5 * (1 + math.cos(math.pi * (step - warm_up) / max(1, steps - warm_up)))


def train(
    model: nn.Module,
    groups: Sequence[dict[str, object]],
    losses_of: Callable[[int], dict[str, Tensor]],
    *,
    steps: int,
    folder: Path,
    name: str,
    warm_up: int = 30,
    decay: float = 0.99,
    weight_decay: float = 0.01,
) -> None:
    """Minimise the sum of `losses_of(step)`; ends with the averaged weights in `model` and in `<name>.pt`.

    Interrupted, it goes on from `<name>.checkpoint.pt`. The curve is kept in `<name>.csv`.
    """
    done = folder / f"{name}.pt"
    if done.exists():
        model.load_state_dict(torch.load(done))
        return
    optimiser = torch.optim.AdamW(groups, weight_decay=weight_decay, betas=(0.9, 0.98))
    base = [group["lr"] for group in optimiser.param_groups]
    average = Average(model, decay)
    checkpoint, start = folder / f"{name}.checkpoint.pt", 0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        average.shadow, average.steps, start = state["average"], state["step"], state["step"]
    began = time.time()
    with open(folder / f"{name}.csv", "a" if start else "w", newline="", encoding="utf-8") as log:
        writer = csv.writer(log)
        for step in range(start, steps):
            torch.manual_seed(step)
            for group, rate in zip(optimiser.param_groups, base, strict=True):
                group["lr"] = rate * rate_at(step, steps, warm_up)
            losses = losses_of(step)
            optimiser.zero_grad(set_to_none=True)
            sum(losses.values()).backward()  # type: ignore[union-attr]
            nn.utils.clip_grad_norm_([p for g in optimiser.param_groups for p in g["params"]], CLIP_NORM)
            optimiser.step()
            average.update()
            if step % LOG_EVERY == 0:
                if step == start:
                    writer.writerow(["step", "seconds", *losses])
                writer.writerow([step, round(time.time() - began, 1), *(f"{x.item():.4f}" for x in losses.values())])
                log.flush()
            if (step + 1) % SAVE_EVERY == 0:
                state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "average": average.shadow}
                torch.save({**state, "step": step + 1}, checkpoint.with_suffix(".tmp"))
                os.replace(checkpoint.with_suffix(".tmp"), checkpoint)
    average.apply()
    torch.save(model.state_dict(), done)
    checkpoint.unlink(missing_ok=True)
