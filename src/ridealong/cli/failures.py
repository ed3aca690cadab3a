"""What a call that failed says, to people and to scripts, and with which exit code it ends."""

import json
import os
import traceback
from dataclasses import dataclass, field

import click

from ridealong.cli.output import say, say_lines
from ridealong.cli.session import Session
from ridealong.domain.errors import Interrupted, RidealongError, code_of_trouble
from ridealong.log import DEBUG_VARIABLE

DONE = 0
FAILED = 1
WRONG_CALL = 2
NEEDS_ATTENTION = 3
INTERRUPTED = 130

UNEXPECTED = "unexpected"
"""The code of what nobody foresaw."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a call failed.

    Args:
        code: a word of `error_codes.CODES`.
        said: what people read in place of problem and remedy; None for just these.
        details: further keys for scripts.
    """

    code: str
    problem: str
    remedy: str = ""
    exit: int = FAILED
    said: tuple[str, ...] | None = None
    details: dict[str, object] = field(default_factory=dict)

    @property
    def document(self) -> dict[str, object]:
        """The same for scripts."""
        told = {"code": self.code, "problem": self.problem, "remedy": self.remedy, "exit": self.exit}
        return {"error": {**told, **self.details}}

    @property
    def lines(self) -> tuple[str, ...]:
        """The same for people."""
        if self.said is not None:
            return self.said
        return (f"ridealong: {self.problem}. {self.remedy}" if self.remedy else f"ridealong: {self.problem}",)


def explain(error: BaseException, session: Session) -> Failure | None:
    """Say on stderr what went wrong; returns it, or None where the program just ends in order."""
    if os.environ.get(DEBUG_VARIABLE):
        say_lines("".join(traceback.format_exception(error)))
    failure = failure_of(error, session)
    if failure is None:
        return None
    if session.json:
        # Escapes keep the line what it is, whatever a name holds and whatever the terminal can show.
        say(json.dumps(failure.document, ensure_ascii=True))
    else:
        for line in failure.lines:
            say(line)
    return failure


def failure_of(error: BaseException, session: Session) -> Failure | None:
    """What an error means; None for an exit that is no failure."""
    match error:
        case SystemExit():
            return _left(error, session)
        case click.Abort():
            return _aborted(error, session)
        case _ if _came_of_an_interrupt(error):
            return _interrupted(session)
        case click.ClickException():
            return _wrong_call(error)
        case RidealongError():
            return _ours(error, session)
        case _:
            return _foreign(error)


def _came_of_an_interrupt(error: BaseException) -> bool:
    """Whether an error is Ctrl-C, or what a library tripped over when it tidied up after that cut off its step."""
    chain: list[BaseException] = []
    found: BaseException | None = error
    while found is not None and found not in chain and not isinstance(found, Interrupted):
        chain.append(found)
        found = found.__context__
    return any(isinstance(one, KeyboardInterrupt) for one in chain)


def _ours(error: RidealongError, session: Session) -> Failure:
    if isinstance(error, Interrupted):
        return Failure(error.code, error.problem, error.typed, INTERRUPTED, details=_kept(session))
    return Failure(error.code, error.problem, error.typed, details=dict(error.details))


def _foreign(error: BaseException) -> Failure:
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return Failure(code_of_trouble(error, "file-trouble"), f"{where}{error.strerror or error}")
    if isinstance(error, MemoryError):
        return Failure("out-of-memory", "there is not enough memory for this; nothing was changed")
    return _unexpected(error)


def _kept(session: Session) -> dict[str, object]:
    return {"kept": list(session.kept)} if session.kept else {}


def _left(error: SystemExit, session: Session) -> Failure | None:
    if not error.code:
        return None
    code = error.code if isinstance(error.code, int) else FAILED
    return Failure("interrupted", "stopped from outside", exit=code, said=(), details=_kept(session))


def _interrupted(session: Session) -> Failure:
    # Where it came just as the database was to be asked, that is made up for.
    session.note_kept()
    kept = "; ".join(session.kept)
    rest = f"Kept: {kept}" if kept else session.unsure or "Nothing was changed"
    return Failure("interrupted", f"interrupted. {rest}", exit=INTERRUPTED, details=_kept(session))


def _aborted(error: click.Abort, session: Session) -> Failure:
    if isinstance(error.__cause__, EOFError) or isinstance(error.__context__, EOFError):
        return Failure("not-confirmed", "no answer was given, so nothing was changed", "--yes answers beforehand")
    return _interrupted(session)


def _wrong_call(error: click.ClickException) -> Failure:
    message = error.format_message()
    if not isinstance(error, click.UsageError):
        return Failure("failed", message, exit=error.exit_code)
    path = error.ctx.command_path if error.ctx else "ridealong"
    if type(error).__name__ == "NoArgsIsHelpError":
        lines = tuple(message.splitlines())
        return Failure("wrong-call", "A command is missing", f"`{path} --help` lists them", WRONG_CALL, lines)
    lines = (f"ridealong: {message}",)
    if error.ctx is not None:
        lines = (*error.ctx.get_usage().splitlines(), f"`{path} --help` says more.", *lines)
    problem, remedy = message, f"`{path} --help` says more"
    # A value that a rule of the domain refused says itself what would be right.
    if isinstance(error.__context__, RidealongError) and error.__context__.typed:
        remedy = error.__context__.typed
        problem = message.removesuffix(f". {remedy}")
    return Failure("wrong-call", problem, remedy, error.exit_code, lines, _parameter(error))


def _parameter(error: click.UsageError) -> dict[str, object]:
    param = error.param if isinstance(error, click.BadParameter) else None
    if param is None:
        return {}
    return {"parameter": max(param.opts, key=len) if isinstance(param, click.Option) else param.human_readable_name}


def _unexpected(error: BaseException) -> Failure:
    text = " ".join(f"{type(error).__name__}: {error}".split())
    return Failure(
        UNEXPECTED,
        f"this should not have happened ({text[:300]})",
        f"Please report it where you got ridealong from, with what {DEBUG_VARIABLE}=1 prints",
    )
