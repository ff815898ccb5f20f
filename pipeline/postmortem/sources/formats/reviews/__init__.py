"""Reviews of apps, games, shops and employers."""
