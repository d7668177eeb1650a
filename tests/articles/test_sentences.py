from __future__ import annotations

import pytest

from detente.articles.sentences import sentence_spans


@pytest.mark.parametrize(
    "sentences",
    [
        ["Retired Lt. Gen. Keith Orr met Sen. Lee and Gov. Ames.", "He left."],
        ["He flew to the U.S. on Monday.", "The U.S. President spoke."],
        ["They met on Jan. 5 at 5 p.m. Tuesday.", "It ended."],
        ["It was agreed on 11 May.", "They flew home in June."],
        ["“We go.”", "They left."],
        ['"Stop!" he said.', '"Why?" she asked.'],
        ['The word was "red line".', '"We agree," he said.'],
        ["Ankara´s offer of 3.5 billion stood.", "Baku's did not."],
    ],
)
def test_newswire_traps(sentences):
    text = " ".join(sentences)
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


def test_glued_sentences_are_parted():
    text = "He left it.Then he came back."
    assert [text[start:end] for start, end in sentence_spans(text)] == ["He left it.", "Then he came back."]


def test_one_missing_quotation_mark_does_not_merge_what_follows():
    text = 'He called it a "mistake\', sources said. The port reopened. "It is over," she said. They left.'
    assert len(sentence_spans(text)) == 4


def test_text_without_stops_is_bounded():
    text = "word " * 5_000
    assert max(end - start for start, end in sentence_spans(text)) <= 2_000


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("zh", ["两国特使周一会面。", "“我们同意。”", "他说。", "谈判将继续！", "他们何时再见？"]),
        ("ja", ["両国の特使が会談した。", "「合意した」と述べた。", "協議は続く。"]),
        ("ko", ["특사들이 만났다.", "협상은 계속된다."]),
        ("ar", ["التقى المبعوثان يوم الاثنين.", "هل يستمر الحوار؟", 'قال المسؤول: "نعم".']),
        ("ur", ["سفیر ملے۔", "بات چیت جاری رہے گی۔"]),
        ("he", ["השליחים נפגשו ביום שני.", "האם השיחות יימשכו?"]),
        ("hi", ["दूतों ने सोमवार को मुलाकात की।", "क्या समझौता होगा?"]),
        ("hy", ["Բանագնացները հանդիպել են։", "Բանակցությունները կշարունակվեն։"]),
        (
            "ru",
            [
                "Они встретились 5 окт. 2020 г. в городе.",
                "А. С. Иванов заявил: «Да».",
                "Переговоры продолжатся.",
            ],
        ),
        ("de", ["Sie trafen sich am 5. Oktober 2020.", "Dr. Vogt sprach z. B. über Geld."]),
        ("tr", ["Elçiler 5. toplantıda buluştu.", "Prof. Dr. Ak konuştu."]),
        ("fr", ["M. Morel a parlé.", "« Oui », a-t-il dit."]),
        ("es", ["El Sr. Ruiz habló en EE. UU. ayer.", "¿Qué pasará?"]),
    ],
)
def test_sentences_of_other_languages(lang, sentences):
    text = ("" if lang in ("zh", "ja") else " ").join(sentences)
    assert [text[start:end] for start, end in sentence_spans(text, lang)] == sentences
