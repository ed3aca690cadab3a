"""Glossary files: what is read, what is rejected and why, and what comes back unchanged."""

from pathlib import Path

import pytest

from ridealong.domain.errors import UnreadableFile
from ridealong.domain.people import Side
from ridealong.domain.starter_terms import STARTER_TERMS
from ridealong.exchange.glossary_csv import glossary_csv_text, read_terms


def file(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "terms.csv"
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def test_terms_are_read_in_the_order_of_the_file(tmp_path: Path) -> None:
    parsed = read_terms(
        file(
            tmp_path,
            "Meaning;TERM;Side;Since",
            "what a click costs;CPC;Marketing;2020",
            "storage;NAS;IT;",
            encoding="utf-16",
        )
    )
    assert [(one.line, one.term.term, one.term.side, one.term.meaning) for one in parsed.rows] == [
        (2, "CPC", Side.MARKETING, "what a click costs"),
        (3, "NAS", Side.IT, "storage"),
    ]
    assert (parsed.ignored, parsed.rejected) == (("Since",), ())


def test_rows_that_are_no_terms_are_rejected_one_by_one(tmp_path: Path) -> None:
    parsed = read_terms(
        file(
            tmp_path,
            "term,side,meaning",
            "CPC,marketing,what a click costs",
            "cpc,it,again",
            ",it,nothing",
            "SEO,sales,to be found",
            "API,it,",
            f"{'x' * 61},it,long",
            "??,it,what",
            f"NAS,it,{'y' * 301}",
        )
    )
    assert [(one.line, one.column) for one in parsed.rejected] == [
        (3, "term"),
        (4, "term"),
        (5, "side"),
        (6, "meaning"),
        (7, "term"),
        (8, "term"),
        (9, "meaning"),
    ]
    assert parsed.rejected[0].problem == "'cpc' stands in line 2 already. Keep one of the two rows"
    assert [one.term.term for one in parsed.rows] == ["CPC"]


def test_a_file_without_its_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="the column meaning is missing"):
        read_terms(file(tmp_path, "term,side", "CPC,marketing"))


def test_what_is_written_is_read_back_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    path.write_text(glossary_csv_text(STARTER_TERMS), encoding="utf-8")
    parsed = read_terms(path)
    assert [one.term for one in parsed.rows] == list(STARTER_TERMS)
    assert parsed.rejected == ()
