"""Mutations of pages: each takes bytes and a source of chance and gives other bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

MAX_BYTES = 400_000  # larger pages are slow to make and find nothing else
TAG = re.compile(rb"</?[a-zA-Z][^<>]*>")
TEXT = re.compile(rb">[^<>]{20,}<")
_TAGS = b"""
p div h1 h2 article section aside ul li table tr td blockquote pre template noscript svg math iframe form
select option button script style title textarea plaintext xmp frameset dialog details summary figure
figcaption time a span b i br hr base meta link html head body main nav header footer time-ago amp-ad object
marquee ruby
"""
TAGS = _TAGS.split()
TOKENS = [
    b"<script>", b"</script>", b"<script type='application/ld+json'>", b"<!--", b"-->", b"<![CDATA[",
    b"]]>", b"<?xml?>", b"<!DOCTYPE html SYSTEM 'x'>", b"<plaintext>", b"<xmp>", b"<textarea>",
    b"<title>", b"<template>", b"<svg><style>", b"<math><mtext>", b"\x00", b"\x0b", b"\x1b$B",
    b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\xaf", b"\x80", b"\xe2\x80\xae",
    b"\xe2\x80\x8f", b"\xe2\x80\xa8", b"\xf0\x9f\x98\x80", "\u0301".encode() * 40, b"&#0;",
    b"&#xD800;", b"&#x110000;", b"&#99999999999;", b"&lt;script&gt;", b"&amp;amp;", b"&nbsp;", b"&",
    b"&#", b"<", b">", b"</", b"<p", b"=\"'", b"'", b'"', b"style='display:none'", b"hidden",
    b"aria-hidden=true", b"datetime=9999-99-99T99:99:99Z",
    b"<time datetime='2025-07-01T10:00:00+99:99'>", b"<time datetime='-0001-01-01'>",
    b"<base href='//['>", b"<link rel=canonical href='http://[::1'>",
    b"<link rel=canonical href='javascript:x'>", b"<meta charset=utf-7>", b"<meta charset=zlib>",
    b"<meta charset=utf-16>", b"<meta property=og:title content=''>",
    b"<meta name=author content='&#xD83D;'>", b"<html lang='\xff'>", b"<html lang=en-US-x-very-long>",
    b"999999999999 years ago", b"0 days ago", "١٢٣ دقيقة".encode(), "منذ ٩٩٩ سنة".encode(),
    "三十十天前".encode(), "令和999年99月99日".encode(), b"31/02/2020", "۳۱ اسفند ۱۴۰۴".encode(),
    b"5 listopada 2020", b"October 2, 20201", b"By By By", b"Related Articles", b"Comments",
    b"Read more", b"Share this article", b"... " * 30, b"Updated: Updated: Updated:",
    b'{"@type":"NewsArticle","headline":', b'{"@type":["NewsArticle"],"author":{"@id":"#a"}}',
    b'"datePublished":{"@value":[["2020"]]}', b'"author":[[[["A"]]]]', b'"headline":123', b"[" * 500,
    b'{"a":' * 500, b"it.Then", b"U.S.", b"\xe2\x80\x9c" * 5, b"A." * 50, b"a" * 300, b"\n" * 30,
    b" " * 300, b"\t", b"\r",
]  # fmt: skip
CHARSETS = (
    "cp1251",
    "cp1254",
    "cp1256",
    "gb18030",
    "shift_jis",
    "utf-16-le",
    "utf-16-be",
    "utf-16",
    "koi8-r",
    "latin-1",
)


def mutated(pages: list[bytes], chance: random.Random) -> bytes:
    """Return one page with one to eight mutations."""
    page = chance.choice(pages)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        page = chance.choice(MUTATIONS)(page, pages, chance)[:MAX_BYTES]
    return page


def _cut(page: bytes, _: list[bytes], chance: random.Random) -> bytes:
    return page[: chance.randrange(len(page) + 1)]


def _drop(page: bytes, _: list[bytes], chance: random.Random) -> bytes:
    start, end = _slice(page, chance)
    return page[:start] + page[end:]


def _repeat(page: bytes, _: list[bytes], chance: random.Random) -> bytes:
    start, end = _slice(page, chance)
    return page[:start] + page[start:end] * chance.choice((2, 2, 5, 50)) + page[end:]


def _swap(page: bytes, _: list[bytes], chance: random.Random) -> bytes:
    a, b = _slice(page, chance)
    c, d = _slice(page[b:], chance)
    return page[:a] + page[b + c : b + d] + page[b : b + c] + page[a:b] + page[b + d :]


def _nest(page: bytes, _: list[bytes], chance: random.Random) -> bytes:
    start, end = _slice(page, chance)
    tag, depth = chance.choice(TAGS), chance.choice((1, 5, 60, 400, 3000))
    return page[:start] + b"<%b>" % tag * depth + page[start:end] + b"</%b>" % tag * depth + page[end:]


def _retag(page: bytes, _: list[bytes], chance: random.Random) -> bytes:
    found = list(TAG.finditer(page))
    if not found:
        return page
    match = chance.choice(found)
    slash = b"/" if match[0].startswith(b"</") else b""
    return page[: match.start()] + b"<%b%b>" % (slash, chance.choice(TAGS)) + page[match.end() :]


def _untag(page: bytes, _: list[bytes], chance: random.Random) -> bytes:
    found = list(TAG.finditer(page))
    if not found:
        return page
    match = chance.choice(found)
    return page[: match.start()] + page[match.end() :]


def _insert(page: bytes, _: list[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(page) + 1)
    return page[:at] + chance.choice(TOKENS) * chance.choice((1, 1, 1, 2, 20)) + page[at:]


def _say(page: bytes, _: list[bytes], chance: random.Random) -> bytes:
    """Put a token in the place of a text."""
    found = list(TEXT.finditer(page))
    if not found:
        return page
    match = chance.choice(found)
    return page[: match.start() + 1] + chance.choice(TOKENS) + page[match.end() - 1 :]


def _flip(page: bytes, _: list[bytes], chance: random.Random) -> bytes:
    data = bytearray(page)
    for _flip in range(chance.choice((1, 3, 30))):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def _splice(page: bytes, pages: list[bytes], chance: random.Random) -> bytes:
    other = chance.choice(pages)
    start, end = _slice(other, chance)
    at = chance.randrange(len(page) + 1)
    return page[:at] + other[start:end] + page[at:]


def _recode(page: bytes, _: list[bytes], chance: random.Random) -> bytes:
    return page.decode("utf-8", "replace").encode(chance.choice(CHARSETS), "replace")


def _bare(page: bytes, _: list[bytes], __: random.Random) -> bytes:
    return re.sub(rb"\s(?:class|id|itemprop|role)=(?:'[^']*'|\"[^\"]*\"|[^\s>]+)", b"", page)


def _shuffle(page: bytes, _: list[bytes], chance: random.Random) -> bytes:
    lines = page.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


def _slice(page: bytes, chance: random.Random) -> tuple[int, int]:
    """Return a part of a page, often from one tag to another."""
    edges = [match.start() for match in TAG.finditer(page[:MAX_BYTES])] if chance.random() < 0.7 else []  # noqa: PLR2004
    if len(edges) > 1:
        first, last = sorted(chance.sample(range(len(edges)), 2))
        return edges[first], edges[min(last, first + chance.choice((1, 3, 30, 3000)))]
    start = chance.randrange(len(page) + 1)
    return start, min(len(page), start + chance.choice((1, 10, 100, 5000)))


MUTATIONS: tuple[Callable[[bytes, list[bytes], random.Random], bytes], ...] = (
    _cut, _drop, _repeat, _swap, _nest, _retag, _retag, _untag, _insert, _insert, _insert, _say, _say, _flip,
    _splice, _recode, _bare, _shuffle,
)  # fmt: skip
