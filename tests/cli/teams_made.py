"""A composite program of the small company with a team, as commands make them."""

from pathlib import Path

import pytest

from .conftest import goes_on

PROGRAM = "program create Embeds --kind composite --start 2027-01-11 --enrol all --cover-percent 100"
ENGINEER, PLANNER, ANALYST = (
    "'side=it, name=Data engineer, must=sql, nice=cloud;privacy, share=50'",
    "'side=marketing, name=Campaign planner, share=40'",
    "'side=it, name=Analyst, share=30, from=2027-01-18, until=2027-01-29'",
)
LOYALTY = (
    "teams add Embeds 'Loyalty app' --purpose 'More repeat orders' --focus Mobile --until 2027-02-05 "
    f"--meets 'Wed 10:00 45' --slot {ENGINEER} --slot {PLANNER} --slot {ANALYST} "
    "--task 'Choose a vendor: A=2 R=1,2 C=3' --task 'Ask customers'"
)


@pytest.fixture(scope="session")
def small_teams(small_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return goes_on(small_company, tmp_path_factory.mktemp("teams"), PROGRAM, LOYALTY)


@pytest.fixture(scope="session")
def small_running(small_teams: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("teams-published")
    return goes_on(small_teams, folder, "teams form Embeds", "publish Embeds --yes --without-agreement pilot")
