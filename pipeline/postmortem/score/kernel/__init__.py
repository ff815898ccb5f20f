"""VADER's rules, in Python and in C, and the columns of text they read."""
