"""Reading pictures: identity, formats, decoding, metadata, thumbnails. The only room that imports Pillow.

Every file here comes from strangers: whatever is wrong with one ends as `domain.Unreadable` with a reason a person
understands, never as another exception. Nothing in this room knows of libraries, models or windows.
"""
