"""Tables for people."""

from hypothesis import given
from hypothesis import strategies as st

from ridealong.cli.tables import cell_width, table_lines
from ridealong.domain.wording import printable

CELLS = st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30), st.integers()), max_size=8)


def test_columns_are_aligned_and_numbers_flush_right() -> None:
    lines = table_lines(("Name", "Met"), [("Ana Lima", 3), ("日本 Bo", 12)], right=("Met",))
    assert lines == ["Name      Met", "Ana Lima    3", "日本 Bo    12"]


def test_the_widest_column_gives_way_and_says_so() -> None:
    lines = table_lines(("Name", "Team"), [("Wilhelmina Featherstone", "Brand")], width=20)
    assert lines == ["Name           Team", "Wilhelmina F…  Brand"]


@given(CELLS, st.integers(min_value=20, max_value=120))
def test_no_line_is_wider_than_the_terminal_or_steers_it(rows: list[tuple[str, str, int]], width: int) -> None:
    lines = table_lines(("One", "Two", "N"), rows, width=width)
    assert len(lines) == len(rows) + 1
    assert all(cell_width(line) <= width for line in lines)
    assert all(line == printable(line) for line in lines)
