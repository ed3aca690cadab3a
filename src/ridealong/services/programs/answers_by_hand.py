"""What was changed by hand about enrolments, so that an older answer of a form does not overrule it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from ridealong.domain.programs import EnrolmentState
from ridealong.domain.values import zone
from ridealong.services.desk import Desk
from ridealong.services.programs.enrolments import Consent
from ridealong.storage.queries.by_hand import Cells, changes_of
from ridealong.storage.schema import enrolments

_IMPORTED = "enrol import"
"""The action that notes the answers of a form."""
_OF_THE_PERSON = ("state", "until", "reason")
_OF_THE_MANAGER = ("manager_word", "manager_day")
_SAYS_NO = (str(EnrolmentState.DECLINED), str(EnrolmentState.PAUSED))


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """On which day an answer, and a manager's word, were last changed by hand; None for never."""

    answer: date | None = None
    manager: date | None = None

    def since(self, said: Consent, day: date | None) -> Consent:
        """What of an answer of some day nobody has changed by hand later; an answer without a day is one of today."""
        if day is None:
            return said
        if self.answer is not None and day < self.answer:
            said = replace(said, state=None, until=None, reason=None)
        if self.manager is not None and day < self.manager:
            said = replace(said, manager=None)
        return said


def changed_by_hand(desk: Desk, connection: Connection, row_ids: Collection[int]) -> dict[int, ByHand]:
    """What was changed by hand of some enrolments, by row id, where anything was."""
    found: dict[int, ByHand] = {}
    for one in changes_of(connection, enrolments.name, row_ids, but=(_IMPORTED,)):
        if one.after is None:
            continue
        day = datetime.fromisoformat(one.at).astimezone(zone(desk.zone)).date()
        row = int(str(one.after["id"]))
        known = found.get(row, ByHand())
        if _answered(one.before, one.after):
            known = replace(known, answer=day)
        if _differ(one.before or {}, one.after, _OF_THE_MANAGER):
            known = replace(known, manager=day)
        found[row] = known
    return found


def _answered(before: Cells | None, after: Cells) -> bool:
    # Who is enrolled, often all at once, has not said so yet, whereas somebody has heard that one declines.
    return after.get("state") in _SAYS_NO if before is None else _differ(before, after, _OF_THE_PERSON)


def _differ(before: Cells, after: Cells, names: Collection[str]) -> bool:
    return any((before.get(name) or None) != (after.get(name) or None) for name in names)
