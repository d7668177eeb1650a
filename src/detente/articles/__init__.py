"""Articles: splits a page into its articles, cleans and dates them, gives each block a role, deletes nothing.

    html, dump -> blocks -> split -> roles -> build          rows, live beside them

It reads no files and no clock, resolves no names and codes no events. Text that cannot be placed stays
``unassigned``: a missed paragraph is better than another article's words in this one.
"""

from __future__ import annotations

from detente.articles.page import split_page
from detente.articles.sentences import split_sentences

__all__ = ["split_page", "split_sentences"]
