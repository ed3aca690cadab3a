"""Sending invites by mail: to a real server on loopback, that takes them, refuses them, or goes away half-way."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import CONFIG, MakeDesk
from mail_server import HOST, PASSWORD, USER, MailServer, certificate, free_port, mail_server, tls_context
from ridealong.calendars import smtp
from ridealong.calendars.smtp import NotNow, ServerUnusable
from ridealong.config import Mail, Organizer
from ridealong.domain.errors import InvalidValue, Refused, RidealongError, StorageError
from ridealong.services import drafts, export_invites, outbox, people, plans, publishing, send_invites
from ridealong.services.desk import Desk, open_desk
from ridealong.services.mail_settings import chosen, server_of
from ridealong.services.send_invites import PAUSES, Mailed
from services.conftest import employ, it, marketing, ride_alongs

BOTH = ["ana@x.example", "mia@x.example"]


@pytest.fixture
def one(desk: Desk) -> Desk:
    """Ana visits Mia in the first round, published."""
    employ(desk, it("Ana"), marketing("Mia", site="Berlin"))
    publish(desk)
    return desk


@pytest.fixture
def two(desk: Desk) -> Desk:
    """Ana visits Mia and Ben visits Noa in the same week, published."""
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"), marketing("Noa"))
    publish(desk)
    return desk


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as found:
        yield found


def publish(desk: Desk) -> None:
    name = ride_alongs(desk, rounds=1)
    plans.plan(desk, name)
    publishing.publish(desk, name)


def send(desk: Desk, server: MailServer, **more: object) -> Mailed:
    settings = Mail(HOST, server.port)
    options: dict[str, object] = {"wait": lambda _seconds: None, **more}
    return send_invites.send(desk, settings, **options)  # type: ignore[arg-type]


def numbers(done: Mailed) -> tuple[int, int]:
    return len(done.sent), len(done.failed)


def test_what_is_due_is_sent_over_one_connection_and_nothing_stays_due(one: Desk, server: MailServer) -> None:
    due = outbox.rows(one)
    done = send(one, server)
    assert done == Mailed(sent=due)
    assert [to for _sender, to, _message in server.taken] == [BOTH] * len(due)
    assert {sender for sender, _to, _message in server.taken} == {"pat@x.example"}
    assert len(server.connections) == 1
    assert outbox.rows(one) == ()
    assert send(one, server) == Mailed(sent=())
    assert server.tries == len(due)


def test_a_message_says_whom_it_comes_from_and_goes_to_and_what_it_is(one: Desk, server: MailServer) -> None:
    send(one, server, limit=1)
    (message,) = server.messages
    assert (message["From"], message["To"]) == (
        "Pat Lee <pat@x.example>",
        "Ana <ana@x.example>, Mia <mia@x.example>",
    )
    assert message["Subject"].startswith("Invitation: ")
    assert message["X-Unsent"] is None


def test_an_update_and_a_cancel_are_called_so(one: Desk, server: MailServer) -> None:
    send(one, server)
    people.edit(one, "mia@x.example", {"name": "Mia Maria"})
    server.taken.clear()
    assert {row.sequence for row in send(one, server).sent} == {0}
    assert {message["Subject"].partition(":")[0] for message in server.messages} == {"Updated"}
    drafts.cancel(one, plans.page(one, "Spring ride-alongs").proposals[0].id)
    server.taken.clear()
    send(one, server)
    assert {message["Subject"].partition(":")[0] for message in server.messages} == {"Cancelled"}


def test_an_organizer_who_takes_part_gets_no_mail_from_himself(
    one: Desk, server: MailServer, make_desk: MakeDesk
) -> None:
    own = make_desk(config=replace(CONFIG, organizer=Organizer("Mia", "MIA@x.example", "Europe/Berlin", "DE")))
    done = send(own, server)
    assert (
        {tuple(to) for _sender, to, _message in server.taken} == {("ana@x.example",)} == {row.to for row in done.sent}
    )


def test_with_a_limit_the_rest_stays_due(one: Desk, server: MailServer) -> None:
    due = outbox.rows(one)
    assert send(one, server, limit=2).sent == due[:2]
    assert outbox.rows(one) == due[2:]


def test_progress_is_told_to_the_end(one: Desk, server: MailServer) -> None:
    told: list[tuple[int, int]] = []
    total = len(outbox.rows(one))
    send(one, server, progress=lambda done, of: told.append((done, of)))
    assert (told[0], told[-1]) == ((0, total), (total, total))
    assert told == sorted(told)


def test_a_refused_address_keeps_its_message_from_everybody_and_no_other(two: Desk, server: MailServer) -> None:
    server.refused = {"ana@x.example"}
    due = outbox.rows(two)
    done = send(two, server)
    assert [tuple(to) for _sender, to, _message in server.taken] == [row.to for row in done.sent]
    assert done.sent == tuple(row for row in due if "ana@x.example" not in row.to)
    assert tuple(one.row for one in done.failed) == tuple(row for row in due if "ana@x.example" in row.to)
    assert "refuses ana@x.example: 550 5.1.1 no such person here" in done.failed[0].problem
    assert outbox.rows(two) == tuple(one.row for one in done.failed)
    server.refused = set()
    assert send(two, server).sent == tuple(one.row for one in done.failed)


def test_what_the_server_does_not_take_now_is_tried_again_after_growing_pauses(two: Desk, server: MailServer) -> None:
    server.busy["ana@x.example"] = 7
    due = outbox.rows(two)
    waited: list[float] = []
    done = send(two, server, wait=waited.append)
    assert numbers(done) == (len(due), 0)
    assert outbox.rows(two) == ()
    assert any(sum(waited) == pytest.approx(sum(PAUSES[:count])) for count in (1, 2, 3))
    # The others did not wait for it.
    assert "ana@x.example" not in server.taken[0][1]
    assert list(PAUSES) == sorted(set(PAUSES))


def test_what_the_server_never_takes_stays_due_after_the_last_pause(two: Desk, server: MailServer) -> None:
    server.busy["ana@x.example"] = 1000
    waited: list[float] = []
    done = send(two, server, wait=waited.append)
    assert "451 4.7.1 come back later" in done.failed[0].problem
    assert outbox.rows(two) == tuple(one.row for one in done.failed)
    assert sum(waited) == pytest.approx(sum(PAUSES))


def test_a_connection_that_drops_is_made_again_and_nothing_is_sent_twice(one: Desk, server: MailServer) -> None:
    server.drops = {1}
    due = outbox.rows(one)
    done = send(one, server)
    assert sorted(done.sent, key=due.index) == list(due)
    assert len(server.connections) == 2
    assert len({message["Message-ID"] for message in server.messages}) == len(due) == len(server.taken)
    assert outbox.rows(one) == ()


def test_a_server_that_keeps_dropping_leaves_the_rest_due(one: Desk, server: MailServer) -> None:
    server.drops = set(range(1, 100))
    due = outbox.rows(one)
    done = send(one, server)
    assert done.sent == due[:1]
    assert tuple(one.row for one in done.failed) == outbox.rows(one) == due[1:]
    assert "was lost" in done.failed[0].problem
    server.drops = set()
    assert send(one, server).sent == due[1:]


def test_a_server_that_goes_away_half_way_leaves_the_rest_due(one: Desk) -> None:
    due = outbox.rows(one)
    with mail_server() as server:
        stop = iter([False] * 3)

        def gone() -> bool:
            if next(stop, True):
                server.drops = set(range(100))
            return False

        done = send(one, server, cancelled=gone)
    assert 0 < len(done.sent) < len(due)
    assert outbox.rows(one) == tuple(one.row for one in done.failed)


def test_of_two_invites_about_one_meeting_the_second_waits_for_the_first(one: Desk, server: MailServer) -> None:
    send(one, server)
    people.edit(one, "ana@x.example", {"email": "ana.lima@x.example"})
    server.taken.clear()
    server.refused = {"ana@x.example"}
    done = send(one, server)
    assert server.taken == []
    assert done.sent == ()
    assert [one.problem.startswith("What goes before it was not sent") for one in done.failed[:2]] == [False, True]
    server.refused, server.busy["ana@x.example"] = set(), 1
    done = send(one, server)
    assert done.failed == ()
    for uid in {row.uid for row in done.sent}:
        assert [row.method for row in done.sent if row.uid == uid] == ["CANCEL", "REQUEST"]


def test_what_was_stopped_is_sent_so_far_and_the_rest_stays_due(one: Desk, server: MailServer) -> None:
    due = outbox.rows(one)
    asked = iter([False, False, False])
    done = send(one, server, cancelled=lambda: len(server.taken) == 2 and next(asked, True) in (True, False))
    assert done.sent == due[:2]
    assert (done.stopped, done.left, done.failed) == (True, len(due) - 2, ())
    assert outbox.rows(one) == due[2:]


def test_a_pause_can_be_stopped(one: Desk, server: MailServer) -> None:
    server.busy["ana@x.example"] = 1000
    waited: list[float] = []
    done = send(one, server, wait=waited.append, cancelled=lambda: len(waited) > 3)
    assert done.stopped
    assert len(waited) == 4
    assert done.left == len(outbox.rows(one)) > 0


def before_message(number: int, act: Callable[[], object]) -> Callable[[int, int], None]:
    """Something that happens once, when so many invites are done."""
    acts = [act]

    def told(done: int, _total: int) -> None:
        if done == number and acts:
            acts.pop()()

    return told


def test_what_somebody_else_sends_meanwhile_is_not_sent_again(
    one: Desk, server: MailServer, make_desk: MakeDesk, tmp_path: Path
) -> None:
    other = make_desk(config=replace(CONFIG, coordinator="kim"))
    due = outbox.rows(one)
    done = send(one, server, progress=before_message(2, lambda: export_invites.export(other, tmp_path / "out")))
    assert done.sent == due[:2]
    assert (done.elsewhere, done.failed) == (len(due) - 2, ())
    assert len(server.taken) == 2
    assert outbox.rows(one) == ()


def test_what_changes_meanwhile_is_not_sent_in_its_old_form(two: Desk, server: MailServer, make_desk: MakeDesk) -> None:
    other = make_desk(config=replace(CONFIG, coordinator="kim"))
    change = before_message(2, lambda: people.edit(other, "mia@x.example", {"name": "Mia Maria"}))
    done = send(two, server, progress=change)
    assert {one.problem for one in done.failed} == {"It changed while invites were sent. It is due in its new form"}
    assert all("Mia Maria" in row.summary or "mia@x.example" in row.to for row in outbox.rows(two))
    send(two, server)
    assert outbox.rows(two) == ()


def test_a_database_that_cannot_be_written_sends_nothing(one: Desk, server: MailServer, database: str) -> None:
    reader = open_desk(database, clock=one.clock, config=CONFIG, read_only=True)
    try:
        with pytest.raises(StorageError, match="read-only"):
            send(reader, server)
    finally:
        reader.close()
    assert server.taken == []


def test_each_invite_stands_in_the_journal_and_cannot_be_undone(one: Desk, server: MailServer) -> None:
    before = one.version()
    done = send(one, server)
    assert one.version() == before + len(done.sent)


# Servers that cannot be used


def refused(desk: Desk, settings: Mail) -> RidealongError:
    """What sending comes to; nothing counts as sent."""
    due = outbox.rows(desk)
    with pytest.raises(RidealongError) as caught:
        send_invites.send(desk, settings, wait=lambda _seconds: None)
    assert outbox.rows(desk) == due
    return caught.value


def test_without_a_server_it_says_what_to_set(one: Desk) -> None:
    assert str(refused(one, Mail())).startswith(
        "No mail server is set. Give --server HOST, or set server under [mail] in"
    )


def test_a_server_that_is_not_there_is_named_at_once(one: Desk) -> None:
    port = free_port()
    error = refused(one, Mail(HOST, port))
    assert isinstance(error, ServerUnusable)
    assert f"{HOST}:{port} cannot be reached (Connection refused). Check the server" in str(error)


def test_a_server_that_never_answers_is_given_up_after_the_pauses(one: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT", 0.05)
    waited: list[float] = []
    with (
        socket.create_server((HOST, 0)) as silent,
        pytest.raises(NotNow, match=r"does not answer \(Connection unexpectedly closed: timed out\)"),
    ):
        send_invites.send(one, Mail(HOST, silent.getsockname()[1]), wait=waited.append)
    assert sum(waited) == pytest.approx(sum(PAUSES))


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("trusted"))


@pytest.fixture
def guarded(trusted: Path) -> Iterator[MailServer]:
    """A server that wants encryption and a login."""
    with mail_server(tls_context=tls_context(trusted), auth_required=True) as server:
        yield server


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(send_invites.PASSWORD_VARIABLE, PASSWORD)


def guarded_by(server: MailServer, path: Path | str, **more: str) -> Mail:
    return replace(Mail(HOST, server.port, "starttls", USER, ca_file=str(path)), **more)  # type: ignore[arg-type]


@pytest.mark.usefixtures("password")
def test_it_signs_in_once_over_an_encrypted_connection(one: Desk, guarded: MailServer, trusted: Path) -> None:
    done = send_invites.send(one, guarded_by(guarded, trusted))
    assert done.failed == ()
    assert guarded.logins == [USER]
    assert set(guarded.encrypted) == {True}


def test_the_password_may_come_from_a_command(
    one: Desk, guarded: MailServer, trusted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(send_invites.PASSWORD_VARIABLE, raising=False)
    (tmp_path / "secret").write_text(f"{PASSWORD}\nsecond line\n", encoding="utf-8")
    settings = guarded_by(guarded, trusted, password_command=f"cat '{tmp_path / 'secret'}'")
    assert send_invites.send(one, settings).failed == ()


def test_without_a_password_nothing_is_sent(
    one: Desk, guarded: MailServer, trusted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(send_invites.PASSWORD_VARIABLE, raising=False)
    assert "Set RIDEALONG_SMTP_PASSWORD, or mail.password_command" in str(refused(one, guarded_by(guarded, trusted)))


@pytest.mark.parametrize("repeats", [False, True])
def test_a_wrong_password_stops_at_once_and_is_never_repeated(
    one: Desk, guarded: MailServer, trusted: Path, monkeypatch: pytest.MonkeyPatch, repeats: bool
) -> None:
    monkeypatch.setenv(send_invites.PASSWORD_VARIABLE, "wrong horse")
    guarded.repeats = repeats
    error = refused(one, guarded_by(guarded, trusted))
    assert "refuses the login of pat: 535" in str(error)
    assert "horse" not in str(error)
    assert guarded.logins == [USER]


@pytest.mark.usefixtures("password")
def test_a_certificate_that_nobody_trusts_is_refused_before_any_password(one: Desk, guarded: MailServer) -> None:
    error = refused(one, guarded_by(guarded, ""))
    assert f"The certificate of {HOST}:{guarded.port} is not trusted: self-signed certificate" in str(error)
    assert "ca_file" in str(error)
    assert guarded.logins == []


@pytest.mark.usefixtures("password")
def test_a_certificate_for_another_name_is_refused(one: Desk, tmp_path: Path) -> None:
    path = certificate(tmp_path, "DNS:other.example")
    with mail_server(tls_context=tls_context(path)) as server:
        assert "IP address mismatch" in str(refused(one, guarded_by(server, path)))


def test_a_ca_file_without_certificates_is_named(one: Desk, guarded: MailServer, tmp_path: Path) -> None:
    assert f"{tmp_path / 'none.pem'} holds no certificates" in str(
        refused(one, guarded_by(guarded, tmp_path / "none.pem"))
    )


def test_encryption_from_the_first_byte(one: Desk, trusted: Path) -> None:
    with mail_server(ssl_context=tls_context(trusted)) as server:
        done = send_invites.send(one, Mail(HOST, server.port, "tls", ca_file=str(trusted)))
    assert done.failed == ()
    assert len(server.taken) == len(done.sent) > 0


def test_a_server_without_encryption_is_not_spoken_to_in_the_clear(one: Desk, server: MailServer) -> None:
    assert "offers no encryption (STARTTLS)" in str(refused(one, Mail(HOST, server.port, "starttls")))
    assert "Check port and security" in str(refused(one, Mail(HOST, server.port, "tls")))
    assert server.taken == []


def test_a_login_that_the_server_does_not_know_is_named(one: Desk, trusted: Path) -> None:
    with mail_server(tls_context=tls_context(trusted), auth_exclude_mechanism=["LOGIN", "PLAIN"]) as server:
        assert "takes no login by password" in str(refused(one, guarded_by(server, trusted)))


def test_an_address_in_another_script_needs_a_server_that_takes_it(desk: Desk) -> None:
    employ(desk, it("Jörg"), marketing("Mia"))
    publish(desk)
    with mail_server(enable_SMTPUTF8=False) as plain:
        done = send(desk, plain)
    assert "takes no addresses such as jörg@x.example" in done.failed[0].problem
    assert (done.sent, plain.taken) == ((), [])
    with mail_server() as able:
        assert send(desk, able).failed == ()
    assert {tuple(to) for _sender, to, _message in able.taken} == {("jörg@x.example", "mia@x.example")}


# Which server


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (Mail("mail.x.example"), ("mail.x.example:587", "starttls")),
        (Mail("mail.x.example", 465), ("mail.x.example:465", "tls")),
        (Mail("mail.x.example", security="tls"), ("mail.x.example:465", "tls")),
        (Mail("mail.x.example", security="none"), ("mail.x.example:25", "none")),
        (Mail("localhost"), ("localhost:25", "none")),
        (Mail("127.0.0.9", 1025), ("127.0.0.9:1025", "none")),
        (Mail("[::1]"), ("[::1]:25", "none")),
        (Mail("localhost", security="starttls"), ("localhost:587", "starttls")),
    ],
)
def test_port_and_security_follow_from_each_other(settings: Mail, said: tuple[str, str]) -> None:
    server = server_of(settings)
    assert (str(server), str(server.security)) == said


def test_user_and_password_of_one_server_do_not_go_to_another() -> None:
    mine = Mail("mail.x.example", 587, "starttls", "pat", "pass show mail", "/ca.pem")
    assert chosen(mine) == chosen(mine, "MAIL.x.example") == mine
    assert chosen(mine, "mail.x.example:2525") == replace(mine, port=2525)
    assert chosen(mine, "other.example:25", security="none") == Mail("other.example", 25, "none")
    assert chosen(mine, "[::1]:2525", user="kim") == Mail("[::1]", 2525, user="kim")


@pytest.mark.parametrize("server", ["mail:", "mail:0", "mail:65536", "mail:smtp", ":25", "::1", "a b", "mail\n:25"])
def test_what_is_no_server_is_refused(server: str) -> None:
    with pytest.raises(InvalidValue, match="is not a server"):
        chosen(Mail(), server)
    assert issubclass(InvalidValue, RidealongError)
    assert not issubclass(InvalidValue, Refused)
