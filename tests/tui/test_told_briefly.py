"""What a toast says of a change of a team: whole sentences, and its end, however many people are in the team."""

from dataclasses import dataclass

from ridealong.services.invites.told import Told
from ridealong.tui.app import MOST_IN_A_TOAST
from ridealong.tui.dialogs.previewed_form import done_words


@dataclass(frozen=True)
class Made:
    sentences: tuple[str, ...]
    told: tuple[Told, ...] | None = ()


def back(number: int) -> str:
    return f"Person {number} is back with the team of a rather long name on 2027-03-15: 40 % of the week comes free."


def test_what_there_is_room_for_is_said_in_full() -> None:
    assert done_words(Made(("Ann leaves.", "Nobody comes."))) == "Ann leaves. Nobody comes."


def test_of_many_sentences_the_first_are_said_whole_and_how_many_more_there_are() -> None:
    words = done_words(Made(tuple(map(back, range(20)))))
    assert len(words) < MOST_IN_A_TOAST - 100
    assert words.startswith("Person 0 is back")
    assert words.endswith("comes free. And 15 more.")
