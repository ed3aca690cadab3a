"""`ridealong config`: what holds, where it comes from, and everything that is wrong."""

from pathlib import Path

import pytest

from ridealong.config.known import SETTINGS

from .conftest import Run

WRONG = """\
theme = "nrd"
colour = "red"
date_form = "iso"

[organizer]
emial = "pat@company.example"
time_zone = "Mars"

[mail]
port = "587"

[keys]
"people.ad" = "ctrl+n"
people.add = "ctlr+n"
plan.pin = "w"
"list.down" = "n,v"
"""
WHERE = {
    (1, 9): "there is no theme 'nrd'. Did you mean 'nord'?",
    (2, 1): "'colour' is not a setting",
    (3, 13): "date_form: 'iso' is no form of a date",
    (6, 1): "'organizer.emial' is not a setting. Did you mean 'organizer.email'?",
    (7, 13): "organizer.time_zone: 'Mars' is not a time zone",
    (10, 8): "mail.port: '587' is not a whole number",
    (13, 15): "there is no action 'people.ad'. Did you mean 'people.add'?",
    (14, 14): "there is no key 'ctlr+n'",
    (15, 12): "the key w is bound to both plan.pin and plan.why",
    (16, 15): "the key v is bound to both list.down and table.mark",
}


def test_check_names_everything_that_is_wrong_with_line_and_column(bare: Run, here: Path) -> None:
    path = here / "config.toml"
    path.write_text(WRONG)
    checked = bare("config check")
    assert checked.code == 1
    found = checked.out.splitlines()
    assert len(found) == len(WHERE), checked.out
    for line, ((number, column), said) in zip(found, WHERE.items(), strict=True):
        assert line.startswith(f"{path}, line {number}, column {column}: {said}")
    told = bare("config check --json")
    assert told.code == 1
    assert [(one["line"], one["column"]) for one in told.json["problems"]] == list(WHERE)
    assert told.json["problems"][1]["setting"] == "colour"


@pytest.mark.parametrize("text", [None, "", 'theme = "ridealong-light"\n[keys]\npeople.add = "ctrl+n,f4,+"\n'])
def test_check_finds_nothing_where_nothing_is_wrong(bare: Run, here: Path, text: str | None) -> None:
    if text is not None:
        (here / "config.toml").write_text(text)
    checked = bare("config check")
    assert (checked.code, checked.err) == (0, "")
    assert ("nothing is wrong" if text is not None else "does not exist") in checked.out
    assert bare("config check --json").json["problems"] == []


def test_an_action_that_is_like_none_is_refused_with_where_their_names_are_told(bare: Run, here: Path) -> None:
    (here / "config.toml").write_text('[keys]\n"app.zebra" = "z"\n')
    told = "there is no action 'app.zebra'. `?` and F1 in the screens tell the names of actions"
    assert told in bare("config check").out


def test_check_says_where_a_file_is_no_toml(bare: Run, here: Path) -> None:
    (here / "config.toml").write_text("theme = 'nord'\nmouse = nein\n")
    assert "config.toml, line 2, column 9: this is not TOML" in bare("config check").out


def test_show_says_where_each_setting_comes_from(bare: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "config.toml").write_text('theme = "nord"\nglyphs = "no"\n[keys]\npeople.add = "f4"\n')
    monkeypatch.setenv("RIDEALONG_PLAIN", "1")
    monkeypatch.setenv("RIDEALONG_DB", "b.db")
    shown = bare("config show --json").json
    wanted = {
        "theme": "file",
        "glyphs": "default",
        "plain": "RIDEALONG_PLAIN",
        "database": "RIDEALONG_DB",
        "keys.people.add": "file",
        "mail.port": "default",
    }
    assert {name: shown["from"][name] for name in wanted} == wanted
    assert (shown["theme"], shown["glyphs"], shown["plain"], shown["database"]) == ("nord", "auto", True, "b.db")
    said = bare("config show").out
    assert ["plain", "true", "RIDEALONG_PLAIN"] in [line.split() for line in said.splitlines()]
    assert "config.toml, line 2, column 10: glyphs: 'no' is none" in said


def test_a_command_warns_of_a_wrong_setting_and_fails_only_where_it_needs_it(
    run: Run, published: Path, here: Path
) -> None:
    (here / "config.toml").write_text('theme = 3\n[organizer]\nemail = "pat"\n')
    listed = run("people list")
    assert listed.code == 0
    assert [line.partition(": ")[0] for line in listed.err.splitlines()[:2]] == ["ridealong", "ridealong"]
    assert "config.toml, line 3, column 9: organizer.email: 'pat' is not an e-mail address" in listed.err
    exported = run("invites export --out out")
    assert exported.code == 1
    assert "line 3, column 9" in exported.err
    assert not (here / "out").exists()
    assert run("invites export --out out --organizer 'Pat <pat@company.example>'").code == 0


def test_changes_are_not_made_under_a_wrong_name(run: Run, company: Path, here: Path) -> None:
    (here / "config.toml").write_text("coordinator = 3\n")
    ran = run("people remove it0@company.example --yes")
    assert ran.code == 1
    assert "line 1, column 15: coordinator: 3 is not a text" in ran.err
    (here / "config.toml").write_text("date_form = 3\n")
    assert run("people remove it0@company.example --yes").code == 0


SETTINGS_PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def test_every_setting_is_documented_with_its_default_and_an_example() -> None:
    text = SETTINGS_PAGE.read_text()
    missing = [one.name for one in SETTINGS if f"| `{one.name}` | {one.says}" not in text]
    assert missing == []
    for one in SETTINGS:
        (row,) = [line for line in text.splitlines() if line.startswith(f"| `{one.name}` |")]
        assert f"`{one.example}`" in row
        assert f"| {one.default} |" in row


def test_the_example_in_the_documentation_is_right(bare: Run, here: Path) -> None:
    text = SETTINGS_PAGE.read_text()
    examples = [part.partition("```")[0] for part in text.split("```toml\n")[1:]]
    assert examples
    for example in examples:
        (here / "config.toml").write_text(example)
        assert bare("config check").code == 0, bare("config check").out
