"""onnxruntime sessions with one policy: few threads, no spinning, no growing arena."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.domain import PackError

if TYPE_CHECKING:
    import onnxruntime

ERRORS_ONLY = 3  # onnxruntime's log severity


def open_session(path: Path, *, threads: int) -> onnxruntime.InferenceSession:
    """A CPU session. Without an arena, memory used for one large batch goes back to the system.

    Raises `PackError` when onnxruntime cannot read the file.
    """
    import onnxruntime  # 10 MB that a search with the static table has no use for

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = ERRORS_ONLY
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises its own unrelated exception types
        raise PackError(f"The model {path} cannot be loaded: {error}") from error
