"""Sphinx extension: the book's citation style, by author and year, or by what an unsigned text is."""

from pybtex.plugin import register_plugin
from pybtex.style.formatting.unsrt import Style as UnsrtStyle
from pybtex.style.labels import BaseLabelStyle


def label(entry):
    """``Deb 2017``, ``Kingma and Ba 2015``, ``Rumelhart et al. 1986``; the ``shorthand`` of a text without author."""
    names = [" ".join(person.prelast_names + person.last_names) for person in entry.persons.get("author", [])]
    if not names:
        return entry.fields["shorthand"]
    author = " and ".join(names) if len(names) < 3 else f"{names[0]} et al."
    return f"{author} {entry.fields['year']}"


class Labels(BaseLabelStyle):
    def format_labels(self, sorted_entries):
        return map(label, sorted_entries)


class Style(UnsrtStyle):
    default_label_style = Labels
    default_sorting_style = "author_year_title"


def setup(app):
    register_plugin("pybtex.style.formatting", "book", Style)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
