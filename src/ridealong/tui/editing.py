"""A long text written in the user's own editor, while the screens wait."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported
from textual.widgets import Input, TextArea

from ridealong.domain.errors import Refused, RidealongError, UnreadableFile

if TYPE_CHECKING:
    from textual.widget import Widget

    from ridealong.tui.app import RidealongApp

VARIABLES = ("VISUAL", "EDITOR")
USUAL = ("editor", "nano", "vi")
"""What is tried where no variable names an editor: Debian's choice, then what needs no learning."""
REMEDY = "Set VISUAL or EDITOR to an editor that works, such as: export EDITOR=nano"


def edit_text(program: RidealongApp, text: str) -> str | None:
    """Let the user change a text in their own editor, in a file that only they can read and that vanishes after it.

    Returns:
        The text as it was saved, without the line end at its end; None where it is unchanged, or where it could not be
        edited, which the program then says: whatever was in a field stays there.
    """
    try:
        changed = _edited(program, text)
    except RidealongError as error:
        program.show_failure(error)
        return None
    return changed if changed != text else None


def edit_field(program: RidealongApp, field: Widget | None) -> None:
    """Let the user change what is in a field; in a field of one line, several lines become one."""
    if isinstance(field, TextArea):
        if (changed := edit_text(program, field.text)) is not None:
            field.text = changed
    elif isinstance(field, Input) and (changed := edit_text(program, field.value)) is not None:
        field.value = " ".join(changed.split())
        field.cursor_position = len(field.value)


def command() -> list[str]:
    """The editor and its arguments; raises Refused where there is none."""
    for name in VARIABLES:
        if words := os.environ.get(name, "").strip():
            try:
                return shlex.split(words)
            except ValueError as error:
                raise Refused(f"{name} is no command: {error}", REMEDY) from error
    found = next((path for name in USUAL if (path := shutil.which(name))), None)
    if found is None:
        raise Refused("No editor is known here", REMEDY)
    return [found]


def _edited(program: RidealongApp, text: str) -> str:
    words = command()
    with TemporaryDirectory(prefix="ridealong-text-") as folder:
        # The folder is open to its owner alone, and so is what an editor leaves beside the file.
        path = Path(folder) / "text.txt"
        path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
        try:
            with program.suspend():
                ended = _run([*words, str(path)])
        except SuspendNotSupported as error:
            raise Refused(
                "An editor cannot be opened from here", "That works in a terminal, not in a browser; type the text here"
            ) from error
        if isinstance(ended, OSError):
            raise Refused(f"{words[0]} cannot be started: {ended.strerror or ended}", REMEDY) from ended
        if ended != 0:
            raise Refused(f"{Path(words[0]).name} ended with an error ({ended}), so the text stays as it was", REMEDY)
        return _read(path)


def _run(words: list[str]) -> int | OSError:
    """The exit code, or why it did not start: Textual gets its terminal back only where nothing is raised here."""
    # Ctrl+C belongs to the editor; a handler, unlike an ignored signal, is not handed on to it.
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        return subprocess.run(words, check=False).returncode  # noqa: S603 - the user's own editor, started as they say
    except OSError as error:
        return error
    finally:
        signal.signal(signal.SIGINT, before)


def _read(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            f"What the editor saved cannot be read: {error}", "Save it as UTF-8 text under the same name"
        ) from error
    return text.removesuffix("\n")
