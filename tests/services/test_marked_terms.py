"""Several terms of the glossary at once, as they were looked at: taken out, put back, written to a file."""

from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.errors import ChangedMeanwhile
from ridealong.domain.people import Side
from ridealong.services import glossary
from ridealong.services.desk import Desk
from ridealong.services.glossary import Entry
from ridealong.services.journal.undo import undo
from services.conftest import csv


def entries(desk: Desk, *names: str) -> list[Entry]:
    known = {one.term.term: one for one in glossary.list_terms(desk, out=True)}
    return [known[name] for name in names if name in known]


def test_terms_are_taken_out_and_put_back_in_one_step_each(desk: Desk) -> None:
    glossary.add_term(desk, "NAS", Side.IT, "a shared disk")
    glossary.edit_term(desk, "CPC", meaning="what a click costs")
    glossary.remove_terms(desk, entries(desk, "NAS", "CPC", "API"))
    assert [(one.term.term, one.out) for one in entries(desk, "NAS", "CPC", "API")] == [("CPC", True), ("API", True)]
    undo(desk)
    assert [one.out for one in entries(desk, "NAS", "CPC", "API")] == [False, False, False]
    glossary.remove_terms(desk, entries(desk, "API"))
    glossary.restore_terms(desk, entries(desk, "CPC", "API"))
    assert [(one.changed, one.out) for one in entries(desk, "CPC", "API")] == [(False, False)] * 2


def test_a_term_that_somebody_else_has_changed_meanwhile_stops_all_of_them(desk: Desk, make_desk: MakeDesk) -> None:
    seen = entries(desk, "API", "CPC")
    glossary.edit_term(make_desk(), "CPC", meaning="what a click costs")
    with pytest.raises(ChangedMeanwhile):
        glossary.remove_terms(desk, seen)
    assert [one.out for one in entries(desk, "API", "CPC")] == [False, False]


def test_terms_are_written_so_that_they_can_be_imported_again(desk: Desk, tmp_path: Path) -> None:
    text = glossary.as_csv(entries(desk, "CPC", "API"))
    report = glossary.import_terms(desk, csv(tmp_path, text))
    assert (report.unchanged, report.rejected) == (2, ())
