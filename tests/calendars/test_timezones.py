"""VTIMEZONE agrees with the tz database, and wall-clock time stays what it is over every change of the clock."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from io import StringIO
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from dateutil.tz import tzical
from ical.calendar_stream import IcsCalendarStream

from ridealong.calendars.timezones import vtimezone
from ridealong.calendars.writer import write

from .samples import CHECK_IN, invite, weekly

YEARS = (date(2026, 1, 1), date(2028, 12, 31))
BY_RULE = (
    "Europe/Berlin",
    "Europe/Dublin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "Australia/Sydney",
)
BY_DATES = ("Africa/Casablanca", "Asia/Gaza", "Africa/El_Aaiun")
STEADY = ("Asia/Kolkata", "Asia/Kathmandu", "America/Phoenix", "UTC", "Asia/Tokyo", "America/Sao_Paulo")
OTHERS = (
    "America/Santiago",
    "Africa/Cairo",
    "Asia/Jerusalem",
    "America/Havana",
    "Pacific/Chatham",
    "America/Nuuk",
    "Asia/Beirut",
)


def read_by_dateutil(text: str, tzid: str) -> tzinfo:
    return tzical(StringIO(text)).get(tzid)


def read_by_icalendar(text: str, tzid: str) -> tzinfo:
    (component,) = icalendar.Timezone.from_ical(text, multiple=True)
    return component.to_tz(lookup_tzid=False)


@pytest.mark.parametrize("tzid", BY_RULE + BY_DATES + STEADY + OTHERS)
@pytest.mark.parametrize("read", [read_by_dateutil, read_by_icalendar])
def test_every_offset_is_that_of_the_tz_database(tzid: str, read: Callable[[str, str], tzinfo]) -> None:
    described = read(vtimezone(tzid, *YEARS), tzid)
    place = ZoneInfo(tzid)
    moment, end = datetime(2026, 1, 1, 2, tzinfo=UTC), datetime(2028, 12, 31, 20, tzinfo=UTC)
    while moment < end:
        local = moment.astimezone(place).replace(fold=0)
        # Around a change, a time on the clock may come twice or never, and programs differ in which one they take.
        if _clear(local):
            clock = local.replace(tzinfo=None)
            assert clock.replace(tzinfo=described).utcoffset() == local.utcoffset(), clock
        moment += timedelta(hours=13)


def _clear(local: datetime) -> bool:
    around = (local - timedelta(hours=3), local + timedelta(hours=3))
    return all(near.astimezone(UTC).astimezone(local.tzinfo).utcoffset() == local.utcoffset() for near in around)


@pytest.mark.parametrize("tzid", BY_RULE + BY_DATES + STEADY + OTHERS)
class TestForm:
    def test_rules_and_dates_are_never_mixed(self, tzid: str) -> None:
        text = vtimezone(tzid, *YEARS)
        assert not ("RRULE" in text and "RDATE" in text)

    def test_a_rule_is_yearly_with_one_month_and_one_weekday(self, tzid: str) -> None:
        for rule in re.findall("RRULE:(.*)", vtimezone(tzid, *YEARS)):
            assert re.fullmatch(r"FREQ=YEARLY;BYMONTH=\d+;BYDAY=-?\d(MO|TU|WE|TH|FR|SA|SU)\r", rule)

    def test_dates_repeat_the_start(self, tzid: str) -> None:
        for part in vtimezone(tzid, *YEARS).split("BEGIN:")[2:]:
            dates = re.findall(r"RDATE:(\w+)", part)
            assert not dates or dates[0] == re.findall(r"DTSTART:(\w+)", part)[0]

    def test_a_program_that_reads_it_strictly_takes_it(self, tzid: str) -> None:
        text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{vtimezone(tzid, *YEARS)}\r\nEND:VCALENDAR\r\n"
        assert IcsCalendarStream.calendar_from_ics(text).timezones[0].tz_id == tzid


@pytest.mark.parametrize("tzid", BY_RULE)
def test_a_regular_zone_has_one_rule_each_way(tzid: str) -> None:
    text = vtimezone(tzid, *YEARS)
    assert text.count("RRULE") == text.count("BEGIN:STANDARD") + text.count("BEGIN:DAYLIGHT") == 2


@pytest.mark.parametrize("tzid", BY_DATES)
def test_an_irregular_zone_has_lists(tzid: str) -> None:
    assert vtimezone(tzid, *YEARS).count("RDATE") > 2


@pytest.mark.parametrize("tzid", STEADY)
def test_a_steady_zone_has_one_observance(tzid: str) -> None:
    text = vtimezone(tzid, *YEARS)
    assert text.count("BEGIN:STANDARD") == 1
    assert "DAYLIGHT" not in text


def test_summer_time_starts_on_the_clock_that_shows_until_then() -> None:
    text = vtimezone("Europe/Berlin", date(2027, 1, 1), date(2027, 12, 31))
    assert "DTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200" in text


def test_half_an_hour_is_half_an_hour() -> None:
    assert "TZOFFSETFROM:+1030\r\nTZOFFSETTO:+1100" in vtimezone("Australia/Lord_Howe", *YEARS)


def test_the_end_of_summer_time_is_no_rule_that_goes_on() -> None:
    # Brazil had summer time until February 2019.
    text = vtimezone("America/Sao_Paulo", date(2018, 1, 1), date(2021, 12, 31))
    assert "RRULE" not in text
    described = read_by_dateutil(text, "America/Sao_Paulo")
    for day in (date(2018, 1, 10), date(2019, 1, 10), date(2020, 1, 10), date(2021, 7, 10)):
        noon = datetime.combine(day, time(12), ZoneInfo("America/Sao_Paulo"))
        assert noon.replace(tzinfo=described).utcoffset() == noon.utcoffset()


def test_what_holds_before_a_zone_changes_for_the_first_time_is_described() -> None:
    # Kazakhstan: one zone since 2024-03-01, nothing for years before.
    text = vtimezone("Asia/Almaty", date(2024, 1, 1), date(2024, 12, 31))
    described = read_by_dateutil(text, "Asia/Almaty")
    assert datetime(2024, 1, 15, tzinfo=described).utcoffset() == timedelta(hours=6)
    assert datetime(2024, 4, 15, tzinfo=described).utcoffset() == timedelta(hours=5)


WALL = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Sydney",
    "Asia/Kolkata",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
)


@pytest.mark.parametrize("tzid", WALL)
class TestWallClock:
    """A weekly series over a year meets both changes of every zone."""

    def starts(self, tzid: str) -> list[datetime]:
        return list(weekly(tzid, date(2027, 1, 11), 52).occurrences())

    def file(self, tzid: str) -> bytes:
        return write(invite(replace(CHECK_IN, when=weekly(tzid, date(2027, 1, 11), 52))))

    def test_by_recurring_ical_events(self, tzid: str) -> None:
        calendar = icalendar.Calendar.from_ical(self.file(tzid))
        events = recurring_ical_events.of(calendar).between(date(2026, 12, 1), date(2028, 12, 1))
        assert sorted(event.start.astimezone(UTC) for event in events) == [
            day.astimezone(UTC) for day in self.starts(tzid)
        ]
        assert {(event.start.hour, event.end - event.start) for event in events} == {(10, timedelta(minutes=45))}

    def test_by_ical(self, tzid: str) -> None:
        events = IcsCalendarStream.calendar_from_ics(self.file(tzid).decode()).timeline
        assert [event.dtstart.astimezone(UTC) for event in events] == [day.astimezone(UTC) for day in self.starts(tzid)]

    def test_by_a_program_that_knows_only_the_vtimezone(self, tzid: str) -> None:
        text = self.file(tzid).decode()
        component = text[text.index("BEGIN:VTIMEZONE") : text.index("BEGIN:VEVENT")]
        place = read_by_dateutil(component, tzid)
        for day in self.starts(tzid):
            assert day.replace(tzinfo=place).utcoffset() == day.utcoffset()


def test_what_is_left_out_is_left_out() -> None:
    calendar = icalendar.Calendar.from_ical(write(invite(CHECK_IN)))
    days = [event.start.date() for event in recurring_ical_events.of(calendar).all()]
    assert days == [day.date() for day in CHECK_IN.when.occurrences()]
    assert date(2027, 2, 8) not in days
