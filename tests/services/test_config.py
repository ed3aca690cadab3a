"""Settings: read from one file, with every mistake in it named."""

from pathlib import Path

import pytest

from ridealong.config import CalDav, Config, Mail, Organizer, config_path, load_config, save_config
from ridealong.domain.errors import InvalidValue, Refused, UnreadableFile
from services.conftest import csv

FULL = Config(
    organizer=Organizer("Pat", "pat@x.example", "Europe/Berlin", "DE"),
    mail=Mail("mail.x.example", 2525, "tls", "pat", "pass show mail", "/etc/ca.pem"),
    caldav=CalDav("https://dav.x.example/pat/work/", "pat", "pass show dav"),
    coordinator="pat",
    theme="nord",
    keys={"quit": "ctrl+x"},
)


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    assert save_config(FULL, path) == path
    assert load_config(path) == FULL
    assert [one.name for one in path.parent.iterdir()] == ["config.toml"]


def test_no_file_is_no_settings(tmp_path: Path) -> None:
    assert load_config(tmp_path / "none.toml") == Config()


def test_a_file_may_begin_with_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b'\xef\xbb\xbfcoordinator = "pat"\n')
    assert load_config(path).coordinator == "pat"


@pytest.mark.parametrize(
    ("line", "error", "said"),
    [
        ("coordinator = ", UnreadableFile, "is not TOML"),
        ("colour = 'red'", InvalidValue, "'colour' is not a setting. Settings are organizer, coordinator"),
        ("theme = 3", InvalidValue, "'theme' has a value of the wrong type"),
        ("keys = {quit = 3}", InvalidValue, "'keys' has a value of the wrong type"),
        ("organizer = {phone = '1'}", InvalidValue, "'organizer.phone' is not a setting"),
        ("organizer = {email = 'pat'}", InvalidValue, "'pat' is not an e-mail address"),
        ("mail = 'mail.x.example'", InvalidValue, "'mail' has a value of the wrong type"),
        (
            "mail = {host = 'mail.x.example'}",
            InvalidValue,
            "'mail.host' is not a setting. It has ca_file, password",
        ),
        ("mail = {port = 'abc'}", InvalidValue, "mail.port: 'abc' is not a whole number. Write it without quotes"),
        ("mail = {port = true}", InvalidValue, "mail.port: 'True' is not a whole number"),
        ("mail = {server = 25}", InvalidValue, "mail.server: 25 is not a text. Write it in quotes"),
        ("organizer = {name = 3}", InvalidValue, "organizer.name: 3 is not a text. Write it in quotes"),
        ("mail = {port = 65536}", InvalidValue, "65536 is not a port. It is a number from 1 to 65535"),
        ("mail = {security = 'ssl'}", InvalidValue, "'ssl' is none. It is one of starttls, tls, none"),
        ("mail = {password = 'secret'}", InvalidValue, "passwords are not kept in this file. Name a command"),
        ("caldav = 'https://dav.x.example/'", InvalidValue, "'caldav' has a value of the wrong type"),
        (
            "caldav = {server = 'x'}",
            InvalidValue,
            "'caldav.server' is not a setting. It has password_command, url",
        ),
        ("caldav = {url = 3}", InvalidValue, "caldav.url: 3 is not a text. Write it in quotes"),
        ("caldav = {password = 'secret'}", InvalidValue, "passwords are not kept in this file. Name a command"),
        ("caldav = {url = 'https://pat:pw@x.example/'}", InvalidValue, "names and passwords do not belong there"),
        ("organizer = {time_zone = 'Mars'}", InvalidValue, "'Mars' is not a time zone"),
    ],
)
def test_a_mistake_is_named_with_the_file(tmp_path: Path, line: str, error: type[Exception], said: str) -> None:
    path = csv(tmp_path, line, name="config.toml")
    with pytest.raises(error, match=said) as caught:
        load_config(path)
    assert str(path) in str(caught.value)


def test_a_file_that_cannot_be_read_or_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=rf"{tmp_path} cannot be read"):
        load_config(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match=r"cannot be written"):
        save_config(FULL, tmp_path / "file" / "config.toml")


def test_what_was_never_set_comes_from_the_login() -> None:
    organizer = Config(coordinator="pat").organizer_or_login
    assert organizer.name == "pat"
    assert "@" in organizer.email
    assert organizer.time_zone == "UTC"


def test_the_environment_says_where_the_file_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RIDEALONG_CONFIG", str(tmp_path / "mine.toml"))
    assert config_path() == tmp_path / "mine.toml"
