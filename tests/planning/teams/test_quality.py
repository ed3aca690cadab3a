"""How much better than a plan of teams another one could be: slots come before percents that tell nothing."""

import pytest

from ridealong.planning.teams.plan import TeamsBound, TeamsScore
from ridealong.planning.teams.quality import possible_words


def scored(filled: int) -> TeamsScore:
    return TeamsScore(
        value=0, filled=filled, open_uneven=0, wishes=0, known_pairs=0, missing_nice=0, uneven=0, wants=0, new_pairs=0
    )


@pytest.mark.parametrize(
    ("filled", "most", "gap", "words"),
    [
        (4, 5, 25_000.0, "at most 1 more slot could be filled"),
        (4, 7, 25_000.0, "at most 3 more slots could be filled"),
        (5, 5, 0.39, "at most 0.39 % better is possible"),
        (5, 5, 12.0, "at most 12 % better is possible"),
        (5, 5, 99.6, "at most 100 % better is possible"),
        (5, 5, 0.00004, "at most 0.01 % better is possible"),
        (5, 5, 1_700.0, "no more slots can be filled, and how much better the teams could be is not known"),
    ],
)
def test_slots_that_may_be_missing_are_told_before_any_percent(filled: int, most: int, gap: float, words: str) -> None:
    assert possible_words(scored(filled), TeamsBound(0, most), gap) == words
