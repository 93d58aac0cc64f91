"""Data of the book."""
