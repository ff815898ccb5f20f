"""Bytes to text: zips, gzipped files, workbooks, encodings."""
