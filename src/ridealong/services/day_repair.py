"""What a repair does to visits of single days: new days for whom theirs do not suit any more, one each way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.planning.plan import Open, Plan
from ridealong.planning.repair import Repair
from ridealong.planning.said import Who, say
from ridealong.services.day_changes import GONE_ALONG
from ridealong.services.day_drafts import day_row
from ridealong.services.day_visits import DayVisits, Pair, Single, Timed, Visited
from ridealong.services.plan_views import Clash, someone
from ridealong.services.repair_rows import Writes, changed_row, say_gone, say_moved
from ridealong.services.standing_season import Standing
from ridealong.services.told import Words
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.programs import who_stay_out

if TYPE_CHECKING:
    from ridealong.planning.changes import Change

_OPEN = (str(State.PROPOSED), str(State.PUBLISHED))
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChange:
    """A visit that is given another day, or falls away where `after` is None."""

    row: RowMapping
    after: Days | None
    reason: str


@dataclass(slots=True)
class DayRepair:
    """What a repair does to visits of single days.

    Args:
        done: the repair, without the places for which no days were found.
        pairs: the visits of each new place, or one that moves to another round. changes: visits that stay in theirs.
        backs: the visits back that are to come, by the visit that they return.
        days: of each change of a place, the days of the visit before and after it.
    """

    done: Repair
    pairs: Mapping[Pair, tuple[Visited, ...]] = field(default_factory=dict)
    changes: list[DayChange] = field(default_factory=list)
    backs: Mapping[Pair, RowMapping] = field(default_factory=dict)
    days: "Mapping[Change, tuple[Days | None, Days | None]]" = field(default_factory=dict)

    def write(self, standing: Standing, writes: Writes) -> None:
        """Enter the days, and the visits back, into what a repair writes, and what is said of them."""
        people = standing.season.people
        program = standing.season.program
        if not program.kind.by_day:
            return
        for row in list(writes.added):
            pair = (int(str(row["guest_id"])), int(str(row["host_id"])), int(str(row["round"])))
            there, *back = self.pairs[pair]
            row |= {"first_day": there.days.first, "last_day": there.days.last}
            state = State(str(row["state"]))
            writes.added += [day_row(program, people, one, pair[2], fit=None, state=state) for one in back]
        for number, cells in list(writes.updates.items()):
            if "round" in cells:
                self._move(standing, writes, number)
        self._say_places(standing, writes.words)
        for one in self.changes:
            writes.other[one.row["id"]] = one.row
            _note(writes, one)
            if one.row["state"] == State.PUBLISHED and one.after is not None:
                say_moved(writes.words, program, one.row, one.after)
            elif one.row["state"] == State.PUBLISHED:
                say_gone(writes.words, program, one.row)

    def _say_places(self, standing: Standing, words: Words) -> None:
        """Tell people of the visits that go with a place that changes, and of those that come, with their days."""
        season = standing.season
        ids = {person.identity: row_id for row_id, person in season.people.items()}
        for one in self.done.changes:
            row = changed_row(standing, one)
            if row is None or row["state"] != State.PUBLISHED:
                continue
            if one.after is None:
                say_gone(words, season.program, row)
                continue
            number, host = one.after
            there, *back = self.pairs[ids[one.guest], ids[host], season.first + number]
            if row["host_id"] == there.host:
                say_moved(words, season.program, row, there.days)
                before = self.backs.get((row["guest_id"], row["host_id"], row["round"]))
                if back and before is not None and before["state"] == State.PUBLISHED:
                    say_moved(words, season.program, before, back[0].days)
                continue
            guest, other = someone(season.people[there.guest]), someone(season.people[there.host])
            say_gone(words, season.program, row, other, there.days)
            for each in back:
                words.say(guest, f"{other.name} visits back: {each.days}.")
                words.say(other, f"The visit back to {guest.name}: {each.days}.", new=True)

    def _move(self, standing: Standing, writes: Writes, number: int) -> None:
        row = next(each for each in standing.rows.values() if each["id"] == number)
        new = int(str(writes.updates[number]["round"]))
        there, *back = self.pairs[row["guest_id"], row["host_id"], new]
        writes.updates[number] = {"round": new, "first_day": there.days.first, "last_day": there.days.last}
        before = self.backs.get((row["guest_id"], row["host_id"], row["round"]))
        for one in back:
            if before is not None:
                writes.other[before["id"]] = before
                days = {"first_day": one.days.first, "last_day": one.days.last}
                writes.updates[before["id"]] = {"round": new, **days}


def _note(writes: Writes, one: DayChange) -> None:
    if one.after is not None:
        writes.updates[one.row["id"]] = {"first_day": one.after.first, "last_day": one.after.last}
    elif one.row["state"] == State.PUBLISHED:
        writes.updates[one.row["id"]] = {"state": str(State.CANCELLED), "reason": one.reason}
    else:
        writes.gone.append(one.row["id"])


def repair_days(
    connection: Connection, standing: Standing, done: Repair, broken: Sequence[Clash], today: date
) -> DayRepair:
    """The days that a repair of a program gives to visits; nothing where its visits last for all of a round.

    Args:
        broken: what is published and cannot take place as it stands.
    """
    if not standing.season.program.kind.by_day:
        return DayRepair(done)
    return _Work(connection, standing, done, broken, today).repaired()


class _Work:
    def __init__(
        self, connection: Connection, standing: Standing, done: Repair, broken: Sequence[Clash], today: date
    ) -> None:
        self._season = standing.season
        self._program = standing.season.program
        self._standing = standing
        self._done = done
        self._today = today
        self._ids = {person.identity: row_id for row_id, person in self._season.people.items()}
        self._out = who_stay_out(connection, [self._program.id])
        rows = find_pairings(connection, PairingSearch(program_id=self._program.id, states=_OPEN))
        held = find_pairings(connection, PairingSearch(program_id=self._program.id, states=(str(State.HELD),)))
        self._visits = {
            (row["guest_id"], row["host_id"], row["round"]): Days(row["first_day"], row["last_day"])
            for row in (*rows, *held)
        }
        self._rows = {row["id"]: row for row in rows}
        self._backs = {
            (row["host_id"], row["guest_id"], row["round"]): row
            for row in rows
            if self._program.is_return(row["guest_side"]) and row["first_day"] > today
        }
        self._changed = [(one, changed_row(standing, one)) for one in done.changes]
        touched = {row["id"] for _one, row in self._changed if row is not None}
        along = [self._back(row) for _one, row in self._changed if row is not None]
        self._along = {row["id"]: row for row in along if row is not None}
        self._clashes = [
            one
            for one in broken
            if not one.begun and one.id in self._rows and one.id not in touched and one.id not in self._along
        ]
        last = max([self._program.days.last, *(self._latest(one) for one in self._clashes)])
        self._days = DayVisits(
            connection,
            self._program,
            self._season.people,
            self._asked(),
            Days(today + _DAY, max(last, today + _DAY)),
            without=[*touched, *self._along, *(one.id for one in self._clashes)],
            since=today + _DAY,
        )

    def repaired(self) -> DayRepair:
        here = [one for one in self._clashes if self._is_here(one)]
        gone = [one for one in self._clashes if one not in here]
        singles = [self._single(one) for one in here]
        wanted = [pair for pair in map(self._pair, (one for one, _row in self._changed)) if pair is not None]
        timed = self._days.find(wanted, singles, seed=self._season.problem.seed)
        changes = [DayChange(row=row, after=None, reason=GONE_ALONG) for row in self._left_alone(timed)]
        changes += [DayChange(row=self._rows[one.id], after=None, reason=one.reason) for one in gone]
        for one, days in zip(here, timed.singles, strict=True):
            row = self._rows[one.id]
            changes.append(DayChange(row=row, after=days, reason=one.reason))
            back = None if days is not None or self._program.is_return(row["guest_side"]) else self._back(row)
            if back is not None:
                changes.append(DayChange(row=back, after=None, reason=GONE_ALONG))
        done = self._without(timed, changes)
        return DayRepair(done, timed.pairs, changes, self._backs, self._shown(done, timed))

    def _shown(self, done: Repair, timed: Timed) -> "dict[Change, tuple[Days | None, Days | None]]":
        found = {}
        for one in done.changes:
            row, pair = changed_row(self._standing, one), self._pair(one)
            before = None if row is None else Days(row["first_day"], row["last_day"])
            found[one] = before, None if pair is None else timed.pairs[pair][0].days
        return found

    def _without(self, timed: Timed, visits: Sequence[DayChange]) -> Repair:
        """The repair without the places that found no days, in which each visit is counted that stays on its day."""
        lost = [one for one, _row in self._changed if (pair := self._pair(one)) is not None and pair not in timed.pairs]
        changes = tuple(replace(one, after=None) if one in lost else one for one, _row in self._changed)
        touched = {row["id"] for _one, row in self._changed if row is not None} | {*self._along}
        touched |= {one.row["id"] for one in visits}
        coming = [row["id"] for row in self._rows.values() if row["first_day"] >= self._today]
        return replace(
            self._done,
            plan=self._plan_without(lost),
            changes=tuple(one for one in changes if one.before or one.after),
            kept=len({*coming} - touched),
        )

    def _plan_without(self, lost: Sequence["Change"]) -> Plan:
        """The plan in which the new places of some changes stay open."""
        plan = self._done.plan
        if not lost:
            return plan
        # NumPy is slow to import; only those whose place is lost pay for it.
        from ridealong.planning.answer import standing  # noqa: PLC0415 - as above

        gone = {(one.guest, *one.after) for one in lost if one.after is not None}
        rows = [one for one in plan.assignments if (one.guest, one.round, one.host) not in gone]
        left = [
            Open(guest, number, said.text, said=said)
            for guest, number, host in gone
            for said in [say("no days suit both {} and {}", Who(guest), Who(host))]
        ]
        open_ = tuple(sorted((*plan.open, *left), key=lambda one: (one.round, one.guest)))
        return replace(standing(self._season.problem, rows, plan), open=open_)

    def _left_alone(self, timed: Timed) -> list[RowMapping]:
        """The visits back that go since their visit goes, and does not move to another round with them."""
        moved = set()
        for one, row in self._changed:
            pair = self._pair(one)
            if (
                row is not None
                and pair is not None
                and pair in timed.pairs
                and pair[:2] == (row["guest_id"], row["host_id"])
            ):
                moved.add(row["id"])
        stays = {
            back["id"]
            for _one, row in self._changed
            if row is not None and row["id"] in moved and (back := self._back(row)) is not None
        }
        return [row for number, row in self._along.items() if number not in stays]

    def _asked(self) -> set[int]:
        ids = {row[who] for row in self._rows.values() for who in ("guest_id", "host_id")}
        for one, _row in self._changed:
            pair = self._pair(one)
            ids |= set(pair[:2]) if pair else set()
        return {one for one in ids if one in self._season.people}

    def _pair(self, one: "Change") -> Pair | None:
        """The guest and host, by row id, and the round of the program of the place that a change gives."""
        if one.after is None:
            return None
        number, host = one.after
        return self._ids[one.guest], self._ids[host], self._season.first + number

    def _back(self, row: RowMapping) -> RowMapping | None:
        """The visit back, still to come, that belongs to a visit."""
        return self._backs.get((row["guest_id"], row["host_id"], row["round"]))

    def _is_here(self, one: Clash) -> bool:
        """Whether both are still there and take part, so that another day may suit them."""
        row = self._rows[one.id]
        return all(
            row[who] in self._season.people and (self._program.id, row[who]) not in self._out
            for who in ("guest_id", "host_id")
        )

    def _single(self, one: Clash) -> Single:
        """The visit, with the days on which it could be instead: a visit before the one back, that one in time."""
        row = self._rows[one.id]
        first, last = self._today + _DAY, self._latest(one)
        if self._program.is_return(row["guest_side"]):
            there = self._there(row)
            first = max(first, there.last + _DAY) if there else first
        else:
            whole, back = self._program.round_days(row["round"]), self._back(row)
            first, last = max(first, whole.first), whole.last
            last = last if back is None else min(last, back["first_day"] - _DAY)
        return Single(guest=row["guest_id"], host=row["host_id"], within=Days(min(first, last), last), not_on=one.days)

    def _latest(self, one: Clash) -> date:
        row = self._rows[one.id]
        there = self._there(row) if self._program.is_return(row["guest_side"]) else None
        if there is None:
            return self._program.round_days(row["round"]).last
        return there.last + timedelta(weeks=self._program.return_weeks)

    def _there(self, row: RowMapping) -> Days | None:
        """The days of the visit that a visit back returns, where it is known."""
        return self._visits.get((row["host_id"], row["guest_id"], row["round"]))
