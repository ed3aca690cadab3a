"""Addresses from a file, such as those of people to enrol, held against the people there are."""

from dataclasses import dataclass
from pathlib import Path

from ridealong.domain.people import identity
from ridealong.exchange.addresses_csv import read_addresses
from ridealong.exchange.results import Rejection
from ridealong.services.desk import Desk
from ridealong.services.importing import stranger
from ridealong.storage.queries.people import ids_of


@dataclass(frozen=True, slots=True)
class KnownAddresses:
    """The addresses of a file that are those of people, and the rows that name nobody, by line."""

    emails: tuple[str, ...]
    rejected: tuple[Rejection, ...]


def read_known_addresses(desk: Desk, path: Path | str) -> KnownAddresses:
    """The people whom a CSV file with a column `email` names.

    Raises:
        UnreadableFile: the file cannot be read, or its header lacks `email`.
    """
    parsed = read_addresses(Path(path))
    with desk.reading() as connection:
        known = ids_of(connection, {identity(row.email) for row in parsed.rows})
    strangers = [stranger(row.line, "email", row.email) for row in parsed.rows if identity(row.email) not in known]
    return KnownAddresses(
        emails=tuple(row.email for row in parsed.rows if identity(row.email) in known),
        rejected=tuple(sorted((*parsed.rejected, *strangers), key=lambda one: one.line)),
    )
