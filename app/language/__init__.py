"""The language room: what a text says, read by rules and word lists.

No model, no file, no network and no library may be used here; the same text always gives the same answer.
"""
