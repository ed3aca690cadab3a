"""The main job by keyboard alone, in 80 by 24: from an empty database to invites and the history."""

from pathlib import Path

import pytest

from ridealong.config import Config, Organizer, load_config
from ridealong.tui.widgets.field import Field

from .driving import Open, fill, press, program_of, screen_text, settle, toasts

ROSTER = """email,name,side,team,wants,knows
ana@x.example,Ana Lima,it,Platform,CRM,SQL
ben@x.example,[/x] Ben,it,Data,Events,SQL
chloe@x.example,Chloé Petit,it,Data,CRM,APIs
grace@x.example,Grace Berg,marketing,Brand,SQL,CRM
hugo@x.example,Hugo Costa,marketing,CRM,APIs,CRM;Events
iris@x.example,Iris Weber,marketing,CRM,SQL,Events
not-an-address,Nobody,it,Data,,
"""


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return path


async def test_from_first_start_to_invites(opened: Open, roster: Path, tmp_path: Path) -> None:
    async with opened(config=Config()) as pilot:
        assert "Whom do invites come from?" in screen_text(pilot)
        await fill(pilot, "name", "Kim Reyes")
        await fill(pilot, "email", "kim@x.example")
        await fill(pilot, "time_zone", "europe/berlin")
        await press(pilot, "enter")
        assert load_config().organizer.time_zone == "Europe/Berlin"
        assert "Kim Reyes <kim@x.example>" in screen_text(pilot)

        await press(pilot, "i")
        await fill(pilot, "path", str(roster))
        await press(pilot, "enter")
        assert "6 added, 0 changed, 0 unchanged, 1 rejected" in screen_text(pilot)
        assert "line 8, email" in screen_text(pilot)
        await press(pilot, "enter")
        assert "6 people" in screen_text(pilot)
        assert "[/x] Ben" in screen_text(pilot)

        await press(pilot, "7", "n")
        await fill(pilot, "name", "Spring [b]rides")
        await fill(pilot, "start", "2027-01-11")
        await fill(pilot, "rounds", "4")
        await press(pilot, "enter")
        assert "Plan › Spring [b]rides" in screen_text(pilot)
        assert "Press r to plan" in screen_text(pilot)

        await press(pilot, "r")
        assert "3 drafts" in screen_text(pilot)
        assert "Round 1 · 11–15 Jan 2027" in screen_text(pilot)

        await press(pilot, "P")
        assert "Publish Spring [b]rides?" in screen_text(pilot)
        await press(pilot, "enter")
        assert "3 drafts" in screen_text(pilot), "Enter alone publishes nothing"
        await press(pilot, "P", "tab", "enter")
        assert "Published" in screen_text(pilot)
        assert "0 drafts" in screen_text(pilot)

        await press(pilot, "6")
        assert "invites due" in screen_text(pilot)
        await press(pilot, "x")
        await fill(pilot, "folder", str(tmp_path / "out"))
        await press(pilot, "enter")
        assert "0 invites due" in screen_text(pilot)
        written = len(list((tmp_path / "out").glob("*.ics")))
        assert written
        assert f"{written} files and {written} mail drafts written into" in toasts(pilot)

        await press(pilot, "5")
        assert "3 pairings" in screen_text(pilot)
        assert "◆ published" in screen_text(pilot)

        await press(pilot, "4")
        assert "▶" in screen_text(pilot)


async def test_the_organizer_can_be_skipped_and_nothing_typed_is_lost_by_one_esc(opened: Open) -> None:
    async with opened(config=Config()) as pilot:
        await fill(pilot, "email", "kim@nowhere")
        assert "is not an e-mail address" in screen_text(pilot)
        await press(pilot, "enter")
        assert "Whom do invites come from?" in screen_text(pilot)
        await press(pilot, "escape")
        assert "Esc once more" in screen_text(pilot)
        await press(pilot, "escape")
        assert "Welcome to ridealong" in screen_text(pilot)
        await press(pilot, "n")
        assert "Nobody here yet" in screen_text(pilot)
        for section, words in (
            ("3", "no program yet"),
            ("5", "No pairing has been published"),
            ("6", "Nothing is due"),
        ):
            await press(pilot, section)
            assert words in screen_text(pilot)


async def test_a_country_of_the_organizer_that_is_none_is_refused_in_its_field(opened: Open) -> None:
    async with opened(config=Config()) as pilot:
        await fill(pilot, "country", "ZZ")
        assert "'ZZ' is not a country whose public holidays are known" in screen_text(pilot)
        await fill(pilot, "name", "Kim Reyes")
        await press(pilot, "enter")
        assert "Whom do invites come from?" in screen_text(pilot)
        assert "'ZZ' is not a country whose public holidays are known" in screen_text(pilot)
        assert pilot.app.screen.query_one("#field-country", Field).has_focus_within
        await fill(pilot, "country", "")
        assert "is not a country" not in screen_text(pilot)
        await fill(pilot, "country", "de-by")
        assert "is not a country" not in screen_text(pilot)
        await press(pilot, "enter")
        assert "Welcome to ridealong" in screen_text(pilot)
        assert load_config().organizer == Organizer(name="Kim Reyes", country="DE-BY")


async def test_a_country_that_was_set_by_hand_and_is_none_is_refused_where_it_is_corrected(
    opened: Open, company: Path
) -> None:
    config = Config(organizer=Organizer(email="kim@x.example", country="ZZ"))
    async with opened(company, config=config) as pilot:
        await press(pilot, "7", "n")
        await fill(pilot, "name", "Spring")
        await press(pilot, "enter")
        assert "Correct the country of the organizer" in screen_text(pilot)
        assert "name a country for the program" not in screen_text(pilot)
        await press(pilot, "escape", "escape", "ctrl+o", "enter")
        assert "'ZZ' is not a country whose public holidays are known" in screen_text(pilot)
        await fill(pilot, "country", "fr")
        await press(pilot, "enter")
        assert load_config().organizer.country == "FR"
        await press(pilot, "n")
        await fill(pilot, "name", "Spring")
        await press(pilot, "enter")
        assert "Plan › Spring" in screen_text(pilot)


async def test_the_demo_is_built_opened_marked_and_gone_afterwards(opened: Open) -> None:
    async with opened(size=(120, 36)) as pilot:
        await press(pilot, "d")
        door = program_of(pilot).door
        assert door.demo
        assert door.database is not None
        folder = Path(door.database).parent
        assert folder.exists()
        assert "demo" in screen_text(pilot).splitlines()[0]
        assert "39 people" in screen_text(pilot)
        await press(pilot, "3")
        assert "Round" in screen_text(pilot)
    assert not folder.exists()


async def test_import_explains_a_missing_file_a_folder_and_a_file_without_addresses(
    opened: Open, company: Path, tmp_path: Path
) -> None:
    (tmp_path / "letter.csv").write_text("dear,all\n1,2\n")
    async with opened(company) as pilot:
        await press(pilot, "i")
        await fill(pilot, "path", str(tmp_path / "nothing.csv"))
        assert "There is no file" in screen_text(pilot)
        await fill(pilot, "path", str(tmp_path))
        assert "is a folder" in screen_text(pilot)
        await fill(pilot, "path", str(tmp_path / "letter.csv"))
        await press(pilot, "enter")
        assert "email" in screen_text(pilot)
        await press(pilot, "escape", "escape")
        assert "10 people" in screen_text(pilot)


async def test_the_same_roster_again_changes_nothing(opened: Open, company: Path, roster: Path) -> None:
    async with opened(company) as pilot:
        for expected in ("6 added", "6 unchanged"):
            await press(pilot, "i")
            await fill(pilot, "path", str(roster))
            await press(pilot, "enter")
            assert expected in screen_text(pilot)
            await press(pilot, "enter")
        assert "nothing to import" in screen_text(pilot)
        await press(pilot, "escape", "escape")
        await settle(pilot)
        assert "16 people" in screen_text(pilot)
