"""What keeps people from a pairing on certain days: absences, freezes, having left, and taking no part."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.consent import Word
from ridealong.domain.days import Days
from ridealong.domain.pairings import Freeze
from ridealong.domain.people import Person, identity
from ridealong.domain.planning_rules import closing_reason, freeze_against, not_at_work, still_away
from ridealong.domain.programs import Enrolment, EnrolmentState, Kind
from ridealong.domain.wording import listed
from ridealong.storage.parts import parts_of
from ridealong.storage.queries.people import absences_of
from ridealong.storage.queries.programs import who_stay_out
from ridealong.storage.queries.rules import freezes
from ridealong.storage.queries.standing import removed_among

NO_MANAGERS_WORD = "takes no part: the manager has not agreed"
"""What is said of somebody whose manager refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """Why somebody cannot be in a pairing; the reason of an absence is no part of it.

    Args:
        name: of the person. said: what is said of them, without the name; of a freeze, that they are in one.
        freeze: whose freeze it is and why, which all may know; empty for whatever else it is.
        days: those of the absences or of the freeze.
    """

    name: str
    said: str
    freeze: str = ""
    days: tuple[Days, ...] = ()

    @property
    def brief(self) -> str:
        """The whole of it in words, without days."""
        return self.freeze or f"{self.name} {self.said}"

    @property
    def words(self) -> str:
        """The whole of it in words, with the days of an absence or a freeze."""
        if not self.days:
            return self.brief
        when = listed([f"on {one}" if len(one) == 1 else f"from {one}" for one in self.days])
        return f"{self.brief} ({when})" if self.freeze else f"{self.brief} {when}"


def hindrance(
    person: Person,
    kind: Kind,
    days: Days,
    *,
    enrolment: Enrolment | None = None,
    removed: bool = False,
    away: Collection[Days] = (),
    frozen: Iterable[Freeze] = (),
    today: date = date.min,
) -> Hindrance | None:
    """Why somebody cannot be in a pairing of a kind on some days, from what is known of them; None where they can.

    Args:
        enrolment: in the program; None where that does not matter, or there is none, as in an imported history.
        away: their absences that touch the days. frozen: freezes of anybody that touch the days.
        today: what is over by then keeps nobody from what is still under way.
    """
    if out := _out(enrolment, days.first, removed=removed):
        return Hindrance(name=person.name, said=out)
    if still_away(kind, days, away, today):
        return Hindrance(name=person.name, said="is away", days=tuple(away))
    if said := not_at_work(person, days):
        return Hindrance(name=person.name, said=said)
    coming = [one for one in frozen if one.days.last >= today]
    freeze = freeze_against(kind, person, days, coming)
    if freeze is None:
        return None
    why = closing_reason(kind, person, days, [freeze])
    return Hindrance(name=person.name, said="is in a freeze", freeze=why, days=(freeze.days,))


def _out(enrolment: Enrolment | None, first_day: date, *, removed: bool) -> str:
    """What is said of somebody who takes no part in what begins on a day; empty for whoever does."""
    if removed:
        return "takes part no longer"
    if enrolment is None or enrolment.takes_part(first_day):
        return ""
    if enrolment.manager is Word.REFUSED:
        return NO_MANAGERS_WORD
    return {
        EnrolmentState.DECLINED: "takes no part in the program",
        EnrolmentState.PAUSED: "is paused",
    }.get(enrolment.state, "")


class InTheWay:
    """What is known of some people on some days."""

    def __init__(
        self,
        connection: Connection,
        people: Mapping[int, Person],
        days: Days,
        *,
        programs: Collection[int] = (),
        today: date = date.min,
    ) -> None:
        """Read what is known.

        Args:
            people: by row id; of nobody else is anything known. days: no others are looked at.
            programs: the row ids of programs of which it matters who declined them or pauses.
            today: as `hindrance` has it.
        """
        self._out = who_stay_out(connection, programs) if programs else {}
        self._removed = set(removed_among(connection, list(people)))
        self._people = people
        self._days = days
        self._today = today
        self._freezes = freezes(connection, days)
        self._away: dict[str, list[Days]] = defaultdict(list)
        for part in parts_of(list(people)):
            for absence in absences_of(connection, part, days):
                self._away[identity(absence.email)].append(absence.days)

    def away(self, person_id: int, days: Days) -> list[Days]:
        """The absences of somebody that touch some days."""
        return [one for one in self._away.get(self._people[person_id].identity, ()) if one.overlaps(days)]

    def hindrance(self, person_id: int, kind: Kind, days: Days, program_id: int | None = None) -> Hindrance | None:
        """Why somebody cannot be in a pairing of a kind on some days; None where nothing is known that keeps them out.

        Args:
            program_id: that of the program, if it matters who takes part in it.
        """
        person = self._people.get(person_id)
        if person is None:
            return None
        enrolment = self._out.get((program_id, person_id)) if program_id is not None else None
        if enrolment is None and person_id not in self._removed and self._quiet(person):
            return None
        return hindrance(
            person,
            kind,
            days,
            enrolment=enrolment,
            removed=person_id in self._removed,
            away=self.away(person_id, days),
            frozen=[one for one in self._freezes if one.days.overlaps(days)],
            today=self._today,
        )

    def against(self, person_id: int, kind: Kind, days: Days, program_id: int | None = None) -> str:
        """As `hindrance`, in words with the days; empty where nothing is known."""
        found = self.hindrance(person_id, kind, days, program_id)
        return found.words if found else ""

    def against_both(self, row: RowMapping) -> str:
        """The same for the guest, then for the host, of a row of pairings with `program_id` and `kind`."""
        days, kind, program = Days(row["first_day"], row["last_day"]), Kind(row["kind"]), row["program_id"]
        return self.against(row["guest_id"], kind, days, program) or self.against(row["host_id"], kind, days, program)

    def _quiet(self, person: Person) -> bool:
        """Whether nothing at all is known that could keep somebody from anywhere, as of most people."""
        return (
            person.identity not in self._away
            and person.at_work(self._days.first)
            and person.at_work(self._days.last)
            and not any(one.holds_for(person.side, person.team) for one in self._freezes)
        )
