"""Telegram, as its desktop program exports it."""
