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
