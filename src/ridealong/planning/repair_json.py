"""Repairs as JSON (`ridealong-repair/1`): the plan, every change to the one before, and how much stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.planning.plan_json import REPAIRED, document_to_json, plan_document

if TYPE_CHECKING:
    from ridealong.planning.changes import Change
    from ridealong.planning.repair import Repair


def repair_document(repair: Repair) -> dict[str, object]:
    """The repair as a JSON object: the keys of a plan, then `changes`, `kept` and `moved`."""
    return {
        **plan_document(repair.plan),
        "format": REPAIRED,
        "changes": [_change(one) for one in repair.changes],
        "kept": repair.kept,
        "moved": repair.moved,
    }


def repair_to_json(repair: Repair) -> str:
    """The repair as text, one assignment, open round and change a line, ending with a line break."""
    return document_to_json(repair_document(repair))


def _change(one: Change) -> dict[str, object]:
    return {
        "guest": one.guest,
        "kind": one.kind,
        "before": _place(one.before),
        "after": _place(one.after),
        "reason": one.reason,
    }


def _place(place: tuple[int, str] | None) -> dict[str, object] | None:
    return None if place is None else {"host": place[1], "round": place[0]}
