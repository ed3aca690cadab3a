"""What any .ics file must keep to, whatever is in it: RFC 5545, section 3, octet by octet."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ridealong.calendars.text import escape, fold, mailto, parameter
from ridealong.calendars.writer import write
from ridealong.domain.meetings import Address, Invite, Meeting, Method

from .samples import ANA, BEN, CHECK_IN, NOW, PAT, VISIT, WELCOME, File, invite

ALL = [
    invite(VISIT),
    invite(CHECK_IN),
    invite(WELCOME),
    invite(VISIT, Method.CANCEL, 1),
    invite(CHECK_IN, Method.CANCEL, 1),
    invite(CHECK_IN, Method.CANCEL, 1, only=(BEN,)),
    invite(VISIT, Method.PUBLISH),
    invite(CHECK_IN, Method.PUBLISH),
]
TESTS = str(Path(__file__).parents[1])
NASTY = "A\x00B\x07\x1b[31m\r\nATTENDEE:mailto:evil@x.example\u2028X\x85Y\x0bZ\ud800\x7f"


@pytest.mark.parametrize("sent", ALL)
class TestEveryFile:
    def test_every_line_ends_with_crlf_and_so_does_the_file(self, sent: Invite) -> None:
        data = write(sent)
        assert data.endswith(b"END:VCALENDAR\r\n")
        assert data.count(b"\r") == data.count(b"\n") == data.count(b"\r\n")
        assert b"\r\n\r\n" not in data

    def test_no_physical_line_is_longer_than_75_octets(self, sent: Invite) -> None:
        assert max(map(len, write(sent).split(b"\r\n"))) <= 75

    def test_it_is_utf_8_without_a_mark_in_each_physical_line(self, sent: Invite) -> None:
        long = replace(sent, meeting=replace(sent.meeting, summary="Ëïö €" * 60, description="🙂" * 100))
        data = write(long)
        assert data.startswith(b"BEGIN:VCALENDAR\r\n")
        for line in data.split(b"\r\n"):
            line.decode("utf-8")
            assert len(line) <= 75

    def test_version_and_prodid_come_once_each_and_first_and_then_the_method(self, sent: Invite) -> None:
        file = File(sent)
        assert file.outline[:4] == ["BEGIN:VCALENDAR", "VERSION", "PRODID", "METHOD"]
        assert file.values("VERSION", "VCALENDAR") == ["2.0"]
        assert len(file.values("PRODID", "VCALENDAR")) == 1
        assert file.values("METHOD", "VCALENDAR") == [sent.method.value]

    def test_properties_come_before_components_and_zones_before_their_users(self, sent: Invite) -> None:
        outline = File(sent).outline
        event = outline[outline.index("BEGIN:VEVENT") : outline.index("END:VEVENT")]
        if "BEGIN:VALARM" in event:
            assert event[-1] == "END:VALARM"
        if "BEGIN:VTIMEZONE" in outline:
            assert outline.index("METHOD") < outline.index("BEGIN:VTIMEZONE") < outline.index("BEGIN:VEVENT")
        assert outline.count("BEGIN:VEVENT") == 1

    def test_a_zone_is_described_when_it_is_used_and_only_then(self, sent: Invite) -> None:
        text = write(sent).decode()
        used = set(re.findall(r";TZID=([^:;]+)", text))
        assert set(re.findall(r"\r\nTZID:(.+)\r\n", text)) == used

    def test_the_same_invite_gives_the_same_bytes(self, sent: Invite) -> None:
        assert write(sent) == write(replace(sent, meeting=replace(sent.meeting)))

    def test_no_time_floats(self, sent: Invite) -> None:
        for line in File(sent).within("VEVENT"):
            if line.name in ("DTSTART", "DTEND", "EXDATE"):
                assert re.fullmatch(r"VALUE=DATE|TZID=[\w/]+", line.params)
                assert not line.value.endswith("Z")
            elif line.name == "DTSTAMP":
                assert line.value.endswith("Z")


class TestText:
    def test_backslash_semicolon_comma_and_newline_are_escaped(self) -> None:
        assert escape("a\\b;c,d\ne") == "a\\\\b\\;c\\,d\\ne"

    @pytest.mark.parametrize("newline", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
    def test_every_kind_of_newline_becomes_one_escaped_newline(self, newline: str) -> None:
        assert escape(f"a{newline}b") == "a\\nb"

    def test_control_characters_and_lone_surrogates_are_dropped(self) -> None:
        assert escape("a\x00\x08\x0e\x1f\x7f\x80\x9f\ud800b\tc") == "ab\tc"

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

    def test_a_fold_takes_75_octets_and_then_74_after_its_blank(self) -> None:
        assert fold("x" * 75) == "x" * 75
        assert [len(part) for part in fold("x" * 300).split("\r\n")] == [75, 75, 75, 75, 4]

    def test_a_fold_never_cuts_a_character(self) -> None:
        for shift in range(4):
            line = "x" * shift + "🙂" * 60
            parts = fold(line).encode().split(b"\r\n")
            assert "".join(part.decode().removeprefix(" ") for part in parts) == line
            assert all(72 <= len(part) <= 75 for part in parts[:-1])


class TestHostileValues:
    HOSTILE = Meeting(
        uid=f"uid{NASTY}",
        kind=VISIT.kind,
        when=VISIT.when,
        summary=NASTY,
        description=NASTY,
        place=NASTY,
        categories=(NASTY, "", " \r\n "),
        organizer=Address(f"pat@x.example{NASTY}", NASTY),
        attendees=(Address("ana@x.example\r\nX-EVIL:1", f'"{NASTY}";CN=x'),),
    )

    def test_they_add_no_line(self) -> None:
        assert File(invite(self.HOSTILE)).outline == File(invite(replace(VISIT, attendees=(ANA,)))).outline

    def test_they_leave_no_control_character(self) -> None:
        text = write(invite(self.HOSTILE)).decode().replace("\r\n", "")
        assert not re.search("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]", text)

    def test_what_is_written_in_a_uri_stays_as_it_is(self) -> None:
        assert File(invite(CHECK_IN)).one("LOCATION").value == "https://meet.company.example/x?a=1\\;b=2\\,3"


def test_nothing_is_printed_and_nothing_warned_about() -> None:
    code = (
        f"import sys; sys.path.insert(0, {TESTS!r})\n"
        "from calendars.samples import CHECK_IN, VISIT, invite\n"
        "from ridealong.calendars.writer import write\n"
        "assert write(invite(VISIT)) and write(invite(CHECK_IN))\n"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("module", ["", ".outbox", ".snapshot", ".names", ".timezones", ".text"])
def test_only_the_writer_imports_ics(module: str) -> None:
    code = f"import sys, ridealong.calendars{module}; sys.exit('ics' in sys.modules or 'tatsu' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_bytes_do_not_depend_on_the_run() -> None:
    code = (
        f"import sys; sys.path.insert(0, {TESTS!r})\n"
        "from calendars.samples import CHECK_IN, invite\n"
        "from ridealong.calendars.writer import write\n"
        "sys.stdout.buffer.write(write(invite(CHECK_IN)))\n"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, env={"PYTHONHASHSEED": seed}, check=True
        )
        assert done.stdout == write(invite(CHECK_IN))


def test_a_stamp_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        write(replace(invite(VISIT), stamp=NOW.replace(tzinfo=None)))


def test_the_organizer_is_named() -> None:
    line = File(invite(VISIT)).one("ORGANIZER")
    assert (line.params, line.value) == ("CN=Pat Coordinator", f"mailto:{PAT.email}")
