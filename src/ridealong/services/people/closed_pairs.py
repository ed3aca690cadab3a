"""The pairs of people whom no plan may put together, read from the database."""

from collections.abc import Mapping

from sqlalchemy import Connection

from ridealong.domain.apart import apart_pairs, reporting_lines
from ridealong.domain.pairings import Apart
from ridealong.domain.people import Person, identity
from ridealong.storage.queries.rules import apart_rows

Pairs = set[frozenset[str]]


def lines_among(people: Mapping[int, Person]) -> Pairs:
    """The pairs of whom one leads the other, by identity."""
    return reporting_lines({one.identity: identity(one.manager) for one in people.values() if one.manager})


def kept_apart(connection: Connection, people: Mapping[int, Person]) -> Pairs:
    """The pairs that the coordinator keeps apart, by identity."""
    return apart_pairs(
        Apart(one=people[row["one_id"]].email, other=people[row["other_id"]].email)
        for row in apart_rows(connection)
        if row["one_id"] in people and row["other_id"] in people
    )
