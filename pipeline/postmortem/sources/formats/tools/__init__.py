"""Tools that export the comments below a post, from several sites."""
