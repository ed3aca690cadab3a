"""Importing composite teams: an upsert by name from a CSV file, in one step; and the file that says what there is."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection

from ridealong.domain.composite_teams import CompositeTeam, Embed
from ridealong.domain.pairings import NOT_CANCELLED, State
from ridealong.domain.programs import Program
from ridealong.exchange.teams_csv import ParsedTeams, TeamRow, read_teams, teams_csv_text
from ridealong.services.desk import Desk
from ridealong.services.importing import Change, ImportReport, Tally
from ridealong.services.teams.found import team_program
from ridealong.services.teams.import_rows import TeamOfFile
from ridealong.services.teams.new_topics import new_topics
from ridealong.services.teams.rows import delete_tasks, insert_slots, insert_tasks, insert_team, slot_row, team_row
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.teams import embeds_of_program, teams_of
from ridealong.storage.schema import composite_teams, team_slots
from ridealong.storage.work import Step


def import_teams(
    desk: Desk, program: str, path: Path | str, *, dry_run: bool = False, shown: ImportReport | None = None
) -> ImportReport:
    """Add and change the teams of a program as a file says; rows that cannot be taken are reported and stop no others.

    Slots and tasks that the file does not name stay as they are. A team of which people were told gets new slots alone.

    Args:
        dry_run: report the same, and change nothing.
        shown: the report of a dry run that whoever imports was shown, if it is to be that or nothing.

    Raises:
        NotFound: there is no such program. Refused: it has no composite teams.
        UnreadableFile: the file cannot be read, or its header lacks the column `team`.
        ChangedMeanwhile: it would be another import than the one that was shown.
    """
    parsed = read_teams(Path(path))
    with desk.changing("teams import", dry_run=dry_run) as step:
        tally = Tally(version=change_count(step.connection))
        found = team_program(step.connection, program)
        worked = _worked_out(step.connection, found, parsed, desk)
        for one in worked:
            _count(one, tally)
        tally.notices += new_topics(
            step.connection,
            [slot for one in worked if one.after for slot in one.after.slots],
            [slot for one in worked if one.before for slot in one.before.slots],
        )
        tally.check_shown(desk, step.connection, shown)
        for one in worked:
            _keep(step, one)
        if not dry_run:
            step.done(f"{found.name}: {Path(path).name}: {tally.summary}")
    return tally.report("teams", parsed, dry_run=dry_run)


def export_teams(desk: Desk, program: str) -> tuple[str, int]:
    """The teams of a program, without those that were called off, as a file for `import_teams`; and how many they are.

    Raises:
        NotFound: there is no such program. Refused: it has no composite teams.
    """
    with desk.reading() as connection:
        teams = teams_of(connection, team_program(connection, program).id)
    some = [one for one in teams if one.state is not State.CANCELLED]
    return teams_csv_text(some), len(some)


def _worked_out(connection: Connection, program: Program, parsed: ParsedTeams, desk: Desk) -> Sequence[TeamOfFile]:
    stored = {one.identity: one for one in teams_of(connection, program.id)}
    inside: dict[int, list[Embed]] = defaultdict(list)
    for embed in embeds_of_program(connection, program.id, NOT_CANCELLED):
        inside[embed.team_id].append(embed)
    of_team: dict[str, list[TeamRow]] = defaultdict(list)
    for row in parsed.rows:
        of_team[row.identity].append(row)
    found = []
    for identity, rows in of_team.items():
        before = stored.get(identity)
        one = TeamOfFile(
            program=program,
            before=before,
            inside=inside[before.id] if before else (),
            rows=rows,
            lost=[row for row in parsed.lost if row.team in (identity, "")],
            today=desk.clock.today(),
        )
        one.work_out()
        found.append(one)
    return found


def _count(one: TeamOfFile, tally: Tally) -> None:
    tally.rejected += one.rejected
    if one.after is None:
        return
    if one.before is None:
        tally.added.append(one.after.name)
    elif one.changed:
        tally.changed.append(Change(one.before.name, tuple(one.changed)))
    else:
        tally.unchanged += 1


def _keep(step: Step, one: TeamOfFile) -> None:
    if one.after is None or (one.before is not None and not one.changed):
        return
    if one.before is None:
        insert_team(step, one.after)
    else:
        _change(step, one.before, one.after)


def _change(step: Step, before: CompositeTeam, after: CompositeTeam) -> None:
    old, new = team_row(before), team_row(after)
    if different := {name: value for name, value in new.items() if value != old[name]}:
        step.work.update(composite_teams, {before.id: different})
    added = insert_slots(step, before, [one for one in after.slots if not one.id])
    was = {one.number: one for one in before.slots}
    other = {one.id: slot_row(before, one) for one in after.slots if one.id and one != was[one.number]}
    step.work.update(team_slots, other)
    stay = {one.id for one in after.tasks if one.id}
    delete_tasks(step, [one for one in before.tasks if one.id not in stay])
    ids = {one.number: one.id for one in before.slots} | added
    insert_tasks(step, before, [one for one in after.tasks if not one.id], ids)
