"""What a request, a cancel and a publication say about a meeting: RFC 5546, section 3.2, and what clients need."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from ridealong.calendars.writer import write, write_feed, write_stored
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue
from ridealong.domain.meetings import Address, AllDay, Method, Moved, Series
from ridealong.domain.replies import Answer

from .samples import ANA, BEN, CHECK_IN, CHO, MOVED, PAT, VISIT, WELCOME, File, invite, weekly


class TestRequest:
    def test_it_has_what_a_request_needs_once(self) -> None:
        file = File(invite(VISIT, sequence=3))
        for name in ("UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "ORGANIZER", "SUMMARY", "STATUS", "TRANSP"):
            assert len(file.values(name)) == 1, name
        assert file.one("UID").value == VISIT.uid
        assert file.one("SEQUENCE").value == "3"
        assert file.one("DTSTAMP").value == "20270104T093000Z"
        assert file.one("STATUS").value == "CONFIRMED"

    def test_each_attendee_is_asked_for_an_answer(self) -> None:
        asked = File(invite(VISIT)).all("ATTENDEE")
        assert [line.value for line in asked] == [f"mailto:{ANA.email}", f"mailto:{BEN.email}"]
        assert asked[0].params == "CN=Ana Lima;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE"

    def test_nobody_is_invited_twice(self) -> None:
        twice = (ANA, BEN, Address(ANA.email.upper(), "Ana again"))
        assert len(File(invite(replace(VISIT, attendees=twice))).all("ATTENDEE")) == 2

    def test_an_organizer_who_takes_part_has_accepted(self) -> None:
        line = File(invite(replace(VISIT, attendees=(ANA, PAT)))).all("ATTENDEE")[1]
        assert "ROLE=CHAIR;PARTSTAT=ACCEPTED;RSVP=FALSE" in line.params

    @pytest.mark.parametrize("empty", ["", " ", "\r\n"])
    def test_somebody_without_a_name_is_named_by_the_address(self, empty: str) -> None:
        line = File(invite(replace(VISIT, attendees=(Address(ANA.email, empty),)))).one("ATTENDEE")
        assert line.params.startswith(f"CN={ANA.email};CUTYPE=")

    def test_categories_are_separate_values_with_their_commas_escaped(self) -> None:
        assert File(invite(VISIT)).one("CATEGORIES").value == "Ridealong,Visit\\, five days"
        assert File(invite(replace(VISIT, categories=()))).values("CATEGORIES") == []

    def test_an_empty_description_or_place_is_left_out(self) -> None:
        file = File(invite(replace(VISIT, description="", place="")))
        assert file.values("DESCRIPTION") == file.values("LOCATION") == []

    @pytest.mark.parametrize(("busy", "transp", "status"), [(True, "OPAQUE", "BUSY"), (False, "TRANSPARENT", "FREE")])
    def test_busy_is_said_in_both_ways(self, busy: bool, transp: str, status: str) -> None:
        file = File(invite(replace(VISIT, busy=busy)))
        assert file.one("TRANSP").value == transp
        assert file.one("X-MICROSOFT-CDO-BUSYSTATUS").value == status

    def test_who_has_answered_is_not_asked_again(self) -> None:
        people = (ANA, BEN, CHO, Address("d@x.example", "D"), Address("e@x.example", "E"), Address("f@x.example", "F"))
        answers = (
            (ANA.email.upper(), Answer.ACCEPTED),
            (BEN.email, Answer.DECLINED),
            (CHO.email, Answer.TENTATIVE),
            ("d@x.example", Answer.DELEGATED),
            ("e@x.example", Answer.PROPOSED),
            ("stranger@x.example", Answer.DECLINED),
        )
        file = File(replace(invite(replace(VISIT, attendees=people)), answers=answers))
        assert [line.params.split("PARTSTAT=")[1] for line in file.all("ATTENDEE")] == [
            "ACCEPTED;RSVP=FALSE",
            "DECLINED;RSVP=FALSE",
            "TENTATIVE;RSVP=FALSE",
            "DELEGATED;RSVP=FALSE",
            "NEEDS-ACTION;RSVP=TRUE",
            "NEEDS-ACTION;RSVP=TRUE",
        ]

    def test_a_link_is_a_url_as_it_is_and_the_place_where_there_is_no_other(self) -> None:
        link = "https://meet.company.example/x?a=1;b=2,3"
        file = File(invite(replace(VISIT, link=link)))
        assert file.values("URL") == [link]
        assert file.values("LOCATION") == ["Building 4\\, room 12"]
        file = File(invite(replace(VISIT, link=link, place="")))
        assert file.values("LOCATION") == ["https://meet.company.example/x?a=1\\;b=2\\,3"]

    def test_a_place_that_is_an_address_of_the_web_is_a_url_too(self) -> None:
        assert File(invite(CHECK_IN)).values("URL") == ["https://meet.company.example/x?a=1;b=2,3"]
        assert File(invite(VISIT)).values("URL") == []

    def test_somebody_must_be_invited(self) -> None:
        with pytest.raises(InvalidValue, match="Nobody is invited"):
            write(invite(replace(VISIT, attendees=())))

    @pytest.mark.parametrize("empty", ["", " ", "\r\n"])
    def test_an_address_and_a_uid_are_needed(self, empty: str) -> None:
        with pytest.raises(InvalidValue, match="UID"):
            write(invite(replace(VISIT, uid=empty)))
        with pytest.raises(InvalidValue, match="address"):
            write(invite(replace(VISIT, organizer=Address(empty, "Pat"))))
        with pytest.raises(InvalidValue, match="'ana' is not an address"):
            write(invite(replace(VISIT, attendees=(Address("ana", "Ana"),))))


class TestAllDay:
    def test_a_shadow_week_ends_on_the_day_after_it(self) -> None:
        file = File(invite(VISIT))
        assert (file.one("DTSTART").params, file.one("DTSTART").value) == ("VALUE=DATE", "20270111")
        assert (file.one("DTEND").params, file.one("DTEND").value) == ("VALUE=DATE", "20270116")

    def test_one_day_is_one_day_long_over_the_end_of_a_year(self) -> None:
        file = File(invite(replace(VISIT, when=AllDay(Days(date(2027, 12, 31), date(2027, 12, 31))))))
        assert file.values("DTEND") == ["20280101"]

    def test_it_needs_no_zone_and_no_alarm(self) -> None:
        outline = File(invite(VISIT)).outline
        assert "BEGIN:VTIMEZONE" not in outline
        assert "BEGIN:VALARM" not in outline


class TestSeries:
    def test_it_stands_in_its_own_zone(self) -> None:
        file = File(invite(CHECK_IN))
        assert (file.one("DTSTART").params, file.one("DTSTART").value) == ("TZID=Europe/Berlin", "20270111T100000")
        assert (file.one("DTEND").params, file.one("DTEND").value) == ("TZID=Europe/Berlin", "20270111T103000")

    def test_its_rule_ends_at_a_moment_in_utc_and_never_by_a_count(self) -> None:
        assert File(invite(CHECK_IN)).one("RRULE").value == "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;UNTIL=20270405T215959Z"

    def test_the_rule_ends_with_the_day_of_the_last_one_east_and_west_of_utc(self) -> None:
        for zone, until in (("Asia/Tokyo", "20270118T145959Z"), ("America/Los_Angeles", "20270119T075959Z")):
            when = Series(date(2027, 1, 11), date(2027, 1, 18), time(8), 30, zone)
            assert File(invite(replace(CHECK_IN, when=when))).one("RRULE").value.endswith(f"UNTIL={until}")

    def test_utc_goes_by_a_name_that_no_server_turns_into_a_moment(self) -> None:
        when = replace(WELCOME.when, zone="UTC")
        file = File(invite(replace(WELCOME, when=when)))
        assert file.one("DTSTART").params == "TZID=Etc/UTC"
        assert file.values("TZID", "VTIMEZONE") == ["Etc/UTC"]

    def test_a_meeting_that_begins_in_an_hour_that_clocks_skip_ends_after_it_begins(self) -> None:
        when = Series(date(2027, 3, 28), date(2027, 3, 28), time(2, 30), 30, "Europe/Berlin")
        file = File(invite(replace(WELCOME, when=when)))
        assert (file.values("DTSTART"), file.values("DTEND")) == (["20270328T023000"], ["20270328T040000"])

    def test_what_is_left_out_is_in_the_zone_of_the_start_and_hits_an_occurrence(self) -> None:
        days = (date(2027, 3, 8), date(2027, 2, 8), date(2027, 2, 8), date(2027, 2, 15), date(2028, 1, 3))
        file = File(invite(replace(CHECK_IN, when=replace(CHECK_IN.when, without=days))))
        assert file.values("EXDATE") == ["20270208T100000", "20270308T100000"]
        assert {line.params for line in file.all("EXDATE")} == {"TZID=Europe/Berlin"}

    def test_a_meeting_that_takes_place_once_has_no_rule(self) -> None:
        file = File(invite(WELCOME))
        assert file.values("RRULE") == file.values("EXDATE") == []
        assert file.values("DTEND") == ["20270111T100000"]

    def test_a_meeting_may_end_on_the_next_day(self) -> None:
        when = Series(date(2027, 12, 31), date(2027, 12, 31), time(23, 30), 60, "Asia/Kolkata")
        assert File(invite(replace(WELCOME, when=when))).values("DTEND") == ["20280101T003000"]

    def test_it_reminds_a_quarter_of_an_hour_before(self) -> None:
        file = File(invite(CHECK_IN))
        alarm = [(line.name, line.value) for line in file.within("VALARM")]
        assert alarm == [("ACTION", "DISPLAY"), ("TRIGGER", "-PT15M"), ("DESCRIPTION", CHECK_IN.summary)]

    def test_one_without_any_occurrence_is_refused(self) -> None:
        when = replace(weekly("Europe/Berlin", date(2027, 1, 4), 1), without=(date(2027, 1, 4), date(2027, 1, 11)))
        with pytest.raises(InvalidValue, match="left out"):
            write(invite(replace(CHECK_IN, when=when)))


class TestMoved:
    def test_the_zone_is_described_for_the_days_to_which_it_was_moved(self) -> None:
        # Casablanca has a list of dates, one pair a year.
        series = weekly("Africa/Casablanca", date(2027, 12, 6), 2)
        moved = (Moved(date(2027, 12, 20), date(2028, 1, 3), time(9), 30),)
        text = write(invite(replace(CHECK_IN, when=replace(series, moved=moved)))).decode()
        assert "RDATE:2028" in text
        assert "RDATE:2028" not in write(invite(replace(CHECK_IN, when=series))).decode()

    def test_a_place_of_its_own_replaces_that_of_the_series_and_its_url(self) -> None:
        moved = (Moved(date(2027, 1, 25), date(2027, 1, 25), time(10), 30, "Room 7"),)
        master, other = File(invite(replace(CHECK_IN, when=replace(CHECK_IN.when, moved=moved)))).each("VEVENT")
        assert [line.value for line in other if line.name in ("LOCATION", "URL")] == ["Room 7"]
        assert [line.name for line in master if line.name in ("LOCATION", "URL")] == ["LOCATION", "URL"]

    def test_one_that_takes_place_as_the_rule_has_it_or_not_at_all_is_not_written(self) -> None:
        moved = (
            Moved(date(2027, 1, 25), date(2027, 1, 25), time(10), 30, CHECK_IN.place),
            Moved(date(2027, 2, 8), date(2027, 2, 9), time(10), 30),
            Moved(date(2027, 2, 9), date(2027, 2, 10), time(10), 30),
        )
        assert write(invite(replace(CHECK_IN, when=replace(CHECK_IN.when, moved=moved)))) == write(invite(CHECK_IN))

    def test_a_single_meeting_that_was_moved_is_a_meeting_at_the_new_time(self) -> None:
        moved = (Moved(date(2027, 1, 11), date(2027, 1, 12), time(14), 45, "Gate 2"),)
        file = File(invite(replace(WELCOME, when=replace(WELCOME.when, moved=moved))))
        assert file.values("DTSTART") == ["20270112T140000"]
        assert file.values("DTEND") == ["20270112T144500"]
        assert file.values("LOCATION") == ["Gate 2"]
        assert file.values("RECURRENCE-ID") == file.values("RRULE") == []


class TestCancel:
    def test_it_says_so_in_the_method_the_status_and_the_title(self) -> None:
        file = File(invite(CHECK_IN, Method.CANCEL, 1))
        assert file.values("METHOD", "VCALENDAR") == ["CANCEL"]
        assert file.one("STATUS").value == "CANCELLED"
        assert file.one("SUMMARY").value == f"Cancelled: {CHECK_IN.summary}"
        assert file.one("SEQUENCE").value == "1"

    def test_it_keeps_the_whole_definition_with_what_is_left_out_but_no_alarm(self) -> None:
        request, cancel = File(invite(CHECK_IN)), File(invite(CHECK_IN, Method.CANCEL, 1))
        for name in ("UID", "DTSTART", "DTEND", "RRULE", "EXDATE", "ORGANIZER", "ATTENDEE", "LOCATION"):
            assert request.all(name) == cancel.all(name), name
        assert "BEGIN:VALARM" not in cancel.outline
        assert "BEGIN:VTIMEZONE" in cancel.outline

    def test_to_one_who_is_taken_off_it_names_only_him_and_no_status(self) -> None:
        file = File(invite(CHECK_IN, Method.CANCEL, 1, only=(BEN,)))
        assert file.values("ATTENDEE") == [f"mailto:{BEN.email}"]
        assert file.values("STATUS") == []


class TestPublish:
    def test_it_names_an_organizer_and_no_attendee(self) -> None:
        file = File(invite(CHECK_IN, Method.PUBLISH))
        assert file.values("METHOD", "VCALENDAR") == ["PUBLISH"]
        assert file.values("ORGANIZER") == [f"mailto:{PAT.email}"]
        assert file.values("ATTENDEE") == []
        assert "BEGIN:VALARM" not in file.outline

    def test_it_needs_no_attendee(self) -> None:
        assert write(invite(replace(VISIT, attendees=()), Method.PUBLISH))

    def test_a_feed_describes_a_zone_once_for_all_that_use_it(self) -> None:
        later = replace(CHECK_IN, uid="later", when=weekly("Africa/Casablanca", date(2028, 1, 3), 4))
        sooner = replace(CHECK_IN, uid="sooner", when=weekly("Africa/Casablanca", date(2026, 1, 5), 4))
        text = write_feed("x", [invite(later), invite(sooner), invite(CHECK_IN)]).decode()
        assert text.count("BEGIN:VTIMEZONE") == 2
        assert text.count("TZID:Africa/Casablanca") == 1
        assert "RDATE:2026" in text
        assert "RDATE:2028" in text

    def test_meetings_of_a_feed_are_in_the_order_of_their_days(self) -> None:
        file = File(write_feed("x", [invite(MOVED), invite(CHECK_IN), invite(VISIT)]))
        uids = [VISIT.uid, MOVED.uid, MOVED.uid, MOVED.uid, CHECK_IN.uid]
        assert [line.value for line in file.everywhere("UID")] == uids

    def test_a_meeting_of_a_feed_needs_no_attendee_but_an_organizer(self) -> None:
        assert write_feed("x", [invite(replace(VISIT, attendees=()))])
        with pytest.raises(InvalidValue, match="address"):
            write_feed("x", [invite(replace(VISIT, organizer=Address("", "")))])

    def test_a_feed_without_a_name_has_that_of_the_program(self) -> None:
        assert File(write_feed(" \n", [])).one("NAME", "VCALENDAR").value == "Ridealong"

    def test_a_cancel_for_some_is_neither_published_nor_stored(self) -> None:
        one = invite(VISIT, Method.CANCEL, 1, only=(BEN,))
        with pytest.raises(ValueError, match="some attendees"):
            write_feed("x", [one])
        with pytest.raises(ValueError, match="some attendees"):
            write_stored(one)


def test_start_and_end_are_of_one_type_and_in_order() -> None:
    for meeting in (VISIT, CHECK_IN, WELCOME):
        file = File(invite(meeting))
        assert file.one("DTSTART").params == file.one("DTEND").params
        assert file.one("DTSTART").value < file.one("DTEND").value


def test_the_stamp_is_written_in_utc() -> None:
    stamp = datetime(2027, 1, 4, 18, 30, tzinfo=UTC)
    for hours in (0, 9, -8):
        moved = replace(invite(VISIT), stamp=stamp.astimezone(timezone(timedelta(hours=hours))))
        assert File(moved).one("DTSTAMP").value == "20270104T183000Z"
