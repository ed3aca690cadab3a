"""The weekly meeting of the two sponsors of a program."""

from datetime import time, timedelta
from pathlib import Path

import pytest

from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.meetings import Method
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.program_meetings import MeetingsAsked
from ridealong.services.desk import Desk
from ridealong.services.groups import gatherings
from ridealong.services.groups.change_groups import cancel_group, move_person, skip_day
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.groups.publish_groups import publish_groups
from ridealong.services.groups.repair_groups import repair_groups
from ridealong.services.invites import outbox
from ridealong.services.invites.export_invites import export
from ridealong.services.journal import undo
from ridealong.services.people import absences
from ridealong.services.programs import charters, program_settings
from ridealong.services.programs.program_settings import ProgramChange
from services.group_company import ANA, FIRST, MIA, SECOND, SPONSORS, ZOE, sponsors_planned, sponsors_published


def test_the_sponsors_have_one_series_over_all_of_the_program(desk: Desk) -> None:
    sponsors_planned(desk)
    (one,) = gatherings.page(desk, SPONSORS).groups
    assert one.people == ()
    assert plan_groups(desk, SPONSORS).changed == 0
    assert len(gatherings.page(desk, SPONSORS).groups) == 1


def test_their_meeting_is_published_once_both_are_named(desk: Desk) -> None:
    sponsors_planned(desk)
    charters.set_sponsor(desk, SPONSORS, Side.IT, ANA)
    with pytest.raises(Refused, match="has no Marketing sponsor") as refused:
        publish_groups(desk, SPONSORS)
    assert "--side marketing" in refused.value.typed
    assert "ridealong" not in refused.value.remedy
    charters.set_sponsor(desk, SPONSORS, Side.MARKETING, ZOE)
    assert publish_groups(desk, SPONSORS).invites == 1
    (due,) = outbox.rows(desk)
    assert (due.start, due.every_weeks, due.to) == (FIRST, 1, (ANA, "zoe@y.example"))


def test_another_sponsor_changes_the_invite(desk: Desk, tmp_path: Path) -> None:
    sponsors_published(desk)
    export(desk, tmp_path / "out")
    charters.set_sponsor(desk, SPONSORS, Side.MARKETING, MIA)
    assert [(one.method, one.to) for one in outbox.rows(desk)] == [
        (Method.CANCEL, ("zoe@y.example",)),
        (Method.REQUEST, (ANA, MIA)),
    ]
    assert undo.undo(desk).due == 0
    charters.set_sponsor(desk, SPONSORS, Side.MARKETING, "")
    assert [(one.method, one.to) for one in outbox.rows(desk)] == [(Method.CANCEL, (ANA, "zoe@y.example"))]


def test_one_day_of_the_series_is_left_out_and_put_back(desk: Desk, tmp_path: Path) -> None:
    sponsors_published(desk)
    export(desk, tmp_path / "out")
    skip_day(desk, SPONSORS, SECOND)
    (due,) = outbox.rows(desk)
    assert (due.method, due.update, due.why) == (Method.REQUEST, True, "the time changed")
    assert gatherings.page(desk, SPONSORS).groups[0].without == (SECOND,)
    with pytest.raises(Refused, match="do not meet on"):
        skip_day(desk, SPONSORS, SECOND)
    skip_day(desk, SPONSORS, SECOND, back=True)
    assert outbox.rows(desk) == ()
    with pytest.raises(Refused, match="do not meet on"):
        skip_day(desk, SPONSORS, SECOND + timedelta(days=1))


def test_the_series_keeps_clear_of_days_on_which_a_sponsor_is_off(desk: Desk) -> None:
    sponsors_published(desk)
    absences.add_absences(desk, [ANA], Days(SECOND, SECOND), "private matter")
    (one,) = gatherings.page(desk, SPONSORS).groups
    assert one.without == (SECOND,)
    with pytest.raises(Refused, match="not left out by hand"):
        skip_day(desk, SPONSORS, SECOND, back=True)


def test_another_hour_of_the_program_is_that_of_the_series(desk: Desk, tmp_path: Path) -> None:
    sponsors_published(desk)
    export(desk, tmp_path / "out")
    program_settings.edit(desk, SPONSORS, ProgramChange(meetings=MeetingsAsked(at=time(9), minutes=15)))
    (one,) = gatherings.page(desk, SPONSORS).groups
    assert (one.at, one.minutes) == (time(9), 15)
    assert [each.why for each in outbox.rows(desk)] == ["the time changed"]
    with pytest.raises(InvalidValue):
        program_settings.edit(desk, SPONSORS, ProgramChange(meetings=MeetingsAsked(no_check_ins=True)))


def test_their_people_are_those_of_the_charter_alone(desk: Desk) -> None:
    sponsors_published(desk)
    (one,) = gatherings.page(desk, SPONSORS).groups
    with pytest.raises(Refused, match="is the meeting of the sponsors"):
        move_person(desk, MIA, one.id)
    assert repair_groups(desk, SPONSORS).changes == ()
    assert cancel_group(desk, one.id) is State.PUBLISHED
