"""The language room: what a text says, read by rules and word lists. No model, no file and no library may be used here."""
