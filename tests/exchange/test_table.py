"""How text becomes a table, and on which line each record stands."""

import pytest

from ridealong.domain.errors import UnreadableFile
from ridealong.exchange.table import read_table
from thorough import thorough_only


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(separator: str, end: str) -> None:
    text = end.join([separator.join(["a", "b"]), separator.join(["1", '"2,;\t""x"""']), ""])
    table = read_table(text, "f.csv")
    assert table.separator == separator
    assert table.header == ("a", "b")
    assert table.rows == [(2, ["1", '2,;\t"x"'])]


@pytest.mark.parametrize(
    ("header", "known", "separator"),
    [
        ('"Name, first";e-mail', (), ";"),
        ('"a;b;c;d",e', (), ","),
        ("Name, first;e-mail", ("e-mail",), ";"),
        ("email", ("email",), ","),
        ("email\tname, given; family\tside", ("email", "side"), "\t"),
    ],
)
def test_the_separator_is_found_in_the_header(header: str, known: tuple[str, ...], separator: str) -> None:
    assert read_table(header + "\n", "f.csv", known).separator == separator


def test_the_line_for_excel_names_the_separator_and_is_no_header() -> None:
    table = read_table("sep=;\nname, given;x\n1;2\n", "f.csv")
    assert (table.line, table.header, table.rows) == (2, ("name, given", "x"), [(3, ["1", "2"])])


def test_lines_are_counted_as_an_editor_does() -> None:
    table = read_table('\na,b\n\n"one\ntwo",2\r\n , \n3,4\n', "f.csv")
    assert table.line == 2
    assert table.rows == [(4, ["one\ntwo", "2"]), (7, ["3", "4"])]


def test_other_characters_that_unicode_calls_line_ends_are_none() -> None:
    table = read_table("a,b\n1\u20282,x\x0b\x85y\n3,4\n", "f.csv")
    assert table.rows == [(2, ["1\u20282", "x\x0b\x85y"]), (3, ["3", "4"])]


def test_ragged_rows() -> None:
    table = read_table("a,b,c\n1\n1,2,3,,\n1,2,3,4,5\n6,7,8\n", "f.csv")
    assert table.rows == [(2, ["1", "", ""]), (3, ["1", "2", "3"]), (5, ["6", "7", "8"])]
    (rejection,) = table.rejected
    assert (rejection.line, rejection.column, rejection.value) == (4, "", "4,5")
    assert rejection.problem == ("the row has 5 cells and the header has 3; put a cell that contains a comma in quotes")


def test_an_unclosed_quote_costs_its_own_row_only() -> None:
    table = read_table('a,b\n1,"2\n3,4\n5,"6"\n7,8\n', "f.csv")
    assert table.rows == [(3, ["3", "4"]), (4, ["5", "6"]), (5, ["7", "8"])]
    assert [r.line for r in table.rejected] == [2]
    assert "quote" in table.rejected[0].problem


def test_an_unclosed_quote_in_the_last_rows() -> None:
    table = read_table('a,b\n1,2\n3,"4\n5,6\n', "f.csv")
    assert table.rows == [(2, ["1", "2"]), (4, ["5", "6"])]
    assert "never closed" in table.rejected[0].problem or "not closed" in table.rejected[0].problem


def test_text_after_a_closing_quote_is_named() -> None:
    table = read_table('a,b\n"Ada" L,2\n3,4\n', "f.csv")
    assert table.rows == [(3, ["3", "4"])]
    assert "text after a closing quote" in table.rejected[0].problem


def test_blanks_around_quotes_are_forgiven() -> None:
    assert read_table('a,b\n "Ada, L" , "2" \n', "f.csv").rows == [(2, ["Ada, L", "2"])]


def test_a_quote_inside_an_unquoted_cell_stands_for_itself() -> None:
    assert read_table('a,b\n27" screen,x"y"\n', "f.csv").rows == [(2, ['27" screen', 'x"y"'])]


def test_long_cells() -> None:
    table = read_table(f"a,b\n{'x' * 10_000},1\n{'y' * 5_000_000},2\n3,4\n", "f.csv")
    assert [line for line, _ in table.rows] == [2, 4]
    assert table.rejected[0].line == 3
    assert "longer than 131,072 characters" in table.rejected[0].problem
    assert len(table.rejected[0].value) < 200


def test_a_header_that_is_no_csv() -> None:
    with pytest.raises(UnreadableFile, match=r"f\.csv, line 1: the header cannot be read"):
        read_table('"a,b\n1,2\n', "f.csv")


@thorough_only
def test_many_broken_lines_take_no_quadratic_time() -> None:
    table = read_table("a,b\n" + '"x"y,1\n' * 50_000, "f.csv")
    assert len(table.rejected) == 50_000
