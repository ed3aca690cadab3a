"""One rule for what home teams spare: forming, filling by hand, and what is told of embeds that stand."""

from datetime import timedelta

import pytest

from ridealong.domain.composite_teams import CompositeTeam, Slot
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.services.attention import attention_teams
from ridealong.services.desk import Desk
from ridealong.services.people import people
from ridealong.services.plans import pins, plans
from ridealong.services.publishing import publishing as visits
from ridealong.services.teams import filling, forming, publishing, teams
from services.conftest import SPRING, START, employ, it, marketing, ride_alongs
from services.teams.made import EMBEDS, LOYALTY, composite, embed, program_says, team, weeks

ANA, BEN, CHO, DAN, MIA = (f"{name}@x.example" for name in ("ana", "ben", "cho", "dan", "mia"))


@pytest.fixture
def program(desk: Desk) -> Desk:
    """Five people of Platform, of whom one may be away at a time, and two of marketing."""
    employ(desk, *(it(name) for name in ("Ana", "Ben", "Cho", "Dan", "Eve")))
    employ(desk, marketing("Mia", "Brand"), marketing("Noa", "CRM"))
    composite(desk)
    return desk


def asks(desk: Desk, share: int, state: State = State.PROPOSED, name: str = LOYALTY) -> CompositeTeam:
    """A team of one week with somebody of IT for so much of it, and somebody of marketing."""
    slots = (
        Slot(number=1, name="Engineer", side=Side.IT, share=share),
        Slot(number=2, name="Writer", side=Side.MARKETING, share=20),
    )
    return team(desk, name, days=weeks(0, 0), slots=slots, tasks=(), state=state)


def told(desk: Desk) -> dict[str, tuple[str, ...]]:
    """What is in the way of everybody who is embedded, by name."""
    slots = [one for view in teams.page(desk, EMBEDS).teams for one in view.slots]
    return {each.embed.name: each.troubles for one in slots for each in one.embeds}


def visiting(desk: Desk) -> None:
    """Ana visits Mia in the first week."""
    ride_alongs(desk, rounds=1, enrol=(ANA, MIA), cover_percent=20)
    pins.add_pin(desk, SPRING, ANA, MIA, 0)
    plans.plan(desk, SPRING)
    visits.publish(desk, SPRING)


@pytest.mark.parametrize(("share", "filled"), [(40, 2), (50, 0)])
def test_less_than_half_a_person_fits_beside_a_visit(program: Desk, share: int, filled: int) -> None:
    visiting(program)
    asks(program, share)
    formed = forming.form(program, EMBEDS)
    assert formed.score.filled == filled
    if filled:
        assert publishing.publish(program, EMBEDS).embeds == 2


def test_what_is_embedded_in_other_programs_counts(program: Desk) -> None:
    composite(program, "Other embeds")
    other = team(program, "Other", program="Other embeds", days=weeks(0, 0), tasks=())
    embed(program, other, 1, DAN, share=70)
    asks(program, 40)
    assert forming.form(program, EMBEDS).score.filled == 0
    program_says(program, EMBEDS, cover_percent=40)
    assert forming.form(program, EMBEDS).score.filled == 2


def test_by_hand_the_refusal_tells_how_many_would_be_away(program: Desk) -> None:
    visiting(program)
    asks(program, 60, State.PUBLISHED)
    with pytest.raises(Refused, match=r"1\.6 of at most 1 person of Platform would be away in the week of 2027-01-11"):
        filling.back_fill(program, EMBEDS, LOYALTY, 1, BEN)


def test_where_a_home_team_has_become_smaller_who_was_embedded_last_is_told_of(program: Desk) -> None:
    first, second = asks(program, 60, State.PUBLISHED, "First"), asks(program, 40, State.PUBLISHED, "Second")
    embed(program, first, 1, BEN)
    embed(program, second, 1, CHO)
    embed(program, first, 2, MIA)
    embed(program, asks(program, 30, State.PUBLISHED, "Third"), 1, DAN)
    said = told(program)
    assert said["Ben"] == said["Cho"] == said["Mia"] == ()
    assert said["Dan"] == ("1.3 of at most 1 person of Platform would be away in the week of 2027-01-11",)
    with program.reading() as connection:
        found = [item.text for one in attention_teams.of_teams(connection, program.clock.today()) for item in one.items]
    assert "1.3 of at most 1 person of Platform would be away in the week of 2027-01-11: Third" in found


def test_a_visit_of_a_program_that_takes_more_people_away_breaks_no_rule_of_the_embeds(program: Desk) -> None:
    one = asks(program, 60, State.PUBLISHED)
    embed(program, one, 1, BEN)
    embed(program, one, 2, "noa@x.example")
    ride_alongs(program, rounds=1, enrol=(ANA, MIA), cover_percent=40)
    pins.add_pin(program, SPRING, ANA, MIA, 0)
    plans.plan(program, SPRING)
    visits.publish(program, SPRING)
    assert told(program) == {"Ben": (), "Noa": ()}


def test_who_leaves_covers_nobody(program: Desk) -> None:
    program_says(program, EMBEDS, cover_percent=40)
    embed(program, asks(program, 60, State.PUBLISHED, "First"), 1, BEN)
    embed(program, asks(program, 60, State.PUBLISHED, "Second"), 1, CHO)
    assert told(program) == {"Ben": (), "Cho": ()}
    people.edit(program, "eve@x.example", {"last_day": START - timedelta(days=3)})
    said = "1.2 of at most 1 person of Platform would be away in the week of 2027-01-11"
    assert told(program) == {"Ben": (), "Cho": (said,)}
