"""The page docs/commands.md: a reference of all commands, written from their own help."""

from collections.abc import Iterator

import click

from ridealong.cli.main import root
from ridealong.cli.output import show_text
from ridealong.cli.registry import SECTIONS

WIDTH = 100

_HEAD = """\
# Commands

Written from the program's own help by `python -m ridealong.cli.reference > docs/commands.md`; a test holds it true.

Data goes to stdout, narration to stderr. With `--json` a command prints one JSON document instead, with ISO dates and
people by address. In tables and options rounds count from 1; in JSON they count from 0.

| command | its JSON document |
|---|---|
| `people list` | `{"people": [{"email", "name", "side", "team", ...}]}` |
| imports | `{"added", "changed", "unchanged", "rejected": [{"line", "column", "value", "problem"}], ...}` |
| `history list` | `{"history": [{"program", "kind", "it_email", "marketing_email", "guest", "start", ...}]}` |
| `freeze` | `{"freezes": [{"side", "team", "first_day", "last_day", "reason"}]}` |
| `program list` | `{"programs": [{"name", "kind", "guests", "start", "end", "rounds", "weeks", "people", ...}]}` |
| `program show` | `{"program", "sponsors", "measures", "readings", "rounds", "enrolments"}` |
| `program sign` | `{"program", "side", "sponsor": {"side", "name", "email", "named", "agreed", "note"}}` |
| `holidays list` | `{"places": [{"place", "country", "people"}], "in_use": [{"site", "time_zone", ...}], "days"}` |
| `plan` | a `ridealong-plan/1` with `program`; assignments also have `start`, `end`, `id`, `state`, `pinned` |
| `pin --program` | `{"pins": [{"program", "guest", "host", "round"}]}` |
| `enrol` | `{"program", "enrolled", "state", "manager", "rejected"}`; of a form what imports print |
| `enrol --leaves` | `{"program", "people", "from", "cancelled", "ended", "shorter", "aside", "groups", ...}` |
| `leads list` | `{"leads": [{"email", "name", "drafts": [{"id", "side", "email", "with", "word", ...}]}]}` |
| `compare` | `{"program", "publishes", "later", "stands", "tells": [...], "wrong", "lacking", "sentences"}` |
| `publish` | `{"program", "pairings", "rounds", "invites", "later"}` |
| `teams show` | `{"teams": [{"name", "start", "end", "state", "slots": [{"number", "embeds", ...}], "tasks", ...}]}` |
| `teams add`, `change` | `{"team": {...}}`; of a team that runs what was changed, with `sentences`, `told`, `changed` |
| `teams form` | `{"program", "teams", "open": [{"team", "slot", "reason"}], "score", "bound", "gap_percent", ...}` |
| `teams why`, `candidates` | `{"inside", "sentences", "parts", ...}`, `{"candidates": [{"email", "openness", ...}]}` |
| `teams end` | `{"program", "name", "on", "back": [{"email", "last", "day", "share"}], "never", "sentences", "told"}` |
| `meetings list` | `{"meetings": [{"id", "kind", "start", "time", "occurrences", "left_out", "place", ...}]}` |
| `invites list` | `{"invites": [{"uid", "kind", "method", "sequence", "why", "summary", "start", "to"}]}` |
| `invites export` | `{"directory", "files", "drafts", "undrafted"}` |
| `invites send`, `caldav` | `{"sent": [{"uid", ...}], "failed": [{..., "problem"}], "left", "stopped", ...}` |
"""


def reference() -> str:
    """The whole page, as Markdown."""
    return "\n".join([_HEAD, *_page()])


def _page() -> Iterator[str]:
    context = _context(root, None, "ridealong")
    yield _block("## ridealong", context)
    for title, entries in SECTIONS:
        yield f"## {title}\n"
        for entry in entries:
            command = root.get_command(context, entry.name)
            if command is not None:
                yield from _command(command, context, entry.name)


def _command(command: click.Command, parent: click.Context, name: str) -> Iterator[str]:
    context = _context(command, parent, name)
    yield _block(f"### {context.command_path}", context)
    if isinstance(command, click.Group):
        for sub_name in command.list_commands(context):
            sub = command.get_command(context, sub_name)
            if sub is not None:
                yield _block(f"#### {context.command_path} {sub_name}", _context(sub, context, sub_name))


def _context(command: click.Command, parent: click.Context | None, name: str) -> click.Context:
    return click.Context(
        command,
        parent=parent,
        info_name=name,
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        help_option_names=["-h", "--help"],
    )


def _block(heading: str, context: click.Context) -> str:
    return f"{heading}\n\n```text\n{context.get_help()}\n```\n"


if __name__ == "__main__":
    show_text(reference())
