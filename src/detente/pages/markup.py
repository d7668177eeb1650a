"""XML of strangers, read safely: no entities, no network, bounded depth; what is broken is mended or left."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

# Both are needed to define an entity; no list of pages or feeds has a use for one. Without "<" in between no
# stretch of text is looked through twice.
DEFINES = re.compile(r"<!DOCTYPE[^<>]*\[")
ENTITY = "<!ENTITY"


class MarkupError(ValueError):
    """XML that is not read; its text says why."""


def refuse_entities(text: str) -> None:
    """Raise `MarkupError` where a text defines entities: they are how small files grow large.

    >>> refuse_entities('<!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>')
    Traceback (most recent call last):
    detente.pages.markup.MarkupError: XML that defines entities is refused
    """
    if ENTITY in text and DEFINES.search(text):
        raise MarkupError("XML that defines entities is refused")


def elements(text: str, *names: str) -> Iterator[tuple[str, etree._Element]]:
    """Yield (local name, element) for the elements of these names, ends first; each is emptied afterwards.

    >>> [(name, found.text) for name, found in elements("<a xmlns='x'><b>1</b><b>2", "b")]
    [('b', '1'), ('b', '2')]
    """
    refuse_entities(text)
    found = etree.iterparse(
        io.BytesIO(text.encode("utf-8", "replace")),
        tag=[f"{{*}}{name}" for name in names],
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
    )
    try:
        for _, element in found:
            yield local_name(element), element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise MarkupError(f"not XML that can be read: {error.msg}") from error


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace, whatever that is: strangers write any.

    >>> local_name(root_of("<a xmlns='x}y'/>"))
    'a'
    """
    return str(element.tag).rpartition("}")[2]


def root_of(text: str) -> etree._Element:
    """Return the root element of a text; `MarkupError` where it has none.

    >>> root_of("<a><b/>").tag
    'a'
    """
    refuse_entities(text)
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise MarkupError(f"not XML that can be read: {error.msg}") from error
    if root is None:
        raise MarkupError("not XML that can be read")
    return root
