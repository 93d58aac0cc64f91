"""The widgets of the book: an explorer, a question and a figure with sliders."""
