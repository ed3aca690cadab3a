"""VTIMEZONE agrees with the tz database, and wall-clock time stays what it is over every change of the clock."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from io import StringIO
from zoneinfo import ZoneInfo, available_timezones

import icalendar
import pytest
from dateutil.rrule import rrulestr
from dateutil.tz import tzical
from ical.calendar_stream import IcsCalendarStream

from ridealong.calendars.timezones import vtimezone
from ridealong.calendars.writer import write
from ridealong.domain.meetings import Moved, Series
from thorough import THOROUGH, thorough_only

from .engines import ENGINES, Taken, by_vobject, on_the_clock
from .samples import CHECK_IN, MOVED, invite, weekly

YEARS = (date(2026, 1, 1), date(2029, 12, 31))
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


Clock = tuple[datetime, timedelta]
"""A time on the clock of a zone, and what it is ahead of UTC then."""

EVERY = 211 if THOROUGH else 997
"""Hours from one moment to the next: with no factor in common with a day, so that every hour of it has its turn."""

MOMENTS = [
    datetime(2026, 1, 1, 2, tzinfo=UTC) + number * timedelta(hours=EVERY) for number in range(24 * 1461 // EVERY)
]


@pytest.fixture(scope="module")
def described() -> dict[str, list[str]]:
    """Every zone there is, by the text that describes it without its name: many are one under several names."""
    found: dict[str, list[str]] = {}
    for tzid in sorted(available_timezones()):
        text = vtimezone(tzid, *YEARS)
        assert text.count(f"\r\nTZID:{tzid}\r\n") == 1
        found.setdefault(text.replace(f"\r\nTZID:{tzid}\r\n", "\r\nTZID:Some/Zone\r\n"), []).append(tzid)
    assert sum(map(len, found.values())) > 500
    return found


@pytest.mark.parametrize("read", [pytest.param(read_by_dateutil, marks=thorough_only), read_by_icalendar])
def test_every_offset_of_every_zone_is_that_of_the_tz_database(
    described: dict[str, list[str]], read: Callable[[str, str], tzinfo]
) -> None:
    for text, names in described.items():
        place = read(text, "Some/Zone")
        told: dict[datetime, timedelta | None] = {}
        for tzid in names:
            for clock, offset in clocks(tzid):
                if clock not in told:
                    told[clock] = clock.replace(tzinfo=place).utcoffset()
                assert told[clock] == offset, (tzid, clock)


def clocks(tzid: str) -> Iterator[Clock]:
    place = ZoneInfo(tzid)
    for moment in MOMENTS:
        local = moment.astimezone(place)
        # Around a change, a time on the clock may come twice or never, and programs differ in which one they take.
        if _clear(moment, place):
            yield local.replace(tzinfo=None, fold=0), local.utcoffset() or timedelta()


def _clear(moment: datetime, place: ZoneInfo) -> bool:
    offset = place.utcoffset(moment.astimezone(place))
    around = (moment - timedelta(hours=3), moment + timedelta(hours=3))
    return all(near.astimezone(place).utcoffset() == offset for near in around)


@pytest.mark.parametrize("tzid", BY_RULE + BY_DATES + STEADY + OTHERS)
def test_each_change_is_at_the_hour_of_the_tz_database(tzid: str) -> None:
    place, told = ZoneInfo(tzid), read_by_dateutil(vtimezone(tzid, *YEARS), tzid)
    moment, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2029, 12, 31, tzinfo=UTC)
    while moment < end:
        following = moment + timedelta(hours=12)
        before, after = moment.astimezone(place).utcoffset(), following.astimezone(place).utcoffset()
        if before != after:
            change = _change(place, moment, following)
            for near, offset in ((change - timedelta(hours=4), before), (change + timedelta(hours=4), after)):
                assert near.astimezone(place).replace(tzinfo=told).utcoffset() == offset
            onset = (change + (before or timedelta())).replace(tzinfo=None)
            assert in_force(vtimezone(tzid, *YEARS), onset), onset
        moment = following


def _change(place: ZoneInfo, low: datetime, high: datetime) -> datetime:
    old = low.astimezone(place).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if middle.astimezone(place).utcoffset() == old else (low, middle)
    return high.replace(second=0, microsecond=0)


def in_force(text: str, onset: datetime) -> bool:
    """Whether one of the observances starts at this moment, by its own start, its list or its rule."""
    for part in text.split("BEGIN:")[2:]:
        start = datetime.strptime(re.findall(r"DTSTART:(\w+)", part)[0], "%Y%m%dT%H%M%S")  # noqa: DTZ007 (on a clock)
        rule = re.findall(r"RRULE:(.*)\r", part)
        days = rrulestr(rule[0], dtstart=start).between(onset, onset, inc=True) if rule else ()
        if onset == start or onset in days or f"RDATE:{onset:%Y%m%dT%H%M%S}" in part:
            return True
    return False


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
    assert "DTSTART:20000326T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200" in text


def test_a_rule_starts_in_the_year_from_which_it_has_held() -> None:
    assert re.findall(r"DTSTART:(\d{4})", vtimezone("America/New_York", *YEARS)) == ["2007", "2007"]
    assert re.findall(r"DTSTART:(\d{4})", vtimezone("Australia/Sydney", *YEARS)) == ["2008", "2008"]


@pytest.mark.parametrize("tzid", ["Europe/London", "Europe/Dublin", "Africa/Casablanca", "Antarctica/Troll"])
def test_a_zone_whose_winter_is_utc_is_not_taken_for_utc(tzid: str) -> None:
    # vobject takes a zone for UTC if it did not differ from it in the years 2000 to 2020.
    data = write(invite(replace(CHECK_IN, when=weekly(tzid, date(2027, 1, 11), 40))))
    offsets = {start.utcoffset() for start, _, _ in by_vobject(data)}
    assert offsets == {start.utcoffset() for start in weekly(tzid, date(2027, 1, 11), 40).occurrences()}
    assert len(offsets) == 2


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
    "Europe/London",
    "Europe/Dublin",
    "America/New_York",
    "America/Santiago",
    "America/Nuuk",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Africa/Casablanca",
    "Antarctica/Troll",
)
CHANGED = {
    "America/Sao_Paulo": date(2018, 6, 4),
    "America/Mexico_City": date(2022, 1, 3),
    "Asia/Amman": date(2022, 1, 3),
    "Asia/Almaty": date(2023, 9, 4),
    "Europe/Volgograd": date(2020, 6, 1),
    "Africa/Juba": date(2020, 9, 7),
}
"""Zones whose rules were changed, and a Monday from which a year of check-ins meets the change."""


@pytest.mark.parametrize("engine", ENGINES)
class TestWallClock:
    """A weekly series over a year meets both changes of every zone, and the hour on the clock stays."""

    @pytest.mark.parametrize("tzid", WALL)
    def test_over_both_changes_of_the_clock(self, engine: Callable[[bytes], list[Taken]], tzid: str) -> None:
        self.check(engine, weekly(tzid, date(2027, 1, 11), 52))

    @pytest.mark.parametrize(("tzid", "monday"), CHANGED.items())
    def test_over_a_change_of_the_rules(self, engine: Callable[[bytes], list[Taken]], tzid: str, monday: date) -> None:
        self.check(engine, weekly(tzid, monday, 52))

    @pytest.mark.parametrize("at", [time(0), time(23, 59)])
    def test_at_the_ends_of_the_day(self, engine: Callable[[bytes], list[Taken]], at: time) -> None:
        for tzid in ("Pacific/Kiritimati", "Pacific/Chatham", "America/Los_Angeles"):
            self.check(engine, weekly(tzid, date(2027, 1, 11), 52, at))

    def test_where_one_was_moved_over_a_change(self, engine: Callable[[bytes], list[Taken]]) -> None:
        # In New York, summer time starts on 2027-03-14.
        moved = Moved(date(2027, 3, 8), date(2027, 3, 15), time(11, 30), 90, "Room 7")
        series = replace(weekly("America/New_York", date(2027, 3, 1), 3), moved=(moved,))
        taken = engine(write(invite(replace(CHECK_IN, when=series, place="Hall"))))
        assert [(str(start), length, place) for start, length, place in taken] == [
            ("2027-03-01 10:00:00-05:00", timedelta(minutes=45), "Hall"),
            ("2027-03-15 10:00:00-04:00", timedelta(minutes=45), "Hall"),
            ("2027-03-15 11:30:00-04:00", timedelta(minutes=90), "Room 7"),
            ("2027-03-22 10:00:00-04:00", timedelta(minutes=45), "Hall"),
        ]

    def check(self, engine: Callable[[bytes], list[Taken]], series: Series) -> None:
        taken = on_the_clock(engine(write(invite(replace(CHECK_IN, when=series, place="Hall")))))
        starts = list(series.occurrences())
        assert [moment for _, moment, _, _ in taken] == [start.astimezone(UTC) for start in starts]
        assert {(clock.time(), length, place) for clock, _, length, place in taken} == {
            (series.at, timedelta(minutes=45), "Hall")
        }


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_left_out_is_left_out_and_what_was_moved_is_moved(engine: Callable[[bytes], list[Taken]]) -> None:
    for meeting in (CHECK_IN, MOVED):
        starts = [start.astimezone(UTC) for start, _, _ in engine(write(invite(meeting)))]
        assert starts == sorted(start.astimezone(UTC) for start in meeting.when.occurrences())
        assert len(starts) == 6


def test_the_last_one_stays_where_its_hour_comes_twice_or_never() -> None:
    # Berlin: 02:30 comes twice on 2027-10-31, and never on 2027-03-28.
    for last in (date(2027, 10, 31), date(2027, 3, 28)):
        series = weekly("Europe/Berlin", last - timedelta(weeks=2), 2, time(2, 30))
        data = write(invite(replace(CHECK_IN, when=series)))
        for engine in ENGINES:
            assert len(engine(data)) == 3, engine.__name__
