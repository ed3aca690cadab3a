"""Buddies who were left alone in the round under way."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.programs import Kind as ProgramKind
from ridealong.domain.programs import Program
from ridealong.services.attention.attention_items import Found, Item, Kind, found, named
from ridealong.services.repairs.gone_buddies import GONE
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.programs import all_programs


def left_alone(connection: Connection, today: date, most: int | None = None) -> Found:
    """Whose buddy has gone, with whom they can be instead, or that nobody is free; by program and name."""
    programs = [one for one in all_programs(connection, archived=False) if _looked_at(connection, one, today)]
    return found(Kind.LEFT, [item for one in programs for item in _items(connection, one, today)], most)


def _looked_at(connection: Connection, program: Program, today: date) -> bool:
    """Whether any pairing of the round under way is gone: most have none, and to plan takes long to import."""
    if program.kind is not ProgramKind.BUDDY or not 0 <= program.round_of(today) < program.rounds:
        return False
    gone = PairingSearch(program_id=program.id, states=GONE, days=program.round_days(program.round_of(today)))
    return bool(find_pairings(connection, gone, limit=1))


def _items(connection: Connection, program: Program, today: date) -> Iterator[Item]:
    from ridealong.services.repairs.left_alone import new_buddies  # noqa: PLC0415 - see `_looked_at`

    alone = new_buddies(connection, program, today)
    for one in alone.pairs:
        for person in one.lonely:
            other = one.other(person)
            yield Item(
                kind=Kind.LEFT,
                text=f"{person.name} ({person.team}): left alone; {other.name} is free",
                names=(person.name, person.team, other.name),
                people=(person.email, other.email),
                days=alone.days,
                remedy=f"ridealong repair {named(program.name)}",
                program=program.name,
                who=person.email,
                name=person.name,
            )
    for person, why in alone.nobody:
        yield Item(
            kind=Kind.LEFT,
            text=f"{person.name} ({person.team}): left alone, and nobody is free",
            names=(person.name, person.team),
            detail=why,
            people=(person.email,),
            days=alone.days,
            remedy=f"ridealong program show {named(program.name)}",
            program=program.name,
            who=person.email,
            name=person.name,
        )
