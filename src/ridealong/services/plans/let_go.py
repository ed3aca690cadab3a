"""Letting go of pins made beforehand that a change by hand contradicts: whoever decides anew has decided."""

from collections.abc import Mapping, Sequence

from sqlalchemy import RowMapping

from ridealong.services.plans.pins import keeps
from ridealong.storage.queries.programs import pins_of
from ridealong.storage.schema import pins
from ridealong.storage.work import Step


def let_go(step: Step, program_id: int, rows: Sequence[RowMapping], after: Mapping[int, Mapping[str, object]]) -> None:
    """Remove the pins of a program that pairings kept as they stood, and keep no longer.

    Args:
        rows: the pairings as they stood. after: by number, the cells that have changed.
    """
    moved = [(row, {**row, **after[row["id"]]}) for row in rows if row["id"] in after]
    gone = [
        pin["id"]
        for pin in pins_of(step.connection, program_id)
        if any(keeps(pin, before) for before, _now in moved) and not any(keeps(pin, now) for _before, now in moved)
    ]
    step.work.delete(pins, gone)
