"""Composite teams, or single people in them, that go on for longer than they were to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from ridealong.domain.composite_teams import CompositeTeam, Embed, outlasts
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.pairings import NOT_CANCELLED, UNMARKED, State
from ridealong.domain.programs import Program
from ridealong.domain.wording import listed, many
from ridealong.services.desk import Desk
from ridealong.services.invites.told import Told, Words, told_sentences
from ridealong.services.plans.plan_views import Someone
from ridealong.services.teams.asked import Asked
from ridealong.services.teams.defining import LONGEST_WEEKS, check_order
from ridealong.services.teams.embed_meetings import ensure_series
from ridealong.services.teams.fits import Fits
from ridealong.services.teams.found import embed_of, slot_of, team_program
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
from ridealong.services.teams.teams import views
from ridealong.services.teams.views import TeamView
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.people import Known, some_people
from ridealong.storage.queries.teams import embeds_of_team
from ridealong.storage.schema import composite_teams, embeds, team_slots
from ridealong.storage.work import Step

_NEXT = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoesOn:
    """Somebody who is in a team for longer: until when they were to be, and until when they are."""

    who: Someone
    slot: int
    before: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """Somebody who cannot go on: their last day stays as it is, and why, in words that all may know."""

    who: Someone
    slot: int
    last: date
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended:
    """A team that goes on for longer, or would.

    Args:
        days: those of the team now. goes_on: who goes on with it. stays: who was to and cannot.
        told: who is told what; None of a dry run where nothing may be written, so that it is not known.
        view: the team as it is then. notices: what is worth knowing of it.
        version: that of the database when this was worked out.
    """

    program: str
    team: str
    days: Days
    goes_on: tuple[GoesOn, ...]
    stays: tuple[Stays, ...] = ()
    told: tuple[Told, ...] | None = ()
    view: TeamView
    notices: tuple[str, ...] = ()
    version: int = field(default=0, compare=False)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What it comes to, in plain words."""
        names = listed([one.who.name for one in self.goes_on])
        said = [f"'{self.team}' works until {self.days.last}: {names} go{'es' if len(self.goes_on) == 1 else ''} on."]
        said += [f"{one.who.name} stays until {one.last}: {one.why}." for one in self.stays]
        open_ = [(str(one.slot), days) for one in self.view.slots for days in one.opens]
        said += [f"Nobody is in slot {slot} from {days.first} to {days.last}." for slot, days in open_]
        return (*said, *self.notices, *told_sentences(self.told or ()))


def extend(
    desk: Desk,
    program: str,
    team: str,
    until: date,
    *,
    emails: Collection[str] = (),
    dry_run: bool = False,
    shown: Extended | None = None,
) -> Extended:
    """Let a published team go on, with everybody who was to be there until its last day, or some people in it alone.

    Whoever cannot, since they are away, leave, have too little of a week left or are needed at home, stays until the
    day that was said before, and is named.

    Args:
        until: the new last day.
        emails: who goes on, and the team with them where it would end before; nobody named is everybody who is there
            until its last day.
        dry_run: say what it comes to, and change nothing.
        shown: what whoever decides was shown, if it is to be that or nothing.

    Raises:
        NotFound: there is no such program or team, or somebody is not in it.
        InvalidValue: it would be too long, or end before it begins.
        ChangedMeanwhile: it would be something else than was shown.
        Refused: the team does not run, is to go on as long anyhow, or nobody can go on.
    """
    only_read = dry_run and desk.store.read_only
    with desk.changing("teams extend", dry_run=only_read) as step:
        found = team_program(step.connection, program)
        whole = running_team(step.connection, found, team, desk.clock.today())
        inside = embeds_of_team(step.connection, whole.id, [str(one) for one in NOT_CANCELLED])
        chosen = _chosen(whole, inside, until, emails)
        after = replace(whole, days=Days(whole.days.first, max(until, whole.days.last)))
        case = _Extending(desk, step, found, whole, after, inside)
        goes_on, stays = case.settled(chosen, until)
        if not goes_on:
            why = "; ".join(f"{one.name}: {said}" for one, said in stays)
            raise Refused(f"Nobody in '{whole.name}' can go on until {until}: {why}", "Give an earlier day")
        case.write(goes_on, until)
        extended = case.extended(goes_on, stays, until, told=not only_read)
        check_previewed(desk, step.connection, extended, shown)
        if not dry_run:
            who = f"{many(len(goes_on), 'person', 'people')}"
            step.done(f"{found.name}: {whole.name} goes on until {until} with {who}")
        return extended


def _chosen(team: CompositeTeam, inside: Sequence[Embed], until: date, emails: Collection[str]) -> list[Embed]:
    """Who is to go on; raises NotFound, InvalidValue and Refused."""
    check_order(team.days.first, until)
    if (until - team.days.first).days >= 7 * LONGEST_WEEKS:
        raise InvalidValue(
            f"'{team.name}' would work from {team.days.first} to {until}, more than {LONGEST_WEEKS} weeks",
            "Make another team to follow it",
        )
    open_ = [one for one in inside if one.state in UNMARKED]
    if not emails:
        if until <= team.days.last:
            raise Refused(f"'{team.name}' works until {team.days.last} anyhow", "Give a later day")
        found = [one for one in open_ if one.days.last == team.days.last]
        if not found:
            raise Refused(f"Nobody is in '{team.name}' until {team.days.last}", "Put somebody into its slots first")
        return found
    chosen = [embed_of(team, sorted(open_, key=lambda one: one.days), email) for email in emails]
    for one in chosen:
        if one.days.last >= until:
            raise Refused(f"{one.name} is in '{team.name}' until {one.days.last} anyhow", "Give a later day")
    return list(dict.fromkeys(chosen))


class _Extending:
    """A team that goes on, and who is in it."""

    def __init__(  # noqa: PLR0917 - what was read of it
        self,
        desk: Desk,
        step: Step,
        program: Program,
        team: CompositeTeam,
        after: CompositeTeam,
        inside: Sequence[Embed],
    ) -> None:
        self._desk, self._step, self._program = desk, step, program
        self._team, self._after, self._inside = team, after, inside
        self._today = desk.clock.today()
        self._before: DueBefore | None = None

    def settled(self, chosen: Sequence[Embed], until: date) -> tuple[list[Embed], list[tuple[Embed, str]]]:
        """Who goes on, and who cannot, with why."""
        connection = self._step.connection
        people = some_people(connection, [one.person_id for one in chosen])
        fits = Fits(connection, self._program, self._today, until=until)
        goes_on, stays = [], []
        for one in chosen:
            known = Known(id=one.person_id, person=people[one.person_id])
            slot = replace(slot_of(self._team, one.slot), share=one.share)
            more = Days(one.days.last + _NEXT, until)
            asked = Asked(team=self._after, slot=slot, known=known, days=more, goes_on=True)
            why = self._follows(one, until) or fits.against(asked, whole=Days(one.days.first, until))
            if why:
                stays.append((one, why))
            else:
                fits.take(asked)
                goes_on.append(one)
        return goes_on, stays

    def _follows(self, one: Embed, until: date) -> str:
        """Who is in the slot after somebody, in words."""
        after = [
            other
            for other in self._inside
            if other.slot == one.slot and other.id != one.id and one.days.last < other.days.last
            and other.days.first <= until
        ]  # fmt: skip
        return f"{after[0].name} takes over the slot" if after else ""

    def write(self, goes_on: Sequence[Embed], until: date) -> None:
        """Move the last days out: of the people, of the team, and of slots that have days of their own."""
        work, team = self._step.work, self._team
        self._before = due_before(self._step.connection, self._desk, team)
        work.update(embeds, {one.id: {"last_day": until} for one in goes_on})
        if until > team.days.last:
            # It is as long as it is to be again, and no team that ends early.
            work.update(composite_teams, {team.id: {"last_day": until, "reason": ""}})
            self._after = replace(self._after, reason="")
        numbers = {one.slot for one in goes_on}
        longer = {
            slot.id: Days(slot.days.first, until)
            for slot in team.slots
            if slot.days is not None
            and slot.days.last < until
            and (slot.number in numbers or slot.days.last == team.days.last < self._after.days.last)
        }
        work.update(team_slots, {number: {"last_day": days.last} for number, days in longer.items()})
        slots = tuple(replace(one, days=longer.get(one.id, one.days)) for one in team.slots)
        self._after = replace(self._after, slots=slots)
        ensure_series(self._step, [team.id])

    def extended(
        self, goes_on: Sequence[Embed], stays: Sequence[tuple[Embed, str]], until: date, *, told: bool
    ) -> Extended:
        """What it comes to.

        Args:
            told: whether it is written, so that who is told can be worked out.
        """
        ids = {one.id for one in goes_on}
        now = [replace(one, days=Days(one.days.first, until)) if one.id in ids else one for one in self._inside]
        connection, before = self._step.connection, self._before
        return Extended(
            program=self._program.name,
            team=self._team.name,
            days=self._after.days,
            goes_on=tuple(
                GoesOn(who=embedded(one), slot=one.slot, before=one.days.last, until=until) for one in goes_on
            ),
            stays=tuple(Stays(who=embedded(one), slot=one.slot, last=one.days.last, why=why) for one, why in stays),
            told=told_of(connection, self._desk, before, self._words(goes_on, until)) if told and before else None,
            view=views(connection, self._program, [self._after], now, self._today)[0],
            notices=outlasts(self._program, self._team.name, self._after.days),
            version=change_count(connection),
        )

    def _words(self, goes_on: Sequence[Embed], until: date) -> Words:
        words = Words()
        for one in goes_on:
            if one.state is State.PUBLISHED:
                where = said_of(self._team, one)
                words.say(embedded(one), f"The embed in {where} lasts until {until}, not until {one.days.last}.")
        names = listed([one.name for one in goes_on])
        without = {one.person_id for one in goes_on}
        since = min(one.days.last for one in goes_on)
        for mate in mates(self._step.connection, self._team, since, without):
            words.say(mate, f"{names} go{'es' if len(goes_on) == 1 else ''} on until {until}.")
        return words
