"""Passwords of servers: asked of the environment or of a command, and kept nowhere."""

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

from ridealong.domain.errors import Interrupted, Refused

_PATIENCE = 120.0
"""Seconds that a command may take, since it may ask somebody for the key of a safe."""
_SLICE = 0.1
"""Seconds after which it is asked whether to go on waiting."""


def find_password(
    variable: str,
    command: str,
    setting: str,
    *,
    terminal: bool = True,
    cancelled: Callable[[], bool] | None = None,
) -> str:
    """The password of a server: from the environment, else the first line that a command prints.

    Args:
        variable: the environment variable that goes before the command.
        command: as a shell would read it, but run without one; empty where none is set.
        setting: what the config file calls the command, such as `mail.password_command`.
        terminal: whether the command may speak with the user on the terminal; not where screens are drawn on it.
        cancelled: asked while the command runs; once it says yes, the command is ended.

    Raises:
        Refused: there is neither, or the command fails or prints nothing; what it printed is never repeated.
        Interrupted: it was cancelled.
    """
    if given := os.environ.get(variable):
        return given
    if not command.strip():
        raise Refused("There is no password for the server", f"Set {variable}, or {setting} in the config file")
    try:
        words = shlex.split(command, posix=os.name != "nt")
        printed = _printed(words, terminal=terminal, cancelled=cancelled or (lambda: False))
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        # Without its cause, which may hold what the command printed.
        raise Refused(f"The command in {setting} failed ({_why(error)})", "Run it by hand to see why") from None
    password = printed.decode(errors="replace").partition("\n")[0].rstrip("\r")
    if not password:
        raise Refused(f"The command in {setting} printed no password", "Its first line of output must be the password")
    return password


def _printed(words: Sequence[str], *, terminal: bool, cancelled: Callable[[], bool]) -> bytes:
    """What a command prints; raises Interrupted and what `subprocess` raises."""
    apart = None if terminal else subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603 - the user's own command, from their own config file
        words, stdin=apart, stdout=subprocess.PIPE, stderr=apart, start_new_session=not terminal
    ) as process:
        try:
            for _ in range(round(_PATIENCE / _SLICE)):
                with suppress(subprocess.TimeoutExpired):
                    printed, _said = process.communicate(timeout=_SLICE)
                    if not process.returncode:
                        return printed
                    if not cancelled():
                        raise subprocess.CalledProcessError(process.returncode, words[0])
                if cancelled():
                    raise Interrupted("The password was not waited for", "Nothing more was done")
            raise subprocess.TimeoutExpired(words[0], _PATIENCE)
        finally:
            if process.returncode is None:
                _end(process, alone=not terminal)


def _end(process: subprocess.Popen[bytes], *, alone: bool) -> None:
    """End a command, and where it runs in a session of its own, all that it has started."""
    if alone and sys.platform != "win32":
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _why(error: Exception) -> str:
    match error:
        case subprocess.CalledProcessError():
            return f"exit code {error.returncode}"
        case subprocess.TimeoutExpired():
            return f"no answer in {_PATIENCE:.0f} seconds"
        case OSError():
            return error.strerror or str(error)
        case _:
            return "it cannot be read as a command"
