"""Enrolments: the answers of people who were asked to take part in a program, as they are stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ridealong.domain.consent import Word
from ridealong.domain.errors import Refused
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import EnrolmentState
from ridealong.services.found import people_named
from ridealong.storage.queries import programs as queries
from ridealong.storage.queries.people import everybody
from ridealong.storage.schema import enrolments
from ridealong.storage.work import Step

Cells = dict[str, object]
_MAY_HAVE_REASONS = (EnrolmentState.PAUSED, EnrolmentState.DECLINED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What is said of somebody who was asked to take part.

    Args:
        state: what they answered; None for nothing: whoever is new is then asked.
        until: the last day of a pause; of who leaves, the last day of what still takes place.
        reason: why they declined, left or pause; private. None leaves it as it is, empty clears it.
        manager: what the manager said; empty to take that back, None for nothing.
        manager_day: when the manager said so.
    """

    state: EnrolmentState | None = EnrolmentState.AGREED
    until: date | None = None
    reason: str | None = None
    manager: Word | Literal[""] | None = None
    manager_day: date | None = None

    @property
    def cells(self) -> Cells:
        """The columns that it changes."""
        cells: Cells = {}
        if self.state is not None:
            cells |= {"state": str(self.state), "until": self.until}
            if self.state not in _MAY_HAVE_REASONS:
                cells["reason"] = ""
        if self.reason is not None:
            cells["reason"] = self.reason
        if self.manager is not None:
            cells |= {"manager_word": str(self.manager), "manager_day": self.manager_day if self.manager else None}
        return cells


def note_answers(
    step: Step,
    program_id: int,
    who: Literal["all"] | Sequence[str],
    said: Consent | None = None,
) -> int:
    """Note within a step what people answered, or their managers; returns for how many that was new.

    Args:
        who: addresses; or `all`, of whom those who declined or are paused are left alone.
        said: what; None for that they agreed.

    Raises:
        NotFound: there is no such person.
        Refused: all are to be enrolled, and one side is empty.
    """
    ids = _both_sides(everybody(step.connection)) if who == "all" else list(people_named(step.connection, who))
    before = {one.person_id: one for one in queries.enrolled(step.connection, program_id)}
    cells = (said or Consent()).cells
    asked: Cells = {"program_id": program_id, "state": str(EnrolmentState.ASKED), "until": None}
    new = [person_id for person_id in dict.fromkeys(ids) if person_id not in before]
    step.work.insert(enrolments, [{**asked, "person_id": person_id, **cells} for person_id in new])
    changed = [before[person_id] for person_id in dict.fromkeys(ids) if person_id in before]
    if who == "all":
        # Whoever declined or is paused has said so: `all` does not overrule it, naming the person does.
        changed = [one for one in changed if one.enrolment.state is EnrolmentState.ASKED]
    changed = [one for one in changed if any(cells_now(one)[name] != value for name, value in cells.items())]
    step.work.update(enrolments, {one.row_id: cells for one in changed})
    return len(new) + len(changed)


def cells_now(one: queries.Enrolled) -> Cells:
    """The columns that an answer may change, as they are."""
    return {
        "state": str(one.enrolment.state),
        "until": one.enrolment.until,
        "reason": one.reason,
        "manager_word": str(one.enrolment.manager or ""),
        "manager_day": one.manager_day,
    }


def _both_sides(people: Mapping[int, Person]) -> list[int]:
    for side in Side:
        if not any(one.side is side for one in people.values()):
            raise Refused(f"Nobody is on the {side.label} side", "Import or add people of both sides first")
    return list(people)
