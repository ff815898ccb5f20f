"""Which language a text is in, and on whose word."""
