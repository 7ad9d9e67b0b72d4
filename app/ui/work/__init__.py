"""What goes on in the background: indexing and watching, and the status line that tells of it."""
