"""Debriefs: what came out of visits, noted by one side after the other, corrected, and asked for in time."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from conftest import CONFIG, TODAY, MakeDesk
from ridealong.domain.debriefs import Learned
from ridealong.domain.errors import ChangedMeanwhile, InvalidValue, NotFound, Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.services.attention import attention
from ridealong.services.attention.attention_items import Kind as Thing
from ridealong.services.desk import Desk
from ridealong.services.outcomes import history, ideas
from ridealong.services.outcomes.debrief_pages import DebriefQuery, counts, listed, page
from ridealong.services.outcomes.debriefs import Correction, Outcome, correct, note, take_back
from ridealong.services.outcomes.ideas import IdeaChange, IdeaQuery
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from services.conftest import SPRING, START, csv, two_pairs_planned

ANA, MIA = "ana@x.example", "mia@x.example"
FRIDAY = START + timedelta(days=4)
LATE = FRIDAY + timedelta(days=15)
"""The first day on which the debriefs of the first round are overdue."""
THINGS = Outcome(learned=["Campaigns start with a brief", "Media is bought weekly"], side=Side.IT, it_rating=4)


@pytest.fixture
def over(desk: Desk, make_desk: MakeDesk) -> Desk:
    """Ana has visited Mia and Ben Noa, two weeks and a day ago."""
    two_pairs_planned(desk, rounds=1)
    publishing.publish(desk, SPRING, everything=True)
    return make_desk(LATE)


def of(desk: Desk, name: str = "Ana") -> int:
    """The number of somebody's visit."""
    return next(one.pairing for one in listed(desk, DebriefQuery()).rows if one.guest_name == name)


def overdue(desk: Desk) -> list[str]:
    return [one.text for one in attention.everything(desk, kinds=[Thing.DEBRIEFS])]


def test_both_sides_answer_one_after_the_other(over: Desk) -> None:
    ana = of(over)
    note(over, ana, THINGS)
    noted = note(over, ana, Outcome(learned=["Releases are on Thursdays"], side=Side.MARKETING, marketing_rating=5))
    assert [(one.text, one.side) for one in noted.debrief.learned] == [
        ("Campaigns start with a brief", Side.IT),
        ("Media is bought weekly", Side.IT),
        ("Releases are on Thursdays", Side.MARKETING),
    ]
    assert (noted.debrief.it_rating, noted.debrief.marketing_rating, noted.debrief.day) == (4, 5, LATE)
    assert page(over, ana) == noted


def test_the_same_words_of_the_same_side_are_noted_once(over: Desk) -> None:
    ana = of(over)
    note(over, ana, THINGS)
    again = Outcome(learned=["media is  bought weekly."], side=Side.IT, ideas=["One calendar", "one calendar"])
    note(over, ana, again)
    noted = note(over, ana, replace(again, side=Side.MARKETING, note="well spent"))
    noted = note(over, ana, Outcome(note="Well spent"))
    assert [one.side for one in noted.debrief.learned] == [Side.IT, Side.IT, Side.MARKETING]
    assert [one.text for one in noted.ideas] == ["One calendar"]
    assert noted.debrief.note == "well spent"


def test_ideas_of_a_visit_stand_in_the_list_of_ideas(over: Desk) -> None:
    noted = note(over, of(over), Outcome(ideas=["One calendar"], owner=ANA))
    (idea,) = noted.ideas
    assert (idea.program, idea.owner_name, idea.named, idea.noted) == (SPRING, "Ana", False, LATE)
    assert [one.idea for one in ideas.page(over, IdeaQuery()).rows] == [idea]


@pytest.mark.parametrize(
    ("outcome", "error", "says"),
    [
        (Outcome(), Refused, "Nothing is said of the visit"),
        (Outcome(learned=[" "]), InvalidValue, "What was learned is empty"),
        (Outcome(ideas=[" "]), InvalidValue, "An idea needs a text"),
        (Outcome(it_rating=6), InvalidValue, "6 is not a rating"),
        (Outcome(marketing_rating=0), InvalidValue, "0 is not a rating"),
        (Outcome(learned=["x"], day=LATE + timedelta(days=1)), InvalidValue, "is still to come"),
        (Outcome(learned=["x\0"]), InvalidValue, "NUL"),
        (Outcome(ideas=["x"], owner="nobody@x.example"), NotFound, "nobody with the address"),
    ],
)
def test_what_cannot_be_noted_changes_nothing(over: Desk, outcome: Outcome, error: type[Exception], says: str) -> None:
    ana, before = of(over), over.version()
    with pytest.raises(error, match=says):
        note(over, ana, outcome)
    assert over.version() == before


def test_nothing_comes_out_of_what_has_not_taken_place(over: Desk, make_desk: MakeDesk) -> None:
    with pytest.raises(Refused, match="only begins on 2027-01-11"):
        note(make_desk(TODAY), of(over), THINGS)
    ana = of(over)
    history.mark(over, ana, State.MISSED)
    with pytest.raises(Refused, match="is missed"):
        note(over, ana, THINGS)
    with pytest.raises(NotFound):
        note(over, 99, THINGS)


def test_a_debrief_is_corrected(over: Desk) -> None:
    ana = of(over)
    first, second = note(over, ana, THINGS).debrief.learned
    change = Correction(
        no_it_rating=True, marketing_rating=3, note="see mail", texts=[(first.number, "Briefs")], forget=[second.number]
    )
    noted = correct(over, ana, change).debrief
    assert noted.learned == (Learned(text="Briefs", side=Side.IT, number=first.number),)
    assert (noted.it_rating, noted.marketing_rating, noted.note) == (None, 3, "see mail")
    with pytest.raises(NotFound, match=f"has the number {second.number}"):
        correct(over, ana, Correction(forget=[second.number]))
    with pytest.raises(Refused, match="Nothing is to be different"):
        correct(over, ana, Correction())
    with pytest.raises(NotFound, match="Nothing is noted yet of pairing"):
        correct(over, of(over, "Ben"), Correction(note="x"))


def test_a_debrief_is_taken_back_and_its_ideas_stay(over: Desk) -> None:
    ana = of(over)
    note(over, ana, replace(THINGS, ideas=["One calendar"]))
    take_back(over, ana)
    left = page(over, ana)
    assert (left.debrief.learned, left.debrief.day, len(left.ideas)) == ((), None, 1)
    with pytest.raises(NotFound, match="Nothing is noted yet"):
        take_back(over, ana)


def test_whoever_looked_before_somebody_else_wrote_is_told(over: Desk, make_desk: MakeDesk) -> None:
    ana = of(over)
    seen = note(over, ana, THINGS).seen
    kim = make_desk(LATE, replace(CONFIG, coordinator="kim"))
    note(kim, ana, Outcome(learned=["Who to ask"]))
    # What is added takes nothing away, and what is taken away must have been looked at.
    note(over, ana, Outcome(learned=["One more"]), seen=seen)
    with pytest.raises(ChangedMeanwhile, match="meanwhile, by kim"):
        take_back(over, ana, seen=seen)
    note(kim, ana, Outcome(it_rating=1))
    with pytest.raises(ChangedMeanwhile, match="rating was 4, is 1"):
        note(over, ana, Outcome(it_rating=5), seen=seen)


def test_a_debrief_is_overdue_until_two_things_learned_are_noted(over: Desk, make_desk: MakeDesk) -> None:
    assert overdue(make_desk(LATE - timedelta(days=1))) == []
    assert overdue(over) == ["Ana visited Mia", "Ben visited Noa"]
    note(over, of(over), Outcome(learned=["This"], it_rating=5, marketing_rating=5))
    assert overdue(over) == ["Ana visited Mia", "Ben visited Noa"]
    note(over, of(over), Outcome(learned=["That"]))
    (item,) = attention.everything(over, kinds=[Thing.DEBRIEFS])
    assert (item.text, item.detail, item.program) == ("Ben visited Noa", "overdue for 1 day", SPRING)
    assert item.remedy == f"ridealong debrief add {of(over, 'Ben')} --learned TEXT --learned TEXT"
    history.mark(over, of(over, "Ben"), State.MISSED)
    assert overdue(over) == []


def test_what_is_archived_or_no_visit_is_not_asked_for(over: Desk, tmp_path: Path) -> None:
    past = csv(
        tmp_path,
        "program,kind,it_email,marketing_email,guest,start,end,state",
        f"Long ago,ride-along,{ANA},{MIA},it,2026-03-02,2026-03-06,held",
    )
    import_history(over, past)
    assert len(overdue(over)) == 2
    assert [one.program for one in listed(over, DebriefQuery(program="Long ago")).rows] == ["Long ago"]
    programs.archive(over, SPRING)
    assert (overdue(over), listed(over, DebriefQuery()).total) == ([], 0)


def test_visits_are_listed_a_page_at_a_time(over: Desk) -> None:
    note(over, of(over), THINGS)
    assert [one.guest_name for one in listed(over, DebriefQuery(open=True)).rows] == ["Ben"]
    assert [one.guest_name for one in listed(over, DebriefQuery(text="mia brand")).rows] == ["Ana"]
    second = listed(over, DebriefQuery(newest=True), offset=1, limit=1)
    assert ([one.guest_name for one in second.rows], second.total, second.offset) == (["Ana"], 2, 1)
    row = listed(over, DebriefQuery(text="ana")).rows[0]
    assert (row.learned, row.it_rating, row.marketing_rating, row.overdue_days) == (2, 4, None, 0)
    with pytest.raises(NotFound):
        listed(over, DebriefQuery(program="Nowhere"))


def test_programs_say_how_far_their_debriefs_are(over: Desk) -> None:
    note(over, of(over), replace(THINGS, ideas=["One calendar", "Another"]))
    first = ideas.page(over, IdeaQuery()).rows[0]
    ideas.change(over, first.idea.number, IdeaChange(state=ideas.IdeaState.TAKEN_UP, owner=ANA))
    found = counts(over)[SPRING]
    assert (found.wanted, found.complete, found.overdue, found.learned) == (2, 1, 1, 2)
    assert (found.ideas, found.taken_up) == (2, 1)


def test_days_of_a_debrief_do_not_go_back(over: Desk) -> None:
    ana = of(over)
    note(over, ana, THINGS)
    assert note(over, ana, Outcome(learned=["Earlier"], day=date(2027, 1, 20))).debrief.day == LATE
