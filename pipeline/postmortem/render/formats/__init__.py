"""How each format writes it."""
