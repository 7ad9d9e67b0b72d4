"""The photos of an answer as a list or a grid, and what a person does with them."""
