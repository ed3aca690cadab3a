"""Which visit an answer to a debrief form is about."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.debriefs import WANTING_KINDS, check_noted
from ridealong.domain.errors import NotFound, Refused
from ridealong.domain.pairings import MET, State
from ridealong.domain.people import Side, identity
from ridealong.domain.wording import several
from ridealong.exchange.columns import BadCell
from ridealong.exchange.debrief_forms import DebriefAnswer
from ridealong.services.found import pairing_row
from ridealong.storage.parts import parts_of
from ridealong.storage.queries.debriefs import visits_of_people
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import Known
from ridealong.storage.queries.people_by_address import known_by_identity


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, whose it is, and the pairing that it is about."""

    answer: DebriefAnswer
    person: Known
    side: Side
    row: RowMapping
    day: date


class Visits:
    """The visits of those who answered, read once for a file."""

    def __init__(
        self, connection: Connection, answers: Collection[DebriefAnswer], today: date, program_id: int | None
    ) -> None:
        self._connection = connection
        self._today = today
        self._program_id = program_id
        self._people = known_by_identity(connection, {identity(one.email) for one in answers})
        numbers = sorted({one.pairing for one in answers if one.pairing is not None})
        found = [row for part in parts_of(numbers) for row in find_pairings(connection, PairingSearch(ids=part))]
        self._by_number = {int(row["id"]): row for row in found}
        rows = visits_of_people(connection, [one.id for one in self._people.values()], MET, WANTING_KINDS, program_id)
        self._rows: dict[int, list[RowMapping]] = defaultdict(list)
        for row in rows:
            if row["first_day"] <= today:
                self._rows[row["guest_id"]].append(row)
                self._rows[row["host_id"]].append(row)

    def of(self, answer: DebriefAnswer) -> Answered:
        """The visit that an answer is about: the one it names, or else the one that was over last before it.

        Raises:
            BadCell: nobody has that address, they had no such visit, or it may be one of several.
        """
        person = self._people.get(identity(answer.email))
        if person is None:
            raise BadCell(
                "email", f"Nobody has the address '{answer.email}'", "Import people first, or correct the address"
            )
        day = min(answer.day or self._today, self._today)
        if answer.pairing is not None:
            row = self._numbered(answer, person)
        else:
            row = _chosen(answer, person, self._rows[person.id], day)
        guest = Side(row["guest_side"])
        side = guest if row["guest_id"] == person.id else guest.other
        return Answered(answer, person, side, row, day)

    def _numbered(self, answer: DebriefAnswer, person: Known) -> RowMapping:
        number = answer.pairing or 0
        try:
            row = self._by_number.get(number) or pairing_row(self._connection, number)
            check_noted(number, State(row["state"]), row["first_day"], self._today)
        except (NotFound, Refused) as error:
            raise BadCell("pairing", error.problem, "Correct the number, or leave it empty") from None
        if person.id not in (row["guest_id"], row["host_id"]):
            both = f"{row['guest_name']} and {row['host_name']}"
            raise BadCell(
                "pairing", f"Pairing {number} is that of {both}", f"Give one of {person.person.name}, or leave it empty"
            )
        if self._program_id not in (None, row["program_id"]):
            raise BadCell("pairing", f"Pairing {number} is one of '{row['program']}'", "Leave the row out")
        return row


def _chosen(answer: DebriefAnswer, person: Known, mine: Sequence[RowMapping], day: date) -> RowMapping:
    name = person.person.name
    begun = [row for row in mine if row["first_day"] <= day]
    if not begun:
        raise BadCell("email", f"{name} had no visit by {day}", "Correct the address or the day, or leave it out")
    begun = _named(answer, person, mine, begun, day)
    # One that is under way is meant only by those who have none behind them.
    over = [row for row in begun if row["last_day"] <= day]
    latest = max(row["last_day"] for row in over) if over else min(row["last_day"] for row in begun)
    nearest = [row for row in (over or begun) if row["last_day"] == latest]
    if len(nearest) > 1:
        each = [f"{row['id']} with {_other(row, person.id)}" for row in nearest]
        raise BadCell(
            "email",
            f"{name} had {len(nearest)} visits that ended on {latest}: pairings {several(each, most=5)}",
            "Say which in a column 'pairing' or 'partner'",
        )
    return nearest[0]


def _named(
    answer: DebriefAnswer, person: Known, mine: Sequence[RowMapping], begun: list[RowMapping], day: date
) -> list[RowMapping]:
    """Of the visits that had begun, those with the one, and on the day, that the answer names."""
    name = person.person.name
    if answer.partner:
        begun = [row for row in begun if _is(answer.partner, row, person.id)]
        if not begun:
            raise BadCell(
                "partner",
                f"{name} had no visit with '{answer.partner}' by {day}",
                f"It is one of {several([_other(row, person.id) for row in mine], most=5)}",
            )
    if answer.visit is not None:
        wanted = answer.visit
        begun = [row for row in begun if row["first_day"] <= wanted <= row["last_day"]]
        if not begun:
            days = [f"{row['first_day']} to {row['last_day']}" for row in mine]
            raise BadCell("visit", f"{name} had no visit on {wanted}", f"Visits were {several(days, most=5)}")
    return begun


def _other(row: RowMapping, person_id: int) -> str:
    return str(row["host_name"] if row["guest_id"] == person_id else row["guest_name"])


def _is(typed: str, row: RowMapping, person_id: int) -> bool:
    """Whether somebody typed the name or the address of the other one; a part of the name will do."""
    other = "host" if row["guest_id"] == person_id else "guest"
    wanted, name = _words(typed), _words(str(row[f"{other}_name"]))
    return identity(row[other]) == identity(typed) or (bool(wanted) and (wanted <= name or name <= wanted))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
