"""Invites into a calendar on a server, as a script does it: settings, passwords, exit codes."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from calendar_server import PASSWORD, USER, Server, calendar_server
from ridealong.config import CalDav, Config, Organizer, save_config
from thorough import thorough_only

from .conftest import Run, content


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with calendar_server(tmp_path_factory.mktemp("radicale")) as running:
        yield running


@pytest.fixture
def url(server: Server, here: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A calendar that the config names, and the password in the environment."""
    monkeypatch.setenv("RIDEALONG_CALDAV_PASSWORD", PASSWORD)
    made = server.make_calendar()
    organizer = Organizer("Pat", "pat@x.example", "Europe/Berlin", "DE")
    save_config(Config(organizer=organizer, caldav=CalDav(made, USER)), here / "config.toml")
    yield made
    server.remove(made)


@pytest.fixture
def due(published: Path, run: Run, url: str) -> int:
    """How many invites are due."""
    return len(run("invites list --json").json["invites"])


def test_what_is_due_is_put_there_and_counts_as_sent(due: int, run: Run, server: Server, url: str) -> None:
    ran = run("invites caldav --json")
    assert ran.code == 0
    assert len(ran.json["sent"]) == due
    assert set(ran.json) == {"calendar", "sent", "failed", "elsewhere", "left", "stopped"}
    assert (ran.json["failed"], ran.json["elsewhere"], ran.json["left"], ran.json["stopped"]) == ([], 0, 0, False)
    assert ran.json["calendar"] == "Exchange"
    assert PASSWORD not in ran.out + ran.err
    assert set(ran.json["sent"][0]) == {"uid", "method", "sequence", "to"}
    assert set(server.objects(url)) == {one["uid"] for one in ran.json["sent"]}
    assert run("invites list --json").json == {"invites": []}
    assert "Nothing is due." in run("invites caldav").err


def test_it_says_who_will_see_the_meetings(due: int, run: Run) -> None:
    ran = run("invites caldav")
    assert "Exchange: the server sends no invites, so only those who see this calendar see the meetings." in ran.err
    assert f"{due} invites delivered to Exchange." in ran.err
    assert len(ran.out.splitlines()) == due


def test_a_dry_run_signs_in_and_changes_nothing(due: int, run: Run, server: Server, url: str, published: Path) -> None:
    before = content(published)
    ran = run("invites caldav --dry-run --json")
    assert ran.code == 0
    assert len(ran.json["due"]) == due
    assert "would go into Exchange; nothing was changed." in run("invites caldav --dry-run").err
    assert server.objects(url) == {}
    assert content(published) == before


def test_a_dry_run_tries_the_settings_also_where_nothing_is_due(run: Run, planned: Path) -> None:
    ran = run("invites caldav --dry-run")
    assert (ran.code, ran.out) == (1, "")
    assert "No calendar server is set up. Give --url" in ran.err


def test_a_dry_run_names_the_calendar_also_where_nothing_is_due(run: Run, planned: Path, url: str) -> None:
    ran = run("invites caldav --dry-run --json")
    assert (ran.code, ran.json["calendar"], ran.json["due"]) == (0, "Exchange", [])


@thorough_only
def test_again_records_nothing(due: int, run: Run, server: Server, url: str, published: Path) -> None:
    assert "Nothing has been sent yet." in run("invites caldav --again").err
    run("invites caldav")
    before = content(published)
    for stored in server.objects(url).values():
        server.remove(stored.url)
    assert run("invites caldav --again").code == 0
    assert len(server.objects(url)) == due
    assert content(published) == before


@pytest.mark.usefixtures("due")
def test_a_wrong_password_is_told_and_shown_nowhere(run: Run, published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIDEALONG_CALDAV_PASSWORD", "wr0ng-secret")
    before = content(published)
    ran = run("invites caldav")
    assert ran.code == 1
    assert "does not accept the name and password" in ran.err
    assert "wr0ng-secret" not in ran.out + ran.err
    assert content(published) == before


@pytest.mark.usefixtures("due")
def test_a_root_is_no_calendar_and_those_found_are_named(run: Run, server: Server, url: str) -> None:
    ran = run(f"invites caldav --url {server.url}")
    assert ran.code == 1
    assert f"{server.url} is not a calendar. Calendars found there: Exchange: {url}" in ran.err


@pytest.mark.usefixtures("due")
def test_the_user_may_be_named_in_the_call(run: Run) -> None:
    ran = run("invites caldav --user somebody --dry-run")
    assert ran.code == 1
    assert "does not accept the name and password" in ran.err


@pytest.mark.usefixtures("due")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("http://dav.x.example/pat/", "would send the password in the clear. Give a URL that begins with https"),
        ("https://pat:hunter2@dav.x.example/pat/", "holds a name or a password"),
        ("calendar", "is not the URL of a calendar"),
        ("http://[", "is not the URL of a calendar"),
    ],
)
def test_a_url_that_cannot_be_used_is_refused(run: Run, given: str, said: str) -> None:
    ran = run(f"invites caldav --url {given}")
    assert ran.code == 2
    assert said in ran.err
    assert "hunter2" not in ran.err


@pytest.mark.usefixtures("due")
def test_a_bad_url_in_the_config_is_refused_too(run: Run, here: Path) -> None:
    (here / "config.toml").write_text("[caldav]\nurl = 'http://dav.x.example/pat/'\n")
    ran = run("invites caldav")
    assert ran.code == 1
    assert "would send the password in the clear" in ran.err


@pytest.mark.usefixtures("due")
def test_without_settings_it_says_what_to_set(run: Run, here: Path) -> None:
    (here / "config.toml").unlink()
    ran = run("invites caldav")
    assert ran.code == 1
    assert "No calendar server is set up. Give --url, or set url and user under [caldav]" in ran.err


@pytest.mark.usefixtures("due")
def test_without_the_package_it_says_how_to_install_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "caldav.davclient", None)
    ran = run("invites caldav")
    assert ran.code == 1
    assert "Install it: pip install 'ridealong[caldav]'" in ran.err


@thorough_only
def test_a_server_that_is_gone_leaves_everything_due(due: int, run: Run, tmp_path: Path) -> None:
    with calendar_server(tmp_path / "dav") as other:
        gone = other.make_calendar()
    ran = run(f"invites caldav --url {gone} --user {USER}")
    assert ran.code == 1
    assert "cannot be reached: Connection refused" in ran.err
    assert len(run("invites list --json").json["invites"]) == due


@thorough_only
def test_one_refused_object_is_named_and_the_rest_goes_on(due: int, run: Run, server: Server, url: str) -> None:
    uid = run("invites list --json").json["invites"][0]["uid"]
    server.block(f"{url}{uid}.ics")
    ran = run("invites caldav --json")
    assert ran.code == 3
    assert [one["uid"] for one in ran.json["failed"]] == [uid]
    assert "The server does not accept it (403, forbidden)" in ran.json["failed"][0]["problem"]
    assert len(ran.json["sent"]) == due - 1
    assert "1 invite left to do: run it again." in ran.err
    assert [one["uid"] for one in run("invites list --json").json["invites"]] == [uid]
