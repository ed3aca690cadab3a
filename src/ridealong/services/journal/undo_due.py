"""How many invites become due by taking an action back, or by doing it again."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, RowMapping, Table

from ridealong.domain.pairings import IN_CALENDARS
from ridealong.domain.team_times import EMBEDS_IN_CALENDARS
from ridealong.services.desk import Desk
from ridealong.services.journal.row_words import Row
from ridealong.storage.queries.invites import meeting_rows_of
from ridealong.storage.queries.journal import changed_rows
from ridealong.storage.queries.team_uids import uids_of_teams
from ridealong.storage.queries.uids import uids_of, uids_of_gatherings, uids_of_people, uids_of_programs
from ridealong.storage.schema import (
    absences,
    composite_teams,
    embeds,
    gathering_people,
    gatherings,
    measures,
    meeting_changes,
    meetings,
    pairings,
    people,
    programs,
    sponsors,
    team_series,
    team_slots,
    team_tasks,
)
from ridealong.storage.stored_rows import stored_row

_TOLD: Mapping[str, Collection[str]] = {
    pairings.name: ("guest_id", "host_id", "first_day", "last_day"),
    people.name: (
        *("email", "name", "team", "site", "time_zone", "hours", "knows", "wants"),
        *("first_day", "last_day"),
    ),
    programs.name: (
        *("name", "meetings", "check_in_weekday", "check_in_time", "check_in_minutes", "check_in_every_weeks"),
        *("time_zone", "place", "objective", "visit_busy", "prepare", "country"),
    ),
}
"""The properties that invites tell of, or that decide when and where a meeting is."""
_TABLES: Mapping[str, Table] = {
    one.name: one
    for one in (
        *(pairings, meetings, meeting_changes, absences, people, programs, measures),
        *(gatherings, gathering_people, sponsors),
        *(composite_teams, team_slots, team_tasks, team_series, embeds),
    )
}


@dataclass(slots=True)
class _Touched:
    """What of the invites an entry is about.

    Args:
        came: pairings that stand in calendars on one side of it alone. stood: those that stand on both, and change.
        uids: of meetings that come or go with it. changed: the row ids of meetings that are changed by hand.
        people, programs: the row ids of those of whom invites tell something else.
        gatherings: the row ids of gatherings that have other people.
        teams: the row ids of composite teams of which invites tell something else.
    """

    came: set[int] = field(default_factory=set)
    stood: set[int] = field(default_factory=set)
    uids: set[str] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    programs: set[int] = field(default_factory=set)
    gatherings: set[int] = field(default_factory=set)
    teams: set[int] = field(default_factory=set)


def now_due(desk: Desk, entry_id: int) -> int | None:
    """How many invites are due because a journal entry was taken back; None where no meeting has to do with it.

    What had never been sent, and was to be sent before just as well, is not counted. Freezes and public holidays, by
    which meetings of many move, are not looked at.

    Args:
        entry_id: the entry that was taken back.
    """
    from ridealong.services.invites.outbox import rows  # noqa: PLC0415 - the calendars, which most undoing does without

    with desk.reading() as connection:
        touched = _touched(changed_rows(connection, entry_id))
        came = touched.uids | _uids(connection, touched.came)
        stood = (
            _uids(connection, touched.stood)
            | uids_of(connection, touched.changed)
            | uids_of_people(connection, touched.people)
            | uids_of_programs(connection, touched.programs)
            | uids_of_gatherings(connection, touched.gatherings)
            | uids_of_teams(connection, touched.teams)
        )
    if not came and not stood:
        return None
    return sum(row.uid in came or (row.uid in stood and row.update) for row in rows(desk))


def _uids(connection: Connection, pairing_ids: Collection[int]) -> frozenset[str]:
    return frozenset(row["uid"] for row in meeting_rows_of(connection, pairing_ids))


def _touched(rows: Iterable[RowMapping]) -> _Touched:
    found = _Touched()
    for row in rows:
        if (table := _TABLES.get(row["table_name"])) is not None:
            there = [stored_row(table, kept) for kept in (row["before"], row["after"]) if kept is not None]
            _note(found, table, row["row_id"], there)
    return found


def _note(found: _Touched, table: Table, row_id: int, there: Sequence[Row]) -> None:
    if table is pairings:
        _note_pairing(found, row_id, there)
    elif table is meetings:
        found.uids |= {one["uid"] for one in there}
    elif table is meeting_changes:
        found.changed |= {one["meeting_id"] for one in there}
    elif table is absences:
        found.people |= {one["person_id"] for one in there}
    elif table is measures or table is sponsors:
        found.programs |= {one["program_id"] for one in there}
    elif table is gatherings or table is gathering_people:
        _note_gathering(found, table, there)
    elif table in _OF_TEAMS:
        _note_team(found, table, there)
    # Of people and programs that come or go with the entry, no invite ever told.
    elif table is people and _tells_else(table, there):
        found.people.add(row_id)
    elif table is programs and _tells_else(table, there):
        found.programs.add(row_id)


def _note_pairing(found: _Touched, row_id: int, there: Sequence[Row]) -> None:
    # Of drafts, and of what is noted about a pairing alone, nobody is told.
    standing = [one for one in there if one["state"] in IN_CALENDARS]
    if len(standing) == 1:
        found.came.add(row_id)
    elif _tells_else(pairings, standing):
        found.stood.add(row_id)


_OF_TEAMS = (composite_teams, team_slots, team_tasks, team_series, embeds)


def _note_team(found: _Touched, table: Table, there: Sequence[Row]) -> None:
    if table is embeds:
        there = [one for one in there if one["state"] in EMBEDS_IN_CALENDARS]
    if table in (embeds, team_series) and len(there) == 1:
        found.uids |= {one["uid"] for one in there}
    found.teams |= {one["id" if table is composite_teams else "team_id"] for one in there}


def _note_gathering(found: _Touched, table: Table, there: Sequence[Row]) -> None:
    if table is gathering_people:
        found.gatherings |= {one["gathering_id"] for one in there}
        return
    standing = [one for one in there if one["state"] in IN_CALENDARS]
    if len(standing) == 1:
        found.uids |= {one["uid"] for one in standing}
    elif standing:
        found.gatherings.add(standing[0]["id"])


def _tells_else(table: Table, there: Sequence[Row]) -> bool:
    """Whether a row is there before and after, and invites tell something else of it."""
    return len(there) > 1 and any(there[0][name] != there[1][name] for name in _TOLD[table.name])
