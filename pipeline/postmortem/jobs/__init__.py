"""What each command does: the only code that touches files, the clock and the store."""
