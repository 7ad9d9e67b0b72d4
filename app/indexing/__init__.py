"""From a folder to a searchable library: scan, worker processes, one writer. Shows nothing, asks nothing.

Pictures are opened and models run in worker processes only; a hostile file may kill one of those, never this one.

Where to look:

a run             pipeline, scan, survey, ties, supply, settling, patience, retry, sidecars, ledger, pairs, pace
its workers       crew, worker, workshop, pack_workshop, messages, memory, priority, known_files
steering it       control, wishes, background
what follows      finish, placing, copies, segments, derive, associate, quietly, reading, upkeep
packs             generations, reembed, compaction
watching          keeper, watch, dirty, watch_state
whole libraries   doctor, export
"""
