"""Tables for people."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ridealong.cli.tables import cell_width, table_lines, wrapped_lines
from ridealong.domain.wording import printable

CELLS = st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30), st.integers()), max_size=8)


def test_columns_are_aligned_and_numbers_flush_right() -> None:
    lines = table_lines(("Name", "Met"), [("Ana Lima", 3), ("日本 Bo", 12)], right=("Met",))
    assert lines == ["Name      Met", "Ana Lima    3", "日本 Bo    12"]


def test_the_widest_column_gives_way_and_says_so() -> None:
    lines = table_lines(("Name", "Team"), [("Wilhelmina Featherstone", "Brand")], width=20)
    assert lines == ["Name           Team", "Wilhelmina F…  Brand"]


DUE = ("Start", "Why", "To")
ROWS = [("2027-01-11", "the place changed", "ana.lima@company.example, mia.berg@company.example")]


def test_a_spare_column_gives_way_before_all_others_and_is_left_out_where_it_would_say_little() -> None:
    whole = table_lines(DUE, ROWS, spare=True)
    assert whole[1] == "2027-01-11  the place changed  ana.lima@company.example, mia.berg@company.example"
    assert table_lines(DUE, ROWS, width=50, spare=True) == [
        "Start       Why                To",
        "2027-01-11  the place changed  ana.lima@company.e…",
    ]
    assert table_lines(DUE, ROWS, width=40, spare=True) == ["Start       Why", "2027-01-11  the place changed"]
    assert table_lines(DUE, [("2027-01-11", "new", "a@x.example")], width=30, spare=True)[1].endswith("a@x.example")


def test_cells_go_on_below_where_nothing_is_to_be_lost() -> None:
    rows = [(1, "Security and data protection", "Bastian Dijkstra"), (12, "Writer", "")]
    heads, lines = wrapped_lines(("No.", "Slot of the team", "Who"), rows, width=30, right=("No.",))
    assert heads == 2
    assert lines == [
        "No.  Slot of the  Who",
        "     team",
        "  1  Security     Bastian",
        "     and data     Dijkstra",
        "     protection",
        " 12  Writer",
    ]
    assert wrapped_lines(("No.", "Slot"), [(1, "Writer")], width=30)[1] == ["No.  Slot", "1    Writer"]


@given(CELLS, st.integers(min_value=20, max_value=120))
def test_of_cells_that_go_on_below_every_letter_is_printed_within_the_width(
    rows: list[tuple[str, str, int]], width: int
) -> None:
    _heads, lines = wrapped_lines(("One", "Two", "N"), rows, width=width, right=("N",))
    assert all(cell_width(line) <= width for line in lines)
    said = Counter(letter for row in rows for cell in row for letter in printable(str(cell)) if not letter.isspace())
    printed = Counter(letter for line in lines for letter in line if not letter.isspace())
    assert printed - said == Counter("OneTwoN")
    assert not said - printed


@given(CELLS, st.integers(min_value=20, max_value=120))
def test_no_line_is_wider_than_the_terminal_or_steers_it(rows: list[tuple[str, str, int]], width: int) -> None:
    lines = table_lines(("One", "Two", "N"), rows, width=width)
    assert len(lines) == len(rows) + 1
    assert all(cell_width(line) <= width for line in lines)
    assert all(line == printable(line) for line in lines)
    assert all(cell_width(line) <= width for line in table_lines(("One", "Two", "N"), rows, width=width, spare=True))
