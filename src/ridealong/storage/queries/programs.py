"""Programs: found, listed and counted, with their enrolments, pins and plans."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping, func, not_, or_, select

from ridealong.domain.consent import Word
from ridealong.domain.programs import Enrolment, EnrolmentState, Program
from ridealong.storage import records
from ridealong.storage.queries.pairings import no_past_draft
from ridealong.storage.schema import enrolments, pairings, people, pins, plans, programs


def find_program(connection: Connection, identity: str) -> Program | None:
    """A program by the identity of its name, or None."""
    row = connection.execute(select(programs).where(programs.c.identity == identity)).mappings().first()
    return records.program(row) if row else None


def program_by_id(connection: Connection, program_id: int) -> Program:
    """A program by row id, which must exist."""
    return records.program(connection.execute(select(programs).where(programs.c.id == program_id)).mappings().one())


def version_of(connection: Connection, program_id: int) -> int:
    """The version of the row of a program, which must exist."""
    return int(connection.execute(select(programs.c.version).where(programs.c.id == program_id)).scalar_one())


def versions(connection: Connection) -> dict[int, int]:
    """The versions of the rows of all programs, by row id."""
    return {
        int(row_id): int(version) for row_id, version in connection.execute(select(programs.c.id, programs.c.version))
    }


def all_programs(connection: Connection, *, archived: bool) -> list[Program]:
    """Programs by start; archived ones only where asked for."""
    statement = select(programs).order_by(programs.c.start, programs.c.name)
    if not archived:
        statement = statement.where(not_(programs.c.archived))
    return [records.program(row) for row in connection.execute(statement).mappings()]


def program_names(connection: Connection) -> list[str]:
    """The names of all programs, the newest first."""
    return list(connection.execute(select(programs.c.name).order_by(programs.c.start.desc())).scalars())


def pairing_counts(connection: Connection, today: date) -> dict[tuple[int, str], int]:
    """How many pairings each program has in each state, without drafts that are over."""
    statement = (
        select(pairings.c.program_id, pairings.c.state, func.count())
        .where(no_past_draft(today))
        .group_by(pairings.c.program_id, pairings.c.state)
    )
    return {(program_id, state): number for program_id, state, number in connection.execute(statement)}


def round_counts(connection: Connection, program_id: int, today: date) -> dict[tuple[int, str], int]:
    """How many pairings of a program there are in each round and state, without drafts that are over."""
    statement = (
        select(pairings.c.round, pairings.c.state, func.count())
        .where(pairings.c.program_id == program_id, pairings.c.round.is_not(None), no_past_draft(today))
        .group_by(pairings.c.round, pairings.c.state)
    )
    return {(number, state): count for number, state, count in connection.execute(statement)}


def answer_counts(connection: Connection, program_id: int) -> dict[tuple[str, str], int]:
    """How many people gave which answer in a program, by state and side."""
    statement = (
        select(enrolments.c.state, people.c.side, func.count())
        .join(people, people.c.id == enrolments.c.person_id)
        .where(enrolments.c.program_id == program_id, not_(people.c.removed))
        .group_by(enrolments.c.state, people.c.side)
    )
    return {(state, side): count for state, side, count in connection.execute(statement)}


def answers_given(connection: Connection, program_id: int, state: str) -> Sequence[RowMapping]:
    """Who gave one answer in a program, by name.

    Rows with `email`, `name`, `side` and `team`, and with `until`, `manager_word` and `manager_day`.
    """
    answer = (enrolments.c.until, enrolments.c.manager_word, enrolments.c.manager_day)
    statement = (
        select(people.c.email, people.c.name, people.c.side, people.c.team, *answer)
        .join(enrolments, enrolments.c.person_id == people.c.id)
        .where(enrolments.c.program_id == program_id, enrolments.c.state == state, not_(people.c.removed))
        .order_by(people.c.name, people.c.identity)
    )
    return connection.execute(statement).mappings().all()


def agreed_counts(connection: Connection) -> dict[int, int]:
    """How many people have agreed to take part in each program, and no manager has refused."""
    statement = (
        select(enrolments.c.program_id, func.count())
        .join(people, people.c.id == enrolments.c.person_id)
        .where(enrolments.c.state == "agreed", enrolments.c.manager_word != "refused", not_(people.c.removed))
        .group_by(enrolments.c.program_id)
    )
    return {int(program_id): int(number) for program_id, number in connection.execute(statement)}


@dataclass(frozen=True, slots=True)
class Enrolled:
    """An enrolment with the ids of its row and of the person's.

    Args:
        manager_day: on which the manager's word was given. reason: why the person declined or left; private.
    """

    row_id: int
    person_id: int
    enrolment: Enrolment
    manager_day: date | None = None
    reason: str = ""
    version: int = 0


def enrolment_of(row: RowMapping) -> Enrolment:
    """An enrolment from its `state`, `until` and `manager_word`, and the `email` of the person where it is known."""
    return Enrolment(
        email=row.get("email", ""),
        state=EnrolmentState(row["state"]),
        until=row["until"],
        manager=Word(row["manager_word"]) if row["manager_word"] else None,
    )


def enrolled(connection: Connection, program_id: int) -> list[Enrolled]:
    """Everybody who stands in a program, whatever they answered, by address."""
    statement = (
        select(enrolments, people.c.email)
        .join(people, people.c.id == enrolments.c.person_id)
        .where(enrolments.c.program_id == program_id, not_(people.c.removed))
        .order_by(people.c.identity)
    )
    return [
        Enrolled(row["id"], row["person_id"], enrolment_of(row), row["manager_day"], row["reason"], row["version"])
        for row in connection.execute(statement).mappings()
    ]


def who_stay_out(connection: Connection, program_ids: Collection[int]) -> dict[tuple[int, int], Enrolment]:
    """Who declined some programs, pauses in them, or has a manager who refused: by row id of program and person."""
    states = (str(EnrolmentState.DECLINED), str(EnrolmentState.PAUSED))
    statement = (
        select(enrolments, people.c.email)
        .join(people, people.c.id == enrolments.c.person_id)
        .where(enrolments.c.program_id.in_(program_ids))
        .where(or_(enrolments.c.state.in_(states), enrolments.c.manager_word == "refused"))
    )
    return {
        (row["program_id"], row["person_id"]): enrolment_of(row) for row in connection.execute(statement).mappings()
    }


def pins_of(connection: Connection, program_id: int) -> Sequence[RowMapping]:
    """The pins of a program: rows with `id`, `guest_id`, `host_id` and `round`."""
    return connection.execute(select(pins).where(pins.c.program_id == program_id).order_by(pins.c.id)).mappings().all()


def plan_of(connection: Connection, program_id: int) -> RowMapping | None:
    """The row of the newest plan of a program, or None."""
    return connection.execute(select(plans).where(plans.c.program_id == program_id)).mappings().first()
