"""The commands. What a person or a program reads on stdout and stderr is decided here, and nowhere below.

Importing this room, and `--help`, must stay quick: nothing here imports another room or a heavy library at the top of
a module; each command imports what it needs when it runs. The window is never imported.
"""
