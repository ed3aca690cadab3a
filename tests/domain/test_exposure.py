"""Exposure: what the meetings of single teams come to, and which teams words leave."""

from datetime import date

from ridealong.domain.exposure import ALL, Contact, ExposedTeam, Exposure, still_to_meet

TODAY = date(2027, 1, 15)
CONTACTS = (
    Contact(it_team="Data", marketing_team="Brand", times=3, last=date(2027, 1, 1)),
    Contact(it_team="Data", marketing_team="CRM", times=1, coming=1, next=date(2027, 2, 1)),
    Contact(it_team="Search", marketing_team="CRM", times=1, coming=1, next=date(2027, 2, 1)),
)
ALL_TEAMS = Exposure(
    today=TODAY,
    it_teams=(ExposedTeam("Data", 2), ExposedTeam("Search", 1)),
    marketing_teams=(ExposedTeam("Brand", 2), ExposedTeam("CRM", 1)),
    contacts={(one.it_team, one.marketing_team): one for one in CONTACTS},
)


def test_sums_are_how_often_by_now_and_how_many_weeks_ago_at_the_least() -> None:
    assert ALL_TEAMS.sums() == {
        ("Data", ALL): (3, 2),
        ("Search", ALL): (0, None),
        (ALL, "Brand"): (3, 2),
        (ALL, "CRM"): (0, None),
        (ALL, ALL): (3, 2),
    }


def test_teams_that_only_will_meet_are_told_from_those_that_have() -> None:
    assert [(one.it_team, one.marketing_team, one.begun) for one in ALL_TEAMS.only_coming()] == [
        ("Data", "CRM", 0),
        ("Search", "CRM", 0),
    ]
    assert ALL_TEAMS.never() == [("Search", "Brand")]
    said = [still_to_meet(number) for number in (0, 1, 2)]
    assert said == ["", "; 1 more is to meet for the first time", "; 2 more are to meet for the first time"]


def test_words_narrow_down_the_side_on_which_they_are_found() -> None:
    def left(text: str) -> list[list[str]]:
        found = ALL_TEAMS.matching(text)
        return [[one.name for one in side] for side in (found.it_teams, found.marketing_teams)]

    assert left("data") == [["Data"], ["Brand", "CRM"]]
    assert left("data crm") == [["Data"], ["CRM"]]
    assert left("nobody") == [[], []]
