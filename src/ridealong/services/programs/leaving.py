"""Leaving a program early: what is still to come falls away, what is under way ends, and nobody is at fault."""

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days, is_workday
from ridealong.domain.errors import Refused
from ridealong.domain.gathering_times import HourChange
from ridealong.domain.pairings import State, check_transition
from ridealong.domain.people import Person
from ridealong.domain.programs import EnrolmentState, Program
from ridealong.domain.values import read_words
from ridealong.domain.wording import many, several
from ridealong.services.changes.covered_meetings import settle_covers
from ridealong.services.desk import Desk
from ridealong.services.found import people_named, program_named
from ridealong.services.groups.gathering_facts import FEWEST
from ridealong.services.groups.gatherings import views
from ridealong.services.groups.group_hours import hour_changes
from ridealong.services.meanwhile import Seen, check_seen
from ridealong.services.plans.changed_since import note_by_hand
from ridealong.services.programs.enrolments import Consent, note_answers
from ridealong.storage import records
from ridealong.storage.queries import programs as queries
from ridealong.storage.queries.gatherings import of_program
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.schema import enrolments, gathering_people, pairings
from ridealong.storage.work import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What became of the pairings of those who left a program, by number.

    Args:
        people: their names; emails: their addresses. first_day: from when they take no part.
        cancelled: published ones that were still to come. ended: those under way.
        shorter: those that last until the day before `first_day`. aside: drafts that are gone.
        groups: the small groups that are to come without them.
        hours: those of them, by number, that meet at another hour by it, although the day stays.
    """

    program: str
    people: tuple[str, ...]
    emails: tuple[str, ...]
    first_day: date
    cancelled: tuple[int, ...]
    ended: tuple[int, ...]
    shorter: tuple[int, ...]
    aside: tuple[int, ...]
    groups: tuple[int, ...] = ()
    hours: tuple[tuple[int, HourChange], ...] = ()

    @property
    def due(self) -> bool:
        """Whether somebody is to be told: what was published has changed."""
        return bool(self.cancelled or self.ended or self.shorter or self.groups)

    @property
    def words(self) -> str:
        """What that is in words."""
        counts = (
            (self.cancelled, "pairing", "cancelled"),
            (self.ended, "pairing", "ended early"),
            (self.shorter, "pairing", "made shorter"),
            (self.aside, "draft", "set aside"),
            (self.groups, "group", "without them"),
        )
        said = [f"{many(len(some), noun)} {what}" for some, noun, what in counts if some]
        said += [f"group {number} {hour}" for number, hour in self.hours]
        names = several(self.people)
        verb = "takes" if len(self.people) == 1 else "take"
        return f"{names} {verb} no part from {self.first_day} on{'; ' if said else ''}{', '.join(said)}"


def leave(
    desk: Desk,
    program: str,
    emails: Sequence[str],
    *,
    first_day: date | None = None,
    reason: str = "",
    seen: Sequence[Seen] = (),
) -> Left:
    """Let people leave a program, all in one step; the invites about it are then due by themselves.

    Published pairings that begin on that day or later are cancelled. One that is under way ends today; where the day is
    still to come, it lasts until the working day before. Drafts go, and so do places in groups that are to meet from
    that day on; a group that becomes too small by it is repaired as others are. What is over stays as it is.

    Args:
        first_day: from which they take no part; None for today, and a past day counts as today.
        reason: private: it stands on the page of who leaves, and is told to nobody whom they were paired with.
        seen: their answers as looked at before.

    Raises:
        NotFound: there is no such program or person.
        ChangedMeanwhile: one of the answers is no longer as seen.
        Refused: one of them stands in no such program, or has left it before.
    """
    today = desk.clock.today()
    start = max(first_day or today, today)
    with desk.changing("leave") as step:
        found = program_named(step.connection, program)
        check_seen(desk, step.connection, enrolments, seen)
        people = people_named(step.connection, emails)
        rows = _rows(step.connection, found, list(people), start)
        _check_takes_part(step.connection, found, people, rows)
        until = start - timedelta(days=1) if start > today else None
        said = Consent(state=EnrolmentState.DECLINED, until=until, reason=read_words(reason))
        note_answers(step, found.id, [one.email for one in people.values()], said)
        drafts = [row for row in rows if row["state"] == State.PROPOSED]
        cancelled, ended, shorter = _published(step, [row for row in rows if row not in drafts], start, today)
        groups, hours = _leave_groups(step, found, people.keys(), start, today)
        left = Left(
            program=found.name,
            people=tuple(one.name for one in people.values()),
            emails=tuple(one.email for one in people.values()),
            first_day=start,
            cancelled=cancelled,
            ended=ended,
            shorter=shorter,
            aside=_set_aside(step, drafts, people.keys()),
            groups=groups,
            hours=hours,
        )
        step.done(f"{found.name}: {left.words}")
        return left


def _rows(connection: Connection, program: Program, ids: Sequence[int], start: date) -> list[RowMapping]:
    """Drafts and published pairings of some people that are not over by a day."""
    states = (str(State.PROPOSED), str(State.PUBLISHED))
    search = PairingSearch(program_id=program.id, people=ids, states=states, days=Days(start, date.max))
    return find_pairings(connection, search)


def _check_takes_part(
    connection: Connection, program: Program, people: dict[int, Person], rows: Sequence[RowMapping]
) -> None:
    answers = {one.person_id: one.enrolment.state for one in queries.enrolled(connection, program.id)}
    paired = {row[name] for row in rows for name in ("guest_id", "host_id")}
    for row_id, person in people.items():
        if row_id not in answers:
            raise Refused(f"{person.name} does not stand in '{program.name}'", "Nothing was changed")
        if answers[row_id] is EnrolmentState.DECLINED and row_id not in paired:
            raise Refused(f"{person.name} takes no part in '{program.name}' already", "Nothing was changed")


def _published(
    step: Step, rows: Sequence[RowMapping], start: date, today: date
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """Cancel what begins from a day on, and end or shorten what began before; returns the numbers of each.

    Weeks in which somebody stands in for a host who leaves go along.
    """
    changes: dict[int, dict[str, object]] = {}
    for row in rows:
        last = _last_workday(row["first_day"], start)
        if row["first_day"] >= start or (last is None and row["first_day"] > today):
            check_transition(records.pairing(row), State.CANCELLED, today)
            changes[row["id"]] = {"state": str(State.CANCELLED)}
        elif start > today and last is not None:
            changes[row["id"]] = {"last_day": last}
        else:
            check_transition(records.pairing(row), State.ENDED, today)
            changes[row["id"]] = {"state": str(State.ENDED)}
    covers = settle_covers(step, rows, changes, today)
    step.work.update(pairings, changes)
    cancelled, ended, shorter = (
        tuple(row_id for row_id, cells in changes.items() if cells.get("state") == state)
        for state in (State.CANCELLED, State.ENDED, None)
    )
    more = (covers.now(State.CANCELLED), covers.now(State.ENDED), covers.shorter)
    return cancelled + more[0], ended + more[1], shorter + more[2]


def _last_workday(first: date, start: date) -> date | None:
    """The last working day of a pairing that stops before a day; None where it has none."""
    day = start - timedelta(days=1)
    while day >= first and not is_workday(day):
        day -= timedelta(days=1)
    return day if day >= first else None


def _set_aside(step: Step, rows: Sequence[RowMapping], leaving: Collection[int]) -> tuple[int, ...]:
    """Let drafts go: whoever was to visit one who leaves has an open place from then on."""
    step.work.delete(pairings, [row["id"] for row in rows])
    for row in rows:
        aside = None if row["guest_id"] in leaving else (row["guest_id"], row["round"])
        note_by_hand(step, row["program_id"], aside)
    return tuple(row["id"] for row in rows)


def _leave_groups(
    step: Step, program: Program, leaving: Set[int], start: date, today: date
) -> tuple[tuple[int, ...], tuple[tuple[int, HourChange], ...]]:
    """Take those who leave out of groups that meet from a day on; returns their numbers, and other hours they have.

    Hours of drafts, which nobody was told, and of groups in which too few are left to meet are no news.
    """
    states = (str(State.PROPOSED), str(State.PUBLISHED))
    mine = [one for one in of_program(step.connection, program.id, states) if leaving & one.people.keys()]
    shown = {one.id: one for one in views(step.connection, program, mine, today) if one.open and one.days.last >= start}
    places = [one.people[person] for one in mine if one.id in shown for person in leaving & one.people.keys()]
    step.work.delete(gathering_people, places)
    hours = [
        (one.id, hour)
        for one in of_program(step.connection, program.id, (str(State.PUBLISHED),))
        if one.id in shown and len(one.people) >= FEWEST
        for hour in hour_changes(step.connection, shown[one.id], [one])
        if hour is not None
    ]
    return tuple(sorted(shown)), tuple(hours)
