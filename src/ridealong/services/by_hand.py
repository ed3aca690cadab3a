"""Noting on a plan that its draft was changed by hand, so that nobody takes its figures for those of the draft."""

import json

from ridealong.services.open_places import one_more_kept
from ridealong.storage.queries.programs import plan_of
from ridealong.storage.schema import plans
from ridealong.storage.work import Step

SET_ASIDE = "set aside by hand"


def note_by_hand(step: Step, program_id: int, aside: tuple[int, int] | None = None) -> None:
    """Note a change by hand on the plan of a program, if it has one.

    Args:
        aside: the guest's row id and the round of a draft that was set aside: an open place from now on.
    """
    row = plan_of(step.connection, program_id)
    if row is None:
        return
    cells = {"numbers": json.dumps(json.loads(row["numbers"]) | {"by_hand": True})}
    if aside is not None:
        cells["open_places"] = one_more_kept(row["open_places"], *aside, SET_ASIDE)
    step.work.update(plans, {row["id"]: cells})
