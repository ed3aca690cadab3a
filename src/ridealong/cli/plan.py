"""The command that plans a program's coming rounds."""

from datetime import date
from itertools import groupby
from pathlib import Path

import click

from ridealong.cli import group_plans, team_plans
from ridealong.cli.advice import advising
from ridealong.cli.documents import open_json, proposal_json
from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.files import write_file
from ridealong.cli.interrupts import interruptible
from ridealong.cli.options import Command
from ridealong.cli.output import say, show, show_json
from ridealong.cli.progress import planned, progress_line
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import day
from ridealong.domain.pairings import State
from ridealong.planning.plan import FORMAT
from ridealong.planning.plan_json import SCORE_KEYS
from ridealong.planning.problem_json import problem_to_json
from ridealong.services.groups import gatherings
from ridealong.services.plans import plans
from ridealong.services.plans.names import rounds_in_words
from ridealong.services.plans.plan_views import Clash, OpenPlace, PlanPage, Proposal
from ridealong.services.plans.season import StartTooLate
from ridealong.services.teams import teams

MOST_OPEN = 10
"""Guests without a place of whom a plan that is printed tells the reason at most."""
LONG_REASON = 160
"""Characters of a reason that are printed at most."""


@click.command(cls=Command)
@click.argument("program")
@click.option("--rounds", type=click.IntRange(min=1), metavar="N", help="How many rounds; default: all that are left.")
@click.option("--from", "start", type=day, metavar="DATE", help="From the first round on or after this day.")
@click.option("--seed", type=click.IntRange(min=0), metavar="N", help="Another seed, another of the best plans.")
@click.option(
    "--seconds", type=click.FloatRange(min=0, min_open=True), metavar="S", help="Stop after so long, with the best yet."
)
@click.option("--all-new", is_flag=True, help="Also plan anew what leads have agreed to.")
@click.option("--dry-run", is_flag=True, help="Print the plan, and keep nothing of it.")
@click.option(
    "--problem", type=click.Path(path_type=Path), metavar="FILE.json", help="Also write the problem, for `solve`."
)
@pass_session
def plan(
    session: Session,
    *,
    program: str,
    rounds: int | None,
    start: date | None,
    seed: int | None,
    seconds: float | None,
    all_new: bool,
    dry_run: bool,
    problem: Path | None,
) -> int:
    """Plan the coming rounds of PROGRAM, and keep the plan as its draft.

    What is published or pinned stays as it is, and so do drafts to which leads have agreed, as long as they can take
    place; nobody is planned where a lead does not agree. Rounds shown to people count from 1; in JSON they count from
    0. The exit code is 3 where places stay open for another reason than somebody being away, or where what is published
    or pinned cannot take place. Of a program of coffees or sponsors, it plans the groups; of one of composite teams, it
    forms the teams, as `ridealong teams form` does.
    """
    with session.desk() as desk, advising(StartTooLate, lambda error: f"{error.remedy} with --from"):
        if teams.in_teams(desk, program):
            by_round = {"--rounds": rounds, "--from": start, "--all-new": all_new or None}
            team_plans.refuse_options(program, {name for name, value in by_round.items() if value is not None})
            return team_plans.form(
                session, desk, program, seed=seed or 0, seconds=seconds, dry_run=dry_run, problem=problem
            )
        if problem is None and gatherings.gathers(desk, program):
            wanted = {"rounds": rounds, "seed": seed}
            return group_plans.plan(session, desk, program, start=start, seconds=seconds, dry_run=dry_run, **wanted)
        if problem is not None:
            with progress_line("Reading the season"):
                season = plans.problem(desk, program, rounds=rounds, start=start, seed=seed or 0)
            write_file(problem, problem_to_json(season.problem))
            say(f"The problem is written to {problem}.")
        with progress_line("Reading the season") as told, interruptible() as pressed:
            page = plans.plan(
                desk,
                program,
                rounds=rounds,
                start=start,
                seed=seed,
                seconds=seconds,
                all_new=all_new,
                dry_run=dry_run,
                progress=planned(told),
                cancelled=pressed,
            )
    return _tell(session, page, dry_run=dry_run)


def _tell(session: Session, page: PlanPage, *, dry_run: bool) -> int:
    """Print a plan; returns the exit code."""
    if session.json:
        show_json(_document(page, dry_run=dry_run))
    else:
        _print(session, page, dry_run=dry_run)
    if dry_run:
        say("A dry run: nothing was changed.")
    impossible = page.clashes or page.broken
    return NEEDS_ATTENTION if impossible or not all(one.away for one in page.open) else DONE


def _document(page: PlanPage, *, dry_run: bool) -> dict[str, object]:
    """The plan document of the planner with people by address, and what a program adds to it."""
    numbers = page.numbers
    document: dict[str, object] = {
        "format": FORMAT,
        "program": page.program.name,
        "assignments": [_assignment(one, dry_run) for one in page.proposals if one.state is State.PROPOSED],
        "open": [open_json(one) for one in page.open],
    }
    if numbers is not None:
        document |= {
            "score": {key: getattr(numbers, key) for key in SCORE_KEYS},
            "bound": {"value": numbers.bound, "placed": numbers.most},
            "gap_percent": numbers.gap_percent,
            "proved": numbers.proved,
            "seconds": numbers.seconds,
            "seed": numbers.seed,
        }
        if numbers.stopped:
            document["stopped"] = numbers.stopped
    document["published"] = [proposal_json(one) for one in page.proposals if one.state is not State.PROPOSED]
    document["clashes"] = [_clash(one) for one in page.clashes]
    document["broken"] = [_clash(one) for one in page.broken]
    document["sentences"] = list(_sentences(page))
    return document


def _sentences(page: PlanPage) -> tuple[str, ...]:
    """What the plan comes to, with the command that helps where what cannot take place has begun."""
    if not page.clashes or not all(one.begun for one in page.clashes):
        return page.sentences
    end = f"What has begun is not repaired; end what does not go on: ridealong end {page.clashes[0].id}"
    return (*page.sentences, end)


def _clash(one: Clash) -> dict[str, object]:
    return {
        "id": one.id,
        "guest": one.guest.email,
        "host": one.host.email,
        "start": str(one.days.first),
        "end": str(one.days.last),
        "reason": one.reason,
    }


def _assignment(one: Proposal, dry_run: bool) -> dict[str, object]:
    # The numbers that a dry run gave its pairings are taken back with it.
    return {**proposal_json(one), **({"id": None} if dry_run else {})}


def _print(session: Session, page: PlanPage, *, dry_run: bool) -> None:
    proposals_table(session, page.proposals, numbers=not dry_run)
    lines = _open_lines(page.open)
    show(lines[:MOST_OPEN])
    if len(lines) > MOST_OPEN:
        show([f"and {len(lines) - MOST_OPEN:,} more: --json has all"])
    show((*_sentences(page), *(page.changes.sentences if page.changes else ())))


def proposals_table(session: Session, proposals: tuple[Proposal, ...], *, numbers: bool = True) -> None:
    """Print pairings of a plan, by round, with their numbers where they last."""
    if not proposals:
        return
    rows = [
        (
            *((one.id,) if numbers else ()),
            one.round + 1,
            one.days.first,
            one.guest.name,
            one.host.name,
            one.fit,
            "pinned" if one.pinned and one.state is State.PROPOSED else one.state,
            one.why,
        )
        for one in proposals
    ]
    titles = ("Round", "From", "Guest", "Host", "Fit", "State", "Why")
    print_table(session, (*(("Id",) if numbers else ()), *titles), rows, right=("Id", "Round", "Fit"))


def _open_lines(places: tuple[OpenPlace, ...]) -> list[str]:
    """A line for each person who stays without a place, with the rounds and the reason that most of them have."""
    by_reason = sorted(places, key=lambda one: (one.guest.name.casefold(), one.guest.email, one.reason, one.round))
    alike = [list(some) for _key, some in groupby(by_reason, key=lambda one: (one.guest.email, one.reason))]
    lines: list[tuple[bool, str]] = []
    for _key, some in groupby(sorted(alike, key=_by_guest), key=_of_guest):
        first, *others = sorted(some, key=lambda found: (-len(found), found[0].round))
        every = [one.round for found in (first, *others) for one in found]
        also = ", mostly" if others else ""
        name = first[0].guest.name
        line = f"open: {name}, {rounds_in_words(every)}{also}: {_short(name, first[0].reason)}"
        lines.append((all(found[0].away for found in (first, *others)), line))
    # Of many, those about whom something can be done are told before those who are away.
    return [line for _away, line in sorted(lines, key=lambda one: one[0])]


def _by_guest(found: list[OpenPlace]) -> tuple[str, str, int]:
    return (*_of_guest(found), found[0].round)


def _of_guest(found: list[OpenPlace]) -> tuple[str, str]:
    return found[0].guest.name.casefold(), found[0].guest.email


def _short(name: str, reason: str) -> str:
    """A reason without the name that stands before it, and only the beginning of a long one."""
    words = reason.removeprefix(f"{name} ")
    return words if len(words) <= LONG_REASON else f"{words[:LONG_REASON].rsplit(' ', 1)[0]} ..."
