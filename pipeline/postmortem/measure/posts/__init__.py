"""Posts as arrays: bins, authors, gates."""
