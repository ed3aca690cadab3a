"""Who is kept apart: by a reporting line, or because somebody said so."""

from hypothesis import given
from hypothesis import strategies as st

from ridealong.domain.apart import apart_pairs, reporting_lines
from ridealong.domain.pairings import Apart


def pairs(*some: str) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in some}


def test_everybody_is_kept_apart_from_all_who_lead_them() -> None:
    assert reporting_lines({"a": "b", "b": "c", "d": "c"}) == pairs("ab", "ac", "bc", "dc")


def test_colleagues_under_one_manager_are_not_kept_apart() -> None:
    assert frozenset("ad") not in reporting_lines({"a": "c", "d": "c"})


def test_people_who_lead_each_other_in_a_circle_are_kept_apart_and_nothing_hangs() -> None:
    assert reporting_lines({"a": "b", "b": "c", "c": "a", "d": "a", "e": "e"}) == pairs(
        "ab", "bc", "ca", "da", "db", "dc"
    )


@given(st.dictionaries(st.integers(0, 8).map(str), st.integers(0, 8).map(str)))
def test_a_line_always_joins_two_people_and_holds_every_direct_manager(managers: dict[str, str]) -> None:
    found = reporting_lines(managers)
    assert all(len(pair) == 2 for pair in found)
    assert {frozenset(pair) for pair in managers.items() if pair[0] != pair[1]} <= found


def test_a_pair_kept_apart_has_no_direction_and_no_letter_case() -> None:
    assert apart_pairs([Apart(one="B@x.example", other="a@X.example")]) == {frozenset(("a@x.example", "b@x.example"))}
