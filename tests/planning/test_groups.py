"""Groups over many rounds: the rules that hold for every plan of them, and how good some are."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ridealong.domain.errors import Interrupted, InvalidValue
from ridealong.domain.people import Side
from ridealong.planning.groups.problem import Grouped, GroupPerson, GroupProblem, pair_of
from ridealong.planning.groups.sizes import group_sizes, seats_of_groups
from ridealong.planning.groups.solve import solve_groups
from thorough import examples, thorough_only

LOOKS = 2_000
"""As many swaps as tests of rules need: they hold for the first groups as well as for the best."""


def someone(number: int, side: Side, team: str = "", away: tuple[int, ...] = ()) -> GroupPerson:
    return GroupPerson(id=f"{side}{number:03}", side=side, team=team or f"{side}-{number % 4}", away=frozenset(away))


def company(it: int, marketing: int, *, rounds: int = 6, size: int = 4, **more: object) -> GroupProblem:
    people = [someone(number, Side.IT) for number in range(it)]
    people += [someone(number, Side.MARKETING) for number in range(marketing)]
    return GroupProblem(rounds=rounds, size=size, people=tuple(people), **more)  # type: ignore[arg-type]  # fields of a problem by name


@st.composite
def problems(draw: st.DrawFn) -> GroupProblem:
    rounds = draw(st.integers(1, 4))
    sides = [Side.IT] * draw(st.integers(0, 9)) + [Side.MARKETING] * draw(st.integers(0, 9))
    away = st.lists(st.integers(0, rounds - 1), max_size=2)
    people = [someone(at, side, draw(st.sampled_from("abc")), tuple(draw(away))) for at, side in enumerate(sides)]
    pairs = [pair_of(one.id, other.id) for one, other in combinations(people, 2)]
    some = st.lists(st.sampled_from(pairs), max_size=4) if pairs else st.just([])
    return GroupProblem(
        rounds=rounds,
        size=draw(st.integers(2, 6)),
        people=tuple(people),
        apart=frozenset(draw(some)),
        met=dict.fromkeys(draw(some), draw(st.integers(1, 3))),
        seed=draw(st.integers(0, 3)),
    )


def there(problem: GroupProblem, number: int) -> list[GroupPerson]:
    return [one for one in problem.people if number not in one.away]


@settings(max_examples=examples(60))
@given(problems())
def test_everybody_who_is_there_has_one_group_unless_nobody_may_meet_them(problem: GroupProblem) -> None:
    found = solve_groups(problem, looks=LOOKS)
    for number, groups in enumerate(found.rounds):
        alone = [one for at, one in found.alone if at == number]
        assert sorted([one for group in groups for one in group] + alone) == [one.id for one in there(problem, number)]
        assert all(len(group) >= 2 for group in groups)
        for one in alone:
            others = [each for group in groups for each in group]
            assert all(any(pair_of(one, each) in problem.apart for each in group) for group in groups) or not others


@settings(max_examples=examples(60))
@given(problems())
def test_nobody_sits_with_somebody_from_whom_they_are_apart(problem: GroupProblem) -> None:
    for groups in solve_groups(problem, looks=LOOKS).rounds:
        for group in groups:
            assert not problem.apart & {pair_of(one, other) for one, other in combinations(group, 2)}


@settings(max_examples=examples(60))
@given(problems())
def test_every_group_has_both_sides_as_long_as_there_are_enough(problem: GroupProblem) -> None:
    problem = replace(problem, apart=frozenset())
    sides = {one.id: one.side for one in problem.people}
    for number, groups in enumerate(solve_groups(problem, looks=LOOKS).rounds):
        present = Counter(one.side for one in there(problem, number))
        mixed = sum(len({sides[one] for one in group}) == 2 for group in groups)
        assert mixed == min(len(groups), present[Side.IT], present[Side.MARKETING])


@settings(max_examples=examples(60))
@given(problems())
def test_what_it_counts_is_so_and_no_plan_has_fewer_repeats_than_its_bound(problem: GroupProblem) -> None:
    problem = replace(problem, apart=frozenset())
    found = solve_groups(problem, looks=LOOKS)
    assert found.repeats == repeats(problem, found)
    assert found.least <= found.repeats
    team = {one.id: one.team for one in problem.people}
    pairs = [pair for groups in found.rounds for group in groups for pair in combinations(group, 2)]
    assert found.same_team == sum(team[one] == team[other] for one, other in pairs)


def repeats(problem: GroupProblem, found: Grouped) -> int:
    met, number = set(problem.met), 0
    for groups in found.rounds:
        for group in groups:
            for one, other in combinations(group, 2):
                number += pair_of(one, other) in met
                met.add(pair_of(one, other))
    return number


@settings(max_examples=examples(30))
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_in_which_people_are_listed_changes_nothing(problem: GroupProblem, chance: object) -> None:
    people = list(problem.people)
    chance.shuffle(people)  # type: ignore[attr-defined]  # a Random of hypothesis
    assert solve_groups(replace(problem, people=tuple(people)), looks=LOOKS) == solve_groups(problem, looks=LOOKS)


@pytest.mark.parametrize(
    ("size", "it", "marketing", "sizes"),
    [
        (4, 8, 8, (4, 4, 4, 4)),
        (4, 4, 3, (4, 3)),
        (4, 3, 2, (5,)),
        (4, 2, 1, (3,)),
        (4, 1, 1, (2,)),
        (4, 1, 0, ()),
        (2, 2, 1, (3,)),
        (3, 2, 2, (4,)),
        # Six groups would leave two without marketing; five leave one.
        (4, 20, 4, (5, 5, 5, 5, 4)),
        (4, 9, 0, (5, 4)),
        (4, 5, 5, (4, 3, 3)),
    ],
)
def test_groups_are_one_more_or_one_less_so_that_nobody_is_alone(
    size: int, it: int, marketing: int, sizes: tuple[int, ...]
) -> None:
    assert group_sizes(size, it, marketing) == sizes
    seats = seats_of_groups(sizes, it, marketing)
    assert [sum(both) for both in seats] == list(sizes)
    assert (sum(a for a, _b in seats), sum(b for _a, b in seats)) == ((it, marketing) if sizes else (0, 0))


def test_forty_people_meet_for_three_months_without_a_repeat() -> None:
    found = solve_groups(company(22, 18))
    assert (found.repeats, found.least, found.same_team, found.one_sided, found.alone) == (0, 0, 0, 0, ())


def test_the_social_golfers_of_eight_and_eight_meet_three_times_without_a_repeat() -> None:
    found = solve_groups(company(8, 8, rounds=3))
    assert (found.repeats, found.same_team) == (0, 0)


def test_few_people_meet_again_and_the_bound_says_why() -> None:
    assert solve_groups(company(2, 2, rounds=3)).repeats == solve_groups(company(2, 2, rounds=3)).least == 12
    # Twelve people sit in three groups: of four of them, two have been in one group before.
    found = solve_groups(company(6, 6, rounds=2))
    assert (found.repeats, found.least) == (3, 3)


def test_people_of_one_team_sit_apart_where_they_can() -> None:
    people = tuple(someone(number, side, f"{side}-{number % 2}") for side in Side for number in range(8))
    problem = GroupProblem(rounds=1, size=4, people=people)
    assert solve_groups(problem).same_team == 0


def test_who_met_before_is_met_last() -> None:
    problem = company(4, 4, rounds=1)
    before = dict.fromkeys([("it000", "marketing000"), ("it001", "marketing001"), ("it002", "marketing002")], 1)
    assert solve_groups(replace(problem, met=before)).repeats == 0


def test_another_seed_gives_other_groups_that_are_as_good() -> None:
    one, other = solve_groups(company(12, 12, rounds=3)), solve_groups(company(12, 12, rounds=3, seed=1))
    assert one.rounds != other.rounds
    assert one.repeats == other.repeats == 0


def test_two_who_are_apart_are_alone_where_nobody_else_is_there() -> None:
    problem = company(1, 1, rounds=1, apart=frozenset({("it000", "marketing000")}))
    assert solve_groups(problem).alone == ((0, "it000"), (0, "marketing000"))
    assert solve_groups(company(1, 0, rounds=1)).alone == ((0, "it000"),)


def test_it_tells_how_far_it_is_and_can_be_stopped() -> None:
    told: list[tuple[str, float]] = []
    problem = company(3, 3, rounds=5)
    solve_groups(problem, told=lambda what, done: told.append((what, done)))
    assert {what for what, _done in told} == {"Filling groups", "Looking for better groups"}
    assert all(0 <= done <= 1 for _what, done in told)
    calls = iter([False] * 5)
    stopped = solve_groups(problem, cancelled=lambda: next(calls, True))
    assert stopped.stopped
    assert [len(groups) for groups in stopped.rounds] == [2] * 5
    with pytest.raises(Interrupted):
        solve_groups(problem, cancelled=lambda: True)


@pytest.mark.parametrize(("rounds", "size", "ids"), [(0, 4, "ab"), (1, 1, "ab"), (1, 4, "aa")])
def test_what_is_no_problem_is_refused(rounds: int, size: int, ids: str) -> None:
    people = tuple(GroupPerson(id=one, side=Side.IT, team="x") for one in ids)
    with pytest.raises(InvalidValue):
        GroupProblem(rounds=rounds, size=size, people=people)


@thorough_only
def test_two_thousand_people_are_grouped_without_a_repeat() -> None:
    found = solve_groups(company(1100, 900, rounds=7))
    assert (found.repeats, found.one_sided, found.alone) == (0, 0, ())
