"""Repairing a plan: what can no longer take place is replaced, and everything else stays as it is."""

from collections.abc import Mapping

from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.domain.programs import Program
from ridealong.domain.wording import many
from ridealong.planning.repair import Repair
from ridealong.planning.repair import repair as repair_plan
from ridealong.services.as_shown import check_shown
from ridealong.services.changed_since import note_repaired
from ridealong.services.clashes import clashes
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.meetings import add_meetings
from ridealong.services.open_places import open_places_kept
from ridealong.services.plan_views import Clash
from ridealong.services.plans import draft_row
from ridealong.services.proposals import proposals
from ridealong.services.repair_views import Repaired, begun_words, changed_row, view_of
from ridealong.services.season import NoRoundLeft
from ridealong.services.standing_season import Standing, what_stands
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.people import everybody
from ridealong.storage.schema import pairings
from ridealong.storage.work import Step


def repair(desk: Desk, name: str, *, dry_run: bool = False, shown: Repaired | None = None) -> Repaired:
    """Replace what cannot take place any more in the coming rounds of a program, with as few changes as that allows.

    A published pairing that falls away is cancelled, and what replaces it is published; a draft is replaced by a draft,
    and so are places that were open. Two people who only change rounds keep their pairing and its invites, which are
    then due to be updated. Rounds that have begun stay as they are.

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
        broken = clashes(step.connection, program, people, proposals(step.connection, program, people), today)
        begun = tuple(one for one in broken if one.days.first < today)
        try:
            standing = what_stands(step.connection, program, today)
        except NoRoundLeft as error:
            raise _nothing_to_do(program, begun) from error
        try:
            done = repair_plan(standing.season.problem, standing.assignments)
        except Refused as error:
            raise Refused(standing.season.told_error(error), error.remedy, typed=error.typed) from error
        found = view_of(standing, done, begun, change_count(step.connection))
        if shown is not None:
            same = (found.changes, found.open) == (shown.changes, shown.open)
            check_shown(desk, step.connection, same=same, since=shown.version)
        if not done.changes:
            raise _nothing_to_do(program, begun)
        if not dry_run:
            _apply(step, standing, done)
            step.done(f"{program.name}: {many(len(done.changes), 'change')}, {done.kept} kept")
        return found


class DoesNotGoOn(Refused):
    """No coming round needs repair, and what cannot go on has begun.

    Args:
        pairing: the number of the first such pairing.
    """

    def __init__(self, problem: str, remedy: str, pairing: int) -> None:
        super().__init__(problem, remedy)
        self.pairing = pairing


def _nothing_to_do(program: Program, begun: tuple[Clash, ...]) -> Refused:
    if begun:
        words = f"Nothing in the coming rounds of '{program.name}' needs repair, but {begun_words(begun)}"
        return DoesNotGoOn(words, "End what does not go on", begun[0].id)
    return Refused(
        f"Nothing in '{program.name}' needs repair: all that is planned can take place",
        "Nothing was changed",
    )


def _apply(step: Step, standing: Standing, done: Repair) -> None:
    """Make the pairings of a program those of its repaired plan."""
    season = standing.season
    ids = {person.identity: row_id for row_id, person in season.people.items()}
    points = {(one.guest, one.host, one.round): one.fit for one in done.plan.assignments}
    updates: dict[int, Mapping[str, object]] = {}
    gone: list[int] = []
    added: list[dict[str, object]] = []
    for one in done.changes:
        row = changed_row(standing, one)
        published = row is not None and row["state"] == State.PUBLISHED
        if row is not None and one.before and one.after and one.before[1] == one.after[1]:
            days = season.days(one.after[0])
            updates[row["id"]] = {
                "round": season.first + one.after[0],
                "first_day": days.first,
                "last_day": days.last,
            }
            continue
        if published and row is not None:
            updates[row["id"]] = {"state": str(State.CANCELLED), "reason": standing.why(one)}
        elif row is not None:
            gone.append(row["id"])
        if one.after is not None:
            number, host = one.after
            key = ids[one.guest], ids[host], season.first + number
            made = draft_row(season.program, season.people, key, points[one.guest, host, number])
            added.append({**made, "state": str(State.PUBLISHED if published else State.PROPOSED)})
    step.work.update(pairings, updates)
    step.work.delete(pairings, gone)
    new = step.work.insert(pairings, added)
    told = [row_id for row_id, row in zip(new, added, strict=True) if row["state"] == State.PUBLISHED]
    add_meetings(step, season.program, told)
    open_ = open_places_kept(done.plan.open, ids, standing.season.first)
    note_repaired(step, standing.season.program.id, open_)
