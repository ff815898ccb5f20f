"""One cell to one value: ids, times, counts."""
