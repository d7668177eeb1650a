"""Real bytes of each encoding that news is kept in; the sentences are ours."""

from __future__ import annotations

import pytest

from detente.pages.decode import UndecodableError, decode
from detente.pages.mojibake import repair

SENTENCES = {
    "ru": "Министры иностранных дел двух стран встретились в Москве и договорились продолжить переговоры.",
    "uk": "Міністри закордонних справ двох країн зустрілися в Києві й домовилися продовжити переговори. Їхні"
    " радники обговорили обмін полоненими.",
    "bg": "Външните министри на двете държави се срещнаха в София и се договориха да продължат преговорите.",
    "tr": "Dışişleri bakanları Ankara’da görüştü ve önümüzdeki ay yeni bir toplantı yapılmasında anlaştı.",
    "fr": "Les ministres des Affaires étrangères se sont réunis à Genève et ont décidé de poursuivre.",
    "es": "Los cancilleres se reunieron en Bogotá y acordaron continuar las negociaciones el año próximo.",
    "pl": "Ministrowie spraw zagranicznych spotkali się w Łodzi i uzgodnili, że rozmowy będą kontynuowane.",
    "cs": "Ministři zahraničí se setkali v Brně a dohodli se, že v jednáních budou pokračovat příští měsíc.",
    "ar": "اجتمع وزيرا خارجية البلدين في القاهرة واتفقا على مواصلة المحادثات في الشهر المقبل.",
    "el": "Οι υπουργοί Εξωτερικών των δύο χωρών συναντήθηκαν στην Αθήνα και συμφώνησαν να συνεχίσουν.",
    "he": "שרי החוץ של שתי המדינות נפגשו בירושלים והסכימו להמשיך בשיחות בחודש הבא.",
    "zh": "两国外交部长在北京举行会谈，同意下个月继续谈判。发言人说，被俘人员将很快回家。",
    "zh-tw": "兩國外交部長在台北舉行會談，同意下個月繼續談判。發言人說，被俘人員將很快回家。",
    "ja": "両国の外相は東京で会談し、来月も協議を続けることで合意した。",
    "ko": "양국 외교장관은 서울에서 회담을 갖고 다음 달에도 협상을 계속하기로 합의했다.",
    "th": "รัฐมนตรีต่างประเทศของทั้งสองประเทศพบกันที่กรุงเทพฯ และตกลงที่จะเจรจาต่อในเดือนหน้า",
    "lt": "Abiejų šalių užsienio reikalų ministrai susitiko Vilniuje ir sutarė tęsti derybas kitą mėnesį.",
}
KEPT_IN = {
    "ru": ["windows-1251", "koi8-r", "iso-8859-5", "cp866", "utf-16-le", "utf-16-be"],
    "uk": ["windows-1251", "koi8-u"],
    "bg": ["windows-1251"],
    "tr": ["windows-1254", "iso-8859-9"],
    "fr": ["windows-1252", "utf-16-le"],
    "es": ["iso-8859-1"],
    "pl": ["windows-1250", "iso-8859-2"],
    "cs": ["windows-1250", "iso-8859-2"],
    "ar": ["windows-1256", "iso-8859-6", "utf-16-le"],
    "el": ["windows-1253", "iso-8859-7"],
    "he": ["windows-1255", "iso-8859-8"],
    "zh": ["gb18030", "gbk", "utf-16-be"],
    "zh-tw": ["big5"],
    "ja": ["shift_jis", "euc-jp"],
    "ko": ["euc-kr", "cp949"],
    "th": ["cp874"],
    "lt": ["windows-1257"],
}
OPEN = (0x81, 0x8D, 0x8F, 0x90, 0x9D, 0x98)  # bytes without a sign in these
CASES = [(lang, name) for lang, names in KEPT_IN.items() for name in names]
PAGE = "<html><head><title>River Post</title>{}</head><body><p class='lead'>{}</p></body></html>"


@pytest.mark.parametrize(("lang", "name"), CASES)
@pytest.mark.parametrize("declared", ["right", "wrong", "not at all"])
def test_page_is_read_in_the_encoding_it_is_in(lang, name, declared):
    text = SENTENCES[lang].encode(name, "ignore").decode(name)
    said = {"right": name, "wrong": "iso-8859-1", "not at all": ""}[declared]
    page = PAGE.format(f'<meta charset="{said}">' if said else "", text)
    assert text in decode(page.encode(name))


@pytest.mark.parametrize("name", ["windows-1251", "koi8-r", "gb18030", "windows-1254"])
def test_the_servers_word_counts_but_does_not_decide(name):
    lang = {"gb18030": "zh", "windows-1254": "tr"}.get(name, "ru")
    data = SENTENCES[lang].encode(name)
    assert decode(data, name) == decode(data, "iso-8859-1") == decode(data, "utf-8") == SENTENCES[lang]


@pytest.mark.parametrize("charset", ["zlib", "idna", "unicode_escape", "rot13", "no-such", "utf-7", ""])
def test_no_name_of_a_charset_does_harm(charset):
    data = (
        b'<meta charset="' + charset.encode() + b'"><p>' + SENTENCES["tr"].encode("cp1254") + b"\\u0041+ADw-"
    )
    assert SENTENCES["tr"] in decode(data, charset)


def test_page_glued_of_two_encodings_is_read_in_both():
    lines = [SENTENCES["ru"].encode(), SENTENCES["uk"].encode(), b"<hr>", SENTENCES["bg"].encode("cp1251")]
    assert decode(b"\n".join(lines)).split("\n") == [
        *(SENTENCES[lang] for lang in ("ru", "uk")),
        "<hr>",
        SENTENCES["bg"],
    ]


def test_page_cut_in_mid_character_and_stray_nulls_keep_their_text():
    data = SENTENCES["ru"].encode() * 5
    assert decode(data[:-3]).startswith(SENTENCES["ru"])
    assert decode(b"\x00" + data) == SENTENCES["ru"] * 5


def test_marks_of_direction_are_kept_with_their_text():
    text = "\u200fقال الوزير (\u200eUN\u200f) إن المحادثات بدأت.\u202c"
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    ("lang", "codec"), [("ru", "cp1251"), ("ru", "cp1252"), ("tr", "cp1252"), ("fr", "cp1252")]
)
def test_text_that_was_read_wrongly_before_is_set_right(lang, codec):
    wrong = "".join(chr(b) if b in OPEN else bytes([b]).decode(codec) for b in SENTENCES[lang].encode())
    assert decode(wrong.encode()) == SENTENCES[lang]


@pytest.mark.parametrize("text", [*SENTENCES.values(), "Ã¼", "São João: «Não»", "Â£5 a head", "Рёв и Стон"])
def test_text_that_is_right_stays_as_it_is(text):
    assert repair(text) == text


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        bytes(range(128, 256)) * 40,
        b"PK\x03\x04" + b"\x00" * 500,
    ],
)
def test_what_is_no_text_is_said_to_be_none(data):
    with pytest.raises(UndecodableError, match=r"not text|binary"):
        decode(data)
