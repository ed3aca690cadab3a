"""The board as text, and moving a pairing as the board does."""

from pathlib import Path

from .conftest import Run


def test_the_board_lists_what_each_person_does_and_what_stands_in_the_way(run: Run, planned: Path) -> None:
    draft = run("compare Spring --all --json").json["publishes"][0]
    assert run(f"absences add {draft['host']} {draft['start']} {draft['start']} surgery").code == 0
    document = run(f"board --from {draft['start']} --weeks 1 --json").json["board"]
    [row] = [one for one in document if one["email"] == draft["guest"]]
    [item] = [one for one in row["items"] if one["sign"] == "visit"]
    assert (item["id"], item["with"], item["state"]) == (draft["id"], draft["host"], "proposed")
    assert item["clash"].endswith(f"is away on {draft['start']}")
    pressing = run(f"board --from {draft['start']} --weeks 1 --pressing --json").json["board"]
    assert {one["email"] for one in pressing} == {draft["guest"], draft["host"]}
    ran = run(f"board --from {draft['start']} --weeks 1")
    assert "! visits" in ran.out
    assert f"is away on {draft['start']}" in ran.err
    assert "surgery" not in ran.out + ran.err + str(document)


def test_the_board_counts_teams_week_by_week(run: Run, planned: Path) -> None:
    draft = run("compare Spring --all --json").json["publishes"][0]
    rows = run(f"board --by teams --from {draft['start']} --weeks 2 --json").json["board"]
    assert sum(one["weeks"][0]["out"] for one in rows) == sum(one["weeks"][0]["hosted"] for one in rows) > 0
    assert {week["week"] for one in rows for week in one["weeks"]} > {draft["start"]}
    assert "Hosted" in run("board --by teams").out
    assert run("board --program Nothing").code == 1


def test_a_pairing_is_moved_to_another_host_or_last_day_after_a_look(run: Run, planned: Path) -> None:
    draft = run("compare Spring --all --json").json["publishes"][0]
    day = draft["start"]
    looked = run(f"move {draft['id']} --last-day {day} --dry-run --json").json
    assert looked == {"id": draft["id"], "start": day, "end": day, "invites": 0, "fit": draft["fit"]}
    assert run("compare Spring --all --json").json["publishes"][0] == draft
    assert run(f"move {draft['id']} --last-day {day} --json").json == {"id": draft["id"], "last_day": day}
    now = next(one for one in run("compare Spring --all --json").json["publishes"] if one["id"] == draft["id"])
    assert (now["end"], now["pinned"]) == (day, True)
    refused = run(f"move {draft['id']} --last-day 2020-01-01 --dry-run")
    assert (refused.code, "It cannot last until 2020-01-01" in refused.err) == (1, True)
    assert run(f"move {draft['id']}").code == 2
    hosts = [one["email"] for one in run("people list side:marketing --json").json["people"]]
    fine = [one for one in hosts if run(f"move {draft['id']} --host {one} --dry-run").code == 0]
    for host in fine:
        assert run(f"move {draft['id']} --host {host}").code == 0
        assert run("undo").code == 0
    assert run(f"move {draft['id']} --host nobody@company.example --dry-run").code == 1
