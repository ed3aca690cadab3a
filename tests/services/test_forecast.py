"""The forecast of meetings between teams, and that planning brings together who has never met."""

from datetime import timedelta
from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.errors import NotFound, Refused
from ridealong.domain.forecast import Forecast, forecast_words
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import limits, people
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.programs.forecast import forecast
from ridealong.services.publishing import publishing
from services.conftest import SPRING, START, csv, employ, it, marketing, ride_alongs, week

HEADER = "program,kind,it_email,marketing_email,guest,start,end,state"
IT_TEAMS, MARKETING_TEAMS = ("Data", "Platform", "Web"), ("Brand", "CRM", "Events")


@pytest.fixture
def nine(desk: Desk) -> Desk:
    """Two people in each of three teams on both sides."""
    for team in IT_TEAMS:
        employ(desk, it(f"{team}1", team), it(f"{team}2", team))
    for team in MARKETING_TEAMS:
        employ(desk, marketing(f"{team}1", team), marketing(f"{team}2", team))
    return desk


def lefts(found: Forecast) -> list[int]:
    return [one.left for one in found.rounds]


def test_rounds_without_a_plan_are_expected_to_bring_new_teams_together(nine: Desk) -> None:
    ride_alongs(nine, rounds=6)
    found = forecast(nine, SPRING)
    # Six guests, each with one visit in six rounds: one pairing a round.
    assert (found.pairs, found.never, found.per_round, found.seen) == (9, 9, 1, False)
    assert lefts(found) == [8, 7, 6, 5, 4, 3, 2, 1, 0]
    assert found.done is not None
    assert (found.done.number, found.done.first) == (9, START + timedelta(weeks=8))
    assert found.at_the_end == 3
    assert forecast_words(found) == (
        "All 9 pairs of teams will have met after 9 more rounds at the earliest. That is the one of 2027-03-08. "
        "When the program ends, 3 are left."
    )


def test_drafts_and_what_is_published_count_as_they_are(nine: Desk) -> None:
    ride_alongs(nine, rounds=6, visits_per_guest=2, host_visits=None, host_rest_weeks=0)
    planned = plans.plan(nine, SPRING)
    found = forecast(nine, SPRING)
    assert [one.planned for one in found.rounds[:6]] == [True] * 6
    assert found.seen
    teams = {(one.guest.team, one.host.team) for one in planned.proposals}
    assert lefts(found)[5] == 9 - len(teams)
    new = [pair for one in found.rounds for pair in one.new]
    assert sorted(new[: len(teams)]) == sorted(teams)
    publishing.publish(nine, SPRING, everything=True)
    assert forecast(nine, SPRING) == found


def test_what_has_begun_has_met_and_is_no_round_to_come(nine: Desk, make_desk: MakeDesk) -> None:
    ride_alongs(nine, rounds=6, host_visits=None, host_rest_weeks=0)
    plans.plan(nine, SPRING)
    publishing.publish(nine, SPRING, everything=True)
    before = forecast(nine, SPRING)
    after = forecast(make_desk(today=START + timedelta(weeks=2)), SPRING)
    assert after.rounds[0].number == 4
    assert after.never == before.rounds[2].left
    assert after.rounds[:3] == before.rounds[3:6]


def test_meetings_in_other_programs_count(nine: Desk, tmp_path: Path) -> None:
    ride_alongs(nine)
    past = "Old,ride-along,data1@x.example,brand1@x.example,it,2026-03-02,2026-03-06,held"
    coming = "Other,ride-along,web1@x.example,crm1@x.example,it,2027-03-01,2027-03-05,published"
    missed = "Old,ride-along,web1@x.example,brand1@x.example,it,2026-03-02,2026-03-06,missed"
    import_history(nine, csv(tmp_path, HEADER, past, coming, missed))
    assert forecast(nine, SPRING).never == 7


def test_teams_that_cannot_meet_are_named_with_the_reason(nine: Desk) -> None:
    ride_alongs(nine)
    limits.add_freeze(nine, "Events", week(0, 9), "trade fair")
    people.edit(nine, "crm1@x.example", {"capacity": 0})
    people.edit(nine, "crm2@x.example", {"capacity": 0})
    for one in ("data1", "data2"):
        for other in ("brand1", "brand2"):
            limits.add_apart(nine, f"{one}@x.example", f"{other}@x.example", "private")
    found = forecast(nine, SPRING)
    why = {(one.it_team, one.marketing_team): one.why for one in found.cannot}
    assert why["Web", "CRM"] == "nobody of CRM takes part and receives anybody"
    assert why["Data", "Events"] == "Events takes no part until the end of the program"
    assert why["Data", "Brand"] == "none of their people may be paired"
    assert len(why) == 7
    assert lefts(found)[-1] == 0
    assert "private" not in forecast_words(found)
    assert "7 pairs cannot meet" in forecast_words(found)


def test_a_team_nobody_of_which_is_enrolled_cannot_meet_anybody(nine: Desk) -> None:
    ride_alongs(nine)
    employ(nine, it("Late", "Security"))
    found = forecast(nine, SPRING)
    assert {one.why for one in found.cannot} == {"nobody of Security takes part"}
    assert len(found.cannot) == 3


def test_what_brings_nobody_together_two_by_two_has_no_forecast(nine: Desk) -> None:
    with pytest.raises(NotFound):
        forecast(nine, "Nothing")
    programs.create(nine, programs.NewProgram(name="Coffee", kind=Kind.COFFEE, start=START))
    with pytest.raises(Refused, match="brings groups together"):
        forecast(nine, "Coffee")


def test_an_empty_company_has_no_teams_to_forecast(desk: Desk) -> None:
    programs.create(desk, programs.NewProgram(name="Alone", kind=Kind.RIDE_ALONG, start=START))
    assert forecast_words(forecast(desk, "Alone")) == "There are no two teams that could meet."


def test_planning_brings_together_who_has_never_met_first(desk: Desk, tmp_path: Path) -> None:
    """Everybody has met one of two hosts before, whom they would suit better: they get the other one."""
    employ(desk, it("Ana", knows=("sql",)), it("Ben", knows=("seo",)))
    employ(desk, marketing("Mia", wants=("sql",)), marketing("Noa", wants=("seo",)))
    rows = [
        "Old,ride-along,ana@x.example,mia@x.example,it,2025-03-03,2025-03-07,held",
        "Old,ride-along,ben@x.example,noa@x.example,it,2025-03-03,2025-03-07,held",
    ]
    import_history(desk, csv(tmp_path, HEADER, *rows))
    ride_alongs(desk, rounds=1, host_rest_weeks=0)
    plans.plan(desk, SPRING)
    pairs = {(one.guest.name, one.host.name) for one in plans.page(desk, SPRING).proposals}
    assert pairs == {("Ana", "Noa"), ("Ben", "Mia")}


def test_planning_brings_teams_together_that_are_new_to_each_other(desk: Desk, tmp_path: Path) -> None:
    """Everybody knows one team from somebody else of it: nobody has met the hosts themselves."""
    employ(desk, it("Ana"), it("Ben", "Data"))
    employ(desk, marketing("Mia", "Brand"), marketing("Noa", "CRM"), marketing("Old", "Brand"), marketing("Orr", "CRM"))
    rows = [
        "Old,ride-along,ana@x.example,old@x.example,it,2025-03-03,2025-03-07,held",
        "Old,ride-along,ben@x.example,orr@x.example,it,2025-03-03,2025-03-07,held",
    ]
    import_history(desk, csv(tmp_path, HEADER, *rows))
    people.remove(desk, "old@x.example", "orr@x.example")
    ride_alongs(desk, rounds=1, host_rest_weeks=0)
    plans.plan(desk, SPRING)
    pairs = {(one.guest.team, one.host.team) for one in plans.page(desk, SPRING).proposals}
    assert pairs == {("Platform", "CRM"), ("Data", "Brand")}


def test_who_visits_twice_meets_two_teams(nine: Desk) -> None:
    ride_alongs(nine, rounds=6, visits_per_guest=2, host_visits=None, host_rest_weeks=0)
    teams: dict[str, set[str]] = {}
    for one in plans.plan(nine, SPRING).proposals:
        teams.setdefault(one.guest.name, set()).add(one.host.team)
    assert {len(some) for some in teams.values()} == {2}
