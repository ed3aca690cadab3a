"""Settings: read from one file, with every mistake in it named."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from ridealong.config import (
    CalDav,
    Config,
    Mail,
    Organizer,
    config_path,
    load_config,
    place,
    read_config,
    save_config,
)
from ridealong.config.lines import spots
from ridealong.config.saving import changed
from ridealong.domain.errors import InvalidValue, Refused, UnreadableFile
from services.conftest import csv

FULL = Config(
    organizer=Organizer("Pat", "pat@x.example", "Europe/Berlin", "DE"),
    mail=Mail("mail.x.example", 2525, "tls", "pat", "pass show mail", "/etc/ca.pem"),
    caldav=CalDav("https://dav.x.example/pat/work/", "pat", "pass show dav"),
    coordinator="pat",
    theme="nord",
    keys={"quit": "ctrl+x"},
    first_weekday="sunday",
    date_form="2027-01-11",
    mouse=False,
    animation=True,
    plain=True,
    glyphs="ascii",
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
        (
            "colour = 'red'",
            InvalidValue,
            "line 1, column 1: 'colour' is not a setting. Settings are coordinator, theme",
        ),
        ("theme = 3", InvalidValue, "line 1, column 9: theme: 3 is not a text. Write it in quotes"),
        ("keys = {quit = 3}", InvalidValue, "column 16: keys.quit: 3 is no key"),
        ("keys = 3", InvalidValue, "'keys' has a value of the wrong type"),
        ("organizer = {phone = '1'}", InvalidValue, "'organizer.phone' is not a setting"),
        ("organizer = {email = 'pat'}", InvalidValue, "'pat' is not an e-mail address"),
        ("mail = 'mail.x.example'", InvalidValue, "'mail' has a value of the wrong type"),
        (
            "mail = {host = 'mail.x.example'}",
            InvalidValue,
            r"'mail.host' is not a setting. \[mail\] has server, port",
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
            r"'caldav.server' is not a setting. \[caldav\] has url, user, password_command",
        ),
        ("caldav = {url = 3}", InvalidValue, "caldav.url: 3 is not a text. Write it in quotes"),
        ("caldav = {password = 'secret'}", InvalidValue, "passwords are not kept in this file. Name a command"),
        ("caldav = {url = 'https://pat:pw@x.example/'}", InvalidValue, "names and passwords do not belong there"),
        ("organizer = {time_zone = 'Mars'}", InvalidValue, "'Mars' is not a time zone"),
        ("thme = 'nord'", InvalidValue, "'thme' is not a setting. Did you mean 'theme'"),
        ("time_zone = 'UTC'", InvalidValue, r"Did you mean 'organizer.time_zone'\? It stands under \[organizer\]"),
        (
            "[mail]\ntheme = 'nord'",
            InvalidValue,
            r"line 2, column 1: .* Did you mean 'theme'\? It stands above all tables",
        ),
        ("first_weekday = 'friday'", InvalidValue, "'friday' is none. It is one of monday, sunday, saturday"),
        ("date_form = '11-1-2027'", InvalidValue, "is no form of a date. Write 11 January 2027 as you want to see it"),
        ("mouse = 'no'", InvalidValue, "'no' is neither true nor false. Write true or false, without quotes"),
        ("glyphs = 'emoji'", InvalidValue, "It is one of auto, unicode, ascii"),
    ],
)
def test_a_mistake_is_named_with_the_file(tmp_path: Path, line: str, error: type[Exception], said: str) -> None:
    path = csv(tmp_path, line, name="config.toml")
    with pytest.raises(error, match=said) as caught:
        load_config(path)
    assert str(path) in str(caught.value)


def test_a_file_that_cannot_be_read_or_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=rf"{tmp_path}: the file cannot be read"):
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


def test_all_that_is_wrong_is_told_at_once_and_the_rest_holds(tmp_path: Path) -> None:
    text = 'theme = 3\nfirst_weekday = "sunday"\n\n[mail]\nport = "587"\nsever = "x.example"\n[keys]\n"app.undo" = 1\n'
    found = read_config(csv(tmp_path, text, name="config.toml"))
    assert [(one.line, one.column, one.name) for one in found.config.wrong] == [
        (1, 9, "theme"),
        (5, 8, "mail.port"),
        (6, 1, "mail.sever"),
        (8, 14, "keys.app.undo"),
    ]
    assert found.config == Config(first_weekday="sunday")
    assert [found.source(name) for name in ("first_weekday", "theme", "mail.port")] == ["file", "default", "default"]


def test_only_what_depends_on_a_wrong_setting_is_refused(tmp_path: Path) -> None:
    config = read_config(csv(tmp_path, '[mail]\nport = "587"\n', name="config.toml")).config
    config.need("coordinator", "organizer", "caldav", "mail.server")
    with pytest.raises(InvalidValue, match=r"line 2, column 8: mail.port"):
        config.need("mail")
    broken = read_config(csv(tmp_path, "[mail\n", name="config.toml")).config
    with pytest.raises(UnreadableFile, match="line 1, column 6"):
        broken.need("coordinator")


@pytest.mark.parametrize(("value", "plain"), [("1", True), ("yes", True), ("", False), ("0", False), ("off", False)])
def test_the_environment_comes_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str, plain: bool
) -> None:
    path = csv(tmp_path, f"plain = {str(not plain).lower()}\n", name="config.toml")
    monkeypatch.setenv("RIDEALONG_PLAIN", value)
    found = read_config(path)
    assert found.config.plain is plain
    assert found.source("plain") == "RIDEALONG_PLAIN"
    save_config(replace(found.config, theme="nord"), path)
    assert f"plain = {str(not plain).lower()}\n" in path.read_text()


@pytest.mark.parametrize(
    "line", ['"people.add" = "ctrl+n"', 'people.add = "ctrl+n"', "people = {add = 'ctrl+n'}", 'people.add = ["ctrl+n"]']
)
def test_names_of_actions_may_be_written_with_and_without_quotes(tmp_path: Path, line: str) -> None:
    path = csv(tmp_path, f"[keys]\n{line}\n", name="config.toml")
    assert load_config(path).keys == {"people.add": "ctrl+n"}


WRITTEN = """\
# What I like.
theme = "nord"   # cold

[organizer]   # me
name = "Kim"
time_zone = "Mars"

[keys]
people.add = "ctrl+n"
"""


def test_what_the_user_wrote_stays_when_a_setting_is_saved(tmp_path: Path) -> None:
    path = csv(tmp_path, WRITTEN.rstrip(), name="config.toml")
    before = read_config(path).config
    save_config(replace(before, theme="gruvbox", organizer=replace(before.organizer, country="DE")), path)
    assert path.read_text() == WRITTEN.replace('"nord"', '"gruvbox"').replace("# me\n", '# me\ncountry = "DE"\n')
    save_config(replace(read_config(path).config, theme="", keys={}, coordinator="kim"), path)
    assert path.read_text() == (
        '# What I like.\n\ncoordinator = "kim"\n\n'
        '[organizer]   # me\ncountry = "DE"\nname = "Kim"\ntime_zone = "Mars"\n\n[keys]\n'
    )


def test_a_file_that_is_no_toml_is_not_written_over(tmp_path: Path) -> None:
    path = csv(tmp_path, "theme = nord\n", name="config.toml")
    with pytest.raises(Refused, match="line 1, column 9"):
        save_config(Config(theme="gruvbox"), path)
    assert path.read_text().strip() == "theme = nord"


_KEYS = st.text("abc.é \"'#=[]{}-", min_size=1, max_size=4)
_LEAVES = st.one_of(
    st.text("ab\"'#]}\\\n,= é", max_size=8),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.lists(st.text('a]#,"', max_size=3)),
)
_TABLES = st.recursive(
    st.dictionaries(_KEYS, _LEAVES, max_size=4),
    lambda inner: st.dictionaries(_KEYS, st.one_of(_LEAVES, inner)),
    max_leaves=8,
)


def leaves(table: Mapping[str, object], path: tuple[str, ...] = ()) -> dict[tuple[str, ...], object]:
    found: dict[tuple[str, ...], object] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= leaves(value, (*path, key))
        else:
            found[(*path, key)] = value
    return found


@given(table=_TABLES, multiline=st.booleans())
def test_every_setting_of_any_file_is_found_where_it_stands(table: dict[str, object], multiline: bool) -> None:
    text = "# first\n" + tomli_w.dumps(table, multiline_strings=multiline)
    found = spots(text)
    for path, value in leaves(table).items():
        spot = found[path]
        assert text[: spot.key].rpartition("\n")[2].strip(" ,{") == "" or spot.inline
        assert tomllib.loads(f"x = {text[spot.value : spot.end]}")["x"] == value
        assert tomllib.loads(f"{text[spot.key : spot.end]}") == nested(path[-1:], value)


def nested(path: tuple[str, ...], value: object) -> dict[str, object]:
    for key in reversed(path):
        value = {key: value}
    assert isinstance(value, dict)
    return value


@pytest.mark.parametrize(
    ("text", "path", "where"),
    [
        ("a = 1", ("a",), (1, 5)),
        ("# no = 3\n  a.b = '''\nc = 1\n''' # d = 2\ne = 1979-05-27 07:32:00\n", ("e",), (5, 5)),
        ('a = """x\\"""" \nb = """"q""""\nc = 2', ("c",), (3, 5)),
        ("a = [1, 2, # ]\n [']', {x = 1}],\n]\nb = 3", ("b",), (4, 5)),
        ("a = {b = {c = 1, 'd e' = \"}\"}, f = 2}", ("a", "b", "d e"), (1, 26)),
        ("[ a . 'b.c' ]\nd = 1", ("a", "b.c", "d"), (2, 5)),
        ("[[a]]\nb = 1\n[[a]]\nb = 2\n[c]\nd = 3", ("c", "d"), (6, 5)),
        ("a = 1\r\nb = 2\r\n", ("b",), (2, 5)),
        ('"\\u0061" = 1\n', ("a",), (1, 12)),
        ("a = 'x", ("b",), (0, 0)),
    ],
)
def test_lines_and_columns_are_those_of_an_editor(text: str, path: tuple[str, ...], where: tuple[int, int]) -> None:
    if where != (0, 0):
        tomllib.loads(text)
    assert place(text if where != (0, 0) else "a = 'x'", path) == where


@given(
    table=_TABLES, changes=st.dictionaries(st.sampled_from(["theme", "mail.port", "mail.user"]), _LEAVES, max_size=3)
)
def test_a_changed_file_says_what_was_changed_and_nothing_else(
    table: dict[str, object], changes: dict[str, object]
) -> None:
    text = tomli_w.dumps(table)
    wanted = {tuple(name.split(".")): value for name, value in changes.items()}
    once = changed(text, tomllib.loads(text), wanted)
    assert leaves(tomllib.loads(once)) == leaves(table) | wanted
    gone = changed(once, tomllib.loads(once), dict.fromkeys(wanted))
    assert leaves(tomllib.loads(gone)) == leaves(table)
