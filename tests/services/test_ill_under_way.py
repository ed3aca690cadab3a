"""Somebody cannot come while a visit is under way: it is not cancelled, since some of it was held."""

from datetime import timedelta
from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.pairings import State
from ridealong.services import databases
from ridealong.services.desk import Desk
from ridealong.services.ill import ill
from ridealong.services.invites import outbox
from ridealong.services.invites.meeting_rows import MeetingQuery, list_meetings
from ridealong.services.journal import undo
from ridealong.services.outcomes import history
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.people import absences
from services.bad_morning import codes, exported, mail, of, on, row_of, season_told, uid_of, weekday
from services.conftest import SPRING, START
from services.undo_cases import content
from thorough import thorough_only

MIA = "mia@x.example"


@pytest.fixture
def wednesday(one: Desk, make_desk: MakeDesk) -> Desk:
    """Ana visits Mia since Monday."""
    return make_desk(START + timedelta(days=2))


def test_a_visit_under_way_ends_and_counts_as_one_that_took_place(wednesday: Desk) -> None:
    days = Days(START + timedelta(days=2), START + timedelta(days=4))
    found = ill.look(wednesday, MIA, days, {1: "end"})
    assert [each.code for each in found.touched[0].choices] == ["shorten", "end", "keep"]
    assert "Ana's visit with Mia ends here: what was held counts, and the rest does not take place." in found.text
    ill.settle(wednesday, MIA, days, {1: "end"}, shown=found)
    (row,) = history.page(wednesday, HistoryQuery()).rows
    assert (row.state, row.state.counts_as_met, row.days.first) == (State.ENDED, True, START)
    undo.undo(wednesday)
    (row,) = history.page(wednesday, HistoryQuery()).rows
    assert row.state is State.PUBLISHED


def test_a_visit_under_way_cannot_be_cancelled_and_one_to_come_cannot_end(one: Desk, wednesday: Desk) -> None:
    friday = Days(START + timedelta(days=4), START + timedelta(days=4))
    with pytest.raises(InvalidValue, match="Choose one of: shorten, end, keep"):
        ill.look(wednesday, MIA, friday, {1: "cancel"})
    with pytest.raises(InvalidValue, match=r"Choose one of: .*cancel, keep"):
        ill.look(one, MIA, friday, {1: "end"})


@pytest.fixture
def told(desk: Desk, tmp_path: Path) -> Desk:
    return season_told(desk, tmp_path)


def test_what_was_held_of_a_visit_under_way_stays_and_the_rest_falls_away(told: Desk, tmp_path: Path) -> None:
    wednesday = on(told, weekday(2))
    number = row_of(told, "Ana").id
    found = ill.look(wednesday, mail("Ana"))
    one = of(found, told)
    assert found.days == Days(weekday(2), weekday(4))
    assert (one.running, codes(one)) == (True, ["shorten", "end", "keep"])
    ill.settle(wednesday, mail("Ana"), shown=found)
    assert row_of(told, "Ana").days == Days(weekday(0), weekday(1))
    due = {each.uid: each for each in exported(wednesday, tmp_path / "then")}
    visit = due[uid_of(told, number)]
    assert (visit.method, visit.sequence, visit.first, visit.last) == ("REQUEST", 1, weekday(0), weekday(1))
    assert uid_of(told, number, MeetingKind.PREP) not in due
    assert uid_of(told, number, MeetingKind.WELCOME) not in due
    assert outbox.rows(wednesday) == ()


@thorough_only
def test_a_stand_in_takes_over_what_is_left_of_a_visit_under_way(told: Desk, tmp_path: Path) -> None:
    wednesday, number = on(told, weekday(2)), row_of(told, "Ana").id
    # Who was away before, and is back, can stand in.
    absences.add_absences(told, [mail("Oto")], Days(weekday(0), weekday(1)))
    before = content(told)
    found = ill.look(wednesday, mail("Mia"))
    assert of(found, told).chosen.code == f"stand-in:{mail('Oto')}"
    ill.settle(wednesday, mail("Mia"), shown=found)
    rows = history.page(told, HistoryQuery(person=mail("Ana"), descending=False)).rows
    assert [(one.marketing_name, one.days, one.state, one.round) for one in rows] == [
        ("Mia", Days(weekday(0), weekday(1)), State.PUBLISHED, 0),
        ("Oto", Days(weekday(2), weekday(4)), State.PUBLISHED, 0),
    ]
    due = {each.uid: each for each in exported(wednesday, tmp_path / "then")}
    old, new = due[uid_of(told, number)], due[uid_of(told, rows[1].id)]
    assert (old.method, old.sequence, old.last, old.to) == ("REQUEST", 1, weekday(1), {mail("Ana"), mail("Mia")})
    assert (new.method, new.sequence, new.first, new.to) == ("REQUEST", 0, weekday(2), {mail("Ana"), mail("Oto")})
    # Who was there last looks back on it.
    assert due[uid_of(told, number, MeetingKind.DEBRIEF)].method == "CANCEL"
    assert due[uid_of(told, rows[1].id, MeetingKind.DEBRIEF)].method == "REQUEST"
    assert not databases.check(told)
    said = sorted((one.kind, one.start) for one in found.invites)
    assert said == sorted((_kind(told, one.uid), one.first) for one in due.values())
    undo.undo(wednesday)
    assert content(told) == before


def _kind(desk: Desk, uid: str) -> MeetingKind:
    return next(one.kind for one in list_meetings(desk, MeetingQuery(program=SPRING, over=True)) if one.uid == uid)
