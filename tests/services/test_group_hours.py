"""The hour of a coffee that was published: it stays while it suits those who come, and any other one is told."""

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from ridealong.domain.days import Days
from ridealong.domain.gathering_times import Hour, HourChange
from ridealong.domain.program_meetings import MeetingsAsked
from ridealong.services.desk import Desk
from ridealong.services.groups.change_groups import take_out
from ridealong.services.groups.group_days import move_day
from ridealong.services.groups.group_hours import hour_of
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.groups.publish_groups import publish_groups
from ridealong.services.ill import ill
from ridealong.services.invites import outbox
from ridealong.services.invites.export_invites import export
from ridealong.services.people import people
from ridealong.services.programs.leaving import leave
from ridealong.services.programs.program_settings import ProgramChange, edit
from services.built import built
from services.conftest import employ, it
from services.group_company import COFFEE, FIRST, coffee, group_of, later

FAR = "far@x.example"
NOON, THREE = Hour(time(12), "Europe/Berlin"), Hour(time(15), "Europe/Berlin")
DAY = Days(FIRST, FIRST)


def _published(desk: Desk) -> None:
    """A coffee of four: three work in Berlin, Far in Kolkata, so that they meet at noon in place of three."""
    employ(desk, it("Far", time_zone="Asia/Kolkata"))
    coffee(desk, 1, 2)
    plan_groups(desk, COFFEE)
    publish_groups(desk, COFFEE)


@pytest.fixture
def published(desk: Desk) -> Desk:
    """The coffee, published and not sent, on the Monday of its first round."""
    return later(built(desk, _published), FIRST - timedelta(days=2))


@pytest.fixture
def told(published: Desk, tmp_path: Path) -> Desk:
    """The same, sent."""
    export(published, tmp_path / "out")
    return published


def hour(desk: Desk) -> Hour | None:
    return hour_of(group_of(desk, "i0@x.example"))


def test_the_hour_stays_when_somebody_is_ill_and_after_the_updates_were_sent(told: Desk, tmp_path: Path) -> None:
    assert hour(told) == NOON
    found = ill.look(told, FAR, DAY)
    assert {one.hour for one in found.groups[0].choices} == {None}
    assert "12:00 Europe/Berlin: Far does not come" in found.text
    ill.settle(told, FAR, DAY, shown=found)
    assert hour(told) == NOON
    export(told, tmp_path / "again")
    assert (hour(told), outbox.rows(told)) == (NOON, ())


def test_it_stays_when_somebody_leaves_the_program_or_is_taken_out(told: Desk) -> None:
    assert leave(told, COFFEE, [FAR]).hours == ()
    assert hour(told) == NOON


def test_it_stays_when_the_coffee_moves_to_another_day(told: Desk) -> None:
    number = group_of(told, FAR).id
    take_out(told, FAR, number)
    assert hour_of(move_day(told, number, FIRST + timedelta(days=1)).group) == NOON


def test_it_changes_where_it_suits_no_longer(told: Desk) -> None:
    before = people.show(told, "i0@x.example").person
    people.edit(told, "i0@x.example", {"hours": replace(before.hours, start=time(13))})
    take_out(told, FAR, group_of(told, FAR).id)
    assert hour(told) == THREE


def test_it_changes_with_the_rhythm_of_the_program(told: Desk) -> None:
    edit(told, COFFEE, ProgramChange(meetings=MeetingsAsked(at=time(10))))
    assert hour(told) == Hour(time(10), "Europe/Berlin")


def test_another_hour_is_told_by_the_choice_and_in_the_chat(published: Desk) -> None:
    found = ill.look(published, FAR, DAY)
    leaves = found.groups[0].chosen
    assert leaves.hour == HourChange(before=NOON, now=THREE)
    assert leaves.words.endswith("meet at 15:00 Europe/Berlin, not 12:00 Europe/Berlin")
    assert ", now at 15:00 Europe/Berlin, not 12:00 Europe/Berlin: Far does not come" in found.text


def test_another_hour_is_told_when_somebody_leaves_the_program(published: Desk) -> None:
    number = group_of(published, FAR).id
    left = leave(published, COFFEE, [FAR])
    assert dict(left.hours)[number] == HourChange(before=NOON, now=THREE)
    assert f"group {number} at 15:00 Europe/Berlin, not 12:00 Europe/Berlin" in left.words
