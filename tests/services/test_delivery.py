"""One coordinator delivers at a time, and whatever arrives is noted or told: with a real server and real locks."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from conftest import CONFIG, TODAY, MakeDesk
from mail_server import MailServer
from ridealong.config import Config
from ridealong.domain.days import Clock, FixedClock
from ridealong.domain.errors import Refused, StorageError
from ridealong.services.desk import Desk, open_desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.invites.delivery import Delivered, delivering
from ridealong.services.people import people
from ridealong.storage.schema import invites
from services.mailing import KIM, send


def refusals(other: Desk, server: MailServer, out: Path) -> list[str]:
    """What somebody else is told who wants to deliver, too; nothing where they are let through."""
    found = []
    for deliver in (lambda: send(other, server), lambda: export_invites.export(other, out)):
        try:
            deliver()
        except Refused as error:
            found.append(str(error))
    return found


@pytest.mark.parametrize("config", [CONFIG, KIM])
def test_of_two_who_send_at_once_the_second_is_told_to_wait(
    one: Desk, server: MailServer, make_desk: MakeDesk, tmp_path: Path, config: Config
) -> None:
    other = make_desk(config=config)
    due = outbox.rows(one)
    said: list[str] = []
    server.meanwhile = {1: lambda: said.extend(refusals(other, server, tmp_path / "out"))}
    assert send(one, server) == Delivered(sent=due)
    assert len(server.taken) == len(due)
    assert len(said) == 2
    for words in said:
        assert re.fullmatch(
            r"pat on .+ has been delivering invites since 2027-01-04 13:00 \(Europe/Berlin\)\. Wait until that has "
            r"ended, then look what is left; if it broke off, try again after 13:05",
            words,
        )
    assert not (tmp_path / "out").exists()
    # Once the first has ended, others may.
    people.edit(one, "mia@x.example", {"name": "Mia Maria"})
    assert send(other, server).failed == ()


class Watch:
    """A clock that a test puts forward."""

    def __init__(self) -> None:
        self.moment = FixedClock(TODAY).now()

    def today(self) -> date:
        return self.moment.date()

    def now(self) -> datetime:
        return self.moment


OpenDesk = Callable[[Clock, Config], Desk]


@pytest.fixture
def opened(database: str, one: Desk) -> Iterator[OpenDesk]:
    """Desks on the database of `one`, with other clocks."""
    assert one
    with ExitStack() as desks:

        def make(clock: Clock, config: Config) -> Desk:
            desk = open_desk(database, clock=clock, config=config)
            desks.callback(desk.close)
            return desk

        yield make


def test_whoever_has_not_been_heard_of_for_five_minutes_has_stopped(
    server: MailServer, opened: OpenDesk, tmp_path: Path
) -> None:
    watch = Watch()
    pat, kim = opened(watch, CONFIG), opened(watch, KIM)
    due = outbox.rows(pat)
    taken_over: list[Delivered] = []
    said: list[str] = []

    def meanwhile() -> None:
        watch.moment += timedelta(minutes=4, seconds=59)
        said.extend(refusals(kim, server, tmp_path / "out"))
        watch.moment += timedelta(seconds=1)
        taken_over.append(send(kim, server))

    server.meanwhile = {0: meanwhile}
    done = send(pat, server)
    assert (len(said), taken_over) == (2, [Delivered(sent=due)])
    assert (done.sent, done.elsewhere) == (due[:1], len(due) - 1)
    with pat.reading() as connection:
        assert len(connection.execute(select(invites)).all()) == len(due)
    assert outbox.rows(pat) == ()


def test_each_message_shows_that_somebody_still_sends(server: MailServer, opened: OpenDesk, tmp_path: Path) -> None:
    watch = Watch()
    pat, kim = opened(watch, CONFIG), opened(watch, KIM)

    due = outbox.rows(pat)
    said: list[str] = []

    def meanwhile() -> None:
        watch.moment += timedelta(minutes=4)
        said.extend(refusals(kim, server, tmp_path / "out"))

    server.meanwhile = dict.fromkeys(range(3), meanwhile)
    assert send(pat, server) == Delivered(sent=due)
    assert len(said) == 6


def test_whoever_was_taken_for_gone_stops_before_the_next_message(server: MailServer, opened: OpenDesk) -> None:
    watch = Watch()
    pat, kim = opened(watch, CONFIG), opened(watch, KIM)
    due = outbox.rows(pat)
    with ExitStack() as going_on:

        def meanwhile() -> None:
            watch.moment += timedelta(minutes=6)
            going_on.enter_context(delivering(kim, "invites send", "mail"))

        server.meanwhile = {1: meanwhile}
        done = send(pat, server)
    assert done.sent == due[:2]
    assert [(one.row, one.problem.partition(" on ")[0]) for one in done.failed] == [(due[2], "kim")]
    assert (done.left, done.stopped) == (len(due) - 3, False)
    assert len(server.taken) == 2


def test_a_clock_that_stood_on_a_later_day_holds_nobody_up(one: Desk, server: MailServer, opened: OpenDesk) -> None:
    due = outbox.rows(one)
    with delivering(opened(FixedClock(TODAY + timedelta(days=2)), KIM), "invites send", "mail"):
        assert send(one, server).sent == due


@pytest.fixture
def impatient(one: Desk, database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk that does not wait where another program has locked the database."""
    if "://" in database:
        pytest.skip("a file is locked as a whole, a server is not")
    assert one
    monkeypatch.setattr("ridealong.storage.database.BUSY_SECONDS", 0)
    with closing(open_desk(database, clock=one.clock, config=CONFIG)) as desk:
        yield desk


@pytest.mark.parametrize("number", [0, 1])
def test_what_arrived_and_could_not_be_noted_is_told_and_the_rest_is_left(
    impatient: Desk, server: MailServer, database: str, number: int
) -> None:
    due = outbox.rows(impatient)
    with closing(sqlite3.connect(database, isolation_level=None, check_same_thread=False)) as other:
        server.meanwhile = {number: lambda: other.execute("BEGIN IMMEDIATE")}
        done = send(impatient, server)
    assert done.sent == due[:number]
    assert [one.row for one in done.failed] == [due[number]]
    assert done.failed[0].problem.startswith("It arrived, but could not be noted as sent: ")
    assert "locked by another program" in done.failed[0].problem
    assert (done.left, done.stopped) == (len(due) - number - 1, False)
    assert len(server.taken) == number + 1
    # Nobody is kept from sending the rest, although the end of the first call could not be noted either.
    assert send(impatient, server).sent == due[number:]


def test_a_database_that_is_locked_from_the_start_sends_nothing(
    impatient: Desk, server: MailServer, database: str
) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="locked by another program"):
            send(impatient, server)
    assert server.taken == []
