"""The addresses and names of one person in texts: found as whole words, and nobody else's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridealong.domain.people import PURGED, identity, is_purged, purged_address
from ridealong.domain.traces import Traces

STAND_IN = purged_address(7)
ANA = Traces(["Ana.Lima@x.example", "o'ana@x.example", "äna@x.example"], ["Ana Lima", "Ana"], STAND_IN)


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("ana.lima@X.example", STAND_IN),
        ("  ÄNA@x.example ", STAND_IN),
        ("ask ana.lima@x.example.", f"ask {STAND_IN}."),
        ("(mailto:Ana.Lima@x.example)", f"(mailto:{STAND_IN})"),
        ("'ana.lima@x.example'", f"'{STAND_IN}'"),
        ('[{"who":"ana.lima@x.example"}]', f'[{{"who":"{STAND_IN}"}}]'),
        ("diana.lima@x.example", "diana.lima@x.example"),
        ("di.ana.lima@x.example", "di.ana.lima@x.example"),
        ("o'ana.lima@x.example", "o'ana.lima@x.example"),
        ("ana.lima@x.example.org", "ana.lima@x.example.org"),
        ("ana.lima@x.example-two", "ana.lima@x.example-two"),
        ("Ana Lima", "Ana Lima"),
    ],
)
def test_an_address_is_replaced_and_none_that_contains_it(text: str, without: str) -> None:
    assert ANA.without_address(text) == without


def test_names_are_replaced_as_whole_words_and_longer_ones_of_others_are_not() -> None:
    text = "Ana Lima, Anastasia, Ana Maria and Ana (ana.lima@x.example)"
    assert ANA.without_any(text, ["Ana Maria"]) == f"{PURGED}, Anastasia, Ana Maria and {PURGED} ({PURGED})"


def test_of_two_who_share_a_name_one_keeps_it() -> None:
    assert ANA.without_any("Ana Lima and Ana Lima: held", ["Ana Lima"], shared=True) == f"{PURGED} and Ana Lima: held"


def test_a_stand_in_is_known_as_one() -> None:
    assert is_purged(STAND_IN.upper())
    assert not is_purged("ana@x.example")


names = st.text(min_size=1, max_size=20).filter(str.strip)
locals_ = st.text(st.characters(categories=["L", "N"], include_characters="._-+'"), min_size=1, max_size=20)


@given(names, locals_, st.text(), st.text())
def test_nothing_is_left_of_an_address_and_name_that_stand_alone(
    name: str, local: str, before: str, after: str
) -> None:
    email = f"{local}@x.example"
    traces = Traces([email], [name], STAND_IN)
    assert identity(traces.without_address(email)) == STAND_IN
    text = f"{before}\n{email} \n{name}\n {after}"
    lines = traces.without_any(text).split("\n")
    assert email not in lines
    assert not any(line.strip() == name for line in lines if line.strip() not in (before.strip(), after.strip()))
