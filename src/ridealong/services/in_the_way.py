"""What keeps people from a pairing on certain days: absences, freezes, having left, and taking no part."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.people import Person, identity
from ridealong.domain.planning_rules import closing_reason, is_away
from ridealong.domain.programs import Enrolment, EnrolmentState, Kind
from ridealong.domain.wording import listed
from ridealong.storage.queries.people import AT_ONCE, absences_of
from ridealong.storage.queries.programs import who_stay_out
from ridealong.storage.queries.rules import freezes
from ridealong.storage.queries.standing import removed_among


class InTheWay:
    """What is known of some people on some days."""

    def __init__(
        self, connection: Connection, people: Mapping[int, Person], days: Days, *, programs: Collection[int] = ()
    ) -> None:
        """Read what is known.

        Args:
            people: by row id; of nobody else is anything known. days: no others are looked at.
            programs: the row ids of programs of which it matters who declined them or pauses.
        """
        self._out = who_stay_out(connection, programs) if programs else {}
        self._removed = {one for part in _parts(list(people)) for one in removed_among(connection, part)}
        self._people = people
        self._days = days
        self._freezes = freezes(connection, days)
        self._away: dict[str, list[Days]] = defaultdict(list)
        for part in _parts(list(people)):
            for absence in absences_of(connection, part, days):
                self._away[identity(absence.email)].append(absence.days)

    def away(self, person_id: int, days: Days) -> list[Days]:
        """The absences of somebody that touch some days."""
        return [one for one in self._away.get(self._people[person_id].identity, ()) if one.overlaps(days)]

    def against(self, person_id: int, kind: Kind, days: Days, program_id: int | None = None) -> str:
        """Why somebody cannot be in a pairing of a kind on some days, with the days; empty where nothing is known.

        The reason of an absence is not told.

        Args:
            program_id: that of the program, if it matters who takes part in it.
        """
        person = self._people.get(person_id)
        if person is None:
            return ""
        enrolment = self._out.get((program_id, person_id)) if program_id is not None else None
        if out := out_words(enrolment, days.first, removed=person_id in self._removed):
            return f"{person.name} {out}"
        if self._quiet(person):
            return ""
        away = self.away(person_id, days)
        if is_away(kind, days, away):
            return f"{person.name} is away {listed([_words(one) for one in away])}"
        frozen = [one for one in self._freezes if one.days.overlaps(days)]
        reason = closing_reason(kind, person, days, frozen)
        held = [one for one in frozen if reason and one.holds_for(person.side, person.team) and one.reason in reason]
        return f"{reason} ({_words(held[0].days)})" if held else reason

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


def out_words(enrolment: Enrolment | None, first_day: date, *, removed: bool) -> str:
    """What is said of somebody who takes no part in what begins on a day; empty for whoever does."""
    if removed:
        return "takes part no longer"
    if enrolment is None or enrolment.takes_part(first_day):
        return ""
    return {
        EnrolmentState.DECLINED: "takes no part in the program",
        EnrolmentState.PAUSED: "is paused",
    }.get(enrolment.state, "")


def _words(days: Days) -> str:
    return f"on {days}" if len(days) == 1 else f"from {days}"


def _parts(ids: list[int]) -> Collection[list[int]]:
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
