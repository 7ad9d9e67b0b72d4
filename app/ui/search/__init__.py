"""What is searched for: the bar with chips, completion and pictures, where one has been, the heading of the answer."""
