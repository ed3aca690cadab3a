"""The words of team leads: whose is needed, how they come back, and how long they hold."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ridealong.domain.consent import Word
from ridealong.domain.errors import ChangedMeanwhile, InvalidValue, NotFound, Refused
from ridealong.domain.people import Side
from ridealong.exchange.lead_lists_csv import ListedDraft, lead_list_text
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.journal import undo
from ridealong.services.people import absences, people
from ridealong.services.plans import pins, plans
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.programs import charters
from ridealong.services.programs.charters import Signing
from ridealong.services.programs.program_settings import ProgramChange, edit
from ridealong.services.publishing import lead_words, publishing
from ridealong.services.publishing.import_lead_words import import_lead_words
from ridealong.services.publishing.lead_words import LeadList
from ridealong.services.reports.report import report
from services.built import built
from services.conftest import SPRING, csv, employ, it, two_pairs_planned
from thorough import thorough_only

LEAD, OTHER = "zoe@y.example", "Paul@y.example"


@pytest.fixture
def led(desk: Desk) -> Desk:
    """Ana is to visit Mia and Ben Noa, all four led, by nobody of the exchange; no lead has said anything yet."""
    return built(desk, _led)


def _led(desk: Desk) -> None:
    two_pairs_planned(desk, leads_agree=True)
    for one in ("ana", "ben"):
        people.edit(desk, f"{one}@x.example", {"manager": LEAD})
    for one in ("mia", "noa"):
        people.edit(desk, f"{one}@x.example", {"manager": OTHER})


def draft(desk: Desk, guest: str = "Ana") -> Proposal:
    return next(one for one in plans.page(desk, SPRING).proposals if one.guest.name == guest)


def ids(desk: Desk) -> list[int]:
    return [one.id for one in plans.page(desk, SPRING).proposals]


def words(desk: Desk, guest: str = "Ana") -> list[tuple[str, Word | None]]:
    """What the leads said of a guest's draft, by side."""
    asked = [each for one in lead_words.lists(desk) for each in one.drafts if each.id == draft(desk, guest).id]
    return sorted((str(each.side), each.word) for each in asked)


def all_agree(desk: Desk) -> None:
    for side in Side:
        lead_words.give(desk, ids(desk), Word.AGREED, side=side)


def test_each_lead_has_a_list_of_drafts(led: Desk) -> None:
    found = lead_words.lists(led)
    assert [(one.email, one.called, one.waiting) for one in found] == [(OTHER, OTHER, 2), (LEAD, LEAD, 2)]
    first = found[1].drafts[0]
    assert (first.person.name, first.other.name, first.side, first.guest) == ("Ana", "Mia", Side.IT, True)
    assert [one.email for one in lead_words.lists(led, lead="ZOE@y.example")] == [LEAD]
    with pytest.raises(NotFound):
        lead_words.lists(led, program="Autumn")


def test_a_lead_of_the_exchange_is_called_by_name(led: Desk) -> None:
    employ(led, it("Zoe", "Head"))
    people.edit(led, "zoe@x.example", {"email": LEAD})
    assert [one.called for one in lead_words.lists(led)] == [OTHER, "Zoe"]


def test_of_who_has_no_manager_nobodys_word_is_needed(led: Desk) -> None:
    people.edit(led, "mia@x.example", {"manager": ""})
    assert words(led) == [("it", None)]
    lead_words.give(led, [draft(led).id], Word.AGREED)
    assert words(led) == [("it", Word.AGREED)]
    with pytest.raises(Refused, match="on the Marketing side, needs no lead's word"):
        lead_words.give(led, [draft(led).id], Word.AGREED, side=Side.MARKETING)


def test_only_programs_whose_leads_agree_ask_by_themselves(led: Desk) -> None:
    edit(led, SPRING, ProgramChange(leads_agree=False))
    assert lead_words.lists(led) == ()
    assert len(lead_words.lists(led, program=SPRING)) == 2


def test_whose_word_it_is_has_to_be_said_where_there_are_two(led: Desk) -> None:
    with pytest.raises(InvalidValue, match=r"has two leads, zoe@y\.example for IT and Paul@y\.example for Marketing"):
        lead_words.give(led, [draft(led).id], Word.AGREED)
    people.edit(led, "mia@x.example", {"manager": LEAD})
    assert lead_words.give(led, [draft(led).id], Word.AGREED) == 2
    assert lead_words.give(led, [draft(led).id], Word.AGREED) == 0
    assert lead_words.give(led, [draft(led).id], Word.REFUSED, note="no time") == 2


def test_leads_agree_to_drafts_alone(led: Desk) -> None:
    all_agree(led)
    number = draft(led).id
    publishing.publish(led, SPRING)
    with pytest.raises(Refused, match="is published, no draft"):
        lead_words.give(led, [number], Word.REFUSED, side=Side.IT)
    with pytest.raises(NotFound):
        lead_words.give(led, [99], Word.AGREED)


def test_a_word_on_a_draft_that_changed_meanwhile_is_not_noted(led: Desk) -> None:
    seen = lead_words.lists(led)[0].drafts[0].seen
    kim = replace(led, config=replace(led.config, coordinator="kim"))
    drafts.swap(kim, *ids(led))
    with pytest.raises(ChangedMeanwhile, match="kim"):
        lead_words.give(led, [seen.row], Word.AGREED, side=Side.IT, seen=[seen])


@thorough_only
def test_a_word_holds_as_long_as_the_same_two_are_together_in_the_same_week(led: Desk) -> None:
    all_agree(led)
    drafts.pin(led, draft(led).id)
    assert words(led) == [("it", Word.AGREED), ("marketing", Word.AGREED)]
    drafts.swap(led, *ids(led))
    assert words(led) == [("it", None), ("marketing", None)]
    undo.undo(led)
    assert words(led) == [("it", Word.AGREED), ("marketing", Word.AGREED)]
    drafts.move(led, draft(led).id, 4)
    assert words(led) == [("it", None), ("marketing", None)]
    assert words(led, "Ben") == [("it", Word.AGREED), ("marketing", Word.AGREED)]


def test_a_word_holds_for_fewer_days_and_not_for_more(led: Desk) -> None:
    all_agree(led)
    number, days = draft(led).id, draft(led).days
    drafts.move(led, number, last_day=days.last - timedelta(days=2))
    assert words(led) == [("it", Word.AGREED), ("marketing", Word.AGREED)]
    drafts.move(led, number, last_day=days.last)
    assert words(led) == [("it", None), ("marketing", None)]
    undo.undo(led)
    assert words(led) == [("it", Word.AGREED), ("marketing", Word.AGREED)]


def test_what_was_said_of_the_draft_after_a_change_goes_with_the_change(led: Desk) -> None:
    drafts.swap(led, *ids(led))
    kim = replace(led, config=replace(led.config, coordinator="kim"))
    all_agree(kim)
    undo.undo(led)
    assert words(led) == [("it", None), ("marketing", None)]


def test_planning_again_keeps_the_words_of_drafts_that_stay(led: Desk) -> None:
    all_agree(led)
    plans.plan(led, SPRING)
    assert words(led) == [("it", Word.AGREED), ("marketing", Word.AGREED)]
    drafts.cancel(led, draft(led).id)
    undo.undo(led)
    assert words(led) == [("it", Word.AGREED), ("marketing", Word.AGREED)]


def test_planning_again_says_how_many_words_no_longer_hold(led: Desk) -> None:
    all_agree(led)
    for one in pins.list_pins(led, SPRING):
        pins.remove_pin(led, SPRING, one.guest.email)
    absences.add_absences(led, ["ana@x.example"], draft(led).days)
    page = plans.plan(led, SPRING)
    assert page.sentences[-2:] == (
        "1 draft to which leads agreed stays as it is.",
        "2 words of leads no longer hold: their drafts have changed.",
    )
    assert {word for _side, word in words(led)} == {None}
    assert {word for _side, word in words(led, "Ben")} == {Word.AGREED}


def test_publishing_waits_for_the_words_of_both_leads(led: Desk) -> None:
    with pytest.raises(Refused, match="2 drafts wait for a lead's word") as refused:
        publishing.publish(led, SPRING)
    assert LEAD in refused.value.problem
    assert OTHER in refused.value.problem
    assert "ridealong leads list" in refused.value.typed
    assert "ridealong" not in refused.value.remedy
    lead_words.give(led, ids(led), Word.AGREED, side=Side.IT)
    lead_words.give(led, [draft(led).id], Word.AGREED, side=Side.MARKETING)
    found = publishing.compare(led, SPRING)
    assert found.lacking is not None
    assert [(one.email, one.drafts) for one in found.lacking.leads] == [(OTHER, 1)]
    assert found.sentences[0] == f"1 draft waits for a lead's word: {OTHER}."
    assert found.sentences[0] in plans.page(led, SPRING).sentences
    all_agree(led)
    assert publishing.compare(led, SPRING).lacking is None
    assert publishing.publish(led, SPRING).pairings == 2
    assert report(led, SPRING).without_agreement == ()


def test_a_reason_stands_in_for_words_that_are_missing_and_not_for_a_refusal(led: Desk) -> None:
    lead_words.give(led, [draft(led).id], Word.REFUSED, side=Side.IT)
    with pytest.raises(Refused, match=f"{LEAD} does not agree to Ana with Mia") as refused:
        publishing.publish(led, SPRING, without_agreement="in haste")
    assert f"ridealong cancel {draft(led).id}" in refused.value.typed
    found = publishing.compare(led, SPRING).lacking
    assert found is not None
    assert not found.needs_reason
    drafts.cancel(led, draft(led).id)
    assert publishing.publish(led, SPRING, without_agreement="in haste").pairings == 1
    [said] = report(led, SPRING).without_agreement
    assert (said.day, said.reason) == (led.clock.today(), "in haste")


def test_where_a_sponsor_is_named_both_have_to_agree_or_there_is_a_reason(desk: Desk) -> None:
    two_pairs_planned(desk)
    charters.sign(desk, SPRING, Side.IT, Signing(sponsor="ana@x.example", agreed=desk.clock.today()))
    with pytest.raises(Refused, match="no Marketing sponsor is named"):
        publishing.publish(desk, SPRING)
    charters.sign(desk, SPRING, Side.MARKETING, Signing(sponsor="Paula <paula@y.example>"))
    with pytest.raises(Refused, match=r"Paula \(Marketing\) has not"):
        publishing.publish(desk, SPRING, without_agreement="  ")
    charters.sign(desk, SPRING, Side.MARKETING, Signing(agreed=desk.clock.today()))
    publishing.publish(desk, SPRING)
    assert report(desk, SPRING).without_agreement == ()


def test_the_reasons_of_what_stands_are_kept(desk: Desk) -> None:
    two_pairs_planned(desk, publish_weeks=1)
    charters.sign(desk, SPRING, Side.IT, Signing(sponsor="ana@x.example"))
    publishing.publish(desk, SPRING, without_agreement="taken back later")
    undo.undo(desk)
    edit(desk, SPRING, ProgramChange(name="Visits: 2 pairings in 1 round, without agreement: no"))
    name = "Visits: 2 pairings in 1 round, without agreement: no"
    publishing.publish(desk, name, without_agreement="Paula is away: back on Monday")
    assert [one.reason for one in report(desk, name).without_agreement] == ["Paula is away: back on Monday"]


def test_a_reason_is_taken_where_none_is_needed(desk: Desk) -> None:
    two_pairs_planned(desk)
    publishing.publish(desk, SPRING, without_agreement="for the record")
    assert [one.reason for one in report(desk, SPRING).without_agreement] == ["for the record"]


def sent_list(one: LeadList, answers: dict[str, tuple[Word | None, str]]) -> str:
    """A lead's list as it comes back, with an answer and a note for each person of theirs."""
    return lead_list_text(
        [
            ListedDraft(
                pairing=each.id,
                lead=one.email,
                program=each.program,
                side=each.side,
                person=(each.person.email, each.person.name, each.person.team),
                other=(each.other.email, each.other.name, each.other.team),
                days=each.days,
                word=answers.get(each.person.name, (None, ""))[0],
                note=answers.get(each.person.name, (None, ""))[1],
            )
            for each in one.drafts
        ]
    )


def test_lists_come_back_with_answers(led: Desk, tmp_path: Path) -> None:
    path = tmp_path / "zoe.csv"
    lists = {one.email: one for one in lead_words.lists(led)}
    path.write_text(sent_list(lists[LEAD], {"Ana": (Word.AGREED, "gladly")}))
    before = led.version()
    dry = import_lead_words(led, path, dry_run=True)
    assert led.version() == before
    done = import_lead_words(led, path, shown=dry)
    assert (len(done.added), done.unchanged, done.rejected, done.ignored_columns) == (1, 1, (), ())
    assert (words(led), words(led, "Ben")) == (
        [("it", Word.AGREED), ("marketing", None)],
        [("it", None), ("marketing", None)],
    )
    assert import_lead_words(led, path).unchanged == 2
    path.write_text(sent_list(lists[LEAD], {"Ana": (Word.REFUSED, "gladly")}))
    assert [one.columns for one in import_lead_words(led, path).changed] == [("word",)]


def test_answers_to_what_is_no_longer_so_are_rejected(led: Desk, tmp_path: Path) -> None:
    path = tmp_path / "zoe.csv"
    lists = {one.email: one for one in lead_words.lists(led)}
    path.write_text(sent_list(lists[LEAD], dict.fromkeys(("Ana", "Ben"), (Word.AGREED, ""))))
    drafts.swap(led, *ids(led))
    [first, _second] = import_lead_words(led, path).rejected
    assert (first.line, first.column, first.value) == (2, "with_email", "mia@x.example")
    assert "is Ana with Noa" in first.problem
    undo.undo(led)
    people.edit(led, "ana@x.example", {"manager": "new@y.example"})
    drafts.cancel(led, draft(led, "Ben").id)
    [moved, gone] = import_lead_words(led, path).rejected
    assert (moved.column, moved.problem) == ("lead", "The lead is new@y.example by now. Send the lead a new list")
    assert (gone.column, "There is no draft" in gone.problem) == ("pairing", True)
    assert not words(led)[0][1]


def test_a_list_of_numbers_and_answers_is_enough(led: Desk, tmp_path: Path) -> None:
    one, other = ids(led)
    path = csv(tmp_path, "pairing,answer,side", f"{one},✓,it", f"{other},no,IT", f"{other},maybe,it", "x,yes,it")
    done = import_lead_words(led, path)
    assert len(done.added) == 2
    assert [(bad.line, bad.column) for bad in done.rejected] == [(4, "answer"), (5, "pairing")]
    no_side = import_lead_words(led, csv(tmp_path, "pairing,answer", f"{one},yes", name="b.csv"))
    assert [(bad.line, bad.column) for bad in no_side.rejected] == [(2, "side")]
