"""Words of several leads, noted as one looks at their lists: each for its side, all in one step."""

import pytest

from conftest import MakeDesk
from ridealong.domain.consent import Word
from ridealong.domain.errors import ChangedMeanwhile, Refused
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.journal.undo import undo
from ridealong.services.people import people
from ridealong.services.plans import plans
from ridealong.services.publishing import lead_answers, lead_words
from ridealong.services.publishing.lead_words import AskedDraft
from services.conftest import SPRING, two_pairs_planned

AGREED, REFUSED = Word.AGREED, Word.REFUSED


@pytest.fixture
def led(desk: Desk) -> Desk:
    """Ana is to visit Mia and Ben Noa; those of IT are led by Zoe, the others by Paul, nobody of the exchange."""
    two_pairs_planned(desk, leads_agree=True)
    for name, lead in (("ana", "zoe"), ("ben", "zoe"), ("mia", "paul"), ("noa", "paul")):
        people.edit(desk, f"{name}@x.example", {"manager": f"{lead}@y.example"})
    return desk


def asked(desk: Desk) -> list[AskedDraft]:
    return [one for lead in lead_words.lists(desk) for one in lead.drafts]


def test_words_of_both_sides_are_noted_in_one_step(led: Desk) -> None:
    assert lead_answers.note(led, asked(led), AGREED) == 4
    assert {one.word for one in asked(led)} == {AGREED}
    assert lead_answers.note(led, asked(led), AGREED) == 0
    undo(led)
    assert {one.word for one in asked(led)} == {None}


def test_a_note_stays_with_the_word_it_was_about(led: Desk) -> None:
    lead_answers.note(led, asked(led)[:1], REFUSED, said=" not in April ")
    assert (asked(led)[0].word, asked(led)[0].note) == (REFUSED, "not in April")
    lead_answers.note(led, asked(led)[:2], REFUSED)
    assert [one.note for one in asked(led)[:2]] == ["not in April", ""]
    lead_answers.note(led, asked(led)[:2], AGREED)
    assert [(one.word, one.note) for one in asked(led)[:2]] == [(AGREED, "")] * 2


def test_what_is_no_draft_any_more_stops_all_of_them(led: Desk, make_desk: MakeDesk) -> None:
    seen, other = asked(led), make_desk()
    drafts.cancel_all(other, [plans.page(other, SPRING).proposals[0].id])
    with pytest.raises(ChangedMeanwhile):
        lead_answers.note(led, seen, AGREED)
    assert {one.word for one in asked(led)} == {None}


def test_what_a_lead_said_meanwhile_is_not_written_over(led: Desk, make_desk: MakeDesk) -> None:
    seen, other = asked(led), make_desk()
    lead_answers.note(other, asked(other)[:1], REFUSED, said="not in April")
    with pytest.raises(ChangedMeanwhile) as raised:
        lead_answers.note(led, seen, AGREED)
    assert "not in April" not in str(raised.value)
    assert [(one.word, one.note) for one in asked(led)] == [(REFUSED, "not in April"), *[(None, "")] * 3]
    seen = asked(led)
    lead_answers.note(other, asked(other)[:1], REFUSED, said="not in May")
    with pytest.raises(ChangedMeanwhile):
        lead_answers.note(led, seen[:1], AGREED)
    # Of who has heard nothing new it is noted.
    assert lead_answers.note(led, seen[1:], AGREED) == 3


def test_whose_manager_was_taken_away_needs_no_word(led: Desk) -> None:
    seen = asked(led)
    people.edit(led, "ana@x.example", {"manager": ""})
    with pytest.raises(Refused, match="Ana has no manager any more"):
        lead_answers.note(led, seen, AGREED)
