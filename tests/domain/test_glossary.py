"""The glossary: which terms are found in a text, and what it has from the start."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridealong.domain.errors import InvalidValue
from ridealong.domain.glossary import Glossary, Term, explained, read_meaning, read_term
from ridealong.domain.people import Side
from ridealong.domain.programs import name_identity
from ridealong.domain.starter_terms import STARTER_TERMS


def term(name: str, side: Side = Side.MARKETING) -> Term:
    return Term(term=name, side=side, meaning=f"what {name} is")


def found(text: str, *names: str) -> list[str]:
    return [one.term for one in Glossary(map(term, names)).found(text)]


def test_terms_are_found_in_order_of_appearance_and_each_once() -> None:
    assert found("SEO before CPC, then SEO again and CPC", "CPC", "SEO", "API") == ["SEO", "CPC"]
    assert found("nothing of that kind", "CPC") == []
    assert found("anything", *()) == []
    assert found("", "CPC") == []


@pytest.mark.parametrize(
    ("text", "name", "there"),
    [
        ("a CPC.", "CPC", True),
        ("(CPC)", "CPC", True),
        ("CPC/SEO", "SEO", True),
        ("API-first", "API", True),
        ("all APIs", "API", True),
        ("the API's way", "API", True),
        ("the API’s way", "API", True),
        ("the cpc", "CPC", False),
        ("Api", "API", False),
        ("RAPID", "API", False),
        ("xAPI", "API", False),
        ("API_KEY", "API", False),
        ("API2", "API", False),
        ("the backlog", "Backlog", True),
        ("BACKLOGS", "Backlog", True),
        ("backlogged", "Backlog", False),
        ("user stories", "User story", True),
        ("a User  Story", "User story", True),
        ("a user-story", "User story", True),
        ("our go live", "Go-live", True),
        ("days of delay", "Delay", True),
        ("delays", "Delay", True),
        ("two hotfixes", "Hotfix", True),
        ("A/B tests", "A/B test", True),
        ("C++ and C", "C++", True),
        ("Ünïcode wörds", "Wörd", True),
    ],
)
def test_a_term_stands_in_a_text_as_a_whole_word(text: str, name: str, there: bool) -> None:
    assert found(text, name) == ([name] if there else [])


@pytest.mark.parametrize(
    "text",
    [
        "see https://x.example/API/CPC?API=CPC",
        "see WWW.API.example/CPC",
        "write to CPC@x.example or <API@CPC.example>",
        "mailto:API@x.example",
        "on api.API.example",
        "at team-API@x.example",
    ],
)
def test_addresses_are_no_words(text: str) -> None:
    assert found(text, "API", "CPC") == []
    assert found(f"{text} by CPC", "API", "CPC") == ["CPC"]


def test_of_terms_that_begin_alike_the_longest_is_found() -> None:
    assert found("our landing page test", "Landing page", "Landing page test") == ["Landing page test"]
    assert found("CI/CD and CI", "CI", "CI/CD") == ["CI/CD", "CI"]


def test_each_side_is_told_what_the_other_one_says() -> None:
    terms = [term("CPC"), term("API", Side.IT), term("SEO")]
    text = "An API for SEO and CPC"
    assert [one.term for one in explained(text, terms, Side.IT)] == ["SEO", "CPC"]
    assert [one.term for one in explained(text, terms, Side.MARKETING)] == ["API"]


def test_several_texts_are_looked_through_as_one() -> None:
    terms = Glossary([term("CPC"), term("API"), term("SEO")])
    assert [one.term for one in terms.found_in(["SEO", "API and SEO", "nothing", "CPC"])] == ["SEO", "API", "CPC"]


def names(some: Iterable[Term]) -> list[str]:
    return [one.term for one in some]


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=20), max_size=6))
def test_any_text_and_any_terms_will_do(text: str, some: list[str]) -> None:
    known = [term(one) for one in dict.fromkeys(some) if one.strip()]
    seen = Glossary(known).found(text)
    assert len(set(seen)) == len(seen)
    assert set(seen) <= set(known)


@given(st.sampled_from(STARTER_TERMS))
def test_every_term_from_the_start_is_found_by_itself(one: Term) -> None:
    assert names(Glossary(STARTER_TERMS).found(f"about {one.term}.")) == [one.term]


def test_the_glossary_has_terms_of_both_trades_from_the_start() -> None:
    assert len(STARTER_TERMS) >= 80
    assert len({name_identity(one.term) for one in STARTER_TERMS}) == len(STARTER_TERMS)
    for side in Side:
        assert sum(one.side is side for one in STARTER_TERMS) >= 40
    for one in STARTER_TERMS:
        assert read_term(one.term) == one.term
        assert read_meaning(one.meaning) == one.meaning
        assert len(one.meaning) <= 120, one
        assert one.meaning[-1] not in ".;:", one
    assert {"CPC", "SEO", "API", "SDK"} <= set(names(STARTER_TERMS))


@pytest.mark.parametrize("text", ["", "  ", "?!", "x" * 61])
def test_what_is_no_term_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        read_term(text)


@pytest.mark.parametrize("text", ["", " \n", "x" * 301])
def test_what_says_nothing_or_too_much_is_no_meaning(text: str) -> None:
    with pytest.raises(InvalidValue):
        read_meaning(text)
    assert read_meaning("  what one\nclick costs ") == "what one click costs"
