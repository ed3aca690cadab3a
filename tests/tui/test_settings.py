"""What the user has set holds on every screen; what is wrong is told, with its line, and stops nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ridealong.config import DATE_FORMS, WEEKDAYS, Config, read_config
from ridealong.domain.errors import InvalidValue
from ridealong.services.desk import open_desk
from ridealong.services.people import people
from ridealong.tui import dates, start
from ridealong.tui.app import RidealongApp
from ridealong.tui.settings_check import is_key, wrong_in

from .conftest import CONFIG
from .driving import Open, press, screen_text, toasts


@pytest.fixture(autouse=True)
def as_usual() -> Iterator[None]:
    yield
    dates.use(DATE_FORMS[0], WEEKDAYS[0])


async def test_the_screens_open_with_what_is_right_and_say_what_is_wrong(
    opened: Open, company: Path, own_config: Path
) -> None:
    own_config.write_text(
        'theme = "nrd"\ndate_form = "2027-01-11"\nmouse = "no"\n[keys]\n"people.add" = "f4"\n"app.fly" = "f5"\n'
    )
    async with opened(company, config=read_config().config) as pilot:
        told = toasts(pilot)
        assert [one.title for one in pilot.app._notifications] == [f"Settings in {own_config}"]
        assert "line 3, column 9: mouse: 'no' is neither true nor false" in told
        assert "line 1, column 9: there is no theme 'nrd'. Did you mean 'nord'?" in told
        assert "line 6, column 13: there is no action 'app.fly'" in told
        assert pilot.app.theme == "ridealong-dark"
        await press(pilot, "f4")
        assert "Add a person" in screen_text(pilot)


async def test_only_the_first_wrong_settings_fill_the_toast(opened: Open, company: Path, own_config: Path) -> None:
    own_config.write_text("".join(f"a{number} = 1\n" for number in range(9)))
    async with opened(company, config=read_config().config) as pilot:
        assert "line 3" in toasts(pilot)
        assert "line 4" not in toasts(pilot)
        assert "6 more: see `ridealong config check`" in toasts(pilot)


async def test_a_file_that_is_no_toml_stops_nothing_but_changes(opened: Open, company: Path, own_config: Path) -> None:
    own_config.write_text("theme = nord\n")
    async with opened(company, config=read_config().config) as pilot:
        assert "line 1, column 9: this is not TOML" in toasts(pilot)
        await press(pilot, "2", "g", "d")
        assert "column 9" in toasts(pilot)
        assert "10 people" in screen_text(pilot)


def test_a_wrong_coordinator_changes_nothing(company: Path, own_config: Path) -> None:
    own_config.write_text("coordinator = 3\n")
    desk = open_desk(company, config=read_config().config)
    with pytest.raises(InvalidValue, match="line 1, column 15"):
        people.remove(desk, "ana.lima@company.example")
    desk.close()


AS_SET = (
    ("2027-01-11", "sunday", ("2027-01-11 – 01-15", "week of 2027-01-10", " 10 ")),
    ("11.01.2027", "saturday", ("11.01. – 15.01.2027", "week of 09.01.2027", " 9 ")),
    ("11 Jan 2027", "monday", ("11–15 Jan 2027", "week of 11 Jan 2027", " 11 ")),
)


@pytest.mark.parametrize(("form", "first", "said"), AS_SET)
async def test_days_and_weeks_are_written_as_set(
    opened: Open, company: Path, form: str, first: str, said: tuple[str, str, str]
) -> None:
    config = replace(CONFIG, date_form=form, first_weekday=first)
    async with opened(company, config=config, size=(100, 30)) as pilot:
        await press(pilot, "3")
        assert f"Round 1 · {said[0]} ·" in screen_text(pilot)
        await press(pilot, "4", "t", "right")
        assert said[1] in screen_text(pilot)
        assert said[2] in screen_text(pilot).split("\n")[3]


def test_what_the_screens_are_started_with_comes_from_the_file(
    own_config: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own_config.write_text("mouse = false\nanimation = true\n")
    ran: list[tuple[Config, dict[str, Any]]] = []  # Any: as Textual takes them
    monkeypatch.setattr(start, "can_draw", lambda: True)
    monkeypatch.setattr(RidealongApp, "run", lambda self, **how: ran.append((self.config, how)))
    monkeypatch.delenv("TEXTUAL_ANIMATIONS", raising=False)
    monkeypatch.setenv("RIDEALONG_DB", str(tmp_path / "a.db"))
    assert start.run_plain_start() == 0
    assert start.run_screens(tmp_path / "a.db", plain=True) == 0
    assert [how for _config, how in ran] == [{"mouse": False}, {"mouse": False}]
    assert [config.plain for config, _how in ran] == [False, True]


@pytest.mark.parametrize("key", ["n", "?", "+", "ctrl+n", "f4", "question_mark", "shift+tab", "pagedown", "é"])
def test_keys_that_a_keyboard_sends_are_known(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize("key", ["", "ctlr+n", "ctrl+", "page_dwon", "hello", "n n", "ctrl+nn"])
def test_other_keys_are_not(key: str) -> None:
    assert not is_key(key)


def test_nothing_is_wrong_with_the_defaults() -> None:
    assert wrong_in(Config()) == []


def test_two_actions_that_hear_the_same_key_are_named_once() -> None:
    (wrong,) = wrong_in(Config(keys={"plan.pin": "w"}))
    assert wrong.problem == "the key w is bound to both plan.pin and plan.why"
    assert wrong_in(Config(keys={"plan.pin": "w", "plan.why": "p"})) == []
    (wrong,) = wrong_in(Config(keys={"plan.pin": "?", "plan.why": "question_mark"}))
    assert wrong.problem.startswith("the key ? ")
    assert wrong_in(Config(keys={"people.add": "w"})) == []


def test_keys_that_two_actions_share_from_the_beginning_clash_in_no_config() -> None:
    for name, keys in (("form.next-field", "tab,f6"), ("preview.next", "tab,g"), ("choice.previous", "left,h,b")):
        assert [one.problem for one in wrong_in(Config(keys={name: keys})) if "Tab" in one.problem] == []
    assert wrong_in(Config(keys={"form.next-field": "tab,f6"})) == []
    assert wrong_in(Config(keys={"choice.previous": "left,h,b"})) == []


def test_keys_of_a_choice_clash_with_the_letters_of_its_options_and_with_its_form() -> None:
    (wrong,) = wrong_in(Config(keys={"choice.next": "m"}))
    assert wrong.problem == "the key m is bound to both choice.next and marking.missed"
    (wrong,) = wrong_in(Config(keys={"choice.round": "enter"}))
    assert wrong.problem == "the key Enter is bound to both choice.round and form.accept"


async def test_where_the_file_is_no_toml_today_shows_the_rest_and_says_what_is_not_known(
    opened: Open, published: Path, own_config: Path
) -> None:
    own_config.write_text('theme = "purple\n[keys\n')
    async with opened(published, size=(110, 40), config=read_config().config, section="today") as pilot:
        shown = screen_text(pilot)
        assert "Invites not sent  cannot be worked out until line 1 of config.toml is corrected" in shown
        assert "Next week" in shown
        assert "things need you, and not all is known" in shown
        assert "…" not in shown
        assert toasts(pilot).count("not TOML") == 1


async def test_where_the_file_is_no_toml_invites_say_why_in_their_place_and_export_nothing(
    opened: Open, published: Path, own_config: Path
) -> None:
    own_config.write_text('theme = "purple\n[keys\n')
    async with opened(published, size=(110, 40), config=read_config().config, section="today") as pilot:
        await press(pilot, "6")
        shown = screen_text(pilot)
        assert "This cannot be shown until line 1 of config.toml is corrected." in shown
        assert "Correct that line." in shown
        assert "Then start ridealong again." in shown
        assert "…" not in shown
        assert toasts(pilot).count("not TOML") == 1
        await press(pilot, "x")
        assert "Export" not in screen_text(pilot).replace("x Export", "")
        assert toasts(pilot).count("not TOML") == 2


async def test_the_page_of_a_person_says_which_meetings_cannot_be_worked_out(
    opened: Open, published: Path, own_config: Path
) -> None:
    own_config.write_text('theme = "purple\n')
    async with opened(published, size=(110, 40), config=read_config().config) as pilot:
        await press(pilot, "2", "enter")
        assert "cannot be worked out until line 1 of config.toml is corrected" in screen_text(pilot)
        assert "…" not in screen_text(pilot)
        assert toasts(pilot).count("not TOML") == 1
