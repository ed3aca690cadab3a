"""What Today makes of much to do on a small terminal: how many lines each kind gets, and which words are left out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ridealong.domain.days import Days
from ridealong.services.attention.attention_items import Item, Kind
from ridealong.tui.screens.today_fold import most_lines, shares
from ridealong.tui.screens.today_lines import TodayLine
from ridealong.tui.screens.today_names import shortened
from ridealong.tui.screens.today_table import WHAT_CELLS, WHEN_CELLS, TodayTable, short_when
from ridealong.tui.widgets.columns import fit_columns

SIZES = st.lists(st.integers(1, 300), max_size=12)


def taken(shown: list[int], sizes: list[int]) -> int:
    """How many lines that is: headings, things, and where some are left out, how many."""
    return sum(1 + one + (one < size) for one, size in zip(shown, sizes, strict=True))


@pytest.mark.parametrize(
    ("sizes", "window", "expected"),
    [
        ([34], 16, [5]),  # never more than five at 24 rows, though there is room
        ([6], 16, [6]),  # to say that one more is there takes as much room as the one
        ([34, 3], 16, [5, 3]),
        ([2, 34, 1, 8], 16, [2, 4, 1, 3]),  # the first kinds first, and next week's visits in sight
        ([9, 9, 9, 9, 9, 9, 9], 16, [1] * 7),
        ([], 16, []),
    ],
)
def test_each_kind_gets_its_share_of_a_small_terminal(sizes: list[int], window: int, expected: list[int]) -> None:
    assert shares(sizes, window, most_lines(24)) == expected


@given(sizes=SIZES, rows=st.integers(10, 80))
def test_everything_is_in_sight_wherever_there_is_room(sizes: list[int], rows: int) -> None:
    window, most = rows - 8, most_lines(rows)
    shown = shares(sizes, window, most)
    fewest = [size if size <= 2 else 1 for size in sizes]
    assert all(few <= one <= max(most + 1, few) for few, one in zip(fewest, shown, strict=True))
    assert taken(shown, sizes) <= max(window, taken(fewest, sizes))
    assert all(one != size - 1 for one, size in zip(shown, sizes, strict=True))


@given(
    names=st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=60),
        min_size=2,
        max_size=2,
    ),
    width=st.integers(40, 80),
)
def test_long_names_are_cut_and_what_is_said_of_them_stays(names: list[str], width: int) -> None:
    text = shortened(f"{names[0]} has declined: visit to {names[1]}", names, width)
    assert cell_len(text) <= width or cell_len(text) <= 8 + 26 + 8
    assert "has declined: visit to" in text or any(name in " has declined: visit to " for name in names)


def test_short_texts_stay_as_they_are_and_a_program_keeps_its_year() -> None:
    assert shortened("Ana visits Ben", ["Ana", "Ben"], 14) == "Ana visits Ben"
    assert (
        shortened("4 drafts · Ride-alongs, spring 2027", ["Ride-alongs, spring 2027"], 30)
        == "4 drafts · Ride-alongs, s…2027"
    )


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2027, 3, 22), date(2027, 3, 22), "Mon 22 Mar"),
        (date(2027, 4, 26), date(2027, 5, 17), "26 Apr – 17 May"),
        (date(2026, 11, 27), date(2026, 11, 27), "Fri 27 Nov 2026"),
        (date(2026, 12, 28), date(2027, 1, 1), "28 Dec 2026 –"),
    ],
)
def test_days_are_written_without_the_year_that_goes_without_saying(first: date, last: date, expected: str) -> None:
    one = Item(kind=Kind.UNMARKED, text="", days=Days(first, last))
    assert short_when(one, date(2027, 3, 22)) == expected
    assert len(expected) <= WHEN_CELLS


def test_a_line_has_the_room_that_its_names_need_where_the_terminal_is_wide() -> None:
    names = ("Alexandrina Featherstonehaugh", "Bartholomew Wriothesley-Cholmondeley")
    text = f"{names[0]} visited {names[1]}"
    one = Item(kind=Kind.UNMARKED, text=text, detail="short")
    table = TodayTable({})
    table._fit_to([TodayLine("unmarked", heading="A heading"), TodayLine("unmarked", item=one)])
    wide = {column.title: width for column, width in fit_columns(table.columns, 157)}
    assert wide["What"] >= cell_len(text) > WHAT_CELLS
    narrow = {column.title: width for column, width in fit_columns(table.columns, 77)}
    assert "Details" not in narrow
