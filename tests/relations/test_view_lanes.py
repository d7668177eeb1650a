from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

import made
from detente.relations import Voiced, view_lanes

ONE = made.article("one", ["A headline", "Ankara fears a rupture."])
SPOKEN = {"speaker": "the president", "speaker_code": "TUR"}


def claimed(holder, about, **given):
    claim = made.claim(ONE, 1, holder, about, **given)
    return Voiced(
        claim=claim,
        text=ONE.paragraphs[0],
        title=ONE.title,
        outlet=ONE.outlet,
        url=ONE.url,
        published=ONE.published,
        genre="opinion",
    )


def lanes(reports=(), claims=()):
    return view_lanes("TUR", ("AZE", "RUS"), reports, claims)


def sizes(found):
    return (len(found.said), len(found.did), len(found.others_say))


def test_words_deeds_and_what_others_think_never_mix():
    found = lanes(
        [made.report("TUR", "AZE", "REQUEST"), made.report("TUR", "AZE", "AID")],
        [claimed("TUR", "RUS AZE"), claimed("TUR", "AZE", voiced=True)],
    )
    assert sizes(found) == (2, 1, 1)
    assert found.others_say[0].about == "AZE-RUS"


def test_its_opposition_does_not_speak_for_it():
    claim = claimed("TUR", "AZE", voiced=True)
    holder = dataclasses.replace(claim.claim.holder, sector="OPP")
    exiled = dataclasses.replace(claim, claim=dataclasses.replace(claim.claim, holder=holder))
    assert sizes(lanes(claims=[exiled])) == (0, 0, 0)


def test_what_it_said_of_the_two_is_its_word_and_their_own_affairs_are_not():
    found = lanes(
        [
            made.report("RUS", "AZE", "ASSAULT", told_by=SPOKEN),
            made.report("RUS", "AZE", "ASSAULT", on="2020-01-01"),
        ]
    )
    assert sizes(found) == (1, 0, 0)
    assert found.said[0].about == "RUS-AZE"


def test_plans_are_its_word_where_it_speaks_and_else_what_others_say():
    found = lanes(
        [
            made.report("TUR", "AZE", "AID", status="announced", told_by=SPOKEN),
            made.report("TUR", "AZE", "AID", status="possible", on="2021-01-01"),
        ]
    )
    assert sizes(found) == (1, 0, 1)
    assert found.others_say[0].reason == "possible, on the word of the author"


def test_the_press_of_a_state_is_neither_its_word_nor_its_deed():
    assert sizes(lanes([made.report("TUR", "RUS", "ACCUSE", source_sector="MED")])) == (0, 0, 0)


def test_what_others_do_to_it_is_not_its_view():
    assert sizes(lanes([made.report("RUS", "TUR", "ASSAULT")], [claimed("IRN", "AZE")])) == (0, 0, 0)


def test_sums_stand_side_by_side_and_say_whom_its_acts_favour():
    found = lanes(
        [
            made.report("TUR", "AZE", "AID"),
            made.report("TUR", "AZE", "AID", article_id="a2"),
            made.report("TUR", "RUS", "SANCTION"),
        ]
    )
    assert (found.toward_a.balance, found.toward_b.balance) == (10.0, -6.0)
    assert found.alignment == "a"
    assert [item.report.value for item in found.did] == [5.0, -6.0, 5.0]


def test_one_unknown_side_leaves_the_alignment_unknown():
    assert lanes([made.report("TUR", "AZE", "AID")]).alignment == "unknown"


@given(
    st.lists(
        st.tuples(
            st.permutations(["TUR", "AZE", "RUS"]),
            st.sampled_from(["REQUEST", "AID", "CONSULT", "ASSAULT"]),
            st.sampled_from(["fact", "announced", "possible", "denied", "alleged"]),
            st.booleans(),
        ),
        max_size=10,
    )
)
def test_no_report_stands_in_two_lanes(given_reports):
    told = [
        made.report(*codes[:2], kind, status=status, told_by=SPOKEN if spoken else {}, sentence=n)
        for n, (codes, kind, status, spoken) in enumerate(given_reports)
    ]
    found = lanes(told)
    items = [i.report.event_id for lane in (found.said, found.did, found.others_say) for i in lane]
    assert len(items) == len(set(items)) <= len(told)
