"""What a repair has done to visits of single days, as it is written down and told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import RowMapping

from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.planning.repair import Repair
from ridealong.services.days.day_drafts import day_row
from ridealong.services.days.day_visits import Pair, Visited
from ridealong.services.days.other_partners import Partner
from ridealong.services.invites.told import Words
from ridealong.services.plans.plan_views import Someone, someone
from ridealong.services.plans.standing_season import Cell, Standing
from ridealong.services.repairs.repair_rows import Writes, changed_row, say_gone, say_moved

if TYPE_CHECKING:
    from ridealong.planning.changes import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChange:
    """A visit that is given another day or another host, or falls away where there is neither.

    Args:
        after: its new days. partner: who receives the guest instead, with the days of that; host: the same in short.
    """

    row: RowMapping
    after: Days | None
    reason: str
    partner: Partner | None = None
    host: Someone | None = None


@dataclass(slots=True)
class DayRepair:
    """What a repair does to visits of single days.

    Args:
        done: the repair, without the places for which no days were found.
        pairs: the visits of each new place, or one that moves to another round. changes: visits that stay in theirs.
        backs: the visits back that are to come, by the visit that they return.
        days: of each change of a place, the days of the visit before and after it.
        lost: places of the problem that found no days. cancelled: the visits that stood in some of them, by number.
    """

    done: Repair
    pairs: Mapping[Pair, tuple[Visited, ...]] = field(default_factory=dict)
    changes: list[DayChange] = field(default_factory=list)
    backs: Mapping[Pair, RowMapping] = field(default_factory=dict)
    days: "Mapping[Change, tuple[Days | None, Days | None]]" = field(default_factory=dict)
    lost: tuple[Cell, ...] = ()
    cancelled: frozenset[int] = frozenset()

    @property
    def placed(self) -> int:
        """How many places of the coming rounds are filled once those that found no days are left out."""
        return len(self.done.plan.assignments) - sum(one.row["id"] in self.cancelled for one in self.changes)

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
            if one.partner is not None:
                self._replace(standing, writes, one, one.partner)
            elif one.row["state"] == State.PUBLISHED and one.after is not None:
                say_moved(writes.words, program, one.row, one.after)
            elif one.row["state"] == State.PUBLISHED:
                say_gone(writes.words, program, one.row)

    def _replace(self, standing: Standing, writes: Writes, one: DayChange, partner: Partner) -> None:
        """Enter a visit with another host, and the one back."""
        season, state = standing.season, State(one.row["state"])
        for number, each in enumerate(partner.visits):
            fit = None if number else partner.fit
            writes.added.append(day_row(season.program, season.people, each, one.row["round"], fit=fit, state=state))
        if state is State.PUBLISHED:
            _say_replaced(writes.words, standing, one.row, partner.visits)

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
            _say_replaced(words, standing, row, (there, *back))

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


def _say_replaced(words: Words, standing: Standing, row: RowMapping, visits: Sequence[Visited]) -> None:
    """Tell people that a guest visits somebody else than a row has it, and when that is returned."""
    season, (there, *back) = standing.season, visits
    guest, other = someone(season.people[there.guest]), someone(season.people[there.host])
    say_gone(words, season.program, row, other, there.days)
    for each in back:
        words.say(guest, f"{other.name} visits back: {each.days}.")
        words.say(other, f"The visit back to {guest.name}: {each.days}.", new=True)


def _note(writes: Writes, one: DayChange) -> None:
    if one.after is not None:
        writes.updates[one.row["id"]] = {"first_day": one.after.first, "last_day": one.after.last}
    elif one.row["state"] == State.PUBLISHED:
        writes.updates[one.row["id"]] = {"state": str(State.CANCELLED), "reason": one.reason}
    else:
        writes.gone.append(one.row["id"])
