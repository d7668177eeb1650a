r"""Pages: gets bytes from files, folders, globs and stdin, and says where and when they came from.

It decodes (``Page.content`` is always UTF-8, NFC, lines ending in ``\n``) and bounds what it reads. It does
not look for articles, titles or dates: that is `detente.articles`. It does not fetch from the network.

>>> from detente.pages import read_pages
>>> read_pages(["no-such-file.html"])
Traceback (most recent call last):
detente.errors.SourceError: no-such-file.html: no such file or folder
"""

from __future__ import annotations

from detente.pages.read import read_pages

__all__ = ["read_pages"]
