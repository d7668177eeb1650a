"""Charts for a page: drawn by `detente.answers.charts`, then made to fit a strict and readable page.

Links are turned to this server, each mark gets the words a pointer shows, unknown stretches are hatched, and
colours are left to the style sheet where the chart stands inside a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from detente.answers.charts import UNKNOWN_COLOUR, to_svg
from detente.serve.addresses import page_url

if TYPE_CHECKING:
    from detente.answers import PairAnswer
    from detente.relations.series import Unit

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
# The drawing library puts a host of its own before an address without one; this one is taken off again.
HERE = "https://detente.invalid"

ET.register_namespace("", SVG.strip("{}"))
ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")


def pair_svg(answer: PairAnswer, unit: Unit, *, inline: bool) -> str:
    """Return the chart of a pair as SVG; ``inline`` to stand inside a page, else as a file of its own."""
    chart = answer.plot(unit, evidence_url=lambda key: HERE + evidence_path(answer, unit, key))
    if inline:
        chart.title = ""  # its words stand in the page's caption, where they wrap
    root = ET.fromstring(to_svg(chart))  # noqa: S314 - drawn here a moment ago, by a library without entities
    _turn_links_here(root)
    _hatch(root, f"unknown-{unit}")
    if inline:
        _speak_through_links(root, f"{answer.pair} by {unit}")
        for size in ("width", "height"):
            root.attrib.pop(size)
    return ET.tostring(root, encoding="unicode")


def evidence_path(answer: PairAnswer, unit: Unit, key: str) -> str:
    """Return the address of what stands behind one week or year of a pair, in the same window."""
    return page_url("pair", answer.pair, unit, key, window=answer.asked.window)


def _turn_links_here(root: ET.Element) -> None:
    for link in root.iter(f"{SVG}a"):
        link.set("href", link.attrib.pop(HREF).removeprefix(HERE))
        link.set("tabindex", "-1")  # hundreds of stops: the table under the chart has the same links
        for mark in link:
            words = mark.get("aria-label")
            if words:
                link.set("aria-label", words)
                ET.SubElement(mark, f"{SVG}title").text = words


def _hatch(root: ET.Element, name: str) -> None:
    """Draw what is unknown with a pattern, so that it is no shade of a value, in print and for any eye."""
    pattern = ET.Element(
        f"{SVG}pattern",
        {"id": name, "width": "6", "height": "6", "patternUnits": "userSpaceOnUse"}
        | {"patternTransform": "rotate(45)"},
    )
    ET.SubElement(
        pattern, f"{SVG}rect", {"width": "6", "height": "6", "fill": "#ececec", "class": "hatch-ground"}
    )
    ET.SubElement(
        pattern, f"{SVG}rect", {"width": "1.5", "height": "6", "fill": "#c4c4c4", "class": "hatch-line"}
    )
    for mark in root.iter():
        if mark.get("fill") == UNKNOWN_COLOUR:
            mark.set("fill", f"url(#{name})")
            mark.set("class", "unknown")
    defs = ET.Element(f"{SVG}defs")
    defs.append(pattern)
    root.insert(0, defs)


def _speak_through_links(root: ET.Element, words: str) -> None:
    """Leave names to the chart and its links: the library gives roles to groups that have no name."""
    for part in root.iter():
        if part.tag != f"{SVG}a":
            for name in ("role", "aria-roledescription", "aria-label"):
                part.attrib.pop(name, None)
    root.set("role", "group")
    root.set("aria-label", words)
