"""Programs: made with the defaults of their kind, joined, looked at and put away."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from conftest import CONFIG, MakeDesk
from ridealong.domain.days import FixedClock
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meeting_times import meeting_kinds
from ridealong.domain.people import Side
from ridealong.domain.programs import CheckIn, EnrolmentState, Kind
from ridealong.services.desk import Desk
from ridealong.services.people import people
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from services.conftest import START, buddies, employ, it, marketing, ride_alongs

VISIT = MeetingKind.VISIT


def states(desk: Desk, name: str) -> dict[str, EnrolmentState]:
    return {one.name: one.state for one in programs.show(desk, name).enrolled}


def test_a_ride_along_takes_its_defaults(small: Desk) -> None:
    made = programs.create(small, NewProgram(name=" Spring  2027 ", kind=Kind.RIDE_ALONG, start=START)).program
    assert (made.name, made.guest_side, made.rounds, made.weeks) == ("Spring 2027", Side.IT, 13, 1)
    assert (made.visits_per_guest, made.host_visits, made.host_window_weeks, made.host_rest_weeks) == (1, 2, 13, 2)
    assert (made.repeat_days, made.publish_weeks, made.check_in) == (90, 4, None)
    assert (made.time_zone, made.country) == ("Europe/Berlin", "DE")
    assert meeting_kinds(made) == (MeetingKind.PREP, MeetingKind.WELCOME, MeetingKind.VISIT, MeetingKind.DEBRIEF)
    assert not made.visit_busy
    assert programs.show(small, "SPRING 2027").program == made


def test_buddies_stay_together_for_a_quarter_and_check_in_every_two_weeks(small: Desk) -> None:
    made = programs.create(small, NewProgram(name="Buddies", kind=Kind.BUDDY, start=START)).program
    assert (made.rounds, made.weeks, made.host_visits, made.check_in) == (1, 13, None, CheckIn(every_weeks=2))
    assert meeting_kinds(made) == (MeetingKind.CHECK_IN,)


def test_visits_of_two_weeks_and_more_have_check_ins_and_those_of_one_week_where_asked_for(small: Desk) -> None:
    new = NewProgram(name="A", kind=Kind.RIDE_ALONG, start=START)
    long = programs.create(small, replace(new, name="Long", weeks=2)).program
    asked = programs.create(small, replace(new, name="Asked", meetings=(MeetingKind.CHECK_IN, VISIT))).program
    timed = programs.create(small, replace(new, name="Timed", check_in_time=time(15))).program
    assert long.check_in == asked.check_in == CheckIn(every_weeks=1)
    assert timed.check_in == CheckIn(at=time(15), every_weeks=1)
    assert meeting_kinds(asked) == (VISIT, MeetingKind.CHECK_IN)
    assert MeetingKind.CHECK_IN in meeting_kinds(timed)


RIDES = NewProgram(name="A", kind=Kind.RIDE_ALONG, start=START)


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (replace(RIDES, no_check_ins=True, check_in_minutes=20), "Check-ins are asked for, and none at the same time"),
        (replace(RIDES, no_check_ins=True, meetings=(MeetingKind.CHECK_IN,)), "Check-ins are asked for, and none"),
        (replace(RIDES, meetings=(VISIT,), check_in_every=2), "not among the meetings. Add check-in to the meetings"),
        (
            replace(RIDES, kind=Kind.BUDDY, meetings=(VISIT, MeetingKind.PREP)),
            "Buddies have no prep and visit: nobody visits",
        ),
        (replace(RIDES, country="Atlantis"), "'Atlantis' is not a country whose public holidays are known"),
    ],
)
def test_meetings_that_contradict_themselves_make_no_program(small: Desk, new: NewProgram, said: str) -> None:
    with pytest.raises(InvalidValue, match=said):
        programs.create(small, new)
    assert programs.list_all(small) == ()


def test_a_country_in_the_config_that_is_none_is_named_with_its_place(make_desk: MakeDesk) -> None:
    desk = make_desk(config=replace(CONFIG, organizer=replace(CONFIG.organizer, country="Germania")))
    with pytest.raises(InvalidValue, match=r"organizer.country in the config: 'Germania' is not a country") as refused:
        programs.create(desk, NewProgram(name="A", kind=Kind.BUDDY, start=START))
    assert refused.value.remedy == "Correct the country of the organizer"
    assert refused.value.typed.endswith("; or name a country for the program")
    made = programs.create(desk, NewProgram(name="A", kind=Kind.BUDDY, start=START, country="us-ca")).program
    assert made.country == "US-CA"
    assert programs.create(desk, NewProgram(name="B", kind=Kind.BUDDY, start=START, country="")).program.country == ""


def test_every_default_can_be_set(small: Desk) -> None:
    made = programs.create(
        small,
        NewProgram(
            name="Summer",
            kind=Kind.RIDE_ALONG,
            start=START,
            guests=Side.MARKETING,
            rounds=4,
            weeks=2,
            visits_per_guest=3,
            host_visits=5,
            host_rest_weeks=0,
            repeat_days=30,
            publish_weeks=8,
            check_in_weekday=4,
            check_in_time=time(9, 30),
            check_in_minutes=45,
            check_in_every=2,
            meetings=(MeetingKind.DEBRIEF, MeetingKind.CHECK_IN, VISIT),
            visit_busy=True,
            place=" Room 12 ",
            objective=" Faster briefs ",
            prepare=" Bring a laptop ",
            country="de-by",
        ),
    ).program
    assert (made.guest_side, made.rounds, made.weeks, made.visits_per_guest) == (Side.MARKETING, 4, 2, 3)
    assert (made.host_visits, made.host_rest_weeks, made.repeat_days, made.publish_weeks) == (5, 0, 30, 8)
    assert made.check_in == CheckIn(weekday=4, at=time(9, 30), minutes=45, every_weeks=2)
    assert made.meetings == (VISIT, MeetingKind.CHECK_IN, MeetingKind.DEBRIEF)
    assert (made.place, made.objective, made.prepare) == ("Room 12", "Faster briefs", "Bring a laptop")
    assert (made.visit_busy, made.country) == (True, "DE-BY")
    assert programs.show(small, "Summer").program == made


def test_a_program_may_do_without_check_ins(small: Desk) -> None:
    programs.create(small, NewProgram(name="Quiet", kind=Kind.RIDE_ALONG, start=START, no_check_ins=True))
    assert programs.show(small, "Quiet").program.check_in is None


def test_a_program_begins_on_a_monday(small: Desk) -> None:
    made = programs.create(small, NewProgram(name="A", kind=Kind.BUDDY, start=date(2027, 1, 12))).program
    assert made.start == date(2027, 1, 18)


@pytest.mark.parametrize(
    ("new", "error", "said"),
    [
        (NewProgram(name="spring RIDE-alongs", kind=Kind.BUDDY, start=START), Refused, "There is a program 'Spring"),
        (NewProgram(name=" ", kind=Kind.BUDDY, start=START), InvalidValue, "A program needs a name"),
        (NewProgram(name="A", kind=Kind.BUDDY, start=START, rounds=0), InvalidValue, "0 is not a number of rounds"),
        (NewProgram(name="A", kind=Kind.BUDDY, start=date(9999, 12, 31)), InvalidValue, "9999-12-31 is too far away"),
        (
            NewProgram(name="A", kind=Kind.BUDDY, start=START, enrol=("ana@x.example", "who@x.example")),
            NotFound,
            "There is nobody with the address 'who@x.example'",
        ),
    ],
)
def test_a_program_that_breaks_a_rule_is_not_made(
    small: Desk, new: NewProgram, error: type[Exception], said: str
) -> None:
    ride_alongs(small)
    version = small.version()
    with pytest.raises(error, match=said):
        programs.create(small, new)
    assert small.version() == version


def test_everybody_cannot_be_enrolled_where_one_side_has_nobody(desk: Desk) -> None:
    employ(desk, it("Ana"))
    with pytest.raises(Refused, match=r"Nobody is on the Marketing side. Import"):
        ride_alongs(desk)
    assert programs.list_all(desk) == ()


def test_people_are_enrolled_by_address_or_all_at_once(small: Desk) -> None:
    name = ride_alongs(small, enrol=("ANA@x.example", "ana@x.example", "mia@x.example"))
    assert set(states(small, name)) == {"Ana", "Mia"}
    assert programs.enrol(small, name, ("ana@x.example", "ben@x.example")) == 1
    assert programs.enrol(small, name, "all") == 3
    version = small.version()
    assert programs.enrol(small, name, "all") == 0
    assert small.version() == version
    assert programs.show(small, name).row.people == 6


def test_all_does_not_overrule_who_declined_and_naming_them_does(small: Desk) -> None:
    name = ride_alongs(small, enrol=())
    programs.enrol(small, name, ("ana@x.example",), EnrolmentState.DECLINED)
    programs.enrol(small, name, ("ben@x.example",), EnrolmentState.PAUSED, date(2027, 2, 1))
    programs.enrol(small, name, ("cho@x.example",), EnrolmentState.ASKED)
    assert programs.enrol(small, name, "all") == 4
    assert states(small, name)["Ana"] is EnrolmentState.DECLINED
    assert states(small, name)["Ben"] is EnrolmentState.PAUSED
    assert states(small, name)["Cho"] is EnrolmentState.AGREED
    assert programs.enrol(small, name, ("ana@x.example", "ben@x.example")) == 2
    assert set(states(small, name).values()) == {EnrolmentState.AGREED}


def test_a_pause_needs_its_last_day(small: Desk) -> None:
    name = ride_alongs(small)
    with pytest.raises(InvalidValue, match=r"A pause needs its last day. Say until when"):
        programs.enrol(small, name, ("ana@x.example",), EnrolmentState.PAUSED)
    assert states(small, name)["Ana"] is EnrolmentState.AGREED


def test_who_was_removed_is_in_no_program(small: Desk) -> None:
    name = ride_alongs(small)
    people.remove(small, "ana@x.example")
    assert "Ana" not in states(small, name)
    assert programs.show(small, name).row.people == 5


def test_an_archived_program_is_listed_only_when_asked_for(small: Desk) -> None:
    name = ride_alongs(small)
    buddies(small)
    programs.archive(small, name)
    assert [one.name for one in programs.list_all(small)] == ["Buddies"]
    assert {one.name for one in programs.list_all(small, archived=True)} == {"Buddies", name}
    programs.archive(small, name, archived=False)
    assert len(programs.list_all(small)) == 2


def test_an_unknown_program_is_named_with_what_may_be_meant(small: Desk) -> None:
    with pytest.raises(NotFound, match=r"There is no program 'X'. There is none yet: make one first") as caught:
        programs.show(small, "X")
    assert caught.value.typed == "There is none yet: `ridealong program create` makes one"
    ride_alongs(small)
    with pytest.raises(NotFound, match=r"There is no program 'Spring ridealong'. Did you mean 'Spring ride-alongs'?"):
        programs.show(small, "Spring ridealong")
    with pytest.raises(NotFound, match=r"There is no program 'Q'. There are: Spring ride-alongs"):
        programs.show(small, "Q")


def test_nobody_is_enrolled_in_what_is_over_but_that_somebody_did_not_come_is_written_down(small: Desk) -> None:
    name = ride_alongs(small, enrol=("ana@x.example",))
    last = programs.show(small, name).program.days.last
    then, after = (Desk(small.store, FixedClock(day), small.config) for day in (last, last + timedelta(days=1)))
    assert programs.enrol(then, name, ("ben@x.example",)) == 1
    for who in ("all", ("cho@x.example",)):
        with pytest.raises(Refused, match=f"is over: it ended on {last}"):
            programs.enrol(after, name, who)
    assert programs.enrol(after, name, ("ben@x.example",), EnrolmentState.DECLINED) == 1


def test_many_people_are_enrolled_in_one_step(desk: Desk) -> None:
    some = [it(f"P{number}") for number in range(30)]
    employ(desk, *some, marketing("Mia"))
    name = ride_alongs(desk, enrol=tuple(one.email for one in some))
    assert programs.show(desk, name).row.people == 30


def test_a_program_can_be_given_its_last_day_in_place_of_its_rounds(desk: Desk) -> None:
    made = programs.create(
        desk, NewProgram(name="Six weeks", kind=Kind.RIDE_ALONG, start=date(2027, 1, 11), end=date(2027, 2, 19))
    )
    assert (made.program.rounds, made.program.round_days(5).last) == (6, date(2027, 2, 19))


def test_an_end_before_the_start_or_beside_a_number_of_rounds_is_refused(desk: Desk) -> None:
    new = NewProgram(name="Six weeks", kind=Kind.RIDE_ALONG, start=date(2027, 1, 11), end=date(2026, 1, 1))
    with pytest.raises(InvalidValue, match="2026-01-01 lies before 2027-01-11"):
        programs.create(desk, new)
    with pytest.raises(InvalidValue, match="No whole round fits"):
        programs.create(desk, replace(new, end=date(2027, 1, 13)))
    with pytest.raises(InvalidValue, match="either an end or a number of rounds"):
        programs.create(desk, replace(new, end=date(2027, 3, 1), rounds=3))
