"""Exposure: how often, and when last, teams have met, and which never have."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.errors import NotFound
from ridealong.domain.exposure import Exposure
from ridealong.domain.pairings import MET
from ridealong.services.desk import Desk
from ridealong.services.outcomes import history
from ridealong.services.outcomes.exposure import ExposureQuery, exposure
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import people, strangers
from services.conftest import csv, employ, it, marketing

HEADER = "program,kind,it_email,marketing_email,guest,start,end,state"
ROWS = (
    "Old,ride-along,ana@x.example,mia@x.example,it,2024-09-02,2024-09-06,held",
    "Autumn,ride-along,ana@x.example,mia@x.example,it,2026-09-07,2026-09-11,held",
    "Autumn,ride-along,cho@x.example,oto@x.example,marketing,2026-11-02,2026-11-06,ended",
    "Autumn,ride-along,ben@x.example,noa@x.example,marketing,2026-09-14,2026-09-18,missed",
    "Autumn,ride-along,ben@x.example,noa@x.example,marketing,2026-10-05,2026-10-09,cancelled",
    "Spring,ride-along,ben@x.example,mia@x.example,it,2027-02-01,2027-02-05,published",
    "Buddies,buddy,ana@x.example,noa@x.example,it,2026-12-07,2027-03-05,published",
)


@pytest.fixture
def past(small: Desk, tmp_path: Path) -> Desk:
    """Platform has met Brand three times and is with CRM now; Data only will meet Brand. Today is 4 January 2027."""
    import_history(small, csv(tmp_path, HEADER, *ROWS))
    return small


def times(found: Exposure) -> dict[tuple[str, str], int]:
    return {teams: one.times for teams, one in found.contacts.items()}


def test_what_was_published_held_or_ended_counts_and_never_met_is_named(past: Desk) -> None:
    found = exposure(past)
    assert times(found) == {("Platform", "Brand"): 3, ("Platform", "CRM"): 1, ("Data", "Brand"): 1}
    assert found.never() == [("Data", "CRM")]
    assert [team.name for team in found.it_teams] == ["Data", "Platform"]
    assert [(team.name, team.people) for team in found.marketing_teams] == [("Brand", 2), ("CRM", 1)]


def test_the_last_time_is_never_later_than_today_and_what_is_to_come_stands_apart(past: Desk) -> None:
    found = exposure(past)
    brand = found.contact("Platform", "Brand")
    assert (brand.last, brand.weeks_since(found.today), brand.coming) == (date(2026, 11, 6), 8, 0)
    assert brand.people
    assert [one.name for one in brand.people] == ["Cho", "Oto"]
    # Buddies who are together now have met today.
    assert found.contact("Platform", "CRM").last == found.today
    planned = found.contact("Data", "Brand")
    assert (planned.last, planned.coming, planned.next) == (None, 1, date(2027, 2, 1))
    assert planned.people
    assert [one.email for one in planned.people] == ["ben@x.example", "mia@x.example"]


def test_a_meeting_long_ago_is_found_too(past: Desk, tmp_path: Path) -> None:
    old = "Old,ride-along,ben@x.example,noa@x.example,it,2019-03-04,2019-03-08,held"
    older = "Old,ride-along,ben@x.example,noa@x.example,marketing,2018-03-05,2018-03-09,held"
    import_history(past, csv(tmp_path, HEADER, old, older))
    one = exposure(past).contact("Data", "CRM")
    assert (one.times, one.last) == (2, date(2019, 3, 8))
    assert one.people
    assert one.people[0].name == "Ben"


def test_it_is_narrowed_to_a_program_or_to_what_began_since_a_day(past: Desk) -> None:
    assert times(exposure(past, ExposureQuery(program="autumn"))) == {("Platform", "Brand"): 2}
    assert times(exposure(past, ExposureQuery(program="Old"))) == {("Platform", "Brand"): 1}
    since = exposure(past, ExposureQuery(since=date(2026, 11, 2)))
    assert times(since) == {("Platform", "Brand"): 1, ("Platform", "CRM"): 1, ("Data", "Brand"): 1}
    assert exposure(past, ExposureQuery(program="Old")).contact("Platform", "Brand").last == date(2024, 9, 6)


def test_a_team_without_people_is_a_former_one_that_cannot_meet_any_more(past: Desk) -> None:
    people.edit(past, "ben@x.example", {"team": "Platform"})
    found = exposure(past)
    assert [(team.name, team.exists) for team in found.it_teams] == [("Data", False), ("Platform", True)]
    assert found.never() == []
    assert ("Data", "CRM") not in {(one.it_team, one.marketing_team) for one in found.all_contacts()}
    assert found.contact("Data", "Brand").times == 1


def test_one_team_has_one_row_however_its_name_is_written(past: Desk) -> None:
    people.edit(past, "mia@x.example", {"team": "BRAND "})
    people.edit(past, "oto@x.example", {"team": "brand"})
    found = exposure(past)
    (brand, _crm) = found.marketing_teams
    assert brand.people == 2
    assert found.contact("Platform", brand.name).times == 3
    rows = history.page(past, HistoryQuery(it_team="platform", marketing_team="bRAND", states=MET)).rows
    assert len(rows) == 3


def test_the_pairings_behind_a_cell_are_as_many_as_it_says(past: Desk) -> None:
    found = exposure(past)
    for it_team in found.it_teams:
        for other in found.marketing_teams:
            query = HistoryQuery(it_team=it_team.name, marketing_team=other.name, states=MET)
            assert history.page(past, query).total == found.contact(it_team.name, other.name).times
    everything = Counter((row.it_team, row.marketing_team) for row in history.page(past, HistoryQuery(states=MET)).rows)
    assert everything == times(found)


def test_without_people_there_are_no_teams_and_without_a_past_all_have_never_met(desk: Desk) -> None:
    assert exposure(desk).all_contacts() == []
    employ(desk, it("Ana"), marketing("Mia"))
    assert exposure(desk).never() == [("Platform", "Brand")]


def test_who_of_two_teams_has_never_met_whom_counts_what_is_published_as_met(past: Desk) -> None:
    found = strangers.between(past, "platform", "Brand")
    named = {one.person.name: [other.name for other in one.never_met] for one in found.people}
    assert named == {"Ana": ["Oto"], "Cho": ["Mia"]}
    assert (found.pairs, found.never) == (4, 2)
    assert strangers.between(past, "", "").pairs == 9


def test_who_is_still_to_meet_for_the_first_time_is_counted_apart(past: Desk, make_desk: MakeDesk) -> None:
    def counted(desk: Desk) -> tuple[int, int, int]:
        found = strangers.between(desk, "Data", "Brand")
        return found.pairs, found.never, found.coming

    assert counted(past) == (2, 1, 1)
    assert counted(make_desk(date(2027, 1, 31))) == (2, 1, 1)
    assert counted(make_desk(date(2027, 2, 1))) == (2, 1, 0), "from its first day on, the visit is a meeting"
    assert [(one.it_team, one.marketing_team) for one in exposure(past).only_coming()] == [("Data", "Brand")]


def test_who_has_left_is_nobody_to_be_met(past: Desk) -> None:
    people.edit(past, "oto@x.example", {"last_day": date(2027, 1, 4)})
    assert strangers.between(past, "Platform", "Brand").pairs == 4
    people.edit(past, "oto@x.example", {"last_day": date(2027, 1, 3)})
    found = strangers.between(past, "Platform", "Brand")
    assert [(one.person.name, [other.name for other in one.never_met]) for one in found.people] == [("Cho", ["Mia"])]
    assert (found.pairs, found.never) == (2, 1)
    people.edit(past, "mia@x.example", {"last_day": date(2027, 1, 3)})
    with pytest.raises(NotFound, match="Nobody is in a team 'Brand' of Marketing now"):
        strangers.between(past, "Platform", "Brand")


def test_a_person_has_never_met_the_teams_nobody_of_which_they_were_with(past: Desk) -> None:
    assert strangers.teams_never_met(past, "ben@x.example") == ("CRM",)
    assert strangers.teams_never_met(past, "noa@x.example") == ("Data",)
    assert strangers.teams_never_met(past, "oto@x.example") == ("Data",)
