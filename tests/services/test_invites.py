"""The outbox: exactly what is due, whatever happened in between, and its export as files."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import CONFIG, MakeDesk
from ridealong.config import Organizer
from ridealong.domain.errors import Interrupted, Refused
from ridealong.domain.meetings import MeetingKind, Method
from ridealong.domain.pairings import State
from ridealong.services import drafts, history, invites, people, plans, publishing
from ridealong.services.desk import Desk
from ridealong.services.invites import DueRow
from services.conftest import START, employ, it, marketing, ride_alongs


@pytest.fixture
def one(desk: Desk) -> Desk:
    """Ana visits Mia in the first round, published."""
    employ(desk, it("Ana"), marketing("Mia", site="Berlin"))
    name = ride_alongs(desk, rounds=1)
    plans.plan(desk, name)
    publishing.publish(desk, name)
    return desk


def pairing_id(desk: Desk) -> int:
    return plans.page(desk, "Spring ride-alongs").proposals[0].id


def short(rows: Sequence[DueRow]) -> list[tuple[MeetingKind, Method, int, tuple[str, ...]]]:
    return [(row.kind, row.method, row.sequence, row.to) for row in rows]


BOTH = ("ana@x.example", "mia@x.example")


def test_a_published_pairing_makes_its_meetings_due(one: Desk) -> None:
    rows = invites.outbox(one)
    assert short(rows) == [
        (MeetingKind.VISIT, Method.REQUEST, 0, BOTH),
        (MeetingKind.CHECK_IN, Method.REQUEST, 0, BOTH),
    ]
    assert {row.why for row in rows} == {"new"}
    assert rows[0].summary == "Ride-along: Ana visits Mia"
    assert (rows[0].start, rows[1].start) == (START, START + timedelta(days=2))


def test_an_export_writes_one_file_each_and_leaves_nothing_due(one: Desk, tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    done = invites.export(one, out)
    assert sorted(done.files) == sorted(out.iterdir())
    assert len(done.files) == 2
    assert done.files[0].name.startswith("2027-01-11 visit Ana - Mia (request 0, ")
    assert all(b"BEGIN:VCALENDAR" in path.read_bytes() for path in done.files)
    assert invites.outbox(one) == ()


def test_a_second_export_writes_nothing_new(one: Desk, tmp_path: Path) -> None:
    invites.export(one, tmp_path / "a")
    version = one.version()
    assert invites.export(one, tmp_path / "b").files == ()
    assert not (tmp_path / "b").exists()
    assert one.version() == version


def test_exporting_again_writes_the_same_bytes_and_records_nothing(one: Desk, tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in invites.export(one, tmp_path / "a").files}
    version = one.version()
    again = {path.name: path.read_bytes() for path in invites.export(one, tmp_path / "b", again=True).files}
    assert again == first
    assert one.version() == version


def test_who_was_never_told_is_not_told_of_a_cancellation(one: Desk) -> None:
    drafts.cancel(one, pairing_id(one))
    assert invites.outbox(one) == ()


def test_a_cancelled_pairing_is_cancelled_in_calendars(one: Desk, tmp_path: Path) -> None:
    invites.export(one, tmp_path)
    drafts.cancel(one, pairing_id(one), "broke a leg")
    rows = invites.outbox(one)
    assert short(rows) == [
        (MeetingKind.VISIT, Method.CANCEL, 1, BOTH),
        (MeetingKind.CHECK_IN, Method.CANCEL, 1, BOTH),
    ]
    files = invites.export(one, tmp_path).files
    assert all(b"METHOD:CANCEL" in path.read_bytes() for path in files)
    assert invites.outbox(one) == ()


def test_a_pairing_that_ended_early_is_taken_out_of_calendars(one: Desk, tmp_path: Path) -> None:
    invites.export(one, tmp_path)
    history.mark(one, pairing_id(one), State.ENDED, "moved away")
    assert {row.method for row in invites.outbox(one)} == {Method.CANCEL}


def test_a_corrected_address_cancels_for_the_old_and_asks_the_new(one: Desk, tmp_path: Path) -> None:
    invites.export(one, tmp_path)
    people.edit(one, "ana@x.example", {"email": "ana.lima@x.example"})
    visit = [row for row in invites.outbox(one) if row.kind is MeetingKind.VISIT]
    assert short(visit) == [
        (MeetingKind.VISIT, Method.CANCEL, 1, ("ana@x.example",)),
        (MeetingKind.VISIT, Method.REQUEST, 1, ("ana.lima@x.example", "mia@x.example")),
    ]
    invites.export(one, tmp_path)
    assert invites.outbox(one) == ()


def test_a_corrected_name_keeps_the_sequence(one: Desk, tmp_path: Path) -> None:
    invites.export(one, tmp_path)
    people.edit(one, "mia@x.example", {"name": "Mia Maria"})
    rows = invites.outbox(one)
    assert {(row.method, row.sequence, row.why) for row in rows} == {(Method.REQUEST, 0, "wording changed")}
    invites.export(one, tmp_path)
    assert invites.outbox(one) == ()


def test_another_place_raises_the_sequence(one: Desk, tmp_path: Path) -> None:
    invites.export(one, tmp_path)
    people.edit(one, "mia@x.example", {"site": "Munich"})
    (row,) = invites.outbox(one)
    assert (row.kind, row.method, row.sequence, row.why) == (
        MeetingKind.VISIT,
        Method.REQUEST,
        1,
        "the place changed",
    )


def test_other_working_hours_move_the_check_in(one: Desk, tmp_path: Path) -> None:
    invites.export(one, tmp_path)
    people.edit(one, "ana@x.example", {"time_zone": "America/New_York"})
    (row,) = invites.outbox(one)
    assert (row.kind, row.sequence, row.why) == (MeetingKind.CHECK_IN, 1, "the time changed")


def test_what_changes_and_changes_back_is_not_sent(one: Desk, tmp_path: Path) -> None:
    invites.export(one, tmp_path)
    people.edit(one, "mia@x.example", {"site": "Munich"})
    people.edit(one, "mia@x.example", {"site": "Berlin"})
    assert invites.outbox(one) == ()


def test_what_is_over_is_never_due(one: Desk, make_desk: MakeDesk) -> None:
    assert invites.outbox(make_desk(START + timedelta(days=7))) == ()
    assert len(invites.outbox(make_desk(START + timedelta(days=4)))) > 0


def test_a_second_coordinator_does_not_take_over_what_the_first_has_sent(
    one: Desk, make_desk: MakeDesk, tmp_path: Path
) -> None:
    invites.export(one, tmp_path)
    other = make_desk(config=replace(CONFIG, organizer=Organizer("Kim", "kim@x.example", "Europe/Berlin", "DE")))
    assert invites.outbox(other) == ()


def test_a_file_in_place_of_the_folder_is_refused_and_nothing_counts_as_sent(one: Desk, tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("mine")
    with pytest.raises(Refused, match=rf"{path} cannot be written: .* Name another folder; nothing counts as sent"):
        invites.export(one, path)
    assert path.read_text() == "mine"
    assert len(invites.outbox(one)) == 2


def test_a_folder_below_a_file_is_refused_too(one: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(Refused, match=r"cannot be written"):
        invites.export(one, tmp_path / "file" / "out")
    assert len(invites.outbox(one)) == 2


def test_an_export_that_is_cancelled_leaves_nothing(one: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(Interrupted, match=r"The export was stopped"):
        invites.export(one, out, cancelled=lambda: True)
    assert not out.exists()
    out.mkdir()
    asked = iter([False, True])
    with pytest.raises(Interrupted):
        invites.export(one, out, cancelled=lambda: next(asked))
    assert list(out.iterdir()) == []
    assert len(invites.outbox(one)) == 2


def test_progress_is_told_to_the_end(one: Desk, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    invites.export(one, tmp_path, progress=lambda done, total: told.append((done, total)))
    assert (told[0], told[-1]) == ((0, 2), (2, 2))


def test_every_meeting_has_an_identity_of_its_own_that_stays(one: Desk, tmp_path: Path) -> None:
    before = [row.uid for row in invites.outbox(one)]
    assert len(set(before)) == 2
    invites.export(one, tmp_path)
    people.edit(one, "mia@x.example", {"name": "Mia Maria"})
    assert {row.uid for row in invites.outbox(one)} == set(before)
