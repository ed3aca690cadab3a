"""Somebody put by hand into what is open of a slot of a composite team."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ridealong.domain.composite_teams import CompositeTeam, Embed, Slot, open_days
from ridealong.domain.days import Days, is_workday
from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.pairings import MET, NOT_CANCELLED, State
from ridealong.domain.programs import Program
from ridealong.services.desk import Desk
from ridealong.services.found import person_named
from ridealong.services.invites.told import Told, Words, told_sentences
from ridealong.services.plans.plan_views import Someone, someone
from ridealong.services.teams.asked import Asked
from ridealong.services.teams.embed_meetings import ensure_series
from ridealong.services.teams.embed_rows import insert_embeds
from ridealong.services.teams.fits import Fits, check_can_take
from ridealong.services.teams.found import changeable, slot_of, team_of, team_program
from ridealong.services.teams.pinned import pin
from ridealong.services.teams.running import (
    DueBefore,
    check_previewed,
    due_before,
    embedded,
    mates,
    told_of,
    workday_before,
)
from ridealong.services.teams.teams import views
from ridealong.services.teams.views import TeamView
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.teams import embeds_of_team
from ridealong.storage.work import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """Somebody who has a slot, or would.

    Args:
        days: from when to when. published: whether people are told of it; else it is a draft, and pinned.
        told: who is told what; nobody of a draft, and None of what is published in a dry run where nothing may be
            written, so that it is not known.
        view: the team as it is then. version: that of the database when this was worked out.
    """

    program: str
    team: str
    slot: Slot
    who: Someone
    days: Days
    published: bool
    told: tuple[Told, ...] | None = ()
    view: TeamView
    version: int = field(default=0, compare=False)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What it comes to, in plain words."""
        draft = "" if self.published else "; it is a draft, and pinned"
        head = f"{self.who.name} is in slot {self.slot} of '{self.team}' from {self.days.first} to {self.days.last}"
        return (f"{head}{draft}.", *told_sentences(self.told or ()))


def back_fill(
    desk: Desk,
    program: str,
    team: str,
    slot: int,
    email: str,
    *,
    first: date | None = None,
    dry_run: bool = False,
    shown: Filled | None = None,
) -> Filled:
    """Put somebody into days of a slot that nobody takes: published where the team is, else a draft that is pinned.

    Args:
        slot: its number. first: their first day; None for the first that is open.
        dry_run: say what it comes to, and change nothing.
        shown: what whoever decides was shown, if it is to be that or nothing.

    Raises:
        NotFound: there is no such program, team, slot or person. InvalidValue: the day is none of the slot's.
        ChangedMeanwhile: it would be something else than was shown.
        Refused: nothing of it is open, or a rule keeps them out of it, with the rule.
    """
    only_read = dry_run and desk.store.read_only
    with desk.changing("teams fill", dry_run=only_read) as step:
        found = team_program(step.connection, program)
        whole = changeable(team_of(step.connection, found, team))
        place = slot_of(whole, slot)
        inside = embeds_of_team(step.connection, whole.id, [str(one) for one in NOT_CANCELLED])
        mine = [one for one in inside if one.slot == slot]
        days = open_for(found, whole, place, mine, first, desk.clock.today())
        asked = Asked(team=whole, slot=place, known=person_named(step.connection, email), days=days)
        check_can_take(Fits(step.connection, found, desk.clock.today()), asked)
        before = due_before(step.connection, desk, whole, [asked.known.id])
        gone = _before(mine, days.first)
        _write(step, asked, after=gone.id if gone else None)
        filled = _filled(desk, step, found, asked, inside, None if only_read else before)
        check_previewed(desk, step.connection, filled, shown)
        if not dry_run:
            step.done(f"{found.name}: {asked.person.name} is in slot {place} of {whole.name}, {days}")
        return filled


def _filled(  # noqa: PLR0917 - who comes into what
    desk: Desk, step: Step, program: Program, asked: Asked, inside: Sequence[Embed], before: DueBefore | None
) -> Filled:
    """What it comes to.

    Args:
        inside: who was in the team before. before: what was due then; None where it is not written.
    """
    team, published = asked.team, asked.team.state is State.PUBLISHED
    gone = _before([one for one in inside if one.slot == asked.slot.number], asked.days.first)
    words = _words(step, asked, gone if gone and gone.days.last >= desk.clock.today() else None)
    shown = [*inside, asked.embed(State.PUBLISHED if published else State.PROPOSED, number=-1)]
    return Filled(
        program=program.name,
        team=team.name,
        slot=asked.slot,
        who=someone(asked.person),
        days=asked.days,
        published=published,
        told=_told(desk, step, before, words) if published else (),
        view=views(step.connection, program, [team], shown, desk.clock.today())[0],
        version=change_count(step.connection),
    )


def _told(desk: Desk, step: Step, before: DueBefore | None, words: Words) -> tuple[Told, ...] | None:
    return told_of(step.connection, desk, before, words) if before else None


def open_for(  # noqa: PLR0917 - which days of what
    program: Program, team: CompositeTeam, slot: Slot, mine: Sequence[Embed], first: date | None, today: date
) -> Days:
    """The days of a slot that somebody takes who comes now, or on a day.

    Args:
        mine: who is in the slot. first: the day; None for the first that is open.

    Raises:
        Refused: nothing of it is open. InvalidValue: the day is none of the slot's.
    """
    span, taken = team.slot_days(slot), [one.days for one in mine]
    found = None if team.ends_before(slot) else open_days(span, taken, today)
    if found is None:
        last = max((one for one in mine if one.days.last >= today), key=lambda one: one.days.last, default=None)
        who = f"{last.name} is in it until {last.days.last}" if last else f"it was until {span.last}"
        drafted = last is not None and last.state is State.PROPOSED
        how = f"--set-aside {last.email}" if drafted and last else "--leave EMAIL --on DATE"
        remedy = "Set that draft aside first" if drafted else "Let them leave it first"
        raise Refused(
            f"Nothing of slot {slot} of '{team.name}' is open: {who}",
            remedy,
            typed=f'{remedy}: ridealong teams change "{program.name}" "{team.name}" {how}',
        )
    if first is None:
        return Days(found.first, max(found.first, min(found.last, workday_before(found.last + timedelta(days=1)))))
    if first not in span or first < today or not is_workday(first):
        raise InvalidValue(
            f"Nobody can come into slot {slot} of '{team.name}' on {first}",
            f"Give a working day from {max(span.first, today)} to {span.last}",
        )
    there = next((one for one in mine if first in one.days), None)
    if there is not None:
        raise Refused(f"{there.name} is in slot {slot} of '{team.name}' on {first}", f"It is open: {found}")
    return Days(first, min([span.last, *(workday_before(one.first) for one in taken if one.first > first)]))


def _before(mine: Sequence[Embed], first: date) -> Embed | None:
    """The embed whose place somebody takes who comes on a day: the last one before."""
    before = [one for one in mine if one.state in MET and one.days.last < first]
    return max(before, key=lambda one: one.days.last) if before else None


def _write(step: Step, asked: Asked, *, after: int | None) -> None:
    published = asked.team.state is State.PUBLISHED
    insert_embeds(step, [asked.row(State.PUBLISHED if published else State.PROPOSED, after=after)])
    if published:
        ensure_series(step, [asked.team.id])
    else:
        pin(step, asked)


def _words(step: Step, asked: Asked, gone: Embed | None) -> Words:
    """What is said to each; `gone`: who is in the slot before, and not gone yet; None for nobody."""
    words, where = Words(), f"slot {asked.slot} of '{asked.team.name}'"
    words.say(someone(asked.person), f"A new embed: {where}, {asked.days}.", new=True)
    if gone is not None and gone.person_id != asked.known.id:
        words.say(embedded(gone), f"{asked.person.name} takes over {where} on {asked.days.first}.")
    for one in mates(step.connection, asked.team, asked.days.first, {asked.known.id}):
        words.say(one, f"{asked.person.name} comes on {asked.days.first}.")
    return words
