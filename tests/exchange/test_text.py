"""Which files are text, in which encodings, and what is said of those that are not."""

import os
from pathlib import Path

import pytest

from ridealong.domain.errors import UnreadableFile
from ridealong.exchange import text as text_module
from ridealong.exchange.text import read_text

TEXT = "email,name,side,team\r\nzoe@x.example,Zoë Müller,it,Größe\r\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-32"),
    ],
    ids=["utf8", "utf8-mark", "utf16", "le-mark", "be-mark", "le", "be", "cp1252", "utf32"],
)
def test_every_encoding_gives_the_same_text(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(data)
    assert read_text(path) == TEXT


def test_windows_punctuation_is_read(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("a\n€ – “Œuvre”\n".encode("cp1252"))
    assert read_text(path) == "a\n€ – “Œuvre”\n"


def test_a_file_of_two_encodings_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("a\nMüller\n".encode() + "Größe\n".encode("cp1252"))
    assert read_text(path) == "a\nMüller\nGröße\n"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        ("\n \n".encode("utf-16"), "is empty"),
        (b"email,na\x00me\na@x.example,A\n", "NUL character in its first line"),
        (bytes(range(1, 32)) * 10, "is not a text file"),
        (bytes(range(256)), "is not a text file"),
        (b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml xl/workbook.xml", "is an Excel workbook"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis", "OpenDocument"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "is an old Excel workbook"),
        (b"%PDF-1.7\n", "is a PDF document"),
        (b"\x1f\x8b\x08", "is a gzip archive"),
        (b"SQLite format 3\x00", "is an SQLite database"),
        (b"\xff\xfea\x00,\x00b", "damaged"),
        (b"a,b\n1,\x81\x8d\n", "line 2: this is neither UTF-8 nor UTF-16 nor Windows-1252"),
    ],
)
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, data: bytes, problem: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as raised:
        read_text(path)
    assert problem in raised.value.problem
    assert str(path) in raised.value.problem
    assert raised.value.remedy


def test_an_excel_workbook_says_to_save_it_as_csv(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    path.write_bytes(b"PK\x03\x04[Content_Types].xml")
    with pytest.raises(UnreadableFile, match="CSV UTF-8"):
        read_text(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"none\.csv does not exist"):
        read_text(tmp_path / "none.csv")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="is a folder"):
        read_text(tmp_path)


@pytest.mark.parametrize("name", ["x" * 5000, "a\x00b", "people.csv/inside"])
def test_names_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    (tmp_path / "people.csv").write_text("a")
    with pytest.raises(UnreadableFile):
        read_text(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("a")
    path.chmod(0)
    with pytest.raises(UnreadableFile, match="permission denied"):
        read_text(path)


def test_permission_is_named_as_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "people.csv"
    path.write_text("a")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableFile, match="permission denied"):
        read_text(path)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "people.csv"
    with path.open("wb") as file:
        file.truncate(text_module.MAX_BYTES + 1)

    def must_not_open(*_: object) -> None:
        raise AssertionError("opened")

    monkeypatch.setattr(Path, "open", must_not_open)
    with pytest.raises(UnreadableFile, match="larger than 200 MB"):
        read_text(path)
