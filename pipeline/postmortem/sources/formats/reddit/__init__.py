"""The exports and dumps of Reddit."""
