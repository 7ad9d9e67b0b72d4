"""Measures the window from within, as a process of its own: `python -m app.ui.measuring WHAT --library DIR`.

The program is started as people start it; a script then presses its keys and turns its wheel inside its own event loop.
What was measured goes to stdout as JSON. `bench ui` starts these processes; nothing else in the program uses them.
"""
