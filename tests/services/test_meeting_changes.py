"""Meetings changed by hand: listed, moved, skipped and put back, with exactly what follows from it in the outbox."""

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import MakeDesk, NewDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, NotFound, Refused, RidealongError
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Method
from ridealong.services.changes import drafts
from ridealong.services.changes.drafts import cancel
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.invites.meeting_changes import MeetingMove, move, reset, skip
from ridealong.services.invites.meeting_rows import MeetingQuery, MeetingRow, list_meetings
from ridealong.services.people import absences
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from services.built import built
from services.conftest import SPRING, buddies, employ, it, marketing, ride_alongs, week
from thorough import examples

DAY = timedelta(days=1)
VISIT, PREP, WELCOME, DEBRIEF = MeetingKind.VISIT, MeetingKind.PREP, MeetingKind.WELCOME, MeetingKind.DEBRIEF

WEDNESDAYS = tuple(date(2027, 1, 13) + timedelta(weeks=2 * number) for number in range(7))
"""When buddies check in by the rule, at ten o'clock in Berlin."""


def published(desk: Desk, name: str) -> Desk:
    plans.plan(desk, name)
    publishing.publish(desk, name, everything=True)
    return desk


def ana_and_mia(desk: Desk) -> Desk:
    employ(desk, it("Ana", time_zone="Europe/Berlin"), marketing("Mia", time_zone="Europe/Berlin"))
    return desk


@pytest.fixture
def pals(desk: Desk) -> Desk:
    """Ana and Mia as buddies, from January to April."""
    return built(desk, _pals)


def _pals(desk: Desk) -> None:
    published(ana_and_mia(desk), buddies(desk))


@pytest.fixture
def visit(desk: Desk) -> Desk:
    """Ana visits Mia in the week of 2027-01-11."""
    return built(desk, _visit)


def _visit(desk: Desk) -> None:
    published(desk, ride_alongs(ana_and_mia(desk), rounds=1, place="Room 1"))


def only(desk: Desk, kind: MeetingKind = MeetingKind.CHECK_IN) -> MeetingRow:
    (found,) = (one for one in list_meetings(desk, MeetingQuery(over=True)) if one.kind is kind)
    return found


def takes_place(row: MeetingRow) -> list[tuple[date, time]]:
    return [(one.to, one.at) for one in row.occurrences]


def sent(desk: Desk, folder: Path) -> Desk:
    export_invites.export(desk, folder)
    assert outbox.rows(desk) == ()
    return desk


def test_a_series_is_listed_with_its_rule(pals: Desk) -> None:
    row = only(pals)
    assert (row.program, row.guest.email, row.host.email) == ("Buddies", "ana@x.example", "mia@x.example")
    assert (row.first_day, row.at, row.minutes, row.time_zone) == (WEDNESDAYS[0], time(10), 30, "Europe/Berlin")
    assert (row.every_weeks, row.left_out, row.skipped) == (2, (), False)
    assert takes_place(row) == [(day, time(10)) for day in WEDNESDAYS]


def test_the_meetings_of_a_visit_are_listed_by_day(visit: Desk) -> None:
    rows = list_meetings(visit, MeetingQuery())
    assert [(one.kind, one.first_day) for one in rows] == [
        (PREP, date(2027, 1, 6)),
        (VISIT, date(2027, 1, 11)),
        (WELCOME, date(2027, 1, 11)),
        (DEBRIEF, date(2027, 1, 19)),
    ]
    assert (rows[1].last_day, rows[1].at, rows[1].every_weeks, rows[1].occurrences) == (
        date(2027, 1, 15),
        None,
        None,
        (),
    )
    assert {one.place for one in rows} == {"Room 1"}


def test_a_list_is_narrowed_to_a_pairing_a_person_a_program_and_what_is_to_come(
    small: Desk, make_desk: MakeDesk
) -> None:
    published(small, ride_alongs(small, rounds=1, host_rest_weeks=0))
    published(small, buddies(small, repeat_days=0))
    everything = list_meetings(small, MeetingQuery())
    assert {one.program for one in everything} == {"Spring ride-alongs", "Buddies"}
    one = everything[0]
    assert {row.pairing for row in list_meetings(small, MeetingQuery(pairing=one.pairing))} == {one.pairing}
    hers = list_meetings(small, MeetingQuery(person="ANA@x.example"))
    assert {"ana@x.example"} <= {mail for row in hers for mail in (row.guest.email, row.host.email)}
    assert all("ana@x.example" in (row.guest.email, row.host.email) for row in hers)
    assert {row.program for row in list_meetings(small, MeetingQuery(program="buddies"))} == {"Buddies"}
    later = make_desk(date(2027, 3, 1))
    assert {row.program for row in list_meetings(later, MeetingQuery())} == {"Buddies"}
    assert list_meetings(later, MeetingQuery(over=True)) == everything
    for query in (MeetingQuery(pairing=99), MeetingQuery(person="who@x.example"), MeetingQuery(program="No")):
        with pytest.raises(NotFound):
            list_meetings(small, query)


def test_one_occurrence_moves_and_only_it_becomes_due(pals: Desk, tmp_path: Path) -> None:
    sent(pals, tmp_path)
    moved = MeetingMove(on=WEDNESDAYS[1], to=WEDNESDAYS[1] + DAY, at=time(15), minutes=45, place=" Room  5 ")
    done = move(pals, only(pals).id, moved)
    assert done.notes == ()
    assert done.meeting == only(pals)
    (changed,) = (one for one in done.meeting.occurrences if one.day == WEDNESDAYS[1])
    assert (changed.to, changed.at, changed.minutes, changed.place) == (date(2027, 1, 28), time(15), 45, "Room 5")
    assert [one.to for one in done.meeting.occurrences if one is not changed] == [WEDNESDAYS[0], *WEDNESDAYS[2:]]
    assert [(one.method, one.sequence) for one in outbox.rows(pals)] == [(Method.REQUEST, 1)]
    reset(pals, done.meeting.id, WEDNESDAYS[1])
    assert outbox.rows(pals) == ()


def test_what_is_said_of_a_move_later_adds_to_what_was_said_before(pals: Desk) -> None:
    number = only(pals).id
    move(pals, number, MeetingMove(on=WEDNESDAYS[1], to=WEDNESDAYS[1] + DAY))
    move(pals, number, MeetingMove(on=WEDNESDAYS[1], at=time(15)))
    move(pals, number, MeetingMove(at=time(9)))
    assert takes_place(only(pals))[:3] == [
        (WEDNESDAYS[0], time(9)),
        (WEDNESDAYS[1] + DAY, time(15)),
        (WEDNESDAYS[2], time(9)),
    ]


def test_all_of_a_series_changes_its_hour_its_length_and_its_place(pals: Desk) -> None:
    row = move(pals, only(pals).id, MeetingMove(at=time(14), minutes=60, place="Room 5")).meeting
    assert (row.at, row.minutes, row.place) == (time(14), 60, "Room 5")
    assert move(pals, row.id, MeetingMove(place="")).meeting.place == ""
    assert reset(pals, row.id).meeting.at == time(10)


def test_a_skipped_occurrence_is_left_out_until_it_is_moved_or_put_back(pals: Desk) -> None:
    number = only(pals).id
    assert skip(pals, number, WEDNESDAYS[2]).meeting.left_out == (WEDNESDAYS[2],)
    with pytest.raises(Refused, match="check-in of Ana and Mia on 2027-02-10 is skipped already"):
        skip(pals, number, WEDNESDAYS[2])
    assert move(pals, number, MeetingMove(on=WEDNESDAYS[2], at=time(11))).meeting.left_out == ()
    skip(pals, number, WEDNESDAYS[2])
    assert reset(pals, number, WEDNESDAYS[2]).meeting.left_out == ()


def test_an_occurrence_on_which_somebody_is_away_takes_place_where_it_is_moved(pals: Desk) -> None:
    absences.add_absences(pals, ["ana@x.example"], week(2))
    assert only(pals).left_out == (WEDNESDAYS[1],)
    row = move(pals, only(pals).id, MeetingMove(on=WEDNESDAYS[1], to=date(2027, 2, 1))).meeting
    assert row.left_out == ()
    assert date(2027, 2, 1) in [one.to for one in row.occurrences]


def test_a_whole_series_that_is_skipped_stays_in_the_list_and_can_be_put_back(pals: Desk, tmp_path: Path) -> None:
    sent(pals, tmp_path)
    row = only(pals)
    assert skip(pals, row.id).meeting.skipped
    assert [(one.method, one.sequence) for one in outbox.rows(pals)] == [(Method.CANCEL, 1)]
    assert (only(pals).skipped, only(pals).uid) == (True, row.uid)
    with pytest.raises(Refused, match=r"The whole check-in of Ana and Mia is skipped. Put it back first"):
        move(pals, row.id, MeetingMove(on=WEDNESDAYS[1], at=time(11)))
    with pytest.raises(Refused, match="is skipped already"):
        skip(pals, row.id, WEDNESDAYS[1])
    assert reset(pals, row.id).meeting == row
    assert outbox.rows(pals) == ()


@pytest.mark.parametrize("kind", [PREP, WELCOME, DEBRIEF])
def test_a_meeting_that_takes_place_once_moves_is_skipped_and_put_back(visit: Desk, kind: MeetingKind) -> None:
    row = only(visit, kind)
    moved = move(visit, row.id, MeetingMove(to=row.first_day + 2 * DAY, at=time(16), place="Room 9")).meeting
    assert (moved.first_day, moved.last_day, moved.at, moved.place) == (
        row.first_day + 2 * DAY,
        row.first_day + 2 * DAY,
        time(16),
        "Room 9",
    )
    assert skip(visit, row.id).meeting.skipped
    stands = move(visit, row.id, MeetingMove(minutes=20)).meeting
    assert (stands.skipped, stands.minutes, stands.at) == (False, 20, time(16))
    assert reset(visit, row.id, row.first_day).meeting == row


def test_a_change_holds_although_the_rules_choose_another_day(visit: Desk) -> None:
    row = only(visit, DEBRIEF)
    move(visit, row.id, MeetingMove(to=row.first_day + 6 * DAY, at=time(16)))
    absences.add_absences(visit, ["ana@x.example"], Days(row.first_day, row.first_day))
    stands = only(visit, DEBRIEF)
    assert (stands.first_day, stands.at) == (row.first_day + 6 * DAY, time(16))


def test_an_hour_given_by_hand_goes_along_to_another_day(visit: Desk) -> None:
    row = only(visit, DEBRIEF)
    move(visit, row.id, MeetingMove(at=time(16)))
    absences.add_absences(visit, ["ana@x.example"], Days(row.first_day, row.first_day))
    stands = only(visit, DEBRIEF)
    assert (stands.first_day > row.first_day, stands.at) == (True, time(16))


def test_a_change_of_a_prep_is_gone_once_the_visit_is_in_another_week(desk: Desk) -> None:
    visit = published(ana_and_mia(desk), ride_alongs(desk, rounds=3))
    row = only(visit, PREP)
    move(visit, row.id, MeetingMove(at=time(16)))
    (pairing,) = plans.page(visit, SPRING).proposals
    drafts.move(visit, pairing.id, (pairing.round + 1) % 3)
    assert only(visit, PREP).at == row.at


def test_a_visit_changes_its_place_and_else_goes_with_its_pairing(visit: Desk) -> None:
    row = only(visit, VISIT)
    assert move(visit, row.id, MeetingMove(place="Munich")).meeting.place == "Munich"
    for wanted in (MeetingMove(to=date(2027, 1, 12)), MeetingMove(at=time(9)), MeetingMove(minutes=60, place="X")):
        with pytest.raises(Refused, match=r"A visit moves with its pairing. Move the pairing"):
            move(visit, row.id, wanted)
    with pytest.raises(Refused, match="Cancel the pairing"):
        skip(visit, row.id)
    with pytest.raises(NotFound, match="A visit has no single occurrences"):
        move(visit, row.id, MeetingMove(on=row.first_day, place="X"))
    assert reset(visit, row.id).meeting == row


def test_a_weekend_is_allowed_and_said(pals: Desk) -> None:
    done = move(pals, only(pals).id, MeetingMove(on=WEDNESDAYS[1], to=date(2027, 1, 30)))
    assert done.notes == ("2027-01-30 is a Saturday",)


def test_an_hour_that_clocks_skip_on_that_day_is_refused(pals: Desk) -> None:
    row = only(pals)
    with pytest.raises(Refused, match=r"There is no 02:30 on 2027-03-28 in Europe/Berlin: clocks go forward"):
        move(pals, row.id, MeetingMove(on=WEDNESDAYS[5], to=date(2027, 3, 28), at=time(2, 30)))
    assert only(pals) == row


def test_an_occurrence_that_moves_past_another_one_is_allowed_and_said(pals: Desk) -> None:
    done = move(pals, only(pals).id, MeetingMove(on=WEDNESDAYS[1], to=WEDNESDAYS[2] + DAY))
    assert done.notes == ("It takes place beyond another one of the series, which Outlook does not show right",)


def test_a_series_begins_for_people_with_the_first_one_that_takes_place(pals: Desk) -> None:
    row = only(pals)
    stands = skip(pals, row.id, WEDNESDAYS[0]).meeting
    assert (stands.first_day, stands.left_out) == (WEDNESDAYS[1], (WEDNESDAYS[0],))
    assert outbox.rows(pals)[0].start == WEDNESDAYS[1]
    assert reset(pals, row.id, WEDNESDAYS[0]).meeting == row


@pytest.mark.parametrize(
    ("wanted", "error", "said"),
    [
        (MeetingMove(), InvalidValue, "Nothing is to change. Give another day"),
        (MeetingMove(on=WEDNESDAYS[1]), InvalidValue, "Nothing is to change"),
        (MeetingMove(minutes=4), InvalidValue, "A meeting cannot last 4 minutes. Give 5 to 480"),
        (MeetingMove(to=WEDNESDAYS[1]), InvalidValue, "A series has no one day to move. Name the occurrence"),
        (
            MeetingMove(on=date(2027, 1, 20), at=time(9)),
            NotFound,
            r"has no occurrence on 2027-01-20. By the rule it has 2027-01-13, 2027-01-27, 2027-02-10, .* among others",
        ),
        (MeetingMove(on=WEDNESDAYS[0], to=date(2027, 1, 3)), Refused, "2027-01-03 has passed"),
        (
            MeetingMove(on=WEDNESDAYS[0], to=date(2027, 1, 10)),
            Refused,
            "2027-01-10 is too far away for the check-in of Ana and Mia. Name a day from 2027-01-11 to 2027-04-09",
        ),
        (MeetingMove(on=WEDNESDAYS[0], to=date(2027, 4, 10)), Refused, "2027-04-10 is too far away"),
    ],
)
def test_a_move_that_makes_no_sense_changes_nothing(
    pals: Desk, wanted: MeetingMove, error: type[RidealongError], said: str
) -> None:
    before, version = only(pals), pals.version()
    with pytest.raises(error, match=said):
        move(pals, before.id, wanted)
    assert (only(pals), pals.version()) == (before, version)


def test_an_occurrence_named_by_the_day_it_was_moved_to_is_pointed_out(pals: Desk) -> None:
    number = only(pals).id
    move(pals, number, MeetingMove(on=WEDNESDAYS[1], to=WEDNESDAYS[1] + DAY))
    with pytest.raises(NotFound, match="What takes place that day is the one of 2027-01-27 by the rule"):
        skip(pals, number, WEDNESDAYS[1] + DAY)


def test_a_debrief_may_move_sixty_days_and_no_more(visit: Desk) -> None:
    row = only(visit, DEBRIEF)
    with pytest.raises(Refused, match="is too far away for the debrief of Ana and Mia"):
        move(visit, row.id, MeetingMove(to=row.first_day + 61 * DAY))
    moved = move(visit, row.id, MeetingMove(to=row.first_day + 60 * DAY)).meeting
    assert moved.first_day == row.first_day + 60 * DAY


def test_what_is_over_is_not_changed(pals: Desk, make_desk: MakeDesk) -> None:
    number = only(pals).id
    move(pals, number, MeetingMove(on=WEDNESDAYS[1], to=WEDNESDAYS[1] + 7 * DAY))
    later = make_desk(date(2027, 2, 1))
    with pytest.raises(Refused, match=r"on 2027-01-13 is over. It was on 2027-01-13, and today is 2027-02-01"):
        move(later, number, MeetingMove(on=WEDNESDAYS[0], at=time(9)))
    with pytest.raises(Refused, match="on 2027-01-13 is over"):
        skip(later, number, WEDNESDAYS[0])
    assert skip(later, number, WEDNESDAYS[1]).meeting.left_out == (WEDNESDAYS[1],)
    done = make_desk(date(2027, 5, 1))
    for change in (lambda: move(done, number, MeetingMove(at=time(9))), lambda: skip(done, number)):
        with pytest.raises(Refused, match="The check-in of Ana and Mia is over"):
            change()
    with pytest.raises(Refused, match="is over"):
        reset(done, number)


def test_meetings_that_stand_in_no_calendar_are_not_changed(pals: Desk, tmp_path: Path) -> None:
    row = only(pals)
    cancel(pals, row.pairing)
    with pytest.raises(Refused, match=r"The pairing of Ana and Mia is cancelled. Its meetings stand in no calendar"):
        skip(pals, row.id)
    assert list_meetings(pals, MeetingQuery()) == ()


def test_what_does_not_exist_or_was_not_changed_is_named(pals: Desk) -> None:
    number = only(pals).id
    with pytest.raises(NotFound, match=r"There is no meeting 99. The list of meetings shows those that there are"):
        skip(pals, 99)
    with pytest.raises(
        Refused, match=r"Nothing was changed by hand about the check-in of Ana and Mia. It stands where"
    ):
        reset(pals, number)
    skip(pals, number, WEDNESDAYS[1])
    with pytest.raises(Refused, match=r"check-in of Ana and Mia on 2027-02-10. Changed are 2027-01-27"):
        reset(pals, number, WEDNESDAYS[2])


@pytest.fixture(scope="module")
def lasting(new_desk: NewDesk) -> Desk:
    """Ana and Mia as buddies, for all examples of a test that puts back what it changed."""
    desk = ana_and_mia(new_desk())
    return published(desk, buddies(desk))


@settings(max_examples=examples(25), deadline=None)
@given(data=st.data())
def test_whatever_is_moved_only_that_changes_and_a_reset_takes_it_back(lasting: Desk, data: st.DataObject) -> None:
    desk, before = lasting, only(lasting)
    number = data.draw(st.integers(0, len(WEDNESDAYS) - 1))
    wanted = MeetingMove(
        on=WEDNESDAYS[number],
        to=data.draw(st.none() | st.dates(date(2027, 1, 11), date(2027, 4, 9))),
        at=data.draw(st.times().map(lambda one: one.replace(second=0, microsecond=0, tzinfo=None))),
        minutes=data.draw(st.none() | st.integers(5, 480)),
        place=data.draw(st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)),
    )
    after = move(desk, before.id, wanted).meeting
    one = after.occurrences[number]
    assert (one.to, one.at, one.minutes) == (wanted.to or one.day, wanted.at, wanted.minutes or 30)
    others = [*after.occurrences[:number], *after.occurrences[number + 1 :]]
    assert others == [*before.occurrences[:number], *before.occurrences[number + 1 :]]
    assert (
        replace(after, occurrences=before.occurrences, first_day=before.first_day, last_day=before.last_day) == before
    )
    assert reset(desk, before.id).meeting == before
