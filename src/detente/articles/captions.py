"""Captions of pictures, told by the credit that they bear."""

from __future__ import annotations

import re
from functools import lru_cache

from detente.articles.phrases import REMEMBERED, start_kind

PICTURE_WORDS = (
    r"photo(?:graph)?s?|file photo|image|picture|illustration|foto|fotograf(?:ía|ia)?|bild|imagen|"
    r"immagine|imagem|"
    r"crédito|credit|фото|снимок|fotoğraf|görsel|зображення|تصوير|الصورة|صورة|عکس|צילום|摄影|攝影|图片来源|图片|图|圖|写真|撮影|사진|फोटो|फ़ोटो|तस्वीर"
)
NUMBERED_FIGURE = re.compile(
    r"^(?:table|figure|fig\.?|chart|map|exhibit|tabelle|abbildung|abb\.|grafik|karte|tableau|graphique|carte|tabla|"
    r"cuadro|gráfico|figura|mapa|tabella|tabela|quadro|таблица|табл\.|рисунок|рис\.|график|карта|tablo|şekil|"
    r"grafik|harita|الجدول|جدول|الشكل|شكل|خريطة|[表图圖図])\s?[\dIVX]{1,3}\s?[.:–—：-]\s?\S.{0,160}(?<![.!?。])$",
    re.IGNORECASE,
)
CREDIT = re.compile(
    rf"^(?:{PICTURE_WORDS})(?:\s*[:=：/]|\s+by\b|\s+courtesy\b).{{0,160}}$|"
    rf"^.{{0,320}}?(?:[.!?。।…/|()（;；؛]|\s[–—-])\s*(?:{PICTURE_WORDS})\s*(?:[:=：/]|by\b|courtesy\b)\s*.{{2,70}}$|"
    r"^.{12,300}[.!?]\s*(?:Photo|Picture|Foto|Beeld|Bild|Фото|Fotoğraf) [^.!?]{2,30}$|"
    r"^.{12,300}\D(?:撮影|摄|攝)[)）]?$|"
    r"^.{12,300}[.!?…]\s+(?:Getty Images|iStock|Shutterstock|Alamy)(?:/[\w .]{2,30})?$|"
    r"^.{12,300}[.!?…)]\s+[/|]\s+[^\d.!?/|]{4,40}$|"
    r"^.{12,300}[.!?…\]]\s+[^\W\d_][^.!?/]{1,30}\s?/\s?[^\W\d_][^.!?/\d]{1,60}$|"
    r"^.{0,300}\((?:[^()]*(?:photo|foto|getty|file|courtesy|(?:afp|ap|reuters|epa|efe|dpa)\s*/|archiv)[^()]*)\)$|"
    r"^.{12,300}[(\[][^()\[\]/\d]{2,40}/[^()\[\]/\d]{2,40}[)\]]$|^\d{1,2}\s?/\s?\d{1,2}\s[–—-]\s.{8,200}$|"
    r"^.{0,200}\b(?:file|archive|stock) (?:picture|photo|image)\.?$",
    re.IGNORECASE,
)
MAX_CAPTION_CHARS = 420
# "... on 18 July. (dpa/hk)": who wrote a paragraph, in small letters; pictures are credited in large ones.
SIGNED_OFF = re.compile(r"[.!?…“”\"]\s*\((?:[a-zäöü]{2,7}[/,; ]*){1,5}\)$")
BEGUN = re.compile(r"^©\s*(?!\d{4})[^\d©/]{2,40}/[^\d©/]{20,300}$")  # "© WFP/Lena Roth A family waits in ..."
OWNED = re.compile(r"^.{8,300}[.!?/|)]?\s+©\s*(?!\d{4})[^\d©]{2,70}$")
DATED = re.compile(r"^.{30,300}[.!?)]\s+©\s*\d{4}\s+[^\d©]{2,70}$")  # "... in February. © 2025 Ada Lind"
# "... before the first bid. X. BALADO": who took the picture, in large letters
LETTERED = re.compile(
    r"^.{12,200}[^\W\d_]{3}[.!?…]\s(?:[A-ZÀ-Þ]\.\s?[A-ZÀ-Þ]{3,}|[A-ZÀ-Þ]{3,}\s[A-ZÀ-Þ]{3,}(?:\s[A-ZÀ-Þ]{3,})?)$|"
    r"^.{12,90}[^\W\d_]{3}[.!?…]\s(?:CEDIDA|ARCHIVO|ARCHIV|ARCHIVIO|ARQUIVO|HANDOUT|COURTESY|DR)$"
)
# "The reservoir last spring Photo: Step-Info": no stop before the credit, which begins in a large letter
NAMED = re.compile(
    r"^.{12,200}\s(?:Photo|Foto|Fotos|Photos|Фото|Fotoğraf|Picture|Bild|Collage|Колаж|Коллаж): ?"
    r"[^\W\d_a-zа-я][^.!?]{2,60}$"
)
# "the children take their soup＝25日、西浜漁港": day and place behind a sign of equality
PLACED = re.compile(r"^.{6,120}[＝=][^。＝=]{0,12}日(?:午前|午後|夜|朝)?、[^。]{2,40}$")
# "... [부산항만 제공. 재판매 및 DB 금지]": whose the picture is, as the agencies of Korea say it
OWNED_BY = re.compile(
    r"^.{8,200}\s?[\[(（【][^\[\]()（）]{2,40}(?:제공|촬영|캡처|提供|撮影|供图|摄)[^\[\]()（）]{0,24}[\])）】]$"
)
RESERVED = re.compile(
    r"reserved|réservés|reservados|vorbehalten|riservati|saklıdır|защищены|захищені", re.IGNORECASE
)


@lru_cache(maxsize=REMEMBERED)
def is_caption(text: str) -> bool:
    """Whether a line is a caption: "Photo: ..." before it, or who took the picture behind it.

    >>> is_caption("Ships at anchor. Foto: Per Lund"), is_caption("The photo shows a ship.")
    (True, False)
    """
    if len(text) > MAX_CAPTION_CHARS or SIGNED_OFF.search(text):
        return False
    if start_kind(text) == "caption" or NUMBERED_FIGURE.match(text):
        return True
    return CREDIT.match(text) is not None or _is_signed(text) or is_credited(text)


def _is_signed(text: str) -> bool:
    """Whether a line closes with whose picture it is; what no such line lacks is asked first."""
    if len(text) > MAX_SIGNED_CHARS:
        return False
    lettered = text[-2:].isupper() and LETTERED.match(text)
    named = ":" in text and NAMED.match(text)
    placed = ("＝" in text or "=" in text) and PLACED.match(text)
    return bool(lettered or named or placed or (text.endswith(CLOSERS) and OWNED_BY.match(text)))


MAX_SIGNED_CHARS = 290
CLOSERS = ("]", ")", "）", "】")


def is_credited(text: str) -> bool:
    """Whether a line closes with "© name"; a line about the rights in the site begins with it.

    >>> is_credited("Le pont, lundi. © Paul Aubert"), is_credited("© 2025 Le Courrier. Tous droits")
    (True, False)
    """
    if "©" not in text or RESERVED.search(text):
        return False
    return any(pattern.match(text) for pattern in (OWNED, BEGUN, DATED))
