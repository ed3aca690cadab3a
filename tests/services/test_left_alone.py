"""Who is left alone by a buddy who goes: whom they get within the round under way, and what Today says of it."""

from datetime import timedelta

import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.services.attention import attention
from ridealong.services.attention.attention_items import Item, Kind
from ridealong.services.desk import Desk
from ridealong.services.invites import outbox
from ridealong.services.journal import undo
from ridealong.services.outcomes import history
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.programs.leaving import leave
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from services.conftest import START, buddies, employ, employ_six, it, week

BUDDIES = "Buddies"
MONDAY = START + timedelta(weeks=4)


@pytest.fixture
def under_way(desk: Desk, make_desk: MakeDesk) -> Desk:
    """Three pairs of buddies in the fourth week of their thirteen."""
    employ_six(desk)
    plans.plan(desk, buddies(desk, rounds=1))
    publishing.publish(desk, BUDDIES)
    return make_desk(today=START + timedelta(weeks=3, days=2))


def together(desk: Desk) -> dict[str, str]:
    """By name of the guest: with whom, where that is published."""
    return {
        one.it_name: one.marketing_name
        for one in history.page(desk, HistoryQuery()).rows
        if one.state is State.PUBLISHED
    }


def lonely(desk: Desk) -> list[Item]:
    return list(attention.everything(desk, kinds=[Kind.LEFT]))


def test_two_who_are_left_alone_get_each_other_from_next_monday_on(under_way: Desk) -> None:
    before = together(under_way)
    leave(under_way, BUDDIES, ["ana@x.example"])
    leave(under_way, BUDDIES, [f"{before['Ben'].lower()}@x.example"])
    assert {one.text.split(" (")[0]: one.text.split("; ")[1] for one in lonely(under_way)} == {
        "Ben": f"{before['Ana']} is free",
        before["Ana"]: "Ben is free",
    }
    done = repairs.repair(under_way, BUDDIES)
    assert [(one.kind, one.guest.name, one.published) for one in done.changes] == [("new", "Ben", True)]
    assert {one.person.name for one in done.told} == {"Ben", before["Ana"]}
    assert together(under_way) == {"Ben": before["Ana"], "Cho": before["Cho"]}
    new = next(
        one for one in plans.page(under_way, BUDDIES).proposals if one.guest.name == "Ben" and one.days.first > START
    )
    assert (new.state, new.days) == (State.PUBLISHED, Days(MONDAY, week(12).last))
    assert lonely(under_way) == []
    assert {str(one.method) for one in outbox.rows(under_way)} >= {"REQUEST"}
    undo.undo(under_way)
    assert len(lonely(under_way)) == 2


def test_whoever_never_had_anybody_is_free_too(under_way: Desk) -> None:
    employ(under_way, it("Dan"))
    programs.enrol(under_way, BUDDIES, ["dan@x.example"])
    before = together(under_way)
    leave(under_way, BUDDIES, ["ana@x.example"])
    assert lonely(under_way)[0].text.endswith("left alone; Dan is free")
    repairs.repair(under_way, BUDDIES)
    assert together(under_way)["Dan"] == before["Ana"]


def test_today_says_where_nobody_is_free(under_way: Desk) -> None:
    before = together(under_way)
    leave(under_way, BUDDIES, ["ana@x.example"])
    [one] = lonely(under_way)
    assert one.text.startswith(f"{before['Ana']} (")
    assert one.text.endswith("left alone, and nobody is free")
    with pytest.raises(Refused, match="needs repair"):
        repairs.repair(under_way, BUDDIES)


def test_two_who_parted_are_not_put_together_again(under_way: Desk) -> None:
    [one] = [one for one in plans.page(under_way, BUDDIES).proposals if one.guest.name == "Ana"]
    history.mark(under_way, one.id, State.ENDED)
    assert len(lonely(under_way)) == 2
    with pytest.raises(Refused, match="needs repair"):
        repairs.repair(under_way, BUDDIES)


def test_what_stands_beside_the_new_pair_is_counted(under_way: Desk) -> None:
    before = together(under_way)
    leave(under_way, BUDDIES, ["ana@x.example"])
    leave(under_way, BUDDIES, [f"{before['Ben'].lower()}@x.example"])
    done = repairs.repair(under_way, BUDDIES)
    assert (done.kept, done.sentences[0]) == (1, "1 pairing stays as it is.")
    assert undo.undo(under_way).summary == "Buddies: 1 change, 1 kept"


def test_a_draft_that_was_not_published_in_time_is_nobody_s_company(desk: Desk, make_desk: MakeDesk) -> None:
    employ_six(desk)
    plans.plan(desk, buddies(desk, rounds=1))
    publishing.publish(desk, BUDDIES)
    before = together(desk)
    leave(desk, BUDDIES, ["ana@x.example"])
    employ(desk, it("Dan"))
    programs.enrol(desk, BUDDIES, ["dan@x.example"])
    plans.plan(desk, BUDDIES)
    assert lonely(make_desk(START)) == []
    later = make_desk(START + timedelta(weeks=3))
    assert [one.text.split(" (")[0] for one in lonely(later)] == [before["Ana"]]
    repairs.repair(later, BUDDIES)
    assert together(later)["Dan"] == before["Ana"]
    assert lonely(later) == []
