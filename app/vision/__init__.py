"""Models at work: a verified pack turns pixels into vectors, tags and captions, and texts into vectors.

Only this room imports onnxruntime, tokenizers and the optional reader of text. It reads no image file and knows no
catalogue.
"""
