"""One module a format, in a folder for each family."""
