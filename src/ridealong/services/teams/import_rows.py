"""What the rows of a file make of one composite team: the team it would be, and the rows that cannot be taken."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ridealong.domain.composite_teams import (
    FEWEST,
    MOST,
    CompositeTeam,
    Embed,
    Part,
    Slot,
    Task,
    check_slot_days,
    check_slots,
    slots_told,
)
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, Refused, RidealongError
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import CheckIn, Program, name_identity
from ridealong.domain.team_values import SlotWords, meets_words, own_days
from ridealong.domain.values import quoted
from ridealong.domain.wording import several
from ridealong.exchange.columns import MAX_VALUE
from ridealong.exchange.results import Rejection
from ridealong.exchange.teams_csv import LostRow, TaskWords, TeamRow
from ridealong.services.teams.defining import check_days_free, team_days
from ridealong.services.teams.found import changeable
from ridealong.services.teams.slots import check_slot_free

_SETTINGS = ("purpose", "focus", "first_day", "last_day", "least", "place", "meets")
_CORRECT = "Correct what is left out first"


@dataclass(slots=True)
class TeamOfFile:
    """One team of a file, worked out row by row.

    Args:
        before: the team as it is; None for a new one. inside: its embeds.
        rows: those about it, in the order of the file. lost: those that could not be read and are about it, or may be.
        after: the team it would be; None where none of its rows can be taken.
        changed: the columns that differ. rejected: the rows that cannot be taken.
    """

    program: Program
    before: CompositeTeam | None
    inside: Sequence[Embed]
    rows: Sequence[TeamRow]
    lost: Sequence[LostRow]
    today: date
    after: CompositeTeam | None = None
    changed: list[str] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    _bad: set[int] = field(default_factory=set)
    _said: dict[str, tuple[int, object]] = field(default_factory=dict)
    _places: list[int] = field(default_factory=list)

    def work_out(self) -> None:
        """Fill in `after`, `changed` and `rejected`."""
        try:
            team = self._settled()
        except _Bad as bad:
            self._reject_team(bad)
            return
        team = self._with_slots(team)
        if not self._good():
            return
        try:
            self._check_whole(team)
        except _Bad as bad:
            self._reject_team(bad)
            return
        team = self._with_tasks(team)
        if self._good():
            self.after = team

    def _check_whole(self, team: CompositeTeam) -> None:
        """Let the team have the slots that it comes to; raises _Bad, and says which rows are missing from it."""
        once = self._once(slots=True)
        mine = any(one.slot and one.team for one in self.lost) or any(
            one.slot is not None and one.line in self._bad for one in self.rows
        )
        if mine and self.before is None and not team.slots:
            raise _Bad("slot", InvalidValue("it has no slots then", _CORRECT), once=once)
        try:
            check_slots(team.slots, team.least)
        except InvalidValue as error:
            few = {one.side for one in team.slots} == {*Side} and team.least > len(team.slots)
            why = InvalidValue(error.problem, _CORRECT) if once else error
            raise _Bad("least" if few else "side", why, team.least if few else "", once) from None

    def _once(self, *, slots: bool = False) -> str:
        """Which rows are left out of the team, in words that begin with a blank; empty where none is.

        Args:
            slots: only those that say something of a slot, or may.
        """
        lines = {one.line for one in self.lost if one.slot or not slots}
        lines |= {one.line for one in self.rows if one.line in self._bad and (one.slot is not None or not slots)}
        if not lines:
            return ""
        said = several([str(line) for line in sorted(lines)])
        return f" once line {said} is left out" if len(lines) == 1 else f" once lines {said} are left out"

    def _once_for_days(self) -> str:
        """The same of rows that may have said when a new team works; empty where another row says it."""
        return self._once() if self.before is None and not {"first_day", "last_day"} <= {*self._said} else ""

    def _good(self) -> list[TeamRow]:
        return [one for one in self.rows if one.line not in self._bad]

    def _settled(self) -> CompositeTeam:
        """The team with its settings, which each row may say, and no two differently; raises _Bad."""
        if self.before is not None and self.before.state is State.CANCELLED:
            # Also where nothing would change: whoever has it in a file takes it for one that works.
            error = Refused(
                "it was called off",
                "Undo that, give the team of the file another name, or leave its rows out",
            )
            raise _Bad("team", error, self.before.name)
        for row in self.rows:
            self._take_settings(row)
        first, last = self._value("first_day"), self._value("last_day")
        try:
            base = self.before or self._empty(first, last)
        except InvalidValue as error:
            column = "last_day" if last else "first_day"
            raise _Bad(column, error, last or first, self._once_for_days()) from None
        after = replace(
            base,
            days=self._days(base, first, last),
            purpose=self._text("purpose", base.purpose),
            focus=self._text("focus", base.focus),
            least=self._least(base),
            place=self._text("place", base.place),
            meets=self._meets(base),
        )
        self.changed += [name for name in _SETTINGS if _setting(after, name) != _setting(base, name)]
        return after

    def _take_settings(self, row: TeamRow) -> None:
        said = {name: value for name, value in row.settings.items() if value not in (None, "")}
        for name, value in said.items():
            try:
                self._check_setting(row, name, value)
            except (InvalidValue, Refused) as error:
                self._reject(row, _Bad(name, error, _shown(value)))
                return
        self._said = {name: (row.line, value) for name, value in said.items()} | self._said

    def _check_setting(self, row: TeamRow, name: str, value: object) -> None:
        if self.before is not None and value != _setting(self.before, name):
            has = _shown(_setting(self.before, name)) or "none"
            self._check_told(self.before, f"its {name.replace('_', ' ')} is {has}", "--help")
        line, before = self._said.get(name, (0, value))
        if value != before:
            problem = f"Line {line} says {_shown(before)} for '{quoted(row.team)}'"
            raise InvalidValue(problem, "Say the same in all rows of a team")

    def _check_told(self, team: CompositeTeam, what: str, options: str) -> None:
        """Let a file change something of a team that is there; raises Refused where people were told of it."""
        changeable(team)
        if self._is_told:
            raise Refused(
                f"'{team.name}' is published, and {what}",
                "A file only adds slots to a team that runs: change it by itself",
                typed="A file only adds slots to a team that runs. Change it by itself: "
                f'ridealong teams change "{self.program.name}" "{team.name}" {options}',
            )

    @property
    def _is_told(self) -> bool:
        return self.before is not None and self.before.state is not State.PROPOSED

    def _empty(self, first: date | None, last: date | None) -> CompositeTeam:
        return CompositeTeam(
            program_id=self.program.id, name=self.rows[0].team, days=team_days(self.program, first, last, self.today)
        )

    def _value(self, name: str) -> date | None:
        value = self._said.get(name, (0, None))[1]
        return value if isinstance(value, date) else None

    def _text(self, name: str, before: str) -> str:
        if self._is_told or not any(name in row.settings for row in self.rows):
            return before
        return str(self._said.get(name, (0, ""))[1])

    def _least(self, base: CompositeTeam) -> int:
        value = self._said.get("least", (0, None))[1]
        if self._is_told or not isinstance(value, int):
            return base.least
        if not FEWEST <= value <= MOST:
            error = InvalidValue(f"{value} is not a number of people in a team", f"Give {FEWEST} to {MOST}")
            raise _Bad("least", error, value)
        return value

    def _meets(self, base: CompositeTeam) -> CheckIn | None:
        if self._is_told or not any("meets" in row.settings for row in self.rows):
            return base.meets
        value = self._said.get("meets", (0, None))[1]
        return value if isinstance(value, CheckIn) else None

    def _days(self, base: CompositeTeam, first: date | None, last: date | None) -> Days:
        wanted = first or base.days.first, last or base.days.last
        if self._is_told or wanted == (base.days.first, base.days.last):
            return base.days
        column, value = ("first_day", first) if wanted[0] != base.days.first else ("last_day", last)
        try:
            check_days_free(base, self.inside)
            return team_days(self.program, *wanted, self.today)
        except (InvalidValue, Refused) as error:
            raise _Bad(column, error, value) from None

    def _with_slots(self, team: CompositeTeam) -> CompositeTeam:
        there: dict[str, list[Slot]] = defaultdict(list)
        for slot in team.slots:
            there[name_identity(slot.name)].append(slot)
        for row in self._good():
            if row.slot is None or row.slot.name is None:
                continue
            same = there[name_identity(row.slot.name)]
            before = same.pop(0) if same else None
            try:
                slot = self._slot(team, row.slot, before, own=row.own_days)
            except _Bad as bad:
                self._reject(row, bad)
                continue
            self._places.append(slot.number)
            others = tuple(slot if one.number == slot.number else one for one in team.slots)
            team = replace(team, slots=others if before else (*others, slot))
            if slot != before:
                self.changed.append(f"slot {slot}")
        return team

    def _slot(self, team: CompositeTeam, said: SlotWords, before: Slot | None, *, own: bool) -> Slot:
        """The slot that a row makes of one, or of none; raises _Bad.

        Args:
            own: whether the file has columns for own days.
        """
        of_team = replace(said, first=None, last=None)
        try:
            slot = of_team.over(before) if before else replace(of_team.new(), number=_next_number(team))
        except InvalidValue as error:
            raise _Bad("side", error) from None
        kept = before.days if before and not own else None
        column = "slot_first_day" if said.first else "slot_last_day" if said.last else "slot"
        try:
            slot = replace(slot, days=own_days(said.first, said.last, team.days) or kept)
            self._check_slot_days(team, slot)
            if slot != before:
                self._check_slot(team, before, slot)
        except (InvalidValue, Refused) as error:
            raise _Bad(column, error, said.first or said.last or said.name) from None
        return slot

    def _check_slot_days(self, team: CompositeTeam, slot: Slot) -> None:
        try:
            check_slot_days(team, slot)
        except InvalidValue as error:
            if once := self._once_for_days():
                raise InvalidValue(f"{error.problem}{once}", _CORRECT) from None
            raise

    def _check_slot(self, team: CompositeTeam, before: Slot | None, slot: Slot) -> None:
        changeable(team)
        if before is not None:
            self._check_told(team, f"its slot {before} is another one", f"--edit-slot {before.number} SLOT")
            check_slot_free(team, before, slot, self.inside)

    def _with_tasks(self, team: CompositeTeam) -> CompositeTeam:
        tasks = {name_identity(one.name): one for one in team.tasks}
        lines: dict[str, int] = {}
        for row in self._good():
            if row.task is None:
                continue
            key = name_identity(row.task.name)
            try:
                if lines.setdefault(key, row.line) != row.line:
                    error = InvalidValue(f"The task stands in line {lines[key]} already", "Put its parts into one row")
                    raise _Bad("task", error, row.task.name)
                tasks[key] = self._task(team, tasks.get(key), row.task)
            except _Bad as bad:
                self._reject(row, bad)
        return replace(team, tasks=tuple(tasks.values()))

    def _task(self, team: CompositeTeam, before: Task | None, said: TaskWords) -> Task:
        parts = tuple(sorted({(self._number(team, place, part), part) for place, part in said.parts}))
        if before is not None and before.parts == parts:
            return before
        try:
            self._check_told(team, "its tasks are others", "--task TASK")
        except Refused as error:
            raise _Bad("task", error, said.name) from None
        self.changed.append(f"task {said.name}")
        return Task(name=before.name if before else said.name, parts=parts)

    def _number(self, team: CompositeTeam, place: str, part: Part) -> int:
        """The number of the slot that a cell names; raises _Bad."""
        named = [one for one in team.slots if name_identity(one.name) == name_identity(place)]
        if len(named) == 1:
            return named[0].number
        if named:
            error = InvalidValue(
                f"{len(named)} slots are called '{quoted(place)}'", "Write the number of the one that is meant"
            )
            raise _Bad(str(part), error, place)
        if place.isascii() and place.isdigit():
            return self._by_number(team, int(place[:4]), part)
        once = self._once(slots=True)
        problem = f"'{team.name}' has no slot '{quoted(place)}'{once}"
        raise _Bad(str(part), InvalidValue(problem, _CORRECT if once else slots_told(team)), place)

    def _by_number(self, team: CompositeTeam, number: int, part: Part) -> int:
        """A slot by its place among the rows about slots; by its own number where the file has none of them."""
        if not self._places and team.slot(number) is not None and not self.rejected:
            return number
        if self.lost or self.rejected:
            error = InvalidValue(
                "Slots are told by number here, and a row before could not be taken",
                "Correct that row first, or name slots by name",
            )
            raise _Bad(str(part), error, number)
        if not 1 <= number <= len(self._places):
            error = InvalidValue(
                f"The file has no slot {number} of '{team.name}'", "Count its rows from 1, or name slots"
            )
            raise _Bad(str(part), error, number)
        return self._places[number - 1]

    def _reject(self, row: TeamRow, bad: "_Bad") -> None:
        self._bad.add(row.line)
        self.rejected.append(Rejection(row.line, bad.column, bad.value, str(bad.error), bad.error.for_commands))

    def _reject_team(self, bad: "_Bad") -> None:
        """None of the rows can be taken: said once, where the team stands first."""
        first = next(iter(self._good()), self.rows[0])
        about = f"'{first.team}' cannot be taken{bad.once or ' as it is'}: "
        self.rejected.append(
            Rejection(first.line, bad.column, bad.value, f"{about}{bad.error}", f"{about}{bad.error.for_commands}")
        )


class _Bad(Exception):
    """Why a row, or a team, cannot be taken, and in which column that stands.

    `once`: which rows a team lacks that cannot be taken without them, as words that begin with a blank.
    """

    def __init__(self, column: str, error: RidealongError, value: object = "", once: str = "") -> None:
        super().__init__(str(error))
        self.once = once
        self.column, self.error, self.value = column, error, str(value or "")[:MAX_VALUE]


def _next_number(team: CompositeTeam) -> int:
    return max((one.number for one in team.slots), default=0) + 1


def _setting(team: CompositeTeam, name: str) -> object:
    days = {"first_day": team.days.first, "last_day": team.days.last}
    return days[name] if name in days else getattr(team, name)


def _shown(value: object) -> str:
    return meets_words(value) if isinstance(value, CheckIn) else quoted(str(value or ""))
