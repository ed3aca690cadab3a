"""The bad morning of somebody who was to have coffee with others."""

from datetime import timedelta
from pathlib import Path

import pytest

from ridealong.domain.days import Days
from ridealong.domain.errors import ChangedMeanwhile, InvalidValue
from ridealong.domain.pairings import State
from ridealong.services.desk import Desk
from ridealong.services.groups import gatherings
from ridealong.services.groups.change_groups import cancel_group, take_out
from ridealong.services.groups.group_views import Group
from ridealong.services.ill import ill
from ridealong.services.ill.ill_views import ChoiceKind
from ridealong.services.invites import outbox
from ridealong.services.invites.export_invites import export
from ridealong.services.journal import undo
from ridealong.services.people import absences
from services.built import built
from services.group_company import FIRST, coffee_published, group_of, journal_says, later

DAY = Days(FIRST, FIRST)
ME = "i0@x.example"
WEDNESDAY, THURSDAY = "Wednesday, 13 January 2027", "Thursday, 14 January 2027"


@pytest.fixture
def published(desk: Desk) -> Desk:
    """A coffee of eight people of each side, of which two rounds are published, on the Monday of the first."""
    return later(built(desk, coffee_published), FIRST - timedelta(days=2))


def names(group: Group) -> str:
    *some, last = (who.name for who in group.people)
    return f"{', '.join(some)} and {last}"


def others(group: Group) -> list[str]:
    return [who.name for who in group.people if who.email != ME]


def test_who_is_ill_leaves_the_group_and_the_others_meet(published: Desk, tmp_path: Path) -> None:
    export(published, tmp_path / "out")
    before = group_of(published, ME)
    found = ill.look(published, ME, DAY)
    (touched,) = found.groups
    assert [one.kind for one in touched.choices] == [
        ChoiceKind.LEAVE,
        *[ChoiceKind.LATER] * 3,
        ChoiceKind.CANCEL,
        ChoiceKind.KEEP,
    ]
    assert (touched.group, touched.day, touched.chosen.kind) == (before.id, FIRST, ChoiceKind.LEAVE)
    assert [(one.what, one.to) for one in touched.invites] == [("cancel", ("I0",)), ("update", tuple(others(before)))]
    a, b, c = others(before)
    assert found.text == (
        f"I0 is away on {WEDNESDAY}.\n"
        f"- Coffee of {names(before)} on {WEDNESDAY}, 15:00: I0 does not come. "
        f"{a}, {b} and {c}: please meet without I0.\n"
        "Calendar updates follow."
    )
    assert ill.settle(published, ME, DAY, shown=found) == found
    assert [who.name for who in gatherings.show(published, before.id).people] == others(before)
    assert [len(row.to) for row in outbox.rows(published)] == [1, 3]
    assert journal_says(published)[0] == f"I0 away {DAY}; 1 group settled"
    undo.undo(published)
    assert outbox.rows(published) == ()


def test_the_coffee_can_move_to_a_day_on_which_all_can(published: Desk, tmp_path: Path) -> None:
    export(published, tmp_path / "out")
    before = group_of(published, ME)
    absences.add_absences(
        published, [before.people[-1].email], Days(FIRST + timedelta(days=2), FIRST + timedelta(days=2))
    )
    choice = f"later:{FIRST + timedelta(days=1)}"
    found = ill.look(published, ME, DAY, groups={before.id: choice})
    (touched,) = found.groups
    offered = [one.days.first for one in touched.choices if one.days]
    assert offered[:2] == [FIRST + timedelta(days=1), FIRST + timedelta(days=5)]
    assert [(one.what, len(one.to)) for one in touched.invites] == [("update", 4)]
    assert f"Coffee of {names(before)} on {WEDNESDAY} moves to {THURSDAY}, 15:00." in found.text
    ill.settle(published, ME, DAY, groups={before.id: choice}, shown=found)
    assert gatherings.show(published, before.id).days.first == FIRST + timedelta(days=1)


def test_or_it_is_called_off_or_left(published: Desk, tmp_path: Path) -> None:
    export(published, tmp_path / "out")
    before = group_of(published, ME)
    off = ill.look(published, ME, DAY, groups={before.id: "cancel"})
    assert [(one.what, len(one.to)) for one in off.invites] == [("cancel", 4)]
    assert f"on {WEDNESDAY} does not take place." in off.text
    left = ill.look(published, ME, DAY, groups={before.id: "keep"})
    assert (left.invites, left.settled) == ((), "")
    assert "you will hear soon how it goes on" in left.text
    ill.settle(published, ME, DAY, groups={before.id: "cancel"})
    assert gatherings.show(published, before.id).state is State.CANCELLED


def test_of_two_nobody_is_left_alone(published: Desk) -> None:
    before = group_of(published, ME)
    for who in [who for who in before.people if who.email != ME][:2]:
        take_out(published, who.email, before.id)
    (touched,) = ill.look(published, ME, DAY).groups
    assert ChoiceKind.LEAVE not in [one.kind for one in touched.choices]
    assert touched.chosen.code == f"later:{FIRST + timedelta(days=1)}"
    whole_round = Days(FIRST, FIRST + timedelta(days=9))
    (touched,) = ill.look(later(published, FIRST), ME, whole_round).groups
    assert touched.chosen.kind is ChoiceKind.CANCEL


def test_coffees_of_other_days_drafts_and_those_called_off_are_not_touched(published: Desk) -> None:
    assert ill.look(published, ME, Days(FIRST + timedelta(days=1), FIRST + timedelta(days=1))).groups == ()
    both = Days(FIRST, FIRST + timedelta(days=40))
    assert len(ill.look(published, ME, both).groups) == 2
    cancel_group(published, group_of(published, ME).id)
    assert ill.look(published, ME, DAY).groups == ()


def test_a_wrong_choice_is_named_and_nothing_is_changed(published: Desk) -> None:
    number = group_of(published, ME).id
    with pytest.raises(InvalidValue, match=f"'shorten' cannot be done about group {number}"):
        ill.settle(published, ME, DAY, groups={number: "shorten"})
    with pytest.raises(InvalidValue, match="Group 99 is not touched"):
        ill.settle(published, ME, DAY, groups={99: "leave"})
    assert ill.look(published, ME, DAY).noted is False


def test_what_changed_meanwhile_is_not_settled_unseen(published: Desk) -> None:
    found = ill.look(published, ME, DAY)
    cancel_group(published, group_of(published, ME).id)
    with pytest.raises(ChangedMeanwhile):
        ill.settle(published, ME, DAY, shown=found)
