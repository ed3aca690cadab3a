"""Lists of people narrowed to those who are in composite teams, or are not."""

import pytest

from ridealong.domain.errors import InvalidValue
from ridealong.domain.pairings import State
from ridealong.services.desk import Desk
from ridealong.services.people.people_list import PeopleQuery, page
from services.conftest import employ, it, marketing
from services.teams.made import ANALYST, ENGINEER, PLANNER, composite, embed, on, team, weeks


@pytest.fixture
def embeds(desk: Desk) -> Desk:
    """Ana and Mia in a team of eight weeks, Ben for the first half of it, and Cho as a draft."""
    employ(desk, it("Ana"), it("Ben"), it("Cho"), marketing("Mia"), marketing("Oto"))
    composite(desk)
    made = team(desk)
    embed(desk, made, ENGINEER, "ana@x.example")
    embed(desk, made, PLANNER, "mia@x.example")
    embed(desk, made, ANALYST, "ben@x.example", weeks(0, 3))
    embed(desk, made, ANALYST, "cho@x.example", weeks(4, 7), State.PROPOSED)
    return desk


@pytest.mark.parametrize(
    ("text", "later", "found"),
    [
        ("embedded:any", -7, ["Ana", "Ben", "Mia"]),
        ("embedded:none", -7, ["Cho", "Oto"]),
        ("embedded:now", -7, []),
        ("embedded:next-week", -7, ["Ana", "Ben", "Mia"]),
        ("embedded:now side:it", 0, ["Ana", "Ben"]),
        ("embedded:NOW", 35, ["Ana", "Mia"]),
        ("embedded:none side:it", 35, ["Ben", "Cho"]),
        ("embedded:2027-01-11", 35, ["Ana", "Ben", "Mia"]),
        ("embedded:any", 100, []),
        ("next:any", -7, ["Ana", "Ben", "Mia"]),
        ("next:none", -7, ["Cho", "Oto"]),
        ("next:none side:it", 35, ["Ben", "Cho"]),
        ("next:next-week", 0, ["Ana", "Ben", "Mia"]),
        ("next:next-week", 28, ["Ana", "Mia"]),
        ("next:any", 100, []),
    ],
)
def test_a_term_looks_at_published_composite_teams(embeds: Desk, text: str, later: int, found: list[str]) -> None:
    assert sorted(one.name for one in page(on(embeds, later), PeopleQuery(text=text)).rows) == found


@pytest.mark.parametrize("later", [-7, 0, 35, 100])
def test_those_have_something_next_of_whom_the_column_says_what(embeds: Desk, later: int) -> None:
    desk = on(embeds, later)
    shown = {one.name for one in page(desk, PeopleQuery()).rows if one.next}
    assert {one.name for one in page(desk, PeopleQuery(text="next:any")).rows} == shown


def test_a_time_that_is_none_is_answered_with_those_there_are(desk: Desk) -> None:
    with pytest.raises(InvalidValue, match=r"'soon' is no time\. Write embedded:none, embedded:any, embedded:now"):
        page(desk, PeopleQuery(text="embedded:soon"))
