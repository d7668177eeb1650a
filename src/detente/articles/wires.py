"""Whose text an article is: the news agency that it credits as its origin.

    byline  "By Ada Lind, Reuters"        dateline  "ANKARA, July 3 (Reuters) -"   "МОСКВА, 3 июля. /ТАСС/."
    tail    "(AFP)"  "- AP"  "Source: Anadolu Agency"  "With inputs from PTI"      the agency's own site

"He told Reuters" and "Interfax reported that" credit nobody: they cite. Not for who said what inside a text:
that is an event's attribution.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Agency: the forms that credit lines have, as they are written; capitals throughout are understood too.
AGENCIES: dict[str, tuple[str, ...]] = {
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse", "أ ف ب", "أ.ف.ب", "ا ف ب", "فرانس برس",
            "АФП", "法新社", "에이에프피"),
    "AP": ("AP", "Associated Press", "The Associated Press", "أسوشيتد برس", "美联社", "美聯社"),
    "Reuters": ("Reuters", "Thomson Reuters", "رويترز", "Рейтер", "路透社", "路透", "ロイター", "로이터",
                "रॉयटर्स", "Ρόιτερς"),
    "TASS": ("TASS", "ITAR-TASS", "ТАСС", "ИТАР-ТАСС", "塔斯社"),
    "Interfax": ("Interfax", "INTERFAX.RU", "Интерфакс"),
    "Interfax-Ukraine": ("Interfax-Ukraine", "Интерфакс-Украина", "Інтерфакс-Україна"),
    "RIA Novosti": ("RIA Novosti", "РИА Новости"),
    "Anadolu": ("Anadolu Agency", "Anadolu Ajansı", "Anadolu", "AA", "الأناضول", "وكالة الأناضول"),
    "DHA": ("DHA", "Demirören Haber Ajansı"),
    "IHA": ("IHA", "İHA"),
    "Xinhua": ("Xinhua", "Xinhua News Agency", "新华社", "新華社", "新华网"),
    "CNS": ("China News Service", "中新社", "中新网"),
    "DPA": ("dpa", "DPA", "Deutsche Presse-Agentur"),
    "EFE": ("EFE", "Agencia EFE"),
    "Europa Press": ("Europa Press",),
    "ANSA": ("ANSA", "Agenzia ANSA"),
    "Lusa": ("Lusa", "Agência Lusa"),
    "APA Austria": ("Austria Presse Agentur", "APA-OTS"),
    "Belga": ("Belga",),
    "PAP": ("PAP", "Polska Agencja Prasowa"),
    "Kyodo": ("Kyodo", "Kyodo News", "共同通信", "共同"),
    "Jiji": ("Jiji", "Jiji Press", "時事通信", "時事"),
    "Yonhap": ("Yonhap", "Yonhap News Agency", "연합뉴스"),
    "KCNA": ("KCNA", "조선중앙통신"),
    "PTI": ("PTI", "Press Trust of India"),
    "ANI": ("ANI", "Asian News International"),
    "IANS": ("IANS",),
    "APP": ("APP", "Associated Press of Pakistan"),
    "IRNA": ("IRNA", "ایرنا", "إرنا"),
    "ISNA": ("ISNA", "ایسنا"),
    "Tasnim": ("Tasnim", "تسنیم"),
    "Mehr": ("MNA", "Mehr News Agency", "مهر"),
    "SANA": ("SANA", "سانا"),
    "WAFA": ("WAFA", "وفا"),
    "SPA": ("SPA", "Saudi Press Agency", "واس"),
    "MENA": ("MENA", "أ ش أ"),
    "Azertac": ("Azertac", "AZERTAC", "AZƏRTAC", "АЗЕРТАДЖ"),
    "APA": ("APA",),
    "Trend": ("Trend",),
    "Armenpress": ("Armenpress", "ARMENPRESS", "Արմենպրես", "Арменпресс"),
    "Interpressnews": ("Interpressnews", "IPN"),
    "Ukrinform": ("Ukrinform", "Укринформ", "Укрінформ"),
    "UNIAN": ("UNIAN", "УНИАН", "УНІАН"),
    "BelTA": ("BelTA", "БЕЛТА", "БелТА"),
    "Kazinform": ("Kazinform", "Казинформ"),
    "Bernama": ("Bernama",),
    "Antara": ("Antara", "ANTARA"),
    "VNA": ("VNA", "TTXVN"),
    "UPI": ("UPI", "United Press International"),
    "Bloomberg": ("Bloomberg", "Bloomberg News", "بلومبرغ", "彭博社", "Блумберг"),
    "PA Media": ("PA Media", "Press Association"),
    "AAP": ("AAP", "Australian Associated Press"),
}  # fmt: skip
# Hosts of the agencies' own pages: there the outlet is the agency.
SITES: dict[str, str] = {
    "afp.com": "AFP", "apnews.com": "AP", "reuters.com": "Reuters", "tass.com": "TASS", "tass.ru": "TASS",
    "interfax.ru": "Interfax", "interfax.com": "Interfax", "interfax.com.ua": "Interfax-Ukraine",
    "ria.ru": "RIA Novosti", "aa.com.tr": "Anadolu", "dha.com.tr": "DHA", "iha.com.tr": "IHA",
    "xinhuanet.com": "Xinhua", "news.cn": "Xinhua", "chinanews.com": "CNS", "dpa.com": "DPA",
    "dpa-international.com": "DPA", "efe.com": "EFE", "europapress.es": "Europa Press", "ansa.it": "ANSA",
    "lusa.pt": "Lusa", "pap.pl": "PAP", "kyodonews.net": "Kyodo", "kyodonews.jp": "Kyodo",
    "jiji.com": "Jiji", "yna.co.kr": "Yonhap", "kcna.kp": "KCNA", "ptinews.com": "PTI",
    "aninews.in": "ANI", "app.com.pk": "APP", "irna.ir": "IRNA", "isna.ir": "ISNA",
    "tasnimnews.com": "Tasnim", "mehrnews.com": "Mehr", "sana.sy": "SANA", "wafa.ps": "WAFA",
    "spa.gov.sa": "SPA", "azertag.az": "Azertac", "apa.az": "APA", "trend.az": "Trend",
    "armenpress.am": "Armenpress", "interpressnews.ge": "Interpressnews", "ukrinform.ua": "Ukrinform",
    "ukrinform.net": "Ukrinform", "unian.ua": "UNIAN", "unian.info": "UNIAN", "belta.by": "BelTA",
    "inform.kz": "Kazinform", "bernama.com": "Bernama", "antaranews.com": "Antara", "upi.com": "UPI",
    "bloomberg.com": "Bloomberg",
}  # fmt: skip
# Agencies that report on all sides alike. Others are often one side's own voice: a text that cites such a one
# once cites a party and is not its copy.
INDEPENDENT = frozenset({"AFP", "AP", "Reuters", "DPA"})
LEAD_SHARE = 1 / 3  # a source named later than in the first third of a text is that of a detail
DATELINE_CHARS = 80  # the longest dateline with place, country and day
TAIL_CHARS = 160  # a sign-off line is short; what is longer is a sentence
TAIL_PARAGRAPHS = 3  # a correction or a contact may stand below the sign-off
BYLINE_CHARS = 120

_FORMS = {form: name for name, forms in AGENCIES.items() for form in forms}
_FORMS |= {form.upper(): name for form, name in _FORMS.items()}
_ANY = "|".join(sorted(map(re.escape, _FORMS), key=lambda form: (-len(form), form)))
_WIRE = rf"(?P<wire>{_ANY})"
_DASH = r"[-–—―]"

DATELINES = (
    # ANKARA, July 3 (Reuters) -    (Reuters) -    Madrid, 3 jul (EFE).-    New Delhi [India], July 3 (ANI):
    re.compile(rf"^(?P<place>[^()]*?)[(/\[](?:ST/)?{_WIRE}[)/\]]\s*(?:[-–—―:.،,]|$)"),
    # New Delhi, Jul 3 (PTI) The ministry ...    BAKU (AFP) The ministry ...
    re.compile(rf"^(?P<place>[^()]*?\d[^()]*?|[^()a-z]+)\({_WIRE}\)"),
    # MOSCOW, March 5. /TASS/.    МОСКВА, 5 марта /ТАСС/
    re.compile(rf"^(?P<place>[^/]*?)/{_WIRE}/"),
    # YEREVAN, JULY 3, ARMENPRESS.    Москва. 3 июля. INTERFAX.RU -    Damascus, SANA-    أنقرة - الأناضول
    # МОСКВА, 5 мар - РИА Новости.    BAKI, 3 iyul, AZƏRTAC
    re.compile(rf"^(?P<place>[^a-z]\D{{1,30}}?(?:[,.]? *\d{{0,2}}[^\d(]{{0,14}})?)"
               rf"(?:[,.] *| {_DASH} *|{_DASH} *){_WIRE}\s*(?:[-–—―:.،,]|$|\n)"),
    re.compile(rf"^(?P<place>[^\W\d_][^\d(]{{1,30}}\d{{1,2}}[^\d(]{{1,14}}), {_WIRE}\b"),
    re.compile(r"^(?:据)?(?P<wire>新华社|新華社|中新社)[^，。,.]{2,20}电"),  # 新华社北京7月3日电
    re.compile(r"^【[^】]{0,12}?(?P<wire>共同|時事|AFP|ロイター)(?:=時事)?】"),  # 【モスクワ共同】
    re.compile(r"^\([^()=]{1,8}=(?P<wire>연합뉴스)\)"),  # (서울=연합뉴스)
)  # fmt: skip
ENDS = (
    re.compile(rf"[(\[/（]\s*(?:[a-z/]{{2,8}}\s+)?{_WIRE}\s*[)\]/）]\W*$"),  # (AFP)   /TASS/
    re.compile(rf"(?:^|{_DASH}\s*)(?:The )?{_WIRE}\s*\.?$"),  # - AP
)
LINES = (
    re.compile(
        r"(?i:^\W*(?:source|sources|via|quelle|fuente|fonte|kaynak|mənbə|źródło|источник|джерело|المصدر|منبع|"
        rf"来源|來源|出典|출처)\s*[:：]\s*)(?:the )?{_WIRE}\W*$"
    ),
    re.compile(
        rf"(?i:^\W*with (?:agency |additional )?(?:inputs?|reporting|reports?|material) (?:from|by) )"
        rf"(?:the )?{_WIRE}\W*$"
    ),
    re.compile(rf"^\W*(?:The )?{_WIRE} (?:has )?contributed to this (?:report|story|article)\W*$"),
    re.compile(rf"(?i:^\W*(?:©|\(c\)|copyright)\s*(?:\d{{4}},?\s*)?)(?:The |by )?{_WIRE}\b"),
)  # fmt: skip
# "(Reporting by Ada Lind in Ankara; Editing by Tom Ash)" closes the reports of one agency only.
DESK = re.compile(
    r"^\(?(?:Additional )?Reporting by [^();]{3,120};[^()]{0,160}\b(?:[Ee]diting|[Ww]riting) by "
)
SEVERAL = re.compile(rf"[(\[]\s*(?:[a-z/]{{2,8}}\s+)?({_ANY})(?:\s*[,/]\s*({_ANY}))+\s*[)\]]\W*$")
BYLINE = re.compile(
    rf"^(?i:by |from )?(?:(?P<who>[^,|/()–—]{{2,60}}?)\s*[,|/(–—]\s*|(?:with|and) )?(?:The )?{_WIRE}"
    rf"(?: (?i:staff|staff writer|correspondent|contributor|news agency|agency|desk))?\)?\W*$"
)
# What closes a sentence and says where the text is from: ", AFP said." or
# ", reported the Associated Press (AP)."
_SHOWN = "AFP|AP|TASS|Interfax|Xinhua|DPA|Reuters|Anadolu(?: Agency)?|Agence France-Presse|Associated Press"
_AGENCY = rf"(?:the )?(?P<{{}}>{_SHOWN})(?: \([A-Z]{{{{2,4}}}}\))?"
TAG = re.compile(
    rf",[\"”'’´]*\s+(?:{_AGENCY.format('before')} (?:said|reported)|"
    rf"(?:said|reported) {_AGENCY.format('after')})[.\"”]*(?=\s|$)(?!\s+[a-z])"
)


def wire_of(
    byline: str | None,
    paragraphs: Sequence[str],
    bylines: Iterable[str] = (),
    *,
    outlet: str | None = None,
    url: str | None = None,
) -> str | None:
    """Return the news agency that an article is by, under its usual English name, or None.

    ``bylines`` are further lines of the head or foot that say whose it is; ``outlet`` and ``url`` are its
    own: an agency's site publishes the agency's text. A byline, dateline or sign-off is a credit, and so is a
    closing ", AFP said." in the first third of the text or again and again. A text that names two agencies
    is nobody's copy.

    >>> wire_of(None, ["BAKU (Reuters) - The talks went on."]), wire_of(None, ["He told Reuters so."])
    ('Reuters', None)
    """
    own = site_wire(outlet, url)
    if own:
        return own
    for line in filter(None, [byline, *bylines]):
        if found := _byline(line) or _tail(line):
            return found
    if paragraphs and (found := _dateline(paragraphs[0])):
        return found
    signed = {wire for text in paragraphs[-TAIL_PARAGRAPHS:] if (wire := _tail(text))}
    if signed:
        return signed.pop() if len(signed) == 1 else None
    return _tagged("\n\n".join(paragraphs))


def site_wire(outlet: str | None, url: str | None) -> str | None:
    """Return the agency whose own site this is, by the outlet's name or the address.

    >>> site_wire(None, "https://www.aa.com.tr/en/world/1"), site_wire("The Herald", None)
    ('Anadolu', None)
    """
    if outlet and (named := _FORMS.get(outlet.strip())) and len(outlet.strip()) > len("AAP"):
        return named
    parts = (urlsplit(url).hostname or "").split(".") if url else []
    hosts = (".".join(parts[start:]) for start in range(len(parts)))
    return next((SITES[host] for host in hosts if host in SITES), None)


def _byline(line: str) -> str | None:
    found = BYLINE.match(line.strip()) if len(line) <= BYLINE_CHARS else None
    return _FORMS[found["wire"]] if found else None


def _dateline(text: str) -> str | None:
    """Return the agency of a dateline: before it stand a place and a day, no sentence."""
    head = text[:DATELINE_CHARS]
    for pattern in DATELINES:
        found = pattern.match(head)
        if found and _is_place(found.groupdict().get("place") or ""):
            return _FORMS[found["wire"]]
    return None


PLACE_WORDS = 8  # "NEW DELHI [India], July 3, 2025" and a little more
_VERB = re.compile(r"[a-zа-я] (?:has|have|is|was|were|are|said|told|says|will)\b")


def _is_place(before: str) -> bool:
    words = before.split()
    return len(words) <= PLACE_WORDS and not _VERB.search(before)


def _tail(text: str) -> str | None:
    """Return the agency that signs a closing line or the end of the last sentence."""
    if SEVERAL.search(text[-TAIL_CHARS:]):
        return None
    short = len(text) <= TAIL_CHARS
    if short and DESK.match(text):
        return "Reuters"
    patterns = (*ENDS, *LINES) if short else ENDS
    found = next(filter(None, (pattern.search(text[-TAIL_CHARS:]) for pattern in patterns)), None)
    return _FORMS[found["wire"]] if found else None


def _tagged(text: str) -> str | None:
    """Return the one agency whose tag closes sentences of a text, where that makes it the text's source."""
    tags = [(_FORMS[tag["before"] or tag["after"]], tag.start()) for tag in TAG.finditer(text)]
    if len({wire for wire, _ in tags}) != 1:
        return None
    wire, first = tags[0]
    leads, often = first < len(text) * LEAD_SHARE, len(tags) > 1
    return wire if (leads and often) or (wire in INDEPENDENT and (leads or often)) else None
