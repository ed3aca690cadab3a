"""What a repair does to visits of single days: new days for whom theirs do not suit any more, one each way."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.planning.plan import Open, Plan
from ridealong.planning.repair import Repair
from ridealong.planning.said import Who, say
from ridealong.services.days.day_changes import GONE_ALONG
from ridealong.services.days.day_repaired import DayChange, DayRepair
from ridealong.services.days.day_visits import DayVisits, Pair, Timed, Visited
from ridealong.services.days.other_days import Moves, OtherDays, visited
from ridealong.services.days.other_partners import other_partners
from ridealong.services.plans.plan_views import Clash, someone
from ridealong.services.plans.standing_season import Cell, Standing
from ridealong.services.repairs.repair_rows import changed_row
from ridealong.services.replies.declined import declines
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.programs import who_stay_out

if TYPE_CHECKING:
    from ridealong.planning.changes import Change

_OPEN = (str(State.PROPOSED), str(State.PUBLISHED))
_DAY = timedelta(days=1)
MOVES_ALONG = "the other visit of the two moves"


def repair_days(
    connection: Connection,
    standing: Standing,
    done: Repair,
    broken: Sequence[Clash],
    *,
    today: date,
    without: Collection[Cell] = (),
) -> DayRepair:
    """The days that a repair of a program gives to visits; nothing where its visits last for all of a round.

    Who has no other day that suits both of a pair gets another partner: in a coming round the repair is to be asked for
    one, in the round under way one is looked for here. Where there is none, the visit back stands on its own if it can.

    Args:
        broken: what is published and cannot take place as it stands.
        without: the places of the problem in which no days were found before.
    """
    if not standing.season.program.kind.by_day:
        return DayRepair(done)
    return _Work(connection, standing, done, broken, today=today, without=without).repaired()


class _Work:
    def __init__(
        self,
        connection: Connection,
        standing: Standing,
        done: Repair,
        broken: Sequence[Clash],
        *,
        today: date,
        without: Collection[Cell],
    ) -> None:
        self._connection = connection
        self._season = standing.season
        self._program = standing.season.program
        self._standing = standing
        self._done = done
        self._today = today
        self._no_days = without
        self._cells = {row["id"]: cell for cell, row in standing.rows.items()}
        self._ids = {person.identity: row_id for row_id, person in self._season.people.items()}
        self._out = who_stay_out(connection, [self._program.id])
        rows = find_pairings(connection, PairingSearch(program_id=self._program.id, states=_OPEN))
        held = find_pairings(connection, PairingSearch(program_id=self._program.id, states=(str(State.HELD),)))
        self._visits = {(row["guest_id"], row["host_id"], row["round"]): row for row in (*rows, *held)}
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
        self._broken = {one.id: one for one in broken}
        self._clashes = [
            one
            for one in broken
            if not one.begun and one.id in self._rows and one.id not in touched and one.id not in self._along
        ]
        self._days = self._what_is_left(touched)
        self._others = OtherDays(self._program, self._days, today, self._broken)

    def _what_is_left(self, touched: Collection[int]) -> DayVisits:
        """What stands beside that which is to change; visits back stand on their days until others are needed."""
        weeks = timedelta(weeks=self._program.return_weeks if self._program.kind.both_ways else 0)
        latest = [self._program.days.last, *(one.days.last for one in self._clashes)]
        backs = [back for one in self._clashes if (back := self._back(self._rows[one.id])) is not None]
        days = DayVisits(
            self._connection,
            self._program,
            self._season.people,
            self._asked(),
            Days(self._today + _DAY, max(max(latest) + weeks, self._today + _DAY)),
            without=[*touched, *self._along, *(one.id for one in self._clashes), *(row["id"] for row in backs)],
            since=self._today + _DAY,
        )
        for row in backs:
            if row["id"] not in self._broken:
                days.take(visited(row))
        return days

    def repaired(self) -> DayRepair:
        """The days of what is broken, in the order: other days, another partner, the visit back alone, and nothing."""
        moved, lost = self._moved()
        stay = {row["id"] for row in self._staying()}
        joined = self._joined(moved)
        season = self._season
        timed = self._days.find(self._wanted(), seed=season.problem.seed, joined=joined, turns=season.turns)
        left = [row for row in self._left_alone(timed) if row["id"] not in stay]
        changes = [DayChange(row=row, after=None, reason=GONE_ALONG) for row in left]
        changes += [self._day_change(number, days) for number, days in moved.items()]
        changes += self._instead(lost)
        done = self._without(timed, changes)
        return DayRepair(
            done,
            timed.pairs,
            sorted(changes, key=lambda one: (one.row["first_day"], one.row["id"])),
            self._backs,
            self._shown(done, timed),
            lost=self._lost(timed, lost),
            cancelled=frozenset(row["id"] for row in lost if self._cell(row) is not None),
        )

    def _wanted(self) -> list[Pair]:
        """The new places; of drafts none beside a pair that was told already, since three are told together."""
        places = [(pair, row) for one, row in self._changed if (pair := self._pair(one)) is not None]
        told = [pair for pair, row in places if row is not None and row["state"] == State.PUBLISHED]
        gone = {row["id"] for _one, row in self._changed if row is not None}
        standing = [
            key for key, row in self._visits.items() if row["state"] != State.PROPOSED and row["id"] not in gone
        ]
        taken = {pair[1:] for pair in (*told, *standing)}
        return [pair for pair, _row in places if pair in told or pair[1:] not in taken]

    def _joined(self, moved: Mapping[int, Days | None]) -> dict[tuple[int, int], list[Visited]]:
        """By host and round, the visits of pairs that stand and stay as they are; only where each visits the other.

        Beside two guests there is no room for a third: one of them may be no part of the problem, see `what_stands`, so
        that it has a place too many.
        """
        touched = {*moved, *self._broken, *(row["id"] for _one, row in self._changed if row is not None), *self._along}
        found: dict[tuple[int, int], list[Visited]] = {}
        for row in self._visits.values() if self._program.kind.both_ways else ():
            if row["id"] in touched or self._program.is_return(row["guest_side"]):
                continue
            back = self._visits.get((row["host_id"], row["guest_id"], row["round"]))
            legs = [one for one in (row, back) if one is not None and one["id"] not in touched]
            place = row["host_id"], row["round"]
            found[place] = [] if place in found else [visited(one) for one in legs]
        return found

    def _moved(self) -> tuple[dict[int, Days | None], list[RowMapping]]:
        """New days of visits by number, None for visits back that have none; and the visits that have none."""
        found: dict[int, Days | None] = {}
        lost: list[RowMapping] = []
        for one in self._clashes:
            row = self._rows[one.id]
            if not self._program.is_return(row["guest_side"]):
                moves = self._others.of_visit(row, self._back(row)) if self._is_here(row) else {}
                found |= moves
                lost += [] if moves else [row]
        gone = {row["id"] for row in lost}
        for one in self._clashes:
            row = self._rows[one.id]
            there = self._visits.get((row["host_id"], row["guest_id"], row["round"]))
            if one.id in found or not self._program.is_return(row["guest_side"]):
                continue
            if there is not None and there["id"] in gone:
                found[one.id] = None
                continue
            found |= {one.id: None, **(self._return_days(row, there) if self._is_here(row) else {})}
        return found, lost

    def _return_days(self, row: RowMapping, there: RowMapping | None) -> Moves:
        since = None if there is None else visited(there).days
        stands = there is not None and there["first_day"] > self._today and there["id"] not in self._broken
        return self._others.of_return(row, there if stands else None, since)

    def _day_change(self, number: int, days: Days | None) -> DayChange:
        clash, row = self._broken.get(number), self._rows[number]
        return DayChange(row=row, after=days, reason=clash.reason if clash else MOVES_ALONG)

    def _staying(self) -> list[RowMapping]:
        """The visits back that stand on their own, since only their visit found no days in a coming round."""
        found = []
        for one, row in self._changed:
            back = (
                self._back(row) if row is not None and one.after is None and self._cell(row) in self._no_days else None
            )
            if row is not None and back is not None and self._may_stand(row, back) and self._days.keep([visited(back)]):
                found.append(back)
        return found

    def _may_stand(self, row: RowMapping, back: RowMapping) -> bool:
        """Whether a visit back can take place without its visit: both are here, and nobody has declined."""
        published = row["state"] == back["state"] == State.PUBLISHED
        return published and row["id"] not in self._declined and back["id"] not in self._broken and self._is_here(back)

    @cached_property
    def _declined(self) -> Collection[int]:
        """The numbers of what one of the two has declined."""
        return declines(self._connection, self._today).keys()

    def _instead(self, lost: Sequence[RowMapping]) -> list[DayChange]:
        """What becomes of visits that find no days: others receive their guests, or nobody does."""
        backs = {row["id"]: self._back(row) for row in lost}
        standing = {one: back for one, back in backs.items() if back is not None and back["id"] not in self._broken}
        for stood in standing.values():
            self._days.give_up(visited(stood))
        here = [row for row in lost if self._takes_part(row["guest_id"]) and self._cell(row) is None]
        rows = self._rows.values()
        partners = other_partners(self._connection, self._program, here, rows, self._days, today=self._today)
        changes = []
        for row in lost:
            partner, reason = partners.get(row["id"]), self._broken[row["id"]].reason
            host = None if partner is None else someone(self._season.people[partner.host])
            changes.append(DayChange(row=row, after=None, reason=reason, partner=partner, host=host))
            back = standing.get(row["id"])
            if back is None:
                continue
            stays = partner is None and self._may_stand(row, back) and self._days.keep([visited(back)])
            changes += [] if stays else [DayChange(row=back, after=None, reason=GONE_ALONG)]
        return changes

    def _lost(self, timed: Timed, lost: Sequence[RowMapping]) -> tuple[Cell, ...]:
        """The places of coming rounds whose visits find no days, those of new pairs among them."""
        cells = [cell for row in lost if (cell := self._cell(row)) is not None]
        for one, _row in self._changed:
            pair = self._pair(one)
            if one.after is not None and pair not in timed.pairs:
                cells.append((one.guest, one.after[1], one.after[0]))
        return tuple(cells)

    def _cell(self, row: RowMapping) -> Cell | None:
        """The place of the problem in which a visit stands; None for one of a round under way."""
        return self._cells.get(row["id"])

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
        if self._clashes:
            ids |= {*self._season.guests, *self._season.hosts}
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

    def _is_here(self, row: RowMapping) -> bool:
        """Whether both are still there and take part, so that another day may suit them."""
        return all(self._takes_part(row[who]) for who in ("guest_id", "host_id"))

    def _takes_part(self, person: int) -> bool:
        return person in self._season.people and (self._program.id, person) not in self._out
