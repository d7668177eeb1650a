from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st
from serve_samples import UNDATED

from detente.answers import ArticleAnswer, Asked, Window
from detente.records import Sentence
from detente.serve.reader import passages

spans = st.tuples(st.integers(0, 120), st.integers(0, 120)).map(sorted)


@given(
    st.lists(st.text("ab \n.", max_size=40), max_size=4),
    st.lists(spans, max_size=4),
    st.lists(spans, max_size=6),
)
def test_text_is_shown_whole_wherever_sentences_and_events_lie(paragraphs, sentences, clauses):
    """Overlapping, empty, crossing or missing spans may mark too little; they never change a word."""
    article = dataclasses.replace(UNDATED.article, paragraphs=tuple(paragraphs))
    event = UNDATED.events[0]
    answer = ArticleAnswer(
        asked=Asked(question="", window=Window(), counted=""),
        article=article,
        sentences=tuple(
            Sentence(article_id=article.id, number=n, start=start, end=end, text="")
            for n, (start, end) in enumerate(sentences, 1)
        ),
        events=tuple(dataclasses.replace(event, start=start, end=end) for start, end in clauses),
        claims=(),
        evidence_rows=(),
        claim_rows=(),
    )
    shown = ["".join(text for run in each.runs for text, _ in run.parts) for each in passages(answer)]
    assert shown == paragraphs
