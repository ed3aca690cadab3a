"""Plans: proposed pairings for a program's coming rounds, made, kept as a draft, and looked at."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, RowMapping

from ridealong.domain.errors import InvalidValue, Refused, RidealongError
from ridealong.domain.pairings import MET, State
from ridealong.domain.people import Person
from ridealong.domain.programs import Program
from ridealong.planning.broken_pin import BrokenPin, ClashingPins
from ridealong.planning.plan import Open, Plan
from ridealong.planning.problem import Problem
from ridealong.planning.progress import Progress as SolverProgress
from ridealong.planning.solve import solve
from ridealong.services.days.day_drafts import keep_day_drafts
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.plans.agreed_drafts import Agreed, agreed_drafts, holding, kept_words, words_of
from ridealong.services.plans.apart_words import precisely
from ridealong.services.plans.lost_places import with_lost_places
from ridealong.services.plans.open_places import one_more_kept, open_places, open_places_kept
from ridealong.services.plans.past_drafts import clear_past_drafts
from ridealong.services.plans.pins import HELD, PinRow, pin_rows
from ridealong.services.plans.plan_changes import Key, plan_changes
from ridealong.services.plans.plan_views import PlanNumbers, PlanPage, PlanProgress, Proposal
from ridealong.services.plans.proposals import proposals
from ridealong.services.plans.refused_drafts import refusals, refused_kept, without_refused
from ridealong.services.plans.season import Season, build_season, oriented
from ridealong.services.plans.sentences import clash_sentences, placed_words, plan_sentences
from ridealong.services.plans.standing_drafts import asks_for_another, better_of_drafts, standing_drafts
from ridealong.services.plans.timed_plan import pairs_of, timed_plan
from ridealong.services.publishing.agreements import lead_sentences
from ridealong.services.repairs.clashes import clashes
from ridealong.services.replies.declined import Decline, declines
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import everybody
from ridealong.storage.queries.programs import plan_of, program_by_id
from ridealong.storage.schema import pairings, plans, programs
from ridealong.storage.work import Step, UnitOfWork


def problem(desk: Desk, name: str, *, rounds: int | None = None, start: date | None = None, seed: int = 0) -> Season:
    """The planning problem of a program, as `plan` would solve it.

    Raises:
        NotFound: there is no such program.
        Refused: no round is left, or one side has nobody who agreed to take part.
    """
    with desk.reading() as connection:
        program = oriented(connection, program_named(connection, name))
        return build_season(connection, program, desk.clock.today(), rounds=rounds, start=start, seed=seed)


def plan(
    desk: Desk,
    name: str,
    *,
    rounds: int | None = None,
    start: date | None = None,
    seed: int | None = None,
    seconds: float | None = None,
    all_new: bool = False,
    dry_run: bool = False,
    progress: Callable[[PlanProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    worker: bool | None = None,
) -> PlanPage:
    """Plan a program's coming rounds and keep the plan as its draft, in place of the draft before.

    What is published or pinned stays as it is, and so do drafts to which leads have agreed, as long as they can take
    place, and all drafts where no better plan is found. Nobody is planned where a lead does not agree. The solver
    works outside any transaction.

    Args:
        rounds: how many rounds; None for all that are left. start: from the first round on or after this day.
        seed: one that the draft was not planned with asks for another of the best plans, in place of the draft.
        seconds: a cap on the time; None for as long as it takes.
        all_new: also plan anew what leads have agreed to.
        dry_run: work the plan out, and change nothing.
        cancelled: asked now and then; once it says yes, the best plan so far is kept.
        worker: whether the solver works in a process of its own, which screens need; None for large programs alone.

    Raises:
        NotFound: there is no such program.
        Refused: it cannot be planned, or what the plan rests on changed while it was made.
        InvalidValue: a pin breaks a rule.
        Interrupted: it was cancelled before there was any plan.
    """
    asked = _Asked(name, rounds, start, seed, all_new, desk.clock.today())
    with desk.reading() as connection:
        seen = change_count(connection)
        season = asked.season(connection)
        stood = standing_drafts(connection, season, asked.today)
        another = asks_for_another(connection, season, seed)
    program = season.program
    solve_it = partial(solve, seconds=seconds, progress=_heard(progress), cancelled=cancelled, worker=worker)
    solved = _solved(desk, season, stood, solve_it)
    kept = better_of_drafts(season, stood.keys(), solved, another=another)
    with desk.changing("plan", dry_run=dry_run) as step:
        if change_count(step.connection) != seen and not _alike(asked.season(step.connection), season):
            raise Refused(f"Somebody changed something while '{program.name}' was planned", "Plan it again")
        clear_past_drafts(step, program, asked.today)
        before = standing_drafts(step.connection, season, asked.today)
        if before.keys() != stood.keys():
            kept = better_of_drafts(season, before.keys(), solved, another=another)
        shown, after = _put_in_place(step, season, before, kept, made=desk.clock.now(), today=asked.today)
        if not dry_run:
            step.done(f"{program.name}: {placed_words(shown.proposals)}")
    if before:
        # By now the plan is kept: beside a draft with which it cannot be compared, it stands alone.
        with suppress(RidealongError, LookupError, ValueError):
            pairs = [key for key, row in before.items() if not program.is_return(row["guest_side"])]
            shown = replace(shown, changes=plan_changes(season, pairs, after))
    # How long it took is told once and not kept: the same data with the same seed leaves the same rows.
    return replace(shown, numbers=shown.numbers and replace(shown.numbers, seconds=solved.seconds))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What `plan` was asked for, and the day on which it was."""

    name: str
    rounds: int | None
    start: date | None
    seed: int | None
    all_new: bool
    today: date

    def season(self, connection: Connection) -> Season:
        """The problem to be solved, as the data is now."""
        program = oriented(connection, program_named(connection, self.name))
        holds = Agreed() if self.all_new else agreed_drafts(connection, program, self.today)
        whole = build_season(
            connection,
            program,
            self.today,
            rounds=self.rounds,
            start=self.start,
            seed=self.seed or 0,
            agreed=holds.numbers,
        )
        return holding(without_refused(whole, refusals(connection, program, self.today)), holds.keys)


def _put_in_place(
    step: Step, season: Season, before: Mapping[Key, RowMapping], kept: Plan, *, made: datetime, today: date
) -> tuple[PlanPage, Collection[Key]]:
    """Put a plan in the place of the drafts before.

    Returns the page of it, with what became of leads' words, and the drafts as they are then.
    """
    numbers = [row["id"] for row in before.values()]
    words = len(words_of(step.connection, numbers))
    agreed = agreed_drafts(step.connection, season.program, today).numbers
    after = _keep(step, season, before, kept, made)
    lost = words - len(words_of(step.connection, numbers, step.work))
    stay = agreed_drafts(step.connection, season.program, today, step.work).numbers & agreed
    shown = _page(step.connection, season.program, today, step.work)
    return replace(shown, sentences=(*shown.sentences, *kept_words(len(stay), lost))), after


def page(desk: Desk, name: str) -> PlanPage:
    """The present plan of a program; raises NotFound."""
    with desk.reading() as connection:
        return _page(connection, program_named(connection, name), desk.clock.today())


def _solved(desk: Desk, season: Season, stood: Mapping[Key, RowMapping], solve_it: Callable[[Problem], Plan]) -> Plan:
    """The plan of a season, with days for all pairs where visits take single days."""

    def solved(problem: Problem) -> Plan:
        found = solve_it(problem)
        if not season.program.kind.by_day:
            return found
        return timed_plan(desk, replace(season, problem=problem), stood, found, solve_it)

    with _told_with_names(season):
        try:
            return solved(season.problem)
        except (BrokenPin, ClashingPins):
            if season.pinned is None:
                raise
        # Drafts to which leads agreed may stand in each other's way, or in that of pins: then they are planned anew.
        return solved(replace(season.problem, pins=season.pinned))


@contextmanager
def _told_with_names(season: Season) -> Iterator[None]:
    """Within this, errors of the planner name people and days instead of ids and rounds of the problem."""
    try:
        yield
    except InvalidValue as error:
        remedy = "Repair the plan, which replaces what cannot be kept, or unpin it, or change what stands in its way"
        raise InvalidValue(season.told_error(error), remedy) from error
    except Refused as error:
        raise Refused(season.told_error(error), error.remedy, typed=error.typed) from error


def _alike(one: Season, other: Season) -> bool:
    """Whether two problems of a program are the same, whatever else became of its people."""
    return (one.program, one.problem, one.guests, one.hosts, one.kept) == (
        other.program,
        other.problem,
        other.guests,
        other.hosts,
        other.kept,
    )


def _heard(progress: Callable[[PlanProgress], None] | None) -> Callable[[SolverProgress], None] | None:
    if progress is None:
        return None

    def tell(said: SolverProgress) -> None:
        progress(PlanProgress(stage=said.stage, placed=said.placed, gap_percent=said.gap_percent, done=said.done))

    return tell


def _keep(step: Step, season: Season, before: Mapping[Key, RowMapping], kept: Plan, made: datetime) -> Collection[Key]:
    """Make the drafts of a program, so far `before`, those of a plan; a draft that stands in both is left untouched.

    Returns the drafts as they are then.
    """
    program = season.program
    ids = {person.identity: person_id for person_id, person in season.people.items()}
    wanted = pairs_of(season, kept)
    if program.kind.by_day:
        if program_by_id(step.connection, program.id).guest_side is not program.guest_side:
            step.work.update(programs, {program.id: {"guest_side": str(program.guest_side)}})
        without = keep_day_drafts(step, season, before, {key: one.fit for key, one in wanted.items()})
        _keep_numbers(step, season, kept, made, ids, without=without)
        return wanted.keys() - set(without)
    step.work.delete(pairings, [row["id"] for key, row in before.items() if key not in wanted])
    step.work.update(
        pairings,
        {
            before[key]["id"]: {"fit": one.fit}
            for key, one in wanted.items()
            if key in before and before[key]["fit"] != one.fit
        },
    )
    step.work.insert(
        pairings,
        [draft_row(program, season.people, key, one.fit) for key, one in wanted.items() if key not in before],
    )
    _keep_numbers(step, season, kept, made, ids)
    return wanted.keys()


def draft_row(
    program: Program, people: Mapping[int, Person], key: tuple[int, int, int], fit: int | None, *, pinned: bool = False
) -> dict[str, object]:
    """The row of a proposed pairing, given (guest id, host id, round)."""
    guest, host, number = key
    days = program.round_days(number)
    return {
        "program_id": program.id,
        "guest_id": guest,
        "host_id": host,
        "guest_team": people[guest].team,
        "host_team": people[host].team,
        "guest_side": str(program.guest_side),
        "round": number,
        "first_day": days.first,
        "last_day": days.last,
        "state": str(State.PROPOSED),
        "pinned": pinned,
        "fit": fit,
        "reason": "",
    }


def _still_open(connection: Connection, season: Season, solved: Plan, ids: Mapping[str, int]) -> list[Open]:
    """What a plan leaves open, but for the rounds in which guests already have a published pairing of the program."""
    rows = find_pairings(connection, PairingSearch(program_id=season.program.id, states=MET))
    there = {(row["guest_id"], row["round"]) for row in rows}
    return precisely(season, (one for one in solved.open if (ids[one.guest], season.first + one.round) not in there))


def _keep_numbers(
    step: Step, season: Season, solved: Plan, made: datetime, ids: Mapping[str, int], *, without: Sequence[Key] = ()
) -> None:
    """Keep how good a plan is; `without` are its pairs that found no days."""
    score = solved.score
    numbers = {
        "placed": score.placed - len(without),
        "most": solved.bound.placed,
        "value": score.value,
        "bound": solved.bound.value,
        "gap_percent": solved.gap_percent,
        "proved": solved.proved,
        "turns_squared": score.turns_squared,
        "met_before": score.met_before,
        "over_share": score.over_share,
        "new_teams": score.new_teams,
        "fit": score.fit,
        "repeats": score.repeats,
        "turns_min": score.turns_min,
        "turns_max": score.turns_max,
        "seed": season.problem.seed,
        "stopped": solved.stopped or "",
        "refused": refused_kept(season.refused),
    }
    cells: dict[str, object] = {
        "made_at": made.isoformat(),
        "seed": season.problem.seed,
        "numbers": json.dumps(numbers),
        "open_places": open_places_kept(_still_open(step.connection, season, solved, ids), ids, season.first),
    }
    for guest, host, number in without:
        reason = f"no days suit both {season.people[guest].name} and {season.people[host].name}"
        cells["open_places"] = one_more_kept(str(cells["open_places"]), guest, number, reason)
    before = plan_of(step.connection, season.program.id)
    if before:
        step.work.update(plans, {before["id"]: cells})
    else:
        step.work.insert(plans, [{"program_id": season.program.id, **cells}])


def _with_declines(one: Proposal, some: Sequence[Decline]) -> Proposal:
    names = tuple(who.name for who in some)
    return replace(one, declined_by=names, guest_declined=not any(who.hosting for who in some))


def _page(connection: Connection, program: Program, today: date, work: UnitOfWork | None = None) -> PlanPage:
    """The plan of a program; within a change, as that leaves it."""
    stored = [row for row in (plan_of(connection, program.id),) if row]
    row: Mapping[str, Any] | None = next(iter(work.over(plans, stored) if work else stored), None)  # Any: by column
    people = everybody(connection)
    declined = declines(connection, today)
    shown = tuple(
        _with_declines(one, declined[one.id]) if one.id in declined else one
        for one in proposals(connection, program, people, today, work)
    )
    beforehand = pin_rows(connection, program)
    shown = tuple(_held(one, beforehand) for one in shown) if beforehand else shown
    numbers = PlanNumbers(**json.loads(row["numbers"])) if row else None
    kept = open_places(row["open_places"], program, people) if row else ()
    places = with_lost_places(connection, program, people, places=kept, shown=shown, today=today)
    spoiled = clashes(connection, program, people, shown, today)
    broken = clashes(connection, program, people, shown, today, state=State.PROPOSED)
    return PlanPage(
        program=program,
        numbers=numbers,
        sentences=(
            *plan_sentences(program, numbers, shown, places, broken),
            *lead_sentences(connection, program, shown, people),
            *clash_sentences(spoiled),
        ),
        proposals=shown,
        open=places,
        clashes=spoiled,
        broken=broken,
        pins=tuple(one for one in beforehand if not any(one.is_kept_by(each) for each in shown)),
        left=_left(program, shown, today),
    )


def _held(one: Proposal, beforehand: Sequence[PinRow]) -> Proposal:
    """A draft with what pins made beforehand keep of it."""
    kept = [pin for pin in beforehand if pin.is_kept_by(one)] if one.state is State.PROPOSED else []
    return replace(one, held=max((pin.held for pin in kept), key=HELD.index)) if kept else one


def _left(program: Program, shown: Sequence[Proposal], today: date) -> int:
    last = max((one.round for one in shown), default=-1)
    return sum(program.round_days(number).first >= today for number in range(last + 1, program.rounds))
