"""The terminal: talk, progress, signals, tables."""
