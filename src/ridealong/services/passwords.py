"""Passwords of servers: asked of the environment or of a command, and kept nowhere."""

import os
import shlex
import subprocess

from ridealong.domain.errors import Refused

_PATIENCE = 120.0
"""Seconds that a command may take, since it may ask somebody for the key of a safe."""


def find_password(variable: str, command: str, setting: str) -> str:
    """The password of a server: from the environment, else the first line that a command prints.

    Args:
        variable: the environment variable that goes before the command.
        command: as a shell would read it, but run without one; empty where none is set.
        setting: what the config file calls the command, such as `mail.password_command`.

    Raises:
        Refused: there is neither, or the command fails or prints nothing; what it printed is never repeated.
    """
    if given := os.environ.get(variable):
        return given
    if not command.strip():
        raise Refused("There is no password for the server", f"Set {variable}, or {setting} in the config file")
    try:
        ran = subprocess.run(  # noqa: S603 - the user's own command, from their own config file
            shlex.split(command, posix=os.name != "nt"), stdout=subprocess.PIPE, check=True, timeout=_PATIENCE
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        # Without its cause, which may hold what the command printed.
        raise Refused(f"The command in {setting} failed ({_why(error)})", "Run it by hand to see why") from None
    password = ran.stdout.decode(errors="replace").partition("\n")[0].rstrip("\r")
    if not password:
        raise Refused(f"The command in {setting} printed no password", "Its first line of output must be the password")
    return password


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
