"""What would have been expected: the baseline and its forecast."""
