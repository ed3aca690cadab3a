"""The journal: who changed what and when, found by person, program, action, coordinator, day and words."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from conftest import CONFIG, MakeDesk
from ridealong.config import Organizer
from ridealong.domain.errors import InvalidValue, NotFound
from ridealong.domain.replies import Answer
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.journal import journal
from ridealong.services.journal.journal import JournalQuery
from ridealong.services.journal.row_words import RowWords
from ridealong.services.journal.undo import redo, undo
from ridealong.services.people import absences, limits, people
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from ridealong.services.replies import typed_answers
from ridealong.storage import schema
from ridealong.storage.schema import metadata
from services import around, embedded
from services.conftest import SPRING, START, buddies, employ, it, marketing, ride_alongs, week
from services.mailing import KIM
from services.replies import ANA
from services.undo_cases import BESIDE_THE_JOURNAL, CASES, draft, sent, uid_of_ana


def found(desk: Desk, query: JournalQuery) -> list[str]:
    return [one.summary for one in journal.page(desk, query).rows]


@pytest.fixture
def busy(make_desk: MakeDesk) -> Desk:
    """A desk at which Pat has done four things, and Kim one, on two days."""
    desk = make_desk()
    employ(desk, it("Ana"), marketing("Mia"))
    absences.add_absences(desk, [ANA], week(1), "private matter")
    kim = make_desk(date(2027, 1, 6), config=KIM)
    ride_alongs(kim, rounds=2)
    return desk


CREATED = "Spring ride-alongs: Ride-along, 2027-01-11 to 2027-01-24, 2 people"
AWAY = "Ana away 2027-01-18 to 2027-01-22"


def test_it_tells_who_did_what_and_when_the_newest_first(busy: Desk) -> None:
    page = journal.page(busy, JournalQuery())
    assert [(one.actor, one.at, one.action, one.summary) for one in page.rows[:2]] == [
        ("kim", datetime(2027, 1, 6, 12, tzinfo=UTC), "program create", CREATED),
        ("pat", datetime(2027, 1, 4, 12, tzinfo=UTC), "absence add", AWAY),
    ]
    assert (page.total, [one.id for one in page.rows]) == (4, [4, 3, 2, 1])
    part = journal.page(busy, JournalQuery(), 1, 2)
    assert (part.total, part.offset, [one.id for one in part.rows]) == (4, 1, [3, 2])


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (JournalQuery(person="ANA@x.example"), [4, 3, 1]),
        (JournalQuery(person="mia@x.example"), [4, 2]),
        (JournalQuery(program="spring RIDE-ALONGS"), [4]),
        (JournalQuery(action="people"), [2, 1]),
        (JournalQuery(action="add"), [3, 2, 1]),
        (JournalQuery(action="peop"), []),
        (JournalQuery(actor="kim"), [4]),
        (JournalQuery(actor="nobody"), []),
        (JournalQuery(since=date(2027, 1, 5)), [4]),
        (JournalQuery(until=date(2027, 1, 5)), [3, 2, 1]),
        (JournalQuery(since=date(2027, 1, 5), until=date(2027, 1, 5)), []),
        (JournalQuery(since=date.min, until=date.max), [4, 3, 2, 1]),
        (JournalQuery(person=ANA, action="absence add"), [3]),
        (JournalQuery(person=ANA, program=SPRING), [4]),
        (JournalQuery(text="AWAY"), [3]),
        (JournalQuery(text="ana away"), [3]),
        (JournalQuery(text="100% ana_"), []),
        (JournalQuery(text=f'person:{ANA} by:pat action:"people add"'), [1]),
        (JournalQuery(text=f'program:"{SPRING}" since:2027-01-05'), [4]),
        (JournalQuery(text="until:2027-01-04 mia"), [2]),
        (JournalQuery(text="by:pat", actor="kim"), []),
        (JournalQuery(text="since:2027-01-05", since=date(2020, 1, 1)), [4]),
    ],
)
def test_it_is_narrowed_by_what_is_said(busy: Desk, query: JournalQuery, ids: list[int]) -> None:
    page = journal.page(busy, query)
    assert ([one.id for one in page.rows], page.total) == (ids, len(ids))
    if len(ids) > 1:
        assert [one.id for one in journal.page(busy, query, 1, 1).rows] == ids[1:2]


def test_words_are_found_in_any_letter_case(desk: Desk) -> None:
    employ(desk, it("Łukasz"), it("Zoë"))
    for text in ("ŁUKASZ", "łukasz"):
        assert found(desk, JournalQuery(text=text)) == ["Łukasz (Platform) added"]


def test_a_day_is_one_where_the_organizer_is(make_desk: MakeDesk) -> None:
    # Noon in UTC is past midnight there.
    auckland = make_desk(config=replace(CONFIG, organizer=Organizer("Pat", "p@x.example", "Pacific/Auckland", "NZ")))
    employ(auckland, it("Ana"))
    assert found(auckland, JournalQuery(until=date(2027, 1, 4))) == []
    assert found(auckland, JournalQuery(since=date(2027, 1, 5))) == ["Ana (Platform) added"]


def test_whoever_was_removed_or_got_another_address_is_found_all_the_same(busy: Desk) -> None:
    people.change_email(busy, ANA, "ana.lima@x.example")
    people.remove(busy, "ana.lima@x.example")
    assert len(found(busy, JournalQuery(person="ana.lima@x.example"))) == 5


def test_somebody_or_something_that_never_was_is_named(busy: Desk) -> None:
    with pytest.raises(NotFound, match="There is nobody with the address 'ben@"):
        journal.page(busy, JournalQuery(person="ben@x.example"))
    with pytest.raises(NotFound, match="Did you mean 'Spring ride-alongs'"):
        journal.page(busy, JournalQuery(program="Sprng ride-alongs"))
    with pytest.raises(NotFound, match="There is no journal entry 77"):
        journal.entry(busy, 77)
    with pytest.raises(InvalidValue, match="soon"):
        journal.page(busy, JournalQuery(text="since:soon"))


def test_what_was_undone_says_by_what_until_it_is_done_again(desk: Desk) -> None:
    employ(desk, it("Ana"))

    def marks() -> list[tuple[int, int | None, int | None]]:
        return [(one.id, one.undone_by, one.undoes) for one in journal.page(desk, JournalQuery()).rows]

    assert marks() == [(1, None, None)]
    undo(desk)
    assert marks() == [(2, None, 1), (1, 2, None)]
    redo(desk)
    assert marks() == [(3, None, 2), (2, 3, 1), (1, None, None)]
    undo(desk)
    assert marks() == [(4, None, 1), (3, None, 2), (2, 3, 1), (1, 4, None)]


# -- what one action changed ----------------------------------------------------------------------------------------


def changed(desk: Desk, *, private: bool = False) -> list[tuple[str, str, dict[str, tuple[str, str]]]]:
    """What the newest action changed."""
    newest = journal.page(desk, JournalQuery(), 0, 1).rows[0]
    page = journal.entry(desk, newest.id, private=private)
    assert page.entry == newest
    assert page.total == len(page.rows)
    return [(row.how, row.what, {field.name: (field.before, field.after) for field in row.fields}) for row in page.rows]


def test_each_row_is_told_in_words_with_what_it_was_and_is(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    people.edit(desk, ANA, {"name": "Ana Lima", "capacity": 2})
    assert changed(desk) == [("changed", "Ana Lima", {"name": ("Ana", "Ana Lima"), "capacity": ("", "2")})]
    ride_alongs(desk, rounds=2)
    program, *_enrolments = changed(desk)
    assert program[:2] == ("added", "the program Spring ride-alongs")
    assert (program[2]["rounds"], program[2]["visit busy"]) == (("", "2"), ("", "no"))
    programs.enrol(desk, buddies(desk), [ANA])
    plans.plan(desk, SPRING)
    pairing = next(one for one in changed(desk) if "pairing" in one[1])
    assert pairing[:2] == ("added", "the pairing of Ana Lima with Mia in round 1 of Spring ride-alongs")
    assert pairing[2]["host"] == ("", "Mia")
    assert pairing[2]["round"] == ("", "1")
    assert ("added", "the plan of Spring ride-alongs") in [one[:2] for one in changed(desk)]
    publishing.publish(desk, SPRING)
    assert ("added", "the visit of Ana Lima with Mia in round 1") in [one[:2] for one in changed(desk)]
    drafts.cancel(desk, draft(desk, "Ana Lima").id, "private matter")
    assert changed(desk)[0][2] == {"state": ("published", "cancelled"), "reason": ("", "(private)")}


def test_private_words_are_withheld_unless_they_are_asked_for(small: Desk, tmp_path: Path) -> None:
    absences.add_absences(small, [ANA], week(9), "in hospital")
    assert changed(small)[0][2]["reason"] == ("", "(private)")
    assert changed(small, private=True)[0][2]["reason"] == ("", "in hospital")
    absences.remove_absence(small, ANA, week(9))
    assert changed(small)[0][2]["reason"] == ("(private)", "")
    absences.add_absences(small, [ANA], week(9))
    assert "reason" not in changed(small)[0][2]
    limits.add_apart(small, ANA, "mia@x.example", "a quarrel")
    assert changed(small) == [
        (
            "added",
            "that Ana and Mia are kept apart",
            {"one": ("", "Ana"), "other": ("", "Mia"), "reason": ("", "(private)")},
        )
    ]
    sent(small, tmp_path)
    typed_answers.record(small, uid_of_ana(small), ANA, Answer.DECLINED, note="a secret")
    (answer,) = changed(small)
    assert answer[1].startswith(f"the answer of {ANA} to the visit of Ana with")
    assert answer[2]["comment"] == ("", "(private)")


def test_what_is_noted_of_a_pairing_or_group_is_about_its_people_and_program(one: Desk) -> None:
    employ(one, it("Ben"), it("Cho"))
    idea = around.debriefed(one, 1, START, "ben@x.example", "a good week")
    around.change(one, schema.ideas, idea, state="done")
    around.said(one, 1, START)
    around.step_done(one, SPRING, 1, START)
    made = around.group(one, SPRING, START, "proposed", ["ben@x.example"])
    around.change(one, schema.gatherings, made, state="published")
    around.contact(one, "Platform", "Brand", "cho@x.example", None)

    def about(**query: str) -> list[str]:
        rows = journal.page(one, JournalQuery(action="test", **query)).rows
        return [row.summary for row in reversed(rows)]

    noted = ["debriefs added", "learned added", "ideas added", "ideas changed", "lead_words added"]
    assert about(person=ANA) == about(person="mia@x.example") == [*noted, "steps_done added"]
    assert about(person="ben@x.example") == ["ideas added", "ideas changed", "a group added", "gatherings changed"]
    assert about(person="cho@x.example") == ["contacts added"]
    assert about(program=SPRING) == [*noted, "steps added", "steps_done added", "a group added", "gatherings changed"]


def test_what_is_around_a_pairing_is_told_in_words_and_notes_are_withheld(one: Desk) -> None:
    idea = around.debriefed(one, 1, START, ANA, "private matter")
    assert changed(one)[0][:2] == ("added", "the idea 'One calendar of launches'")
    assert changed(one)[0][2]["owner"] == ("", "Ana")
    around.change(one, schema.ideas, idea, text="A calendar " * 20, owner_id=None)
    assert len(changed(one)[0][1]) < 80
    around.said(one, 1, START, "private matter", "refused")
    assert [what for _how, what, _fields in changed(one)] == [
        "the word of the IT lead on Ana with Mia in round 1",
        "the word of the Marketing lead on Ana with Mia in round 1",
    ]
    assert changed(one)[0][2]["note"] == ("", "(private)")
    around.step_done(one, SPRING, 1, START)
    assert changed(one)[0][1] == "that 'The badge is ready' is done for Ana with Mia in round 1"
    made = around.group(one, SPRING, START, "proposed", [ANA])
    assert [row[1] for row in changed(one)] == [
        f"the group of {SPRING} in round 1",
        f"Ana in the group of {SPRING} in round 1",
    ]
    around.change(one, schema.gatherings, made, reason="private matter")
    assert changed(one)[0][2]["reason"] == ("", "(private)")
    around.contact(one, "Platform", "Brand", ANA, None)
    assert changed(one)[0][1:] == (
        "the contacts of Platform and Brand",
        {"it team": ("", "Platform"), "marketing team": ("", "Brand"), "it": ("", "Ana")},
    )
    around.explained(one)
    assert changed(one)[0][1] == "the term CPC"


def test_what_is_done_to_a_composite_team_is_about_its_people_and_program(one: Desk) -> None:
    employ(one, it("Ben"))
    embedded.composite(one)
    made = embedded.team(one, "Loyalty app", week(2, 4))
    first = embedded.embed(one, made, 1, ANA, uid="embed@x.example")
    embedded.demand(one, made, "ben@x.example", "wish")
    around.change(one, schema.composite_teams, made.id, state="published")
    for uid in ("embed@x.example", f"series-{made.id}@x.example"):
        row = {"uid": uid, "attendee": "mia@x.example", "answer": "accepted", "sequence": 0}
        around.put(one, schema.answers, row)
    around.drop(one, schema.embeds, first)

    def about(**query: str) -> list[str]:
        rows = journal.page(one, JournalQuery(action="test", **query)).rows
        return [row.summary for row in reversed(rows)]

    answered = ["answers added"] * 2
    assert about(person=ANA) == ["embeds added", "composite_teams changed", "answers added", "embeds removed"]
    assert about(person="mia@x.example") == answered
    assert about(person="ben@x.example") == ["team_demands added"]
    assert about(program=embedded.EMBEDS) == [
        *("a team added", "embeds added", "team_demands added", "composite_teams changed"),
        *(*answered, "embeds removed"),
    ]


def test_what_is_in_a_composite_team_is_told_in_words_and_reasons_are_withheld(one: Desk) -> None:
    team = "the composite team 'Loyalty app' of Embeds"
    embedded.composite(one)
    made = embedded.team(one, "Loyalty app", week(2, 4))
    assert [what for _how, what, _fields in changed(one)] == [
        team,
        f"slot 1 (Data engineer) of {team}",
        f"slot 2 (Campaign lead) of {team}",
        f"the task 'Choose a vendor' of {team}",
        f"that slot 1 (Data engineer) is responsible for the task 'Choose a vendor' of {team}",
        f"the weekly meeting of {team}",
    ]
    embedded.demand(one, made, ANA, "exclusion")
    assert changed(one)[0][1] == f"the exclusion of Ana from {team}"
    embedded.demand(one, made, "mia@x.example", "pin", slot=2)
    assert changed(one)[0][1] == f"the pin of Mia for slot 2 (Campaign lead) of {team}"
    first = embedded.embed(one, made, 1, ANA)
    days = f"{week(2, 4).first} to {week(2, 4).last}"
    how, what, fields = changed(one)[0]
    assert (how, what) == ("added", f"the embed of Ana in slot 1 (Data engineer) of {team}, {days}")
    assert (fields["slot"], fields["person"], fields["share"]) == (("", "1 (Data engineer)"), ("", "Ana"), ("", "40"))
    second = embedded.embed(one, made, 2, "mia@x.example", after_id=first)
    assert changed(one)[0][2]["after"] == ("", "Ana")
    for table, row in ((schema.embeds, second), (schema.composite_teams, made.id)):
        around.change(one, table, row, state="cancelled", reason="private matter")
        assert changed(one)[0][2] == {"state": ("proposed", "cancelled"), "reason": ("", "(private)")}
    for uid, said in (("embed-1@x.example", "the embed of Mia in"), ("series-1@x.example", "the weekly meeting of")):
        row = {"uid": uid, "attendee": "mia@x.example", "answer": "accepted", "sequence": 0}
        around.put(one, schema.answers, row)
        assert changed(one)[0][1].startswith(f"the answer of mia@x.example to {said}")
    around.drop(one, schema.embeds, second)
    with one.changing("test") as step:
        step.work.delete(schema.composite_teams, [made.id])
        step.done("gone")
    assert all(team in what for _how, what, _fields in changed(one))


def test_what_goes_together_with_what_it_refers_to_is_told_by_its_name(one: Desk) -> None:
    made = around.group(one, SPRING, START, "proposed", [ANA])
    with one.changing("test") as step:
        inside = select(schema.gathering_people.c.id).where(schema.gathering_people.c.gathering_id == made)
        step.work.delete(schema.gathering_people, step.connection.execute(inside).scalars().all())
        step.work.delete(schema.gatherings, [made])
        step.done("gone")
    assert {(row[0], row[1]) for row in changed(one)} == {
        ("removed", f"the group of {SPRING} in round 1"),
        ("removed", f"Ana in the group of {SPRING} in round 1"),
    }


def test_no_summary_or_change_holds_a_private_word(small: Desk, tmp_path: Path) -> None:
    for case in (one for one in CASES if one.action in ("absence remove", "apart remove", "invites answer")):
        case.before(small, tmp_path / case.action.replace(" ", "-"))
        case.act(small, tmp_path)
    undo(small)
    for one in journal.page(small, JournalQuery()).rows:
        assert "private matter" not in one.summary
        for row in journal.entry(small, one.id).rows:
            assert "private matter" not in str(row)


def test_an_action_that_changed_much_is_told_in_parts(desk: Desk) -> None:
    employ(desk, *(it(f"Person{number}") for number in range(5)))
    people.remove(desk, *(f"person{number}@x.example" for number in range(5)))
    part = journal.entry(desk, desk.version(), offset=3, limit=1)
    assert ([row.what for row in part.rows], part.total) == (["Person3"], 5)


def test_every_table_is_told_in_words(small: Desk) -> None:
    with small.reading() as connection:
        words = RowWords(connection, [])
        for table in metadata.sorted_tables:
            if table.name not in BESIDE_THE_JOURNAL:
                assert not words.row(table.name, dict.fromkeys(table.c.keys(), 1)).startswith("a row of")
