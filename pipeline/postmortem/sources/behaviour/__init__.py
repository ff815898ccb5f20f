"""How the columns of a table behave: which names its posts, and which tells their time."""
