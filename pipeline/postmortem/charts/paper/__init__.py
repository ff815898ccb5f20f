"""The sheet: sizes, colours, letters, and where words stand."""
