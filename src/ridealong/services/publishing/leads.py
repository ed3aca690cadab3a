"""Whose word a pairing needs: the leads of the two."""

from collections.abc import Mapping

from sqlalchemy import RowMapping

from ridealong.domain.people import Person, Side, identity

People = Mapping[int, Person]
"""People by row id."""


def leads_of(row: RowMapping, people: People) -> dict[Side, str]:
    """Whose word a pairing needs: the addresses of the leads by side, without sides whose person has none."""
    return leads_between(Side(row["guest_side"]), people.get(row["guest_id"]), people.get(row["host_id"]))


def leads_between(guest_side: Side, guest: Person | None, host: Person | None) -> dict[Side, str]:
    """The addresses of the leads of two people by side, IT first, without that of who has none."""
    of_side = {guest_side: guest, guest_side.other: host}
    return {side: lead for side in Side if (one := of_side[side]) is not None and (lead := lead_of(one))}


def lead_of(person: Person) -> str:
    """The address of whoever leads somebody; empty for nobody else."""
    return person.manager if identity(person.manager) != person.identity else ""
