"""Names of files can be read by people and written on every file system."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ridealong.calendars.names import file_name, name_to_come
from ridealong.domain.meetings import Address, Method
from thorough import examples

from .samples import ANA, BEN, CHECK_IN, CHO, NOW, VISIT, invite


def who(*people: Address) -> str:
    name = file_name(invite(replace(VISIT, attendees=people)))
    match = re.fullmatch(r"2027-01-11 visit (.*) \(request 0, [0-9a-f]{8}\)\.ics", name)
    assert match, name
    return match[1]


def test_it_says_when_what_who_and_which_invite() -> None:
    assert who(ANA, BEN) == "Ana Lima - Ben Okoro"
    assert file_name(invite(CHECK_IN, Method.CANCEL, 4)).startswith(
        "2027-01-11 check-in Ana Lima - Ben Okoro (cancel 4, "
    )


def test_an_embed_and_the_meeting_of_a_team_are_named_after_the_team() -> None:
    embed = replace(VISIT, attendees=(ANA,), filed="embed Café / Loyalty app")
    assert file_name(invite(embed)).startswith("2027-01-11 embed Cafe Loyalty app, Ana Lima (request 0, ")
    long = replace(CHECK_IN, filed="team-meeting " + "Loyalty app " * 20)
    assert "Ana Lima - Ben Okoro (" in file_name(invite(long))
    assert len(file_name(invite(long))) <= 120


def test_a_cancel_for_one_names_only_him() -> None:
    assert file_name(invite(VISIT, Method.CANCEL, 1, only=(BEN,))).startswith("2027-01-11 visit Ben Okoro (cancel 1, ")


def test_a_team_is_counted() -> None:
    assert who(ANA, BEN, CHO, Address("d@x.example", "D")) == "Ana Lima - Ben Okoro and 2 more"


@pytest.mark.parametrize(
    ("name", "ascii_name"),
    [
        ("Zoë Müller-Łukasz", "Zoe Muller-Lukasz"),
        ("Søren Groß", "Soren Gross"),
        ("Æsa Þór", "AEsa Thor"),
        ("O'Brien, Jr.", "O'Brien, Jr"),
        ("../../etc/passwd", "etc passwd"),
        ('a\\b:c*d?e"f<g>h|i', "a b c d e f g h i"),
        ("x\x00\r\ny", "x y"),
        ("...", "someone"),
        ("王芳", "someone"),
        ("", "someone"),
    ],
)
def test_a_name_is_folded_to_ascii_or_replaced_by_the_address(name: str, ascii_name: str) -> None:
    assert who(Address("someone@x.example", name)).casefold() == ascii_name.casefold()


def test_an_address_that_cannot_be_used_either_has_a_stand_in() -> None:
    assert who(Address("王@x.example", "王芳")) == "somebody"


@pytest.mark.parametrize("name", ["Ana Lima", "A" * 200])
def test_before_it_is_written_it_lacks_only_what_depends_on_when_that_is(name: str) -> None:
    sent = invite(replace(VISIT, attendees=(Address("a@x.example", name), BEN)))
    later = replace(sent, stamp=NOW + timedelta(seconds=1))
    assert name_to_come(sent) == name_to_come(later) == re.sub(r", [0-9a-f]{8}\)", ")", file_name(sent))


def test_the_same_invite_has_the_same_name_and_others_have_others() -> None:
    sent = invite(VISIT)
    others = [
        sent,
        replace(sent, sequence=1),
        replace(sent, method=Method.CANCEL),
        replace(sent, stamp=NOW + timedelta(seconds=1)),
        replace(sent, meeting=replace(VISIT, uid="other")),
    ]
    assert len({file_name(other).casefold() for other in others}) == len(others)
    assert file_name(sent) == file_name(replace(sent))


@settings(max_examples=examples(60), deadline=None)
@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=20), st.integers(0, 10**9))
def test_it_is_always_safe(first: str, second: str, uid: str, sequence: int) -> None:
    people = (Address("a@x.example", first), Address(second, second), ANA)
    name = file_name(invite(replace(VISIT, uid=uid, attendees=people), sequence=sequence))
    assert re.fullmatch(r"[0-9][A-Za-z0-9 .,'()&+@_-]*\.ics", name)
    assert len(name.encode()) <= 120
