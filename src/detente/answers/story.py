"""Stories: the articles of one happening, who of them speaks for himself, and why they stand together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from detente.answers.answer import Answer
from detente.answers.asked import asked_dict
from detente.answers.rows import row_of
from detente.answers.table import Table
from detente.answers.words import counted, day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import altair as alt

    from detente.answers.asked import Asked
    from detente.workspace.stories import HeldMember

ACTORS_SHOWN = 6  # those that most of its articles name


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """One story; ``label`` is the title nearest to all its articles, ``origins`` its independent origins.

    Copies of one text, texts credited to one agency and texts of one outlet are one origin.
    """

    story: str
    label: str
    first_day: str
    last_day: str
    articles: int
    outlets: int
    origins: int
    actors: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One article in its story: its role there, whose text it is, and why it stands there.

    ``copy_of`` is the id of the article that it is a copy or a version of.
    """

    story: str
    article_id: str
    published: str | None
    outlet: str | None
    title: str
    role: str
    copy_of: str | None
    origin: str
    wire: str | None
    centrality: float
    url: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoriesAnswer(Answer):
    """Stories, the newest first, with their articles."""

    asked: Asked
    stories: tuple[StoryRow, ...]
    members: tuple[MemberRow, ...]

    @property
    def tables(self) -> dict[str, Table]:
        """The stories, and their articles."""
        return {"stories": Table.of("Stories", StoryRow, self.stories), "members": self.evidence()}

    def evidence(self) -> Table:
        """Return the articles of the stories, each with its role and the reason."""
        return Table.of("Articles of the stories", MemberRow, self.members)

    def of(self, story: str) -> tuple[MemberRow, ...]:
        """Return the articles of one story by time."""
        return tuple(member for member in self.members if member.story == story)

    def plot(self) -> alt.Chart:
        """Return the articles of each story by day."""
        from detente.answers.pictures import stories_chart  # noqa: PLC0415 - altair loads only for pictures

        return stories_chart(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the whole answer, ready for JSON."""
        return asked_dict(self.asked) | {name: table.to_dicts() for name, table in self.tables.items()}


def story_rows(held: Iterable[HeldMember], order: Sequence[str]) -> tuple[StoryRow, ...]:
    """Return a row for each story in the order given; the members of a story stand together.

    >>> story_rows([], [])
    ()
    """
    rows = {story: _story(story, list(members)) for story, members in groupby(held, lambda h: h.member.story)}
    return tuple(rows[story] for story in order if story in rows)


def _story(story: str, held: list[HeldMember]) -> StoryRow:
    own = [each for each in held if each.member.role == "original"] or held
    central = min(own, key=lambda each: (-each.member.centrality, each.time, each.member.article_id))
    named = Counter(code for each in held for code in each.actors)
    actors = sorted(named, key=lambda code: (-named[code], code))[:ACTORS_SHOWN]
    return StoryRow(
        story=story,
        label=central.title,
        first_day=day_of(held[0].time),
        last_day=day_of(held[-1].time),
        articles=len(held),
        outlets=len({(each.outlet or each.member.article_id).casefold() for each in held}),
        origins=len({each.member.origin for each in held}),
        actors=" ".join(actors),
    )


def member_row(held: HeldMember) -> MemberRow:
    """Return the row of one article in its story."""
    member = held.member
    return row_of(
        MemberRow,
        held,
        story=member.story,
        article_id=member.article_id,
        role=member.role,
        copy_of=member.of,
        origin=member.origin,
        centrality=member.centrality,
        reason=member.reason,
    )


def story_in_words(row: StoryRow) -> str:
    """Say how large a story is and how many speak for themselves in it.

    >>> story_in_words(StoryRow(story="s", label="Ferries sail", first_day="2025-07-01",
    ...     last_day="2025-07-02", articles=3, outlets=3, origins=2, actors="GRC IRN"))
    '2025-07-01 to 2025-07-02: 3 articles of 3 outlets, 2 independent origins; GRC IRN'
    """
    days = row.first_day if row.first_day == row.last_day else f"{row.first_day} to {row.last_day}"
    size = f"{counted(row.articles, 'article')} of {counted(row.outlets, 'outlet')}"
    actors = f"; {row.actors}" if row.actors else ""
    return f"{days}: {size}, {counted(row.origins, 'independent origin')}{actors}"
