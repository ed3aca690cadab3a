"""Enrolments: the answers of people who were asked to take part in a program, as they are stored."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from ridealong.domain.errors import Refused
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import EnrolmentState
from ridealong.services.found import people_named
from ridealong.storage.queries import programs as queries
from ridealong.storage.queries.people import everybody
from ridealong.storage.schema import enrolments
from ridealong.storage.work import Step


def note_answers(
    step: Step,
    program_id: int,
    who: Literal["all"] | Sequence[str],
    state: EnrolmentState = EnrolmentState.AGREED,
    until: date | None = None,
) -> int:
    """Note within a step what people answered; returns for how many that was new.

    Args:
        who: addresses; or `all`, of whom those who declined or are paused are left alone.
        until: the last day of a pause.

    Raises:
        NotFound: there is no such person.
        Refused: all are to be enrolled, and one side is empty.
    """
    ids = _both_sides(everybody(step.connection)) if who == "all" else list(people_named(step.connection, who))
    before = {one.person_id: one for one in queries.enrolled(step.connection, program_id)}
    cells: dict[str, object] = {"state": str(state), "until": until}
    new = [person_id for person_id in dict.fromkeys(ids) if person_id not in before]
    step.work.insert(enrolments, [{"program_id": program_id, "person_id": person_id, **cells} for person_id in new])
    changed = [before[person_id] for person_id in dict.fromkeys(ids) if person_id in before]
    if who == "all":
        # Whoever declined or is paused has said so: `all` does not overrule it, naming the person does.
        changed = [one for one in changed if one.enrolment.state is EnrolmentState.ASKED]
    changed = [one for one in changed if (one.enrolment.state, one.enrolment.until) != (state, until)]
    step.work.update(enrolments, {one.row_id: cells for one in changed})
    return len(new) + len(changed)


def _both_sides(people: Mapping[int, Person]) -> list[int]:
    for side in Side:
        if not any(one.side is side for one in people.values()):
            raise Refused(f"Nobody is on the {side.label} side", "Import or add people of both sides first")
    return list(people)
