"""The programs in which one person stands, with what they answered; and the refusal where one is none of them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.consent import Word
from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.people import Person
from ridealong.domain.programs import Enrolment, EnrolmentState, Kind, Program
from ridealong.services.meanwhile import Seen
from ridealong.storage import records
from ridealong.storage.queries.people import programs_of
from ridealong.storage.queries.programs import enrolled


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingPart:
    """A program in which somebody stands.

    Args:
        seen: the answer as it is shown: who changes it later says by it what they looked at.
        until: the last day of a pause. archived: whether the program was put away.
        manager: what the manager said, None for nothing yet; manager_day: when.
        reason: why the person declined or left; private, and for the person's own page alone.
    """

    seen: Seen
    program: str
    kind: Kind
    days: Days
    state: EnrolmentState
    until: date | None = None
    archived: bool = False
    manager: Word | None = None
    manager_day: date | None = None
    reason: str = ""


def taking_part(connection: Connection, person_id: int) -> tuple[TakingPart, ...]:
    """The programs of a person, by row id: the newest first."""
    found = []
    for row in programs_of(connection, person_id):
        program = records.program(row)
        found.append(
            TakingPart(
                seen=Seen(row["enrolment_id"], row["enrolment_version"]),
                program=program.name,
                kind=program.kind,
                days=program.days,
                state=EnrolmentState(row["state"]),
                until=row["until"],
                archived=program.archived,
                manager=Word(row["manager_word"]) if row["manager_word"] else None,
                manager_day=row["manager_day"],
                reason=row["enrolment_reason"],
            )
        )
    return tuple(found)


def those_who_agreed(connection: Connection, program_id: int) -> set[int]:
    """The row ids of whoever has agreed to take part in a program, those who pause for a while among them."""
    return {one.person_id for one in enrolled(connection, program_id) if one.enrolment.takes_part(date.max)}


def takes_no_part(person: Person, program: Program, said: Enrolment | None = None) -> Refused:
    """The refusal to plan somebody who has not agreed to take part in a program.

    Args:
        said: what they answered; None where that is not known.
    """
    if said is not None and said.manager is Word.REFUSED:
        return Refused(
            f"{person.name} does not take part in '{program.name}': the manager has not agreed",
            "Note first that the manager agrees",
            typed=f'Note that the manager agrees: ridealong enrol "{program.name}" {person.email} --manager agreed',
        )
    return Refused(
        f"{person.name} does not take part in '{program.name}'",
        "Note first that they agreed to take part",
        typed=f'Note that they agreed: ridealong enrol "{program.name}" {person.email}',
    )
