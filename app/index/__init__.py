"""Nearest neighbours: the vector files (the truth) and whatever finds rows in them. Knows slots, not photos."""
