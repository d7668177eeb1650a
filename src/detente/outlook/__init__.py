"""What may come next, with honest scores: pure functions from dated acts to distributions.

    Facts -> History -> features -> Ranker -> Answer (who, how likely, why)
                                           -> Report (how right it was, how well calibrated)

`ranking` asks who does what to whom next. A forecast here is never without the features and past facts that
carried it. Not for reading a workspace, for pictures on a page or for sums of the past: those are
`detente.queries`, `detente.answers` and `detente.relations`.
"""
