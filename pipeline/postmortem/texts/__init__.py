"""Texts and names by the column: what is done to each, compiled where there was a compiler."""
