"""The checks that every file of ours must pass, one test each, octet by octet and without a calendar library.

The numbers are those of the list that the project keeps, each with its source: RFC 5545 (the format), RFC 5546 (what
messages mean), RFC 7986 (feeds), RFC 4791 (CalDAV), and what clients are known to need. How calendar libraries read the
same files is in test_readers (texts, people, times), test_timezones (28, 29, 30) and test_outbox (14, 15). Numbers 40
to 42, replies, are in test_replies; 44, a CalDAV server, is in tests/services/test_caldav.
"""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ridealong.calendars.mail import mail
from ridealong.calendars.outbox import due, latest
from ridealong.calendars.writer import write, write_feed, write_stored
from ridealong.domain.meetings import Invite, Meeting, Method, Series

from .samples import ANA, BEN, CHECK_IN, CHO, MOVED, NOW, VISIT, WELCOME, File, invite, weekly
from .written import FILES, HOSTILE, SENT, SOUTH, by_rule, clock, events, sole, with_method

TESTS = str(Path(__file__).parents[1])

every_file = pytest.mark.parametrize("file", FILES.values(), ids=FILES)


@every_file
class TestFormat:
    def test_01_every_line_ends_with_crlf_and_so_does_the_file(self, file: File) -> None:
        assert file.data.endswith(b"END:VCALENDAR\r\n")
        assert file.data.count(b"\r") == file.data.count(b"\n") == file.data.count(b"\r\n")
        assert b"\r\n\r\n" not in file.data

    def test_02_no_physical_line_is_longer_than_75_octets(self, file: File) -> None:
        assert max(map(len, file.data.split(b"\r\n"))) <= 75

    def test_03_no_fold_cuts_a_character_and_there_is_no_mark(self, file: File) -> None:
        assert file.data.startswith(b"BEGIN:VCALENDAR\r\n")
        for line in file.data.split(b"\r\n"):
            line.decode("utf-8")

    def test_04_no_control_character_is_left(self, file: File) -> None:
        text = file.data.decode().replace("\r\n", "")
        assert not re.search("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u200b\u202a-\u202e\u2066-\u2069\ufeff]", text)

    def test_05_text_is_escaped(self, file: File) -> None:
        for line in file.lines:
            if line.name in ("SUMMARY", "DESCRIPTION", "LOCATION", "UID", "NAME", "X-WR-CALNAME"):
                assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,n])*", line.value), line
            elif line.name == "CATEGORIES":
                assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,n]|,)*", line.value), line

    def test_06_a_uri_is_not_escaped(self, file: File) -> None:
        for line in file.everywhere("URL") + file.everywhere("ORGANIZER") + file.everywhere("ATTENDEE"):
            assert re.fullmatch(r"[a-z]+:[^\s\\\"<>^`{|}]+", line.value), line
        for line in file.everywhere("URL"):
            assert line.value in (
                "https://talk.company.example/r/1;x=2,3?y=%C3%A9",
                "https://meet.company.example/x?a=1;b=2,3",
            )

    def test_07_a_parameter_with_a_separator_is_quoted_and_holds_no_double_quote(self, file: File) -> None:
        for line in file.lines:
            for value in re.findall(r'(?:^|;)[A-Z-]+=((?:"[^"]*"|[^";:,])*)', line.params):
                bare = value.removeprefix('"').removesuffix('"') if value.startswith('"') else value
                assert '"' not in bare
                assert value.startswith('"') or not re.search("[,;:]", value)

    def test_08_version_and_prodid_come_once(self, file: File) -> None:
        assert [line.value for line in file.everywhere("VERSION")] == ["2.0"]
        assert len(file.everywhere("PRODID")) == 1

    def test_09_properties_come_before_components(self, file: File) -> None:
        assert file.outline[:3] == ["BEGIN:VCALENDAR", "VERSION", "PRODID"]
        # A property never follows the end of a component, but for what ends or begins next to it.
        for before, after in zip(file.outline, file.outline[1:], strict=False):
            assert not before.startswith("END:") or after.startswith(("END:", "BEGIN:"))

    def test_10_the_method_is_of_the_three_or_there_is_none_in_what_is_stored(self, file: File) -> None:
        (name,) = (name for name, one in FILES.items() if one is file)
        methods = [line.value for line in file.everywhere("METHOD")]
        if name.endswith("stored"):
            assert methods == []
        else:
            assert methods == [SENT[name].method.value if name in SENT else "PUBLISH"]

    def test_12_one_uid_per_message(self, file: File) -> None:
        if [line.value for line in file.everywhere("METHOD")] in (["REQUEST"], ["CANCEL"], []):
            assert len({line.value for line in file.everywhere("UID")}) == 1

    def test_13_the_stamp_comes_once_in_utc_as_does_what_feeds_are_compared_by(self, file: File) -> None:
        for event in events(file):
            assert sole(event, "DTSTAMP").value == sole(event, "LAST-MODIFIED").value == "20270104T093000Z"

    def test_21_organizer_and_attendees_are_valid_addresses_and_nobody_comes_twice(self, file: File) -> None:
        for event in events(file):
            people = [line.value for line in event.get("ATTENDEE", [])]
            assert len(set(map(str.casefold, people))) == len(people)
            for value in [sole(event, "ORGANIZER").value, *people]:
                assert re.fullmatch(r"mailto:[^\s@?#]+@[^\s?#]+", value)

    def test_22_parameters_of_attendees_are_from_the_registries(self, file: File) -> None:
        for line in file.everywhere("ATTENDEE"):
            rest = re.fullmatch(
                r'CN=(?:"[^"]*"|[^";:,]+);CUTYPE=INDIVIDUAL;ROLE=(?:CHAIR|REQ-PARTICIPANT)'
                r";PARTSTAT=(NEEDS-ACTION|ACCEPTED|DECLINED|TENTATIVE|DELEGATED);RSVP=(TRUE|FALSE)",
                line.params,
            )
            assert rest, line.params
            assert (rest[1] == "NEEDS-ACTION") == (rest[2] == "TRUE")

    def test_24_start_and_end_are_of_one_type_and_in_order(self, file: File) -> None:
        for event in events(file):
            start, end = sole(event, "DTSTART"), sole(event, "DTEND")
            assert start.params == end.params
            assert start.value < end.value

    def test_25_no_time_floats(self, file: File) -> None:
        for event in events(file):
            for name in ("DTSTART", "DTEND", "EXDATE", "RECURRENCE-ID"):
                for line in event.get(name, []):
                    assert re.fullmatch(r"VALUE=DATE|TZID=\w+/\w+", line.params), line
                    assert re.fullmatch(r"\d{8}" if line.params == "VALUE=DATE" else r"\d{8}T\d{6}", line.value), line

    def test_26_what_comes_again_stands_in_a_zone(self, file: File) -> None:
        for event in events(file):
            if "RRULE" in event:
                assert sole(event, "DTSTART").params.startswith("TZID=")

    def test_27_each_zone_that_is_used_is_described_once_and_before(self, file: File) -> None:
        used = set(re.findall(r";TZID=([^:;]+)", file.data.decode()))
        described = [line.value for lines in file.each("VTIMEZONE") for line in lines if line.name == "TZID"]
        assert described == sorted(used)
        if described:
            assert file.outline.index("BEGIN:VEVENT") > len(file.outline) - 1 - file.outline[::-1].index(
                "END:VTIMEZONE"
            )

    def test_29_a_zone_has_rules_or_dates_but_not_both(self, file: File) -> None:
        for zone in re.findall(r"BEGIN:VTIMEZONE.*?END:VTIMEZONE", file.data.decode(), re.DOTALL):
            assert not ("RRULE" in zone and "RDATE" in zone)

    def test_31_a_rule_ends_at_a_moment_in_utc_and_has_no_count(self, file: File) -> None:
        for event in events(file):
            for line in event.get("RRULE", []):
                assert re.fullmatch(r"FREQ=WEEKLY;INTERVAL=\d+;BYDAY=[A-Z]{2};UNTIL=\d{8}T\d{6}Z", line.value)

    def test_32_an_exception_is_of_the_type_and_zone_of_the_start_and_hits_an_occurrence(self, file: File) -> None:
        for event in events(file):
            for line in event.get("EXDATE", []):
                assert line.params == sole(event, "DTSTART").params
                assert clock(line) in by_rule(event)

    def test_33_a_moved_occurrence_names_the_time_of_the_rule(self, file: File) -> None:
        masters = {sole(event, "UID").value: event for event in events(file) if "RECURRENCE-ID" not in event}
        for event in events(file):
            for line in event.get("RECURRENCE-ID", []):
                master = masters[sole(event, "UID").value]
                assert line.params == sole(master, "DTSTART").params
                assert clock(line) in by_rule(master)

    def test_35_an_alarm_has_what_it_needs_and_comes_before(self, file: File) -> None:
        for lines in file.each("VALARM"):
            assert [line.name for line in lines] == ["ACTION", "TRIGGER", "DESCRIPTION"]
            assert (lines[0].value, lines[1].value) == ("DISPLAY", "-PT15M")
            assert lines[2].value

    def test_36_free_and_busy_agree(self, file: File) -> None:
        for event in events(file):
            free = sole(event, "TRANSP").value == "TRANSPARENT"
            assert sole(event, "X-MICROSOFT-CDO-BUSYSTATUS").value == ("FREE" if free else "BUSY")
            for line in event.get("X-MICROSOFT-CDO-INTENDEDSTATUS", []):
                assert line.value == ("FREE" if free else "BUSY")

    def test_37_categories_are_separate_values(self, file: File) -> None:
        for event in events(file):
            names = re.split(r"(?<!\\),", sole(event, "CATEGORIES").value)
            assert names in (["Ridealong"], ["Ridealong", "Visit\\, five days"]) or names[1:] == ["one\\, two"]


def test_04_hostile_text_adds_no_line() -> None:
    plain = replace(MOVED, description="x", link="")
    for name, other in (
        ("hostile", write(invite(plain))),
        ("hostile off", write(invite(plain, Method.CANCEL, 1))),
        ("hostile stored", write_stored(invite(plain))),
    ):
        assert FILES[name].outline == [line for line in File(other).outline if line != "URL"]


class TestMeaning:
    def test_10_each_action_has_its_method(self) -> None:
        sent: list[Invite] = []
        methods = []
        for wanted in ([VISIT], [replace(VISIT, attendees=(ANA, CHO))], []):
            found = due(wanted, latest(sent), NOW)
            sent += [one.invite for one in found]
            methods.append([File(one.invite).one("METHOD", "VCALENDAR").value for one in found])
        assert methods == [["REQUEST"], ["CANCEL", "REQUEST"], ["CANCEL"]]
        assert File(write_feed("x", [])).one("METHOD", "VCALENDAR").value == "PUBLISH"

    def test_11_the_uid_stays_over_request_update_and_cancel_and_no_two_meetings_share_one(self) -> None:
        for meeting in (VISIT, CHECK_IN, MOVED, HOSTILE):
            uids = {line.value for one in season(meeting) for line in File(one).everywhere("UID")}
            assert len(uids) == 1
        assert len({File(invite(one)).everywhere("UID")[0].value for one in (VISIT, CHECK_IN, MOVED, WELCOME)}) == 4
        with pytest.raises(ValueError, match="one meeting"):
            write_feed("x", [invite(VISIT), invite(VISIT, sequence=1)])

    def test_13_each_stamp_is_newer_than_the_one_before(self) -> None:
        stamps = [File(one).everywhere("DTSTAMP")[0].value for one in season(VISIT)]
        assert stamps == sorted(set(stamps))
        assert len(stamps) == 4

    def test_14_time_rule_exceptions_and_status_raise_the_sequence_by_one(self) -> None:
        when = CHECK_IN.when
        for changed in (
            replace(when, minutes=45),
            replace(when, every_weeks=1),
            replace(when, without=()),
            MOVED.when,
        ):
            first = invite(CHECK_IN, sequence=6)
            (item,) = due([replace(CHECK_IN, when=changed)], latest([first]), NOW)
            assert {line.value for line in File(item.invite).everywhere("SEQUENCE")} == {"7"}
        (item,) = due([], latest([invite(CHECK_IN, sequence=6)]), NOW)
        assert File(item.invite).one("SEQUENCE").value == "7"

    def test_15_other_words_keep_it(self) -> None:
        changed = replace(MOVED, summary="Typo", description="fixed", busy=False, link="", categories=("x",))
        (item,) = due([changed], latest([invite(MOVED, sequence=6)]), NOW)
        assert {line.value for line in File(item.invite).everywhere("SEQUENCE")} == {"6"}

    def test_16_a_request_has_what_it_needs(self) -> None:
        for file in with_method("REQUEST"):
            for event in events(file):
                for name in ("UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "ORGANIZER", "SUMMARY", "STATUS"):
                    assert len(event[name]) == 1, name
                assert len(event["ATTENDEE"]) == 2
                assert sole(event, "STATUS").value == "CONFIRMED"

    def test_17_a_cancel_for_all_has_a_sequence_and_says_so(self) -> None:
        for file in with_method("CANCEL"):
            (event,) = events(file)
            assert int(sole(event, "SEQUENCE").value) > 0
            if file is not FILES["one off"]:
                assert sole(event, "STATUS").value == "CANCELLED"

    def test_18_a_cancel_has_no_alarm_and_neither_has_a_publication(self) -> None:
        for file in with_method("CANCEL") + with_method("PUBLISH"):
            assert "BEGIN:VALARM" not in file.outline

    def test_19_who_is_taken_off_is_the_only_attendee_and_there_is_no_status(self) -> None:
        file = FILES["one off"]
        assert file.values("ATTENDEE") == [f"mailto:{BEN.email}"]
        assert file.values("STATUS") == []

    def test_20_a_publication_names_an_organizer_and_no_attendee(self) -> None:
        for file in with_method("PUBLISH"):
            for event in events(file):
                assert "ATTENDEE" not in event
                assert len(event["ORGANIZER"]) == 1
        assert all(person.email.encode() not in FILES["feed"].data for person in (ANA, BEN))

    def test_23_a_shadow_week_ends_on_its_saturday(self) -> None:
        for name in ("visit", "visit off", "visit published", "visit stored"):
            start, end = FILES[name].one("DTSTART"), FILES[name].one("DTEND")
            assert (start.params, start.value, end.params, end.value) == (
                "VALUE=DATE", "20270111", "VALUE=DATE", "20270116",
            )  # fmt: skip
            assert date(2027, 1, 16).weekday() == 5

    @pytest.mark.parametrize("zone", ["Europe/Berlin", "Australia/Sydney", "Australia/Lord_Howe", "Asia/Tokyo"])
    def test_30_the_hour_stays_in_the_zone_while_utc_moves(self, zone: str) -> None:
        """By dateutil alone; four more programs do the same in test_timezones."""
        when = weekly(zone, date(2027, 1, 11), 52)
        (event,) = events(File(invite(replace(CHECK_IN, when=when))))
        starts = by_rule(event)
        assert [start.astimezone(UTC) for start in starts] == [day.astimezone(UTC) for day in when.occurrences()]
        assert {start.hour for start in starts} == {10}
        assert len({start.utcoffset() for start in starts}) == (1 if zone == "Asia/Tokyo" else 2)

    def test_31_a_rule_ends_with_the_day_of_its_last_start(self) -> None:
        for meeting in (CHECK_IN, SOUTH):
            rule = File(invite(replace(meeting, when=replace(meeting.when, moved=())))).one("RRULE").value
            assert isinstance(meeting.when, Series)
            until = datetime.strptime(rule.partition("UNTIL=")[2], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            end = until.astimezone(ZoneInfo(meeting.when.zone))
            assert (end.date(), end.time()) == (meeting.when.last, time(23, 59, 59))

    def test_34_a_moved_occurrence_is_sent_with_its_series(self) -> None:
        for name in ("moved", "answered", "moved stored", "moved published"):
            master, *others = events(FILES[name])
            assert "RRULE" in master
            assert [sole(one, "RECURRENCE-ID").value for one in others] == ["20270125T100000", "20270405T100000"]
            assert [sole(one, "DTSTART").value for one in others] == ["20270127T140000", "20270406T100000"]
            assert [sole(one, "DTEND").value for one in others] == ["20270127T144500", "20270406T103000"]
            assert [sole(one, "LOCATION").value for one in others] == ["Room 7", sole(master, "LOCATION").value]
            for one in others:
                assert not {"RRULE", "EXDATE"} & one.keys()
                for same in ("UID", "SEQUENCE", "DTSTAMP", "ORGANIZER", "SUMMARY", "STATUS"):
                    assert one[same] == master[same], same
                assert one.get("ATTENDEE") == master.get("ATTENDEE")

    def test_34_a_cancel_for_all_names_no_occurrence(self) -> None:
        for name in ("moved off", "one off"):
            (event,) = events(FILES[name])
            assert "RECURRENCE-ID" not in event
            assert [line.value for line in event["EXDATE"]] == ["20270208T100000"]

    def test_35_only_requests_of_a_time_remind(self) -> None:
        for name, file in FILES.items():
            asked = [event for event in events(file) if sole(event, "DTSTART").params.startswith("TZID")]
            requests = name.removesuffix(" stored") in SENT and SENT[name.removesuffix(" stored")].method
            assert len(file.each("VALARM")) == (len(asked) if requests is Method.REQUEST else 0), name

    def test_36_a_week_leaves_free_and_a_check_in_does_not(self) -> None:
        assert FILES["visit"].one("TRANSP").value == "TRANSPARENT"
        assert FILES["check-in"].one("TRANSP").value == "OPAQUE"
        assert FILES["visit"].one("X-MICROSOFT-CDO-INTENDEDSTATUS").value == "FREE"
        assert File(invite(replace(VISIT, busy=True))).one("TRANSP").value == "OPAQUE"
        for file in with_method("CANCEL") + with_method("PUBLISH"):
            assert not file.everywhere("X-MICROSOFT-CDO-INTENDEDSTATUS")

    def test_37_commas_in_categories_are_escaped(self) -> None:
        assert FILES["visit"].one("CATEGORIES").value == "Ridealong,Visit\\, five days"

    def test_38_a_feed_has_a_name_and_says_how_often_to_look(self) -> None:
        for name, title in (("feed", "Team: Ops\\, North"), ("feed of what is off", "x")):
            calendar = FILES[name].within("VCALENDAR")
            assert [(line.name, line.params, line.value) for line in calendar[3:]] == [
                ("NAME", "", title),
                ("X-WR-CALNAME", "", title),
                ("REFRESH-INTERVAL", "VALUE=DURATION", "PT4H"),
                ("X-PUBLISHED-TTL", "", "PT4H"),
            ]
        empty = FILES["empty feed"]
        assert empty.one("NAME", "VCALENDAR").value == empty.one("X-WR-CALNAME", "VCALENDAR").value

    def test_38_a_feed_shows_what_was_cancelled_as_cancelled(self) -> None:
        for event in events(FILES["feed of what is off"]):
            assert sole(event, "STATUS").value == "CANCELLED"
            assert sole(event, "TRANSP").value == "TRANSPARENT"
        assert len(events(FILES["feed of what is off"])) == 1 + 3 + 3

    @pytest.mark.parametrize("name", ["visit", "moved", "moved off", "one off"])
    def test_39_a_mail_names_the_method_and_decodes_to_the_file(self, name: str) -> None:
        message = message_from_bytes(mail(SENT[name], draft=True), policy=policy.default)
        (part,) = (part for part in message.walk() if part.get_content_type() == "text/calendar")
        assert part["content-type"].params["method"] == SENT[name].method.value
        assert part["content-type"].params["charset"] == "utf-8"
        assert part.get_payload(decode=True) == FILES[name].data

    def test_43_the_same_gives_the_same_bytes(self) -> None:
        for one in SENT.values():
            assert write(one) == write(replace(one, meeting=replace(one.meeting)))
        items = [SENT["visit"], SENT["moved"], SENT["south"], SENT["hostile"]]
        assert write_feed("x", items) == write_feed("x", items[::-1])

    def test_43_nor_do_they_depend_on_the_run(self) -> None:
        code = (
            f"import sys; sys.path.insert(0, {TESTS!r})\n"
            "from calendars.written import FILES\n"
            "sys.stdout.buffer.write(b''.join(file.data for file in FILES.values()))\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, env={"PYTHONHASHSEED": "1"}, check=True
        )
        assert done.stdout == b"".join(file.data for file in FILES.values())

    def test_45_nothing_is_printed_and_nothing_warned_about(self) -> None:
        code = (
            f"import sys; sys.path.insert(0, {TESTS!r})\n"
            "from calendars.samples import CHECK_IN, MOVED, VISIT, invite\n"
            "from ridealong.calendars.writer import write, write_feed, write_stored\n"
            "assert write(invite(VISIT)) and write_stored(invite(CHECK_IN)) and write_feed('x', [invite(MOVED)])\n"
        )
        done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def season(meeting: Meeting) -> list[Invite]:
    """What goes out about one meeting from its first invite over an update and other words to its cancel."""
    sent: list[Invite] = []
    steps: tuple[list[Meeting], ...] = (
        [meeting],
        [replace(meeting, place="Room 9")],
        [replace(meeting, place="Room 9", summary="Other words")],
        [],
    )
    for number, wanted in enumerate(steps):
        sent += [one.invite for one in due(wanted, latest(sent), NOW + timedelta(seconds=number // 2))]
    return sent
