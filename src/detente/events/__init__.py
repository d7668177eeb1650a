"""Who did what to whom: coded events from the sentences of an article.

``code_events`` is the door. `pairs` shows each pair of actors to the `encoder` (through `marking`); a
lexicon of ours (`data/verbs.csv`, `data/nouns.csv`) read clause by clause supports it and finds what has
one side only: `tokens` words, `grammar` verb groups, `phrases` who stands where, `verbs` and `nouns` (with
`slots`) make `frames`, `scenes` is a sentence read once. `placing` gives each act its place; `status`,
`attribution`, `dates` and `timing`, `places`, `soil`, `quantities` and `contexts` read the rest; `code`
puts all together. `label` answers pairs that a user names, `explain` says which words carried an answer,
`gold` holds the coder against labelled sentences.
Not for: deciding who was named (`actors`) or summing anything (`relations`).
"""

from detente.events.code import code_events, coder_version

__all__ = ["code_events", "coder_version"]
