"""Which mail server invites go to, what is said to it, and what is never said in the clear."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mail_server import HOST, PASSWORD, USER, MailServer, certificate, free_port, mail_server, tls_context
from ridealong.calendars import smtp
from ridealong.calendars.smtp import NotNow, ServerUnusable
from ridealong.config import Mail
from ridealong.domain.errors import InvalidValue, Refused, RidealongError
from ridealong.services.desk import Desk
from ridealong.services.invites import outbox, send_invites
from ridealong.services.invites.delivery import Delivered
from ridealong.services.invites.mail_settings import chosen, server_of
from ridealong.services.invites.send_invites import PAUSES
from services.conftest import employ, it, marketing
from services.mailing import publish, send


def refused(desk: Desk, settings: Mail) -> RidealongError:
    """What sending comes to; nothing counts as sent."""
    due = outbox.rows(desk)
    with pytest.raises(RidealongError) as caught:
        send_invites.send(desk, settings, wait=lambda _seconds: None)
    assert outbox.rows(desk) == due
    return caught.value


def test_without_a_server_it_says_what_to_set(one: Desk) -> None:
    error = refused(one, Mail())
    assert str(error).startswith("No mail server is set. Set server under [mail] in")
    assert error.typed.startswith("Give --server HOST, or set server under [mail] in")


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


def guarded_by(server: MailServer, path: Path | str, password_command: str = "") -> Mail:
    return Mail(HOST, server.port, "starttls", USER, ca_file=str(path), password_command=password_command)


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
    assert "there is no user 'no-such-user'" in str(refused(one, guarded_by(guarded, Path("~no-such-user/ca.pem"))))


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


def test_a_password_never_crosses_a_network_in_the_clear(
    one: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(send_invites.PASSWORD_VARIABLE, raising=False)
    asked = tmp_path / "asked"
    with mail_server(auth_require_tls=False) as server:
        # This address reaches the machine itself as well, but is none of those that never leave it.
        settings = Mail("0.0.0.0", server.port, "none", USER, password_command=f"tee '{asked}'")
        error = refused(one, settings)
    assert isinstance(error, ServerUnusable)
    assert "A password would cross the network to 0.0.0.0:" in str(error)
    assert "Set security to starttls or tls" in str(error)
    assert not asked.exists()
    assert server.logins == []


def test_esc_ends_a_command_that_is_asked_for_the_password(
    one: Desk, guarded: MailServer, trusted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(send_invites.PASSWORD_VARIABLE, raising=False)
    asked = iter([False] * 3)
    settings = guarded_by(guarded, trusted, password_command="sleep 100")
    done = send_invites.send(one, settings, terminal=False, cancelled=lambda: next(asked, True))
    assert done == Delivered(stopped=True, left=len(outbox.rows(one)))
    assert guarded.logins == []


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
