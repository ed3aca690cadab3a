"""After how many rounds all teams will have met, worked out team by team."""

from datetime import date, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from ridealong.domain.forecast import CannotMeet, Forecast, Round, forecast_rounds, forecast_words

MONDAY = date(2027, 1, 11)


def rounds(number: int, **planned: list[tuple[str, str]]) -> list[Round]:
    return [
        Round(number=one + 1, first=MONDAY + timedelta(weeks=one), planned=planned.get(f"r{one + 1}"))
        for one in range(number)
    ]


def people(*numbers: int, of: str) -> dict[str, int]:
    return {f"{of}{index}": number for index, number in enumerate(numbers)}


def test_each_round_brings_teams_together_that_have_never_met() -> None:
    it, marketing = people(3, 3, of="I"), people(3, 3, of="M")
    found = forecast_rounds(rounds(9), 2, (it, marketing), set(product(it, marketing)))
    assert [one.left for one in found] == [2, 0]
    assert [len(one.new) for one in found] == [2, 2]


def test_what_is_planned_counts_as_it_is() -> None:
    it, marketing = people(1, 1, of="I"), people(1, 1, of="M")
    planned = [("I0", "M0"), ("I0", "M0")]
    found = forecast_rounds(rounds(9, r1=planned), 2, (it, marketing), set(product(it, marketing)))
    assert [(one.planned, one.pairings, one.left) for one in found] == [(True, 2, 3), (False, 2, 1), (False, 2, 0)]


def test_small_teams_have_their_turn_in_time() -> None:
    it, marketing = people(9, 1, of="I"), people(10, of="M")
    found = forecast_rounds(rounds(20), 1, (it, marketing), {("I1", "M0")})
    assert [one.left for one in found].index(0) < 10, "a tenth of the people has a tenth of the places"


def test_where_nobody_takes_part_nobody_meets_and_it_comes_to_an_end() -> None:
    found = forecast_rounds(rounds(5), 3, ({}, people(2, of="M")), {("I0", "M0")})
    assert [one.left for one in found] == [1] * 5
    assert forecast_rounds(rounds(5), 3, ({}, {}), set()) == ()
    assert len(forecast_rounds(rounds(5), 3, ({}, {}), set(), at_least=2)) == 2


sizes = st.lists(st.integers(1, 9), min_size=1, max_size=6)


@given(sizes, sizes, st.integers(1, 12))
def test_no_round_has_more_meetings_than_places_and_all_meet_in_the_end(
    its: list[int], marketings: list[int], places: int
) -> None:
    it, marketing = people(*its, of="I"), people(*marketings, of="M")
    every = set(product(it, marketing))
    found = forecast_rounds(rounds(250), places, (it, marketing), every)
    assert found == forecast_rounds(rounds(250), places, (it, marketing), every), "the same figures, the same answer"
    met = [teams for one in found for teams in one.new]
    assert len(met) == len(set(met))
    assert all(len(one.new) <= one.pairings <= places for one in found)
    assert found[-1].left == len(every) - len(met)
    assert found[-1].left == 0


def test_it_is_told_in_a_sentence() -> None:
    it, marketing = people(2, 2, of="I"), people(2, 2, of="M")
    worked_out = forecast_rounds(rounds(9), 1, (it, marketing), set(product(it, marketing)))
    known = {"program": "Spring", "pairs": 4, "per_round": 1, "seen": True, "last": 2}
    told = forecast_words(Forecast(**known, never=4, rounds=worked_out))  # type: ignore[arg-type]  # fields by name
    assert told == (
        "All 4 pairs of teams will have met after 4 more rounds at the earliest. That is the one of 2027-02-01. "
        "When the program ends, 2 are left."
    )
    cannot = (CannotMeet("I0", "M0", "nobody of I0 takes part"),)
    told = forecast_words(Forecast(**known, never=1, cannot=cannot))  # type: ignore[arg-type]  # as above
    assert told == (
        "1 of 4 pairs of teams have never met. 1 pair cannot meet: I0 and M0, since nobody of I0 takes part."
    )
    assert forecast_words(Forecast(**known, never=0)) == "All 4 pairs of teams have met."  # type: ignore[arg-type]  # as above
    none = {**known, "pairs": 0}
    assert forecast_words(Forecast(**none, never=0)) == "There are no two teams that could meet."  # type: ignore[arg-type]  # as above
    stuck = forecast_rounds(rounds(3), 1, ({}, {}), {("I0", "M0")})
    told = forecast_words(Forecast(**known, never=1, rounds=stuck))  # type: ignore[arg-type]  # as above
    assert told.startswith("1 of 4 pairs of teams will not have met even after 3 more rounds.")
