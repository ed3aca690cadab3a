"""Plans of composite teams as JSON (`ridealong-teams-plan/1`), written and read."""

from __future__ import annotations

from dataclasses import asdict, fields
from pathlib import Path

from ridealong.domain.errors import InvalidValue
from ridealong.planning.documents import load_document
from ridealong.planning.fields import BIGGEST, At, shown
from ridealong.planning.plan_json import document_to_json
from ridealong.planning.teams.plan import FORMAT, Embed, OpenSlot, TeamsBound, TeamsPlan, TeamsScore

_SCORE_KEYS = tuple(one.name for one in fields(TeamsScore))


def teams_plan_document(plan: TeamsPlan) -> dict[str, object]:
    """The plan as a JSON object, keys in the order of the format."""
    document: dict[str, object] = {
        "format": FORMAT,
        "embeds": [{"team": one.team, "slot": one.slot, "person": one.person} for one in plan.embeds],
        "open": [{"team": one.team, "slot": one.slot, "reason": one.reason, "proved": one.proved} for one in plan.open],
        "score": asdict(plan.score),
        "bound": {"value": plan.bound.value, "filled": plan.bound.filled},
        "gap_percent": plan.gap_percent,
        "proved": plan.proved,
        "seconds": plan.seconds,
    }
    if plan.stopped:
        document["stopped"] = plan.stopped
    return document


def teams_plan_to_json(plan: TeamsPlan) -> str:
    """The plan as text, one embed and one open slot a line, ending with a line break."""
    return document_to_json(teams_plan_document(plan))


def read_teams_plan(path: Path) -> TeamsPlan:
    """Read a plan; raises `UnreadableFile` if the file is none, `InvalidValue` naming the first place that is wrong."""
    return parse_teams_plan(load_document(path, "plan"))


def parse_teams_plan(document: object) -> TeamsPlan:
    """A plan from parsed JSON; raises `InvalidValue` naming the first place that is wrong."""
    top = At("", document)
    if top.get("format").value != FORMAT:
        raise InvalidValue(f"format: {shown(top.get('format').value)} is not {FORMAT!r}")
    score, bound = top.get("score"), top.get("bound")
    return TeamsPlan(
        embeds=tuple(
            Embed(row.get("team").text(), row.get("slot").text(), row.get("person").text())
            for row in top.get("embeds").items()
        ),
        open=tuple(_open(row) for row in top.get("open").items()),
        score=TeamsScore(**{key: score.get(key).whole() for key in _SCORE_KEYS}),
        bound=TeamsBound(bound.get("value").whole(), bound.get("filled").whole(0)),
        gap_percent=_number(top.get("gap_percent")),
        proved=_yes_or_no(top, "proved"),
        seconds=_number(top.get("seconds")),
        stopped=top.get("stopped").text() if top.has("stopped") else None,
    )


def _open(row: At) -> OpenSlot:
    return OpenSlot(
        row.get("team").text(), row.get("slot").text(), row.get("reason").text(), proved=_yes_or_no(row, "proved")
    )


def _yes_or_no(row: At, key: str) -> bool:
    row.get(key)
    if not row.has(key):
        row.get(key).fail("should be true or false, not nothing (null)")
    return row.yes_or_no(key, default=False)


def _number(at: At) -> float:
    if isinstance(at.value, bool) or not isinstance(at.value, (int, float)):
        at.fail("should be a number")
    if not 0 <= at.value <= BIGGEST:
        at.fail(f"{shown(at.value)} is no number from 0 on")
    return float(at.value)
