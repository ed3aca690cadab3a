"""Somebody leaves a slot of a composite team that runs, and hands over to somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from ridealong.domain.composite_teams import CompositeTeam, Embed, Slot, cut_short, open_stretches
from ridealong.domain.days import Days, is_workday, monday_on_or_after
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.pairings import NOT_CANCELLED, State
from ridealong.domain.people import identity
from ridealong.domain.programs import LONGEST_HAND_OVER, Program
from ridealong.domain.values import read_words
from ridealong.domain.wording import listed
from ridealong.services.desk import Desk
from ridealong.services.found import person_named
from ridealong.services.invites.told import Told, Words, told_sentences
from ridealong.services.plans.plan_views import Someone, someone
from ridealong.services.teams.asked import Asked
from ridealong.services.teams.embed_meetings import ensure_series
from ridealong.services.teams.fits import Fits, check_can_take
from ridealong.services.teams.found import slot_of, team_program
from ridealong.services.teams.hand_back import HandBack, hand_backs
from ridealong.services.teams.left_early import pins_on, reason_stored
from ridealong.services.teams.running import (
    DueBefore,
    check_previewed,
    due_before,
    embedded,
    mates,
    running_team,
    said_of,
    told_of,
)
from ridealong.services.teams.taking_over import Gap, gap, take_over
from ridealong.services.teams.teams import views
from ridealong.services.teams.views import TeamView
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.teams import embeds_of_team
from ridealong.storage.schema import embeds, team_demands
from ridealong.storage.work import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Somebody who leaves a slot of a team, or would.

    Args:
        slot: the slot. who: who leaves it. on: their last day; None where they never begin.
        successor: who comes; None for nobody. days: those of the successor.
        together: the days on which both are there; None where there are none.
        open: the days to come that nobody takes now; None where there are none.
        back: when who leaves is back with the home team; None where they never begin.
        told: who is told what; None of a dry run where nothing may be written, so that it is not known.
        view: the team as it is then. version: that of the database when this was worked out.
    """

    program: str
    team: str
    slot: Slot
    who: Someone
    on: date | None
    successor: Someone | None = None
    days: Days | None = None
    together: Days | None = None
    open: Days | None = None
    back: HandBack | None = None
    told: tuple[Told, ...] | None = ()
    view: TeamView
    version: int = field(default=0, compare=False)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What it comes to, in plain words."""
        where = f"slot {self.slot} of '{self.team}'"
        said = [f"{self.who.name} leaves {where} on {self.on}." if self.on else f"{self.who.name} is not in {where}."]
        if self.successor is not None and self.days is not None:
            said.append(f"{self.successor.name} is in it from {self.days.first} to {self.days.last}.")
        if self.together is not None and self.successor is not None:
            said.append(f"{self.who.name} hands over to {self.successor.name}: {self.together}.")
        if self.open is not None:
            said.append(f"Nobody is in it from {self.open.first} to {self.open.last}.")
        if self.back is not None:
            said.append(self.back.sentence)
        return (*said, *told_sentences(self.told or ()))


def leave(
    desk: Desk,
    program: str,
    team: str,
    email: str,
    *,
    on: date,
    instead: str | None = None,
    hand_over_weeks: int | None = None,
    why: str = "",
    dry_run: bool = False,
    shown: Left | None = None,
) -> Left:
    """Let somebody leave the slot of a published team that they are in on a day, or are to be in later.

    Args:
        email: who leaves. on: their last day in it; before the first one, they never begin.
        instead: who comes in their place, until the last day of the slot or until somebody else follows; where it is
            who follows, they come earlier. None leaves it open.
        hand_over_weeks: how many weeks both are there; None for those of the program.
        why: private.
        dry_run: say what it comes to, and change nothing.
        shown: what whoever decides was shown, if it is to be that or nothing.

    Raises:
        NotFound: there is no such program, team or person, or they are not in it.
        InvalidValue: nobody hands over for so many weeks.
        ChangedMeanwhile: it would be something else than was shown.
        Refused: the team does not run, they are in it no longer than that anyhow, they began since that day, or a
            rule keeps out who is to come.
    """
    only_read = dry_run and desk.store.read_only
    with desk.changing("teams leave", dry_run=only_read) as step:
        found = team_program(step.connection, program)
        whole = running_team(step.connection, found, team, desk.clock.today())
        weeks = _weeks(found, hand_over_weeks)
        inside = embeds_of_team(step.connection, whole.id, [str(one) for one in NOT_CANCELLED])
        gone = _leaver(found, whole, inside, email, on, desk.clock.today())
        case = _Leaving(desk, step, found, whole, inside, gone, on)
        left = case.left(case.settled(instead, weeks, read_words(why)), told=not only_read)
        check_previewed(desk, step.connection, left, shown)
        if not dry_run:
            comes = f", {left.successor.name} comes on {left.days.first}" if left.successor and left.days else ""
            step.done(f"{found.name}: {gone.name} leaves {whole.name} on {on}{comes}")
        return left


def _weeks(program: Program, asked: int | None) -> int:
    weeks = program.hand_over_weeks if asked is None else asked
    if not 0 <= weeks <= LONGEST_HAND_OVER:
        raise InvalidValue(f"{weeks} is not a number of weeks to hand over", f"Give 0 to {LONGEST_HAND_OVER}")
    return weeks


def _leaver(  # noqa: PLR0917 - who leaves what and when
    program: Program, team: CompositeTeam, inside: Sequence[Embed], email: str, on: date, today: date
) -> Embed:
    """The embed that is cut short: the one on that day, or else the next; raises NotFound and Refused."""
    mine = sorted(
        (one for one in inside if identity(one.email) == identity(email)), key=lambda each: (each.days, each.id)
    )
    there = sorted({one.name for one in inside if one.state is State.PUBLISHED and one.days.last >= today})
    if not mine:
        raise NotFound(
            f"Nobody with the address '{email}' is in the team '{team.name}'",
            f"In it are {listed(there)}" if there else "Nobody is in it any more",
        )
    published = [one for one in mine if one.state is State.PUBLISHED and one.days.last >= today]
    if not published and any(one.state is State.PROPOSED for one in mine):
        raise Refused(
            f"{mine[-1].name} is only a draft in '{team.name}'",
            "Set the draft aside instead",
            typed=f'Set it aside: ridealong teams change "{program.name}" "{team.name}" --set-aside {mine[-1].email}',
        )
    found = next((one for one in published if one.days.last > on), None)
    if found is not None and on < found.days.first < today:
        since, words = found.days.first, f"{found.name} has been in '{team.name}' since {found.days.first}"
        raise Refused(
            f"{words}, and what has begun cannot be called off",
            f"Let them leave it on {since} or later, and say then that they missed it",
            typed=f"Let them leave it on {since} or later; where they never came, say so then: ridealong "
            f'teams mark "{program.name}" "{team.name}" missed {found.email}',
        )
    if found is None:
        raise Refused(
            f"{mine[-1].name} is in '{team.name}' until {mine[-1].days.last} anyhow", "Give a day before that"
        )
    return found


class _Leaving:
    """Somebody who leaves a slot on a day."""

    def __init__(  # noqa: PLR0917 - what was read of it
        self,
        desk: Desk,
        step: Step,
        program: Program,
        team: CompositeTeam,
        inside: Sequence[Embed],
        gone: Embed,
        on: date,
    ) -> None:
        self._desk, self._step, self._program, self._team = desk, step, program, team
        self._inside, self._gone, self._on = inside, gone, on
        self._today = desk.clock.today()
        self._begins = on >= gone.days.first
        self._slot = slot_of(team, gone.slot)
        self._gap: Gap | None = None
        self._moved: Embed | None = None
        self._before: DueBefore | None = None

    def settled(self, instead: str | None, weeks: int, why: str) -> Asked | None:
        """Write it, and say who comes, if anybody does; raises NotFound and Refused."""
        asked = self._successor(instead, weeks) if instead else None
        comes = [asked.known.id] if asked else []
        self._before = due_before(self._step.connection, self._desk, self._team, comes)
        self._cut_short(why)
        if asked is not None:
            fits = Fits(self._step.connection, self._program, self._today, freed=self._freed)
            check_can_take(fits, asked, at_once=self._at_once(asked))
        self._let_come(asked)
        return asked

    def _successor(self, email: str, weeks: int) -> Asked:
        """Who comes, and on which days; raises NotFound, and Refused where there are none."""
        known = person_named(self._step.connection, email)
        if known.id == self._gone.person_id:
            raise Refused(f"{known.person.name} is who leaves", "Name somebody else")
        first, last = self._first(weeks), self._team.slot_days(self._slot).last
        beside = [one for one in self._inside if one.slot == self._gone.slot and one.id != self._gone.id]
        found = gap(self._gone, beside, self._on, first, last)
        if found.days is None:
            after = found.following
            why = f"{after.name} is in it from {after.days.first}" if after else f"it ends on {found.last}"
            raise Refused(
                f"Nobody can come into {said_of(self._team, self._gone)} on {found.first}: {why}", "Name nobody instead"
            )
        self._gap, self._moved = found, found.moves(known.id)
        days = found.days if self._moved is None else Days(found.first, self._moved.days.last)
        return Asked(team=self._team, slot=self._slot, known=known, days=days)

    def _at_once(self, asked: Asked) -> Asked | None:
        """Who comes, once the other has left; None where nobody hands over to them, or nothing is left then."""
        first = self._first(0)
        first = first if is_workday(first) else monday_on_or_after(first)
        if not asked.days.first < first <= asked.days.last:
            return None
        return replace(asked, days=Days(first, asked.days.last))

    def _first(self, weeks: int) -> date:
        if not self._begins:
            first = self._gone.days.first
        elif weeks:
            first = max(monday_on_or_after(self._on - timedelta(weeks=weeks)), self._gone.days.first)
        else:
            first = self._on + timedelta(days=1)
        return max(first, self._today)

    @property
    def _freed(self) -> dict[int, date]:
        """The embeds that end on a day, and not when they are to, or that another one stands for."""
        return {self._gone.id: self._on} | ({self._moved.id: date.min} if self._moved else {})

    @property
    def _after(self) -> Embed:
        """The embed as it is then."""
        return cut_short(self._gone, self._on, self._today)

    def _cut_short(self, why: str) -> None:
        """Let the one leave, and ask no more that they are there."""
        after = self._after
        cells = {
            "state": str(after.state),
            "last_day": after.days.last,
            "reason": reason_stored(why, self._gone.reason),
        }
        self._step.work.update(embeds, {after.id: cells})
        self._step.work.delete(team_demands, pins_on(self._team, after))

    def _let_come(self, asked: Asked | None) -> None:
        """Let the other come, if there is one, and the team meet with whoever is there."""
        if asked is not None and self._gap is not None:
            take_over(self._step, asked, self._gap, self._moved)
        ensure_series(self._step, [self._team.id])

    def left(self, asked: Asked | None, *, told: bool) -> Left:
        """What it comes to.

        Args:
            told: whether it is written, so that who is told can be worked out.
        """
        connection, gone, before = self._step.connection, self._gone, self._before
        new = [asked.embed(State.PUBLISHED, number=-1)] if asked else []
        stays = [one for one in self._inside if self._moved is None or one.id != self._moved.id]
        stands = [self._after if one.id == gone.id else one for one in stays] + new
        stands = [one for one in stands if one.state is not State.CANCELLED]
        taken = [one.days for one in stands if one.slot == gone.slot]
        comes = someone(asked.person) if asked else None
        return Left(
            program=self._program.name,
            team=self._team.name,
            slot=self._slot,
            who=embedded(gone),
            on=self._on if self._begins else None,
            successor=comes,
            days=asked.days if asked else None,
            together=self._together(asked),
            open=self._open(taken),
            back=next(iter(hand_backs(connection, self._program, [self._after] if self._begins else [])), None),
            told=told_of(connection, self._desk, before, self._words(asked)) if told and before else None,
            view=views(connection, self._program, [self._team], stands, self._today)[0],
            version=change_count(connection),
        )

    def _open(self, taken: Sequence[Days]) -> Days | None:
        """The first stretch of the slot that nobody takes once the one has left, as the team shows it."""
        some = open_stretches(self._team.slot_days(self._slot), taken, self._today)
        return next((one for one in some if one.last > self._on), None)

    def _together(self, asked: Asked | None) -> Days | None:
        if asked is None or not self._begins or asked.days.first > self._on:
            return None
        return Days(asked.days.first, min(self._on, asked.days.last))

    def _words(self, asked: Asked | None) -> Words:
        words, gone, name = Words(), self._gone, self._team.name
        where = said_of(self._team, gone)
        if self._begins:
            words.say(embedded(gone), f"The embed in {where} ends on {self._on}, not on {gone.days.last}.")
        else:
            words.say(embedded(gone), f"The embed in {where} ({gone.days}) does not take place.")
        comes = f"{asked.person.name} comes on {asked.days.first}." if asked else ""
        goes = f"{gone.name} leaves '{name}' on {self._on}." if self._begins else f"{gone.name} is not in '{name}'."
        without = {gone.person_id, asked.known.id} if asked else {gone.person_id}
        since = self._on + timedelta(days=1) if self._begins else gone.days.first
        if asked is not None:
            since = min(since, asked.days.first)
        for one in mates(self._step.connection, self._team, max(self._today, since), without):
            words.say(one, f"{goes} {comes}".strip())
        if asked is not None and self._moved is not None:
            before = self._moved.days.first
            words.say(embedded(self._moved), f"The embed in {where} begins on {asked.days.first}, not on {before}.")
        elif asked is not None:
            words.say(someone(asked.person), f"A new embed: {where}, {asked.days}.", new=True)
        return words
