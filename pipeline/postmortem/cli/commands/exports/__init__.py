"""Exports: which can be read, what one looks like, and into the store."""
