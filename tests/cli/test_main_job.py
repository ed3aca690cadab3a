"""The main job from a roster to calendars, by the very commands of the issue."""

from collections import Counter
from pathlib import Path

import icalendar

from thorough import examples

from .conftest import Run
from .samples import history_csv, people_csv

GUESTS = examples(150)
HOSTS = GUESTS - 3
MET = GUESTS * 2 // 3
BROKEN = (
    "nobody,No Address,it,Data,,,,,,,",
    "x@company.example,X,sales,Data,,,,,,,",
    "y@company.example,Y,it,Data,,,Mars/Base,,,,",
)


def test_a_coordinator_gets_from_a_roster_to_calendars(run: Run, here: Path) -> None:
    people_csv(here / "people.csv", GUESTS, HOSTS, *BROKEN)
    history_csv(here / "history.csv", MET)

    first = run("people", "import", "people.csv")
    assert first.code == 3
    assert f"{GUESTS + HOSTS} added, 0 changed, 0 unchanged, 3 rejected" in first.out
    for number, said in enumerate(("email: 'nobody'", "side: 'sales'", "time_zone: 'Mars/Base'"), GUESTS + HOSTS + 2):
        assert f"line {number}, {said}" in first.out

    again = run("people", "import", "people.csv", "--json")
    assert again.code == 3
    assert (again.json["added"], again.json["changed"], again.json["unchanged"]) == (0, 0, GUESTS + HOSTS)
    assert [set(one) for one in again.json["rejected"]] == [{"line", "column", "value", "problem"}] * 3

    assert run("history", "import", "history.csv").code == 0
    settings = "--kind ride-along --guests it --start 2027-01-11 --rounds 6 --weeks 1 --enrol all"
    assert run('program create "Spring ride-alongs"', settings).code == 0

    plan = run('plan "Spring ride-alongs"', "--json")
    assert plan.code in (0, 3)
    assignments = plan.json["assignments"]
    assert plan.json["format"] == "ridealong-plan/1"
    assert len(assignments) == plan.json["score"]["placed"] == GUESTS
    for role in ("guest", "host"):
        assert max(Counter((one[role], one["round"]) for one in assignments).values()) == 1
    met_before = {(f"it{n}@company.example", f"marketing{n}@company.example") for n in range(MET)}
    assert met_before.isdisjoint((one["guest"], one["host"]) for one in assignments)
    assert all(one["start"] >= "2027-01-11" and one["id"] and one["pinned"] is False for one in assignments)

    compared = run('compare "Spring ride-alongs"')
    assert compared.code == 0
    assert "Publishing adds" in compared.out
    assert min(assignments, key=lambda one: one["round"])["guest"] in compared.out

    assert run('publish "Spring ride-alongs"').code == 0
    exported = run("invites", "export", "--out", "out/")
    assert exported.code == 0
    files = sorted((here / "out").glob("*.ics"))
    assert len(exported.out.splitlines()) == len(files) > 0
    for path in files:
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        assert len({str(event["UID"]) for event in calendar.walk("VEVENT")}) == 1
    assert run("invites", "export", "--out", "out/", "--json").json["files"] == []

    history = run("history", "list", "--json").json["history"]
    states = Counter(one["state"] for one in history)
    assert states["held"] == MET
    # Each visit has a prep, a welcome, the visit itself and a debrief.
    assert states["published"] == len(files) // 4
    assert {"program", "kind", "it_email", "marketing_email", "guest", "start", "end", "state"} <= set(history[0])
