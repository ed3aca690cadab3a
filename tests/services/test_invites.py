"""The outbox: exactly what is due, whatever happened in between, and its export as files."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import CONFIG, MakeDesk
from ridealong.config import Organizer
from ridealong.domain.errors import Interrupted, Refused
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Method
from ridealong.domain.pairings import State
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.invites.outbox import DueRow
from ridealong.services.outcomes import history
from ridealong.services.people import people
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from services.built import built
from services.conftest import START, employ, it, marketing, ride_alongs
from thorough import thorough_only


@pytest.fixture
def one(desk: Desk) -> Desk:
    """Ana visits Mia in the first round, published."""
    return built(desk, _one)


def _one(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia", site="Berlin"))
    name = ride_alongs(desk, rounds=1, check_in_weekday=2)
    plans.plan(desk, name)
    publishing.publish(desk, name)


EACH = (MeetingKind.PREP, MeetingKind.WELCOME, MeetingKind.VISIT, MeetingKind.CHECK_IN, MeetingKind.DEBRIEF)
"""The meetings of the pairing, in the order in which they are sent: by day and hour."""


def pairing_id(desk: Desk) -> int:
    return plans.page(desk, "Spring ride-alongs").proposals[0].id


def short(rows: Sequence[DueRow]) -> list[tuple[MeetingKind, Method, int, tuple[str, ...]]]:
    return [(row.kind, row.method, row.sequence, row.to) for row in rows]


BOTH = ("ana@x.example", "mia@x.example")


def test_a_published_pairing_makes_its_meetings_due(one: Desk) -> None:
    rows = outbox.rows(one)
    assert sorted(short(rows)) == sorted((kind, Method.REQUEST, 0, BOTH) for kind in EACH)
    assert {row.why for row in rows} == {"new"}
    assert [row.start for row in rows] == sorted(row.start for row in rows)
    assert {row.summary for row in rows} == {
        "Prepare the visit: Ana and Mia",
        "Welcome: Ana starts with Mia",
        "Ride-along: Ana visits Mia",
        "Check-in: Ana and Mia",
        "Debrief: Ana and Mia look back",
    }


def test_an_export_writes_one_file_each_and_leaves_nothing_due(one: Desk, tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    done = export_invites.export(one, out)
    assert sorted((*done.files, *done.drafts)) == sorted(out.iterdir())
    assert len(done.files) == len(EACH)
    assert done.files[0].name.startswith("2027-01-06 prep Ana - Mia (request 0, ")
    assert all(b"BEGIN:VCALENDAR" in path.read_bytes() for path in done.files)
    assert outbox.rows(one) == ()


def test_a_second_export_writes_nothing_new(one: Desk, tmp_path: Path) -> None:
    export_invites.export(one, tmp_path / "a")
    version = one.version()
    assert export_invites.export(one, tmp_path / "b").files == ()
    assert not (tmp_path / "b").exists()
    assert one.version() == version


def test_exporting_again_writes_the_same_bytes_and_records_nothing(one: Desk, tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in export_invites.export(one, tmp_path / "a").files}
    version = one.version()
    again = {path.name: path.read_bytes() for path in export_invites.export(one, tmp_path / "b", again=True).files}
    assert again == first
    assert one.version() == version


def test_who_was_never_told_is_not_told_of_a_cancellation(one: Desk) -> None:
    drafts.cancel(one, pairing_id(one))
    assert outbox.rows(one) == ()


def test_a_cancelled_pairing_is_cancelled_in_calendars(one: Desk, tmp_path: Path) -> None:
    export_invites.export(one, tmp_path)
    drafts.cancel(one, pairing_id(one), "broke a leg")
    rows = outbox.rows(one)
    assert sorted(short(rows)) == sorted((kind, Method.CANCEL, 1, BOTH) for kind in EACH)
    files = export_invites.export(one, tmp_path).files
    assert all(b"METHOD:CANCEL" in path.read_bytes() for path in files)
    assert outbox.rows(one) == ()


def test_a_pairing_that_ended_early_is_taken_out_of_calendars(one: Desk, make_desk: MakeDesk, tmp_path: Path) -> None:
    export_invites.export(one, tmp_path)
    begun = make_desk(START)
    history.mark(begun, pairing_id(begun), State.ENDED, "moved away")
    assert {row.method for row in outbox.rows(begun)} == {Method.CANCEL}


def test_a_corrected_address_cancels_for_the_old_and_asks_the_new(one: Desk, tmp_path: Path) -> None:
    export_invites.export(one, tmp_path)
    people.edit(one, "ana@x.example", {"email": "ana.lima@x.example"})
    visit = [row for row in outbox.rows(one) if row.kind is MeetingKind.VISIT]
    assert short(visit) == [
        (MeetingKind.VISIT, Method.CANCEL, 1, ("ana@x.example",)),
        (MeetingKind.VISIT, Method.REQUEST, 1, ("ana.lima@x.example", "mia@x.example")),
    ]
    export_invites.export(one, tmp_path)
    assert outbox.rows(one) == ()


def test_a_corrected_name_keeps_the_sequence(one: Desk, tmp_path: Path) -> None:
    export_invites.export(one, tmp_path)
    people.edit(one, "mia@x.example", {"name": "Mia Maria"})
    rows = outbox.rows(one)
    assert {(row.method, row.sequence, row.why) for row in rows} == {(Method.REQUEST, 0, "wording changed")}
    export_invites.export(one, tmp_path)
    assert outbox.rows(one) == ()


def test_another_place_raises_the_sequence(one: Desk, tmp_path: Path) -> None:
    export_invites.export(one, tmp_path)
    people.edit(one, "mia@x.example", {"site": "Munich"})
    rows = outbox.rows(one)
    assert {(row.kind, row.method, row.sequence, row.why) for row in rows} == {
        (kind, Method.REQUEST, 1, "the place changed") for kind in (MeetingKind.WELCOME, MeetingKind.VISIT)
    }


def test_other_working_hours_move_what_takes_hours(one: Desk, tmp_path: Path) -> None:
    export_invites.export(one, tmp_path)
    people.edit(one, "ana@x.example", {"time_zone": "America/New_York"})
    rows = outbox.rows(one)
    # Who comes to a site keeps the hours of those who are there.
    stays = (MeetingKind.VISIT, MeetingKind.WELCOME)
    assert {(row.kind, row.sequence, row.why) for row in rows} == {
        (kind, 1, "the time changed") for kind in EACH if kind not in stays
    }


def test_what_changes_and_changes_back_is_not_sent(one: Desk, tmp_path: Path) -> None:
    export_invites.export(one, tmp_path)
    people.edit(one, "mia@x.example", {"site": "Munich"})
    people.edit(one, "mia@x.example", {"site": "Berlin"})
    assert outbox.rows(one) == ()


def test_what_is_over_is_never_due(one: Desk, make_desk: MakeDesk) -> None:
    def kinds(day: int) -> set[MeetingKind]:
        return {row.kind for row in outbox.rows(make_desk(START + timedelta(days=day)))}

    assert kinds(-5) == set(EACH)
    assert kinds(-4) == set(EACH) - {MeetingKind.PREP}
    assert kinds(2) == {MeetingKind.VISIT, MeetingKind.CHECK_IN, MeetingKind.DEBRIEF}
    assert kinds(8) == {MeetingKind.DEBRIEF}
    assert kinds(9) == set()


@thorough_only
def test_what_was_sent_and_is_over_is_left_alone(one: Desk, make_desk: MakeDesk, tmp_path: Path) -> None:
    export_invites.export(one, tmp_path)
    for day in range(80):
        assert outbox.rows(make_desk(START + timedelta(days=day - 7))) == ()


def test_exporting_again_leaves_out_what_is_over(one: Desk, make_desk: MakeDesk, tmp_path: Path) -> None:
    export_invites.export(one, tmp_path / "a")
    later = make_desk(START + timedelta(days=8))
    (again,) = export_invites.export(later, tmp_path / "b", again=True).files
    assert "debrief" in again.name


def test_a_visit_that_did_not_take_place_has_no_debrief(one: Desk, make_desk: MakeDesk, tmp_path: Path) -> None:
    export_invites.export(one, tmp_path)
    later = make_desk(START + timedelta(days=4))
    history.mark(later, pairing_id(one), State.MISSED)
    assert short(outbox.rows(later)) == [(MeetingKind.DEBRIEF, Method.CANCEL, 1, BOTH)]
    history.mark(later, pairing_id(one), State.HELD)
    assert outbox.rows(later) == ()


def test_a_second_coordinator_does_not_take_over_what_the_first_has_sent(
    one: Desk, make_desk: MakeDesk, tmp_path: Path
) -> None:
    export_invites.export(one, tmp_path)
    other = make_desk(config=replace(CONFIG, organizer=Organizer("Kim", "kim@x.example", "Europe/Berlin", "DE")))
    assert outbox.rows(other) == ()


def test_a_file_in_place_of_the_folder_is_refused_and_nothing_counts_as_sent(one: Desk, tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("mine")
    with pytest.raises(Refused, match=rf"{path} cannot be written: .* Name another folder; nothing counts as sent"):
        export_invites.export(one, path)
    assert path.read_text() == "mine"
    assert len(outbox.rows(one)) == len(EACH)


def test_a_folder_below_a_file_is_refused_too(one: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(Refused, match=r"cannot be written"):
        export_invites.export(one, tmp_path / "file" / "out")
    assert len(outbox.rows(one)) == len(EACH)


def test_an_export_that_is_cancelled_leaves_nothing(one: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(Interrupted, match=r"The export was stopped"):
        export_invites.export(one, out, cancelled=lambda: True)
    assert not out.exists()
    out.mkdir()
    asked = iter([False, True])
    with pytest.raises(Interrupted):
        export_invites.export(one, out, cancelled=lambda: next(asked))
    assert list(out.iterdir()) == []
    assert len(outbox.rows(one)) == len(EACH)


def test_an_export_that_cannot_put_all_in_place_puts_back_what_was_there(one: Desk, tmp_path: Path) -> None:
    names = [path.name for path in export_invites.export(one, tmp_path / "first").files]
    out = tmp_path / "out"
    (out / names[-1]).mkdir(parents=True)
    (out / names[0]).write_text("mine")
    with pytest.raises(Refused, match=r"cannot be written: .* Name another folder"):
        export_invites.export(one, out, again=True)
    assert sorted(path.name for path in out.iterdir()) == sorted([names[0], names[-1]])
    assert (out / names[0]).read_text() == "mine"


def test_others_change_what_they_like_while_files_are_written(one: Desk, make_desk: MakeDesk, tmp_path: Path) -> None:
    kim = make_desk(config=replace(CONFIG, coordinator="kim"))

    def meanwhile(done: int, _total: int) -> None:
        if not done:
            people.edit(kim, "ana@x.example", {"role": f"Engineer {kim.version()}"})

    done = export_invites.export(one, tmp_path, progress=meanwhile)
    assert len(done.files) == len(EACH)
    assert outbox.rows(one) == ()


def test_what_changes_while_it_is_written_is_written_as_it_is_then(
    one: Desk, make_desk: MakeDesk, tmp_path: Path
) -> None:
    kim = make_desk(config=replace(CONFIG, coordinator="kim"))
    names = iter(["Mia Maria"])

    def meanwhile(done: int, _total: int) -> None:
        if done and (name := next(names, "")):
            people.edit(kim, "mia@x.example", {"name": name})

    done = export_invites.export(one, tmp_path, progress=meanwhile)
    assert all(b"Mia Maria" in path.read_bytes() for path in done.files)
    assert sorted(tmp_path.glob("*.ics")) == sorted(done.files)
    assert outbox.rows(one) == ()


def test_what_never_stops_changing_is_not_written(one: Desk, make_desk: MakeDesk, tmp_path: Path) -> None:
    kim = make_desk(config=replace(CONFIG, coordinator="kim"))

    def meanwhile(done: int, _total: int) -> None:
        if done:
            people.edit(kim, "mia@x.example", {"name": f"Mia {kim.version()}"})

    with pytest.raises(Refused, match=r"has changed again and again while it was written"):
        export_invites.export(one, tmp_path / "out", progress=meanwhile)
    assert not (tmp_path / "out").exists()
    assert len(outbox.rows(one)) == len(EACH)


def test_of_two_who_export_at_once_the_second_is_told_to_wait(one: Desk, make_desk: MakeDesk, tmp_path: Path) -> None:
    kim = make_desk(config=replace(CONFIG, coordinator="kim"))
    said: list[str] = []

    def meanwhile(_done: int, _total: int) -> None:
        with pytest.raises(Refused) as caught:
            export_invites.export(kim, tmp_path / "other")
        said.append(str(caught.value))

    export_invites.export(one, tmp_path / "out", progress=meanwhile)
    assert "has been delivering invites since" in said[0]
    assert not (tmp_path / "other").exists()
    assert export_invites.export(kim, tmp_path / "other").files == ()


def test_progress_is_told_to_the_end(one: Desk, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    export_invites.export(one, tmp_path, progress=lambda done, total: told.append((done, total)))
    assert (told[0], told[-1]) == ((0, len(EACH)), (len(EACH), len(EACH)))


def test_every_meeting_has_an_identity_of_its_own_that_stays(one: Desk, tmp_path: Path) -> None:
    before = [row.uid for row in outbox.rows(one)]
    assert len(set(before)) == len(EACH)
    export_invites.export(one, tmp_path)
    people.edit(one, "mia@x.example", {"name": "Mia Maria"})
    assert {row.uid for row in outbox.rows(one)} == set(before)
