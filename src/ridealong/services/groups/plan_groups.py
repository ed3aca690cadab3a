"""Planning groups: drafts of who meets whom over the rounds to come, or the one series of the sponsors."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid5

from sqlalchemy import Connection

from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import UNMARKED, State
from ridealong.domain.programs import Kind, Program
from ridealong.domain.wording import many, several
from ridealong.planning.groups.problem import Grouped
from ridealong.planning.groups.solve import solve_groups
from ridealong.services.desk import Desk
from ridealong.services.groups.gathering_days import days_of
from ridealong.services.groups.gatherings import gathering_program, page_from, page_sentences, repeats_among
from ridealong.services.groups.group_problem import GroupSeason, build_groups
from ridealong.services.groups.group_views import GroupsPage
from ridealong.services.identity import identity_of
from ridealong.storage.queries import gatherings as queries
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.gatherings import Stored
from ridealong.storage.schema import gathering_people, gatherings
from ridealong.storage.work import Step

_NOT_STORED = 1 << 30
"""Where the numbers of groups begin that nobody has stored."""

Told = Callable[[str, float], None]
"""Called with what is being done and how much of it is done, from 0 to 1."""


def plan_groups(
    desk: Desk,
    name: str,
    *,
    rounds: int | None = None,
    start: date | None = None,
    seed: int | None = None,
    dry_run: bool = False,
    told: Told | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> GroupsPage:
    """Plan the groups of a program's coming rounds, and keep them as its drafts in place of those before.

    What is published or pinned stays as it is. For sponsors there is one series, over all of the program.

    Args:
        rounds: how many rounds; None for all that are left. start: from the first round on or after this day.
        seed: another one, another of the plans that are as good.
        dry_run: work the plan out, and change nothing.
        cancelled: asked now and then; once it says yes, the best plan so far is kept.

    Raises:
        NotFound: there is no such program.
        Refused: it has no groups or cannot be planned, or something changed while it was.
        Interrupted: it was cancelled before there was any plan.
    """
    asked = _Asked(today=desk.clock.today(), rounds=rounds, start=start, seed=seed or 0)
    with desk.reading() as connection:
        program = gathering_program(connection, name)
        if program.kind is Kind.COFFEE:
            seen = change_count(connection)
            season = asked.season(connection, program)
    if program.kind is Kind.SPONSORS:
        return _plan_sponsors(desk, name, dry_run=dry_run)
    found = solve_groups(season.problem, told=told, cancelled=cancelled)
    with desk.changing("plan", dry_run=dry_run) as step:
        if change_count(step.connection) != seen and asked.season(step.connection, program) != season:
            raise Refused(f"Somebody changed something while '{program.name}' was planned", "Plan it again")
        shown = _planned(step, season, found, asked.today, dry_run=dry_run)
        if not dry_run:
            step.done(f"{program.name}: {many(sum(map(len, found.rounds)), 'group')}")
    return shown


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Which rounds are to be planned, and which of the plans that are as good."""

    today: date
    rounds: int | None
    start: date | None
    seed: int

    def season(self, connection: Connection, program: Program) -> GroupSeason:
        """The problem, as everything stands."""
        return build_groups(connection, program, self.today, rounds=self.rounds, start=self.start, seed=self.seed)


def _planned(step: Step, season: GroupSeason, found: Grouped, today: date, *, dry_run: bool) -> GroupsPage:
    """Keep a plan, or only look at it; returns the groups of the program as they then are."""
    drafts = _drafts(season, found)
    stored = _as_if(step, season, drafts) if dry_run else _keep(step, season, drafts, today)
    shown = page_from(step.connection, season.program, stored, today)
    stays = [one for one in stored if one.row["round"] not in season.rounds]
    before = repeats_among(step.connection, season.program, stays) if stays else 0
    # What stands has the repeats that it has; planning can avoid only those of its own rounds.
    least = found.least + before if shown.repeats >= found.least + before else None
    shown = replace(shown, least=least, alone=_alone(season, found), changed=len(drafts.new))
    return replace(shown, sentences=page_sentences(shown))


def _alone(season: GroupSeason, found: Grouped) -> tuple[str, ...]:
    """Who finds no group, in sentences, by person."""
    rounds: dict[str, list[int]] = {}
    for number, one in found.alone:
        rounds.setdefault(one, []).append(season.rounds[number] + 1)
    return tuple(
        f"{season.people[season.ids[one]].name} is in no group of round{'s' if len(some) > 1 else ''} "
        f"{several([str(each) for each in some], 12)}: nobody is there with whom they may meet."
        for one, some in sorted(rounds.items())
    )


@dataclass(frozen=True, slots=True)
class _Drafts:
    """What becomes of the drafts of a program: which go, by number, and which come, each as round and row ids."""

    gone: tuple[int, ...]
    new: tuple[tuple[int, tuple[int, ...]], ...]


def _drafts(season: GroupSeason, found: Grouped) -> _Drafts:
    """The drafts of a plan against those before; one that stands in both is left untouched."""
    before = {(one.row["round"], frozenset(one.people)): one.id for one in season.drafts}
    wanted = [
        (season.rounds[index], tuple(season.ids[one] for one in group))
        for index, groups in enumerate(found.rounds)
        for group in groups
    ]
    kept = {(number, frozenset(people)) for number, people in wanted}
    return _Drafts(
        gone=tuple(row_id for key, row_id in before.items() if key not in kept),
        new=tuple(one for one in wanted if (one[0], frozenset(one[1])) not in before),
    )


def _keep(step: Step, season: GroupSeason, drafts: _Drafts, today: date) -> list[Stored]:
    """Make the drafts those of a plan; returns all groups of the program as they are then."""
    remove_groups(step, drafts.gone)
    clear_past_groups(step, season.program, today)
    insert_groups(step, season.program, drafts.new)
    return queries.of_program(step.connection, season.program.id)


def _as_if(step: Step, season: GroupSeason, drafts: _Drafts) -> list[Stored]:
    """The groups of the program as they would be, of which nothing is kept."""
    program = season.program
    stored = [one for one in queries.of_program(step.connection, program.id) if one.id not in drafts.gone]
    return stored + _unstored(program, drafts.new)


def _unstored(program: Program, new: Sequence[tuple[int, Sequence[int]]]) -> list[Stored]:
    beside = {"version": 1, "program": program.name, "kind": str(program.kind)}
    return [
        Stored(
            {"id": _NOT_STORED + index, **beside, **_row(program, number, f"draft {index}")}, dict.fromkeys(people, 0)
        )
        for index, (number, people) in enumerate(new)
    ]


def remove_groups(step: Step, ids: Sequence[int]) -> None:
    """Take drafts away, with the places in them."""
    stored = queries.by_ids(step.connection, ids)
    step.work.delete(gathering_people, [row for one in stored.values() for row in one.people.values()])
    step.work.delete(gatherings, ids)


def clear_past_groups(step: Step, program: Program, today: date) -> None:
    """Remove the drafts of a program that are over: nobody published them in time."""
    drafts = queries.of_program(step.connection, program.id, (State.PROPOSED,))
    days = days_of(step.connection, drafts)
    remove_groups(step, [one.id for one in drafts if days[one.id].last < today])


def insert_groups(step: Step, program: Program, new: Sequence[tuple[int, Sequence[int]]]) -> None:
    """Add drafts, each as its round and the row ids of its people.

    Their UIDs are made here, once: from the identity of the database, and from how much has happened in it, so that
    none comes again.
    """
    namespace, version = identity_of(step.connection), change_count(step.connection)
    rows = [
        _row(program, number, str(uuid5(namespace, f"group {program.id} {version} {index}")))
        for index, (number, _people) in enumerate(new)
    ]
    ids = step.work.insert(gatherings, rows)
    places: list[Mapping[str, object]] = [
        {"gathering_id": row_id, "person_id": person}
        for row_id, (_number, people) in zip(ids, new, strict=True)
        for person in people
    ]
    step.work.insert(gathering_people, places)


def _row(program: Program, number: int, uid: str) -> dict[str, object]:
    """The row of a draft."""
    days = _days_of(program, number)
    return {
        "program_id": program.id,
        "round": number,
        "first_day": days.first,
        "last_day": days.last,
        "state": str(State.PROPOSED),
        "pinned": False,
        "uid": uid,
        "without": "",
        "place": "",
        "reason": "",
    }


def _days_of(program: Program, number: int) -> Days:
    """The days of a round; all of the program for what goes on through it."""
    if program.kind is Kind.COFFEE:
        return program.round_days(number)
    return Days(program.round_days(0).first, program.round_days(program.rounds - 1).last)


def _plan_sponsors(desk: Desk, name: str, *, dry_run: bool) -> GroupsPage:
    """Make the one series of a program's sponsors, where there is none."""
    with desk.changing("plan", dry_run=dry_run) as step:
        program = gathering_program(step.connection, name)
        if program.days.last < desk.clock.today():
            raise Refused(f"'{program.name}' is over: it ran {program.days}", "Make another program")
        stored = queries.of_program(step.connection, program.id, UNMARKED)
        new = [] if stored else [(0, ())]
        if not dry_run:
            insert_groups(step, program, new)
        beside = _unstored(program, new) if dry_run else []
        now = [*queries.of_program(step.connection, program.id), *beside]
        shown = page_from(step.connection, program, now, desk.clock.today())
        if not dry_run:
            step.done(f"{program.name}: one series, {_days_of(program, 0)}")
    return replace(shown, changed=len(new))
