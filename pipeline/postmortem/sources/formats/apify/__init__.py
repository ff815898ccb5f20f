"""Data sets of the actors of Apify."""
