"""Copying from lists: cells, rows and whole lists, as text or CSV, to the clipboard or into a file."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ridealong.exchange.cells import unguard
from ridealong.services import table_files
from ridealong.services.desk import open_desk
from ridealong.services.people import import_people
from ridealong.tui.clipboard import aligned
from thorough import thorough_only

from .conftest import CONFIG, TODAY
from .driving import Open, fill, press, screen_text, toasts

CELLS = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), max_size=12)


@pytest.fixture
def crowd(company: Path, tmp_path: Path) -> Path:
    """So many people that they stand on four pages, one of whom is called like a formula."""
    names = [*(f"Person {number:03}" for number in range(330)), "'=1+1"]
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "email,name,side,team\n" + "".join(f"p{n}@x.example,{one},it,Crowd\n" for n, one in enumerate(names))
    )
    desk = open_desk(company, config=CONFIG)
    import_people.import_people(desk, roster)
    desk.close()
    return company


async def test_y_copies_the_row_or_the_marked_rows_with_tabs(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "2", "slash", *"ana", "enter", "y")
        assert "Copied 1 row" in toasts(pilot)
        assert pilot.app.clipboard.startswith("Ana Lima\t")
        assert "\tIT\tPlatform\t" in pilot.app.clipboard
        await press(pilot, "escape")
        await press(pilot, "v", "v", "y")
        assert len(pilot.app.clipboard.split("\n")) == 2


@thorough_only
async def test_the_whole_list_is_read_as_filtered_and_sorted_and_written_as_csv(
    opened: Open, crowd: Path, tmp_path: Path
) -> None:
    target = tmp_path / "new" / "people.csv"
    async with opened(crowd) as pilot:
        await press(pilot, "2", "slash", *"crowd", "enter", "O", "Y")
        await press(pilot, "right", "tab", "right", "right", "tab", "right")
        await fill(pilot, "file", str(target))
        await press(pilot, "enter")
        assert f"331 rows written to {target}" in toasts(pilot).replace("\n", " ")
        rows = list(csv.DictReader(target.read_text().splitlines()))
        assert [row["Name"] for row in rows] == [*(f"Person {n:03}" for n in reversed(range(330))), "'=1+1"]
        await press(pilot, "Y", "right", "tab", "tab", "right")
        await fill(pilot, "file", str(target))
        await press(pilot, "enter")
        assert "is there already" in screen_text(pilot)
        await press(pilot, "enter")
        assert target.read_text().splitlines()[0].split()[:2] == ["Name", "Side"]


async def test_one_cell_is_chosen_by_its_title(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "2", "Y", "right", "right", "tab")
        while "Team: Platform" not in screen_text(pilot):
            await press(pilot, "right")
        await press(pilot, "enter")
        assert pilot.app.clipboard == "Platform"


async def test_rows_under_headings_say_under_which_one_they_stand(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "3", "j", "Y", "right", "tab", "right", "right", "enter")
        head, first, *_ = csv.reader(pilot.app.clipboard.splitlines())
        assert head[:3] == ["Under", "Guest", "Host"]
        assert first[0].startswith("Round 1")


async def test_what_cannot_be_written_is_said_and_the_form_stays(opened: Open, company: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    async with opened(company) as pilot:
        await press(pilot, "2", "Y", "tab", "tab", "right")
        await fill(pilot, "file", str(tmp_path / "file" / "people.txt"))
        await press(pilot, "enter")
        assert "cannot be written" in screen_text(pilot).replace("\n", " ")
        await press(pilot, "escape")
        assert "Which cell" not in screen_text(pilot)


async def test_an_empty_list_has_nothing_to_copy(opened: Open, company: Path) -> None:
    async with opened(company, today=TODAY) as pilot:
        await press(pilot, "2", "slash", *"nobody", "enter", "Y")
        assert "There is nothing to copy here" in toasts(pilot)


@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5))
def test_aligned_columns_begin_in_the_same_cell_in_every_line(rows: list[tuple[str, str, str]]) -> None:
    titles = ("A", "B", "C")
    lines = aligned([titles, *rows]).removesuffix("\n").split("\n")
    begins = cell_len(lines[0][: lines[0].find("B")]) if "B" in lines[0] else 0
    for line, (_, second, _) in zip(lines[1:], rows, strict=True):
        if second.strip() and begins:
            assert _from_cell(line, begins).startswith(second.rstrip())


def _from_cell(line: str, cell: int) -> str:
    at = 0
    while at < len(line) and cell_len(line[:at]) < cell:
        at += 1
    return line[at:]


@given(rows=st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_csv_is_read_back_unchanged_and_holds_no_formula(rows: list[tuple[str, str]]) -> None:
    text = table_files.csv_text(("A", "B"), rows)
    found = [tuple(row) for row in csv.reader(text.splitlines())][1:]
    assert [tuple(unguard(cell) for cell in row) for row in found] == [tuple(row) for row in rows]
    assert not any(cell[:1] in {"=", "+", "-", "@"} for row in found for cell in row if cell)
