"""What a call that failed says, and with which exit code it ends."""

import os
import traceback

import click

from ridealong.cli.output import say, say_lines
from ridealong.cli.session import Session
from ridealong.domain.errors import Interrupted, RidealongError

DONE = 0
FAILED = 1
WRONG_CALL = 2
NEEDS_ATTENTION = 3
INTERRUPTED = 130

DEBUG_VARIABLE = "RIDEALONG_DEBUG"


def explain(error: BaseException, session: Session) -> int:
    """Say on stderr what went wrong; returns the exit code."""
    if os.environ.get(DEBUG_VARIABLE):
        say_lines("".join(traceback.format_exception(error)))
    match error:
        case SystemExit():
            return error.code if isinstance(error.code, int) else DONE if error.code is None else FAILED
        case KeyboardInterrupt():
            return _interrupted(session)
        case click.Abort():
            return _aborted(error, session)
        case click.ClickException():
            return _wrong_call(error)
        case Interrupted():
            say(f"ridealong: {error}")
            return INTERRUPTED
        case RidealongError():
            say(f"ridealong: {error}")
        case OSError():
            where = f"{error.filename}: " if error.filename else ""
            say(f"ridealong: {where}{error.strerror or error}")
        case MemoryError():
            say("ridealong: there is not enough memory for this; nothing was changed")
        case _:
            _unexpected(error)
    return FAILED


def _interrupted(session: Session) -> int:
    kept = "; ".join(session.kept)
    say(f"ridealong: interrupted. {f'Kept: {kept}' if kept else 'Nothing was changed'}")
    return INTERRUPTED


def _aborted(error: click.Abort, session: Session) -> int:
    if isinstance(error.__cause__, EOFError) or isinstance(error.__context__, EOFError):
        say("ridealong: no answer was given, so nothing was changed. --yes answers beforehand")
        return FAILED
    return _interrupted(session)


def _wrong_call(error: click.ClickException) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":
        say_lines(error.format_message())
        return WRONG_CALL
    if isinstance(error, click.UsageError) and error.ctx is not None:
        say_lines(error.ctx.get_usage())
        say(f"`{error.ctx.command_path} --help` says more.")
    say(f"ridealong: {error.format_message()}")
    return error.exit_code


def _unexpected(error: BaseException) -> None:
    text = " ".join(f"{type(error).__name__}: {error}".split())
    say(
        f"ridealong: this should not have happened ({text[:300]}). Please report it where you got ridealong from, "
        f"with what {DEBUG_VARIABLE}=1 prints"
    )
