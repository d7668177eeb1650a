"""Who does what to whom next: every party as a possible answer, ranked and with its probability.

    Facts -> History -> candidates -> features -> Network -> Answer

A question is a source, an act and a day (or a target: the act turned round). Its possible answers are
measured by what happened before the day (`features`), weighed by a small network fitted to the past
(`network`), and opened into what each measure added and the acts behind it (`reasons`). It never sees what is
asked on a day.

The ideas: faded counts and relation-specific recurrency (Gastinger et al. 2024, arXiv 2404.16726), the
listwise loss (Cao et al. 2007), low-rank comparison of parties, back-off from parties to countries and kinds.
"""

from detente.outlook.ranking.evaluate import Outcomes, RankingReport, evaluate_ranking, foresee
from detente.outlook.ranking.facts import Benchmark, Facts, of_events, read_folder
from detente.outlook.ranking.ranker import Ranker, fit
from detente.outlook.ranking.reasons import Act, Answer, Contribution
from detente.outlook.ranking.scores import Calibration, Ranked

__all__ = [
    "Act",
    "Answer",
    "Benchmark",
    "Calibration",
    "Contribution",
    "Facts",
    "Outcomes",
    "Ranked",
    "Ranker",
    "RankingReport",
    "evaluate_ranking",
    "fit",
    "foresee",
    "of_events",
    "read_folder",
]
