"""The charter of a program: sponsors named and agreeing, and who has not agreed yet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from conftest import TODAY, MakeDesk
from ridealong.domain.errors import ChangedMeanwhile, InvalidValue, NotFound, Refused
from ridealong.domain.people import Side
from ridealong.services.desk import Desk
from ridealong.services.meanwhile import NONE_YET
from ridealong.services.people import people
from ridealong.services.people.personal_data import personal_data
from ridealong.services.people.purge import look, purge
from ridealong.services.programs import charters, programs
from ridealong.services.programs.charters import Signing
from services.conftest import SPRING, employ, it, marketing, ride_alongs
from services.everything import tell_of

ANA, MIA = "ana@x.example", "mia@x.example"
PAULA = "Paula Poe <paula@y.example>"


@pytest.fixture
def spring(small: Desk) -> Desk:
    """A program without any sponsor."""
    ride_alongs(small)
    return small


def sponsor(desk: Desk, side: Side = Side.IT) -> tuple[str, str, date | None, str] | None:
    found = charters.page(desk, SPRING).sponsor(side)
    return (found.name, found.email, found.agreed, found.note) if found else None


def test_a_sponsor_is_a_person_of_the_side_or_a_name_with_an_address(spring: Desk) -> None:
    charters.set_sponsor(spring, SPRING, Side.IT, ANA.upper())
    charters.set_sponsor(spring, SPRING, Side.MARKETING, PAULA)
    assert sponsor(spring) == ("Ana", ANA, None, "")
    assert sponsor(spring, Side.MARKETING) == ("Paula Poe", "paula@y.example", None, "")
    people.edit(spring, ANA, {"name": "Ana Lima", "email": "lima@x.example"})
    assert sponsor(spring) == ("Ana Lima", "lima@x.example", None, "")
    assert [one.known for one in charters.page(spring, SPRING).sponsors] == [True, False]


@pytest.mark.parametrize(
    ("who", "error", "words"),
    [
        (MIA, Refused, "Mia is on the Marketing side"),
        ("nobody@x.example", NotFound, "There is nobody with the address 'nobody@x.example'. Give the name as well"),
        ("Paula", InvalidValue, "'Paula' is not an e-mail address"),
        ("Paula <paula@y.example", InvalidValue, "is not a sponsor"),
        ("P <purged-3@purged.invalid>", InvalidValue, "was purged"),
    ],
)
def test_who_cannot_be_the_it_sponsor_is_refused(spring: Desk, who: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error) as caught:
        charters.set_sponsor(spring, SPRING, Side.IT, who)
    assert words in str(caught.value)
    assert sponsor(spring) is None


def test_an_agreement_has_a_day_and_a_note_and_can_be_taken_back(spring: Desk) -> None:
    charters.sign(spring, SPRING, Side.IT, Signing(sponsor=ANA, agreed=date(2026, 12, 1), note=" by mail "))
    assert sponsor(spring) == ("Ana", ANA, date(2026, 12, 1), "by mail")
    charters.sign(spring, SPRING, Side.IT, Signing(take_back=True))
    assert sponsor(spring) == ("Ana", ANA, None, "")
    charters.sign(spring, SPRING, Side.IT, Signing(agreed=TODAY))
    assert sponsor(spring) == ("Ana", ANA, TODAY, "")


def test_another_sponsor_or_none_has_not_agreed(spring: Desk) -> None:
    agreed = Signing(sponsor=ANA, agreed=TODAY)
    charters.sign(spring, SPRING, Side.IT, agreed)
    charters.set_sponsor(spring, SPRING, Side.IT, "BEN@x.example")
    assert sponsor(spring) == ("Ben", "ben@x.example", None, "")
    charters.sign(spring, SPRING, Side.IT, agreed)
    charters.set_sponsor(spring, SPRING, Side.IT, "")
    assert sponsor(spring) is None
    charters.set_sponsor(spring, SPRING, Side.IT, ANA)
    assert sponsor(spring) == ("Ana", ANA, None, "")


def test_the_same_sponsor_named_again_stays_agreed(spring: Desk) -> None:
    for before, again in ((ANA, ANA.upper()), (PAULA, "Paula Poe-Smith <PAULA@y.example>")):
        charters.sign(spring, SPRING, Side.IT, Signing(sponsor=before, agreed=TODAY))
        charters.set_sponsor(spring, SPRING, Side.IT, again)
        assert (sponsor(spring) or ("", "", None))[2] == TODAY
    employ(spring, replace(it("Paula"), email="paula@y.example"))
    charters.set_sponsor(spring, SPRING, Side.IT, "paula@y.example")
    assert sponsor(spring) == ("Paula", "paula@y.example", TODAY, "")


@pytest.mark.parametrize(
    ("said", "error", "words"),
    [
        (Signing(agreed=TODAY), Refused, "has no IT sponsor yet"),
        (Signing(take_back=True), Refused, "has no IT sponsor yet"),
        (Signing(sponsor=ANA, agreed=TODAY + timedelta(days=1)), InvalidValue, "still to come"),
        (Signing(sponsor=ANA, agreed=TODAY, take_back=True), InvalidValue, "Leave out one"),
        (Signing(sponsor="", agreed=TODAY), Refused, "has no IT sponsor yet"),
        (Signing(), Refused, "Nothing is said"),
    ],
)
def test_what_makes_no_sense_changes_nothing(spring: Desk, said: Signing, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        charters.sign(spring, SPRING, Side.IT, said)
    assert sponsor(spring) is None


def test_who_has_not_agreed_is_told_of_programs_that_are_not_over(spring: Desk, make_desk: MakeDesk) -> None:
    charters.set_sponsor(spring, SPRING, Side.MARKETING, PAULA)
    charters.sign(spring, SPRING, Side.IT, Signing(sponsor=ANA, agreed=TODAY))
    ride_alongs(spring, "Autumn", start=date(2027, 9, 6))
    charters.set_sponsor(spring, "Autumn", Side.IT, ANA)
    ride_alongs(spring, "Put away")
    charters.set_sponsor(spring, "Put away", Side.IT, ANA)
    programs.archive(spring, "Put away")

    def told(desk: Desk) -> list[tuple[str, Side, str, date]]:
        return [(one.program, one.side, one.name, one.since) for one in charters.not_agreed(desk)]

    autumn = ("Autumn", Side.IT, "Ana", TODAY)
    assert told(spring) == [(SPRING, Side.MARKETING, "Paula Poe", TODAY), autumn]
    end = programs.show(spring, SPRING).program.days.last
    assert len(told(make_desk(today=end))) == 2
    assert told(make_desk(today=end + timedelta(days=1))) == [autumn]


def test_lists_say_what_is_left_to_do(spring: Desk, make_desk: MakeDesk) -> None:
    charters.set_sponsor(spring, SPRING, Side.IT, ANA)
    assert programs.show(spring, SPRING).row.needs == ("no Marketing sponsor", "the IT sponsor has not agreed")
    charters.sign(spring, SPRING, Side.IT, Signing(agreed=TODAY))
    charters.sign(spring, SPRING, Side.MARKETING, Signing(sponsor=MIA, agreed=TODAY))
    assert programs.show(spring, SPRING).row.needs == ()
    later = make_desk(today=date(2028, 1, 3))
    assert programs.show(later, SPRING).row.needs == ("over: it can be archived",)
    programs.archive(later, SPRING)
    assert programs.show(later, SPRING).row.needs == ()


Change = Callable[[Desk], object]


@pytest.mark.parametrize(
    "theirs",
    [
        lambda desk: charters.sign(desk, SPRING, Side.IT, Signing(agreed=TODAY)),
        lambda desk: charters.set_sponsor(desk, SPRING, Side.IT, "ben@x.example"),
        lambda desk: charters.set_sponsor(desk, SPRING, Side.IT, ""),
    ],
)
def test_what_somebody_else_changed_meanwhile_is_not_overruled(
    spring: Desk, make_desk: MakeDesk, theirs: Change
) -> None:
    charters.set_sponsor(spring, SPRING, Side.IT, ANA)
    mine = make_desk()
    seen = charters.page(mine, SPRING).sponsors_seen[Side.IT]
    theirs(spring)
    with pytest.raises(ChangedMeanwhile, match=r"IT sponsor of Spring ride-alongs was (changed|removed) meanwhile"):
        charters.sign(mine, SPRING, Side.IT, Signing(take_back=True), seen=seen)
    with pytest.raises(ChangedMeanwhile):
        charters.set_sponsor(mine, SPRING, Side.IT, PAULA, seen=seen)


def test_a_sponsor_whom_somebody_else_named_meanwhile_stays(spring: Desk, make_desk: MakeDesk) -> None:
    mine = make_desk()
    assert charters.page(mine, SPRING).sponsors_seen[Side.IT] == NONE_YET
    charters.set_sponsor(spring, SPRING, Side.IT, ANA)
    with pytest.raises(ChangedMeanwhile):
        charters.set_sponsor(mine, SPRING, Side.IT, PAULA, seen=NONE_YET)
    assert sponsor(spring) == ("Ana", ANA, None, "")


def test_a_sponsor_of_the_exchange_who_is_purged_is_no_sponsor_any_more(spring: Desk) -> None:
    charters.sign(spring, SPRING, Side.IT, Signing(sponsor=ANA, agreed=TODAY, note="Ana said yes"))
    assert personal_data(spring, ANA)["sponsors"] == [
        {"program": SPRING, "side": "it", "name": "", "email": "", "named": "2027-01-04"}
        | {"agreed": "2027-01-04", "note": "Ana said yes"}
    ]
    purge(spring, ANA)
    assert sponsor(spring) is None
    assert list(tell_of(spring, ("ana said",))) == []


def test_a_sponsor_by_name_and_address_who_joins_later_is_found_by_the_address(spring: Desk) -> None:
    charters.sign(spring, SPRING, Side.MARKETING, Signing(sponsor="Zephyrine Q <z@y.example>", note="Zephyrine said"))
    charters.set_sponsor(spring, SPRING, Side.IT, "The boss of Zephyrine <boss@y.example>")
    employ(spring, replace(marketing("Zephyrine"), email="z@y.example"))
    held = personal_data(spring, "z@y.example")
    assert [one["note"] for one in held["sponsors"]] == ["Zephyrine said"]  # type: ignore[attr-defined]  # a list of rows, as JSON has it
    seen = look(spring, "z@y.example")
    assert seen.deleted["sponsors"] == 1
    assert purge(spring, "z@y.example").mentions == seen.mentions
    # What is told of are the boss and the entries of the journal that name both.
    assert seen.mentions["name of a sponsor"] == 1
    assert sponsor(spring, Side.MARKETING) is None
    assert list(tell_of(spring, ("z@y.example", "zephyrine said"))) == []
