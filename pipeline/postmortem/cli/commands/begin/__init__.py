"""From nothing to a first report, and whether everything is here."""
