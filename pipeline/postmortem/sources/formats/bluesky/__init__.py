"""The exports of Bluesky."""
