"""Tables: rows, blocks, columns and what they are called."""
