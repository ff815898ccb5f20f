"""Weibo, as crawlers keep it."""
