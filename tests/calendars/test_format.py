"""Texts, addresses and lines as they are written: RFC 5545, section 3, octet by octet."""

import subprocess
import sys
from dataclasses import replace

import pytest

from ridealong.calendars.text import escape, fold, mailto, one_line, parameter, web_address
from ridealong.calendars.writer import write

from .samples import NOW, PAT, VISIT, File, invite


class TestText:
    def test_backslash_semicolon_comma_and_newline_are_escaped(self) -> None:
        assert escape("a\\b;c,d\ne") == "a\\\\b\\;c\\,d\\ne"

    @pytest.mark.parametrize("newline", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
    def test_every_kind_of_newline_becomes_one_escaped_newline(self, newline: str) -> None:
        assert escape(f"a{newline}b") == "a\\nb"

    def test_control_characters_and_lone_surrogates_are_dropped(self) -> None:
        assert escape("a\x00\x08\x0e\x1f\x7f\x80\x9f\ud800b\tc") == "ab\tc"

    @pytest.mark.parametrize("hidden", "\u200b\u202a\u202e\u2060\u2066\u2069\ufeff")
    def test_what_hides_or_turns_text_around_is_dropped(self, hidden: str) -> None:
        assert escape(f"a{hidden}b") == parameter(f"a{hidden}b") == one_line(f"a{hidden}b") == "ab"

    def test_what_a_script_or_an_emoji_needs_stays(self) -> None:
        for word in ("می\u200cخواهم", "👩\u200d💻", "שלום\u200f!"):
            assert escape(word) == word

    @pytest.mark.parametrize("raw", ["Doe, Jane", "Team: Ops", "a;b"])
    def test_a_parameter_with_a_separator_is_quoted(self, raw: str) -> None:
        assert parameter(raw) == f'"{raw}"'

    def test_a_parameter_holds_no_double_quote_no_caret_and_no_backslash(self) -> None:
        assert parameter("CORP\\ann") == "CORP/ann"
        assert parameter('Ann "the ^nail", Lee') == "\"Ann 'the ˆnail', Lee\""
        assert parameter("Ann Lee") == "Ann Lee"

    def test_a_uri_is_not_escaped(self) -> None:
        assert mailto("o'brien+a,b@x.example") == "mailto:o'brien+a,b@x.example"
        assert mailto("a@x.example\r\nX:1") == "mailto:a@x.exampleX:1"

    def test_an_address_never_opens_the_headers_of_a_mail(self) -> None:
        assert mailto("a?cc=b#%@x.example") == "mailto:a%3Fcc=b%23%25@x.example"

    def test_a_fold_takes_75_octets_and_then_74_after_its_blank(self) -> None:
        assert fold("x" * 75) == "x" * 75
        assert [len(part) for part in fold("x" * 300).split("\r\n")] == [75, 75, 75, 75, 4]

    def test_a_fold_never_cuts_a_character(self) -> None:
        for shift in range(4):
            line = "x" * shift + "🙂" * 60
            parts = fold(line).encode().split(b"\r\n")
            assert "".join(part.decode().removeprefix(" ") for part in parts) == line
            assert all(72 <= len(part) <= 75 for part in parts[:-1])


class TestWebAddress:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("https://meet.company.example/x?a=1;b=2,3#c", "https://meet.company.example/x?a=1;b=2,3#c"),
            (" HTTP://meet.company.example\n", "HTTP://meet.company.example"),
            ("https://büro.example/Raum/é%20x", "https://b%C3%BCro.example/Raum/%C3%A9%20x"),
            ("https://x.example/100%", "https://x.example/100%25"),
            ('https://x.example/"<>\\^`{|}', "https://x.example/%22%3C%3E%5C%5E%60%7B%7C%7D"),
            ("https://x.example/a\u202eb\x00c", "https://x.example/abc"),
        ],
    )
    def test_it_is_a_uri_and_never_escaped_as_text(self, text: str, value: str) -> None:
        assert web_address(text) == value

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Room 12",
            "https://",
            "https:///x",
            "meet.company.example/x",
            "https://x.example/ (code 12)",
            "https://x.example\r\nX-EVIL:1",
            "javascript:alert(1)",
            "file:///etc/passwd",
        ],
    )
    def test_anything_else_is_none(self, text: str) -> None:
        assert web_address(text) == ""


@pytest.mark.parametrize("module", ["", ".outbox", ".snapshot", ".names", ".timezones", ".text"])
def test_only_the_writer_imports_ics(module: str) -> None:
    code = f"import sys, ridealong.calendars{module}; sys.exit('ics' in sys.modules or 'tatsu' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_stamp_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        write(replace(invite(VISIT), stamp=NOW.replace(tzinfo=None)))


def test_the_organizer_is_named() -> None:
    line = File(invite(VISIT)).one("ORGANIZER")
    assert (line.params, line.value) == ("CN=Pat Coordinator", f"mailto:{PAT.email}")
