"""Busy calendars: which of their events count as days away."""

from datetime import time

import pytest

from ridealong.calendars.timezones import vtimezone
from ridealong.domain.people import WorkingHours

from .busy_calendars import BERLIN, SPAN, Looker, event, timed, whole_days


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
