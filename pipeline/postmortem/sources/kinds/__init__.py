"""What makes a row a repost, a quote or a reply, by the row and by the column."""
