"""Who saves second is told what changed meanwhile and by whom, and overwrites nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import event

from conftest import CONFIG, TODAY, MakeDesk
from ridealong.domain.charters import Reading
from ridealong.domain.errors import ChangedMeanwhile, ValueChanged
from ridealong.domain.pairings import State
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import EnrolmentState, Kind
from ridealong.domain.replies import Answer
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.invites.export_invites import export
from ridealong.services.journal.news import Mark, mark, news
from ridealong.services.journal.undo import undo
from ridealong.services.outcomes import history
from ridealong.services.people import limits, people
from ridealong.services.plans import plans
from ridealong.services.programs import charters, measures, program_settings, programs
from ridealong.services.programs.programs import NewProgram, create
from ridealong.services.publishing.publishing import publish
from ridealong.services.replies import answers, typed_answers

ANA = Person(email="ana@x.example", name="Ana Lima", side=Side.IT, team="Platform")
MIA = Person(email="mia@x.example", name="Mia Kern", side=Side.MARKETING, team="Brand")


@pytest.fixture
def pat(desk: Desk) -> Desk:
    """Pat's desk, with two people."""
    for one in (ANA, MIA):
        people.add(desk, one)
    return desk


@pytest.fixture
def kim(pat: Desk, make_desk: MakeDesk) -> Desk:
    """Kim's desk on the same database."""
    return make_desk(config=replace(CONFIG, coordinator="kim"))


@pytest.fixture
def planned(pat: Desk) -> Desk:
    """Ana visits Mia, as a draft."""
    create(pat, NewProgram(name="Spring", kind=Kind.RIDE_ALONG, start=TODAY, rounds=4, enrol="all"))
    plans.plan(pat, "Spring")
    return pat


def refusal(call: Callable[[], object]) -> ChangedMeanwhile:
    with pytest.raises(ChangedMeanwhile) as caught:
        call()
    return caught.value


def test_saving_a_person_whom_somebody_else_has_changed_is_refused_and_says_who_when_and_what(
    pat: Desk, kim: Desk
) -> None:
    opened = people.show(pat, ANA.email)
    people.edit(kim, ANA.email, {"team": "Data"})
    error = refusal(lambda: people.edit(pat, ANA.email, {"role": "Engineer"}, seen=opened.seen))
    assert error.by == "kim"
    assert error.at == kim.clock.now()
    assert error.changes == (ValueChanged("team", "Platform", "Data"),)
    assert "Ana Lima was changed meanwhile, by kim on 2027-01-04" in str(error)
    assert people.show(pat, ANA.email).person == replace(ANA, team="Data")


def test_what_has_not_changed_is_saved_and_so_is_what_was_looked_at_again(pat: Desk, kim: Desk) -> None:
    opened = people.show(pat, ANA.email)
    people.edit(pat, ANA.email, {"role": "Engineer"}, seen=opened.seen)
    people.edit(kim, ANA.email, {"team": "Data"})
    people.edit(pat, ANA.email, {"site": "Berlin"}, seen=people.show_again(pat, opened.seen).seen)
    assert people.show(pat, ANA.email).person == replace(ANA, team="Data", role="Engineer", site="Berlin")


def test_what_was_changed_at_this_very_desk_is_no_surprise(pat: Desk) -> None:
    opened = people.show(pat, ANA.email)
    people.edit(pat, ANA.email, {"team": "Data"}, seen=opened.seen)
    people.edit(pat, ANA.email, {"role": "Engineer"}, seen=opened.seen)
    assert people.show(pat, ANA.email).person == replace(ANA, team="Data", role="Engineer")


def test_another_program_of_the_same_coordinator_counts_as_somebody_else(pat: Desk, make_desk: MakeDesk) -> None:
    opened, again = people.show(pat, ANA.email), make_desk()
    people.edit(again, ANA.email, {"team": "Data"})
    assert refusal(lambda: people.edit(pat, ANA.email, {"team": "Sales"}, seen=opened.seen)).by == "pat"


def test_several_changes_since_are_told_as_one_from_what_was_seen_to_what_is(pat: Desk, kim: Desk) -> None:
    opened = people.show(pat, ANA.email)
    for team in ("Data", "Search"):
        people.edit(kim, ANA.email, {"team": team})
    error = refusal(lambda: people.edit(pat, ANA.email, {"role": "Engineer"}, seen=opened.seen))
    assert error.changes == (ValueChanged("team", "Platform", "Search"),)


def test_a_person_who_has_another_address_by_now_is_found_all_the_same(pat: Desk, kim: Desk) -> None:
    opened = people.show(pat, ANA.email)
    people.change_email(kim, ANA.email, "ana.lima@x.example")
    error = refusal(lambda: people.edit(pat, ANA.email, {"role": "Engineer"}, seen=opened.seen))
    assert ValueChanged("email", "ana@x.example", "ana.lima@x.example") in error.changes
    assert people.show_again(pat, opened.seen).person.email == "ana.lima@x.example"


def test_a_person_who_was_removed_meanwhile_is_told_with_who_did_it(pat: Desk, kim: Desk) -> None:
    opened = people.show(pat, ANA.email)
    people.remove(kim, ANA.email)
    for call in (
        lambda: people.edit(pat, ANA.email, {"role": "Engineer"}, seen=opened.seen),
        lambda: people.show_again(pat, opened.seen),
    ):
        assert "Ana Lima was removed meanwhile, by kim" in str(refusal(call))


CHANGES: dict[str, Callable[[Desk, history.PairingRow], object]] = {
    "pinned": lambda desk, row: drafts.pin_all(desk, [row.id], seen=[row.seen]),
    "moved": lambda desk, row: drafts.move(desk, row.id, 2, seen=[row.seen]),
    "swapped": lambda desk, row: drafts.swap(desk, row.id, row.id + 1, seen=[row.seen]),
    "set aside": lambda desk, row: drafts.cancel_all(desk, [row.id], seen=[row.seen]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_draft_that_somebody_else_has_pinned_is_not_changed_on_an_old_view(
    change: str, planned: Desk, kim: Desk
) -> None:
    row = history.page(planned, history.HistoryQuery(states=(State.PROPOSED,))).rows[0]
    drafts.pin(kim, row.id)
    error = refusal(lambda: CHANGES[change](planned, row))
    assert (error.by, error.changes) == ("kim", (ValueChanged("pinned", "no", "yes"),))


@pytest.mark.parametrize("change", CHANGES)
def test_a_draft_that_is_gone_is_told_with_who_set_it_aside(change: str, planned: Desk, kim: Desk) -> None:
    row = history.page(planned, history.HistoryQuery(states=(State.PROPOSED,))).rows[0]
    drafts.cancel(kim, row.id)
    words = str(refusal(lambda: CHANGES[change](planned, row)))
    assert words.startswith("The pairing of Ana Lima with Mia Kern in round")
    assert "was removed meanwhile, by kim" in words


def test_a_pairing_that_somebody_else_has_marked_is_not_marked_again_and_the_reason_is_not_told(
    planned: Desk, kim: Desk, make_desk: MakeDesk
) -> None:
    publish(planned, "Spring", everything=True)
    row = min(history.page(planned, history.HistoryQuery()).rows, key=lambda one: one.days.first)
    later = make_desk(row.days.last), make_desk(row.days.last, replace(CONFIG, coordinator="kim"))
    history.mark(later[1], row.id, State.ENDED, "a secret")
    error = refusal(lambda: history.mark_all(later[0], [row.id], State.HELD, seen=[row.seen]))
    assert ValueChanged("state", "published", "ended") in error.changes
    assert "a secret" not in f"{error} {error.changes}"
    assert history.page(planned, history.HistoryQuery()).rows


def test_what_somebody_else_has_changed_is_neither_answered_for_nor_taken_away_on_an_old_view(
    planned: Desk, kim: Desk
) -> None:
    measures.set_measure(planned, "Spring", "Days", measures.MeasureChange(unit="d"))
    measures.add_reading(planned, "Spring", "Days", Reading(day=TODAY, value=3.0))
    limits.add_apart(planned, ANA.email, MIA.email)
    page, charter = people.show(planned, ANA.email), charters.page(planned, "Spring")
    [answer], [apart], [row] = page.enrolled, page.apart, programs.list_all(planned)
    measured, noted = charter.measures_seen["Days"], charter.readings_seen["Days", TODAY]

    programs.enrol(kim, "Spring", [ANA.email], EnrolmentState.DECLINED)
    measures.add_reading(kim, "Spring", "Days", Reading(day=TODAY, value=4.0))
    measures.set_measure(kim, "Spring", "Days", measures.MeasureChange(unit="days"))
    limits.remove_apart(kim, ANA.email, MIA.email)
    limits.add_apart(kim, ANA.email, MIA.email, "a secret")
    program_settings.edit(kim, "Spring", program_settings.ProgramChange(objective="Learn"))
    people.edit(kim, ANA.email, {"team": "Data"})

    asked = EnrolmentState.ASKED
    calls: list[Callable[[], object]] = [
        lambda: programs.enrol(planned, "Spring", [ANA.email], asked, seen=[answer.seen]),
        lambda: measures.remove_reading(planned, "Spring", "Days", TODAY, seen=noted),
        lambda: measures.remove_measure(planned, "Spring", "Days", seen=measured),
        lambda: limits.remove_apart(planned, ANA.email, MIA.email, seen=apart.seen),
        lambda: programs.archive(planned, "Spring", seen=[row.seen]),
        lambda: people.remove(planned, ANA.email, seen=[page.seen]),
    ]
    errors = [refusal(call) for call in calls]
    assert {one.by for one in errors} == {"kim"}
    assert "a secret" not in "".join(f"{one} {one.changes}" for one in errors)
    assert people.show(planned, ANA.email).enrolled[0].state is EnrolmentState.DECLINED


def test_an_answer_that_came_meanwhile_is_not_overwritten(
    planned: Desk, kim: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    publish(planned, "Spring", everything=True)
    export(planned, tmp_path_factory.mktemp("out"))
    row = next(one for one in answers.rows(planned) if one.email == ANA.email)
    typed_answers.record(kim, row.uid, ANA.email, Answer.DECLINED)
    error = refusal(lambda: typed_answers.record(planned, row.uid, ANA.email, Answer.ACCEPTED, seen=row.seen))
    assert error.by == "kim"
    [now] = [one for one in answers.rows(planned) if one.key == row.key]
    assert now.answer is Answer.DECLINED
    typed_answers.record(planned, row.uid, ANA.email, Answer.ACCEPTED, seen=now.seen)
    error = refusal(lambda: typed_answers.record(kim, row.uid, ANA.email, None, seen=now.seen))
    assert (error.by, ValueChanged("answer", "declined", "accepted") in error.changes) == ("pat", True)


def test_what_is_new_are_the_changes_of_other_desks_alone(pat: Desk, kim: Desk) -> None:
    start = mark(pat)
    assert news(pat, start) is None
    people.edit(pat, ANA.email, {"team": "Data"})
    mine = news(pat, start)
    assert mine is not None
    assert (mine.changes, mine.everything) == ((), False)
    people.edit(kim, ANA.email, {"team": "Search"})
    found = news(pat, mine.mark)
    assert found is not None
    assert [(one.actor, one.summary) for one in found.changes] == [("kim", "Ana Lima: team changed")]
    assert news(pat, found.mark) is None


def test_what_is_changed_while_one_looks_is_told_once(pat: Desk, kim: Desk) -> None:
    start = mark(pat)
    people.edit(kim, ANA.email, {"team": "Data"})
    asked: list[str] = []

    @event.listens_for(pat.store.engine, "after_cursor_execute")
    def meanwhile(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)
        if "max(" in statement and len([one for one in asked if "max(" in one]) == 1:
            people.edit(kim, ANA.email, {"team": "Search"})

    found = news(pat, start)
    assert found is not None
    then = news(pat, found.mark)
    told = [one.entry for some in (found, then) if some for one in some.changes]
    assert len(told) == len(set(told)) == 2


def test_a_database_that_went_back_and_one_that_changed_much_are_new_altogether(pat: Desk, kim: Desk) -> None:
    now = mark(pat)
    back = news(pat, Mark(now.version + 5, now.file))
    assert back is not None
    assert back.everything
    for number in range(60):
        people.edit(kim, ANA.email, {"team": f"Team {number}"})
    much = news(pat, now)
    assert much is not None
    assert much.everything


def test_an_undo_by_somebody_else_is_a_change_as_well(pat: Desk, kim: Desk) -> None:
    people.edit(kim, ANA.email, {"team": "Data"})
    opened = people.show(pat, ANA.email)
    undo(kim)
    error = refusal(lambda: people.edit(pat, ANA.email, {"role": "Engineer"}, seen=opened.seen))
    assert (error.by, error.changes) == ("kim", (ValueChanged("team", "Data", "Platform"),))
