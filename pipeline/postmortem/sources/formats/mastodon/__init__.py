"""The exports of Mastodon."""
