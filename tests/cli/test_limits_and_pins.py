"""What is fixed or forbidden beforehand by commands, and taken back again."""

from pathlib import Path

import pytest

from .conftest import Run, content

IT0, IT1, MIA0, MIA1 = (f"{who}@company.example" for who in ("it0", "it1", "marketing0", "marketing1"))


def test_what_is_pinned_beforehand_is_listed_planned_and_let_go(run: Run, planned: Path) -> None:
    made = run(f"pin --program spring --guest {IT0} --host {MIA1} --round 4 --json")
    assert made.json == {"pin": {"program": "Spring", "guest": IT0, "host": MIA1, "round": 3}, "pinned": True}
    assert "plans with it" in run(f"pin --program Spring --guest {IT1} --round 2").err
    assert run("pin --program Spring --json").json == {
        "pins": [
            {"program": "Spring", "guest": IT0, "host": MIA1, "round": 3},
            {"program": "Spring", "guest": IT1, "host": None, "round": 1},
        ]
    }
    table = run("pin --program Spring").out.splitlines()
    assert table[0].split()[:2] == ["Guest", "E-mail"]
    assert table[1].split()[-2:] == ["4", "2027-02-01"]
    assignments = run("plan Spring --json").json["assignments"]
    where = {one["guest"]: (one["host"], one["round"]) for one in assignments}
    assert where[IT0] == (MIA1, 3)
    assert where[IT1][1] == 1
    assert run(f"pin --program Spring --guest {IT0} --off --json").json["pinned"] is False
    assert run(f"pin --program Spring --guest {IT1} --round 2 --off").code == 0
    assert run("pin --program Spring --json").json == {"pins": []}


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("pin", "Name the number of a draft, or a program with --program"),
        ("pin 1 --program Spring", "Name either the number of a draft, or a program"),
        ("pin --program Spring --off", "Name whose pin it is with --guest"),
        ("pin --program Spring --host it0@company.example", "Name whose pin it is with --guest"),
        ("pin --program Spring --guest it0@company.example", "Name a host with --host, a round with --round, or both"),
        ("pin --program Spring --guest it0@company.example --round 0", "--round"),
        ("freeze it", "Name a team or a side, the first day and the last"),
        ("freeze --off", "Name a team or a side, the first day and the last"),
        ("freeze it 2027-03-01 2027-03-02", "A freeze needs its reason"),
        ("freeze it 2027-03-01 2027-03-02 launch --off", "WHY is for freezing, not for --off"),
        ("apart it0@company.example marketing0@company.example quarrel --off", "not for --off"),
    ],
)
def test_a_call_that_leaves_open_what_is_meant_is_wrong(run: Run, planned: Path, call: str, said: str) -> None:
    before = content(planned)
    ran = run(call)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert content(planned) == before


def test_a_clash_of_a_pin_with_a_pinned_draft_is_told_without_a_traceback(run: Run, planned: Path) -> None:
    draft = next(one for one in run("compare Spring --all --json").json["publishes"] if one["guest"] == IT0)
    other = next(one for one in (MIA0, MIA1) if one != draft["host"])
    number = draft["round"] + 1
    assert run(f"pin --program Spring --guest {IT0} --host {other} --round {number}").code == 0
    assert run(f"pin {draft['id']}").code == 0
    ran = run("plan Spring")
    assert (ran.code, ran.out) == (1, "")
    assert f"in round {number} clashes with" in ran.err
    assert "pins[" not in ran.err
    assert "this should not have happened" not in ran.err
    again = run(f"pin --program Spring --guest {IT0} --round {number}")
    assert again.code == 1
    assert "is pinned already" in again.err


def test_a_pinned_draft_that_cannot_take_place_needs_attention(run: Run, planned: Path) -> None:
    draft = min(run("compare Spring --all --json").json["publishes"], key=lambda one: str(one["start"]))
    later = run("plan Spring --from 2027-01-18 --json")
    assert run("undo").code == 0
    assert run(f"pin {draft['id']}").code == 0
    assert run(f"absences add {draft['guest']} {draft['start']} {draft['end']}").code == 0
    ran = run("plan Spring --from 2027-01-18 --json")
    assert [one["id"] for one in ran.json["broken"]] == [draft["id"]]
    assert all(one["away"] for one in ran.json["open"])
    assert (later.code, later.json["broken"], ran.code) == (0, [], 3)


def test_two_people_are_kept_apart_and_may_be_paired_again(run: Run, company: Path) -> None:
    assert run(f"apart {IT0} {MIA0} 'an old quarrel'").code == 0
    assert "apart --off" in run(f"why {IT0} {MIA0}").out
    assert run(f"apart {MIA0} {IT0} --off --json").json == {"apart": [MIA0, IT0], "removed": True}
    assert "kept apart" not in run(f"why {IT0} {MIA0}").out
    assert run(f"apart {IT0} {MIA0} --off").code == 1


def test_freezes_are_listed_and_taken_back(run: Run, company: Path) -> None:
    assert run("freeze marketing 2027-01-11 2027-02-05 'campaign launch'").code == 0
    assert run("freeze --json").json == {
        "freezes": [
            {
                "side": "marketing",
                "team": "",
                "first_day": "2027-01-11",
                "last_day": "2027-02-05",
                "reason": "campaign launch",
            }
        ]
    }
    assert run("freeze").out.splitlines()[1].split() == [
        *("Marketing", "all", "2027-01-11", "2027-02-05", "campaign", "launch")
    ]
    assert run("freeze marketing 2027-01-11 2027-02-06 --off").code == 1
    assert run("freeze Marketing 2027-01-11 2027-02-05 --off --json").json["removed"] is True
    assert run("freeze --json").json == {"freezes": []}


def test_an_absence_is_removed_without_telling_its_reason(run: Run, company: Path) -> None:
    assert run(f"absences add {IT0} 2027-03-01 2027-03-05 'knee surgery'").code == 0
    missed = run(f"absences remove {IT0} 2027-03-01 2027-03-04")
    assert missed.code == 1
    removed = run(f"absences remove {IT0} 2027-03-01 2027-03-05 --json")
    assert removed.json["removed"] is True
    assert not any("knee" in text for text in (missed.err, removed.out, removed.err))
    assert run("absences list --json").json == {"absences": []}
