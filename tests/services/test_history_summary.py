"""The history in numbers: visits by week, reach, repeats; and all of it as CSV."""

from datetime import date
from pathlib import Path

import pytest

from ridealong.domain.pairings import MET
from ridealong.services.desk import Desk
from ridealong.services.outcomes import history, history_tables
from ridealong.services.outcomes.exposure import exposure
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.outcomes.history_summary import COMING_WEEKS, summary
from ridealong.services.outcomes.import_history import import_history
from services.conftest import csv

HEADER = "program,kind,it_email,marketing_email,guest,start,end,state"
ROWS = (
    "Autumn,ride-along,ana@x.example,mia@x.example,it,2026-12-07,2026-12-11,held",
    "Autumn,ride-along,ben@x.example,noa@x.example,marketing,2026-12-07,2026-12-11,missed",
    "Autumn,ride-along,ana@x.example,mia@x.example,marketing,2026-12-14,2026-12-18,ended",
    "Autumn,ride-along,ana@x.example,oto@x.example,it,2026-12-21,2026-12-23,published",
    "Autumn,ride-along,ana@x.example,noa@x.example,it,2026-12-14,2026-12-18,cancelled",
    "Winter,ride-along,ana@x.example,oto@x.example,it,2027-01-06,2027-01-08,published",
    "Buddies,buddy,cho@x.example,mia@x.example,it,2026-12-07,2027-03-05,published",
)


@pytest.fixture
def past(small: Desk, tmp_path: Path) -> Desk:
    """Some visits before and after today, 4 January 2027."""
    import_history(small, csv(tmp_path, HEADER, *ROWS))
    return small


def test_visits_are_counted_in_the_week_in_which_they_begin_and_by_how_they_went(past: Desk) -> None:
    found = summary(past, weeks=4)
    assert [week.monday for week in found.weeks][:1] == [date(2026, 12, 7)]
    assert len(found.weeks) == 4 + COMING_WEEKS
    counted = [(week.held, week.missed, week.ended, week.unmarked, week.planned) for week in found.weeks[:6]]
    assert counted == [
        (1, 1, 0, 0, 0),
        (0, 0, 1, 0, 0),
        (0, 0, 0, 1, 0),
        (0, 0, 0, 0, 0),
        (0, 0, 0, 0, 1),
        (0, 0, 0, 0, 0),
    ]
    assert len(summary(past, weeks=2).weeks) == 2 + COMING_WEEKS


def test_a_visit_that_began_last_week_and_is_not_over_is_not_taken_for_unmarked(small: Desk, tmp_path: Path) -> None:
    row = "Autumn,ride-along,ana@x.example,oto@x.example,it,2026-12-28,{},published"
    import_history(small, csv(tmp_path, HEADER, row.format("2027-01-08")))
    week = summary(small, weeks=1).weeks[0]
    assert (week.unmarked, week.planned) == (0, 1)


def test_reach_is_the_share_of_a_team_that_has_met_somebody(past: Desk) -> None:
    found = {(team.side, team.team): (team.met, team.people, team.percent) for team in summary(past).reach}
    assert found == {
        ("it", "Data"): (0, 1, 0),
        ("it", "Platform"): (2, 2, 100),
        ("marketing", "Brand"): (2, 2, 100),
        ("marketing", "CRM"): (0, 1, 0),
    }


def test_the_same_two_are_one_pair_whoever_visits(past: Desk) -> None:
    assert summary(past).repeats == {1: 1, 2: 2}
    assert sum(times * pairs for times, pairs in summary(past).repeats.items()) == len(
        history.page(past, HistoryQuery(states=MET)).rows
    )


def test_one_program_is_counted_alone(past: Desk) -> None:
    found = summary(past, program="winter")
    assert sum(week.total for week in found.weeks) == 1
    assert found.repeats == {1: 1}
    # Nobody is enrolled in what was imported.
    assert found.reach == ()


def test_without_a_past_there_is_nothing_to_draw(small: Desk) -> None:
    assert summary(small).is_empty
    assert not any(team.met for team in summary(small).reach)


def test_every_table_has_its_numbers_as_csv(past: Desk) -> None:
    lines = history_tables.summary_csv(summary(past, weeks=4)).splitlines()
    assert lines[0] == "chart,about,counted,number"
    assert {"visits,2026-12-07,held,1", "reach,Platform,met,2", "repeats,2,pairs,2"} <= set(lines)
    lines = history_tables.exposure_csv(exposure(past)).splitlines()
    assert "Data,CRM,0,0,,,,,,0" in lines
    assert len(lines) == 1 + len(exposure(past).all_contacts())
    assert history_tables.exposure_csv(exposure(past), never=True).splitlines()[1:] == [
        f"{one},{other},0,0,,,,,,0" for one, other in exposure(past).never()
    ]
