"""The commands about public holidays."""

from pathlib import Path

import pytest

from .conftest import Run, content


def test_holidays_are_set_for_a_place_listed_and_taken_back(run: Run, company: Path) -> None:
    assert run("people edit it0@company.example --site Munich --time-zone Europe/Berlin").code == 0
    made = run("holidays set munich de-by --json")
    assert made.json == {"place": {"place": "Munich", "country": "DE-BY", "people": 1}}
    listed = run("holidays list --days 2027 --json").json
    assert listed["places"] == [made.json["place"]]
    assert {"site": "Munich", "time_zone": "Europe/Berlin", "people": 1, "country": "DE-BY"} in listed["in_use"]
    assert {"country": "DE-BY", "day": "2027-01-06", "name": "Epiphany"} in listed["days"]
    shown = run("holidays list --days 2027").out
    assert "Munich" in shown
    assert "Epiphany" in shown
    assert "days" not in run("holidays list --json").json
    assert run("holidays remove Munich").code == 0
    assert run("holidays list --json").json["places"] == []
    assert "count: for nobody yet" in run("holidays set Lisbon PT").err


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        ("set Munich Bavaria", 2, "'Bavaria' is not a country whose public holidays are known"),
        ("set Europe/Munich DE", 2, "'Europe/Munich' is not a time zone"),
        ("remove Munich", 1, "No holidays were set for 'Munich'"),
        ("list --days soon", 2, "'soon' is not a valid integer range"),
    ],
)
def test_what_is_no_place_or_no_country_changes_nothing(
    run: Run, company: Path, call: str, code: int, said: str
) -> None:
    before = content(company)
    ran = run("holidays", call)
    assert (ran.code, said in ran.err) == (code, True)
    assert content(company) == before
