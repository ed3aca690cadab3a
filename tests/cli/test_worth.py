"""What a plan is worth, what a swap would do to it, and drafts of which only a part is pinned."""

from pathlib import Path

from .conftest import Run, content


def test_the_terms_of_a_plan_are_printed_and_add_up(run: Run, planned: Path) -> None:
    found = run("worth Spring --json").json
    assert sum(one["points"] for one in found["terms"]) == found["value"] == found["planned"]["value"]
    assert found["planned"]["gap"] == found["planned"]["bound"] - found["value"]
    shown = run("worth Spring")
    assert shown.code == 0
    assert "places filled" in shown.out
    assert f"Value {found['value']:,}." in shown.out
    run(f"cancel {run('compare Spring --all --json').json['publishes'][0]['id']}")
    assert "after it was changed since" in run("worth Spring").out


def test_a_swap_is_looked_at_before_it_is_made(run: Run, planned: Path) -> None:
    one, other = (each["id"] for each in run("compare Spring --all --json").json["publishes"][:2])
    before = content(planned)
    look = run(f"swap {one} {other} --dry-run --json")
    assert content(planned) == before
    was = run("worth Spring --json").json["value"]
    assert run(f"swap {one} {other}").code == look.code == 0
    assert run("worth Spring --json").json["value"] - was == look.json["points"]
    assert "Nothing was changed" in run(f"swap {one} {other} --dry-run").err


def test_only_the_host_or_the_round_of_a_draft_is_pinned(run: Run, planned: Path) -> None:
    draft = run("compare Spring --all --json").json["publishes"][0]
    assert run(f"pin {draft['id']} --only host").err == f"Of pairing {draft['id']} the host is pinned.\n"
    [pin] = run("pin --program Spring --json").json["pins"]
    assert (pin["guest"], pin["host"], pin["round"]) == (draft["guest"], draft["host"], None)
    assert run(f"pin {draft['id']} --only round --json").json == {"id": draft["id"], "pinned": False, "only": "round"}
    [pin] = run("pin --program Spring --json").json["pins"]
    assert (pin["host"], pin["round"]) == (None, draft["round"])
    assert run("pin --program Spring --guest a@x.example --only host").code == 2


def test_what_publishing_would_send_is_listed(run: Run, planned: Path) -> None:
    invites = run("compare Spring --all --json").json["invites"]
    assert {one["kind"] for one in invites} == {"request"}
    assert invites[0]["what"] in run("compare Spring --all").out
    assert len(invites) == run("publish Spring --all --yes --json").json["invites"]
