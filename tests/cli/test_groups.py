"""The commands about groups, and what plan, compare, publish and repair do for them."""

from pathlib import Path

import pytest

from thorough import thorough_only

from .conftest import Run, settled

COFFEE = "program create Coffee --kind coffee --start 2027-01-11 --rounds 2 --enrol all"
SPONSORS = "program create Board --kind sponsors --start 2027-01-11"
SECOND = "2027-01-27"


@pytest.fixture
def company(here: Path) -> Path:
    """Eight people of each side."""
    rows = [
        f"{side}{at}@x.example,{side.title()} {at},{side},T{at % 3}" for side in ("it", "marketing") for at in range(8)
    ]
    (here / "people.csv").write_text("\n".join(("email,name,side,team", *rows)) + "\n")
    settled(here, "people import people.csv")
    return here


@pytest.fixture
def coffee(company: Path) -> Path:
    """The same with a coffee of two rounds, planned and published."""
    settled(company, COFFEE, "plan Coffee", "publish Coffee --all --yes --organizer 'Pat <pat@x.example>'")
    return company


def test_groups_are_planned_compared_and_published_as_pairings_are(run: Run, company: Path) -> None:
    assert run(COFFEE).code == 0
    tried = run("plan Coffee --dry-run --json")
    assert [one["id"] for one in tried.json["groups"]] == [None] * 8
    assert run("groups list Coffee --json").json["groups"] == []
    planned = run("plan Coffee --json").json
    assert planned["program"] == "Coffee"
    assert planned["repeats"] == 0
    first = planned["groups"][0]
    assert (first["id"], first["round"], first["start"], first["end"]) == (1, 0, "2027-01-13", "2027-01-13")
    assert (len(first["people"]), first["state"], first["time"]) == (4, "proposed", "15:00")
    assert "8 drafts, no repeats" in run("plan Coffee").out
    compared = run("compare Coffee --json").json
    assert (len(compared["publishes"]), compared["people"], compared["invites"]) == (8, 16, 8)
    assert "Publishing adds 8 groups" in run("compare Coffee").out
    done = run("publish Coffee --json --yes").json
    assert done == {"program": "Coffee", "groups": 8, "rounds": [0, 1], "invites": 8, "later": 0}
    assert "8 invites due" in run("invites list").err
    assert "has no drafts to publish" in run("publish Coffee --yes").err


def test_groups_are_listed_and_looked_at(run: Run, coffee: Path) -> None:
    listed = run("groups list Coffee --round 2")
    assert listed.code == 0
    assert listed.out.count("published") == 4
    assert "2027-01-27 15:00" in listed.out
    one = run("groups show 1 --json").json["group"]
    assert one["state"] == "published"
    shown = run("groups show 1").out
    assert all(email in shown for email in one["people"])
    assert run("groups show 99").code == 1


def test_somebody_is_moved_taken_out_and_put_in(run: Run, coffee: Path) -> None:
    first, second = run("groups list Coffee --round 1 --json").json["groups"][:2]
    who = first["people"][0]
    moved = run("groups move", who, "--to", second["id"], "--json").json
    assert moved == {"email": who, "before": first["id"], "after": second["id"]}
    assert f"is in group {second['id']} already" in run("groups move", who, "--to", second["id"]).err
    out = run("groups move", who, "--out-of", second["id"])
    assert f"goes out of group {second['id']}" in out.err
    assert run("groups move", who).code == 2
    assert run("groups move", who, "--to 1 --out-of 2").code == 2
    run("undo")
    run("undo")
    assert run("groups show", first["id"], "--json").json["group"]["people"] == first["people"]


def test_a_day_is_skipped_and_a_group_called_off(run: Run, coffee: Path) -> None:
    skipped = run(f"groups skip Coffee {SECOND} --json").json
    assert (len(skipped["groups"]), skipped["people"], skipped["skipped"]) == (4, 16, True)
    assert len(run("groups list Coffee --json").json["groups"]) == 4
    assert len(run("groups list Coffee --all --json").json["groups"]) == 8
    assert "takes place again" in run(f"groups skip Coffee {SECOND} --back").err
    assert run("groups skip Coffee 2027-01-28").code == 1
    assert run("groups skip Coffee 2020-01-01").code == 2
    assert run("groups cancel 1 --reason 'a quarrel' --json").json == {"id": 1, "was": "published"}
    assert "quarrel" not in run("groups show 1").out + run("groups list Coffee --all").out


def test_a_repair_says_who_leaves_which_group(run: Run, coffee: Path) -> None:
    who = run("groups show 1 --json").json["group"]["people"][0]
    assert run("people remove", who).code == 0
    assert run("groups list Coffee").code == 3
    tried = run("repair Coffee --dry-run")
    assert "takes part no longer" in tried.out
    done = run("repair Coffee --json").json
    assert [(one["email"], one["after"]) for one in done["changes"]] == [(who, None)] * 2
    assert run("groups list Coffee").code == 0
    assert "every group can take place" in run("repair Coffee").out


def test_the_sponsors_meet_once_both_are_named(run: Run, company: Path) -> None:
    assert run(SPONSORS).code == 0
    assert run("plan Board").code == 3
    refused = run("publish Board --yes")
    assert (refused.code, "--side it" in refused.err) == (1, True)
    assert run("compare Board").code == 3
    run("program sign Board --side it --sponsor it0@x.example")
    run("program sign Board --side marketing --sponsor 'Zoe <zoe@y.example>'")
    assert run("publish Board --yes --json").json["invites"] == 1
    one = run("groups list Board --json").json["groups"][0]
    assert (one["every_weeks"], one["people"]) == (1, ["it0@x.example", "zoe@y.example"])
    assert "every week" in run("groups list Board").out
    run("groups skip Board 2027-01-20")
    assert run("groups show 1 --json").json["group"]["without"] == ["2027-01-20"]
    assert "sponsors" in run("groups move it1@x.example --to 1").err


def test_answers_to_groups_are_written_down_by_the_number_of_the_group(run: Run, coffee: Path) -> None:
    run("invites export --out out --organizer 'Pat <pat@x.example>'")
    who = run("groups show 1 --json").json["group"]["people"][0]
    assert "declined" in run("invites answer g1", who, "declined").err
    found = run("invites answers --declined --json").json["answers"]
    assert [(one["email"], one["group"], one["meeting"], one["pairing"]) for one in found] == [(who, 1, None, None)]
    assert "1 seat is free" in run("groups show 1").out
    assert run("groups show 1 --json").json["group"]["declined"] == [who]


def test_what_is_for_pairings_alone_says_where_the_groups_are(run: Run, coffee: Path) -> None:
    pin = "pin --program Coffee --guest it0@x.example --round 1"
    for call in ("plan Coffee --problem p.json", "candidates it0@x.example --program Coffee", "worth Coffee", pin):
        ran = run(call)
        assert (ran.code, "ridealong groups list" in ran.err) == (1, True), call
    assert "has pairings, and no groups" in run("groups list Spring").err or run("groups list Spring").code == 1


def test_a_coffee_needs_to_know_when_it_meets(run: Run, company: Path) -> None:
    assert run(COFFEE, "--no-check-ins").code == 2
    assert run(COFFEE, "--meetings visit").code == 2
    assert run(COFFEE, "--weeks 1 --check-in-weekday fri --check-in-time 09:30 --group-size 3").code == 0
    planned = run("plan Coffee --json").json["groups"]
    assert {(one["start"], one["time"]) for one in planned} == {("2027-01-15", "09:30"), ("2027-01-22", "09:30")}
    assert {len(one["people"]) for one in planned} <= {2, 3, 4}


def test_a_group_meets_on_another_day(run: Run, coffee: Path) -> None:
    moved = run("groups day 1 2027-01-14 --json").json
    assert (moved["before"], moved["group"]["start"], moved["group"]["time"]) == ("2027-01-13", "2027-01-14", "15:00")
    assert "meets 2027-01-15 15:00" in run("groups day 1 2027-01-15").err
    assert run("groups day 1 2027-01-16").code == 2
    assert run("groups day 1 2027-01-15").code == 1
    assert run("groups day 99 2027-01-15").code == 1


def test_groups_are_marked_and_stand_in_the_history(run: Run, coffee: Path) -> None:
    assert run("groups mark 1 held").code == 1
    later = "--today 2027-01-14"
    done = run(f"{later} groups mark 1 2 missed --reason 'a quarrel' --json").json
    assert [(one["id"], one["state"]) for one in done["groups"]] == [(1, "missed"), (2, "missed")]
    assert run(f"{later} groups mark 1 ended").code == 2
    listed = run(f"{later} history list kind:coffee state:missed --json").json
    assert [one["id"] for one in listed["groups"]] == [2, 1]
    assert (listed["history"], len(listed["groups"][0]["people"])) == ([], 4)
    shown = run(f"{later} history list")
    assert "0 pairings, 8 groups." in shown.err
    assert shown.out.count("missed") == 2
    assert "quarrel" not in shown.out
    kept = run(f"{later} groups show 1")
    assert ("quarrel" in kept.out, "1 reason kept private" in kept.err) == (False, True)
    asked = run(f"{later} groups show 1 --reasons")
    assert ("Why: a quarrel" in asked.out, "kept private" in asked.err) == (True, False)
    told = run(f"{later} groups show 1 --reasons --json").json
    assert (told["group"]["reason"], told["hidden_reasons"]) == ("a quarrel", 0)
    told = run(f"{later} groups show 1 --json").json
    assert ("reason" in told["group"], told["hidden_reasons"]) == (False, 1)
    rows = [one for one in run(f"{later} program list --json").json["programs"] if one["name"] == "Coffee"]
    assert (rows[0]["held"], rows[0]["published"]) == (2, 4)


def test_the_meetings_and_the_page_of_somebody_hold_their_coffees(run: Run, coffee: Path) -> None:
    who = run("groups show 1 --json").json["group"]["people"][0]
    found = run("meetings list --person", who, "--json").json["meetings"]
    assert (found[0]["pairing"], found[0]["group"], found[0]["start"]) == (None, 1, "2027-01-13")
    assert who in found[0]["people"]
    listed = run("meetings list")
    assert "g1" in listed.out
    assert "8 meetings." in listed.err
    page = run("people show", who, "--json").json
    assert page["meetings"][0]["group"] == 1
    assert page["groups"][-1]["id"] == 1
    assert "check-in with" in run("people show", who).out
    board = run("board", who, "--from 2027-01-11 --weeks 1 --json").json["board"]
    assert [(one["sign"], one["group"], one["start"]) for one in board[0]["items"]] == [("coffee", 1, "2027-01-13")]
    assert "coffee with" in run("board", who, "--from 2027-01-11").out


@thorough_only
def test_who_is_ill_leaves_the_group_or_moves_it(run: Run, coffee: Path) -> None:
    run("invites export --out out --organizer 'Pat <pat@x.example>'")
    who = run("groups show 1 --json").json["group"]["people"][0]
    call = f"--today 2027-01-12 ill {who} --from 2027-01-13 --until 2027-01-13"
    tried = run(f"{call} --dry-run")
    assert "Group 1: " in tried.out
    assert "leave" in tried.out
    assert "does not come" in tried.out
    (group,) = run(f"{call} --dry-run --json").json["groups"]
    assert [one["invite"] for one in group["invites"]] == ["cancel", "update"]
    assert group["invites"][0]["to"] == [who]
    later = next(one["choice"] for one in group["choices"] if one["choice"].startswith("later:"))
    moved = run(f"{call} --choose g1={later} --dry-run --json").json["groups"][0]
    assert [(one["invite"], len(one["to"])) for one in moved["invites"]] == [("update", 4)]
    refused = run(f"{call} --choose g99=leave --dry-run")
    assert (refused.code, "Group 99 is not touched" in refused.err) == (1, True)
    assert run(f"{call} --choose g1=keep --dry-run").code == 0
    done = run(f"{call} --yes")
    assert (done.code, "1 group settled" in done.err) == (0, True)
    assert who not in run("groups show 1 --json").json["group"]["people"]
    run("undo")
    assert who in run("groups show 1 --json").json["group"]["people"]


@thorough_only
def test_another_hour_without_whoever_is_ill_is_told_with_its_zone(run: Run, company: Path) -> None:
    run("people edit it0@x.example --time-zone Asia/Kolkata")
    settled(company, COFFEE, "plan Coffee", "publish Coffee --yes --organizer 'Pat <pat@x.example>'")
    call = "--today 2027-01-12 ill it0@x.example --from 2027-01-13 --until 2027-01-13 --dry-run"
    said = "at 15:00 UTC, not 11:00 UTC"
    assert said in " ".join(run(call).out.split())
    untold = run(f"{call} --json").json
    assert untold["groups"][0]["choices"][0]["hour"] == {
        "time_before": "11:00",
        "time_zone_before": "UTC",
        "time": "15:00",
        "time_zone": "UTC",
    }
    assert said in untold["text"]
    run("invites export --out out")
    told = run(f"{call} --json").json
    assert told["groups"][0]["choices"][0]["hour"] is None
    assert ", 11:00 UTC: " in told["text"]


def test_options_for_visits_are_no_options_for_coffee(run: Run) -> None:
    refused = run(f"{COFFEE.replace('Coffee ', 'Other ', 1)} --leads-agree --guests it")
    assert refused.code == 2
    assert "A program of the kind coffee has no side that visits" in refused.err
    assert "it is for ride-along, rotation, help, buddy" in refused.err
