"""Noting on a plan that its draft was changed since, so that nobody takes its figures for those of the draft."""

import json
from collections.abc import Collection

from sqlalchemy import RowMapping

from ridealong.services.plans.open_places import one_more_kept, without_kept
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
    kept = row["open_places"]
    _note(step, row, "by_hand", kept if aside is None else one_more_kept(kept, *aside, SET_ASIDE))


def note_placed(
    step: Step, program_id: int, filled: Collection[tuple[int, int]], aside: Collection[tuple[int, int]]
) -> None:
    """Note on the plan of a program, if it has one, that somebody was placed by hand.

    Args:
        filled, aside: guests by row id, with the rounds in which they have somebody by it, or nobody any more.
    """
    row = plan_of(step.connection, program_id)
    if row is None:
        return
    kept = without_kept(row["open_places"], filled)
    for guest, number in aside:
        kept = one_more_kept(kept, guest, number, SET_ASIDE)
    _note(step, row, "by_hand", kept)


def note_repaired(step: Step, program_id: int, open_places: str) -> None:
    """Note a repair on the plan of a program, if it has one, with the places that are open by now."""
    row = plan_of(step.connection, program_id)
    if row is not None:
        _note(step, row, "repaired", open_places)


def _note(step: Step, row: RowMapping, what: str, open_places: str) -> None:
    numbers = json.dumps(json.loads(row["numbers"]) | {what: True})
    step.work.update(plans, {row["id"]: {"numbers": numbers, "open_places": open_places}})
