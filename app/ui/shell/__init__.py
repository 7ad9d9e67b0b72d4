"""What surrounds the window: one per library, the tray, notifications, the last question, and what went wrong."""
