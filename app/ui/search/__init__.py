"""What is searched for: the bar with chips, completion and pictures, where the person has been, the answer's heading."""
