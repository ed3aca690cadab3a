"""The tables, as SQLAlchemy Core describes them; migrations make them, and a test holds the two alike."""

from ridealong.storage.schema.calendars import answers, invites, meeting_changes, meetings
from ridealong.storage.schema.changes import journal, journal_rows, journal_subjects
from ridealong.storage.schema.columns import metadata
from ridealong.storage.schema.pairings import (
    debriefs,
    gathering_people,
    gatherings,
    ideas,
    lead_words,
    learned,
    pairings,
    steps_done,
)
from ridealong.storage.schema.people import (
    absences,
    aparts,
    contacts,
    freezes,
    holiday_places,
    people,
    properties,
    terms,
)
from ridealong.storage.schema.programs import enrolments, measures, pins, plans, programs, readings, sponsors, steps
from ridealong.storage.schema.teams import (
    composite_teams,
    embeds,
    task_parts,
    team_demands,
    team_series,
    team_slots,
    team_tasks,
)

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
"""Every schema revision there has been, oldest first; a database at any other one comes from a newer release."""

__all__ = [
    "REVISIONS",
    "absences",
    "answers",
    "aparts",
    "composite_teams",
    "contacts",
    "debriefs",
    "embeds",
    "enrolments",
    "freezes",
    "gathering_people",
    "gatherings",
    "holiday_places",
    "ideas",
    "invites",
    "journal",
    "journal_rows",
    "journal_subjects",
    "lead_words",
    "learned",
    "measures",
    "meeting_changes",
    "meetings",
    "metadata",
    "pairings",
    "people",
    "pins",
    "plans",
    "programs",
    "properties",
    "readings",
    "sponsors",
    "steps",
    "steps_done",
    "task_parts",
    "team_demands",
    "team_series",
    "team_slots",
    "team_tasks",
    "terms",
]
