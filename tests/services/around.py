"""Rows of what is around a pairing: debriefs, ideas, words of leads, contacts, groups, steps and terms."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Table, or_, select

from ridealong.services.desk import Desk
from ridealong.storage.schema import (
    contacts,
    debriefs,
    enrolments,
    gathering_people,
    gatherings,
    ideas,
    lead_words,
    learned,
    pairings,
    people,
    programs,
    steps,
    steps_done,
    terms,
)

Cells = Mapping[str, Any]  # Any: what a column holds, only the table knows


def put(desk: Desk, table: Table, *rows: Cells) -> list[int]:
    """Add rows in an action of their own; returns their ids."""
    with desk.changing("test") as step:
        ids = step.work.insert(table, rows)
        step.done(f"{table.name} added")
    return ids


def change(desk: Desk, table: Table, row_id: int, **cells: object) -> None:
    """Change a row in an action of its own."""
    with desk.changing("test") as step:
        step.work.update(table, {row_id: cells})
        step.done(f"{table.name} changed")


def drop(desk: Desk, table: Table, row_id: int) -> None:
    """Remove a row in an action of its own."""
    with desk.changing("test") as step:
        step.work.delete(table, [row_id])
        step.done(f"{table.name} removed")


def person(desk: Desk, email: str) -> int:
    """The row id of a person."""
    with desk.reading() as connection:
        return int(connection.execute(select(people.c.id).where(people.c.identity == email)).scalar_one())


def program(desk: Desk, name: str) -> int:
    """The row id of a program."""
    with desk.reading() as connection:
        return int(connection.execute(select(programs.c.id).where(programs.c.name == name)).scalar_one())


def enrolment(desk: Desk, name: str, email: str) -> int:
    """The row id of somebody's enrolment in a program."""
    mine = enrolments.c.program_id == program(desk, name), enrolments.c.person_id == person(desk, email)
    with desk.reading() as connection:
        return int(connection.execute(select(enrolments.c.id).where(*mine)).scalar_one())


def pairings_with(desk: Desk, email: str, state: str) -> list[int]:
    """The row ids of somebody's pairings of a state."""
    who = person(desk, email)
    mine = or_(pairings.c.guest_id == who, pairings.c.host_id == who), pairings.c.state == state
    with desk.reading() as connection:
        return list(connection.execute(select(pairings.c.id).where(*mine).order_by(pairings.c.id)).scalars())


def debriefed(desk: Desk, pairing: int, day: date, owner: str, note: str = "") -> int:
    """A debrief with ratings, two things learned, and an idea whose owner may be named; returns the idea's id."""
    put(desk, debriefs, {"pairing_id": pairing, "day": day, "it_rating": 4, "marketing_rating": 2, "note": note})
    put(
        desk,
        learned,
        {"pairing_id": pairing, "side": "it", "text": "Why a campaign cannot wait"},
        {"pairing_id": pairing, "side": "marketing", "text": "What an incident costs"},
        {"pairing_id": pairing, "side": "", "text": "Who to ask"},
    )
    idea = {"pairing_id": pairing, "text": "One calendar of launches", "state": "open", "noted": day, "changed": day}
    (idea_id,) = put(desk, ideas, {**idea, "owner_id": person(desk, owner), "named": True})
    return idea_id


def said(desk: Desk, pairing: int, day: date, note: str = "", word: str = "agreed") -> list[int]:
    """The words of both leads on a pairing; the note is that of both."""
    rows = [
        {"pairing_id": pairing, "side": side, "word": word, "day": day, "note": note} for side in ("it", "marketing")
    ]
    return put(desk, lead_words, *rows)


def contact(desk: Desk, it_team: str, marketing_team: str, it: str | None, marketing: str | None) -> int:
    """Whom people of two teams turn to; returns the row's id."""
    it_id, marketing_id = (None if one is None else person(desk, one) for one in (it, marketing))
    teams = {"it_team": it_team, "marketing_team": marketing_team}
    return put(desk, contacts, {**teams, "it_id": it_id, "marketing_id": marketing_id})[0]


def group(desk: Desk, name: str, day: date, state: str, emails: Sequence[str], **more: object) -> int:
    """A group of a program on a day; returns its id."""
    ids = [person(desk, one) for one in emails]
    row = {"program_id": program(desk, name), "round": 0, "first_day": day, "last_day": day, "state": state}
    with desk.changing("test") as step:
        (made,) = step.work.insert(gatherings, [{**row, "uid": f"{name}-{day}-{state}@x.example", **more}])
        step.work.insert(gathering_people, [{"gathering_id": made, "person_id": one} for one in ids])
        step.done("a group added")
    return int(made)


def step_done(desk: Desk, name: str, pairing: int, day: date, text: str = "The badge is ready") -> None:
    """A step of a program, done for a pairing."""
    row = {"program_id": program(desk, name), "phase": "before", "who": "host", "text": text}
    (step_id,) = put(desk, steps, row)
    put(desk, steps_done, {"pairing_id": pairing, "step_id": step_id, "day": day})


def explained(desk: Desk, term: str = "CPC", meaning: str = "what one click on an advert costs") -> int:
    """A term of the glossary; returns its id."""
    row = {"term": term, "identity": term.casefold(), "side": "marketing", "meaning": meaning}
    return put(desk, terms, row)[0]
