"""The way down and back: the gap, its curve, and when it crosses."""
