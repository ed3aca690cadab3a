"""In which weeks visits of single days take place."""

from collections import Counter
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from ridealong.planning.timing import Outing, Weeks, time_outings

WEEKS = 5


def pair(number: int, there: tuple[int, ...], back: tuple[int, ...] | None, **more: object) -> Outing:
    values: dict[str, object] = {
        "people": (f"g{number}", f"h{number}"),
        "teams": ("it/a", "marketing/b"),
        "there": there,
        "back": back,
    }
    return Outing(**(values | more))  # type: ignore[arg-type]  # fields of an Outing by name


weeks = st.lists(st.integers(0, WEEKS - 1), unique=True, max_size=WEEKS).map(lambda some: tuple(sorted(some)))
outings = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), weeks, st.none() | weeks, st.integers(1, 4)), max_size=6
).map(
    lambda some: [
        Outing(
            people=(f"g{guest}", f"h{host}"),
            teams=(f"it/{guest % 2}", f"marketing/{host % 2}"),
            there=a,
            back=b,
            gap=gap,
        )
        for guest, host, a, b, gap in some
    ]
)
ROOM = {f"{side}/{number}": [1] * WEEKS for side in ("it", "marketing") for number in range(2)}


def possible(some: list[Outing], found: list[Weeks | None], room: dict[str, list[int]]) -> bool:
    """Whether a timetable keeps every rule, as somebody checks it who knows nothing of how it was made."""
    busy: Counter[tuple[str, int]] = Counter()
    away: Counter[tuple[str, int]] = Counter()
    for one, chosen in zip(some, found, strict=True):
        if chosen is None:
            continue
        there, back = chosen
        if there not in one.there or (back is None) != (one.back is None):
            return False
        if back is not None and (back not in (one.back or ()) or not 0 < back - there <= one.gap):
            return False
        taken = [there] if back is None else [there, back]
        busy.update((who, week) for who in one.people for week in taken)
        away.update((team, there) for team in one.teams[:-1])
        away.update([(one.teams[-1], back)] if back is not None else [])
    return max(busy.values(), default=0) <= 1 and all(
        number <= room[team][week] for (team, week), number in away.items()
    )


@given(outings)
def test_no_rule_is_broken(some: list[Outing]) -> None:
    assert possible(some, time_outings(some, ROOM), ROOM)


@given(outings.filter(lambda some: len(some) <= 3))
def test_as_many_find_weeks_as_can(some: list[Outing]) -> None:
    choices = [[None, *one.ways()] for one in some]
    most = max(
        (sum(map(bool, found)) for found in product(*choices) if possible(some, list(found), ROOM)),
        default=0,
    )
    assert sum(map(bool, time_outings(some, ROOM))) == most


@given(outings)
def test_the_same_question_has_the_same_answer(some: list[Outing]) -> None:
    assert time_outings(some, ROOM) == time_outings(some, ROOM)


def test_the_return_comes_soon_but_not_at_once() -> None:
    assert time_outings([pair(0, (0,), (1, 2, 3, 4))], ROOM | {"it/a": [1] * 5, "marketing/b": [1] * 5}) == [(0, 2)]


def test_three_who_go_together_take_two_of_their_team_away() -> None:
    trio = Outing(people=("g0", "g1", "h0"), teams=("it/a", "it/a", "marketing/b"), there=(0,))
    assert time_outings([trio], {"it/a": [1]}) == [None]
    assert time_outings([trio], {"it/a": [2]}) == [(0, None)]


def test_where_a_greedy_timetable_leaves_somebody_out_another_is_found() -> None:
    room = {"it/a": [1, 1], "marketing/b": [1, 1]}
    both = [pair(0, (0, 1), None), pair(1, (0, 1), None), pair(2, (0,), None, teams=("it/c", "marketing/b"))]
    assert all(time_outings(both, room | {"it/c": [1, 0]}))


def test_where_not_all_find_weeks_those_who_have_had_fewest_turns_go() -> None:
    turns = (2, 0, 3, 1)
    some = [pair(number, (0, 1), None, turns=had) for number, had in enumerate(turns)]
    found = time_outings(some, {"it/a": [1, 1]})
    assert [number for number, week in enumerate(found) if week] == [1, 3]


def test_as_many_as_can_go_whatever_turns_they_have_had() -> None:
    trio = Outing(people=("g0", "g1", "h0"), teams=("it/a", "it/a", "marketing/b"), there=(0,), turns=0)
    others = [pair(number, (0,), None, turns=9) for number in (2, 3)]
    assert [bool(week) for week in time_outings([trio, *others], {"it/a": [2]})] == [False, True, True]
