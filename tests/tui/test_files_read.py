"""Files that are read in dialogs: paths completed, another program's export fitted, what was wrong forgotten."""

from pathlib import Path

from .driving import Open, fill, press, screen_text

EXPORT = "Work e-mail,Who,Department,Team\nnew@company.example,Nia New,Information Technology,Platform\n"
MAPPING = (
    '[columns]\nemail = "Work e-mail"\nname = "Who"\nside = "Department"\n[sides]\n"Information Technology" = "it"\n'
)


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


async def test_the_export_says_what_lies_in_the_folder_and_made_up_invites_go_elsewhere(
    opened: Open, sent: Path, tmp_path: Path
) -> None:
    async with opened(sent, section="invites") as pilot:
        await press(pilot, "X")
        assert "/invites" in screen_text(pilot)
        await fill(pilot, "folder", str(tmp_path / "sent"))
        text = screen_text(pilot)
        assert "of an earlier export are in that folder" in text
        assert " ›" not in [line[:2] for line in text.splitlines()], (
            "the cursor of the screen behind is no part of the dialog"
        )
        await press(pilot, "escape", "escape")
        await press(pilot, "2")
        assert "› " in [line.strip()[:2] for line in screen_text(pilot).splitlines()]
        await press(pilot, "6")
        pilot.app.door.demo = True
        await press(pilot, "X")
        assert "/demo-invites" in screen_text(pilot)
