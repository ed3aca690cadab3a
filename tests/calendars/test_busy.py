"""Busy calendars: which days count as away, whatever program wrote the file and whatever is wrong with it."""

from datetime import date, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ridealong.calendars import busy_files
from ridealong.calendars.busy import read_busy
from ridealong.calendars.busy_files import is_calendar
from ridealong.calendars.timezones import vtimezone
from ridealong.domain.away import away_days
from ridealong.domain.days import Days
from ridealong.domain.errors import UnreadableFile
from ridealong.domain.people import OFFICE_HOURS, WorkingHours
from thorough import examples

ANA = "ana@x.example"
BERLIN = "Europe/Berlin"
SPAN = Days(date(2026, 12, 4), date(2028, 2, 8))
SAMPLES = Path(__file__).parent / "busy"

Seen = dict[str, str]
"""Days away as text, with the reason of each."""


def ics(*lines: str) -> bytes:
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", *lines, "END:VCALENDAR", "")).encode()


def event(*lines: str) -> tuple[str, ...]:
    return ("BEGIN:VEVENT", *lines, "END:VEVENT")


def whole_days(first: str, end: str, *more: str) -> tuple[str, ...]:
    return event(f"DTSTART;VALUE=DATE:{first}", f"DTEND;VALUE=DATE:{end}", *more)


def timed(start: str, end: str, *more: str, place: str = BERLIN) -> tuple[str, ...]:
    return event(f"DTSTART;TZID={place}:{start}", f"DTEND;TZID={place}:{end}", *more)


def days_of(text: str) -> Days:
    return Days(date.fromisoformat(text[:10]), date.fromisoformat(text[-10:]))


class Looker:
    """Writes a calendar into a file and says which days of it count as away."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "ana.ics"
        self.unusable: list[tuple[int, str, str, str]] = []

    def __call__(
        self, *lines: str, place: str = BERLIN, hours: WorkingHours = OFFICE_HOURS, ours: tuple[str, ...] = ()
    ) -> Seen:
        return self.at(ics(*lines), place, hours, ours)

    def at(
        self, data: bytes, place: str = BERLIN, hours: WorkingHours = OFFICE_HOURS, ours: tuple[str, ...] = ()
    ) -> Seen:
        self.file.write_bytes(data)
        calendar = read_busy(self.file, ANA, place, SPAN)
        found = away_days(calendar.times(ours), hours, place, SPAN)
        self.unusable = [(one.line, one.name, one.value, one.problem) for one in calendar.unusable]
        return {str(one.days): one.reason for one in found}

    def tried(self, data: bytes, place: str = BERLIN) -> str:
        """`read`, or what to do instead."""
        try:
            self.at(data, place)
        except UnreadableFile as error:
            return error.remedy
        return "read"

    def rejected(self, *lines: str) -> tuple[int, str, str]:
        """Where the one thing stands that is wrong, beside an event that is right."""
        assert self(*whole_days("20270201", "20270202"), *lines) == {"2027-02-01": ""}
        [(line, name, value, problem)] = self.unusable
        assert ". " in problem
        return line, name, value


@pytest.fixture
def look(tmp_path: Path) -> Looker:
    return Looker(tmp_path)


class TestWhatCounts:
    def test_all_day_events_count_with_their_reason(self, look: Looker) -> None:
        assert look(*whole_days("20270111", "20270114", "SUMMARY:Holiday\\, at last")) == {
            "2027-01-11 to 2027-01-13": "Holiday, at last"
        }

    @pytest.mark.parametrize(
        "line",
        [
            "TRANSP:TRANSPARENT",
            "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
            "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",
            "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE",
            "STATUS:CANCELLED",
            "STATUS:TENTATIVE",
            'ATTENDEE;CN="Lima, Ana";PARTSTAT=DECLINED:MAILTO:Ana@X.example',
            "ATTENDEE;PARTSTAT=DECLINED;EMAIL=ana@x.example:urn:uuid:6f1c",
        ],
    )
    def test_what_does_not_take_the_person_away(self, look: Looker, line: str) -> None:
        assert look(*whole_days("20270111", "20270112", line)) == {}

    @pytest.mark.parametrize(
        "line",
        [
            "TRANSP:OPAQUE",
            "X-MICROSOFT-CDO-BUSYSTATUS:OOF",
            "X-MICROSOFT-CDO-BUSYSTATUS:Busy",
            "TRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:OOF",
            "STATUS:CONFIRMED",
            "ATTENDEE;PARTSTAT=DECLINED:mailto:ben@x.example",
            "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@x.example",
        ],
    )
    def test_what_does_take_the_person_away(self, look: Looker, line: str) -> None:
        assert look(*whole_days("20270111", "20270112", line)) == {"2027-01-11": ""}

    def test_half_of_the_working_hours_is_away_and_less_is_not(self, look: Looker) -> None:
        morning = timed("20270111T090000", "20270111T130000")
        shorter = timed("20270112T090000", "20270112T125900")
        night = timed("20270113T180000", "20270114T090000")
        assert look(*morning, *shorter, *night) == {"2027-01-11": ""}

    def test_many_short_meetings_come_together_without_a_reason_and_overlaps_count_once(self, look: Looker) -> None:
        meetings = [
            timed(f"20270111T{hour:02}0000", f"20270111T{hour + 1:02}0000", f"SUMMARY:Talk {hour}")
            for hour in (9, 11, 13, 15)
        ]
        assert look(*(line for one in meetings for line in one)) == {"2027-01-11": ""}
        again = [line for one in meetings[:3] for line in one]
        assert look(*again, *again) == {}

    def test_working_hours_are_the_persons_own(self, look: Looker) -> None:
        morning = timed("20270111T090000", "20270111T110000")
        assert look(*morning) == {}
        assert look(*morning, hours=WorkingHours(time(9), time(13))) == {"2027-01-11": ""}

    def test_days_in_a_row_are_one_absence_across_a_weekend_but_not_across_a_working_day(self, look: Looker) -> None:
        days = [whole_days(f"202701{day}", f"202701{day + 1}", f"SUMMARY:Day {day}") for day in (14, 15, 18, 20)]
        assert look(*(line for one in days for line in one)) == {
            "2027-01-14 to 2027-01-18": "Day 14; Day 15; Day 18",
            "2027-01-20": "Day 20",
        }

    def test_a_weekend_alone_is_nothing(self, look: Looker) -> None:
        assert look(*whole_days("20270116", "20270118", "SUMMARY:Rest")) == {}

    @pytest.mark.parametrize("kind", ["PRIVATE", "CONFIDENTIAL", "X-SECRET"])
    def test_private_events_count_and_keep_their_reason_to_themselves(self, look: Looker, kind: str) -> None:
        assert look(*whole_days("20270111", "20270112", "SUMMARY:Clinic", f"CLASS:{kind}")) == {"2027-01-11": ""}

    def test_only_out_of_office_and_whole_days_say_why(self, look: Looker) -> None:
        busy = timed("20270111T090000", "20270111T170000", "SUMMARY:Workshop")
        away = timed("20270113T090000", "20270113T170000", "SUMMARY:Dentist", "X-MICROSOFT-CDO-BUSYSTATUS:OOF")
        long = timed("20270120T000000", "20270121T000000", "SUMMARY:Out of office")
        assert look(*busy, *away, *long) == {
            "2027-01-11": "",
            "2027-01-13": "Dentist",
            "2027-01-20": "Out of office",
        }

    def test_meetings_of_ours_never_count(self, look: Looker) -> None:
        ours = whole_days("20270111", "20270116", "UID:visit@ridealong", "TRANSP:OPAQUE")
        other = whole_days("20270125", "20270126", "UID:other")
        assert look(*ours, *other, ours=("visit@ridealong",)) == {"2027-01-25": ""}

    def test_free_busy_periods_count_unless_free_or_tentative(self, look: Looker) -> None:
        assert look(
            "BEGIN:VFREEBUSY",
            "FREEBUSY:20270111T080000Z/20270111T160000Z,20270112T080000Z/PT1H",
            "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20270113T080000Z/PT8H",
            "FREEBUSY;FBTYPE=X-UNKNOWN:20270115T080000Z/PT8H",
            "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20270118T080000Z/PT8H",
            "FREEBUSY;FBTYPE=FREE:20270119T080000Z/PT8H",
            "FREEBUSY:20261101T000000Z/20261208T000000Z",
            "END:VFREEBUSY",
        ) == {"2026-12-04 to 2026-12-07": "", "2027-01-11": "", "2027-01-13": "", "2027-01-15": ""}

    def test_tasks_and_journals_do_not_count(self, look: Looker) -> None:
        for kind in ("VTODO", "VJOURNAL"):
            assert look(f"BEGIN:{kind}", "DTSTART;VALUE=DATE:20270111", "DUE;VALUE=DATE:20270115", f"END:{kind}") == {}

    def test_an_alarm_within_an_event_changes_nothing(self, look: Looker) -> None:
        alarm = ("BEGIN:VALARM", "TRIGGER:-PT15M", "DURATION:P9D", "STATUS:CANCELLED", "END:VALARM")
        assert look(*whole_days("20270111", "20270112", *alarm)) == {"2027-01-11": ""}

    def test_only_the_days_that_matter_are_looked_at(self, look: Looker) -> None:
        assert look(*whole_days("20200101", "20400101")) == {"2026-12-04 to 2028-02-08": ""}
        assert look(*whole_days("20200101", "20200401"), *whole_days("20400101", "20410101")) == {}


class TestZones:
    def test_a_morning_is_that_of_the_persons_zone(self, look: Looker) -> None:
        berlin_day = timed("20270111T090000", "20270111T170000")
        assert look(*berlin_day, place="America/Los_Angeles") == {}
        auckland = timed("20270111T210000", "20270112T050000")  # 09:00 to 17:00 on the 12th in Auckland
        assert look(*auckland, place="Pacific/Auckland") == {"2027-01-12": ""}

    def test_whole_days_are_the_same_days_everywhere(self, look: Looker) -> None:
        for place in ("Pacific/Auckland", "Pacific/Kiritimati", "America/Adak", "UTC"):
            assert look(*whole_days("20270111", "20270112"), place=place) == {"2027-01-11": ""}

    def test_times_without_a_zone_are_the_persons_own(self, look: Looker) -> None:
        floating = event("DTSTART:20270111T090000", "DTEND:20270111T170000")
        for place in ("Pacific/Auckland", BERLIN):
            assert look(*floating, place=place) == {"2027-01-11": ""}

    @pytest.mark.parametrize(
        "name",
        [
            "W. Europe Standard Time",
            '"W. Europe Standard Time"',
            "europe/berlin",
            "/freeassociation.sourceforge.net/Europe/Berlin",
            "/softwarestudio.org/Olson_20011030_5/Europe/Berlin",
        ],
    )
    def test_zones_by_the_names_that_other_programs_use(self, look: Looker, name: str) -> None:
        assert look(*timed("20270111T090000", "20270111T130000", place=name)) == {"2027-01-11": ""}

    @pytest.mark.parametrize("place", ["America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"])
    def test_zones_that_the_file_describes_itself(self, look: Looker, place: str) -> None:
        described = vtimezone(place, SPAN.first, SPAN.last).replace(place, "Our own time").split("\r\n")
        mornings = [
            timed(f"{day}T090000", f"{day}T130000", place="Our own time")
            for day in ("20270111", "20270312", "20270315", "20270405", "20270702", "20271004", "20271105", "20271108")
        ]
        lines = [line for one in mornings for line in one]
        assert list(look(*lines, *described, place=place)) == [
            "2027-01-11",
            "2027-03-12 to 2027-03-15",
            "2027-04-05",
            "2027-07-02",
            "2027-10-04",
            "2027-11-05 to 2027-11-08",
        ]
        assert look.unusable == []

    def test_an_end_in_another_zone_than_the_start(self, look: Looker) -> None:
        flight = event("DTSTART;TZID=Europe/Berlin:20270111T090000", "DTEND;TZID=America/New_York:20270111T070000")
        assert look(*flight) == {"2027-01-11": ""}
        assert look(*event("DTSTART;TZID=Europe/Berlin:20270111T090000", "DTEND:20270111T110000Z")) == {}


WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def repeated(*more: str, start: str = "20270111T090000", end: str = "20270111T130000") -> tuple[str, ...]:
    return timed(start, end, "UID:series", *more)


class TestRecurrences:
    def test_a_weekly_morning_stays_in_the_morning_over_both_clock_changes(self, look: Looker) -> None:
        found = look(*repeated("RRULE:FREQ=WEEKLY;UNTIL=20271231T080000Z"))
        mondays = [date(2027, 1, 11) + timedelta(weeks=week) for week in range(51)]
        assert list(found) == [str(day) for day in mondays]

    def test_a_series_of_another_zone_moves_with_that_zone(self, look: Looker) -> None:
        series = timed(
            "20270301T030000", "20270301T070000", "RRULE:FREQ=DAILY;UNTIL=20270406T000000Z", place="America/New_York"
        )
        # 09:00 to 13:00 in Berlin, but 08:00 to 12:00 from 14 to 27 March, while only New York is on summer time.
        assert look(*series) == {"2027-03-01 to 2027-03-12": "", "2027-03-29 to 2027-04-05": ""}

    def test_an_end_before_the_start_in_utc_is_that_of_the_rule(self, look: Looker) -> None:
        assert list(look(*repeated("RRULE:FREQ=DAILY;UNTIL=20270113T075959Z"))) == ["2027-01-11 to 2027-01-12"]
        assert list(look(*repeated("RRULE:FREQ=DAILY;UNTIL=20270113T080000Z"))) == ["2027-01-11 to 2027-01-13"]

    def test_an_end_that_is_a_day_includes_it(self, look: Looker) -> None:
        assert list(look(*repeated("RRULE:FREQ=DAILY;UNTIL=20270113"))) == ["2027-01-11 to 2027-01-13"]

    def test_exceptions_in_any_form_are_left_out(self, look: Looker) -> None:
        for line in (
            "EXDATE;TZID=Europe/Berlin:20270112T090000",
            "EXDATE:20270112T080000Z",
            "EXDATE;TZID=W. Europe Standard Time:20250101T090000,20270112T090000",
            "EXDATE;VALUE=DATE:20270112",
            "EXDATE:20270112",
            "EXRULE:FREQ=DAILY;INTERVAL=2;COUNT=1\r\nEXDATE:20270111,20270112",
        ):
            found = look(*repeated("RRULE:FREQ=DAILY;COUNT=3", line))
            assert "2027-01-12" not in " ".join(found), line
            assert "2027-01-13" in found

    def test_days_of_a_list_are_added(self, look: Looker) -> None:
        line = "RDATE;TZID=Europe/Berlin:20270113T090000,20270115T090000"
        period = "RDATE;VALUE=PERIOD:20270119T080000Z/PT8H"
        assert list(look(*repeated(line, period))) == ["2027-01-11", "2027-01-13", "2027-01-15", "2027-01-19"]

    def test_one_occurrence_is_moved_another_cancelled(self, look: Looker) -> None:
        rule = repeated("RRULE:FREQ=WEEKLY;COUNT=3")
        moved = timed("20270120T090000", "20270120T130000", "UID:series", "RECURRENCE-ID:20270118T080000Z")
        cancelled = timed(
            "20270125T090000",
            "20270125T130000",
            "UID:series",
            "RECURRENCE-ID;TZID=Europe/Berlin:20270125T090000",
            "STATUS:CANCELLED",
        )
        assert list(look(*cancelled, *moved, *rule)) == ["2027-01-11", "2027-01-20"]

    def test_occurrences_of_whole_days_are_moved_too(self, look: Looker) -> None:
        rule = whole_days("20270111", "20270112", "UID:days", "RRULE:FREQ=WEEKLY;COUNT=3")
        moved = whole_days("20270121", "20270122", "UID:days", "RECURRENCE-ID;VALUE=DATE:20270118")
        assert list(look(*rule, *moved)) == ["2027-01-11", "2027-01-21", "2027-01-25"]

    def test_all_later_occurrences_are_moved_or_cancelled(self, look: Looker) -> None:
        rule = repeated("RRULE:FREQ=WEEKLY;COUNT=4")
        since = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20270125T090000"
        moved = timed("20270126T100000", "20270126T140000", "UID:series", since)
        assert list(look(*rule, *moved)) == ["2027-01-11", "2027-01-18", "2027-01-26", "2027-02-02"]
        ended = timed("20270125T090000", "20270125T130000", "UID:series", since, "STATUS:CANCELLED")
        assert list(look(*rule, *ended)) == ["2027-01-11", "2027-01-18"]

    def test_an_occurrence_without_its_series_counts(self, look: Looker) -> None:
        alone = repeated("RECURRENCE-ID:20270104T080000Z")
        assert list(look(*alone)) == ["2027-01-11"]

    def test_of_the_same_event_twice_the_one_with_the_higher_number_counts(self, look: Looker) -> None:
        before = whole_days("20270111", "20270112", "UID:one", "SEQUENCE:1")
        after = whole_days("20270113", "20270114", "UID:one", "SEQUENCE:2")
        assert list(look(*after, *before)) == ["2027-01-13"]

    def test_long_ago_starts_reach_today(self, look: Looker) -> None:
        daily = repeated("RRULE:FREQ=DAILY", start="16010101T090000", end="16010101T130000")
        assert list(look(*daily)) == ["2026-12-04 to 2028-02-08"]
        monthly = repeated("RRULE:FREQ=MONTHLY;BYDAY=2MO", start="19700112T090000", end="19700112T130000")
        assert list(look(*monthly))[:3] == ["2026-12-14", "2027-01-11", "2027-02-08"]
        every_other = repeated("RRULE:FREQ=WEEKLY;INTERVAL=2", start="20201207T090000", end="20201207T130000")
        assert list(look(*every_other))[:2] == ["2026-12-14", "2026-12-28"]  # 314 and 316 weeks later

    def test_a_long_event_that_began_before_reaches_into_the_days_that_matter(self, look: Looker) -> None:
        yearly = whole_days("20151102", "20160110", "RRULE:FREQ=YEARLY")
        assert next(iter(look(*yearly))) == "2026-12-04 to 2027-01-08"

    @settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_rules_are_followed_as_another_library_follows_them(self, look: Looker, data: st.DataObject) -> None:
        frequency = data.draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
        day = data.draw(st.dates(date(2024, 1, 1), date(2027, 10, 14)))
        rule = f"FREQ={frequency};INTERVAL={data.draw(st.integers(1, 4))}"
        weekdays = data.draw(st.sets(st.sampled_from(["MO", "TU", "WE", "TH", "FR"])))
        named = WEEKDAYS[day.weekday()]
        if frequency in ("WEEKLY", "DAILY") and weekdays:
            rule += f";BYDAY={','.join(sorted(weekdays | {named}))}"
        rule += data.draw(st.sampled_from(["", ";COUNT=7", ";UNTIL=20271015T120000Z"]))
        place = data.draw(st.sampled_from([BERLIN, "America/New_York", "Pacific/Auckland"]))
        lines = timed(
            f"{day:%Y%m%d}T090000",
            f"{day:%Y%m%d}T170000",
            "UID:a",
            "DTSTAMP:20270101T000000Z",
            f"RRULE:{rule}",
            place=place,
        )
        found = {str(day) for text in look(*lines, place=place) for day in days_of(text) if day.weekday() < 5}
        read = icalendar.Calendar.from_ical(ics(*lines))
        events = recurring_ical_events.of(read).between(SPAN.first, SPAN.last + timedelta(days=1))
        local = [one["DTSTART"].dt.astimezone(ZoneInfo(place)).date() for one in events]
        assert found == {str(day) for day in local if day.weekday() < 5}


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


GOOD = ics(*whole_days("20270111", "20270112", "SUMMARY:Holiday"))


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
