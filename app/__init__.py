"""Snowline: find photos by what is in them, on your own machine."""

import os

__version__ = "0.1.0"

# onnxruntime would make a device id and send events to its maker; nothing leaves this machine.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
