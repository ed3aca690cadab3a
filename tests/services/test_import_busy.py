"""Importing a busy calendar: one person's absences become what the file says, and nothing else changes."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import TODAY, MakeDesk, NewDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import NotFound, UnreadableFile
from ridealong.domain.person_values import read_hours
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites
from ridealong.services.people import absences, people
from ridealong.services.people.import_absences import import_absences
from ridealong.services.people.import_busy import holds_calendar, import_busy
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from services.conftest import START, csv, employ, it, marketing, ride_alongs
from thorough import examples, thorough_only

ANA = "ana@x.example"


def calendar(folder: Path, *events: Sequence[str], name: str = "ana.ics") -> Path:
    lines = [line for event in events for line in ("BEGIN:VEVENT", *event, "END:VEVENT")]
    path = folder / name
    path.write_text("\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", "")), encoding="utf-8")
    return path


def away(first: str, last: str = "", summary: str = "") -> tuple[str, ...]:
    """An all-day event from the first day to the last."""
    end = date.fromisoformat(last or first) + timedelta(days=1)
    return (f"DTSTART;VALUE=DATE:{first.replace('-', '')}", f"DTEND;VALUE=DATE:{end:%Y%m%d}", f"SUMMARY:{summary}")


def times_away(desk: Desk, email: str = ANA) -> list[tuple[str, str, str]]:
    page = people.show(desk, email, reasons=True)
    return [(str(one.days), one.reason, one.source) for one in page.absences]


def test_absences_are_added_with_where_they_came_from(small: Desk, tmp_path: Path) -> None:
    report = import_busy(small, calendar(tmp_path, away("2027-01-11", "2027-01-22", "Holiday")), "ANA@x.example")
    assert report.added == ("ana@x.example 2027-01-11 to 2027-01-22",)
    assert report.removed == ()
    assert times_away(small) == [("2027-01-11 to 2027-01-22", "Holiday", ".ics: ana.ics")]
    assert times_away(small, "mia@x.example") == []


def test_planning_leaves_out_the_days_away(desk: Desk, tmp_path: Path) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    monday = START + timedelta(weeks=1)
    import_busy(desk, calendar(tmp_path, away(str(monday), str(monday))), ANA)
    name = ride_alongs(desk, rounds=3, host_visits=None, host_rest_weeks=0, visits_per_guest=3, repeat_days=0)
    page = plans.plan(desk, name)
    assert [(one.round, one.reason) for one in page.open] == [(1, "away")]


def test_the_same_file_again_changes_and_journals_nothing(small: Desk, tmp_path: Path) -> None:
    path = calendar(tmp_path, away("2027-01-11", summary="a"), away("2027-02-01", "2027-02-05", "b"))
    import_busy(small, path, ANA)
    version = small.version()
    report = import_busy(small, path, ANA)
    assert (report.added, report.changed, report.unchanged, report.removed) == ((), (), 2, ())
    assert small.version() == version


def test_a_dry_run_says_the_same_and_changes_nothing(small: Desk, tmp_path: Path) -> None:
    import_busy(small, calendar(tmp_path, away("2027-01-11"), away("2027-03-01")), ANA)
    before, version = times_away(small), small.version()
    path = calendar(tmp_path, away("2027-01-11", "2027-01-12"), away("2027-04-01"))
    planned = import_busy(small, path, ANA, dry_run=True)
    assert (times_away(small), small.version()) == (before, version)
    done = import_busy(small, path, ANA)
    assert (planned.added, planned.changed, planned.removed) == (done.added, done.changed, done.removed)
    assert done.added == ("ana@x.example 2027-04-01",)
    assert [(one.key, one.columns) for one in done.changed] == [
        ("ana@x.example 2027-01-11 to 2027-01-12", ("last_day",))
    ]
    assert done.removed == ("ana@x.example 2027-03-01",)
    assert [days for days, _reason, _source in times_away(small)] == ["2027-01-11 to 2027-01-12", "2027-04-01"]


def test_only_absences_from_a_file_of_that_name_go(small: Desk, tmp_path: Path) -> None:
    absences.add_absences(small, [ANA], Days(date(2027, 2, 1), date(2027, 2, 1)), "typed")
    import_absences(small, csv(tmp_path, "email,first_day,last_day,reason", f"{ANA},2027-02-02,,csv"))
    import_busy(small, calendar(tmp_path, away("2027-02-03"), name="other.ics"), ANA)
    import_busy(small, calendar(tmp_path, away("2027-02-04")), "mia@x.example")
    import_busy(small, calendar(tmp_path, away("2027-02-05")), ANA)
    report = import_busy(small, calendar(tmp_path), ANA)
    assert report.removed == ("ana@x.example 2027-02-05",)
    assert [source for _days, _reason, source in times_away(small)] == ["typed", "CSV", ".ics: other.ics"]
    assert times_away(small, "mia@x.example") == [("2027-02-04", "", ".ics: ana.ics")]


def test_what_lies_before_the_days_that_matter_stays(make_desk: MakeDesk, tmp_path: Path) -> None:
    first = make_desk()
    employ(first, it("Ana"))
    path = calendar(tmp_path, away("2027-01-11", "2027-01-15", "a"), away("2027-02-08", "2027-03-05", "b"))
    import_busy(first, path, ANA)
    # 31 days before is 14 February, a Sunday: the first absence is out of sight, the second in part.
    later = make_desk(today=date(2027, 3, 17))
    report = import_busy(later, path, ANA)
    assert (report.added, report.changed, report.unchanged, report.removed) == ((), (), 1, ())
    longer = calendar(tmp_path, away("2027-02-08", "2027-03-08", "b"))
    assert [one.key for one in import_busy(later, longer, ANA).changed] == ["ana@x.example 2027-02-08 to 2027-03-08"]
    assert import_busy(later, calendar(tmp_path), ANA).removed == ("ana@x.example 2027-02-08 to 2027-03-08",)
    assert [days for days, _reason, _source in times_away(later)] == ["2027-01-11 to 2027-01-15"]


def test_somebody_without_a_zone_is_where_the_organizer_is(desk: Desk, tmp_path: Path) -> None:
    employ(desk, it("Ana"), it("Kiri", time_zone="Pacific/Auckland"), it("Half", hours=read_hours("09:00-13:00")))
    path = calendar(tmp_path, ("DTSTART:20270111T080000Z", "DTEND:20270111T120000Z"))  # a morning in Berlin
    assert [len(import_busy(desk, path, f"{who}@x.example").added) for who in ("ana", "kiri", "half")] == [1, 0, 1]
    path = calendar(tmp_path, ("DTSTART:20270111T200000Z", "DTEND:20270112T040000Z"))
    import_busy(desk, path, "kiri@x.example")
    assert [days for days, _reason, _source in times_away(desk, "kiri@x.example")] == ["2027-01-12"]


def test_meetings_of_ours_do_not_count_even_if_they_block_the_week(desk: Desk, tmp_path: Path) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    name = ride_alongs(desk, rounds=1)
    plans.plan(desk, name)
    publishing.publish(desk, name)
    export_invites.export(desk, tmp_path / "out")
    merged = icalendar.Calendar()
    for file in sorted((tmp_path / "out").rglob("*.ics")):
        for event in icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT"):
            event.pop("TRANSP", None)
            event.pop("X-MICROSOFT-CDO-BUSYSTATUS", None)
            merged.add_component(event)
    assert len(merged.walk("VEVENT")) >= 3
    path = tmp_path / "ana.ics"
    path.write_bytes(merged.to_ical())
    assert import_busy(desk, path, ANA).added == ()
    path.write_bytes(merged.to_ical().replace(b"UID:", b"UID:copy-of-"))
    assert len(import_busy(desk, path, ANA).added) == 1


def test_bad_events_are_rejected_with_their_line_and_stop_no_others(small: Desk, tmp_path: Path) -> None:
    path = calendar(
        tmp_path,
        ("DTSTART:20270111T090000", "RRULE:FREQ=SECONDLY"),
        away("2027-01-13"),
        ("DTSTART;TZID=Mars:20270114T09",),
    )
    report = import_busy(small, path, ANA)
    assert [(one.line, one.column, one.value) for one in report.rejected] == [
        (5, "RRULE", "FREQ=SECONDLY"),
        (13, "TZID", "Mars"),
    ]
    assert report.added == ("ana@x.example 2027-01-13",)


def test_a_stranger_is_not_found_before_the_file_is_read(small: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is nobody with the address"):
        import_busy(small, tmp_path / "none.ics", "who@x.example")


def test_a_damaged_file_changes_nothing(small: Desk, tmp_path: Path) -> None:
    path = calendar(tmp_path, away("2027-01-11"))
    import_busy(small, path, ANA)
    version = small.version()
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(UnreadableFile):
        import_busy(small, path, ANA)
    assert small.version() == version
    assert len(times_away(small)) == 1


def test_progress_is_told(small: Desk, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = calendar(tmp_path, *[away("2027-01-11")] * 1200)
    import_busy(small, path, ANA, progress=lambda done, total: told.append((done, total)))
    assert len(told) > 3
    assert all(0 <= done <= total for done, total in told)


def test_a_calendar_is_told_by_what_it_says_or_by_its_name(tmp_path: Path) -> None:
    assert holds_calendar(calendar(tmp_path, name="busy.txt"))
    assert holds_calendar(csv(tmp_path, "no calendar", name="empty.ICS"))
    assert not holds_calendar(csv(tmp_path, "email,first_day,last_day,reason", name="rows.csv"))


@thorough_only
@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    shots=st.lists(
        st.lists(st.tuples(st.integers(-80, 430), st.integers(0, 20), st.sampled_from(["", "a", "b"])), max_size=8),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_was_there_before_the_last_file_says_what_is_there(
    new_desk: NewDesk, tmp_path: Path, shots: list[list[tuple[int, int, str]]]
) -> None:
    one, fresh = new_desk(), new_desk()
    for desk in (one, fresh):
        employ(desk, it("Ana"))
    for shot in shots:
        days = [
            (TODAY + timedelta(days=start), TODAY + timedelta(days=start + length), why) for start, length, why in shot
        ]
        path = calendar(tmp_path, *(away(str(first), str(last), why) for first, last, why in days))
        import_busy(one, path, ANA)
    import_busy(fresh, path, ANA)
    assert times_away(one) == times_away(fresh)
    assert import_busy(one, path, ANA).unchanged == len(times_away(one))


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=200)
    | st.binary(max_size=99).map(lambda some: b"BEGIN:VCALENDAR\n" + some + b"\nEND:VCALENDAR")
)
def test_any_bytes_give_a_report_or_a_clear_refusal(new_desk: NewDesk, tmp_path: Path, data: bytes) -> None:
    desk = new_desk()
    employ(desk, it("Ana"))
    (tmp_path / "any.ics").write_bytes(data)
    try:
        report = import_busy(desk, tmp_path / "any.ics", ANA)
    except UnreadableFile as error:
        assert "any.ics" in error.problem  # noqa: PT017 - the other way round, a report is just as right
        return
    assert len(times_away(desk)) == len(report.added)
