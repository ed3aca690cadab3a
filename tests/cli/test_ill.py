"""The bad morning from the command line, and placing a candidate."""

from pathlib import Path
from typing import Any

import pytest

from .conftest import Run, content, settled


@pytest.fixture
def visit(run: Run, published: Path) -> dict[str, Any]:  # Any: a JSON document
    """The first visit of the season, of which everybody was told."""
    settled(published.parent, "invites export --out out")
    return dict(run("--json plan Spring --dry-run").json["published"][0])


def call(visit: dict[str, Any], who: str = "host") -> str:
    return f"ill {visit[who]} --from {visit['start']} --until {visit['end']}"


def test_a_dry_run_lists_what_can_be_done_with_numbers_and_changes_nothing(
    run: Run, published: Path, visit: dict[str, Any]
) -> None:
    before = content(published)
    ran = run(call(visit), "--dry-run")
    assert ran.code == 0
    assert f"Pairing {visit['id']}: " in ran.out
    assert "*   1  " in ran.out
    assert "cancelled" in ran.out
    assert "For a chat:" in ran.out
    assert "A dry run: nothing was changed." in ran.err
    assert " ill" not in ran.out
    assert content(published) == before


def test_what_is_best_is_done_and_one_undo_takes_it_back(run: Run, visit: dict[str, Any]) -> None:
    shown = run("--json", call(visit), "--dry-run").json
    ran = run("--json", call(visit))
    assert (ran.code, ran.json["changed"], shown["changed"]) == (0, True, False)
    assert {**ran.json, "changed": False} == shown
    [pairing] = [one for one in ran.json["pairings"] if one["id"] == visit["id"]]
    assert [one["number"] for one in pairing["choices"]] == [*range(1, len(pairing["choices"]) + 1)]
    assert pairing["choices"][0]["chosen"]
    assert "Next: ridealong invites export" in ran.err
    due = run("--json invites list").json["invites"]
    assert sorted((one["kind"], one["start"]) for one in due) == sorted(
        (one["kind"], one["start"]) for one in pairing["invites"]
    )
    assert run("undo").code == 0
    assert run("--json invites list").json["invites"] == []
    assert run(f"--json absences list {visit['host']}").json["absences"] == []


def test_a_choice_is_named_by_its_code_or_by_its_number(run: Run, visit: dict[str, Any]) -> None:
    number = visit["id"]
    by_code = run("--json", call(visit), f"--dry-run --choose {number}=cancel").json["pairings"][0]
    codes = [one["choice"] for one in by_code["choices"]]
    by_number = run("--json", call(visit), f"--dry-run --choose {number}={codes.index('cancel') + 1}").json
    assert by_number["pairings"][0] == by_code
    assert [one["choice"] for one in by_code["choices"] if one["chosen"]] == ["cancel"]
    assert {one["invite"] for one in by_code["invites"]} == {"cancel"}
    kept = run(call(visit), f"--choose {number}=keep")
    assert kept.code == 3


WRONG = {
    "--choose 12": (2, "is not a choice"),
    "--choose 999=cancel": (1, "Pairing 999 is not touched"),
    "--until 2020-01-01": (2, "lies before"),
}


@pytest.mark.parametrize("options", WRONG)
def test_a_wrong_call_changes_nothing(run: Run, published: Path, visit: dict[str, Any], options: str) -> None:
    before, (code, says) = content(published), WRONG[options]
    ran = run(f"ill {visit['host']} {options}")
    assert (ran.code, says in ran.err) == (code, True), ran.err
    assert content(published) == before


def test_the_reason_is_nowhere_but_on_the_page_of_the_person(run: Run, visit: dict[str, Any]) -> None:
    assert run(call(visit)).code == 0
    told = [run(one).out for one in ("journal", "invites list", "history list", f"absences list {visit['host']}")]
    assert not any("ill" in text.split() for text in told)


def test_a_candidate_is_placed_and_pinned(run: Run, planned: Path) -> None:
    draft = run("--json compare Spring").json["publishes"][0]
    number = draft["round"] + 1
    ranked = run(f"--json candidates {draft['guest']} --program Spring --round {number}").json["candidates"]
    other = next(one["email"] for one in ranked if one["points"] is not None)
    before = content(planned)
    assert run(f"--read-only candidates {draft['guest']} --program Spring --round {number} --place {other}").code == 1
    assert run(f"candidates {draft['guest']} --program Spring --place {other}").code == 2
    assert content(planned) == before
    ran = run(f"--json candidates {draft['guest']} --program Spring --round {number} --place {other}")
    assert (ran.code, ran.json["host"], ran.json["published"]) == (0, other, False)
    assert ran.json["moves"][0]["after"]["host"] == other
    again = run(f"candidates {draft['guest']} --program Spring --round {number} --place {other}")
    assert again.code == 1
    assert "is the host in round" in again.err
    assert run("undo").code == 0
