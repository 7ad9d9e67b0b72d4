"""Calibration on data held out for it (`tune`): tag temperatures, the reliability table, caption confidence."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
TEMPERATURES = np.exp(np.linspace(np.log(0.4), np.log(3.0), 61))
NEWTON_STEPS = 50


def softmax(x: np.ndarray) -> np.ndarray:
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(x, -40, 40)))


def best_temperature(loss: Callable[[float], float]) -> float:
    """The temperature of the smallest loss (Guo et al. 2017)."""
    return float(min(TEMPERATURES, key=lambda t: loss(float(t))))


def softmax_temperature(logits: np.ndarray, targets: np.ndarray) -> float:
    """targets: class probabilities [n, classes] (one-hot, or a teacher's)."""
    return best_temperature(lambda t: float(-(targets * np.log(softmax(logits / t) + 1e-9)).sum(-1).mean()))


def sigmoid_temperature(logits: np.ndarray, targets: np.ndarray, weights: np.ndarray) -> float:
    def loss(t: float) -> float:
        p = np.clip(sigmoid(logits / t), 1e-7, 1 - 1e-7)
        return float(-(weights * (targets * np.log(p) + (1 - targets) * np.log(1 - p))).sum())

    return best_temperature(loss)


def reliability(p: np.ndarray, truth: np.ndarray) -> list[dict[str, float]]:
    """For each tenth of probability: how many tags, their mean probability, and the share that was right."""
    rows = []
    for low, high in pairwise(BINS):
        inside = (p >= low) & ((p < high) | (high == 1.0))
        if inside.any():
            rows.append({"from": low, "count": int(inside.sum()), "said": round(float(p[inside].mean()), 3),
                         "right": round(float(truth[inside].mean()), 3)})  # fmt: skip
    return rows


def logistic(features: np.ndarray, truth: np.ndarray, ridge: float = 1e-2) -> np.ndarray:
    """Weights [1 + k] (bias first) of a logistic regression by Newton's method."""
    x = np.concatenate([np.ones((len(features), 1)), features], 1)
    w = np.zeros(x.shape[1])
    for _ in range(NEWTON_STEPS):
        p = sigmoid(x @ w)
        gradient = x.T @ (p - truth) + ridge * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w))
        w = w - np.linalg.solve(hessian, gradient)
    return w
