"""What holds of the outbox whatever happened in between: programs of attendees, told all that was due, agree."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ridealong.calendars.outbox import due, latest
from ridealong.calendars.settled import settled
from ridealong.domain.days import Days
from ridealong.domain.meetings import Address, AllDay, Due, Invite, Meeting, Method, Moved, Series, When
from thorough import examples

from .samples import ANA, BEN, CHECK_IN, CHO, NOW, VISIT

MONDAY = date(2027, 1, 4)
mondays = st.integers(0, 4).map(lambda weeks: MONDAY + timedelta(weeks=weeks))
moves = st.builds(
    Moved,
    mondays,
    mondays,
    st.sampled_from([time(10), time(14)]),
    st.sampled_from([30, 60]),
    st.sampled_from(["", "A"]),
)
series = st.builds(
    lambda first, weeks, **rest: Series(first, first + timedelta(weeks=weeks), time(10), 30, "Europe/Berlin", **rest),
    mondays,
    st.integers(0, 3),
    without=st.lists(mondays, max_size=2).map(tuple),
    moved=st.lists(moves, max_size=2).map(tuple),
)
weeks = mondays.map(lambda first: AllDay(Days(first, first + timedelta(days=4))))
people = st.lists(st.sampled_from([ANA, BEN, CHO]), max_size=3, unique=True).map(tuple)


def meeting(number: int, when: When, attendees: tuple[Address, ...], place: str, summary: str) -> Meeting:
    base = VISIT if isinstance(when, AllDay) else CHECK_IN
    return replace(base, uid=f"{number}@x", when=when, attendees=attendees, place=place, summary=summary)


def plans(number: int) -> st.SearchStrategy[Meeting | None]:
    words = (st.sampled_from(["A", "B"]), st.sampled_from(["x", "y"]))
    return st.one_of(st.none(), st.builds(meeting, st.just(number), st.one_of(series, weeks), people, *words))


steps = st.lists(st.tuples(plans(1), plans(2), st.integers(0, 9)), min_size=1, max_size=6)


def wanted_of(*planned: Meeting | None) -> list[Meeting]:
    return [one for one in planned if one is not None]


class Program:
    """The calendar of one attendee, which keeps what it is told by UID, newest sequence and stamp first."""

    def __init__(self, who: Address) -> None:
        self.who = who
        self.known: dict[str, Invite] = {}

    def take(self, invite: Invite) -> None:
        if self.who not in (invite.only or invite.meeting.attendees):
            return
        before = self.known.get(invite.meeting.uid)
        # An invite that is not newer than what is there would be passed over.
        assert before is None or (before.sequence, before.stamp) < (invite.sequence, invite.stamp)
        self.known[invite.meeting.uid] = invite

    def shows(self) -> dict[str, Meeting]:
        return {uid: plain(one.meeting) for uid, one in self.known.items() if one.method is not Method.CANCEL}


def plain(meeting: Meeting) -> Meeting:
    """A meeting without what makes no difference to anybody: how its exceptions are told, and the order of people."""
    return settled(replace(meeting, attendees=tuple(sorted(meeting.attendees, key=lambda one: one.email))))


def send(wanted: Sequence[Meeting], sent: list[Invite], now: datetime, today: date | None) -> tuple[Due, ...]:
    found = due(wanted, latest(sent), now, today=today)
    sent += [one.invite for one in found]
    return found


@settings(max_examples=examples(100), deadline=None)
@given(steps)
def test_every_program_shows_what_is_wanted_and_nothing_more_is_due(
    story: list[tuple[Meeting | None, Meeting | None, int]],
) -> None:
    programs = [Program(one) for one in (ANA, BEN, CHO)]
    sent: list[Invite] = []
    now = NOW
    for first, second, days in story:
        wanted = wanted_of(first, second)
        for one in send(wanted, sent, now, None):
            for program in programs:
                program.take(one.invite)
        assert due(wanted, latest(sent), now) == ()
        for program in programs:
            there = [one for one in map(plain, wanted) if program.who in one.attendees and takes_place(one)]
            assert program.shows() == {one.uid: one for one in there}
        now += timedelta(days=days)


def takes_place(meeting: Meeting) -> bool:
    return isinstance(meeting.when, AllDay) or any(True for _ in meeting.when.occurrences())


@settings(max_examples=examples(100), deadline=None)
@given(steps)
def test_the_past_is_let_be_and_nothing_is_due_twice(
    story: list[tuple[Meeting | None, Meeting | None, int]],
) -> None:
    sent: list[Invite] = []
    now = NOW
    for first, second, days in story:
        wanted, today = wanted_of(first, second), now.date()
        known = latest(sent)
        for one in send(wanted, sent, now, today):
            # It is about what is to come, or about what was to come and was cut short while under way.
            meeting, before = one.invite.meeting, known.get(one.invite.meeting.uid)
            told = before.last.meeting.when.days if before else meeting.when.days
            assert meeting.when.days.last >= today or told.first < today <= told.last
        assert due(wanted, latest(sent), now, today=today) == ()
        # What is still to come is wanted as it was sent, or was cancelled.
        for uid, last in ((uid, one.last) for uid, one in latest(sent).items()):
            if last.method is Method.REQUEST and last.meeting.when.days.last >= today:
                assert uid in {one.uid for one in wanted}
        now += timedelta(days=days)
