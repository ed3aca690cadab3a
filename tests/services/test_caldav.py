"""Invites put into a calendar on a real server: what is due, and nothing twice."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from sqlalchemy import select

from calendar_server import PASSWORD, USER, Server, calendar_server
from conftest import MakeDesk
from ridealong.calendars.caldav_connection import LoginRefused, ServerAway
from ridealong.config import CalDav
from ridealong.domain.errors import InvalidValue
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Method
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.invites import caldav_invites, export_invites, meeting_changes, meeting_rows, outbox
from ridealong.services.invites.caldav_invites import PASSWORD_VARIABLE, chosen, deliver, signed_in
from ridealong.services.invites.delivery import Delivered
from ridealong.services.invites.meeting_changes import MeetingMove
from ridealong.services.invites.meeting_rows import MeetingQuery
from ridealong.services.paging import Progress
from ridealong.services.people import people
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from ridealong.storage.schema import invites
from services.conftest import SPRING, buddies, employ, it, marketing
from thorough import thorough_only


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with calendar_server(tmp_path_factory.mktemp("radicale")) as running:
        yield running


@pytest.fixture
def settings(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[CalDav]:
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    url = server.make_calendar()
    yield CalDav(url, USER)
    server.remove(url)


def put(
    desk: Desk,
    settings: CalDav,
    *,
    again: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Delivered:
    with signed_in(settings) as calendar:
        return deliver(desk, calendar, again=again, progress=progress, cancelled=cancelled, pause=lambda _seconds: None)


def channels(desk: Desk) -> list[str]:
    with desk.reading() as connection:
        return list(connection.execute(select(invites.c.channel).order_by(invites.c.id)).scalars())


def pairing_id(desk: Desk) -> int:
    return plans.page(desk, SPRING).proposals[0].id


def visit_uid(desk: Desk) -> str:
    return next(row.uid for row in caldav_invites.due_rows(desk) if row.kind is MeetingKind.VISIT)


def test_what_is_due_goes_into_the_calendar_and_counts_as_sent(one: Desk, settings: CalDav, server: Server) -> None:
    due = outbox.rows(one)
    done = put(one, settings)
    assert sorted(row.uid for row in done.sent) == sorted(row.uid for row in due)
    assert (done.failed, done.left) == ((), 0)
    assert set(server.objects(settings.url)) == {row.uid for row in due}
    assert set(channels(one)) == {"caldav"}
    assert outbox.rows(one) == ()


def test_putting_again_what_is_not_due_does_nothing(one: Desk, settings: CalDav, server: Server) -> None:
    put(one, settings)
    before, version = server.objects(settings.url), one.version()
    assert put(one, settings) == Delivered()
    assert server.objects(settings.url) == before
    assert one.version() == version


def test_a_change_replaces_the_object_in_place(one: Desk, settings: CalDav, server: Server) -> None:
    visit = visit_uid(one)
    put(one, settings)
    before = server.objects(settings.url)
    people.edit(one, "mia@x.example", {"site": "Munich"})
    changed = {row.uid for row in put(one, settings).sent}
    after = server.objects(settings.url)
    assert visit in changed
    assert {uid: stored.url for uid, stored in after.items()} == {uid: stored.url for uid, stored in before.items()}
    assert {uid for uid in after if after[uid].etag != before[uid].etag} == changed
    assert "LOCATION:Munich" in after[visit].text
    assert outbox.rows(one) == ()


def test_a_cancelled_pairing_leaves_the_calendar(one: Desk, settings: CalDav, server: Server) -> None:
    put(one, settings)
    drafts.cancel(one, pairing_id(one))
    done = put(one, settings)
    assert {row.method for row in done.sent} == {Method.CANCEL}
    assert server.objects(settings.url) == {}
    assert outbox.rows(one) == ()


def test_what_was_removed_by_hand_can_still_be_cancelled(one: Desk, settings: CalDav, server: Server) -> None:
    put(one, settings)
    for stored in server.objects(settings.url).values():
        server.remove(stored.url)
    drafts.cancel(one, pairing_id(one))
    assert put(one, settings).failed == ()
    assert outbox.rows(one) == ()


def test_a_corrected_address_leaves_one_object_with_the_new_one(one: Desk, settings: CalDav, server: Server) -> None:
    visit = visit_uid(one)
    put(one, settings)
    count = len(server.objects(settings.url))
    people.edit(one, "ana@x.example", {"email": "ana.lima@x.example"})
    done = put(one, settings)
    assert [row.method for row in done.sent if row.uid == visit] == [Method.CANCEL, Method.REQUEST]
    stored = server.objects(settings.url)
    assert len(stored) == count
    text = stored[visit].text.replace("\n ", "")
    assert "mailto:ana.lima@x.example" in text
    assert "mailto:ana@x.example" not in text
    assert outbox.rows(one) == ()


def test_a_series_keeps_its_hour_over_clock_changes_and_a_moved_occurrence_moves(
    desk: Desk, settings: CalDav, server: Server
) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    name = buddies(desk)
    plans.plan(desk, name)
    publishing.publish(desk, name)
    (uid,) = (row.uid for row in put(desk, settings).sent)
    first, last = date(2027, 1, 1), date(2027, 6, 1)
    before = server.expanded(settings.url, first, last)
    assert {times[0][-5:] for times in before} == {"10:00"}
    assert {times[0][:2] for times in before} == {"01", "02", "03", "04"}
    (meeting,) = meeting_rows.list_meetings(desk, MeetingQuery())
    meeting_changes.move(desk, meeting.id, MeetingMove(on=date(2027, 2, 10), to=date(2027, 2, 12), at=time(14, 30)))
    put(desk, settings)
    after = server.expanded(settings.url, first, last)
    assert set(before) - set(after) == {("02-10 10:00", "10:30")}
    assert set(after) - set(before) == {("02-12 14:30", "15:00")}
    assert list(server.objects(settings.url)) == [uid]


def answer(server: Server, settings: CalDav, uid: str, partstat: str) -> None:
    """Ana answers in a program that writes into the object on the server."""
    stored = server.objects(settings.url)[uid]
    unfolded = stored.text.replace("\r\n", "\n").replace("\n ", "")
    lines = [
        line.replace("NEEDS-ACTION", partstat) if line.startswith("ATTENDEE") and "ana@" in line else line
        for line in unfolded.split("\n")
    ]
    server.put(stored.url, "\r\n".join(lines))


def of_ana(server: Server, settings: CalDav, uid: str) -> str:
    text = server.objects(settings.url)[uid].text.replace("\n ", "")
    (line,) = (line for line in text.split("\n") if line.startswith("ATTENDEE") and "ana@" in line)
    return line


def test_an_update_of_words_keeps_the_answers_that_the_server_knows(
    one: Desk, settings: CalDav, server: Server
) -> None:
    visit = visit_uid(one)
    put(one, settings)
    answer(server, settings, visit, "DECLINED")
    people.edit(one, "mia@x.example", {"name": "Mia Maria"})
    put(one, settings)
    assert "PARTSTAT=DECLINED" in of_ana(server, settings, visit)
    assert "Mia Maria" in server.objects(settings.url)[visit].text


def test_another_time_or_place_asks_again(one: Desk, settings: CalDav, server: Server) -> None:
    visit = visit_uid(one)
    put(one, settings)
    answer(server, settings, visit, "ACCEPTED")
    people.edit(one, "mia@x.example", {"site": "Munich"})
    put(one, settings)
    assert "PARTSTAT=NEEDS-ACTION" in of_ana(server, settings, visit)


def test_again_brings_back_what_was_lost_and_records_nothing(one: Desk, settings: CalDav, server: Server) -> None:
    put(one, settings)
    before, version = server.objects(settings.url), one.version()
    for stored in before.values():
        server.remove(stored.url)
    done = put(one, settings, again=True)
    after = server.objects(settings.url)
    assert {uid: stored.text for uid, stored in after.items()} == {uid: stored.text for uid, stored in before.items()}
    assert len(done.sent) == len(before)
    assert one.version() == version


def test_again_takes_out_what_was_cancelled(one: Desk, settings: CalDav, server: Server, tmp_path: Path) -> None:
    put(one, settings)
    drafts.cancel(one, pairing_id(one))
    export_invites.export(one, tmp_path)
    assert server.objects(settings.url) != {}
    put(one, settings, again=True)
    assert server.objects(settings.url) == {}


def test_after_a_server_that_dies_half_way_only_the_unsent_remain(
    one: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    due = outbox.rows(one)
    assert len(due) > 1
    with calendar_server(tmp_path / "dav") as server, signed_in(CalDav(server.make_calendar(), USER)) as calendar:

        def told(done: int, _total: int) -> None:
            if done == 1:
                server.kill()

        pauses: list[float] = []
        done = deliver(one, calendar, progress=told, pause=pauses.append)
    assert [row.uid for row in done.sent] == [due[0].uid]
    assert [one.row.uid for one in done.failed] == [due[1].uid]
    assert "cannot be reached" in done.failed[0].problem
    assert done.left == len(due) - 2
    assert 10 <= sum(pauses) <= 20
    assert [row.uid for row in outbox.rows(one)] == [row.uid for row in due[1:]]


@thorough_only
def test_a_server_that_comes_back_in_time_gets_everything(
    one: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    with ExitStack() as running:
        server = running.enter_context(calendar_server(tmp_path / "dav"))
        calendar = running.enter_context(signed_in(CalDav(server.make_calendar(), USER)))

        def told(done: int, _total: int) -> None:
            if done == 1:
                server.kill()

        def restart(_seconds: float) -> None:
            running.enter_context(calendar_server(tmp_path / "dav", server.port))

        done = deliver(one, calendar, progress=told, pause=restart)
    assert (done.failed, done.left) == ((), 0)
    assert outbox.rows(one) == ()


def test_a_server_that_is_away_from_the_start_changes_nothing(one: Desk, server: Server, tmp_path: Path) -> None:
    version = one.version()
    with calendar_server(tmp_path / "dav") as other:
        url = other.make_calendar()
    with pytest.raises(ServerAway, match="cannot be reached"), signed_in(CalDav(url)):
        pass
    assert one.version() == version


def test_a_wrong_password_changes_nothing(one: Desk, settings: CalDav, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, "wrong")
    due = outbox.rows(one)
    with pytest.raises(LoginRefused):
        put(one, settings)
    assert outbox.rows(one) == due


def test_what_is_not_due_any_more_is_not_put_there(
    one: Desk, settings: CalDav, server: Server, make_desk: MakeDesk
) -> None:
    due = outbox.rows(one)
    other = make_desk()

    def told(done: int, _total: int) -> None:
        if done == 1:
            drafts.cancel(other, pairing_id(other))

    done = put(one, settings, progress=told)
    assert [row.uid for row in done.sent] == [due[0].uid]
    assert set(server.objects(settings.url)) == {due[0].uid}
    assert (done.elsewhere, done.failed, done.left) == (len(due) - 1, (), 0)


def test_stopping_keeps_what_is_in_the_calendar(one: Desk, settings: CalDav, server: Server) -> None:
    due = outbox.rows(one)
    asked = iter([False, True])
    done = put(one, settings, cancelled=lambda: next(asked))
    assert (done.stopped, done.left) == (True, len(due) - 1)
    assert [row.uid for row in done.sent] == [due[0].uid]
    assert set(server.objects(settings.url)) == {due[0].uid}
    assert outbox.rows(one) == due[1:]


@thorough_only
def test_waiting_for_a_server_can_be_stopped(one: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    with calendar_server(tmp_path / "dav") as server, signed_in(CalDav(server.make_calendar(), USER)) as calendar:
        pauses: list[float] = []
        put_one = iter([False, False])

        def told(done: int, _total: int) -> None:
            if done == 1:
                server.kill()

        done = deliver(one, calendar, progress=told, pause=pauses.append, cancelled=lambda: next(put_one, True))
    assert (done.stopped, len(done.sent), len(done.failed), pauses) == (True, 1, 1, [])


def test_progress_is_told_to_the_end(one: Desk, settings: CalDav) -> None:
    told: list[tuple[int, int]] = []
    total = len(outbox.rows(one))
    put(one, settings, progress=lambda done, all_: told.append((done, all_)))
    assert told == [(done, total) for done in range(total + 1)]


def test_the_password_is_in_no_row(one: Desk, settings: CalDav, database: str) -> None:
    put(one, settings)
    with one.reading() as connection:
        found = connection.exec_driver_sql("SELECT invite FROM invites UNION SELECT summary FROM journal").scalars()
        assert not [text for text in found if PASSWORD in text]


def test_the_password_may_come_from_a_command(
    one: Desk, settings: CalDav, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(PASSWORD_VARIABLE)
    safe = tmp_path / "safe"
    safe.write_text(f"{PASSWORD}\nanother line\n", encoding="utf-8")
    assert put(one, replace(settings, password_command=f"cat '{safe}'")).sent


def test_without_settings_it_says_what_to_set() -> None:
    with (
        pytest.raises(InvalidValue, match=r"No calendar server is set up\. Set url and user under"),
        signed_in(CalDav()),
    ):
        pass


def test_the_password_of_one_server_does_not_go_to_another() -> None:
    mine = CalDav("https://a.example/pat/work/", "pat", "pass show a")
    assert chosen(mine) == mine
    assert chosen(mine, "https://a.example/pat/private/") == replace(mine, url="https://a.example/pat/private/")
    assert chosen(mine, "https://b.example/x/") == CalDav("https://b.example/x/")
    assert chosen(mine, "https://a.example:8443/pat/work") == CalDav("https://a.example:8443/pat/work/")
    assert chosen(mine, user="kim") == replace(mine, user="kim")
