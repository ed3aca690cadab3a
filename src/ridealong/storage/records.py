"""Rows of the database turned into the values of the domain, and back."""

from collections.abc import Mapping
from datetime import time
from functools import lru_cache

from sqlalchemy import RowMapping

from ridealong.domain.days import Days
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.pairings import Absence, Freeze, Pairing, State
from ridealong.domain.people import OFFICE_HOURS, Person, Side, identity
from ridealong.domain.person_values import read_hours
from ridealong.domain.programs import CheckIn, Kind, Program, name_identity
from ridealong.domain.values import read_topics

PERSON_COLUMNS = (
    "email",
    "name",
    "side",
    "team",
    "role",
    "site",
    "manager",
    "time_zone",
    "hours",
    "knows",
    "wants",
    "capacity",
    "first_day",
    "last_day",
    "employee_id",
)

EMPTY_PERSON: Mapping[str, object] = {
    **dict.fromkeys(PERSON_COLUMNS, ""),
    "hours": str(OFFICE_HOURS),
    "capacity": None,
    "first_day": None,
    "last_day": None,
}
"""The columns of `people` for somebody of whom nothing is known."""


def person(row: RowMapping) -> Person:
    """A person from a row of `people`."""
    values = {name: row[name] for name in PERSON_COLUMNS}
    values["side"] = Side(row["side"])
    values["hours"] = _hours(row["hours"])
    values["knows"] = _topics(row["knows"])
    values["wants"] = _topics(row["wants"])
    return Person(**values)


# Thousands of people have few different hours and topics, and reading them takes most of the time of a long list.
_hours = lru_cache(maxsize=1_024)(read_hours)
_topics = lru_cache(maxsize=8_192)(read_topics)


def person_row(one: Person) -> dict[str, object]:
    """The columns of `people` for a person."""
    return {"identity": one.identity, **person_cells({name: getattr(one, name) for name in PERSON_COLUMNS})}


def person_cells(values: Mapping[str, object]) -> dict[str, object]:
    """Some of a person's properties as they stand in the columns of `people`."""
    cells: dict[str, object] = {}
    for name, value in values.items():
        match name, value:
            case (("knows" | "wants"), tuple()):
                cells[name] = ";".join(value)
            case (("side" | "hours"), _):
                cells[name] = str(value)
            case _:
                cells[name] = value
    if isinstance(email := cells.get("email"), str):
        cells["identity"] = identity(email)
    return cells


def program(row: RowMapping) -> Program:
    """A program from a row of `programs`."""
    rhythm = None
    if row["check_in_weekday"] is not None:
        rhythm = CheckIn(
            weekday=row["check_in_weekday"],
            at=time.fromisoformat(row["check_in_time"]),
            minutes=row["check_in_minutes"],
            every_weeks=row["check_in_every_weeks"],
        )
    return Program(
        kind=Kind(row["kind"]),
        guest_side=Side(row["guest_side"]),
        check_in=rhythm,
        meetings=tuple(kind for kind in MeetingKind if kind in row["meetings"].split(";")),
        **{name: row[name] for name in _PROGRAM_PLAIN},
        id=row["id"],
    )


def program_row(one: Program) -> dict[str, object]:
    """The columns of `programs` for a program, without its id."""
    rhythm = one.check_in
    return {
        "identity": name_identity(one.name),
        "kind": str(one.kind),
        "guest_side": str(one.guest_side),
        "meetings": ";".join(one.meetings),
        **{name: getattr(one, name) for name in _PROGRAM_PLAIN},
        "check_in_weekday": rhythm.weekday if rhythm else None,
        "check_in_time": f"{rhythm.at:%H:%M}" if rhythm else "",
        "check_in_minutes": rhythm.minutes if rhythm else None,
        "check_in_every_weeks": rhythm.every_weeks if rhythm else None,
    }


_PROGRAM_PLAIN = (
    "name",
    "start",
    "rounds",
    "weeks",
    "visits_per_guest",
    "host_visits",
    "host_window_weeks",
    "host_rest_weeks",
    "repeat_days",
    "publish_weeks",
    "time_zone",
    "place",
    "objective",
    "visit_busy",
    "prepare",
    "country",
    "archived",
    "visit_days",
    "return_weeks",
    "cover_percent",
    "group_size",
    "leads_agree",
    "form_link",
    "overlap_minutes",
    "may_miss",
    "teams_at_once",
    "hand_over_weeks",
)


def pairing(row: RowMapping) -> Pairing:
    """A pairing from a row of `pairings` joined with the addresses of both as `guest` and `host`."""
    return Pairing(
        id=row["id"],
        program_id=row["program_id"],
        guest=row["guest"],
        host=row["host"],
        guest_side=Side(row["guest_side"]),
        days=Days(row["first_day"], row["last_day"]),
        round=row["round"],
        state=State(row["state"]),
        pinned=row["pinned"],
        fit=row["fit"],
        reason=row["reason"],
    )


def absence(row: RowMapping) -> Absence:
    """An absence from a row of `absences` joined with the person's address as `email`."""
    return Absence(
        email=row["email"],
        days=Days(row["first_day"], row["last_day"]),
        reason=row["reason"],
        source=row["source"],
    )


def freeze(row: RowMapping) -> Freeze:
    """A freeze from a row of `freezes`."""
    return Freeze(
        side=Side(row["side"]),
        team=row["team"],
        days=Days(row["first_day"], row["last_day"]),
        reason=row["reason"],
    )
