"""What keeps the file whole: lock, opening, errors, copies."""
