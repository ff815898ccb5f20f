"""JSON: documents, lines and their items."""
