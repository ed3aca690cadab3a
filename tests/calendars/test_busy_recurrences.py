"""Busy calendars: events that repeat, as other programs understand them."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thorough import examples

from .busy_calendars import BERLIN, SPAN, Looker, days_of, ics, repeated, timed, whole_days

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


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
