"""The bad morning: somebody cannot come, and what that touches is settled in one step that one undo takes back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import ChangedMeanwhile, InvalidValue, NotFound, Refused
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.pairings import State
from ridealong.services.desk import Desk
from ridealong.services.ill import ill
from ridealong.services.ill.ill_views import ChoiceKind
from ridealong.services.invites import outbox
from ridealong.services.journal import journal, undo
from ridealong.services.people import absences, limits, people
from ridealong.services.plans import pins, plans
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from services.bad_morning import (
    FIRST_WEEK,
    codes,
    exported,
    mail,
    meetings,
    of,
    on,
    row_of,
    season_told,
    uid_of,
    weekday,
)
from services.conftest import SPRING, buddies, employ, it, marketing, ride_alongs, week
from services.undo_cases import content
from thorough import thorough_only


@pytest.fixture
def told(desk: Desk, tmp_path: Path) -> Desk:
    return season_told(desk, tmp_path)


def test_a_stand_in_of_the_hosts_team_is_offered_first_by_who_fits_best(told: Desk) -> None:
    one = of(ill.look(told, mail("Mia"), FIRST_WEEK), told)
    assert codes(one)[:2] == [f"stand-in:{mail('Oto')}", f"stand-in:{mail('Noa')}"]
    assert codes(one)[-2:] == ["cancel", "keep"]
    assert one.chosen == one.choices[0]
    assert one.choices[0].fit > one.choices[1].fit
    assert (one.visit, one.hosting, one.running) == (True, True, False)


def test_a_stand_in_takes_the_visit_over_with_a_cancel_for_one_and_an_update_for_the_other(
    told: Desk, tmp_path: Path
) -> None:
    before, number = content(told), row_of(told, "Ana").id
    shown = ill.look(told, mail("Mia"), FIRST_WEEK)
    assert content(told) == before
    done = ill.settle(told, mail("Mia"), FIRST_WEEK, shown=shown)
    row = row_of(told, "Ana")
    assert (row.id, row.marketing_name, row.state, row.days) == (number, "Oto", State.PUBLISHED, FIRST_WEEK)
    visit = [one for one in exported(told, tmp_path / "then") if one.uid == uid_of(told, number)]
    assert [(one.method, one.sequence, one.to) for one in visit] == [
        ("CANCEL", 1, {mail("Mia")}),
        ("REQUEST", 1, {mail("Ana"), mail("Oto")}),
    ]
    assert of(done, told).invites[0].what in ("cancel", "update")
    assert outbox.rows(told) == ()
    undo.undo(told)
    assert content(told) == before
    back = [one for one in exported(told, tmp_path / "back") if one.uid == uid_of(told, number)]
    assert [(one.method, one.to) for one in back] == [
        ("CANCEL", {mail("Oto")}),
        ("REQUEST", {mail("Ana"), mail("Mia")}),
    ]


CHOICES = ("stand-in:noa@x.example", "shorten", "later:2", "cancel", "keep")


@pytest.mark.parametrize("choice", CHOICES)
def test_what_is_shown_to_become_due_is_what_the_outbox_then_holds(told: Desk, choice: str) -> None:
    days = Days(weekday(0), weekday(1))
    number = row_of(told, "Ana").id
    shown = ill.look(told, mail("Mia"), days, {number: choice})
    ill.settle(told, mail("Mia"), days, {number: choice}, shown=shown)
    said = sorted((one.kind, one.what == "cancel", one.start, one.summary) for one in shown.invites)
    due = sorted((one.kind, one.method == "CANCEL", one.start, one.summary) for one in outbox.rows(told))
    assert said == due
    before = [entry.summary for entry in journal.page(told, journal.JournalQuery()).rows][:1]
    undo.undo(told)
    assert outbox.rows(told) == ()
    assert before[0].startswith("Mia away")


def test_a_visit_begins_later_where_the_rest_of_its_week_is_free(told: Desk, tmp_path: Path) -> None:
    number = row_of(told, "Ana").id
    days = Days(weekday(0), weekday(1))
    ill.settle(told, mail("Mia"), days, {number: "shorten"})
    assert row_of(told, "Ana").days == Days(weekday(2), weekday(4))
    due = {one.uid: one for one in exported(told, tmp_path / "then")}
    visit = due[uid_of(told, number)]
    assert (visit.method, visit.sequence, visit.first, visit.last) == ("REQUEST", 1, weekday(2), weekday(4))
    welcome = due[uid_of(told, number, MeetingKind.WELCOME)]
    assert (welcome.method, welcome.first) == ("REQUEST", weekday(2))


def test_a_visit_ends_early_where_its_first_days_are_free(told: Desk, tmp_path: Path) -> None:
    number = row_of(told, "Ana").id
    ill.settle(told, mail("Ana"), Days(weekday(3), weekday(4)))
    assert row_of(told, "Ana").days == Days(weekday(0), weekday(2))
    due = {one.uid: one for one in exported(told, tmp_path / "then")}
    assert (due[uid_of(told, number)].first, due[uid_of(told, number)].last) == (weekday(0), weekday(2))
    debrief = next(one for one in meetings(told, number) if one.kind is MeetingKind.DEBRIEF)
    assert debrief.first_day > weekday(4)


def test_a_visit_that_was_made_shorter_is_left_alone_by_repair(told: Desk) -> None:
    ill.settle(told, mail("Ana"), Days(weekday(3), weekday(4)))
    with pytest.raises(Refused, match="needs repair"):
        repairs.repair(told, SPRING)
    absences.add_absences(told, [mail("Mia")], Days(weekday(0), weekday(1)))
    repaired = repairs.repair(told, SPRING)
    assert [one.guest.name for one in repaired.changes] == ["Ana"]


def test_a_later_round_is_offered_where_both_can_and_no_rule_forbids_it(told: Desk, tmp_path: Path) -> None:
    absences.add_absences(told, [mail("Ana")], week(1))
    one = of(ill.look(told, mail("Mia"), FIRST_WEEK), told)
    # Ana is away in the second week, and Mia hosts Ben in the third.
    assert [code for code in codes(one) if code.startswith("later")] == ["later:4", "later:5", "later:6"]
    ill.settle(told, mail("Mia"), FIRST_WEEK, {one.pairing: "later:4"})
    row = row_of(told, "Ana")
    assert (row.id, row.round, row.days, row.marketing_name) == (one.pairing, 3, week(3), "Mia")
    visit = next(each for each in exported(told, tmp_path / "then") if each.uid == uid_of(told, one.pairing))
    assert (visit.method, visit.sequence, visit.first) == ("REQUEST", 1, weekday(0, 3))


def test_who_is_cancelled_is_told_and_keeps_no_meeting(told: Desk, tmp_path: Path) -> None:
    number = row_of(told, "Ana").id
    ill.settle(told, mail("Mia"), FIRST_WEEK, {number: "cancel"})
    due = exported(told, tmp_path / "then")
    kinds = set(MeetingKind) - {MeetingKind.CHECK_IN}
    assert len(due) == len(kinds)
    assert {(one.method, frozenset(one.to)) for one in due} == {("CANCEL", frozenset({mail("Ana"), mail("Mia")}))}


def test_a_guest_who_is_ill_gets_no_stand_in(told: Desk) -> None:
    one = of(ill.look(told, mail("Ana"), FIRST_WEEK), told)
    assert codes(one) == ["later:2", "later:4", "later:5", "cancel", "keep"]
    assert not one.hosting


def _apart(desk: Desk) -> str:
    limits.add_apart(desk, mail("Ana"), mail("Noa"), "a secret quarrel")
    return "is kept apart from Ana"


def _reports(desk: Desk) -> str:
    people.edit(desk, mail("Ana"), {"manager": mail("Noa")})
    return "is kept apart from Ana"


def _away(desk: Desk) -> str:
    absences.add_absences(desk, [mail("Noa")], Days(weekday(4), weekday(4)), "a secret quarrel")
    return "is away on 2027-01-15"


def _no_room(desk: Desk) -> str:
    people.edit(desk, mail("Noa"), {"capacity": 0})
    return "takes 0 in round 1"


def _hours(desk: Desk) -> str:
    people.edit(desk, mail("Noa"), {"time_zone": "Pacific/Auckland"})
    return "is kept apart from Ana"


@pytest.mark.parametrize("makes_it_so", [_apart, _reports, _away, _no_room, _hours])
def test_a_stand_in_whom_a_rule_forbids_is_refused_with_the_rule(
    told: Desk, makes_it_so: Callable[[Desk], str]
) -> None:
    why = makes_it_so(told)
    one = of(ill.look(told, mail("Mia"), FIRST_WEEK), told)
    assert f"stand-in:{mail('Noa')}" not in codes(one)
    assert [(each.person.name, each.why[: len(why)]) for each in one.not_possible] == [("Noa", why)]
    before = content(told)
    with pytest.raises(Refused, match="Noa cannot stand in for Mia") as refused:
        ill.settle(told, mail("Mia"), FIRST_WEEK, {one.pairing: f"stand-in:{mail('Noa')}"})
    assert "quarrel" not in str(refused.value)
    assert content(told) == before


def test_nobody_of_another_team_stands_in(told: Desk) -> None:
    number = row_of(told, "Ana").id
    with pytest.raises(InvalidValue, match="Choose one of"):
        ill.settle(told, mail("Mia"), FIRST_WEEK, {number: f"stand-in:{mail('Pia')}"})


@thorough_only
def test_two_visits_at_once_do_not_get_the_same_stand_in(make_desk: MakeDesk) -> None:
    desk = make_desk()
    employ(desk, it("Ana"), it("Ben"), marketing("Mia", capacity=2), marketing("Noa"))
    ride_alongs(desk, rounds=1)
    pins.add_pin(desk, SPRING, mail("Ana"), mail("Mia"), 0)
    pins.add_pin(desk, SPRING, mail("Ben"), mail("Mia"), 0)
    plans.plan(desk, SPRING)
    publishing.publish(desk, SPRING, everything=True)
    found = ill.look(desk, mail("Mia"), FIRST_WEEK)
    kinds = [one.chosen.kind for one in found.touched]
    assert sorted(kinds) == [ChoiceKind.CANCEL, ChoiceKind.STAND_IN]
    both = {one.pairing: f"stand-in:{mail('Noa')}" for one in found.touched}
    with pytest.raises(Refused, match="Noa cannot stand in"):
        ill.settle(desk, mail("Mia"), FIRST_WEEK, both)


# -- meetings around a visit ------------------------------------------------------------------------------------------


def test_a_preparation_moves_to_a_day_on_which_both_can(told: Desk) -> None:
    number = row_of(told, "Ana").id
    prep = next(one for one in meetings(told, number) if one.kind is MeetingKind.PREP)
    today = on(told, prep.first_day)
    found = ill.look(today, mail("Mia"), Days(prep.first_day, prep.first_day))
    one = of(found, told)
    assert (one.visit, codes(one)) == (False, ["move", "skip", "keep"])
    ill.settle(today, mail("Mia"), Days(prep.first_day, prep.first_day), shown=found)
    moved = next(each for each in meetings(told, number) if each.kind is MeetingKind.PREP)
    assert prep.first_day < moved.first_day < weekday(0)
    assert "The preparation of Ana and Mia moves to" in found.text


def test_a_preparation_for_which_no_day_is_left_is_skipped(told: Desk, tmp_path: Path) -> None:
    number = row_of(told, "Ana").id
    friday = Days(weekday(-5), weekday(-3))
    today = on(told, friday.first)
    found = ill.look(today, mail("Mia"), friday)
    one = of(found, told)
    assert (codes(one), one.chosen.words) == (["skip", "keep"], "no other day is free: it does not take place")
    ill.settle(today, mail("Mia"), friday, shown=found)
    prep = next(each for each in meetings(told, number) if each.kind is MeetingKind.PREP)
    assert prep.skipped
    assert "The preparation of Ana and Mia does not take place." in found.text
    due = exported(today, tmp_path / "then")
    assert [(one.method, one.uid) for one in due] == [("CANCEL", uid_of(told, number, MeetingKind.PREP))]


def test_a_check_in_of_buddies_moves_or_falls_away(make_desk: MakeDesk) -> None:
    desk = make_desk()
    employ(desk, it("Ana"), marketing("Mia"))
    name = buddies(desk, check_in_every=2, check_in_weekday=2)
    plans.plan(desk, name)
    publishing.publish(desk, name)
    wednesday = Days(weekday(2), weekday(4))
    found = ill.look(desk, mail("Mia"), wednesday)
    [one] = found.touched
    assert (one.visit, [each.day for each in one.meetings]) == (False, [weekday(2)])
    ill.settle(desk, mail("Mia"), wednesday, shown=found)
    [series] = meetings(desk, one.pairing)
    assert series.occurrences[0].day == weekday(2)
    assert series.occurrences[0].to == weekday(0, 1)
    undo.undo(desk)
    ill.settle(desk, mail("Mia"), wednesday, {one.pairing: "skip"})
    [series] = meetings(desk, one.pairing)
    assert weekday(2) in series.left_out


# -- words and privacy ------------------------------------------------------------------------------------------------


def test_the_text_says_who_does_what_and_never_why(told: Desk) -> None:
    text = ill.look(told, mail("Mia"), FIRST_WEEK).text
    assert text.startswith("Mia is away from Monday, 11 January 2027 until Friday, 15 January 2027.")
    assert "- Ana: please go to Oto instead. Oto: please take Ana along." in text
    assert "Calendar updates follow." in text
    assert "ill" not in text.casefold().split()


def test_the_reason_stays_on_the_page_of_the_person(told: Desk) -> None:
    ill.settle(told, mail("Mia"), FIRST_WEEK)
    assert [one.reason for one in people.show(told, mail("Mia"), reasons=True).absences] == ["ill"]
    entry = journal.page(told, journal.JournalQuery()).rows[0]
    assert (entry.action, entry.summary) == ("away", "Mia away 2027-01-11 to 2027-01-15; 1 pairing settled")
    assert "ill" not in str(outbox.rows(told)).split()


def test_what_is_noted_already_is_not_noted_twice(told: Desk) -> None:
    absences.add_absences(told, [mail("Mia")], FIRST_WEEK, "leave")
    found = ill.settle(told, mail("Mia"), FIRST_WEEK)
    assert found.noted
    assert len(absences.list_absences(told, mail("Mia"))) == 1


def test_where_nothing_is_touched_the_absence_is_noted_all_the_same(told: Desk) -> None:
    found = ill.settle(told, mail("Pia"))
    assert (found.touched, found.days) == ((), Days(date(2027, 1, 4), date(2027, 1, 8)))
    assert found.text == "Pia is away until Friday, 8 January 2027. Nothing else changes."
    assert len(absences.list_absences(told, mail("Pia"))) == 1


def test_what_cannot_be_is_said(told: Desk) -> None:
    with pytest.raises(NotFound):
        ill.look(told, mail("Nobody"))
    with pytest.raises(InvalidValue, match="is past"):
        ill.look(told, mail("Mia"), Days(date(2026, 12, 1), date(2026, 12, 2)))
    with pytest.raises(InvalidValue, match="more than 366 days"):
        ill.look(told, mail("Mia"), Days(date(2027, 1, 4), date(2029, 1, 4)))
    with pytest.raises(InvalidValue, match="Pairing 999 is not touched"):
        ill.look(told, mail("Mia"), FIRST_WEEK, {999: "cancel"})
    number = row_of(told, "Ana").id
    with pytest.raises(InvalidValue, match="'fly' cannot be done about pairing"):
        ill.look(told, mail("Mia"), FIRST_WEEK, {number: "fly"})


def test_it_is_done_as_it_was_shown_or_not_at_all(told: Desk) -> None:
    shown = ill.look(told, mail("Mia"), FIRST_WEEK)
    absences.add_absences(told, [mail("Oto")], FIRST_WEEK)
    with pytest.raises(ChangedMeanwhile):
        ill.settle(told, mail("Mia"), FIRST_WEEK, shown=shown)


def test_the_week_ends_on_friday_and_at_weekends_on_sunday() -> None:
    assert ill.usual_days(weekday(0)) == Days(weekday(0), weekday(4))
    assert ill.usual_days(weekday(4)) == Days(weekday(4), weekday(4))
    assert ill.usual_days(weekday(5)) == Days(weekday(5), weekday(6))
