"""How far a brand fell, how long it took to come back, and whether the apology helped."""

__version__ = "0.1.0"
