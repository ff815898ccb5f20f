"""The exports of YouTube."""
