"""Sphinx extension: the book's citation style, which calls the five documents by their numbers."""

from pybtex.plugin import register_plugin
from pybtex.style.formatting.unsrt import Style as UnsrtStyle
from pybtex.style.labels.alpha import LabelStyle as AlphaLabels
from pybtex.style.sorting.author_year_title import SortingStyle as AuthorYearTitle


def is_document(entry):
    return entry.key.startswith("document")


class Labels(AlphaLabels):
    """``Document 002`` for a document, ``Maz15`` for the rest."""

    def format_labels(self, sorted_entries):
        for entry, label in zip(
            sorted_entries, super().format_labels(sorted_entries), strict=True
        ):
            yield f"Document {entry.key[-3:]}" if is_document(entry) else label


class Sorting(AuthorYearTitle):
    """The documents first, by number, then the rest by author."""

    def sorting_key(self, entry):
        return (0, entry.key) if is_document(entry) else (1, super().sorting_key(entry))


class Style(UnsrtStyle):
    default_label_style = Labels
    default_sorting_style = Sorting


def setup(app):
    register_plugin("pybtex.style.formatting", "book", Style)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
