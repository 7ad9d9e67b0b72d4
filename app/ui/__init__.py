"""The window: shows what the other rooms know, and asks them for more. The only room that imports PySide6.

Nothing slow runs on the GUI thread (see `tasks`), and no widget decides what a search or an index run means:
`session` talks to the other rooms, `searching` and `indexing_run` hold what is going on, widgets show it.
"""
