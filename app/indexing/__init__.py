"""From a folder to a searchable library: scan, worker processes, one writer. Shows nothing, asks nothing.

Pictures are opened and models run in worker processes only; a hostile file may kill one of those, never this one.
"""
