"""The filters pane: what an answer can be narrowed to, in step with the text both ways."""
