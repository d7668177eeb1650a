"""Captions of pictures, told by the credit that they bear."""

from __future__ import annotations

import re

from detente.articles.phrases import start_kind

PICTURE_WORDS = (
    r"photo(?:graph)?s?|file photo|image|picture|illustration|foto|fotograf(?:ía|ia)?|bild|imagen|"
    r"immagine|imagem|"
    r"crédito|credit|фото|снимок|fotoğraf|görsel|зображення|تصوير|الصورة|صورة|عکس|צילום|摄影|攝影|图片来源|图片|图|圖|写真|撮影|사진|फोटो"
)
CREDIT = re.compile(
    rf"^(?:{PICTURE_WORDS})(?:\s*[:=：/]|\s+by\b|\s+courtesy\b).{{0,160}}$|"
    rf"^.{{0,320}}?(?:[.!?。…/|)]|\s[–—-])\s*(?:{PICTURE_WORDS})\s*(?:[:=：/]|by\b|courtesy\b)\s*.{{2,70}}$|"
    r"^.{0,300}\((?:[^()]*(?:photo|foto|getty|file|courtesy|(?:afp|ap|reuters|epa|efe|dpa)\s*/|archiv)[^()]*)\)$|"
    r"^.{12,300}[(\[][^()\[\]/\d]{2,40}/[^()\[\]/\d]{2,40}[)\]]$|^\d{1,2}\s?/\s?\d{1,2}\s[–—-]\s.{8,200}$|"
    r"^.{0,200}\b(?:file|archive|stock) (?:picture|photo|image)\.?$",
    re.IGNORECASE,
)
MAX_CAPTION_CHARS = 420
OWNED = re.compile(r"^.{8,300}[.!?/|)]?\s+©\s*(?!\d{4})[^\d©]{2,70}$")


def is_caption(text: str) -> bool:
    """Whether a line is a caption: "Photo: ..." before it, or who took the picture behind it.

    >>> is_caption("Ships at anchor. Foto: Per Lund"), is_caption("The photo shows a ship.")
    (True, False)
    """
    if len(text) > MAX_CAPTION_CHARS:
        return False
    return start_kind(text) == "caption" or CREDIT.match(text) is not None or is_credited(text)


def is_credited(text: str) -> bool:
    """Whether a line closes with "© name"; a line about the rights in the site begins with it.

    >>> is_credited("Le pont, lundi. © Paul Aubert"), is_credited("© 2025 Le Courrier. Tous droits")
    (True, False)
    """
    return "©" in text and OWNED.match(text) is not None
