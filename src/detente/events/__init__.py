"""Who did what to whom: coded events from the sentences of an article.

``code_events`` is the door; behind it stands, for now, a coder without weights: a lexicon of ours
(`data/verbs.csv`, `data/nouns.csv`) read clause by clause. Rooms: `tokens` words, `grammar` verb groups,
`phrases` who stands where, `verbs` and `nouns` (with `slots`) make `frames`: a trigger with both its sides;
`scenes` is a sentence read once; `status`, `attribution`, `dates` and `timing`, `places`, `quantities` and
`contexts` read the rest; `code` puts all together.
Not for: deciding who was named (`actors`) or summing anything (`relations`).
"""

from detente.events.code import CODER, code_events

__all__ = ["CODER", "code_events"]
