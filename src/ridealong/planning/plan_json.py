"""Plans as JSON (`ridealong-plan/1`), written and read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from ridealong.domain.errors import InvalidValue
from ridealong.planning.documents import load_document
from ridealong.planning.fields import At
from ridealong.planning.plan import FORMAT, Assignment, Bound, Open, Plan, Score

REPAIRED = "ridealong-repair/1"
"""The format of a repair: a plan with the changes that led to it."""
SCORE_KEYS = (
    "value",
    "placed",
    "turns_squared",
    "met_before",
    "over_share",
    "new_teams",
    "fit",
    "repeats",
    "turns_min",
    "turns_max",
)


def plan_document(plan: Plan) -> dict[str, object]:
    """The plan as a JSON object, keys in the order of the format."""
    document: dict[str, object] = {
        "format": FORMAT,
        "assignments": [
            {"guest": a.guest, "host": a.host, "round": a.round, "fit": a.fit, "met_before": a.met_before}
            for a in plan.assignments
        ],
        "open": [{"guest": o.guest, "round": o.round, "reason": o.reason} for o in plan.open],
        "score": score_document(plan.score),
        "bound": {"value": plan.bound.value, "placed": plan.bound.placed},
        "gap_percent": plan.gap_percent,
        "proved": plan.proved,
        "seconds": plan.seconds,
    }
    if plan.stopped:
        document["stopped"] = plan.stopped
    return document


def score_document(score: Score) -> dict[str, object]:
    """A score as a JSON object, keys in the order of the format."""
    document: dict[str, object] = {key: getattr(score, key) for key in SCORE_KEYS}
    if score.too_soon is not None:
        document["too_soon"] = score.too_soon
    return document


def plan_to_json(plan: Plan) -> str:
    """The plan as text, one assignment and one open round a line, ending with a line break."""
    return document_to_json(plan_document(plan))


def document_to_json(document: Mapping[str, object]) -> str:
    """A document as text, one key a line and one entry of a list a line, ending with a line break."""
    # One encoder for all rows: `json.dumps` would make one for each.
    encode = json.JSONEncoder(ensure_ascii=False).encode
    parts = []
    for key, value in document.items():
        if isinstance(value, list) and value:
            rows = ",\n  ".join(map(encode, value))
            parts.append(f"{encode(key)}: [\n  {rows}]")
        else:
            parts.append(f"{encode(key)}: {encode(value)}")
    return "{" + ",\n ".join(parts) + "}\n"


def read_plan(path: Path) -> Plan:
    """Read a plan; raises `UnreadableFile` if the file is none, `InvalidValue` naming the first place that is wrong."""
    return parse_plan(load_document(path, "plan"))


def parse_plan(document: object) -> Plan:
    """A plan from parsed JSON; raises `InvalidValue` naming the first place that is wrong."""
    top = At("", document)
    if top.get("format").value not in {FORMAT, REPAIRED}:
        raise InvalidValue(f"format: this is no {FORMAT}")
    score, bound = top.get("score"), top.get("bound")
    return Plan(
        assignments=tuple(_assignment(row) for row in top.list_of("assignments")),
        open=tuple(
            Open(row.get("guest").text(), row.get("round").whole(0), row.get("reason").text())
            for row in top.list_of("open")
        ),
        score=Score(**{key: score.get(key).whole() for key in SCORE_KEYS}, too_soon=score.optional_whole("too_soon")),
        bound=Bound(bound.get("value").whole(), bound.get("placed").whole(0)),
        gap_percent=_number(top.get("gap_percent")),
        proved=top.get("proved").value is True,
        seconds=_number(top.get("seconds")),
        stopped=top.get("stopped").text() if top.has("stopped") else None,
    )


def _assignment(row: At) -> Assignment:
    return Assignment(
        round=row.get("round").whole(0),
        guest=row.get("guest").text(),
        host=row.get("host").text(),
        fit=row.get("fit").whole(0, 100),
        met_before=row.get("met_before").whole(0),
    )


def _number(at: At) -> float:
    if isinstance(at.value, bool) or not isinstance(at.value, (int, float)):
        at.fail("should be a number")
    return float(at.value)
