"""Programs: one run of one kind of exchange, its rhythm, its rounds and who takes part."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from ridealong.domain.consent import Word
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.people import Side

LAST_YEAR = 2999
"""Programs begin up to this year, so that no day of theirs lies past the end of the calendar."""


_LONGEST_KEY = 200

REPEAT_DAYS = 90
"""How many days the same two people stay apart, unless a program says otherwise."""
RETURN_WEEKS = 6
"""Within how many weeks after a visit the return should begin, unless a program says otherwise."""
COVER_PERCENT = 20
"""How many of a home team visits may take away in one week, in percent, unless a program says otherwise."""
OVERLAP_MINUTES = 120
"""How many minutes of a day all in a composite team work at the same time, unless a program says otherwise."""
MAY_MISS_PERCENT = 25
"""How much of the weeks of a slot somebody may be away, in percent, unless a program says otherwise."""
TEAMS_AT_ONCE = 3
"""In how many composite teams somebody is at once, at most, unless a program says otherwise."""
HAND_OVER_WEEKS = 1
"""How long who leaves a slot and who comes are there together, unless a program says otherwise."""
LONGEST_HAND_OVER = 12
"""For how many weeks who leaves a slot and who comes are there together at most."""
GROUP_SIZE = 4
"""How many people meet over coffee, unless a program says otherwise."""
PUBLISH_WEEKS = 4
"""How many weeks one publishing takes, unless a program says otherwise."""


class Kind(StrEnum):
    """What a program does with its people."""

    BUDDY = "buddy"
    RIDE_ALONG = "ride-along"
    ROTATION = "rotation"
    COMPOSITE = "composite"
    HELP = "help"
    COFFEE = "coffee"
    SPONSORS = "sponsors"

    @property
    def label(self) -> str:
        """The kind as people say it who have not read our words."""
        return _LABELS[self]

    @property
    def visits(self) -> bool:
        """Whether a pairing of this kind takes somebody away from their own desk."""
        return self in (Kind.RIDE_ALONG, Kind.ROTATION, Kind.COMPOSITE, Kind.HELP)

    @property
    def both_ways(self) -> bool:
        """Whether each of the two visits the other."""
        return self is Kind.ROTATION

    @property
    def pairing_word(self) -> str:
        """What one line of a plan is called: a visit where each of the two visits the other, else a pairing."""
        return "visit" if self.both_ways else "pairing"

    @property
    def by_day(self) -> bool:
        """Whether a visit takes single days, which are chosen for each pair within its round."""
        return self in (Kind.ROTATION, Kind.HELP)

    @property
    def in_teams(self) -> bool:
        """Whether people work in composite teams, rather than two and two."""
        return self is Kind.COMPOSITE

    @property
    def pairs(self) -> bool:
        """Whether planning puts two people together, rather than groups or teams."""
        return not (self.gathers or self.in_teams)

    @property
    def gathers(self) -> bool:
        """Whether small groups meet, rather than two people."""
        return self in (Kind.COFFEE, Kind.SPONSORS)


_LABELS = {
    Kind.BUDDY: "Buddies",
    Kind.RIDE_ALONG: "Ride-along",
    Kind.ROTATION: "Day in the life",
    Kind.COMPOSITE: "Embedded team",
    Kind.HELP: "Help from marketing",
    Kind.COFFEE: "Coffee",
    Kind.SPONSORS: "Sponsors' meeting",
}


class EnrolmentState(StrEnum):
    """Where a person stands with a program; only the agreed are planned."""

    ASKED = "asked"
    AGREED = "agreed"
    PAUSED = "paused"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """The short meetings of a pairing: on which weekday (0 is Monday), when, how long, every how many weeks."""

    weekday: int = 2
    at: time = time(10)
    minutes: int = 30
    every_weeks: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise InvalidValue(f"{self.weekday} is not a weekday", "Weekdays count from 0 (Monday) to 6")
        if not 5 <= self.minutes <= 480:
            raise InvalidValue(f"A check-in cannot last {self.minutes} minutes", "Give 5 to 480 minutes")
        if not 1 <= self.every_weeks <= 52:
            raise InvalidValue(f"A check-in cannot come every {self.every_weeks} weeks", "Give 1 to 52 weeks")


def program_days(start: date, rounds: int, weeks: int) -> Days:
    """From the first Monday of a program to its last Sunday; `weeks` is the length of a round."""
    return Days(start, start + timedelta(weeks=rounds * weeks, days=-1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One run of one kind of exchange.

    Args:
        guest_side: the side that visits; in a buddy program the side for whose people buddies are found.
        start: a Monday, the first day of round 0.
        rounds: how many rounds; weeks: how many weeks each lasts.
        visits_per_guest: how often one guest may visit in this program.
        host_visits: how many visits a host may receive in any `host_window_weeks` weeks; None for no limit.
        host_rest_weeks: how many weeks a host has free between two rounds with a visit.
        repeat_days: how many days the same two people stay apart after they last met in a pairing.
        publish_weeks: how many weeks of drafts one publishing takes.
        time_zone: the zone of people who have none of their own.
        place: where pairings meet unless something else is said: a room, a site or a link.
        meetings: the kinds of meetings that pairings have, as far as they make sense for the kind of program; check-ins
            also need a rhythm, `check_in`.
        visit_busy: whether a visit shows the guest and the host as busy in their calendars.
        prepare: what to prepare for a visit, beside what holds for all of the kind.
        country: whose public holidays count for people who have no time zone of their own: a code such as `DE`.
        visit_days: how many working days one visit takes; None for all of its round.
        return_weeks: within how many weeks after a visit its return should begin, where there is one.
        cover_percent: how many people of a home team may be away in one week, in percent; one may always.
        group_size: how many people meet, where small groups do.
        overlap_minutes: how many minutes of a day all in a composite team work at the same time, at least.
        may_miss: how much of the weeks of a slot somebody may be away, in percent.
        teams_at_once: in how many composite teams somebody is in one week, at most, those of other programs included.
        hand_over_weeks: how long who leaves a slot of a team and who comes are there together.
        leads_agree: whether the leads of both have to agree to a draft before it is published.
        form_link: where participants say how it went: the address of a form.
    """

    name: str
    kind: Kind
    guest_side: Side
    start: date
    rounds: int
    weeks: int
    visits_per_guest: int
    host_visits: int | None
    host_window_weeks: int = 13
    host_rest_weeks: int = 0
    repeat_days: int = REPEAT_DAYS
    publish_weeks: int = PUBLISH_WEEKS
    check_in: CheckIn | None = None
    time_zone: str = "UTC"
    place: str = ""
    objective: str = ""
    meetings: tuple[MeetingKind, ...] = tuple(MeetingKind)
    visit_busy: bool = False
    prepare: str = ""
    country: str = ""
    archived: bool = False
    visit_days: int | None = None
    return_weeks: int = RETURN_WEEKS
    cover_percent: int = COVER_PERCENT
    group_size: int = GROUP_SIZE
    leads_agree: bool = False
    form_link: str = ""
    overlap_minutes: int = OVERLAP_MINUTES
    may_miss: int = MAY_MISS_PERCENT
    teams_at_once: int = TEAMS_AT_ONCE
    hand_over_weeks: int = HAND_OVER_WEEKS
    id: int = 0

    def __post_init__(self) -> None:
        _at_least("rounds", self.rounds, 1, 250)
        _at_least("weeks", self.weeks, 1, 52)
        _at_least("visits per guest", self.visits_per_guest, 1, 250)
        _at_least("weeks to publish at once", self.publish_weeks, 1, 520)
        _at_least("days before the same two meet again", self.repeat_days, 0, 3650)
        _at_least("weeks of rest for a host", self.host_rest_weeks, 0, 520)
        if self.host_visits is not None:
            _at_least("visits per host", self.host_visits, 1, 250)
        _at_least("weeks in which a host's visits are counted", self.host_window_weeks, 1, 520)
        if self.visit_days is not None:
            _at_least("working days of a visit", self.visit_days, 1, 5 * self.weeks)
        _at_least("weeks until the return", self.return_weeks, 1, 52)
        _at_least("percent of a team", self.cover_percent, 1, 100)
        _at_least("people in a group", self.group_size, 2, 12)
        _at_least("minutes of a day", self.overlap_minutes, 0, 1440)
        _at_least("percent of the weeks of a slot", self.may_miss, 0, 90)
        _at_least("teams at once", self.teams_at_once, 1, 10)
        _at_least("weeks to hand over", self.hand_over_weeks, 0, LONGEST_HAND_OVER)
        check_start(self.start)
        if not self.name.strip():
            raise InvalidValue("A program needs a name", 'Give one such as "Spring ride-alongs"')

    @property
    def host_side(self) -> Side:
        """The side that is visited."""
        return self.guest_side.other

    def is_return(self, visiting: str) -> bool:
        """Whether a visit of somebody of that side is the one back, which comes with the visit itself."""
        return self.kind.both_ways and visiting != self.guest_side

    @property
    def days(self) -> Days:
        """From the first Monday to the last Sunday."""
        return program_days(self.start, self.rounds, self.weeks)

    def round_days(self, number: int) -> Days:
        """The working weeks of a round (from 0): Monday of its first week to Friday of its last."""
        monday = self.start + timedelta(weeks=number * self.weeks)
        return Days(monday, monday + timedelta(weeks=self.weeks - 1, days=4))

    def round_of(self, day: date) -> int:
        """The round (possibly negative, or past the end) in whose weeks a day lies."""
        return (day - self.start).days // (7 * self.weeks)

    @property
    def publish_rounds(self) -> int:
        """How many rounds one publishing takes: those that begin within `publish_weeks`, at least one."""
        return max(1, self.publish_weeks // self.weeks)

    def publish_end(self, first: int) -> int:
        """The round, from 0, up to which one publishing takes drafts of which the first stand in round `first`."""
        return first + self.publish_rounds


def check_start(day: date) -> None:
    """Let a program begin on a day; raises InvalidValue where it lies past what calendars can show."""
    if day.year > LAST_YEAR:
        raise InvalidValue(f"{day} is too far away", f"Give a day up to the year {LAST_YEAR}")


def name_identity(name: str) -> str:
    """The name of a program as it is compared: without regard to letter case or the number of blanks.

    That of a very long name ends in a mark for all of it, since no database looks up keys of any length.
    """
    folded = " ".join(name.split()).casefold()
    if len(folded) <= _LONGEST_KEY:
        return folded
    import hashlib  # noqa: PLC0415 - few names are so long, and no start waits for it

    mark = hashlib.sha256(folded.encode(errors="surrogatepass")).hexdigest()[:32]
    return f"{folded[: _LONGEST_KEY - len(mark) - 1]}~{mark}"


def _at_least(what: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise InvalidValue(f"{value} is not a number of {what}", f"Give {least} to {most}")


@dataclass(frozen=True, slots=True)
class KindDefaults:
    """What a new program of a kind starts from; all of it can be set per program."""

    rounds: int
    weeks: int
    visits_per_guest: int
    host_visits: int | None
    host_rest_weeks: int
    check_in: CheckIn
    guests: Side = Side.IT
    visit_days: int | None = None


DEFAULTS = {
    Kind.RIDE_ALONG: KindDefaults(
        rounds=13, weeks=1, visits_per_guest=1, host_visits=2, host_rest_weeks=2, check_in=CheckIn(every_weeks=1)
    ),
    Kind.ROTATION: KindDefaults(
        rounds=2,
        weeks=6,
        visits_per_guest=1,
        host_visits=3,
        host_rest_weeks=1,
        check_in=CheckIn(every_weeks=1),
        visit_days=1,
    ),
    Kind.HELP: KindDefaults(
        rounds=13,
        weeks=1,
        visits_per_guest=1,
        host_visits=3,
        host_rest_weeks=1,
        check_in=CheckIn(every_weeks=1),
        guests=Side.MARKETING,
        visit_days=1,
    ),
    # A round is how long an embed lasts, where its team says nothing else.
    Kind.COMPOSITE: KindDefaults(
        rounds=6, weeks=4, visits_per_guest=250, host_visits=None, host_rest_weeks=0, check_in=CheckIn(every_weeks=1)
    ),
    Kind.BUDDY: KindDefaults(
        rounds=1, weeks=13, visits_per_guest=250, host_visits=None, host_rest_weeks=0, check_in=CheckIn(every_weeks=2)
    ),
    # Whoever gathers meets as the check-ins say: over coffee once a round, the sponsors all through the only one.
    Kind.COFFEE: KindDefaults(
        rounds=7,
        weeks=2,
        visits_per_guest=250,
        host_visits=None,
        host_rest_weeks=0,
        check_in=CheckIn(at=time(15), every_weeks=2),
    ),
    Kind.SPONSORS: KindDefaults(
        rounds=1,
        weeks=13,
        visits_per_guest=250,
        host_visits=None,
        host_rest_weeks=0,
        check_in=CheckIn(minutes=20, every_weeks=1),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What both sides agreed to move, in a unit such as `%`, from a baseline to a target, where those are known."""

    name: str
    unit: str = ""
    baseline: float | None = None
    target: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """A person in a program.

    Args:
        until: the last day of a pause; of who leaves, the last day of what still takes place. None where there is none.
        manager: what the manager said; None where nobody asked, or none has answered.
    """

    email: str
    state: EnrolmentState
    until: date | None = None
    manager: Word | None = None

    def takes_part(self, day: date) -> bool:
        """Whether the person can be in a round that begins on that day."""
        if self.manager is Word.REFUSED:
            return False
        if self.state is EnrolmentState.PAUSED:
            return self.until is not None and self.until < day
        if self.state is EnrolmentState.DECLINED:
            return self.until is not None and day <= self.until
        return self.state is EnrolmentState.AGREED
