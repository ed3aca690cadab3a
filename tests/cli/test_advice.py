"""What commands advise beyond what the screens say: the command, or the option, that does it."""

import json
from pathlib import Path

from .conftest import Run

UNDER_WAY = "--today 2027-01-12"


def away(run: Run, place: int = 0) -> int:
    """Take the guest of a published pairing, the first by day, away in its round; returns the number of the pairing."""
    rows = run("history list --json").json["history"]
    one = sorted(rows, key=lambda one: (one["start"], one["id"]))[place]
    assert run("absences add", one["it_email"], one["start"], one["end"]).code == 0
    return int(one["id"])


def test_what_has_begun_and_cannot_go_on_is_ended_by_a_command(run: Run, published: Path) -> None:
    number = away(run)
    helps = f"What has begun is not repaired; end what does not go on: ridealong end {number}"
    plan = run(f"{UNDER_WAY} plan Spring --dry-run")
    assert plan.out.splitlines()[-1] == helps
    assert run(f"{UNDER_WAY} plan Spring --dry-run --json").json["sentences"][-1] == helps


def test_a_repair_names_the_command_that_ends_what_it_cannot_replace(run: Run, published: Path) -> None:
    number = away(run)
    failed = run(f"{UNDER_WAY} repair Spring --json")
    remedy = json.loads(failed.err.splitlines()[-1])["error"]["remedy"]
    assert remedy == f"End what does not go on: ridealong end {number}"
    away(run, -1)
    shown = run(f"{UNDER_WAY} repair Spring --dry-run")
    assert f"End it: ridealong end {number}." in shown.out
