"""The report for the sponsors, and the forecast of meetings, on the command line."""

import json
from pathlib import Path

import pytest

from .conftest import Run, settled
from .samples import people_csv

HEADER = "program,kind,it_email,marketing_email,guest,start,end,state\n"


@pytest.fixture
def past(here: Path) -> Path:
    """Two visits of a program that is over; today is 1 December 2026."""
    people_csv(here / "people.csv", 6, 4)
    rows = [line.split(",") for line in (here / "people.csv").read_text().splitlines()[1:]]
    it, marketing = ([row[0] for row in rows if side in row] for side in ("it", "marketing"))
    (here / "past.csv").write_text(
        HEADER
        + f"Autumn,ride-along,{it[0]},{marketing[0]},it,2026-10-05,2026-10-09,held\n"
        + f"Autumn,ride-along,{it[1]},{marketing[1]},it,2026-10-12,2026-10-16,missed\n"
    )
    settled(here, "people import people.csv", "history import past.csv")
    return here / "a.db"


@pytest.mark.parametrize(
    ("name", "begins"), [("r.html", "<!DOCTYPE html>"), ("r.md", "# Autumn"), ("r.json", '{\n  "report"')]
)
def test_a_report_is_written_by_the_ending_of_its_file(
    past: Path, run: Run, here: Path, name: str, begins: str
) -> None:
    ran = run("report autumn --out", name)
    assert (ran.code, ran.out) == (0, "")
    assert f"The report on Autumn is written to {name}." in ran.err
    text = (here / name).read_text(encoding="utf-8")
    assert text.startswith(begins)
    assert "@company.example" not in text
    # As every export, it takes the place of the one before.
    assert run("report autumn --out", name).code == 0


def test_without_a_file_it_is_markdown_on_stdout_or_what_is_asked_for(past: Path, run: Run) -> None:
    assert run("report Autumn").out == run("report Autumn --out -").out
    assert "2 visits planned: 1 held and 1 missed." in run("report Autumn").out
    assert run("report Autumn --form html").out.startswith("<!DOCTYPE html>")
    assert json.loads(run("report Autumn --form json").out) == run("report Autumn --json").json


def test_the_document_stands_beside_the_file(past: Path, run: Run, here: Path) -> None:
    ran = run("report Autumn --json --out page.html")
    assert ran.json["report"]["total"]["held"] == 1
    assert (here / "page.html").exists()


def test_what_cannot_be_written_is_refused(past: Path, run: Run, here: Path) -> None:
    assert run("report Autumn --out r.pdf").code == 2
    assert run("report Nothing").code == 1
    (here / "folder.md").mkdir()
    assert run("report Autumn --out folder.md").code == 1
    assert not (here / "r.pdf").exists()


def test_the_forecast_tells_round_by_round_which_teams_will_meet(past: Path, run: Run) -> None:
    settled(past.parent, "program create Spring --kind ride-along --start 2027-01-11 --rounds 4 --enrol all")
    found = run("exposure --forecast spring --json").json["forecast"]
    assert found["never"] == found["pairs"] - 1
    assert [one["round"] for one in found["rounds"]] == list(range(1, len(found["rounds"]) + 1))
    assert found["rounds"][-1]["left"] == 0
    assert sum(len(one["new"]) for one in found["rounds"]) == found["never"]
    assert found["done"] == found["rounds"][-1]["start"]
    ran = run("exposure --forecast Spring")
    assert len(ran.out.splitlines()) == 1 + len(found["rounds"])
    assert found["says"] in ran.err
    assert run("exposure --forecast Nothing").code == 1
    for other in ("--never", "--program Autumn", "--csv", "--between A B", "--since 2026-01-01"):
        assert run("exposure --forecast Spring", other).code == 2
