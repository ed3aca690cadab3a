"""Repairing a plan: what can no longer take place is replaced, and everything else stays as it is."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import Person
from ridealong.domain.programs import Program
from ridealong.domain.wording import many
from ridealong.planning.repair import Repair
from ridealong.services.changes.as_shown import check_shown
from ridealong.services.changes.covered_meetings import put_back
from ridealong.services.days.out_at_once import too_many_out
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.invites.meetings import add_meetings
from ridealong.services.plans.apart_words import precisely
from ridealong.services.plans.changed_since import note_repaired
from ridealong.services.plans.open_places import open_places_kept
from ridealong.services.plans.plan_views import Clash
from ridealong.services.plans.proposals import proposals
from ridealong.services.plans.refused_drafts import keep_refusals
from ridealong.services.plans.season import NoRoundLeft
from ridealong.services.plans.standing_season import Standing, nothing_to_plan, what_stands
from ridealong.services.repairs.clashes import clashes
from ridealong.services.repairs.left_alone import new_buddies
from ridealong.services.repairs.repair_rows import Writes, told_by, writes_of
from ridealong.services.repairs.repair_views import Repaired, begun_words, view_of
from ridealong.services.repairs.timed_repair import timed_repair
from ridealong.services.replies.declined import declined_words, declines
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.people import everybody
from ridealong.storage.schema import pairings
from ridealong.storage.work import Step


def repair(desk: Desk, name: str, *, dry_run: bool = False, shown: Repaired | None = None) -> Repaired:
    """Replace what cannot take place any more in the coming rounds of a program, with as few changes as that allows.

    What one of the two has declined cannot take place either, and whoever declined is not put there again; no more can
    a draft to which a lead does not agree. A published pairing that falls away is cancelled, and what replaces it is
    published; a draft is replaced by a draft, and so are places that were open. Two people who only change rounds keep
    their pairing and its invites, which are then due to be updated. Rounds that have begun stay as they are, but for
    visits of single days still to come, and for buddies who were left alone: they get somebody from next Monday on.

    Args:
        dry_run: work out what would change, and change nothing.
        shown: the dry run that whoever repairs was shown, if it is to be that or nothing.

    Raises:
        NotFound: there is no such program.
        ChangedMeanwhile: it would be other changes than those that were shown.
        DoesNotGoOn: only what has begun cannot take place.
        Refused: there is nothing to repair, or pins stand in the way.
    """
    with desk.changing("repair", dry_run=dry_run) as step:
        program = program_named(step.connection, name)
        today = desk.clock.today()
        people = everybody(step.connection)
        broken = _broken(step.connection, program, people, today)
        begun = tuple(one for one in broken if one.days.first < today)
        alone = new_buddies(step.connection, program, today)
        try:
            standing = what_stands(step.connection, program, today)
        except NoRoundLeft as error:
            if not alone.pairs and (not program.kind.by_day or len(begun) == len(broken)):
                raise _nothing_to_do(program, begun) from error
            standing = nothing_to_plan(step.connection, program)
        if not (standing.rows or broken or alone.pairs):
            raise _not_planned(program)
        try:
            standing, days = timed_repair(step.connection, standing, broken, today)
        except Refused as error:
            raise Refused(standing.season.told_error(error), error.remedy, typed=error.typed) from error
        done = alone.counted(days.done)
        writes = writes_of(standing, done, broken)
        days.write(standing, writes)
        alone.write(writes)
        told = told_by(step.connection, desk, standing, writes)
        found = view_of(
            standing, done, writes, days=days, begun=begun, told=told, version=change_count(step.connection)
        )
        found = alone.shown(found)
        if shown is not None:
            same = (found.changes, found.open) == (shown.changes, shown.open)
            check_shown(desk, step.connection, same=same, since=shown.version)
        if not found.changes:
            raise _nothing_to_do(program, begun)
        if not dry_run:
            _apply(step, standing, done, writes, today)
            step.done(f"{program.name}: {many(len(found.changes), 'change')}, {done.kept} kept")
        return found


def _broken(connection: Connection, program: Program, people: Mapping[int, Person], today: date) -> tuple[Clash, ...]:
    """What is published, not yet over, and cannot take place or go on.

    One of the two is not there, or has declined; or too many of a home team would be out that week.
    """
    shown = proposals(connection, program, people, today)
    found = clashes(connection, program, people, shown, today)
    known = {one.id for one in found}
    why = too_many_out(connection, program, people, today)
    why = {**why, **{number: declined_words(some) for number, some in declines(connection, today).items()}}
    refused = tuple(
        Clash(
            id=one.id,
            guest=one.guest,
            host=one.host,
            days=one.days,
            reason=why[one.id],
            begun=one.days.first < today,
        )
        for one in shown
        if one.id in why and one.id not in known
    )
    return tuple(sorted((*found, *refused), key=lambda one: (one.days.first, one.id)))


class DoesNotGoOn(Refused):
    """No coming round needs repair, and what cannot go on has begun.

    Args:
        pairing: the number of the first such pairing.
    """

    def __init__(self, problem: str, remedy: str, pairing: int) -> None:
        super().__init__(problem, remedy)
        self.pairing = pairing


def _not_planned(program: Program) -> Refused:
    return Refused(
        f"'{program.name}' has no pairings to come, so there is nothing to repair",
        "Plan it",
        typed=f'Plan it: ridealong plan "{program.name}"',
    )


def _nothing_to_do(program: Program, begun: tuple[Clash, ...]) -> Refused:
    if begun:
        words = f"Nothing in the coming rounds of '{program.name}' needs repair, but {begun_words(begun)}"
        return DoesNotGoOn(words, "End what does not go on", begun[0].id)
    return Refused(
        f"Nothing in '{program.name}' needs repair: all that is planned can take place",
        "Nothing was changed",
    )


def _apply(step: Step, standing: Standing, done: Repair, writes: Writes, today: date) -> None:
    """Make the pairings of a program those of its repaired plan."""
    season = standing.season
    keep_refusals(step, season.program, today)
    step.work.update(pairings, writes.updates)
    step.work.delete(pairings, writes.gone)
    new = step.work.insert(pairings, writes.added)
    told = [row_id for row_id, row in zip(new, writes.added, strict=True) if row["state"] == State.PUBLISHED]
    add_meetings(step, season.program, told)
    put_back(step, [row for row, _why in writes.covers])
    ids = {person.identity: row_id for row_id, person in season.people.items()}
    note_repaired(step, season.program.id, open_places_kept(precisely(season, done.plan.open), ids, season.first))
