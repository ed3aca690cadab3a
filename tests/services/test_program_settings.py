"""Settings of a program, changed after it was made: published pairings and the outbox follow."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Method
from ridealong.domain.program_meetings import MeetingsAsked
from ridealong.domain.programs import CheckIn
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.plans import plans
from ridealong.services.programs import program_settings, programs
from ridealong.services.programs.program_settings import ProgramChange
from ridealong.services.publishing import publishing
from services.conftest import buddies, ride_alongs

VISIT, DEBRIEF, CHECK_IN = MeetingKind.VISIT, MeetingKind.DEBRIEF, MeetingKind.CHECK_IN


@pytest.fixture
def invited(small: Desk, tmp_path: Path) -> Desk:
    """A desk with a published ride-along program of visits alone, whose invites were sent."""
    name = ride_alongs(small, meetings=(VISIT,), host_rest_weeks=0)
    plans.plan(small, name)
    publishing.publish(small, name, everything=True)
    export_invites.export(small, tmp_path / "out")
    return small


NAME = "Spring ride-alongs"


def due(desk: Desk) -> set[tuple[MeetingKind, Method]]:
    return {(one.kind, one.method) for one in outbox.rows(desk)}


def test_what_is_not_said_stays_as_it_is(small: Desk) -> None:
    name = ride_alongs(small, place="Atrium", objective="Speed", prepare="Bring a badge", country="FR")
    before = programs.show(small, name).program
    after = program_settings.edit(small, "SPRING ride-alongs", ProgramChange(place=" Room 1 ", objective="")).page
    assert after.program == replace(before, place="Room 1", objective="")
    assert programs.show(small, name).program == after.program
    busy = program_settings.edit(small, name, ProgramChange(visit_busy=True, country="us-ca", prepare="Nothing"))
    assert busy.page.program == replace(after.program, visit_busy=True, country="US-CA", prepare="Nothing")
    assert program_settings.edit(small, name, ProgramChange(visit_busy=False)).page.program.visit_busy is False


def test_a_rhythm_is_changed_taken_away_and_given_back(small: Desk) -> None:
    name = buddies(small)

    def rhythm(asked: MeetingsAsked) -> CheckIn | None:
        return program_settings.edit(small, name, ProgramChange(meetings=asked)).page.program.check_in

    assert rhythm(MeetingsAsked(at=time(15))) == CheckIn(at=time(15), every_weeks=2)
    assert rhythm(MeetingsAsked(weekday=4, minutes=45)) == CheckIn(weekday=4, at=time(15), minutes=45, every_weeks=2)
    assert rhythm(MeetingsAsked(no_check_ins=True)) is None
    assert rhythm(MeetingsAsked(kinds=(CHECK_IN,))) == CheckIn(every_weeks=2)


def test_published_pairings_get_the_meetings_that_they_lack_and_only_those_become_due(invited: Desk) -> None:
    assert due(invited) == set()
    wanted = ProgramChange(meetings=MeetingsAsked(kinds=(VISIT, DEBRIEF)))
    assert program_settings.edit(invited, NAME, wanted).added == 3
    assert due(invited) == {(DEBRIEF, Method.REQUEST)}
    assert len(outbox.rows(invited)) == 3
    assert program_settings.edit(invited, NAME, wanted).added == 0


def test_meetings_that_are_no_longer_wanted_are_cancelled_where_they_were_sent(invited: Desk, tmp_path: Path) -> None:
    program_settings.edit(invited, NAME, ProgramChange(meetings=MeetingsAsked(kinds=(VISIT, DEBRIEF))))
    program_settings.edit(invited, NAME, ProgramChange(meetings=MeetingsAsked(kinds=(DEBRIEF,))))
    assert due(invited) == {(DEBRIEF, Method.REQUEST), (VISIT, Method.CANCEL)}
    export_invites.export(invited, tmp_path / "again")
    program_settings.edit(invited, NAME, ProgramChange(meetings=MeetingsAsked(kinds=(VISIT, DEBRIEF))))
    assert {(one.kind, one.method, one.sequence) for one in outbox.rows(invited)} == {(VISIT, Method.REQUEST, 2)}


def test_pairings_long_over_get_no_new_meetings(invited: Desk, make_desk: MakeDesk) -> None:
    later = make_desk(date(2028, 1, 3))
    wanted = ProgramChange(meetings=MeetingsAsked(kinds=tuple(MeetingKind)))
    assert program_settings.edit(later, NAME, wanted).added == 0
    assert outbox.rows(later) == ()


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        (ProgramChange(), Refused, "Nothing is to change. Name a setting"),
        (ProgramChange(country="XX"), InvalidValue, "'XX' is not a country"),
        (ProgramChange(meetings=MeetingsAsked(minutes=1)), InvalidValue, "A check-in cannot last 1 minutes"),
        (
            ProgramChange(place="X", meetings=MeetingsAsked(no_check_ins=True, every_weeks=2)),
            InvalidValue,
            "and none at the same time",
        ),
    ],
)
def test_a_change_that_breaks_a_rule_changes_nothing(
    small: Desk, change: ProgramChange, error: type[Exception], said: str
) -> None:
    name = ride_alongs(small)
    before = programs.show(small, name)
    with pytest.raises(error, match=said):
        program_settings.edit(small, name, change)
    assert programs.show(small, name) == before


def test_a_program_that_does_not_exist_is_named(small: Desk) -> None:
    with pytest.raises(NotFound, match="There is no program 'Summer'"):
        program_settings.edit(small, "Summer", ProgramChange(place="X"))
