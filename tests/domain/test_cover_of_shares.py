"""Cover at home: whole people on visits, and the shares of those in composite teams, added up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridealong.domain.cover import cover_kept, people_out, room_for_shares, room_for_visits, too_many_words

most_people = st.integers(1, 6)
visitors = st.integers(0, 8)
percents = st.integers(0, 800)


@pytest.mark.parametrize(
    ("most", "visiting", "shares", "kept"),
    [
        (1, 1, 20, True),  # a day a week in a team keeps no colleague from a visit
        (1, 1, 49, True),
        (1, 1, 50, False),
        (1, 0, 100, True),
        (1, 0, 101, False),  # where nobody visits, the sum counts as it is
        (2, 1, 100, True),  # two halves are one
        (2, 1, 149, True),
        (2, 1, 150, False),
        (2, 2, 49, True),
        (2, 3, 0, False),
    ],
)
def test_embeds_count_by_their_sum_and_visitors_as_one(most: int, visiting: int, shares: int, kept: bool) -> None:
    assert cover_kept(most, visiting, shares) is kept


@given(most_people, visitors, percents)
def test_there_is_room_for_shares_exactly_as_long_as_cover_is_kept(most: int, visiting: int, shares: int) -> None:
    if cover_kept(most, visiting, 0):
        assert cover_kept(most, visiting, shares) == (shares <= room_for_shares(most, visiting))
    else:
        assert room_for_shares(most, visiting) == 0


@given(most_people, visitors, percents)
def test_there_is_room_for_a_visit_exactly_where_cover_is_kept_with_it(most: int, visiting: int, shares: int) -> None:
    left = room_for_visits(most, visiting, shares)
    assert cover_kept(most, visiting + 1, shares) == (left > 0)
    assert not cover_kept(most, visiting + left + 1, shares)


@given(most_people, visitors, percents)
def test_where_too_many_are_away_the_numbers_say_so(most: int, visiting: int, shares: int) -> None:
    if not cover_kept(most, visiting, shares):
        said = too_many_words("Platform", most, visiting, shares)
        assert float(said.split()[0]) > most


def test_people_are_told_with_their_parts() -> None:
    assert too_many_words("Platform", 2, 1, 140) == "2.4 of at most 2 people of Platform would be away"
    assert too_many_words("CRM", 1, 2, 0) == "2 of at most 1 person of CRM would be away"
    assert people_out(1, 149) == 2
