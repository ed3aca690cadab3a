"""Where a call of the program begins: the root of all commands, and the exit code in the end."""

import sys
import time
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import NoReturn

import click

from ridealong import __version__, log
from ridealong.cli.failures import DONE, UNEXPECTED, explain
from ridealong.cli.options import SETTINGS, global_options
from ridealong.cli.output import show_text
from ridealong.cli.registry import ENTRIES, SECTIONS
from ridealong.cli.session import Session, pass_session

EXIT_CODES = """\
\b
Exit codes:
  0    done
  1    it could not be done: the reason stands on stderr, and nothing was changed
  2    the call was wrong
  3    done, but something needs attention: rows were rejected, or places are
       left open for another reason than somebody being away
  130  interrupted: what was completed before is kept and named
"""


class Root(click.Group):
    """The program: a group that imports a command only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of the overview."""
        return list(ENTRIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command, imported now."""
        entry = ENTRIES.get(cmd_name)
        if entry is None:
            return None
        found = getattr(import_module(f"ridealong.cli.{entry.module}"), entry.attribute)
        return found if isinstance(found, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called, or say which may have been meant."""
        name = args[0]
        if name not in ENTRIES and not name.startswith("-") and not ctx.resilient_parsing:
            near = get_close_matches(name, ENTRIES, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else "`ridealong --help` lists them"
            ctx.fail(f"There is no command '{name}'. {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview, from the registry: asking each command would import them all."""
        for title, entries in SECTIONS:
            with formatter.section(title):
                formatter.write_dl([(entry.name, entry.summary) for entry in entries])


def _print_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        show_text(f"ridealong {__version__}\n")
        ctx.exit()


@click.command(
    cls=Root,
    name="ridealong",
    invoke_without_command=True,
    context_settings=SETTINGS,
    params=list(global_options(root=True)),
    epilog=EXIT_CODES,
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Print the version."
)
@pass_session
@click.pass_context
def root(ctx: click.Context, session: Session) -> int:
    """Run an exchange between an IT and a marketing department.

    Without a command, the screens open. Everything that the screens can do, a command can do.
    """
    if ctx.invoked_subcommand is not None:
        return DONE
    if session.json:
        raise click.UsageError("The screens print no JSON. Name a command", ctx)
    from ridealong.tui.start import run_screens  # noqa: PLC0415 - commands start without the screens

    clock = session.clock if session.today else None
    return run_screens(
        session.database, clock=clock, read_only=session.read_only, plain=session.plain, no_color=session.no_color
    )


def execute(arguments: Sequence[str]) -> int:
    """Run one call; returns its exit code."""
    session = Session()
    begun = time.monotonic()
    code = ""
    try:
        done = root.main(list(arguments), prog_name="ridealong", standalone_mode=False, obj=session)
        ended = done if isinstance(done, int) else DONE
    except BaseException as error:
        # Whatever it is, no traceback reaches a user.
        session.json = session.json or _asks_for_json(arguments)
        failure = explain(error, session)
        code, ended = (failure.code, failure.exit) if failure else ("", DONE)
        if code == UNEXPECTED:
            log.unexpected(error)
    if session.command or code:
        log.ended(session.command or "ridealong", ended, code, time.monotonic() - begun)
    return ended


def _asks_for_json(arguments: Sequence[str]) -> bool:
    """Whether a call that could not be understood was made by a script."""
    own = list(arguments)
    return "--json" in (own[: own.index("--")] if "--" in own else own)


def run() -> NoReturn:
    """Run the call that the process was started with, and end the process."""
    sys.exit(execute(sys.argv[1:]))
