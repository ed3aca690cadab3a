"""Forming composite teams: their slots filled with drafts of embeds, all at once."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.composite_teams import Embed
from ridealong.domain.days import Days
from ridealong.domain.errors import Interrupted, Refused
from ridealong.domain.pairings import State
from ridealong.domain.programs import name_identity
from ridealong.domain.wording import listed, many
from ridealong.planning.teams.plan import TeamsBound, TeamsPlan, TeamsScore
from ridealong.planning.teams.problem import TeamsProblem
from ridealong.planning.teams.quality import possible_words
from ridealong.services.desk import Desk
from ridealong.services.teams.asked import Asked
from ridealong.services.teams.clash_words import told_in_names
from ridealong.services.teams.embed_rows import insert_embeds
from ridealong.services.teams.found import team_of, team_program
from ridealong.services.teams.problem import build_teams
from ridealong.services.teams.season import TeamSeason
from ridealong.services.teams.season_words import SeasonWords
from ridealong.services.teams.teams import page_of, views
from ridealong.services.teams.views import SlotView, TeamsPage, TeamView
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.people import Known
from ridealong.storage.queries.teams import embeds_of_program, teams_of
from ridealong.storage.schema import embeds
from ridealong.storage.work import Step

Told = Callable[[str, float], None]
"""Called with what is being done and how much of it is done, from 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formed:
    """What forming came to.

    Args:
        page: the teams as they stand now, or would after a dry run; open slots say why nobody is in them.
        new: how many embeds are others than before. kept: how many drafts stand as they did.
        gap_percent: how far the plan may be from the best; 0 where `proved`.
        stopped: "seconds" where it was cut short.
    """

    page: TeamsPage
    score: TeamsScore
    bound: TeamsBound
    new: int
    kept: int
    gap_percent: float
    proved: bool
    stopped: str | None = None

    @property
    def possible(self) -> str:
        """How much better other teams could be at most, in words; of teams that are not proved to be the best."""
        return possible_words(self.score, self.bound, self.gap_percent)

    @property
    def open(self) -> tuple[tuple[TeamView, SlotView], ...]:
        """The slots that nobody takes, each with its team."""
        return tuple((team, slot) for team in self.page.teams for slot in team.slots if slot.why_open)


def form(
    desk: Desk,
    program: str,
    *,
    teams: Collection[str] = (),
    fill: bool = False,
    seed: int = 0,
    seconds: float | None = None,
    dry_run: bool = False,
    told: Told | None = None,
    cancelled: Callable[[], bool] | None = None,
    worker: bool | None = None,
) -> Formed:
    """Fill the slots of composite teams from the people who agreed to take part; what is published stays as it is.

    Args:
        teams: the names of those that are formed; all that have days to come by default.
        fill: whether drafts stay, so that only open slots are filled; else they are drafted anew.
        seed: another one, another of the plans that are as good. seconds: to stop after, with the best plan so far.
        worker: whether the solver works in a process of its own, which screens need; None for large programs alone.

    Raises:
        NotFound: there is no such program or team.
        Refused: there is nothing to fill, pins contradict each other or a rule, or something was changed meanwhile.
        Interrupted: it was cancelled before there was a plan.
    """
    from ridealong.planning.teams.solve import solve_teams  # noqa: PLC0415 - the solver, for those who plan alone

    with desk.reading() as connection:
        seen = change_count(connection)
        season = _season(desk, connection, program, teams, fill=fill, seed=seed)
        if not season.places:
            raise _nothing_to_fill(connection, season, teams, desk.clock.today())
    plan = told_in_names(
        season,
        lambda: solve_teams(season.problem, seconds=seconds, told=told, cancelled=cancelled, worker=worker),
    )
    if plan.stopped == "cancelled":
        raise Interrupted("Forming teams was stopped", "Nothing was changed")
    # A dry run is written, looked at and rolled back, where anything can be written.
    only_read = dry_run and desk.store.read_only
    with desk.changing("teams form", dry_run=only_read) as step:
        stale = change_count(step.connection) != seen
        if stale and _season(desk, step.connection, program, teams, fill=fill, seed=seed) != season:
            raise Refused(f"Somebody changed something while teams of '{program}' were formed", "Form them again")
        formed = _kept(step, desk, season, plan, only_read=only_read)
        if not dry_run:
            step.done(f"{season.program.name}: {many(plan.score.filled - len(season.settled), 'slot')} filled")
    return formed


class NobodyCanJoin(Refused):
    """Slots are open in teams that one side has left, and nobody of it can take one."""


def _nothing_to_fill(connection: Connection, season: TeamSeason, named: Collection[str], today: date) -> Refused:
    wanted = {name_identity(one) for one in named}
    lonely = [
        view.team.name
        for view in page_of(connection, season.program, today).teams
        if (not wanted or view.team.identity in wanted) and any(one.open for one in view.slots)
    ]
    if lonely:
        names = listed([f"'{name}'" for name in lonely])
        return NobodyCanJoin(
            f"One side has left {names}, and nobody of it can take a slot that is open",
            "Look at the candidates for the slot, let others take part, or end the team",
        )
    return Refused(
        f"Every slot of '{season.program.name}' is taken",
        "Add a slot or a team first",
        typed=f'Add a slot or a team first: ridealong teams add "{season.program.name}" NAME',
    )


def problem(
    desk: Desk, program: str, *, teams: Collection[str] = (), fill: bool = False, seed: int = 0
) -> TeamsProblem:
    """The problem that `form` hands to the planner; people go by their addresses.

    Raises `NotFound` and `Refused` as `form` does, apart from what the planner itself refuses.
    """
    with desk.reading() as connection:
        return _season(desk, connection, program, teams, fill=fill, seed=seed).problem


def _season(
    desk: Desk, connection: Connection, program: str, teams: Collection[str], *, fill: bool, seed: int
) -> TeamSeason:
    found = team_program(connection, program)
    only = {team_of(connection, found, one).id for one in teams} if teams else None
    return build_teams(connection, found, desk.clock.today(), only=only, keep_drafts=fill, seed=seed)


def _kept(step: Step, desk: Desk, season: TeamSeason, plan: TeamsPlan, *, only_read: bool) -> Formed:
    wanted = {(one.known.id, one.slot.id, one.days): one for one in _asked(season, plan)}
    before = {(one.person_id, _slot_id(season, one), one.days): one.id for one in season.drafts}
    gone = [number for key, number in before.items() if key not in wanted]
    new = [one for key, one in wanted.items() if key not in before]
    today = desk.clock.today()
    if only_read:
        left = [one for one in embeds_of_program(step.connection, season.program.id) if one.id not in gone]
        left += [one.embed(State.PROPOSED, number=-index) for index, one in enumerate(new, start=1)]
        teams = teams_of(step.connection, season.program.id)
        page = TeamsPage(
            program=season.program, teams=views(step.connection, season.program, teams, left, today, drafted=True)
        )
    else:
        step.work.delete(embeds, gone)
        insert_embeds(step, [one.row(State.PROPOSED) for one in new])
        page = page_of(step.connection, season.program, today)
    return Formed(
        page=_with_reasons(page, season, plan),
        score=plan.score,
        bound=plan.bound,
        new=len(new),
        kept=len(before) - len(gone) + sum(one.state is State.PROPOSED for one in season.settled.values()),
        gap_percent=plan.gap_percent,
        proved=plan.proved,
        stopped=plan.stopped,
    )


def _asked(season: TeamSeason, plan: TeamsPlan) -> Iterator[Asked]:
    """Who is asked for by a plan, without those who stood before it."""
    for one in plan.embeds:
        if place := season.places.get(one.slot):
            number = season.ids[one.person]
            known = Known(id=number, person=season.people[number])
            yield Asked(team=place.team, slot=place.slot, known=known, days=place.days)


def _slot_id(season: TeamSeason, one: Embed) -> int:
    team = next(team for team in season.teams.values() if team.id == one.team_id)
    slot = team.slot(one.slot)
    return slot.id if slot else 0


def _with_reasons(page: TeamsPage, season: TeamSeason, plan: TeamsPlan) -> TeamsPage:
    """The page with why nobody is in the slots that stay open."""
    words = SeasonWords(season)
    why: dict[int, list[tuple[Days, str]]] = defaultdict(list)
    for one in plan.open:
        if one.slot in season.places:
            place = season.places[one.slot]
            why[place.slot.id].append((place.days, words.told(one.said)))
    teams = tuple(
        replace(team, slots=tuple(replace(one, why_open=_why_open(why[one.slot.id])) for one in team.slots))
        for team in page.teams
    )
    return replace(page, teams=teams)


def _why_open(why: Sequence[tuple[Days, str]]) -> str:
    """The reason; where several stretches of days are open, that of each with its days."""
    if len({words for _days, words in why}) < 2:
        return why[0][1] if why else ""
    return " ".join(f"{days}: {words}" for days, words in sorted(why))
