"""From a typed query to ranked, explained hits. Reads the library, the vector files and the text side of a pack;
writes nothing, and never fails on what a person types.
"""
