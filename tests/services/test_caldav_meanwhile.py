"""What happens in the database while a meeting is on its way to a real calendar server."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from calendar_server import PASSWORD, USER, Server, calendar_server
from conftest import CONFIG, MakeDesk
from ridealong.config import CalDav
from ridealong.domain.errors import Refused
from ridealong.services.desk import Desk, open_desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.invites.caldav_invites import PASSWORD_VARIABLE, deliver, signed_in
from ridealong.services.invites.delivery import Delivered
from ridealong.services.people import people
from ridealong.storage.schema import invites
from thorough import thorough_only


def channels(desk: Desk) -> list[str]:
    with desk.reading() as connection:
        return list(connection.execute(select(invites.c.channel).order_by(invites.c.id)).scalars())


Meanwhile = Callable[[Desk, Callable[[], object]], tuple[Delivered, Server, str]]


@pytest.fixture
def meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Meanwhile]:
    """Deliver, and let something happen while the second meeting is on its way: the server is away just then."""
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    with ExitStack() as running:

        def run(desk: Desk, act: Callable[[], object]) -> tuple[Delivered, Server, str]:
            server = running.enter_context(calendar_server(tmp_path / "dav"))
            url = server.make_calendar()
            calendar = running.enter_context(signed_in(CalDav(url, USER)))
            acts = [act]

            def told(done: int, _total: int) -> None:
                if done == 1:
                    server.kill()

            def back(_seconds: float) -> None:
                if acts:
                    acts.pop()()
                    running.enter_context(calendar_server(tmp_path / "dav", server.port))

            return deliver(desk, calendar, progress=told, pause=back), server, url

        yield run


def test_a_change_while_a_meeting_is_on_its_way_is_seen_before_the_next(
    one: Desk, meanwhile: Meanwhile, make_desk: MakeDesk
) -> None:
    due = outbox.rows(one)
    other = make_desk()
    done, server, url = meanwhile(one, lambda: people.edit(other, "mia@x.example", {"name": "Mia Maria"}))
    assert [row.uid for row in done.sent] == [row.uid for row in due[:2]]
    assert {one.problem for one in done.failed} == {"It changed while invites went out. It is due in its new form"}
    assert (len(done.failed), done.left) == (len(due) - 2, 0)
    assert set(server.objects(url)) == {row.uid for row in due[:2]}


def test_of_two_who_deliver_at_once_the_second_is_told_to_wait(
    one: Desk, meanwhile: Meanwhile, make_desk: MakeDesk, tmp_path: Path
) -> None:
    due = outbox.rows(one)
    other = make_desk(config=replace(CONFIG, coordinator="kim"))

    def refused() -> None:
        with pytest.raises(Refused, match=r"pat on .+ has been delivering invites since 2027-01-04 13:00"):
            export_invites.export(other, tmp_path / "out")

    done, _server, _url = meanwhile(one, refused)
    assert len(done.sent) == len(due)
    assert channels(one) == ["caldav"] * len(due)


@thorough_only
def test_what_was_stored_and_could_not_be_noted_is_told_and_the_rest_is_left(
    one: Desk, meanwhile: Meanwhile, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "://" in database:
        pytest.skip("a file is locked as a whole, a server is not")
    monkeypatch.setattr("ridealong.storage.database.BUSY_SECONDS", 0)
    due = outbox.rows(one)
    with (
        closing(open_desk(database, clock=one.clock, config=CONFIG)) as impatient,
        closing(sqlite3.connect(database, isolation_level=None)) as other,
    ):
        done, server, url = meanwhile(impatient, lambda: other.execute("BEGIN IMMEDIATE"))
        assert [row.uid for row in done.sent] == [due[0].uid]
        assert [one.row.uid for one in done.failed] == [due[1].uid]
        assert done.failed[0].problem.startswith("It arrived, but could not be noted as sent: ")
        assert (done.left, done.stopped) == (len(due) - 2, False)
        assert set(server.objects(url)) == {row.uid for row in due[:2]}
    assert [row.uid for row in outbox.rows(one)] == [row.uid for row in due[1:]]
