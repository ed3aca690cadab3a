"""What the database knows that matters for the coming rounds of a program, before it is a planning problem."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.cover import room_for_visits
from ridealong.domain.days import Days, monday_of
from ridealong.domain.load import visit_takes
from ridealong.domain.pairings import MET, Freeze, State
from ridealong.domain.people import Person, Side, identity
from ridealong.domain.planning_rules import (
    NO_LIMIT,
    Hosted,
    HostLimit,
    closing_reason,
    cover_limit,
    host_limit,
    is_away,
    may_receive,
)
from ridealong.domain.programs import Enrolment, Kind, Program
from ridealong.planning.problem import Promise
from ridealong.services.days.free_days import VISITING_KINDS, FreeDays, host_limits
from ridealong.services.days.home_teams import TeamSizes, team_key
from ridealong.services.days.own_days import stays_short
from ridealong.services.people.home_shares import HomeShares
from ridealong.services.people.week_load import MeetingLoad
from ridealong.services.plans import met_before
from ridealong.storage.parts import AT_ONCE
from ridealong.storage.queries import pairings as pairing_queries
from ridealong.storage.queries import rules, turns
from ridealong.storage.queries.people import absences_of
from ridealong.storage.queries.programs import enrolled


@dataclass(slots=True)
class Facts:
    """What was read for the coming rounds of a program.

    Args:
        rounds: their numbers in the program; elsewhere here, rounds count from 0 within these.
        absences: by identity. met_rows: guest, host, how often they met, the last day of the last time.
        busy: why somebody is taken in a round, by row id and round. taken: seats of a host that are filled already.
        full: why somebody has no room left in a round: no day, or too much else to do.
        out: who of a team is on a visit in the week of a Monday, by row id; teams as `team_key` has them.
        shares: what composite teams take of home teams; None where nobody visits.
        visits: first days of the visits that a host receives, one for each guest. hosted: the same for those of other
            programs, each with what its program lets a host receive.
        turns_kept: how often each guest stands in a pinned draft that is not planned; kept: their numbers.
        without: the numbers of published pairings that count as drafts.
        only: the people whom the problem is narrowed to, where it is only to check what stands.
        since: the first day that is looked at: of a round under way, only what is left counts.
        today: drafts that are over by this day are nothing.
    """

    program: Program
    rounds: Sequence[int]
    people: Mapping[int, Person]
    absences: Mapping[str, Sequence[Days]]
    freezes: Sequence[Freeze]
    busy: Mapping[int, Mapping[int, str]]
    met_rows: Sequence[tuple[int, int, int, date]]
    turns_kept: Mapping[int, int]
    kept: Collection[int] = ()
    paused: Mapping[int, Enrolment] = field(default_factory=dict)
    visits: Mapping[int, Sequence[date]] = field(default_factory=dict)
    hosted: Mapping[int, Sequence[Hosted]] = field(default_factory=dict)
    taken: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    full: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    out: Mapping[tuple[str, date], Collection[int]] = field(default_factory=dict)
    shares: HomeShares | None = None
    without: Collection[int] = ()
    only: Collection[int] | None = None
    since: date = date.min
    today: date = date.min
    _days: Sequence[Days] = field(init=False)

    def __post_init__(self) -> None:
        days = [self.program.round_days(number) for number in self.rounds]
        self._days = [Days(min(max(one.first, self.since), one.last), one.last) for one in days]

    def days(self, index: int) -> Days:
        """The days of one of the rounds."""
        return self._days[index]

    def cover(self, side: Side, teams: Iterable[str]) -> dict[str, tuple[int, ...]]:
        """How many of each team may still be out in each round; where visits take single days, in all of its weeks."""
        sizes = TeamSizes(self.people)
        return {team: self._cover(team_key(side, team), sizes) for team in teams}

    def _cover(self, team: str, sizes: TeamSizes) -> tuple[int, ...]:
        percent = self.program.cover_percent
        whole = sum if self.program.kind.by_day else min
        found = []
        for index in range(len(self.rounds)):
            monday = monday_of(self.days(index).first)
            mondays = [monday + timedelta(weeks=number) for number in range(self.program.weeks)]
            found.append(whole(self._left(team, one, cover_limit(sizes.on(team, one), percent)) for one in mondays))
        return tuple(found)

    def _left(self, team: str, monday: date, most: int) -> int:
        """How many more of a team may be out in a week, of so many who may."""
        visiting = self.out.get((team, monday), ())
        shares = self.shares.of(team, monday, visiting) if self.shares else 0
        return room_for_visits(most, len(visiting), shares)

    def promised(self, person_id: int) -> dict[int, str]:
        """The rounds in which somebody cannot be a host by what other programs promised them, with the reason."""
        hosted = self.hosted.get(person_id, ())
        words = f"{self.people[person_id].name} would have too many guests in too few weeks"
        return {
            index: words
            for index in range(len(self.rounds) if hosted else 0)
            if not may_receive(NO_LIMIT, hosted, monday_of(self.days(index).first))
        }

    def promises(self, person_id: int) -> tuple[Promise, ...]:
        """What other programs promised a host for visits near enough to matter, where the own limit allows more."""
        own, found = host_limit(self.program), set()
        for monday, limit in self.hosted.get(person_id, ()):
            if limit.visits is None or _covers(own, limit):
                continue
            number, window = self.program.round_of(monday) - self.rounds[0], limit.window_rounds(self.program)
            if -window < number < len(self.rounds) + window - 1:
                found.add(Promise(number, limit.visits, window))
        return tuple(sorted(found, key=lambda one: (one.round, one.visits, one.window)))

    def away(self, person_id: int) -> tuple[int, ...]:
        """The rounds from which absences keep somebody."""
        absences = self.absences.get(self.people[person_id].identity, ())
        if not absences:
            return ()
        kind = self.program.kind
        return tuple(index for index in range(len(self.rounds)) if is_away(kind, self.days(index), absences))

    def _leaves(self, person: Person, days: Days) -> str:
        """That somebody who is still at work leaves before the end of some days; else empty."""
        last, first = person.last_day, person.first_day
        if last is None or not self.today <= last < days.last or (first is not None and days.first < first):
            return ""
        return f"{person.name} leaves on {last}"

    def closed(self, person_id: int) -> dict[int, str]:
        """The rounds that are closed to somebody, with a reason that all may know."""
        person, busy = self.people[person_id], self.busy.get(person_id, {})
        paused = self.paused.get(person_id)
        frozen = [one for one in self.freezes if one.holds_for(person.side, person.team)]
        reasons: dict[int, str] = {}
        full = self.full.get(person_id, {})
        if not (busy or full or frozen or paused or person.first_day or person.last_day):
            return reasons
        for index in range(len(self.rounds)):
            days = self.days(index)
            reason = busy.get(index) or self._leaves(person, days)
            reason = reason or closing_reason(self.program.kind, person, days, frozen)
            if not reason and paused is not None and not paused.takes_part(days.first):
                reason = f"{person.name} pauses until {paused.until}"
            reason = reason or full.get(index, "")
            if reason:
                reasons[index] = reason
        return reasons


def _covers(own: HostLimit, other: HostLimit) -> bool:
    """Whether whoever keeps to one limit on visits keeps to another as well."""
    if own.visits is None or other.visits is None:
        return other.visits is None
    return own.visits <= other.visits and own.window_weeks >= other.window_weeks


def asked_for(only: Collection[int] | None) -> Collection[int] | None:
    """The people whose pairings the database is asked for: a few, or None for everybody."""
    return only if only is not None and len(only) <= AT_ONCE // 2 else None


def kept_drafts(
    connection: Connection,
    program: Program,
    today: date,
    numbers: Sequence[int],
    only: Collection[int] | None = None,
    *,
    agreed: Collection[int] = (),
) -> list[RowMapping]:
    """Pinned drafts of coming rounds that are not planned: they stay, and count.

    These are the ones of rounds that are not among those to be planned, and those that somebody made shorter, so that
    they can take place although one of the two is away on other days of the round.

    Args:
        only: the people, by row id, of whom it matters; None for everybody.
        agreed: the numbers of drafts that are taken for pinned ones.
    """
    drafts = pairing_queries.PairingSearch(
        program_id=program.id,
        states=(str(State.PROPOSED),),
        people=asked_for(only),
        pinned=not agreed,
    )
    return [
        row
        for row in pairing_queries.find_pairings(connection, drafts)
        if (row["pinned"] or row["id"] in agreed)
        and row["first_day"] >= today
        # What only checks what stands judges a short draft by its own days.
        and (row["round"] not in numbers or (only is None and stays_short(connection, program, row)))
    ]


def read_facts(
    connection: Connection,
    program: Program,
    numbers: Sequence[int],
    people: Mapping[int, Person],
    kept: Sequence[RowMapping],
    *,
    without: Collection[int] = (),
    only: Collection[int] | None = None,
    since: date = date.min,
    today: date = date.min,
) -> Facts:
    """Read what matters for some rounds of a program.

    Args:
        kept: the drafts that stay as they are.
        without: the numbers of published pairings that count as drafts: they take no seat and are no meeting.
        only: the people, by row id, whose meetings with each other are enough; None for everybody.
        since: days before this one are not looked at.
        today: drafts that are over by this day are nothing.
    """
    span = Days(program.round_days(numbers[0]).first, program.round_days(numbers[-1]).last)
    facts = Facts(
        program=program,
        rounds=numbers,
        people=people,
        absences=_absent(connection, span),
        freezes=rules.freezes(connection, span),
        busy={},
        met_rows=_met_rows(connection, program, span, kept, without=without, only=only, today=today),
        turns_kept=Counter(row["guest_id"] for row in kept),
        kept=[row["id"] for row in kept],
        without=without,
        only=only,
        since=since,
        today=today,
    )
    limits = host_limits(connection, program)
    around = max(one.reach for one in limits.values())
    near = Days(span.first - around, span.last + around)
    busy = turns.busy_rows(connection, MET, near, program.id, VISITING_KINDS, without=without, today=today)
    _note_busy(facts, [row for row in (*busy, *kept) if _matters(row, only)], limits)
    _note_out(facts, [*busy, *kept])
    if program.kind.by_day:
        facts.full = _full(connection, facts, span)
    if program.kind.visits:
        _note_load(facts, MeetingLoad(connection, people, span))
        facts.shares = HomeShares(connection, program, people, span)
    return facts


def _absent(connection: Connection, span: Days) -> dict[str, list[Days]]:
    """Who is away when, by identity."""
    found: dict[str, list[Days]] = defaultdict(list)
    for absence in absences_of(connection, days=span):
        found[identity(absence.email)].append(absence.days)
    return found


def _matters(row: RowMapping, only: Collection[int] | None) -> bool:
    return only is None or row["guest_id"] in only or row["host_id"] in only


def _met_rows(
    connection: Connection,
    program: Program,
    span: Days,
    kept: Sequence[RowMapping],
    *,
    without: Collection[int],
    only: Collection[int] | None,
    today: date,
) -> list[tuple[int, int, int, date]]:
    """Who has met; drafts that may come to pass are no meetings yet, but keep two people from meeting again soon."""
    apart = timedelta(days=program.repeat_days)
    # What lies so far ahead that two people may well meet before it is left out; for drafts of other programs, which
    # may yet change, that is so once they may meet in the first round.
    soon = program.round_of(span.first)
    drafts = pairing_queries.met_pairs(
        connection, (str(State.PROPOSED),), program.round_days(soon).last + apart, program.id, among=only, today=today
    )
    return [
        *pairing_queries.met_pairs(connection, MET, span.last + apart, without=without, among=only),
        *((guest, host, 0, last) for guest, host, _times, last in drafts),
        *((row["guest_id"], row["host_id"], 0, row["last_day"]) for row in kept),
        *met_before.met_rows(connection, program, span.last, among=only),
    ]


def _leaves_room(program: Program, row: RowMapping, *, own: bool) -> bool:
    """Whether a visit closes no round: it is the one back, which belongs to its pair, or others have other days."""
    return program.is_return(row["guest_side"]) if own else program.kind.by_day and program.weeks > 1


def _note_busy(facts: Facts, rows: Sequence[RowMapping], limits: Mapping[int, HostLimit]) -> None:
    """Where people already are: it closes rounds for guests, takes seats of hosts, and counts for their rest."""
    busy: dict[int, dict[int, str]] = defaultdict(dict)
    visits: dict[int, list[date]] = defaultdict(list)
    hosted: dict[int, list[Hosted]] = defaultdict(list)
    taken: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    visiting = facts.program.kind.visits
    for row in rows:
        days = Days(row["first_day"], row["last_day"])
        own = row["program_id"] == facts.program.id
        if visiting:
            visits[row["host_id"]].append(row["first_day"])
            if not own:
                hosted[row["host_id"]].append((monday_of(row["first_day"]), limits[row["program_id"]]))
        if not own and not visiting:
            continue
        if _leaves_room(facts.program, row, own=own):
            continue
        for index in range(len(facts.rounds)):
            if _is_in(facts, index, row, days, own=own):
                with_whom = facts.people.get(row["host_id"])
                busy[row["guest_id"]][index] = (
                    f"already with {with_whom.name if with_whom else 'somebody'} ({row['program']})"
                )
                if own:
                    taken[row["host_id"]][index] += 1
                else:
                    busy[row["host_id"]][index] = f"hosts a visit of {row['program']}"
    facts.busy, facts.visits, facts.taken, facts.hosted = busy, visits, taken, hosted


def _is_in(facts: Facts, index: int, row: RowMapping, days: Days, *, own: bool) -> bool:
    """Whether a pairing takes up a round of somebody.

    Of a round under way only what is left counts; yet nobody has visits of two programs in one week, nor two of single
    days in one round.
    """
    here = facts.days(index)
    if own and facts.program.kind.by_day and row["round"] is not None:
        return bool(row["round"] == facts.rounds[index])
    return (here if own else Days(monday_of(here.first), here.last)).overlaps(days)


def _note_load(facts: Facts, load: MeetingLoad) -> None:
    """Close rounds to those whose short meetings and embeds leave no room for a visit.

    Where visits take single days, that is so in rounds of which no week has room.
    """
    program = facts.program
    takes = visit_takes(program)
    # No meetings, or few, are the rule: only who has many is looked at week by week.
    full = {one: dict(rounds) for one, rounds in facts.full.items()}
    for person in load.busy(takes):
        for index in range(len(facts.rounds)):
            if words := load.full(person, facts.days(index), takes, all_weeks=program.kind.by_day):
                full.setdefault(person, {}).setdefault(index, words)
    facts.full = full


def _full(connection: Connection, facts: Facts, span: Days) -> dict[int, dict[int, str]]:
    """Who has too few days left in a round for a visit, or for one each way."""
    program = facts.program
    asked = [one.person_id for one in enrolled(connection, program.id) if one.person_id in facts.people]
    if facts.only is not None:
        asked = [one for one in asked if one in facts.only]
    drafts = pairing_queries.PairingSearch(program_id=program.id, states=(str(State.PROPOSED),))
    loose = {row["id"] for row in pairing_queries.find_pairings(connection, drafts)} - set(facts.kept)
    free = FreeDays(
        connection, program, facts.people, asked, span, without=loose | set(facts.without), today=facts.today
    )
    found: dict[int, dict[int, str]] = {}
    for person in asked:
        reasons = {index: free.lacking(person, facts.days(index)) for index in range(len(facts.rounds))}
        found[person] = {index: reason for index, reason in reasons.items() if reason}
    return found


def _note_out(facts: Facts, rows: Sequence[RowMapping]) -> None:
    """Who is out on a visit, by team and week."""
    out: dict[tuple[str, date], set[int]] = defaultdict(set)
    for row in rows:
        guest = facts.people.get(row["guest_id"])
        if guest is None or not Kind(row["kind"]).visits:
            continue
        monday = monday_of(row["first_day"])
        while monday <= row["last_day"]:
            out[team_key(guest.side, guest.team), monday].add(row["guest_id"])
            monday += timedelta(weeks=1)
    facts.out = out
