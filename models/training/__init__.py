"""How the built-in pack was made, from photos and captions to ONNX files. Never imported by the application."""
