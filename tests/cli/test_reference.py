"""The reference of all commands is what the program says of itself."""

from pathlib import Path

import click
import pytest

from ridealong.cli.main import root
from ridealong.cli.reference import reference
from ridealong.cli.registry import ENTRIES

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), "run: python -m ridealong.cli.reference > docs/commands.md"


@pytest.mark.parametrize("name", ENTRIES)
def test_every_command_of_the_overview_exists_and_explains_itself(name: str) -> None:
    command = root.get_command(click.Context(root), name)
    assert command is not None
    assert command.name == name
    commands = command.commands.values() if isinstance(command, click.Group) else [command]
    for one in commands:
        assert one.help
        assert all(option.help for option in one.params if isinstance(option, click.Option))
