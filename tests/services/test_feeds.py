"""Feeds: a calendar for each person, team and program, rewritten only where something changed."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import ical.calendar_stream
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from conftest import CONFIG, MakeDesk
from ridealong.calendars.feed_files import feed_file
from ridealong.config import Organizer
from ridealong.domain.errors import Interrupted, Refused
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.invites.feeds import Fed, write_feeds
from ridealong.services.people import limits, people
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from services.built import built
from services.conftest import SPRING, START, employ, it, marketing, ride_alongs


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "feeds"


@pytest.fixture
def two(desk: Desk) -> Desk:
    """Ana visits Mia and Ben visits Noa in the first round, published."""
    return built(desk, _two)


def _two(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben", "Data"), marketing("Mia", site="Berlin"), marketing("Noa", "CRM"))
    limits.add_apart(desk, "ana@x.example", "noa@x.example")
    limits.add_apart(desk, "ben@x.example", "mia@x.example")
    name = ride_alongs(desk, rounds=1)
    plans.plan(desk, name)
    publishing.publish(desk, name)


def files(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def names(done: Fed) -> list[str]:
    return [str(path.relative_to(done.directory)) for path in done.written]


def events(path: Path) -> list[dict[str, str]]:
    found = []
    for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT"):
        found.append({name: str(event.get(name, "")) for name in ("UID", "SUMMARY", "STATUS", "SEQUENCE", "ORGANIZER")})
        found[-1]["stamp"] = f"{event['DTSTAMP'].dt:%Y-%m-%d}"
    return found


def pairing_of(desk: Desk, guest: str) -> int:
    return next(one.id for one in plans.page(desk, SPRING).proposals if one.guest.email == f"{guest}@x.example")


def test_each_person_team_and_program_gets_a_calendar(two: Desk, out: Path) -> None:
    done = write_feeds(two, out)
    assert sorted(files(out)) == [
        "people/ana@x.example.ics",
        "people/ben@x.example.ics",
        "people/mia@x.example.ics",
        "people/noa@x.example.ics",
        "programs/spring_ride-alongs.ics",
        "teams/it_data.ics",
        "teams/it_platform.ics",
        "teams/marketing_brand.ics",
        "teams/marketing_crm.ics",
    ]
    assert (len(done.written), done.unchanged) == (9, 0)


def test_a_calendar_holds_the_meetings_of_its_own_and_no_others(two: Desk, out: Path) -> None:
    write_feeds(two, out)
    mine = {one["UID"] for one in events(out / "people/ana@x.example.ics")}
    theirs = {one["UID"] for one in events(out / "people/ben@x.example.ics")}
    assert mine
    assert not mine & theirs
    assert mine == {one["UID"] for one in events(out / "people/mia@x.example.ics")}
    assert mine == {one["UID"] for one in events(out / "teams/it_platform.ics")}
    assert mine | theirs == {one["UID"] for one in events(out / "programs/spring_ride-alongs.ics")}
    assert mine | theirs == {row.uid for row in outbox.rows(two)}
    text = (out / "people/ana@x.example.ics").read_bytes()
    for other in (b"Ben", b"ben@", b"Noa", b"noa@"):
        assert other not in text


def test_no_calendar_names_attendees_or_what_they_answered(two: Desk, out: Path) -> None:
    write_feeds(two, out)
    for data in files(out).values():
        assert b"\r\nATTENDEE" not in data
        assert b"\r\nMETHOD:PUBLISH\r\n" in data


def _in_ical(text: str) -> set[str]:
    return {str(one.uid) for one in ical.calendar_stream.IcsCalendarStream.calendar_from_ics(text).events}


def _in_vobject(text: str) -> set[str]:
    return {one.uid.value for one in vobject.readOne(text).vevent_list}


@pytest.mark.parametrize("read", [_in_ical, _in_vobject])
def test_other_programs_read_every_calendar(two: Desk, out: Path, read: Callable[[str], set[str]]) -> None:
    write_feeds(two, out)
    for name, data in files(out).items():
        assert read(data.decode()) == {one["UID"] for one in events(out / name)}


def test_a_second_run_leaves_every_file_as_it_was(two: Desk, make_desk: MakeDesk, out: Path) -> None:
    write_feeds(two, out)
    before = files(out)
    for path in out.rglob("*.ics"):
        os.utime(path, (1, 1))
    done = write_feeds(make_desk(START), out)
    assert (done.written, done.unchanged) == ((), 9)
    assert files(out) == before
    assert {path.stat().st_mtime for path in out.rglob("*.ics")} == {1}


def test_what_was_sent_has_the_stamp_with_which_it_was_sent(
    two: Desk, make_desk: MakeDesk, out: Path, tmp_path: Path
) -> None:
    export_invites.export(two, tmp_path / "sent")
    write_feeds(make_desk(START), out)
    assert {one["stamp"] for one in events(out / "programs/spring_ride-alongs.ics")} == {"2027-01-04"}
    assert write_feeds(make_desk(START + timedelta(days=1)), out).written == ()


def test_what_was_sent_keeps_its_organizer_whoever_writes_the_calendars(
    two: Desk, make_desk: MakeDesk, out: Path, tmp_path: Path
) -> None:
    export_invites.export(two, tmp_path / "sent")
    write_feeds(two, out)
    before = files(out)
    other = make_desk(config=replace(CONFIG, organizer=Organizer("Kim Reyes", "kim@x.example", "Europe/Berlin", "DE")))
    assert write_feeds(other, out).written == ()
    assert files(out) == before


def test_after_a_change_only_the_calendars_concerned_are_rewritten(two: Desk, out: Path, tmp_path: Path) -> None:
    export_invites.export(two, tmp_path / "sent")
    write_feeds(two, out)
    before = {one["UID"]: one for one in events(out / "programs/spring_ride-alongs.ics")}
    people.edit(two, "mia@x.example", {"site": "Munich"})
    due = {row.uid: row.sequence for row in outbox.rows(two)}
    done = write_feeds(two, out)
    assert names(done) == [
        "people/ana@x.example.ics",
        "people/mia@x.example.ics",
        "teams/it_platform.ics",
        "teams/marketing_brand.ics",
        "programs/spring_ride-alongs.ics",
    ]
    assert done.unchanged == 4
    after = {one["UID"]: one for one in events(out / "programs/spring_ride-alongs.ics")}
    assert {uid for uid in after if after[uid] != before[uid]} == set(due)
    assert {uid: int(after[uid]["SEQUENCE"]) for uid in due} == due


def test_feeds_send_nothing(two: Desk, out: Path) -> None:
    due, version = outbox.rows(two), two.version()
    write_feeds(two, out)
    assert outbox.rows(two) == due
    assert two.version() == version


def test_a_cancelled_meeting_that_was_sent_shows_as_cancelled_until_it_is_over(
    two: Desk, make_desk: MakeDesk, out: Path, tmp_path: Path
) -> None:
    export_invites.export(two, tmp_path / "sent")
    path = out / "people/ana@x.example.ics"
    write_feeds(two, out)
    drafts.cancel(two, pairing_of(two, "ana"), "broke a leg")
    write_feeds(two, out)
    cancelled = events(path)
    assert {one["STATUS"] for one in cancelled} == {"CANCELLED"}
    assert {one["SEQUENCE"] for one in cancelled} == {"1"}
    assert b"broke a leg" not in b"".join(files(out).values())
    export_invites.export(two, tmp_path / "sent")
    assert write_feeds(two, out).written == ()
    write_feeds(make_desk(START + timedelta(days=40)), out)
    assert events(path) == []


def test_a_cancelled_meeting_that_was_never_sent_is_simply_gone(two: Desk, out: Path) -> None:
    write_feeds(two, out)
    drafts.cancel(two, pairing_of(two, "ana"))
    write_feeds(two, out)
    path = out / "people/ana@x.example.ics"
    assert events(path) == []
    assert b"\r\nMETHOD:PUBLISH\r\n" in path.read_bytes()
    assert str(Calendar.from_ical(path.read_bytes())["X-WR-CALNAME"]) == "Ridealong: Ana"
    assert write_feeds(two, out).written == ()


def test_meetings_stay_for_thirty_days(two: Desk, make_desk: MakeDesk, out: Path, tmp_path: Path) -> None:
    path = out / "people/ana@x.example.ics"
    visits = {row.uid for row in outbox.rows(two) if row.kind is MeetingKind.VISIT}
    export_invites.export(two, tmp_path / "sent")
    last = START + timedelta(days=4)
    write_feeds(make_desk(last + timedelta(days=30)), out)
    assert visits & {one["UID"] for one in events(path)}
    write_feeds(make_desk(last + timedelta(days=31)), out)
    assert not visits & {one["UID"] for one in events(path)}


def test_a_corrected_address_gets_a_calendar_and_the_old_one_becomes_empty(two: Desk, out: Path) -> None:
    write_feeds(two, out)
    mine = events(out / "people/ana@x.example.ics")
    people.edit(two, "ana@x.example", {"email": "ana.lima@x.example"})
    write_feeds(two, out)
    assert events(out / "people/ana@x.example.ics") == []
    assert {one["UID"] for one in events(out / "people/ana.lima@x.example.ics")} == {one["UID"] for one in mine}


def test_files_of_others_are_never_touched(two: Desk, out: Path) -> None:
    (out / "people").mkdir(parents=True)
    theirs = {
        out / "people" / "zoe@x.example.ics": b"BEGIN:VCALENDAR\r\nPRODID:-//other//EN\r\nEND:VCALENDAR\r\n",
        out / "people" / "notes.txt": b"mine",
        out / "index.html": b"<html>",
    }
    for path, data in theirs.items():
        path.write_bytes(data)
    (out / "people" / "folder.ics").mkdir()
    write_feeds(two, out)
    write_feeds(two, out)
    assert {path: path.read_bytes() for path in theirs} == theirs


@pytest.mark.parametrize("data", [b"", b"mine", b"BEGIN:VCALENDAR\r\nPRODID:-//other//EN\r\nEND:VCALENDAR\r\n"])
def test_a_file_of_others_in_the_way_is_named_before_anything_is_written(two: Desk, out: Path, data: bytes) -> None:
    path = out / "teams" / "it_data.ics"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    with pytest.raises(Refused, match=rf"{path} is no feed that ridealong has written\. Move it away"):
        write_feeds(two, out)
    assert files(out) == {"teams/it_data.ics": data}


def test_an_exported_invite_is_no_feed(two: Desk, out: Path) -> None:
    export_invites.export(two, out / "people")
    sent = files(out)
    write_feeds(two, out)
    assert {name: data for name, data in files(out).items() if name in sent} == sent


def test_a_folder_that_cannot_be_written_is_named(two: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(Refused, match=r"cannot be (read|written): "):
        write_feeds(two, tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"


def test_stopping_leaves_whole_files(two: Desk, out: Path) -> None:
    asked = iter([False, False, True])
    with pytest.raises(Interrupted, match=r"Stopped after 2 of 9 feeds"):
        write_feeds(two, out, cancelled=lambda: next(asked))
    assert sorted(files(out)) == ["people/ana@x.example.ics", "people/ben@x.example.ics"]
    assert len(write_feeds(two, out).written) == 7


def test_progress_is_told_to_the_end(two: Desk, out: Path) -> None:
    told: list[tuple[int, int]] = []
    write_feeds(two, out, progress=lambda done, total: told.append((done, total)))
    assert told == [(done, 9) for done in range(10)]


def test_with_nothing_published_nothing_is_written(desk: Desk, out: Path) -> None:
    assert write_feeds(desk, out) == Fed(directory=out, written=(), unchanged=0)
    assert not out.exists()


HOSTILE = ["../x", "a/b", "CON", "con", "nul.ics", "..", "x" * 200, "\U0001f600", "\U0001f601", "a\\b", "a:b|c", "~x"]


def test_hostile_names_stay_inside_the_folder_and_distinct(desk: Desk, out: Path) -> None:
    for number, team in enumerate(HOSTILE):
        employ(desk, it(f"I{number}", team), marketing(f"M{number}", team))
    name = ride_alongs(desk, "../../Spring", rounds=1)
    plans.plan(desk, name)
    publishing.publish(desk, name)
    write_feeds(desk, out)
    assert {path.name for path in out.iterdir()} == {"people", "teams", "programs"}
    assert {path.parent.parent for path in out.rglob("*.ics")} == {out}
    teams = list((out / "teams").iterdir())
    # "CON" and "con" are one team, written in two ways.
    assert len(teams) == 2 * (len(HOSTILE) - 1)
    assert len({path.name.casefold() for path in teams}) == len(teams)
    assert {path.suffix for path in out.parent.rglob("*") if path.is_file() and out not in path.parents} <= {
        ".db", ".db-shm", ".db-wal"
    }  # fmt: skip


@given(st.sets(st.text(max_size=300), min_size=2, max_size=20))
def test_names_of_files_are_plain_and_never_shared(identities: set[str]) -> None:
    found = [feed_file(one) for one in identities]
    assert len({one.casefold() for one in found}) == len(identities)
    for one in found:
        assert one.isascii()
        assert one.endswith(".ics")
        assert len(one) < 120
        assert not set(one) & set('/\\:*?"<>| ')
        assert not one.startswith(("-", "."))
        assert one.partition(".")[0] not in ("con", "prn", "aux", "nul", "com1", "lpt1")
