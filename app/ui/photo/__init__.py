"""One photo: the preview pane, what is known of it and why it was found."""
