"""A season of invites from end to end: after each change exactly the files that it makes due, right in every reader."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
import vobject
from ical.calendar_stream import IcsCalendarStream

from calendar_server import calendar_server
from thorough import examples, thorough_only

from .conftest import Run
from .season import File, Season, play, program_in
from .season_replies import (
    counter,
    like_apple,
    like_google,
    like_horde,
    like_outlook,
    like_thunderbird,
    mail,
    maildir,
    mbox,
)

OF_A_VISIT = {"prep", "welcome", "visit", "debrief"}


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Season]:
    with program_in(tmp_path_factory.mktemp("season")) as program:
        yield play(program)


def kinds(files: list[File]) -> list[str]:
    return sorted(one.kind for one in files)


def about(season: Season, step: str, pairing: dict[str, Any]) -> dict[str, File]:  # Any: a row of a document
    """What was last written to both of a pairing before a step, by UID."""
    both = {pairing["it_email"], pairing["marketing_email"]}
    visits = {uid: one for uid, one in season.before(step).items() if one.to == both and one.kind in OF_A_VISIT}
    assert kinds(list(visits.values())) == sorted(OF_A_VISIT)
    return visits


# -- exactly the right files ----------------------------------------------------------------------------------------


def test_publishing_asks_everybody_to_every_meeting_once(season: Season) -> None:
    files = season.steps["publish"]
    assert {(one.method, one.sequence) for one in files} == {("REQUEST", 0)}
    assert len({one.uid for one in files}) == len(files)
    # Twenty guests with four meetings each, and a series for each of twenty pairs of buddies.
    assert kinds(files) == sorted([*OF_A_VISIT] * 20 + ["check-in"] * 20)
    assert {len(one.to) for one in files} == {2}


def test_a_moved_week_updates_its_meetings_and_no_others(season: Season) -> None:
    moved = season.pairings["moved"]
    before = about(season, "move", moved)
    files = season.steps["move"]
    assert {one.uid for one in files} == before.keys()
    assert {(one.method, one.sequence) for one in files} == {("REQUEST", 1)}
    for one in files:
        assert one.to == before[one.uid].to
        assert one.start != before[one.uid].start
        assert one.stamp > before[one.uid].stamp
    (visit,) = (one for one in files if one.kind == "visit")
    assert visit.start == date.fromisoformat(moved["start"])


def test_two_who_swap_take_leave_of_their_hosts_and_are_asked_to_the_others(season: Season) -> None:
    one, other = season.pairings["swapped"], season.pairings["other"]
    for mine, theirs in ((one, other), (other, one)):
        before = about(season, "swap", mine)
        files = [file for file in season.steps["swap"] if file.uid in before]
        assert len(files) == 2 * len(before)
        for cancel, request in zip(files[::2], files[1::2], strict=True):
            assert (cancel.method, cancel.sequence, cancel.to) == ("CANCEL", 1, {mine["marketing_email"]})
            assert "status" not in cancel.event
            assert (request.method, request.sequence) == ("REQUEST", 1)
            assert request.to == {mine["it_email"], theirs["marketing_email"]}
            assert request.stamp > cancel.stamp > before[cancel.uid].stamp
    assert len(season.steps["swap"]) == 16


def test_a_cancelled_pairing_is_cancelled_and_nothing_else(season: Season) -> None:
    before = about(season, "cancel", season.pairings["cancelled"])
    files = season.steps["cancel"]
    assert {one.uid for one in files} == before.keys()
    for one in files:
        assert (one.method, one.sequence, str(one.event["status"])) == ("CANCEL", 1, "CANCELLED")
        assert one.to == before[one.uid].to
        assert one.start == before[one.uid].start


def test_a_corrected_address_leaves_the_old_one_and_asks_the_new_one(season: Season) -> None:
    old = season.pairings["corrected"]["it_email"]
    before = {uid: one for uid, one in season.before("correct").items() if old in one.to}
    files = season.steps["correct"]
    assert {one.uid for one in files} == before.keys()
    assert kinds(list(before.values())) == sorted(OF_A_VISIT | {"check-in"})
    for cancel, request in zip(files[::2], files[1::2], strict=True):
        assert (cancel.method, cancel.to) == ("CANCEL", {old})
        assert (request.method, request.to) == ("REQUEST", before[request.uid].to - {old} | {"corrected@x.example"})
        assert cancel.sequence == request.sequence == before[request.uid].sequence + 1
        assert request.start == before[request.uid].start


def test_a_moved_check_in_is_sent_with_its_series(season: Season) -> None:
    rhythm = season.pairings["rhythm"]
    (file,) = season.steps["check-in"]
    assert (file.uid, file.method, file.sequence) == (rhythm["uid"], "REQUEST", 1)
    days = [date.fromisoformat(one["day"]) for one in rhythm["occurrences"]]
    expected = {datetime.combine(day, time(10), ZoneInfo("Europe/Berlin")) for day in days} - {
        datetime.combine(day, time(10), ZoneInfo("Europe/Berlin")) for day in days[2:4]
    }
    expected.add(datetime.combine(days[2] + timedelta(days=1), time(14, 30), ZoneInfo("Europe/Berlin")))
    assert {event.start for event in occurrences(file)} == expected


def test_nothing_is_written_where_nothing_changed(season: Season) -> None:
    assert season.steps["nothing"] == []


def test_a_meeting_never_takes_a_sequence_or_stamp_twice_to_the_same_people(season: Season) -> None:
    seen: dict[str, list[File]] = {}
    for one in season.all_files():
        seen.setdefault(one.uid, []).append(one)
    for files in seen.values():
        assert all(one.stamp < other.stamp and one.sequence <= other.sequence for one, other in pairwise(files))


# -- right in every reader ------------------------------------------------------------------------------------------


def occurrences(file: File) -> list[icalendar.Event]:
    found = recurring_ical_events.of(file.calendar).between(date(2027, 1, 1), date(2028, 1, 1))
    return [one for one in found if isinstance(one.start, datetime)]


def test_every_file_is_read_by_three_libraries_alike(season: Season) -> None:
    for one in season.all_files():
        assert not one.event.errors
        strict = IcsCalendarStream.calendar_from_ics(one.data.decode())
        loose = vobject.readOne(one.data.decode())
        assert {event.uid for event in strict.events} == {event.uid.value for event in loose.vevent_list} == {one.uid}
        assert strict.events[0].dtstart == loose.vevent_list[0].dtstart.value == one.start
        assert {str(person.uri).removeprefix("mailto:") for person in strict.events[0].attendees} == one.to


def test_a_series_keeps_its_hour_before_and_after_each_clock_change(season: Season) -> None:
    offsets: dict[str, set[timedelta | None]] = {}
    for one in season.steps["publish"]:
        if one.kind == "check-in":
            starts = [event.start for event in occurrences(one)]
            assert len(starts) > 4
            assert {start.time() for start in starts} == {one.event.decoded("dtstart").time()}
            zone = str(starts[0].tzinfo)
            assert [start.utcoffset() for start in starts] == [
                start.replace(tzinfo=ZoneInfo(zone)).utcoffset() for start in starts
            ]
            offsets.setdefault(zone, set()).update(start.utcoffset() for start in starts)
    assert {zone: len(found) for zone, found in offsets.items()} == {
        "Europe/Berlin": 2,
        "America/New_York": 2,
        "Australia/Sydney": 2,
        "Asia/Kolkata": 1,
        "Asia/Tokyo": 1,
    }


@thorough_only
def test_a_calendar_server_takes_every_meeting_and_every_update(
    season: Season, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with calendar_server(tmp_path_factory.mktemp("radicale")) as server, server.client() as client:
        home = server.make_calendar()
        stands: set[str] = set()
        new = [one.uid for one in season.steps["publish"]]
        changed = {one.uid for step, files in season.steps.items() if step != "publish" for one in files}
        tried = changed.union(new[:: len(new) // examples(len(new))])
        for one in (file for file in season.all_files() if file.uid in tried):
            if one.method == "REQUEST":
                text = one.data.decode().replace("METHOD:REQUEST\r\n", "")
                headers = {"Content-Type": "text/calendar; charset=utf-8"}
                status = client.put(f"{home}{one.uid}.ics", text, headers).status
                assert status == (204 if one.uid in stands else 201), one.name
                stands.add(one.uid)
            elif "status" in one.event:
                assert client.delete(f"{home}{one.uid}.ics").status in (200, 204)
                stands.remove(one.uid)
        assert server.objects(home).keys() == stands


# -- replies --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def replies(season: Season) -> dict[str, Any]:  # Any: a document
    """Replies of every style to what stands, read twice; and what is due after."""
    folder = season.program.folder / "replies"
    folder.mkdir()
    now = season.before("nothing")
    visits = [one for one in now.values() if one.kind == "visit" and one.uid in season.before("move")]
    gone = {one.uid for one in season.steps["cancel"]}
    visits = [one for one in visits if one.uid not in gone]
    outlook, google, apple, bird = visits[:4]
    prep = next(one for one in now.values() if one.kind == "prep" and one.uid not in gone)
    series = next(one for one in now.values() if one.kind == "check-in" and "p0@x.example" in one.to)
    second = occurrences(series)[1].start.astimezone(UTC)
    who = {name: min(file.to) for name, file in zip("ogab", visits, strict=False)}
    moved = next(one for one in season.steps["publish"] if one.uid in {f.uid for f in season.steps["move"]})
    (folder / "outlook.eml").write_bytes(mail(like_outlook(outlook, who["o"]), who["o"]).as_bytes())
    mbox(
        folder / "box",
        *(
            mail(body, one)
            for body, one in ((like_google(google, who["g"]), who["g"]), (like_apple(apple, who["a"]), who["a"]))
        ),
    )
    maildir(folder / "maildir", mail(like_thunderbird(bird, who["b"]), who["b"]))
    (folder / "horde.ics").write_bytes(like_horde(series, "p0@x.example", second))
    (folder / "counter.ics").write_bytes(counter(prep, min(prep.to), datetime(2027, 2, 25, 13, tzinfo=UTC)))
    (folder / "stale.ics").write_bytes(like_google(moved, min(moved.to)))
    (folder / "unknown.ics").write_bytes(like_google(outlook, "stranger@x.example"))
    (folder / "broken.ics").write_bytes(like_google(outlook, who["o"])[:120])
    names = [
        f"replies/{one}"
        for one in (
            "outlook.eml",
            "box",
            "maildir",
            "horde.ics",
            "counter.ics",
            "stale.ics",
            "unknown.ics",
            "broken.ics",
        )
    ]
    first = season.program.json("invites replies", *names, code=3)
    return {
        "expected": {
            (outlook.uid, who["o"]): "accepted",
            (google.uid, who["g"]): "tentative",
            (apple.uid, who["a"]): "declined",
            (bird.uid, who["b"]): "accepted",
            (series.uid, "p0@x.example"): "declined",
            (prep.uid, min(prep.to)): "proposed",
        },
        "second": second,
        "series": series.uid,
        "declined": apple,
        "first": first,
        "again": season.program.json("invites replies", *names, code=3),
        "due": season.program.json("invites list")["invites"],
    }


def test_replies_of_every_style_are_applied_once(replies: dict[str, Any]) -> None:
    first, again = replies["first"], replies["again"]
    assert {(one["uid"], one["email"]): one["answer"] for one in first["applied"]} == replies["expected"]
    assert [one["problem"] for one in first["stale"]] != []
    assert [one["email"].lower() for one in first["unknown"]] == ["stranger@x.example"]
    assert [Path(one["source"].partition(",")[0]).name for one in first["rejected"]] == ["broken.ics"]
    assert (again["applied"], again["repeated"]) == ([], len(first["applied"]))


def test_a_reply_to_one_occurrence_is_about_that_one(replies: dict[str, Any]) -> None:
    (one,) = (one for one in replies["first"]["applied"] if one["uid"] == replies["series"])
    assert one["occurrence"] == replies["second"].date().isoformat()


def test_a_proposed_time_is_told(replies: dict[str, Any]) -> None:
    (one,) = (one for one in replies["first"]["applied"] if one["answer"] == "proposed")
    assert one["proposed"] == {"start": "2027-02-25T13:00:00+00:00", "end": "2027-02-25T13:30:00+00:00"}


def test_answers_make_nothing_due(replies: dict[str, Any]) -> None:
    assert replies["due"] == []


def test_a_decline_is_listed_with_who_could_take_over(season: Season, replies: dict[str, Any]) -> None:
    found = season.program.json("invites answers --declined")["answers"]
    declined = next(one for one in found if one["uid"] == replies["declined"].uid)
    assert declined["email"] == min(replies["declined"].to)
    rows = season.program.json("history list program:Rides")["history"]
    guest = next(one["it_email"] for one in rows if one["id"] == declined["pairing"])
    number = next(one["round"] for one in rows if one["id"] == declined["pairing"]) + 1
    assert season.program.json("candidates", guest, "--program Rides --round", number)["candidates"]


def test_the_same_database_gives_the_same_bytes(season: Season, replies: dict[str, Any]) -> None:
    assert replies["due"] == []
    written = []
    for name in ("one", "two"):
        done = season.program.json("invites export --again --out", season.program.folder / name)
        written.append({Path(path).name: Path(path).read_bytes() for path in done["files"]})
    assert written[0] == written[1]
    last = {one.uid: one.data for one in season.all_files()}
    assert set(written[0].values()) == set(last.values())


def test_an_export_says_before_it_writes_that_it_cannot_be_undone(run: Run, published: Path) -> None:
    said = run("invites export --out out").err.splitlines()
    before = said.index("What is written now counts as handed out, which cannot be undone.")
    written = next(number for number, line in enumerate(said) if "written to out" in line)
    assert before < written
    assert "cannot be undone" not in run("invites export --out out").err
    assert "cannot be undone" not in run("invites export --again --out again").err
    assert "This cannot be undone." in run("invites export --help").out
