"""Embeds where commands list what took place: the history, a person, who has met, and the report."""

from pathlib import Path

import pytest

from ridealong.domain.days import FixedClock
from ridealong.services.desk import open_desk
from services.conftest import START
from services.teams.made import EMBEDS, ENGINEER, LOYALTY, PLANNER, composite, embed, team

from .conftest import Run

IT, MARKETING = "it0@company.example", "marketing0@company.example"
LATER = "--today 2027-03-08"


@pytest.fixture
def embedded(run: Run, published: Path) -> Path:
    """One of each side in a team for eight weeks."""
    desk = open_desk(published, clock=FixedClock(START))
    composite(desk)
    made = team(desk)
    embed(desk, made, ENGINEER, IT)
    embed(desk, made, PLANNER, MARKETING)
    desk.close()
    return published


def test_the_history_lists_embeds_beside_pairings(run: Run, embedded: Path) -> None:
    shown = run(f'{LATER} history list --program "{EMBEDS}"')
    assert "Loyalty app" in shown.out
    assert "2 embeds" in shown.err
    one = next(row for row in run(f"{LATER} history list kind:composite --json").json["embeds"] if row["side"] == "it")
    assert (one["team"], one["slot"], one["person"], one["share"]) == (LOYALTY, ENGINEER, IT, 40)
    assert (one["weeks"], one["state"], one["start"], one["end"]) == (3.2, "held", "2027-01-11", "2027-03-05")
    assert "reason" not in one


def test_the_export_of_pairings_has_none_of_them_unless_asked(run: Run, embedded: Path) -> None:
    assert LOYALTY not in run("history export").out
    head, *rows = run("history export --embeds").out.splitlines()
    assert head.startswith("program,team,slot,email,side,home_team")
    assert len(rows) == 2
    assert len(run("history export --embeds --json").json["embeds"]) == 2


def test_a_person_is_shown_with_embeds_and_the_share_of_the_weeks_ahead(run: Run, embedded: Path) -> None:
    shown = run(f"people show {IT}")
    assert "embedded for 40 % of the week" in shown.out
    assert LOYALTY in shown.out
    document = run(f"people show {IT} --json").json
    assert [one["team"] for one in document["embeds"]] == [LOYALTY]
    assert document["load"]["ahead"]["embeds"] == 1
    assert max(week["share"] for week in document["load"]["weeks"]) == 40


def test_who_has_met_says_for_how_many_weeks(run: Run, embedded: Path) -> None:
    rows = run(f'{LATER} exposure --program "{EMBEDS}" --json').json["exposure"]
    (met,) = [row for row in rows if row["times"]]
    assert met["embed_weeks"] == 7.2
    assert "Weeks embedded" in run(f"{LATER} exposure").out
    wrong = run(f'exposure --forecast "{EMBEDS}"')
    assert (wrong.code, "has composite teams" in wrong.err) == (1, True)


def test_the_report_of_a_composite_program_tells_of_its_teams(run: Run, embedded: Path) -> None:
    found = run(f'{LATER} report "{EMBEDS}" --json').json["report"]
    assert (found["embeds"]["teams"], found["embeds"]["work_weeks"]) == (1, 7.2)
    assert "## Composite teams" in run(f'{LATER} report "{EMBEDS}"').out
