"""The glossary: what is explained without anybody doing anything, what is changed about it, and where it is told."""

from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.errors import ChangedMeanwhile, InvalidValue, NotFound, Refused
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.people import Side
from ridealong.domain.starter_terms import STARTER_TERMS
from ridealong.exchange.glossary_csv import glossary_csv_text
from ridealong.services import glossary
from ridealong.services.desk import Desk
from ridealong.services.glossary import add_term, edit_term, import_terms, list_terms, remove_term, restore_term
from ridealong.services.invites import export_invites, outbox
from ridealong.services.journal.undo import undo
from ridealong.services.programs import charters, measures, program_settings
from ridealong.services.programs.measures import MeasureChange
from ridealong.services.programs.program_settings import ProgramChange
from services.conftest import SPRING, csv, ride_alongs

CPC = "cost per click, what one click on an advert costs"


def meanings(desk: Desk, text: str = "") -> dict[str, str]:
    return {one.term.term: one.term.meaning for one in list_terms(desk, text)}


def test_terms_are_explained_without_anybody_doing_anything(desk: Desk) -> None:
    assert len(list_terms(desk)) == len(STARTER_TERMS)
    (one,) = list_terms(desk, "cpc COST")
    assert (one.term.term, one.term.side, one.term.meaning) == ("CPC", Side.MARKETING, CPC)
    assert (one.came, one.changed, one.out) == (True, False, False)
    assert {one.term.side for one in list_terms(desk, side=Side.IT)} == {Side.IT}
    listed = [one.term.term.casefold() for one in list_terms(desk)]
    assert listed == sorted(listed)


def test_a_term_is_added_changed_and_taken_out(desk: Desk) -> None:
    assert add_term(desk, " NAS ", Side.IT, " a disk  in the network ").meaning == "a disk in the network"
    with pytest.raises(Refused, match="The glossary has 'NAS' already: a disk in the network"):
        add_term(desk, "nas", Side.IT, "again")
    assert edit_term(desk, "nas", meaning="a shared disk").term == "NAS"
    assert edit_term(desk, "NAS", name="Nas", side=Side.MARKETING).meaning == "a shared disk"
    assert meanings(desk, "shared disk") == {"Nas": "a shared disk"}
    with pytest.raises(Refused, match="'SAN' is another term than 'Nas'"):
        edit_term(desk, "NAS", name="SAN")
    assert remove_term(desk, "NAS").meaning == "a shared disk"
    assert "Nas" not in meanings(desk)
    with pytest.raises(NotFound, match="The glossary has no 'NAS'"):
        remove_term(desk, "NAS")


def test_what_came_with_the_program_can_be_changed_and_taken_out_and_stays_so(desk: Desk) -> None:
    edit_term(desk, "cpc", meaning="what a click costs")
    (one,) = list_terms(desk, "CPC")
    assert (one.term.meaning, one.came, one.changed) == ("what a click costs", True, True)
    remove_term(desk, "CPC")
    assert "CPC" not in meanings(desk)
    assert [one.term.term for one in list_terms(desk, out=True) if one.out] == ["CPC"]
    for act in (lambda: remove_term(desk, "CPC"), lambda: edit_term(desk, "CPC", meaning="x")):
        with pytest.raises(NotFound):
            act()
    undo(desk)
    assert meanings(desk, "CPC") == {"CPC": "what a click costs"}
    undo(desk)
    assert meanings(desk, "CPC") == {"CPC": CPC}


def test_a_term_that_was_taken_out_comes_back_as_it_was_or_otherwise(desk: Desk) -> None:
    remove_term(desk, "CPC")
    assert restore_term(desk, "cpc").meaning == CPC
    edit_term(desk, "CPC", side=Side.IT)
    restore_term(desk, "CPC")
    (one,) = list_terms(desk, "CPC")
    assert (one.term.side, one.changed) == (Side.MARKETING, False)
    remove_term(desk, "CPC")
    add_term(desk, "CPC", Side.MARKETING, "what a click costs")
    assert meanings(desk, "CPC") == {"CPC": "what a click costs"}
    add_term(desk, "NAS", Side.IT, "storage")
    with pytest.raises(NotFound, match="'NAS' did not come with the program"):
        restore_term(desk, "NAS")


def test_what_is_as_it_came_is_no_change(desk: Desk) -> None:
    version = desk.version()
    edit_term(desk, "CPC", meaning=CPC)
    assert desk.version() == version
    edit_term(desk, "CPC", meaning="x")
    edit_term(desk, "CPC", meaning=CPC)
    (one,) = list_terms(desk, "CPC")
    assert not one.changed


@pytest.mark.parametrize(
    ("term", "meaning", "said"),
    [("??", "x", "is not a term"), ("x" * 61, "x", "is too long"), ("NAS", " ", "A term needs its meaning")],
)
def test_what_is_no_term_is_refused(desk: Desk, term: str, meaning: str, said: str) -> None:
    with pytest.raises(InvalidValue, match=said):
        add_term(desk, term, Side.IT, meaning)
    with pytest.raises(Refused, match="Nothing is said"):
        edit_term(desk, "CPC")
    assert len(list_terms(desk)) == len(STARTER_TERMS)


def test_nobody_changes_what_somebody_else_has_changed_meanwhile(make_desk: MakeDesk) -> None:
    mine, theirs = make_desk(), make_desk()
    (seen,) = list_terms(mine, "CPC")
    edit_term(theirs, "CPC", meaning="what a click costs")
    for act in (
        lambda: edit_term(mine, "CPC", meaning="mine", seen=seen.seen),
        lambda: remove_term(mine, "CPC", seen=seen.seen),
    ):
        with pytest.raises(ChangedMeanwhile):
            act()
    (seen,) = list_terms(mine, "CPC")
    remove_term(theirs, "CPC")
    with pytest.raises(ChangedMeanwhile):
        edit_term(mine, "CPC", meaning="mine", seen=seen.seen)
    (seen,) = [one for one in list_terms(mine, out=True) if one.term.term == "CPC"]
    assert restore_term(mine, "CPC", seen=seen.seen).meaning == CPC


SEO = next(one.meaning for one in STARTER_TERMS if one.term == "SEO")
ROWS = ("cpc,marketing,what a click costs", f'SEO,marketing,"{SEO}"')


def test_a_file_adds_and_changes_terms(desk: Desk, tmp_path: Path) -> None:
    remove_term(desk, "API")
    path = csv(tmp_path, "term,side,meaning", *ROWS, "NAS,it,storage", "API,it,a way to ask", "bad,nobody,x")
    planned = import_terms(desk, path, dry_run=True)
    assert meanings(desk, "CPC") == {"CPC": CPC}
    done = import_terms(desk, path, shown=planned)
    for report in (planned, done):
        assert (report.added, report.unchanged) == (("NAS", "API"), 1)
        assert [(one.key, one.columns) for one in report.changed] == [("cpc", ("term", "meaning"))]
        assert [(one.line, one.column) for one in report.rejected] == [(6, "side")]
    assert meanings(desk, "what a click costs") == {"cpc": "what a click costs"}
    again = import_terms(desk, path)
    assert (again.added, again.changed, again.unchanged) == ((), (), 4)
    undo(desk)
    assert meanings(desk, "CPC") == {"CPC": CPC}


def test_what_was_exported_is_imported_again_unchanged(desk: Desk, tmp_path: Path) -> None:
    edit_term(desk, "CPC", meaning="=what a click costs")
    path = tmp_path / "all.csv"
    path.write_text(glossary_csv_text(one.term for one in list_terms(desk)))
    version = desk.version()
    report = import_terms(desk, path)
    assert (report.added, report.changed, report.unchanged) == ((), (), len(STARTER_TERMS))
    assert desk.version() == version
    restored = csv(tmp_path, "term,side,meaning", f"CPC,marketing,'{CPC}".replace("'", '"') + '"')
    import_terms(desk, restored)
    assert [one.changed for one in list_terms(desk, "CPC")] == [False]


def objective(desk: Desk, text: str) -> None:
    program_settings.edit(desk, SPRING, ProgramChange(objective=text))


def test_a_charter_explains_its_terms(small: Desk) -> None:
    ride_alongs(small, objective="A lower CPC by a better API. CPC!")
    measures.set_measure(small, SPRING, "ROAS", MeasureChange(unit="KPI"))
    found = charters.page(small, SPRING).explained
    assert [(one.term, one.side) for one in found] == [
        ("CPC", Side.MARKETING),
        ("API", Side.IT),
        ("ROAS", Side.MARKETING),
        ("KPI", Side.MARKETING),
    ]
    glossary.remove_term(small, "CPC")
    assert [one.term for one in charters.page(small, SPRING).explained] == ["API", "ROAS", "KPI"]


def due_text(desk: Desk, kind: MeetingKind) -> str:
    with desk.reading() as connection:
        (one,) = [each.invite.meeting for each in outbox.due_now(connection, desk) if each.invite.meeting.kind is kind]
    return one.description


def test_an_invite_explains_the_terms_in_it(one: Desk) -> None:
    objective(one, "A lower CPC")
    assert due_text(one, MeetingKind.VISIT).endswith(f"Words: CPC = {CPC}")
    edit_term(one, "CPC", meaning="what a click costs")
    assert due_text(one, MeetingKind.VISIT).endswith("Words: CPC = what a click costs")
    remove_term(one, "CPC")
    assert "Words" not in due_text(one, MeetingKind.VISIT)


def test_nothing_is_sent_again_for_an_explanation_alone(one: Desk, tmp_path: Path) -> None:
    objective(one, "A lower CPC")
    remove_term(one, "CPC")
    export_invites.export(one, tmp_path / "sent")
    assert outbox.rows(one) == ()
    restore_term(one, "CPC")
    edit_term(one, "CPC", meaning="what a click costs")
    assert outbox.rows(one) == ()
    # What is due for another reason has the words of the day.
    program_settings.edit(one, SPRING, ProgramChange(place="Atrium"))
    assert due_text(one, MeetingKind.VISIT).endswith("Words: CPC = what a click costs")
