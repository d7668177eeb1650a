"""Stances and predictions that somebody voiced, with holder, probability words and horizon.

    sentence + resolutions -> Claim

A first finder by rules over a small lexicon (``data/``). Not for acts: those are events. Nothing here decides
whether a prediction came true.
"""

from detente.claims.find import find_claims

__all__ = ["find_claims"]
