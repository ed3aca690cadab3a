"""Files that are read in dialogs: paths completed, another program's export fitted, what was wrong forgotten."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from ridealong.tui.widgets.field import Field
from thorough import thorough_only

from .driving import Open, fill, press, screen_text, toasts

EXPORT = "Work e-mail,Who,Department,Team\nnew@company.example,Nia New,Information Technology,Platform\n"
MAPPING = (
    '[columns]\nemail = "Work e-mail"\nname = "Who"\nside = "Department"\n[sides]\n"Information Technology" = "it"\n'
)


def read_on(pilot: Pilot[None]) -> str:
    """What stands on the terminal, as one line."""
    return " ".join(screen_text(pilot).replace("│", " ").split())


async def test_an_export_of_another_program_is_read_with_a_mapping(opened: Open, company: Path, tmp_path: Path) -> None:
    export, mapping = tmp_path / "export.csv", tmp_path / "hr.toml"
    export.write_text(EXPORT)
    mapping.write_text(MAPPING)
    async with opened(company) as pilot:
        await press(pilot, "2", "i")
        await fill(pilot, "path", str(export))
        await press(pilot, "enter")
        refused = screen_text(pilot)
        assert "mapping file" in refused
        assert "--map" not in refused
        assert "Look (Enter)" in refused
        await fill(pilot, "map", str(mapping))
        await press(pilot, "enter")
        looked = screen_text(pilot)
        assert "1 added" in looked
        assert "are missing" not in looked, "what was wrong before is not any more"
        assert "Import 1 row (Enter)" in looked
        await fill(pilot, "map", "")
        assert "Look (Enter)" in screen_text(pilot), "with another mapping it would be another import"
        await fill(pilot, "map", str(mapping))
        await press(pilot, "enter", "enter")
        assert "11 people" in screen_text(pilot)


async def test_tab_completes_a_path_and_then_goes_on(opened: Open, company: Path, tmp_path: Path) -> None:
    (tmp_path / "roster of march.csv").write_text("email,name,side,team\n")
    async with opened(company) as pilot:
        await press(pilot, "2", "i")
        await fill(pilot, "path", f"{tmp_path}/roster")
        await press(pilot, "tab")
        assert pilot.app.screen.query_one("#field-path").has_focus_within
        assert "roster of march.csv" in screen_text(pilot)
        await press(pilot, "tab")
        assert pilot.app.screen.query_one("#field-map").has_focus_within
        await press(pilot, "escape")
        assert not pilot.app.screen.is_modal, "a path is soon typed again"


async def test_tab_goes_on_where_a_name_is_complete_or_not_begun(opened: Open, sent: Path, tmp_path: Path) -> None:
    (tmp_path / "replies" / "people").mkdir(parents=True)
    async with opened(sent, section="invites") as pilot:
        await press(pilot, "i")
        for typed in (f"{tmp_path}/replies", f"{tmp_path}/replies/"):
            await fill(pilot, "path", typed)
            await press(pilot, "end", "tab")
            field = pilot.app.screen.query_one("#field-path", Field)
            assert field.text == typed
            assert not field.has_focus_within
        await fill(pilot, "path", f"{tmp_path}/rep")
        await press(pilot, "end", "tab")
        assert field.text == f"{tmp_path}/replies/"


WRITTEN = (("invites", "X", "folder"), ("invites", "F", "folder"), ("history", "x", "path"))
"""A section, the key that asks where something is written, and the field."""


@pytest.mark.parametrize("asks", [*WRITTEN[:2], pytest.param(WRITTEN[2], marks=thorough_only)])
async def test_tab_never_changes_where_something_is_written(
    opened: Open, sent: Path, tmp_path: Path, asks: tuple[str, str, str]
) -> None:
    section, key, name = asks
    (tmp_path / "report-1").mkdir()
    (tmp_path / "report-1.csv").write_text("")
    async with opened(sent, section=section) as pilot:
        await press(pilot, key)
        for typed in (f"{tmp_path}/report", f"{tmp_path}/report-1"):
            await fill(pilot, name, typed)
            await press(pilot, "end", "tab")
            field = pilot.app.screen.query_one(f"#field-{name}", Field)
            assert field.text == typed
            assert not field.has_focus_within
        await fill(pilot, name, f"{tmp_path}/report")
        await press(pilot, "end", "right")
        assert field.text == f"{tmp_path}/report-1/"


READ = (("people", "i", "path"), ("people", "i", "map"), ("invites", "i", "path"))


@pytest.mark.parametrize(("section", "key", "name"), [*READ, *WRITTEN, ("people", "Y", "file")])
async def test_a_path_that_cannot_be_is_said_while_typing(
    opened: Open, sent: Path, section: str, key: str, name: str
) -> None:
    async with opened(sent, section=section, size=(120, 36)) as pilot:
        await press(pilot, key)
        if name == "file":
            await press(pilot, "down", "down", "right")
        await fill(pilot, name, "~nobody-of-that-name/d")
        assert "there is no user 'nobody-of-that-name'" in read_on(pilot)
        await fill(pilot, name, "x" * 300)
        assert "File name too long" in read_on(pilot)
        await press(pilot, "enter")
        assert pilot.app.screen.is_modal


async def test_the_export_says_what_lies_in_the_folder_and_made_up_invites_go_elsewhere(
    opened: Open, sent: Path, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "holiday.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    async with opened(sent, section="invites") as pilot:
        await press(pilot, "X")
        assert "/invites" in screen_text(pilot)
        await fill(pilot, "folder", str(tmp_path / "sent"))
        assert "calendar files are in that folder already" in screen_text(pilot)
        await fill(pilot, "folder", str(tmp_path / "other"))
        assert "1 calendar file is in that folder already" in screen_text(pilot)
        await press(pilot, "escape", "escape")
        pilot.app.door.demo = True
        await press(pilot, "X")
        assert "/demo-invites" in screen_text(pilot)


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_why_a_row_is_rejected_can_be_read_in_full_before_and_after_the_import(
    opened: Open, company: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("email,name,side,team\nnew@x.example,Nia,it,A\nold@x.example,Old,sales,B\nbad,Old,it,B\n")
    side = "line 3, side: 'sales' is not a side. A side is 'it' or 'marketing'"
    address = "line 4, email: 'bad' is not an e-mail address. It looks like name@company.example"
    async with opened(company, size=size) as pilot:
        await press(pilot, "2", "i")
        await fill(pilot, "path", str(roster))
        await press(pilot, "enter")
        assert side in read_on(pilot)
        await press(pilot, "down")
        assert address in read_on(pilot)
        await press(pilot, "down")
        assert "new@x.example: added" in read_on(pilot)
        await press(pilot, "enter")
        assert side in toasts(pilot)
        assert address in toasts(pilot)
