"""The exports of Facebook, Instagram and Threads."""
