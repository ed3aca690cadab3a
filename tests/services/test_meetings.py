"""The meetings of pairings as calendars get them: days and hours that suit both, and what each invite says."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import icalendar
import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days, FixedClock
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Meeting, Series
from ridealong.domain.people import Person, WorkingHours
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites, meeting_changes, outbox
from ridealong.services.invites.meeting_changes import MeetingMove
from ridealong.services.invites.meetings import planned_meetings
from ridealong.services.people import absences, holiday_places, limits, people
from ridealong.services.plans import plans
from ridealong.services.programs import measures
from ridealong.services.programs.measures import MeasureChange
from ridealong.services.publishing import publishing
from services.conftest import SPRING, START, buddies, employ, it, marketing, ride_alongs

APRIL = date(2027, 4, 5)
"""The Monday after Easter: Good Friday is a public holiday in Germany, and not in Japan."""


def publish(desk: Desk, guest: Person, host: Person, **settings: object) -> None:
    employ(desk, guest, host)
    name = ride_alongs(desk, SPRING, **({"rounds": 1, "start": APRIL, "no_check_ins": True} | settings))
    plans.plan(desk, name)
    publishing.publish(desk, name, everything=True)


def due(desk: Desk) -> dict[MeetingKind, Meeting]:
    """The meetings that are due, by kind."""
    with desk.reading() as connection:
        return {one.invite.meeting.kind: one.invite.meeting for one in outbox.due_now(connection, desk)}


def series(desk: Desk, kind: MeetingKind) -> Series:
    when = due(desk)[kind].when
    assert isinstance(when, Series)
    return when


def ids(desk: Desk) -> dict[MeetingKind, int]:
    with desk.reading() as connection:
        found = planned_meetings(connection, outbox.organizer_of(desk), desk.clock.today(), {})
        return {one.kind: one.id for one in found}


@pytest.fixture
def easter(desk: Desk) -> Desk:
    """Ana visits Mia in the week of Easter Monday, published, both in Berlin."""
    publish(desk, it("Ana"), marketing("Mia", site="Berlin", time_zone="Europe/Berlin"), start=date(2027, 3, 29))
    return desk


def test_public_holidays_count_in_the_country_of_the_zone(easter: Desk) -> None:
    # Good Friday is the 26th: the third working day before Easter Monday is a Tuesday.
    assert series(easter, MeetingKind.PREP).first == date(2027, 3, 23)
    assert series(easter, MeetingKind.WELCOME).first == date(2027, 3, 30)
    assert series(easter, MeetingKind.DEBRIEF).first == date(2027, 4, 6)


def test_people_without_a_zone_have_the_holidays_of_the_program(desk: Desk) -> None:
    publish(desk, it("Ana"), marketing("Mia"), start=date(2027, 3, 29), country="JP")
    assert series(desk, MeetingKind.WELCOME).first == date(2027, 3, 29)
    assert series(desk, MeetingKind.PREP).first == date(2027, 3, 24)


def test_a_site_can_have_holidays_of_its_own(desk: Desk) -> None:
    # Epiphany is kept in Bavaria, not in all of Germany.
    publish(desk, it("Ana"), marketing("Mia", site="Munich"), start=START)
    assert series(desk, MeetingKind.PREP).first == date(2027, 1, 6)
    holiday_places.set_place(desk, "munich", "DE-BY")
    assert series(desk, MeetingKind.PREP).first == date(2027, 1, 5)


def test_a_zone_can_have_holidays_of_another_country(easter: Desk) -> None:
    holiday_places.set_place(easter, "Europe/Berlin", "JP")
    people.edit(easter, "ana@x.example", {"time_zone": "Europe/Berlin"})
    assert series(easter, MeetingKind.WELCOME).first == date(2027, 3, 29)


def test_a_host_in_tokyo_and_a_guest_in_berlin_keep_the_holidays_of_both(desk: Desk) -> None:
    publish(
        desk,
        it("Ana", time_zone="Europe/Berlin"),
        marketing("Mia", time_zone="Asia/Tokyo", hours=WorkingHours(time(10), time(19))),
        start=date(2027, 5, 3),
        check_in_weekday=3,
        no_check_ins=False,
        weeks=2,
    )
    welcome = series(desk, MeetingKind.WELCOME)
    # Golden Week lasts until Wednesday; the day after is Ascension Day in Germany.
    assert (welcome.first, welcome.at, welcome.zone) == (date(2027, 5, 7), time(16), "Asia/Tokyo")
    # Of the two Thursdays, the first is that holiday, and nobody is told of it.
    check_in = series(desk, MeetingKind.CHECK_IN)
    assert (check_in.first, check_in.repeats, check_in.left_out) == (date(2027, 5, 13), 0, ())


def test_who_comes_to_a_site_is_welcomed_when_the_day_begins_there(desk: Desk) -> None:
    host = marketing("Mia", time_zone="Europe/London", site="London")
    publish(desk, it("Kim", time_zone="America/New_York"), host)
    welcome = series(desk, MeetingKind.WELCOME)
    assert (welcome.at, welcome.zone) == (time(9), "Europe/London")
    people.edit(desk, "mia@x.example", {"site": "remote"})
    online = due(desk)[MeetingKind.WELCOME]
    assert isinstance(online.when, Series)
    assert (online.when.at, online.place, online.link) == (time(14), "Online", "")


def test_an_absence_moves_what_is_around_a_visit_and_its_reason_stays_here(easter: Desk, tmp_path: Path) -> None:
    absences.add_absences(easter, ["ana@x.example"], Days(date(2027, 3, 23), date(2027, 3, 23)), "root canal")
    absences.add_absences(easter, ["mia@x.example"], Days(date(2027, 4, 6), date(2027, 4, 7)), "root canal")
    assert series(easter, MeetingKind.PREP).first == date(2027, 3, 22)
    assert series(easter, MeetingKind.DEBRIEF).first == date(2027, 4, 8)
    for path in export_invites.export(easter, tmp_path).files:
        assert b"canal" not in path.read_bytes()


def test_a_freeze_of_a_team_leaves_check_ins_out(desk: Desk, tmp_path: Path) -> None:
    employ(desk, it("Ana"), marketing("Mia", "CRM"))
    plans.plan(desk, buddies(desk, check_in_weekday=2, check_in_every=1))
    publishing.publish(desk, "Buddies")
    export_invites.export(desk, tmp_path)
    limits.add_freeze(desk, "CRM", Days(START + timedelta(weeks=2), START + timedelta(weeks=3, days=-1)), "launch")
    (row,) = outbox.rows(desk)
    assert (row.kind, row.sequence, row.why) == (MeetingKind.CHECK_IN, 1, "the time changed")
    assert series(desk, MeetingKind.CHECK_IN).left_out == (START + timedelta(weeks=2, days=2),)


def test_check_ins_of_somebody_who_leaves_end_with_their_last_day(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    plans.plan(desk, buddies(desk, check_in_weekday=2, check_in_every=2))
    publishing.publish(desk, "Buddies")
    before = list(series(desk, MeetingKind.CHECK_IN).occurrences())
    people.edit(desk, "ana@x.example", {"last_day": before[-1].date() - timedelta(days=1)})
    assert list(series(desk, MeetingKind.CHECK_IN).occurrences()) == before[:-1]


def test_meetings_stay_where_they_are_as_days_go_by(easter: Desk) -> None:
    """What was worked out on the first day holds on every later one, so that nothing becomes due by waiting."""
    absences.add_absences(easter, ["ana@x.example"], Days(date(2027, 3, 23), date(2027, 3, 23)))
    first = due(easter)
    for today in Days(date(2027, 1, 4), date(2027, 4, 20)):
        assert due(replace(easter, clock=FixedClock(today))).items() <= first.items()


def test_a_visit_shows_people_as_free_unless_the_program_says_busy(desk: Desk) -> None:
    publish(desk, it("Ana"), marketing("Mia"), visit_busy=True)
    assert {one.busy for one in due(desk).values()} == {True}


def test_a_visit_leaves_people_free_and_its_timed_meetings_do_not(easter: Desk) -> None:
    assert {kind for kind, one in due(easter).items() if not one.busy} == {MeetingKind.VISIT}


def test_only_the_meetings_that_a_program_wants_are_due(desk: Desk) -> None:
    publish(desk, it("Ana"), marketing("Mia"), meetings=(MeetingKind.WELCOME, MeetingKind.VISIT))
    assert set(due(desk)) == {MeetingKind.WELCOME, MeetingKind.VISIT}


def test_a_place_that_is_a_link_is_one(desk: Desk) -> None:
    publish(desk, it("Ana"), marketing("Mia"), place="Room Elbe, or https://meet.x.example/a?b=1,")
    assert {(one.place, one.link) for one in due(desk).values()} == {
        ("Room Elbe, or https://meet.x.example/a?b=1,", "https://meet.x.example/a?b=1")
    }


def test_what_takes_place_at_the_host_is_at_their_site(easter: Desk) -> None:
    assert {kind: one.place for kind, one in due(easter).items()} == {
        MeetingKind.PREP: "",
        MeetingKind.WELCOME: "Berlin",
        MeetingKind.VISIT: "Berlin",
        MeetingKind.DEBRIEF: "",
    }


def test_an_invite_says_why_what_to_prepare_and_whom_to_ask(desk: Desk, tmp_path: Path) -> None:
    publish(
        desk,
        it("Ana", wants=("SEO",)),
        marketing("Mia", knows=("SEO",), site="Berlin"),
        objective="No late nights before a launch.",
        prepare="Read the brand book.",
    )
    measures.set_measure(desk, SPRING, "Retention", MeasureChange(unit="%", baseline=71, target=75))
    files = export_invites.export(desk, tmp_path).files
    texts = {
        str(event["SUMMARY"]).split(":")[0]: str(event["DESCRIPTION"])
        for path in files
        for event in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    }
    assert set(texts) == {"Prepare the visit", "Welcome", "Ride-along", "Debrief"}
    for text in texts.values():
        assert "Why: No late nights before a launch." in text
        assert "- Retention: 71 % now, 75 % wanted" in text
        assert "Ana would like to learn about SEO, which Mia knows." in text
        assert "Ask Pat Lee (pat@x.example)." in text
        assert len(text) < 2000
    for name in ("Prepare the visit", "Ride-along"):
        assert "Read the brand book." in texts[name]
    assert "Where: Berlin. On the first morning, ask for Mia (mia@x.example)." in texts["Welcome"]


def test_a_new_measure_is_a_change_of_words(easter: Desk, tmp_path: Path) -> None:
    export_invites.export(easter, tmp_path)
    measures.set_measure(easter, SPRING, "Retention", MeasureChange(target=75))
    assert {(row.sequence, row.why) for row in outbox.rows(easter)} == {(0, "wording changed")}


def test_a_moved_debrief_is_sent_anew_and_comes_back_when_it_is_reset(
    easter: Desk, make_desk: MakeDesk, tmp_path: Path
) -> None:
    export_invites.export(easter, tmp_path)
    debrief, far = ids(easter)[MeetingKind.DEBRIEF], date(2027, 5, 20)
    meeting_changes.move(easter, debrief, MeetingMove(to=far, at=time(15), place="Room Rhine"))
    (row,) = outbox.rows(easter)
    assert (row.kind, row.sequence, row.start) == (MeetingKind.DEBRIEF, 1, far)
    export_invites.export(easter, tmp_path)
    # Long after the visit, the debrief still stands.
    for today in (date(2027, 4, 8), date(2027, 5, 19), date(2027, 5, 21), date(2027, 8, 1)):
        assert outbox.rows(make_desk(today)) == ()
    meeting_changes.reset(easter, debrief)
    assert series(easter, MeetingKind.DEBRIEF) == Series(
        date(2027, 4, 6), date(2027, 4, 6), time(10), 45, "Europe/Berlin"
    )


def test_a_moved_check_in_stands_elsewhere_in_its_series(desk: Desk, tmp_path: Path) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    plans.plan(desk, buddies(desk, check_in_weekday=2, check_in_every=2))
    publishing.publish(desk, "Buddies")
    days = [when.date() for when in series(desk, MeetingKind.CHECK_IN).occurrences()]
    check_in = ids(desk)[MeetingKind.CHECK_IN]
    meeting_changes.move(desk, check_in, MeetingMove(on=days[1], to=days[1] + timedelta(days=1), at=time(16)))
    meeting_changes.skip(desk, check_in, on=days[2])
    starts = [when.replace(tzinfo=None) for when in series(desk, MeetingKind.CHECK_IN).occurrences()]
    assert [when.date() for when in starts] == [days[0], days[1] + timedelta(days=1), *days[3:]]
    assert starts[1] == datetime.combine(days[1] + timedelta(days=1), time(16))
    (path,) = export_invites.export(desk, tmp_path).files
    events = list(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))
    assert [event.get("RECURRENCE-ID") is not None for event in events] == [False, True]


def test_a_skipped_welcome_is_not_wanted_until_it_is_reset(easter: Desk, tmp_path: Path) -> None:
    welcome = ids(easter)[MeetingKind.WELCOME]
    meeting_changes.skip(easter, welcome)
    assert MeetingKind.WELCOME not in due(easter)
    meeting_changes.reset(easter, welcome)
    assert MeetingKind.WELCOME in due(easter)


def test_the_same_database_on_the_same_day_says_the_same(easter: Desk, make_desk: MakeDesk) -> None:
    assert due(easter) == due(make_desk())
