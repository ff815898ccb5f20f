"""The exports of X, once Twitter."""
