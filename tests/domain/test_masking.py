"""Names taken out of texts: nobody who takes part is found in what was written."""

import pytest

from ridealong.domain.masking import Mask

EVERYBODY = (
    "Ana Lima", "Mark van der Berg", "Zoë Sørensen", "Jean-Luc O’Neill", "王小明", "Will Page", "Li Na", "Bo",
    "(purged)",
)  # fmt: skip
CLOSE = ("Ana Lima", "Mark van der Berg", "Zoë Sørensen", "Jean-Luc O’Neill", "王小明", "Li Na", "Bo")
MASK = Mask(EVERYBODY, CLOSE)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ana Lima showed me the queue.", "[name] showed me the queue."),
        ("ANA LIMA and ana  lima", "[name] and [name]"),
        ("Ana's desk, Lima’s notes", "[name]'s desk, [name]’s notes"),
        ("Ask Will Page, not will or page", "Ask [name], not will or page"),
        ("Will it fit on the Page?", "Will it fit on the Page?"),
        ("zoe sorensen with Zoe or SØRENSEN", "[name] with [name] or [name]"),
        ("Jean-Luc and O'Neill", "[name] and O'[name]"),
        ("Mark van der Berg at the van of the bergs", "[name] at the van of the bergs"),
        ("王小明教了我很多", "[name]教了我很多"),
        ("Bo and body, Bochum", "[name] and body, Bochum"),
        ("write to ana.lima@x.example, or @ana", "write to [address], or [name]"),
        ("a mark on the brand (purged)", "a mark on the brand (purged)"),
        ("", ""),
    ],
)
def test_names_addresses_and_handles_give_way_to_a_sign(text: str, shown: str) -> None:
    assert MASK.hide(text) == shown


def test_of_the_two_people_a_text_is_about_names_in_small_letters_go_as_well() -> None:
    assert MASK.hide("what ana said of mark", ["Ana Lima"]) == "what [name] said of mark"
    assert MASK.hide("na, li and lima", ["Li Na", "Ana Lima"]) == "na, li and [name]", (
        "two letters are in too many words"
    )


def test_names_that_may_stand_are_left_alone() -> None:
    mask = Mask(EVERYBODY, CLOSE, ("ana lima",))
    assert mask.hide("Ana Lima is on leave, and so is Mark.") == "Ana Lima is on leave, and so is [name]."


def test_signs_that_stand_already_are_not_masked_again() -> None:
    assert Mask(["Name"], ["Name", "Address"]).hide("[name] at [address], Name") == "[name] at [address], [name]"
