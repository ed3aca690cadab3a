"""How senior somebody is, read from the words of a role."""

import pytest

from ridealong.domain.seniority import seniority


@pytest.mark.parametrize(
    ("role", "level"),
    [
        ("", 2),
        ("Data engineer", 2),
        ("Campaign manager", 2),
        ("Product owner", 2),
        ("Lead generation specialist", 2),
        ("Junior manager", 1),
        ("Executive assistant to the CEO", 1),
        ("Working student", 1),
        ("Senior developer", 3),
        ("Systems Architect", 3),
        ("Team lead", 4),
        ("Lead engineer", 4),
        ("Head of Brand", 4),
        ("Team manager", 4),
        ("CIO", 4),
    ],
)
def test_words_of_a_role_tell_how_senior_somebody_is(role: str, level: int) -> None:
    assert seniority(role) == level
