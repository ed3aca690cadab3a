"""Composite teams that end early, or are called off before they began."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ridealong.domain.composite_teams import NO_REASON, CompositeTeam, Embed, cut_short
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import UNMARKED, State
from ridealong.domain.programs import Program
from ridealong.domain.values import read_words
from ridealong.domain.wording import listed
from ridealong.services.desk import Desk
from ridealong.services.invites.told import Told, Words, told_sentences
from ridealong.services.plans.plan_views import Someone
from ridealong.services.teams.embed_meetings import ensure_series
from ridealong.services.teams.found import team_program
from ridealong.services.teams.hand_back import HandBack, hand_backs
from ridealong.services.teams.running import check_previewed, due_before, embedded, running_team, said_of, told_of
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.teams import embeds_of_team
from ridealong.storage.schema import composite_teams, embeds
from ridealong.storage.work import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A team that ends early, or would.

    Args:
        on: its last day; None where it is called off before it began.
        back: who was in it, or is, and when they are back with their home teams.
        never: whose embed does not take place, by name.
        told: who is told what; None of a dry run where nothing may be written, so that it is not known.
        version: that of the database when this was worked out.
    """

    program: str
    team: str
    on: date | None
    back: tuple[HandBack, ...] = ()
    never: tuple[Someone, ...] = ()
    told: tuple[Told, ...] | None = ()
    version: int = field(default=0, compare=False)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What it comes to, in plain words."""
        said = [f"'{self.team}' ends on {self.on}." if self.on else f"'{self.team}' does not take place."]
        said += [one.sentence for one in self.back]
        if self.never and self.on:
            said.append(f"{listed([one.name for one in self.never])} would have come later, and stay where they are.")
        return (*said, *told_sentences(self.told or ()))


def end(
    desk: Desk,
    program: str,
    team: str,
    on: date,
    why: str = "",
    *,
    dry_run: bool = False,
    shown: Ended | None = None,
) -> Ended:
    """Let a published team end early, or call it off: on a day before its first one.

    Whoever is in it is until that day; what was to begin later is called off, and drafts go. Until that day has come
    it runs like any other team, and can end even earlier.

    Args:
        on: its last day. why: private; what was said before stays where nothing is.
        dry_run: say what it comes to, and change nothing.
        shown: what whoever decides was shown, if it is to be that or nothing.

    Raises:
        NotFound: there is no such program or team.
        ChangedMeanwhile: it would be something else than was shown.
        Refused: the team does not run, ends by that day anyhow, or it or somebody in it began since that day.
    """
    only_read = dry_run and desk.store.read_only
    with desk.changing("teams end", dry_run=only_read) as step:
        found = team_program(step.connection, program)
        whole = running_team(step.connection, found, team, desk.clock.today())
        if on >= whole.days.last:
            raise Refused(f"'{whole.name}' works until {whole.days.last} anyhow", "Give an earlier day")
        inside = embeds_of_team(step.connection, whole.id, UNMARKED)
        published = [one for one in inside if one.state is State.PUBLISHED]
        _check_begun(found, whole, published, on, desk.clock.today())
        never = [one for one in published if one.days.first > on]
        there = [one for one in published if one.days.first <= on < one.days.last]
        before = due_before(step.connection, desk, whole)
        _write(step, whole, inside, on, desk.clock.today(), read_words(why))
        begun = on >= whole.days.first
        cut = [cut_short(one, on, desk.clock.today()) for one in there]
        until = [one for one in published if one.days.first <= on == one.days.last]
        ended = Ended(
            program=found.name,
            team=whole.name,
            on=on if begun else None,
            back=hand_backs(step.connection, found, [*cut, *until]),
            never=tuple(sorted((embedded(one) for one in never), key=lambda one: one.name.casefold())),
            told=None if only_read else told_of(step.connection, desk, before, _words(whole, there, never, on)),
            version=change_count(step.connection),
        )
        check_previewed(desk, step.connection, ended, shown)
        if not dry_run:
            step.done(f"{found.name}: {whole.name} {f'ends on {on}' if begun else 'called off'}")
        return ended


def _check_begun(program: Program, team: CompositeTeam, published: Sequence[Embed], on: date, today: date) -> None:
    """See that nothing is called off that has begun by now; raises Refused."""
    if on < team.days.first < today:
        raise Refused(
            f"'{team.name}' began on {team.days.first}, and what has begun cannot be called off",
            f"Let it end on {team.days.first} or later, and say then that it was missed",
            typed=f"Let it end on {team.days.first} or later; where nothing came of it, say so then: ridealong "
            f'teams mark "{program.name}" "{team.name}" missed',
        )
    since = max((one for one in published if on < one.days.first < today), key=lambda one: one.days, default=None)
    if since is not None:
        raise Refused(
            f"{since.name} came into '{team.name}' on {since.days.first}, and what has begun cannot be called off",
            f"Let it end on {since.days.first} or later, and say then that they missed it",
            typed=f"Let it end on {since.days.first} or later; where they never came, say so then: ridealong "
            f'teams mark "{program.name}" "{team.name}" missed {since.email}',
        )


def _write(  # noqa: PLR0917 - who is in what, and how it ends
    step: Step, team: CompositeTeam, inside: Sequence[Embed], on: date, today: date, why: str
) -> None:
    """Cut short what runs, call off what is to come, and take drafts away."""
    after = [cut_short(one, on, today) for one in inside if one.state is State.PUBLISHED and one.days.last > on]
    step.work.update(embeds, {one.id: {"state": str(one.state), "last_day": one.days.last} for one in after})
    step.work.delete(embeds, [one.id for one in inside if one.state is State.PROPOSED])
    if on >= team.days.first:
        state = State.ENDED if on < today else State.PUBLISHED
        row: dict[str, object] = {"state": str(state), "last_day": on, "reason": why or team.reason or NO_REASON}
    else:
        row = {"state": str(State.CANCELLED), "reason": why or team.reason}
    step.work.update(composite_teams, {team.id: row})
    ensure_series(step, [team.id])


def _words(team: CompositeTeam, there: Sequence[Embed], never: Sequence[Embed], on: date) -> Words:
    words = Words()
    for one in there:
        words.say(embedded(one), f"The embed in {said_of(team, one)} ends on {on}, not on {one.days.last}.")
    for one in never:
        words.say(embedded(one), f"The embed in {said_of(team, one)} ({one.days}) does not take place.")
    return words
