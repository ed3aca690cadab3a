"""Groups changed by hand: people moved, put in and taken out, groups and days called off."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.meetings import Method
from ridealong.domain.pairings import State
from ridealong.services.desk import Desk
from ridealong.services.groups import gatherings
from ridealong.services.groups.change_groups import cancel_group, move_person, skip_day, take_out
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.groups.publish_groups import publish_groups
from ridealong.services.groups.repair_groups import repair_groups
from ridealong.services.invites import outbox
from ridealong.services.invites.export_invites import export
from ridealong.services.people import absences, limits, people
from ridealong.services.programs import programs
from services.conftest import employ, it
from services.group_company import (
    COFFEE,
    FIRST,
    SECOND,
    coffee,
    emails,
    group_of,
    journal_says,
    later,
    of_round,
    planned,
    published,
)

__all__ = ["planned", "published"]


def test_somebody_moves_to_another_group_of_the_round_and_its_invites_change(published: Desk, tmp_path: Path) -> None:
    export(published, tmp_path / "out")
    mine = group_of(published, "i0@x.example")
    other = next(one for one in of_round(published, 0) if one.id != mine.id)
    done = move_person(published, "i0@x.example", other.id)
    assert (done.before, done.after) == (mine.id, other.id)
    assert len(group_of(published, "i0@x.example").people) == 5
    due = outbox.rows(published)
    assert sorted((one.method, len(one.to)) for one in due) == [
        (Method.CANCEL, 1),
        (Method.REQUEST, 3),
        (Method.REQUEST, 5),
    ]


def test_a_draft_changed_by_hand_is_kept_by_planning(planned: Desk) -> None:
    mine, other = of_round(planned, 0)[:2]
    who = mine.people[0].email
    move_person(planned, who, other.id)
    changed = {frozenset(emails(one)) for one in of_round(planned, 0) if one.pinned}
    assert len(changed) == 2
    plan_groups(planned, COFFEE, seed=9)
    assert changed <= {frozenset(emails(one)) for one in of_round(planned, 0)}


def test_nobody_is_moved_where_a_rule_forbids_it(published: Desk) -> None:
    mine = group_of(published, "i0@x.example")
    other = next(one for one in of_round(published, 0) if one.id != mine.id)
    with pytest.raises(Refused, match=f"is in group {mine.id} already"):
        move_person(published, "i0@x.example", mine.id)
    limits.add_apart(published, "i0@x.example", other.people[0].email, "private matter")
    with pytest.raises(Refused, match="are kept apart") as refused:
        move_person(published, "i0@x.example", other.id)
    assert "private" not in str(refused.value)
    limits.remove_apart(published, "i0@x.example", other.people[0].email)
    absences.add_absences(published, ["i0@x.example"], Days(FIRST, FIRST), "private matter")
    with pytest.raises(Refused, match="is away on"):
        move_person(published, "i0@x.example", other.id)
    with pytest.raises(NotFound):
        move_person(published, "i0@x.example", 999)
    with pytest.raises(NotFound):
        move_person(published, "nobody@x.example", other.id)
    with pytest.raises(Refused, match="is over"):
        move_person(later(published, SECOND), "i0@x.example", other.id)
    assert group_of(published, "i0@x.example").id == mine.id


def test_a_newcomer_is_put_in_by_hand_once_they_agreed(published: Desk) -> None:
    employ(published, it("Neo"))
    target = of_round(published, 0)[0]
    with pytest.raises(Refused, match="takes no part in the program"):
        move_person(published, "neo@x.example", target.id)
    programs.enrol(published, COFFEE, ["neo@x.example"])
    assert move_person(published, "neo@x.example", target.id).before is None


def test_nobody_is_left_alone_by_hand(desk: Desk) -> None:
    coffee(desk, 2, 2, rounds=1, group_size=2)
    plan_groups(desk, COFFEE)
    first, second = of_round(desk, 0)
    with pytest.raises(Refused, match="would be alone"):
        take_out(desk, first.people[0].email, first.id)
    with pytest.raises(Refused, match="would be alone"):
        move_person(desk, first.people[0].email, second.id)
    with pytest.raises(NotFound, match="is not in group"):
        take_out(desk, second.people[0].email, first.id)


def test_somebody_is_taken_out_of_a_group(published: Desk) -> None:
    mine = group_of(published, "i0@x.example")
    assert take_out(published, "i0@x.example", mine.id).after is None
    assert emails(gatherings.show(published, mine.id)) == emails(mine) - {"i0@x.example"}
    people.remove(published, "i1@x.example")
    assert take_out(published, "i1@x.example", group_of(published, "i1@x.example").id).name == "I1"


def test_a_group_is_called_off_and_a_draft_set_aside(published: Desk, tmp_path: Path) -> None:
    export(published, tmp_path / "out")
    first = of_round(published, 0)[0]
    assert cancel_group(published, first.id, "private matter") is State.PUBLISHED
    assert [(one.method, one.why) for one in outbox.rows(published)] == [(Method.CANCEL, "it no longer takes place")]
    with pytest.raises(Refused, match="called off already"):
        cancel_group(published, first.id)
    assert "private" not in journal_says(published)[0]
    draft = of_round(published, 2)[0]
    assert cancel_group(published, draft.id) is State.PROPOSED
    with pytest.raises(NotFound):
        gatherings.show(published, draft.id)


def test_a_day_is_called_off_and_takes_place_again(published: Desk) -> None:
    done = skip_day(published, COFFEE, SECOND)
    assert (len(done.groups), done.people) == (4, 16)
    assert {one.state for one in of_round(published, 1)} == {State.CANCELLED}
    assert {one.start for one in outbox.rows(published)} == {FIRST}
    plan_groups(published, COFFEE)
    assert {one.state for one in of_round(published, 1)} == {State.CANCELLED}
    skip_day(published, COFFEE, SECOND, back=True)
    assert {one.start for one in outbox.rows(published)} == {FIRST, SECOND}


def test_only_a_day_on_which_something_is_published_is_called_off(published: Desk) -> None:
    with pytest.raises(Refused, match="No group of 'Coffee' is published on 2027-01-14"):
        skip_day(published, COFFEE, FIRST + timedelta(days=1))
    with pytest.raises(Refused, match="was called off"):
        skip_day(published, COFFEE, FIRST, back=True)
    with pytest.raises(InvalidValue, match="is over"):
        skip_day(later(published, SECOND), COFFEE, FIRST)


def test_a_day_that_takes_place_again_leaves_what_was_called_off_for_another_reason(published: Desk) -> None:
    first, *others = of_round(published, 1)
    cancel_group(published, first.id, "private matter")
    skip_day(published, COFFEE, SECOND)
    done = skip_day(published, COFFEE, SECOND, back=True)
    assert (set(done.groups), done.passed) == ({one.id for one in others}, ())
    assert gatherings.show(published, first.id).state is State.CANCELLED
    with pytest.raises(Refused, match="was called off with its day"):
        skip_day(published, COFFEE, SECOND, back=True)


def test_a_day_takes_place_again_without_groups_whose_people_are_elsewhere_by_now(desk: Desk) -> None:
    # On Ascension Day nobody works in Germany: the group of those in London meets a day before the two others.
    ascension = date(2027, 5, 6)
    coffee(desk, 6, 6, rounds=1, group_size=4, start=date(2027, 5, 3), check_in_weekday=3)
    plan_groups(desk, COFFEE)
    publish_groups(desk, COFFEE, everything=True)
    first, second, other = of_round(desk, 0)
    for who in other.people:
        people.edit(desk, who.email, {"time_zone": "Europe/London"})
    assert [one.days.first - ascension for one in of_round(desk, 0)] == [timedelta(1), timedelta(1), timedelta(0)]
    skip_day(desk, COFFEE, first.days.first)
    move_person(desk, first.people[0].email, other.id)
    done = skip_day(desk, COFFEE, first.days.first, back=True)
    assert (done.groups, done.people, done.passed) == ((second.id,), 4, (first.id,))
    assert gatherings.show(desk, first.id).state is State.CANCELLED
    assert journal_says(desk)[0] == "Coffee: 2027-05-07 takes place again; 1 group stays called off"
    with pytest.raises(Refused, match=f"{first.people[0].name} is in group {other.id} by now"):
        skip_day(desk, COFFEE, first.days.first, back=True)


def test_a_group_that_a_repair_called_off_stays_so_when_its_day_takes_place_again(desk: Desk) -> None:
    coffee(desk, 4, 4, rounds=1, group_size=4)
    plan_groups(desk, COFFEE)
    publish_groups(desk, COFFEE)
    first, second = of_round(desk, 0)
    for who in first.people[1:]:
        people.remove(desk, who.email)
    repair_groups(desk, COFFEE)
    skip_day(desk, COFFEE, FIRST)
    done = skip_day(desk, COFFEE, FIRST, back=True)
    assert (done.groups, done.people) == ((second.id,), 5)
    assert gatherings.show(desk, first.id).state is State.CANCELLED
