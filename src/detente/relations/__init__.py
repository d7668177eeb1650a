"""How the parties stand to each other: pure functions from coded events to sums, views and paths.

    Event -> PairEvent -> Occurrence -> Series -> Turn, Change
                                     -> Lanes (how X sees A and B)
                                     -> Graph -> Exposure (whom A-B could divide)

Every figure made here is a sum of listed contributions, so that it opens into sentences.
Not for reading a workspace, for pictures or for words on a page: those are `detente.queries` and
`detente.answers`. Nothing here forecasts.
"""

from detente.relations.changes import Change, largest_changes
from detente.relations.counting import Counting, opinion_share
from detente.relations.occurrences import Occurrence, group_occurrences
from detente.relations.pairs import expand_pairs
from detente.relations.series import Period, Series, weekly_sums, yearly_sums
from detente.relations.turns import Turn, find_turns
from detente.relations.views import Lanes, ViewItem, Voiced, view_lanes
from detente.relations.wedges import Edge, Exposure, Graph, Path, build_graph, exposures, why_no_path

__all__ = [
    "Change",
    "Counting",
    "Edge",
    "Exposure",
    "Graph",
    "Lanes",
    "Occurrence",
    "Path",
    "Period",
    "Series",
    "Turn",
    "ViewItem",
    "Voiced",
    "build_graph",
    "expand_pairs",
    "exposures",
    "find_turns",
    "group_occurrences",
    "largest_changes",
    "opinion_share",
    "view_lanes",
    "weekly_sums",
    "why_no_path",
    "yearly_sums",
]
