"""The exports of TikTok."""
