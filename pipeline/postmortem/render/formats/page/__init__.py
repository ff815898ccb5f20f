"""`report.html`: the page, and the drawings it carries."""
