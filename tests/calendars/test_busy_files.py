"""Busy calendars as files: whatever program wrote them, and whatever is wrong with them."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ridealong.calendars import busy_files
from ridealong.calendars.busy import read_busy
from ridealong.calendars.busy_files import is_calendar
from ridealong.domain.errors import UnreadableFile
from thorough import examples, thorough_only

from .busy_calendars import ANA, BERLIN, GOOD, SPAN, Looker, days_of, event, ics, repeated, timed, whole_days

SAMPLES = Path(__file__).parent / "busy"


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("lines", "name", "value"),
        [
            (event("DTSTART:2027-01-11", "SUMMARY:a"), "DTSTART", "2027-01-11"),
            (event("DTSTART:20270231T090000"), "DTSTART", "20270231T090000"),
            (event("SUMMARY:b"), "DTSTART", ""),
            (event("DTSTART", "SUMMARY:b"), "DTSTART", ""),
            (timed("20270111T170000", "20270111T090000"), "DTEND", "20270111T090000"),
            (whole_days("20270111", "20270110"), "DTEND", "20270110"),
            (event("DTSTART:20270111T090000", "DURATION:PT-3H"), "DURATION", "PT-3H"),
            (event("DTSTART:20270111T090000", "DURATION:-PT3H"), "DURATION", "-PT3H"),
            (event("DTSTART:20270111T090000", "DURATION:P999999999W"), "DURATION", "P999999999W"),
            (timed("20270111T090000", "20270111T170000", place="Mars/Base"), "TZID", "Mars/Base"),
            (event("DTSTART:99991231T090000Z", "DTEND:20270111T090000Z")[:1] + event("DTSTART:x")[1:], "DTSTART", "x"),
            (repeated("RRULE:FREQ=SECONDLY"), "RRULE", "FREQ=SECONDLY"),
            (repeated("RRULE:FREQ=MINUTELY"), "RRULE", "FREQ=MINUTELY"),
            (repeated("RRULE:FREQ=DAILY;INTERVAL=0"), "RRULE", "FREQ=DAILY;INTERVAL=0"),
            (repeated("RRULE:FREQ=DAILY;COUNT=x"), "RRULE", "FREQ=DAILY;COUNT=x"),
            (repeated("RRULE:FREQ=DAILY;BYHOUR=77"), "RRULE", "FREQ=DAILY;BYHOUR=77"),
            (repeated("RRULE:FREQ=DAILY;UNTIL=soon"), "RRULE", "FREQ=DAILY;UNTIL=soon"),
            (repeated("RRULE:whenever"), "RRULE", "whenever"),
            (repeated("RRULE;;FREQ=DAILY"), "RRULE", ""),
            (event('DTSTART;TZID="Europe/Berlin:20270111T090000'), "DTSTART", ""),
            (repeated("RRULE:FREQ=DAILY", "EXDATE:20270112,nonsense"), "EXDATE", "nonsense"),
            (repeated("RDATE:20270112/x"), "RDATE", "20270112/x"),
            (("BEGIN:VFREEBUSY", "FREEBUSY:20270111T080000Z", "END:VFREEBUSY"), "FREEBUSY", "20270111T080000Z"),
            (("BEGIN:VFREEBUSY", "FREEBUSY;;:20270111T080000Z/PT8H", "END:VFREEBUSY"), "FREEBUSY", ""),
        ],
    )
    def test_a_bad_entry_is_named_and_stops_no_other(
        self, look: Looker, lines: tuple[str, ...], name: str, value: str
    ) -> None:
        line, found, said = look.rejected(*lines)
        assert (found, said) == (name, value)
        text = look.file.read_text(encoding="utf-8").splitlines()[line - 1]
        assert value in text

    def test_what_is_wrong_far_from_the_days_that_matter_is_passed_over(self, look: Looker) -> None:
        assert look(*timed("20200111T170000", "20200111T090000", place="Mars/Base")) == {}
        assert look(*whole_days("20270111", "20270110", "TRANSP:TRANSPARENT")) == {}
        assert look.unusable == []

    def test_missing_ends_and_lengths_are_understood(self, look: Looker) -> None:
        assert list(look(*event("DTSTART;VALUE=DATE:20270111"))) == ["2027-01-11"]
        assert list(look(*whole_days("20270111", "20270111"))) == ["2027-01-11"]
        assert list(look(*event("DTSTART;VALUE=DATE:20270111", "DURATION:P2D"))) == ["2027-01-11 to 2027-01-12"]
        assert list(look(*event("DTSTART:20270111T080000Z", "DURATION:PT4H"))) == ["2027-01-11"]
        assert list(look(*event("DTSTART:20270111T080000Z"))) == []
        assert look.unusable == []

    def test_folds_within_characters_blank_lines_and_lower_case_are_understood(self, look: Looker) -> None:
        data = (
            b"begin:vcalendar\n\nbegin:vevent\ndtstart;value=date:2027\n 0111\nsummary:No\xc3\n \xabl\n"
            b"attach;encoding=base64:\n AAAA\nend:vevent\nend:vcalendar"
        )
        assert look.at(data) == {"2027-01-11": "Noël"}
        assert look.at(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r")) == {"2027-01-11": "Noël"}

    @pytest.mark.parametrize(
        "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"]
    )
    def test_any_usual_encoding_is_read(self, look: Looker, encoding: str) -> None:
        data = GOOD.decode().replace("Holiday", "Noël").encode(encoding)
        assert look.at(data) == {"2027-01-11": "Noël"}

    def test_several_calendars_in_one_file_all_count(self, look: Looker) -> None:
        both = ics(*whole_days("20270111", "20270112")) + b"\r\n" + ics(*whole_days("20270113", "20270114"))
        assert list(look.at(both)) == ["2027-01-11", "2027-01-13"]

    def test_a_million_recurrences_cost_no_more_than_the_days_that_matter(self, look: Looker) -> None:
        many = repeated("RRULE:FREQ=HOURLY;COUNT=1000000", start="20270111T090000", end="20270111T093000")
        assert list(look(*many)) == ["2027-01-11 to 2028-02-08"]

    @thorough_only
    def test_rules_that_never_come_true_cannot_hold_up_a_file(self, look: Looker) -> None:
        rule = "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"
        never = [timed("20270111T090000", "20270111T091000", f"UID:{number}", rule) for number in range(100)]
        assert look(*never[0], *whole_days("20270201", "20270202")) == {"2027-02-01": ""}
        with pytest.raises(UnreadableFile, match="repeat too often all together"):
            look(*(line for one in never for line in one))

    def test_a_rule_of_every_second_of_the_year_in_disguise_is_refused(self, look: Looker) -> None:
        numbers = ",".join(map(str, range(60)))
        hours = ",".join(map(str, range(24)))
        rule = f"RRULE:FREQ=YEARLY;BYHOUR={hours};BYMINUTE={numbers};BYSECOND={numbers}"
        assert look.rejected(*repeated(rule, start="20150101T000000", end="20150101T000100"))[1] == "RRULE"


class TestFiles:
    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"", "is empty"),
            (b" \r\n\r\n", "is empty"),
            (b"Subject,Start Date\r\nHoliday,01/11/2027\r\n", "no calendar"),
            (b"<html>Sign in</html>", "no calendar"),
            (GOOD[:-15], "is cut off: the VCALENDAR that begins in line 1"),
            (GOOD[:-40], "is cut off: the VEVENT that begins in line 4"),
            (GOOD.replace(b"END:VEVENT\r\n", b""), "is damaged: in line 8 a VCALENDAR ends"),
            (GOOD.replace(b"Holiday", b"Holi\x00day"), "NUL character in line 7"),
            (GOOD.replace(b"Holiday", b"\x01\x02\x03" * 99), "full of control characters"),
            (b"PK\x03\x04" + GOOD, "is a zip archive"),
            (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)), "ana.ics"),
            (ics(*["BEGIN:VEVENT"] * 50, *["END:VEVENT"] * 50), "in one another"),
        ],
    )
    def test_a_file_that_is_no_calendar_is_refused_with_a_remedy(self, look: Looker, data: bytes, said: str) -> None:
        with pytest.raises(UnreadableFile) as caught:
            look.at(data)
        assert said in str(caught.value)
        assert str(look.file) in caught.value.problem
        assert caught.value.remedy

    def test_a_huge_file_is_not_read_to_its_end(self, look: Looker) -> None:
        with look.file.open("wb") as file:
            file.write(GOOD)
            file.truncate(100 * 2**20)
        with pytest.raises(UnreadableFile, match="larger than 50 MB"):
            read_busy(look.file, ANA, BERLIN, SPAN)

    def test_a_missing_file_and_a_folder_are_named(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableFile, match="does not exist"):
            read_busy(tmp_path / "none.ics", ANA, BERLIN, SPAN)
        with pytest.raises(UnreadableFile, match="is a folder"):
            read_busy(tmp_path, ANA, BERLIN, SPAN)

    def test_too_many_entries_are_refused(self, look: Looker, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(busy_files, "MAX_COMPONENTS", 10)
        with pytest.raises(UnreadableFile, match="more than 10 entries"):
            look(*["BEGIN:VEVENT", "END:VEVENT"] * 12)

    def test_one_control_character_spoils_nothing(self, look: Looker) -> None:
        assert look.at(GOOD.replace(b"Holiday", b"Holi\x07day")) == {"2027-01-11": "Holiday"}

    def test_a_calendar_is_known_by_what_it_says(self, tmp_path: Path) -> None:
        named = {"a.txt": GOOD, "b.csv": b"\xef\xbb\xbf" + GOOD, "c": GOOD.decode().encode("utf-16")}
        for name, data in named.items():
            (tmp_path / name).write_bytes(data)
            assert is_calendar(tmp_path / name)
        (tmp_path / "d.ics").write_bytes(b"email,first_day,last_day,reason\r\n")
        assert not is_calendar(tmp_path / "d.ics")

    @pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.ics")), ids=lambda path: path.stem)
    def test_files_as_real_programs_export_them(self, look: Looker, sample: Path) -> None:
        expected = dict(
            line.split(" = ") for line in (SAMPLES / f"{sample.stem}.txt").read_text(encoding="utf-8").splitlines()
        )
        assert look.at(sample.read_bytes()) == expected
        assert look.unusable == []


LINES = st.sampled_from(
    [
        "BEGIN:VEVENT",
        "END:VEVENT",
        "BEGIN:VFREEBUSY",
        "END:VFREEBUSY",
        "BEGIN:VTIMEZONE",
        "END:VTIMEZONE",
        "BEGIN:STANDARD",
        "END:STANDARD",
        "TZID:Own",
        "TZOFFSETTO:+0100",
        "UID:a",
        "DTSTART;TZID=Own:00010101T000000",
        "DTSTART:99991231T235959Z",
        "DTSTART;VALUE=DATE:00010101",
        "DTSTART:20270111T090000",
        "DTEND;VALUE=DATE:99991231",
        "DTEND:20270111T170000Z",
        "DURATION:P3650000D",
        "RRULE:FREQ=YEARLY;BYWEEKNO=99;BYSETPOS=-366",
        "RRULE:FREQ=HOURLY;INTERVAL=5;BYHOUR=3",
        "RRULE:FREQ=WEEKLY;BYDAY=0MO",
        "RRULE:FREQ=MONTHLY;BYMONTH=13;BYEASTER=1;COUNT=3",
        "RRULE:FREQ=DAILY;INTERVAL=999999999;UNTIL=00010101",
        "EXDATE:99991231T235959Z,00010101",
        "RDATE;VALUE=PERIOD:00010101T000000Z/P9999D",
        "RECURRENCE-ID;RANGE=THISANDFUTURE:00010101T000000Z",
        "RECURRENCE-ID:20270111T090000",
        "FREEBUSY:00010101T000000Z/99991231T000000Z,99991231T235959Z/P9D",
        "SEQUENCE:-1",
    ]
)


class TestAnything:
    @settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.binary(max_size=300) | st.binary(max_size=200).map(lambda some: GOOD[:60] + some + GOOD[60:]))
    def test_any_bytes_are_read_or_refused(self, look: Looker, data: bytes) -> None:
        assert look.tried(data)

    @settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        events=st.lists(st.lists(LINES | st.text(max_size=30), max_size=12), max_size=6),
        place=st.sampled_from(["UTC", BERLIN]),
    )
    def test_any_lines_are_read_or_refused(self, look: Looker, events: list[list[str]], place: str) -> None:
        lines = [line.replace("\n", " ") for one in events for line in ("BEGIN:VEVENT", *one, "END:VEVENT")]
        data = "\n".join(("BEGIN:VCALENDAR", *lines, "END:VCALENDAR")).encode("utf-8", "replace")
        assert look.tried(data, place)

    @settings(max_examples=examples(80), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        events=st.lists(st.lists(LINES.filter(lambda line: line[:4] not in ("BEGI", "END:")), max_size=8), max_size=4)
    )
    def test_any_properties_leave_a_good_event_as_it_is(self, look: Looker, events: list[list[str]]) -> None:
        lines = [line for one in events for line in event(*one)]
        found = look(*lines, *whole_days("20270201", "20270202", "UID:good", "SUMMARY:Good"))
        assert any(date(2027, 2, 1) in days_of(text) for text in found)
