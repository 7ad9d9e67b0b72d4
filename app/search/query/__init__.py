"""What a person typed, understood: a tree of words and filters, the chips that show how it was read, and completion."""
