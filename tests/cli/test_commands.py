"""What each command does, and prints as JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from thorough import thorough_only

from .conftest import Run, content
from .samples import people_csv

IT0, IT1, MIA0 = "it0@company.example", "it1@company.example", "marketing0@company.example"


def drafts(run: Run) -> list[dict[str, Any]]:  # Any: as in any JSON document
    return list(run("compare Spring --all --json").json["publishes"])


def test_a_dry_run_prints_what_the_import_prints_and_changes_nothing(run: Run, company: Path, here: Path) -> None:
    people_csv(here / "people.csv", 8, 4, "nobody,No Address,it,Data,,,,,,,")
    for form in ("", " --json"):
        before = content(company)
        dry = run(f"people import people.csv --dry-run{form}")
        assert content(company) == before
        assert dry.code == 3
        assert "dry run" in dry.err
        if form:
            assert dry.out == run(f"people import people.csv{form}").out
    assert run("people import people.csv --json").json["unchanged"] == 12


def test_an_export_of_another_program_is_mapped_and_the_missing_are_listed(run: Run, company: Path, here: Path) -> None:
    (here / "hr.csv").write_text("Mail;Who;Dept;Unit\nit0@company.example;Ivo;Tech;Data\nz@company.example;Z;Law;Law\n")
    columns = {"email": "Mail", "name": "Who", "side": "Dept", "team": "Unit"}
    (here / "hr.json").write_text(json.dumps({"columns": columns, "sides": {"Tech": "it"}}))
    ran = run("people import hr.csv --map hr.json --full --json")
    assert (ran.code, ran.json["changed"], ran.json["skipped"], len(ran.json["missing"])) == (0, 1, 1, 9)


def test_an_export_that_needs_a_mapping_is_told_the_option_for_it(run: Run, company: Path, here: Path) -> None:
    (here / "hr.csv").write_text("Mail;Who;Dept;Unit\nit0@company.example;Ivo;Tech;Data\n")
    ran = run("people import hr.csv --json")
    assert (ran.code, ran.out) == (1, "")
    error = json.loads(ran.err.splitlines()[-1])["error"]
    assert error["code"] == "unreadable-file"
    assert error["remedy"].endswith("say in a mapping file which of its columns they are, and name it with --map FILE")
    (here / "hr.json").write_text(json.dumps({"columns": {"email": "Mail", "name": "Who"}}))
    assert "--map" not in run("people import hr.csv --map hr.json").err


def test_a_person_is_added_shown_changed_and_removed(run: Run, company: Path) -> None:
    added = run("people add --email Ana@company.example --name 'Ana Lima' --side IT --team Data --knows 'SQL; CRM'")
    assert added.code == 0
    shown = run("people show ana@COMPANY.example --json").json
    assert shown["person"]["email"] == "Ana@company.example"
    assert shown["person"]["knows"] == ["SQL", "CRM"]
    assert (shown["absences"], shown["history"], shown["programs"]) == ([], [], [])
    assert run("people edit ana@company.example --team Web --knows ''").code == 0
    person = run("people list 'ana lima' --json").json["people"][0]
    assert (person["team"], person["knows"]) == ("Web", [])
    assert run("people change-email ana@company.example ana.lima@company.example").code == 0
    assert run("people change-email it0@company.example ANA.lima@company.example").code == 1
    assert run("people remove ana.lima@company.example").code == 0
    assert run("people show ana.lima@company.example").code == 1


def test_what_is_exported_is_imported_unchanged(run: Run, company: Path, here: Path) -> None:
    assert run("people export --out out.csv").code == 0
    assert (here / "out.csv").read_text(encoding="utf-8") == run("people export").out
    assert run("people import out.csv --json").json["unchanged"] == 10


def test_an_absence_is_listed_without_its_reason(run: Run, company: Path, here: Path) -> None:
    assert run(f"absences add {IT0} 2027-03-01 2027-03-05 'knee surgery'").code == 0
    listed = run("absences list --json")
    assert listed.json == {
        "absences": [{"email": IT0, "first_day": "2027-03-01", "last_day": "2027-03-05", "source": "typed"}]
    }
    assert "knee" not in run("absences list").out
    assert "knee" not in run(f"people show {IT0}").out
    assert "knee surgery" in run(f"people show {IT0} --reasons").out
    (here / "absences.csv").write_text(f"email,first_day,last_day\n{IT1},2027-03-01,2027-03-05\n")
    assert run("absences import absences.csv --json").json["added"] == 1


def test_past_pairings_are_marked_listed_and_exported(run: Run, company: Path, here: Path) -> None:
    header = "program,kind,it_email,marketing_email,guest,start,end,state"
    line = f"Autumn,ride-along,{IT0},{MIA0},it,2026-10-05,2026-10-09,published"
    (here / "history.csv").write_text(f"{header}\n{line}\n")
    assert run("history import history.csv").code == 0
    [row] = run("history list --json --program autumn --person", IT0, "--state published").json["history"]
    assert {key: row[key] for key in header.split(",")} == dict(zip(header.split(","), line.split(","), strict=True))
    assert run(f"history mark {row['id']} held --json").json["pairing"]["state"] == "held"
    assert run("history export").out == f"{header}\n{line.replace('published', 'held')}\n"
    assert run(f"end {row['id']} --reason moved").code == 0
    assert run("history list state:ended --json").json["history"][0]["state"] == "ended"


def test_people_are_enrolled_by_name_by_file_and_by_answer(run: Run, company: Path, here: Path) -> None:
    assert run("program create Spring --kind buddy --start 2027-01-11").code == 0
    assert run(f"enrol Spring {IT0} --json").json["enrolled"] == 1
    (here / "some.csv").write_text(f"email\n{IT0}\n{MIA0}\nwho@company.example\n")
    ran = run("enrol spring some.csv --json")
    assert (ran.code, ran.json["enrolled"]) == (3, 1)
    assert ran.json["rejected"][0]["line"] == 4
    assert run(f"enrol Spring {IT0} --state paused").code == 2
    assert run(f"enrol Spring {IT0} --state paused --until 2027-02-01").code == 0
    states = {one["email"]: one["state"] for one in run("program show Spring --json").json["enrolments"]}
    assert states == {IT0: "paused", MIA0: "agreed"}


def test_programs_are_listed_shown_and_put_away(run: Run, company: Path) -> None:
    settings = "--start 2027-01-13 --rounds 2 --weeks 4 --check-in-weekday Fri --check-in-time 14:30 --place Atrium"
    made = run("program create 'Spring buddies' --kind Buddy --guests marketing", settings, "--enrol all")
    assert made.code == 0
    assert "Monday 2027-01-18" in made.err
    shown = run("program show 'spring buddies' --json").json
    assert shown["program"]["check_in"] == {"weekday": 4, "time": "14:30", "minutes": 30, "every_weeks": 2}
    assert (shown["program"]["start"], shown["program"]["guests"]) == ("2027-01-18", "marketing")
    assert len(shown["enrolments"]) == 10
    assert "Friday 14:30" in run("program show 'Spring buddies'").out
    assert [one["name"] for one in run("program list --json").json["programs"]] == ["Spring buddies"]
    assert run("program archive 'Spring buddies'").code == 0
    assert run("program list --json").json == {"programs": []}
    assert run("program list --archived --json").json["programs"][0]["archived"] is True
    assert run("program create 'Spring buddies' --kind buddy --start 2027-01-18").code == 1


def test_a_plan_is_the_planners_document_with_people_by_address(run: Run, planned: Path) -> None:
    ran = run("plan Spring --json")
    plan = ran.json
    assert ran.code == 0
    assert plan["format"] == "ridealong-plan/1"
    assert plan["program"] == "Spring"
    assert len(plan["assignments"]) == plan["score"]["placed"] == plan["bound"]["placed"] == 6
    keys = {"guest", "host", "round", "fit", "met_before", "start", "end", "id", "state", "pinned"}
    assert all(set(one) == keys for one in plan["assignments"])
    assert sum(one["fit"] for one in plan["assignments"]) == plan["score"]["fit"]
    again = run("plan Spring --json").json
    assert {**again, "seconds": 0} == {**plan, "seconds": 0}
    before = content(planned)
    dry = run("plan Spring --json --dry-run --seed 7 --rounds 2 --from 2027-01-18").json
    assert {one["round"] for one in dry["assignments"]} <= {1, 2}
    assert content(planned) == before
    assert run("plan Spring --json --all-new").json["score"] == plan["score"]
    table = run("plan Spring").out
    assert "Everybody has a place." in table
    assert "     1  2027-01-11" in table


def test_places_without_a_host_need_attention_and_absences_do_not(run: Run, company: Path) -> None:
    settings = "--kind ride-along --start 2027-01-11 --rounds 1 --enrol all"
    assert run("program create Short", settings).code == 0
    short = run("plan Short --json")
    assert short.code == 3
    assert len(short.json["open"]) == 2
    assert all(one["reason"] and one["away"] is False for one in short.json["open"])
    assert "open: " in run("plan Short").out
    for one in short.json["open"]:
        assert run(f"absences add {one['guest']} 2027-01-13 2027-01-13").code == 0
    assert run("plan Short").code == 0


def test_of_many_open_places_a_few_guests_are_printed_and_all_are_in_the_json(run: Run, company: Path) -> None:
    rows = "\n".join(f"new{number}@company.example,New {number},it,New {number}" for number in range(9))
    (company.parent / "new.csv").write_text(f"email,name,side,team\n{rows}\n", encoding="utf-8")
    assert run("people import new.csv").code == 0
    settings = "--kind ride-along --start 2027-01-11 --rounds 2 --enrol all"
    assert run("program create Short", settings).code == 0
    found = run("plan Short --json").json["open"]
    guests = {one["guest"] for one in found}
    assert len(guests) > 10
    told = run("plan Short").out.splitlines()
    lines = [line for line in told if line.startswith("open: ")]
    assert (len(lines), len({line.split(",")[0] for line in lines})) == (10, 10)
    assert any("rounds 1 and 2" in line for line in lines)
    assert any(f"and {len(guests) - 10} more" in line and "--json" in line for line in told)


def test_why_and_candidates_explain_themselves(run: Run, planned: Path) -> None:
    draft = drafts(run)[0]
    ran = run(f"why {draft['guest']} {draft['host']} --program Spring --json").json
    assert ran["people"] == [draft["guest"], draft["host"]]
    assert ran["fit"]["points"] == sum(part["points"] for part in ran["fit"]["parts"]) == draft["fit"]
    assert "proposed" in ran["sentences"][0]
    assert {"placed", "fit"} <= {part["term"] for part in ran["worth"]}
    assert run(f"apart {IT0} {MIA0} 'an old quarrel'").code == 0
    kept = run(f"why {IT0} {MIA0}")
    assert "kept apart" in kept.out
    assert "quarrel" not in kept.out
    ranked = run(f"candidates {IT0} --json --round 1").json
    assert ranked["program"] == "Spring"
    assert ranked["round"] == 0
    assert len(ranked["candidates"]) == 4
    assert not next(one for one in ranked["candidates"] if one["email"] == MIA0)["free"]
    assert run("program create Second --kind buddy --start 2027-01-11 --enrol all").code == 0
    assert run(f"candidates {IT0}").code == 2


def test_other_choices_come_with_what_the_whole_plan_would_lose(run: Run, planned: Path) -> None:
    draft = drafts(run)[0]
    ranked = run(f"candidates {draft['guest']} --json --round {draft['round'] + 1}").json["candidates"]
    assert (ranked[0]["email"], ranked[0]["points"]) == (draft["host"], None)
    points = [one["points"] for one in ranked if one["points"] is not None]
    assert points == sorted(points, reverse=True)
    best = next(one for one in ranked if one["points"] is not None)
    assert best["moves"][0]["guest"] == draft["guest"]
    effect = run(f"why {draft['guest']} {best['email']} --round {best['round'] + 1} --json").json["effect"]
    assert effect["points"] == best["points"] == sum(part["points"] for part in effect["parts"])
    assert "Plan" in run(f"candidates {draft['guest']}").out


def test_guests_are_ranked_for_a_seat_of_a_host(run: Run, planned: Path) -> None:
    draft = drafts(run)[0]
    guests = run(f"candidates {draft['guest']} --json --round {draft['round'] + 1}").json["candidates"]
    ran = run(f"candidates {draft['host']} --json --round {draft['round'] + 1}").json
    ranked = ran["candidates"]
    assert ran["round"] == draft["round"]
    assert (ranked[0]["email"], ranked[0]["points"]) == (draft["guest"], None)
    assert ranked[0].keys() == guests[0].keys()
    best = next(one for one in ranked if one["points"] is not None)
    assert best["moves"][0]["guest"] == best["email"]
    assert best["moves"][0]["after"] == {"round": draft["round"], "host": draft["host"], "start": draft["start"]}
    assert "is a guest in round" in run(f"candidates {draft['host']} --round {draft['round'] + 1}").out
    assert ran["note"] == ""


@thorough_only
def test_scripts_are_told_too_where_not_all_moves_were_tried(run: Run, here: Path) -> None:
    run(f"people import {people_csv(here / 'many.csv', 24, 8)}")
    run("program create Spring --kind ride-along --start 2027-01-11 --rounds 4 --enrol all --host-rest-weeks 0")
    run("plan Spring")
    note = run(f"candidates {MIA0} --round 1 --json").json["note"]
    assert "only direct moves were tried" in note
    assert run(f"candidates {MIA0} --round 1").err == f"{note}\n"


def test_why_of_one_guest_tells_who_is_in_the_way(run: Run, company: Path) -> None:
    settings = "--kind ride-along --start 2027-01-11 --rounds 1 --enrol all"
    assert run("program create Short", settings).code == 0
    guest = run("plan Short --json").json["open"][0]["guest"]
    found = run(f"why {guest} --program Short --round 1 --json").json
    assert (found["guest"], found["open"][0]["rounds"]) == (guest, [0])
    assert found["open"][0]["why"] == "all seats are taken"
    assert guest in found["open"][0]["crowd"]
    assert len(found["open"][0]["crowd"]) > found["open"][0]["seats"]
    assert found["effect"]["moves"][0]["after"]["round"] == 0
    assert "has nobody in round 1" in run(f"why {guest} --program Short").out


def test_drafts_are_pinned_swapped_moved_and_set_aside(run: Run, planned: Path) -> None:
    one = drafts(run)[0]
    other = next(two for two in drafts(run) if two["round"] == one["round"] and two["id"] != one["id"])
    assert run(f"pin {one['id']} --json").json == {"id": one["id"], "pinned": True}
    assert run(f"pin {one['id']} --off").code == 0
    assert run(f"swap {one['id']} {other['id']}").code == 0
    now = {two["id"]: two for two in drafts(run)}
    assert (now[one["id"]]["host"], now[other["id"]]["host"]) == (other["host"], one["host"])
    assert now[one["id"]]["pinned"]
    replanned = {(two["guest"], two["host"], two["round"]) for two in run("plan Spring --json").json["assignments"]}
    assert (one["guest"], other["host"], one["round"]) in replanned
    assert run(f"cancel {one['id']}").code == 0
    assert run(f"move {other['id']} --round 4 --json").json == {"id": other["id"], "round": 3}
    assert run(f"move {other['id']} --round 9").code == 1
    assert run(f"move {other['id']} --round 0").code == 2


def test_a_freeze_is_told_with_its_reason(run: Run, planned: Path) -> None:
    ran = run("freeze marketing 2027-01-11 2027-02-05 'campaign launch' --json")
    assert ran.json["freeze"]["reason"] == "campaign launch"
    assert "campaign launch" in run("plan Spring").out


def test_publishing_makes_invites_due_and_cancelling_cancels_them(run: Run, planned: Path, here: Path) -> None:
    text = run("compare Spring").out
    assert "In all: " in text
    assert "points" not in text.casefold()
    assert "squared" not in text
    would = run("compare Spring --json").json
    assert {one["email"] for one in would["tells"]} == {
        one[role] for one in would["publishes"] for role in ("guest", "host")
    }
    done = run("publish Spring --json")
    assert "no organizer is set" in done.err
    assert "config.toml" in done.err
    assert done.json["pairings"] == len(would["publishes"]) == 6
    assert run("publish Spring").code == 1
    due = run("invites list --json").json["invites"]
    # Each visit has a prep, a welcome, the visit itself and a debrief.
    assert len(due) == done.json["invites"] == 24
    assert {one["method"] for one in due} == {"REQUEST"}
    exported = run("invites export --out out --organizer 'Pat Lee <pat@company.example>' --json")
    assert "no organizer" not in exported.err
    assert all(b"mailto:pat@company.example" in Path(one).read_bytes() for one in exported.json["files"])
    before = {path.name: path.read_bytes() for path in (here / "out").iterdir()}
    again = "--again --organizer 'Pat Lee <pat@company.example>'"
    assert len(run("invites export --out out", again).out.splitlines()) == 24
    assert {path.name: path.read_bytes() for path in (here / "out").iterdir()} == before
    assert run(f"cancel {would['publishes'][0]['id']} --reason ill").code == 0
    (here / "config.toml").write_text('[organizer]\nname = "Pat Lee"\nemail = "pat@company.example"\n')
    assert [one["method"] for one in run("invites list --json").json["invites"]] == ["CANCEL"] * 4


def test_the_list_of_invites_says_what_and_why_before_to_whom(run: Run, planned: Path) -> None:
    assert run("publish Spring").code == 0
    [first] = run("invites list --json").json["invites"][:1]
    title, line, *_rest = run("invites list").out.splitlines()
    assert title.split() == ["Start", "Invite", "Summary", "Why", "To"]
    start = f"{first['start']}  request  {first['summary']}"
    assert line.startswith(start)
    assert line.removeprefix(start).split() == ["new", *", ".join(first["to"]).split()]


@pytest.mark.parametrize("text", ["Pat Lee", "Pat <pat>", "Pat <pat@company.example", "P\x1bat <pat@company.example>"])
def test_an_organizer_is_a_name_and_an_address(run: Run, planned: Path, text: str) -> None:
    assert run("publish Spring --organizer", f"'{text}'").code == 2


def test_settings_are_shown_with_their_place(run: Run, here: Path) -> None:
    assert run("config path").out == f"{here / 'config.toml'}\n"
    (here / "config.toml").write_text('coordinator = "pat"\n[organizer]\nemail = "pat@company.example"\n')
    shown = run("config show --json").json
    assert (shown["coordinator"], shown["organizer"]["email"]) == ("pat", "pat@company.example")
    assert shown["database"] == "a.db"
    assert "pat@company.example" in run("config show").out


def test_the_history_is_listed_up_to_a_limit(run: Run, planned: Path) -> None:
    assert run("publish Spring --all --yes").code == 0
    everything = run("history list --json").json["history"]
    assert len(everything) > 2
    assert run("history list --limit 2 --json").json["history"] == everything[:2]
    assert f"2 of {len(everything)} pairings." in run("history list --limit 2").err
    assert f"{len(everything)} pairings." in run("history list --limit 999").err
    assert "of" not in run("history list --limit 999").err
    assert run("history list --limit 0").code == 2


def test_a_term_that_names_a_state_finds_drafts_as_well(planned: Path, run: Run) -> None:
    drafts = run("history list --state proposed --json").json["history"]
    assert drafts
    assert run("history list state:proposed --json").json["history"] == drafts
    assert run("history list --json").json["history"] == []


def test_the_journal_counts_as_the_plan_does(planned: Path, run: Run) -> None:
    said = run("plan Spring --dry-run").err + run("plan Spring --dry-run").out
    summary = run("journal --action plan --json").json["journal"][0]["summary"]
    assert summary.startswith("Spring: ")
    assert summary.removeprefix("Spring: ") in said
