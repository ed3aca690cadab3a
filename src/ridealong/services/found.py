"""Finding what a coordinator named: a person, a program, a pairing; or saying who may have been meant."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from sqlalchemy import Connection, RowMapping

from ridealong.domain.errors import NotFound
from ridealong.domain.people import Person, identity, is_purged
from ridealong.domain.programs import Program, name_identity
from ridealong.storage.parts import parts_of
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import Known, find, ids_of, like_names, some_people
from ridealong.storage.queries.programs import find_program, program_names

EVERYBODY = "The list of people shows everybody"
"""What helps who has named nobody that there is."""
EVERYBODY_TYPED = "`ridealong people list` shows everybody"
"""The same for those who type commands."""


def person_named(connection: Connection, email: str) -> Known:
    """The person with that address, in any letter case; raises NotFound."""
    known = find(connection, identity(email))
    if known is None or known.removed:
        words = email.replace("@", " ").replace(".", " ").split()[:2]
        near = like_names(connection, words) or like_names(connection, words[:1])
        problem = f"There is nobody with the address '{email}'"
        if near and words:
            raise NotFound(problem, f"Did you mean {' or '.join(near)}?")
        raise NotFound(problem, EVERYBODY, typed=EVERYBODY_TYPED)
    return known


def people_named(connection: Connection, emails: Iterable[str]) -> dict[int, Person]:
    """The people with those addresses by row id, each once and in that order; raises NotFound for the first unknown."""
    wanted = {identity(email): email for email in emails}
    known = ids_of(connection, wanted)
    ids = [known[one] if one in known else person_named(connection, email).id for one, email in wanted.items()]
    people = some_people(connection, ids)
    return {one: people[one] for one in ids}


def anybody_named(connection: Connection, email: str) -> Known:
    """The person with that address, also one who was removed; raises NotFound, for whoever was purged, too."""
    known = find(connection, identity(email))
    return person_named(connection, email) if known is None or is_purged(email) else known


def program_named(connection: Connection, name: str) -> Program:
    """The program of that name, in any letter case; raises NotFound."""
    program = find_program(connection, name_identity(name))
    if program is None:
        hint = meant(name, program_names(connection))
        none = "" if hint else "There is none yet: `ridealong program create` makes one"
        raise NotFound(f"There is no program '{name}'", hint or "There is none yet: make one first", typed=none)
    return program


def meant(name: str, names: Sequence[str]) -> str:
    """Which of some names may have been meant by one that is none of them, or what names there are; empty for none."""
    if near := get_close_matches(name, names, n=1, cutoff=0.5):
        return f"Did you mean '{near[0]}'?"
    return f"There are: {', '.join(names[:5])}" if names else ""


def pairing_row(connection: Connection, pairing_id: int) -> RowMapping:
    """The pairing with that number, with names and addresses; raises NotFound."""
    return pairing_rows(connection, [pairing_id])[0]


def pairing_rows(connection: Connection, pairing_ids: Iterable[int]) -> list[RowMapping]:
    """The pairings with those numbers, each once and in that order, with names and addresses; raises NotFound."""
    wanted = list(dict.fromkeys(pairing_ids))
    found: dict[int, RowMapping] = {}
    for part in parts_of(wanted):
        rows = find_pairings(connection, PairingSearch(ids=part))
        found |= {row["id"]: row for row in rows}
    if missing := [one for one in wanted if one not in found]:
        raise NotFound(
            f"There is no pairing {missing[0]}",
            "The plan and the history show those that there are",
            typed="The numbers stand in `plan` and `history list`",
        )
    return [found[one] for one in wanted]
