"""What the elements around a block say of it: by their tags and the words in class, id, role and itemprop."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.articles.blocks import Node, Piece

# Words in class, id and role attributes; read from the inside out, so the nearest element decides.
MARK_ROLES = (
    ("hidden", r"sr-only|visually-hidden|screen-reader"),
    ("comments", r"comments?(?:-\w+)*|respond|disqus(?:-\w+)*|comment-list|responses"),
    (
        "related_teaser",
        (
            r"(?:\w+-)*related(?:-\w+)*|recommend\w*(?:-\w+)*|also-like|more-(?:from|news|"
            r"stories)(?:-\w+)*|read-(?:more|next|also)(?:-\w+)*|most-(?:read|popular)(?:-\w+)*|"
            r"trending(?:-\w+)*|teasers?(?:-\w+)*|yarpp(?:-\w+)*"
        ),
    ),
    ("share", r"(?:\w+-)*(?:share|sharing|sharedaddy|social)(?:-\w+)*|follow-us"),
    (
        "promo",
        (
            r"(?:\w+-)*(?:newsletter|subscribe|subscription|promo|promotion|advert\w*|cookies?|consent|"
            r"gdpr|paywall|banner|sponsor\w*|app-download|download-app|signup|sign-up|donate|"
            r"amp-ad)(?:-\w+)*|ads?|ad-(?:slot|box|unit|wrap\w*|container|placeholder)|adsbygoogle"
        ),
    ),
    (
        "bio",
        (
            r"(?:\w+-)*(?:author-(?:bio|box|info|card|description|about|details)|about-(?:the-)?author|"
            r"bio|writer-bio|contributor-bio)"
        ),
    ),
    ("pull_quote", r"(?:\w+-)*(?:pull-?quote|pullquote)(?:-\w+)*"),
    (
        "list",
        r"(?:\w+-)*(?:foot-?notes?|end-?notes?|key-?points?|key-?takeaways?|takeaways?|highlights)(?:-\w+)*",
    ),
    ("tweet", r"twitter-tweet|tweet|instagram-media"),
    ("correction", r"correction(?:-\w+)*|editors?-note|clarification"),
    ("caption", r"(?:\w+-)*(?:caption|credit|photo-credit)(?:-\w+)*"),
    (
        "standfirst",
        (
            r"(?:\w+-)*(?:standfirst|dek|deck|subtitle|sub-title|sub-?head(?:line)?|lede|lead-text|"
            r"excerpt|intro|summary|strapline)(?:-text)?"
        ),
    ),
    ("byline", r"(?:\w+-)*(?:byline|author|author-name|vcard)(?:-\w+)*"),
    (
        "meta",
        (
            r"(?:\w+-)*(?:entry-meta|post-meta|article-meta|meta|dateline-meta|timestamp|reading-time|"
            r"entry-date|published|kicker|category|cat-links|label|age|source|outlet)(?:-\w+)*"
        ),
    ),
    (
        "nav",
        (
            r"(?:\w+-)*(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|widget|footer|masthead|"
            r"site-header|toolbar|pagination|pager|tags?|tag-list|tags-links|skip-link|topbar|"
            r"site-branding|logo|copyright|colophon)(?:-\w+)*"
        ),
    ),
)
MARKS = tuple((role, re.compile(rf"\s(?:{words})(?=\s)")) for role, words in MARK_ROLES)
TAG_ROLES = {
    "figcaption": "caption",
    "td": "table",
    "th": "table",
    "caption": "caption",
    "nav": "nav",
    "footer": "nav",
    "aside": "related_teaser",
    "form": "promo",
    "button": "nav",
    "option": "nav",
    "label": "nav",
    "select": "nav",
    "legend": "nav",
    "amp-sidebar": "nav",
    "amp-ad": "promo",
    "dialog": "promo",
    "address": "byline",
}
# Inside the article these words name its own parts; on the outside they decide too, but a "meta" wrapper
# around a whole column of text does not make the column furniture.
SHORT_ROLES = frozenset({"meta", "byline", "standfirst", "caption"})
SHORT_ROLE_CHARS = 400
REMEMBERED = 8192  # the elements of a page bear the same words again and again


def element_role(node: Node, piece: Piece) -> str | None:
    """Return the role that one element around a block gives it, or None.

    >>> from detente.articles.blocks import Node, Piece
    >>> element_role(Node("div", " newsletter-box "), Piece("Every morning.", 0))
    'promo'
    """
    for role in _marks_roles(node.marks):
        if role == "list" and piece.is_heading:
            continue
        if not (role in SHORT_ROLES and len(piece.text) > SHORT_ROLE_CHARS):
            return role
    return TAG_ROLES.get(node.tag)


@lru_cache(maxsize=REMEMBERED)
def _marks_roles(marks: str) -> tuple[str, ...]:
    """Return the roles that the words of an element name, the surest first."""
    return tuple(role for role, pattern in MARKS if pattern.search(marks)) if marks.strip() else ()


POST_MARKS = re.compile(
    r"\s(?:\w+-)*(?:live-?(?:post|entry|update|item|blog-?(?:post|entry|update))|lb-?(?:post|"
    r"entry))(?:-\w+)*(?=\s)"
)
POST_TAGS = frozenset({"article", "div", "section", "li"})


def is_post_node(node: Node) -> bool:
    """Whether an element is marked as one post of a live blog.

    >>> from detente.articles.blocks import Node
    >>> is_post_node(Node("article", " live-post "))
    True
    """
    return node.tag in POST_TAGS and "l" in node.marks and POST_MARKS.search(node.marks) is not None
