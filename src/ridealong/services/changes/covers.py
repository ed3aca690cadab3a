"""Covering a week: somebody else stands in for the host of a pairing that lasts longer, in one step."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days, end_of_week, monday_of
from ridealong.domain.errors import Refused
from ridealong.domain.meeting_changes import MeetingChange
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meeting_times import meeting_kinds
from ridealong.domain.meetings import Series
from ridealong.domain.pairings import State
from ridealong.domain.people import Person
from ridealong.domain.programs import Program
from ridealong.planning.check import Facts, broken
from ridealong.services.changes.covered_meetings import LeftOut, leave_out, left_out
from ridealong.services.changes.seats import both, check_by_hand, fit_of
from ridealong.services.days.own_days import kept_from, taken_on
from ridealong.services.desk import Desk
from ridealong.services.found import pairing_row, person_named
from ridealong.services.invites.due_if import due_if, meetings_of_new, new_meeting_id
from ridealong.services.invites.meeting_facts import Supposed
from ridealong.services.invites.meetings import add_meetings
from ridealong.services.invites.told import Told, Words, told_sentences
from ridealong.services.meanwhile import Seen, check_seen
from ridealong.services.people.taking_part import takes_no_part, those_who_agreed
from ridealong.services.plans.plan_views import Someone, someone
from ridealong.services.plans.season import Season, build_season
from ridealong.storage.queries.invites import meeting_rows_of
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import Known, some_people
from ridealong.storage.queries.programs import program_by_id
from ridealong.storage.schema import pairings
from ridealong.storage.work import Step

KEPT = ("apart", "cover_hosts", "rest", "max_visits")
"""The rules of a season that hold for who stands in; the others are about whole rounds, or looked at day by day."""
ONCE = (MeetingKind.PREP, MeetingKind.DEBRIEF)
"""The meetings that a pairing has once, with its own host."""
SIDES = ("guest", "host")
_NEW = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A week of a pairing in which somebody stands in for the host, or would.

    Args:
        id: the number of the pairing of that week; 0 where nothing was changed. main: that of the one that lasts on.
        days: those that are covered.
        left_out: the meetings with the host that do not take place, each with its day.
        told: who is told what.
    """

    id: int
    main: int
    program: str
    guest: Someone
    host: Someone
    stand_in: Someone
    days: Days
    left_out: tuple[tuple[MeetingKind, date], ...]
    told: tuple[Told, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What it comes to, in plain words."""
        head = f"{self.stand_in.name} stands in for {self.host.name} with {self.guest.name}: {self.days}."
        return (head, *told_sentences(self.told))


def cover(
    desk: Desk, pairing_id: int, email: str, week: date, *, seen: Iterable[Seen] = (), dry_run: bool = False
) -> Covered:
    """Let somebody else of the host's side stand in for a week of a published pairing that lasts longer.

    The check-ins of that week, and a welcome, do not take place for the two. The guest and the stand-in get a pairing
    of their own for that week, which is published, counts as having met, and has these meetings instead.

    Args:
        email: of who stands in.
        week: any day of the week; of one that has begun, what is left is covered.
        seen: the pairing as it was looked at before.
        dry_run: say what it comes to, and change nothing.

    Raises:
        NotFound: there is no such pairing or person.
        ChangedMeanwhile: it is no longer as it was seen.
        Refused: it is not published or has no such week to come, the person cannot stand in, with the rule, or the two
            would not have met in that week.
    """
    with desk.changing("cover", dry_run=dry_run) as step:
        check_seen(desk, step.connection, pairings, seen)
        row = pairing_row(step.connection, pairing_id)
        _check_lasting(row)
        days = _covered_days(row, week, desk.clock.today())
        plan = _Plan(desk, step.connection, row, days, person_named(step.connection, email))
        if dry_run:
            return plan.view(0)
        number = plan.write(step)
        found = plan.view(number)
        step.done(f"{found.stand_in.name} stands in for {found.host.name} with {found.guest.name} ({days})")
        return found


def weeks_to_cover(desk: Desk, pairing_id: int) -> tuple[Days, ...]:
    """The weeks of a published pairing in which somebody could stand in, by day; raises what `cover` raises of it."""
    with desk.reading() as connection:
        row = pairing_row(connection, pairing_id)
        _check_lasting(row)
        visits = program_by_id(connection, row["program_id"]).kind.visits
        whole, today = _days(row), desk.clock.today()
        mondays = sorted({monday_of(day) for day in whole if day >= today})
        weeks = [found for monday in mondays if (found := _week(whole, monday, today)) is not None]
        return tuple(one for one in weeks if visits or left_out(connection, desk, pairing_id, one).kinds)


def _check_lasting(row: RowMapping) -> None:
    check_by_hand(row)
    if row["state"] != State.PUBLISHED:
        raise Refused(f"{both(row)} is a draft", "Publish it first; the host of a draft can simply be another")
    if monday_of(row["first_day"]) == monday_of(row["last_day"]):
        early = "Let somebody take it over"
        typed = f"{early}: ridealong takeover {row['id']} EMAIL"
        raise Refused(f"{both(row)} lasts no longer than a week", early, typed=typed)


def _covered_days(row: RowMapping, week: date, today: date) -> Days:
    whole = _days(row)
    days = _week(whole, monday_of(week), today)
    if days is None:
        over = end_of_week(week) < today
        problem = f"The week of {monday_of(week)} is over" if over else f"{both(row)} does not last in that week"
        raise Refused(problem, f"Name a day from {max(whole.first, today)} to {whole.last}")
    return days


def _week(whole: Days, monday: date, today: date) -> Days | None:
    """What is left of a week of a pairing, from Monday to Friday; None where nothing is."""
    first, last = max(monday, whole.first, today), min(end_of_week(monday), whole.last)
    return Days(first, last) if first <= last else None


def _days(row: RowMapping) -> Days:
    return Days(row["first_day"], row["last_day"])


class _Plan:
    """Everything that is known of a week to be covered, checked against the rules."""

    def __init__(self, desk: Desk, connection: Connection, row: RowMapping, days: Days, known: Known) -> None:
        self._desk, self._connection, self._row, self._days, self._known = desk, connection, row, days, known
        self._program = program = program_by_id(connection, row["program_id"])
        _check_person(connection, program, row, known)
        self._out: LeftOut = left_out(connection, desk, row["id"], days)
        if not program.kind.visits and not self._out.kinds:
            raise Refused(
                f"{row['guest_name']} and {row['host_name']} do not meet from {days.first} to {days.last}",
                "Name a week in which they have a check-in",
            )
        people = some_people(connection, [row["guest_id"], row["host_id"]])
        self._season = _check_rules(connection, program, row, days, (people[row["guest_id"]], known))
        self._skipped = self._not_held()
        self._check_meets()
        self._due = [
            item
            for some in due_if(connection, desk, {row["id"]: {}}, self._new, self._supposed).values()
            for item in some
        ]

    def _not_held(self) -> tuple[MeetingKind, ...]:
        """The meetings of the new pairing that do not take place."""
        held = {kind for kind, _day in self._out.kinds}
        spare = () if MeetingKind.CHECK_IN in held else (MeetingKind.CHECK_IN,)
        return tuple(kind for kind in meeting_kinds(self._program) if kind in (*ONCE, *spare))

    @property
    def _cells(self) -> dict[str, object]:
        row, person = self._row, self._known.person
        kept = {name: row[name] for name in ("program_id", "guest_id", "guest_team", "guest_side", "round")}
        return {
            **kept,
            "host_id": self._known.id,
            "host_team": person.team,
            "first_day": self._days.first,
            "last_day": self._days.last,
            "state": str(State.PUBLISHED),
            "pinned": False,
            "fit": _fit(self._season, row["guest_id"], self._known.id),
            "reason": "",
        }

    @property
    def _new(self) -> Mapping[int, tuple[Program, Mapping[str, object]]]:
        return {_NEW: (self._program, self._cells)}

    @property
    def _supposed(self) -> Supposed:
        new: dict[int, Sequence[MeetingChange]] = {
            new_meeting_id(_NEW, at): [MeetingChange(skipped=True)]
            for at, kind in enumerate(meeting_kinds(self._program))
            if kind in self._skipped
        }
        return Supposed(changes={**self._out.changes, **new})

    def _check_meets(self) -> None:
        """See that buddies have somebody to meet: the check-in must take place with who stands in."""
        if self._program.kind.visits:
            return
        planned = meetings_of_new(self._connection, self._desk, self._new, self._supposed)
        for one in planned:
            when = one.meeting.when if one.meeting is not None else None
            if isinstance(when, Series) and tuple(when.taking_place()):
                return
        day = self._out.kinds[0][1]
        raise Refused(
            f"{self._known.person.name} and {self._row['guest_name']} are not both there on {day}", "Name somebody else"
        )

    def write(self, step: Step) -> int:
        """Write the pairing of the week, and what does not take place; returns its number."""
        (number,) = step.work.insert(pairings, [self._cells])
        add_meetings(step, self._program, [number])
        spare = [row["id"] for row in meeting_rows_of(step.connection, [number]) if row["kind"] in self._skipped]
        leave_out(step, {**self._out.skipped, **{one: [MeetingChange(skipped=True)] for one in spare}})
        return number

    def view(self, number: int) -> Covered:
        """What it comes to; `number` is that of the pairing of the week."""
        row, days = self._row, self._days
        guest, host = (Someone(email=row[one], name=row[f"{one}_name"], team=row[f"{one}_team"]) for one in SIDES)
        stand_in = someone(self._known.person)
        words = Words()
        words.say(guest, f"From {days.first} to {days.last}, {stand_in.name} stands in for {host.name}.")
        words.say(host, f"From {days.first} to {days.last}, {stand_in.name} stands in for you with {guest.name}.")
        words.say(
            stand_in, f"From {days.first} to {days.last}, you stand in for {host.name} with {guest.name}.", new=True
        )
        return Covered(
            id=number,
            main=row["id"],
            program=self._program.name,
            guest=guest,
            host=host,
            stand_in=stand_in,
            days=days,
            left_out=tuple(self._out.kinds),
            told=words.told(self._due),
        )


def _check_person(connection: Connection, program: Program, row: RowMapping, known: Known) -> None:
    person = known.person
    if known.id in (row["guest_id"], row["host_id"]):
        raise Refused(f"{person.name} is in {both(row)} already", "Name somebody else")
    if str(person.side) == row["guest_side"]:
        raise Refused(
            f"{person.name} is on the {person.side.label} side, as {row['guest_name']} is",
            f"Name somebody of the side of {row['host_name']}",
        )
    if known.id not in those_who_agreed(connection, program.id):
        raise takes_no_part(person, program)


def _check_rules(
    connection: Connection, program: Program, row: RowMapping, days: Days, both_: tuple[Person, Known]
) -> Season:
    """Raise Refused with the rule that forbids it; returns the round of the pairing as it was asked."""
    guest, known = both_
    number, people = row["guest_id"], {known.id: known.person, row["guest_id"]: guest}
    nothing = "Nothing was changed"
    if why := kept_from(connection, program, people, days):
        raise Refused(why, nothing)
    pair = (number, guest), (known.id, known.person)
    if why := taken_on(connection, program, *pair, days, but={row["id"]}):
        raise Refused(why, nothing)
    search = PairingSearch(program_id=program.id, people=[number], states=[str(State.PUBLISHED)], days=_days(row))
    beside = [one["id"] for one in find_pairings(connection, search) if one["guest_id"] == number]
    start = program.round_days(row["round"]).first
    season = build_season(connection, program, start, rounds=1, without=beside, only={number, known.id})
    if number not in season.guests:
        raise Refused(f"{guest.name} does not take part in '{program.name}' any more", "End it instead")
    cells = [(0, guest.identity, known.person.identity)]
    for one in broken(Facts(season.problem), cells):
        if one.rule in KEPT:
            raise Refused(season.told(one.said), nothing)
    return season


def _fit(season: Season, guest: int, host: int) -> int | None:
    return fit_of(season.problem, season.people[guest].identity, season.people[host].identity)
