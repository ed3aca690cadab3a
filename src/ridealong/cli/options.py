"""The options that every command takes, before it or after it, and the command classes that take them."""

from collections.abc import Sequence
from datetime import date

import click

from ridealong.cli.session import Session
from ridealong.cli.values import day
from ridealong.cli.writing import would_write
from ridealong.config import DATABASE_VARIABLE, TODAY_VARIABLE

SETTINGS = {"help_option_names": ["-h", "--help"]}

NOTE = "The options of `ridealong` itself (--db, --json, --today, --yes, ...) may also stand here."


def _session(ctx: click.Context) -> Session:
    return ctx.ensure_object(Session)


def _name(ctx: click.Context) -> str:
    return f"{_name(ctx.parent)} {ctx.info_name}".strip() if ctx.parent else ""


def _keep_database(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None:
        session = _session(ctx)
        session.database = value
        source = ctx.get_parameter_source(param.name or "")
        session.database_named = source is click.core.ParameterSource.COMMANDLINE


def _keep_today(ctx: click.Context, _param: click.Parameter, value: date | None) -> None:
    if value is not None:
        _session(ctx).today = value


def _keep_flag(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        setattr(_session(ctx), param.name or "", True)


def _flag(name: str, text: str, *, hidden: bool) -> click.Option:
    return click.Option([name], is_flag=True, expose_value=False, hidden=hidden, callback=_keep_flag, help=text)


def global_options(*, root: bool) -> list[click.Option]:
    """The options that may stand before and after a command; the environment is read only once, at the root."""
    return [
        click.Option(
            ["--db", "database"],
            metavar="PATH|URL",
            envvar=DATABASE_VARIABLE if root else None,
            expose_value=False,
            hidden=not root,
            callback=_keep_database,
            help=f"The database: a file, or a URL. Default: {DATABASE_VARIABLE}, else one in your data folder.",
        ),
        click.Option(
            ["--today"],
            type=day,
            metavar="DATE",
            envvar=TODAY_VARIABLE if root else None,
            expose_value=False,
            hidden=not root,
            callback=_keep_today,
            help=f"Take this day (YYYY-MM-DD) for today. Default: {TODAY_VARIABLE}, else the clock.",
        ),
        _flag("--json", "Print one JSON document instead of tables.", hidden=not root),
        _flag("--read-only", "Change nothing in the database.", hidden=not root),
        _flag("--no-color", "No colours; the same as NO_COLOR=1.", hidden=not root),
        _flag("--plain", "Draw the screens as simple lines, for screen readers.", hidden=not root),
        _flag("--yes", "Answer every question with yes.", hidden=not root),
    ]


AFTER: Sequence[click.Option] = global_options(root=False)


class Command(click.Command):
    """A command that also takes the options of the program."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments of this command, which from now on is the one that was called."""
        _session(ctx).command = _name(ctx)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run it, unless it would change what is only to be read."""
        session = _session(ctx)
        if session.read_only and would_write(session.command, ctx.params):
            session.refuse_to_write()
        return super().invoke(ctx)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own options, and those of the program."""
        return [*super().get_params(ctx), *AFTER]

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say that there are more options than are listed."""
        super().format_epilog(ctx, formatter)
        formatter.write_paragraph()
        formatter.write_text(NOTE)


class Group(click.Group):
    """A group of commands, such as `people`, that also takes the options of the program."""

    command_class = Command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments of this group, which is what was called if no command follows."""
        _session(ctx).command = _name(ctx)
        return super().parse_args(ctx, args)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own options, and those of the program."""
        return [*super().get_params(ctx), *AFTER]
