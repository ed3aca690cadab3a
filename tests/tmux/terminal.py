"""A program in a real terminal emulator: keys are typed, and the screen is read as a person would see it."""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

PATIENCE = 4000
"""How often the screen is looked at before a test gives up; each look takes some thousandths of a second."""

TELLING = '"$0" "$@"; echo "exit code $?"; read -r _'
"""How the program is run: its exit code stands on the screen in the end."""


class Tmux:
    """One program in one window of a tmux server of its own."""

    def __init__(
        self, folder: Path, command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int]
    ) -> None:
        self._socket = folder / "tmux"
        columns, rows = size
        settings = [part for name, value in environment.items() for part in ("-e", f"{name}={value}")]
        # No user's own settings of tmux.
        where = ("-d", "-c", str(folder), "-x", str(columns), "-y", str(rows))
        self._call("-f", os.devnull, "new-session", *where, *settings, "sh", "-c", TELLING, *command)

    def _call(self, *arguments: str) -> str:
        command = ["tmux", "-S", str(self._socket), *arguments]
        # No more than Python knows of: line editing, which pytest loads, puts a size of its own beside it.
        done = subprocess.run(command, env=dict(os.environ), capture_output=True, text=True, check=True)
        return done.stdout

    @property
    def text(self) -> str:
        """What stands on the screen, line by line."""
        return self._call("capture-pane", "-p")

    def sees(self, pattern: str) -> str:
        """Wait until a regular expression finds something on the screen; returns what it found."""
        for _ in range(PATIENCE):
            if found := re.search(pattern, self.text):
                return found[0]
        raise AssertionError(f"'{pattern}' does not come; the screen shows:\n{self.text}")

    def press(self, *keys: str, then: str = "") -> None:
        """Press keys, by tmux's names, and wait for what they bring."""
        self._call("send-keys", *keys)
        self.sees(then)

    def type(self, text: str, then: str = "") -> None:
        """Type letters, and wait until they, or something else, stand there."""
        self._call("send-keys", "-l", text)
        self.sees(then or re.escape(text[-12:]))

    def click(self, pattern: str, then: str = "") -> None:
        """Click on what a regular expression finds first, and wait for what it brings."""
        found = self.sees(pattern)
        before = self.text.partition(found)[0]
        row, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 2
        for final in "Mm":
            # SGR mouse reports: the left button, pressed and let go.
            self._call("send-keys", "-l", f"\x1b[<0;{column};{row}{final}")
        self.sees(then)

    def ended(self) -> int:
        """Wait until the program has ended; returns its exit code."""
        return int(self.sees(r"exit code \d+").split()[-1])

    def close(self) -> None:
        """End the program with its terminal."""
        subprocess.run(["tmux", "-S", str(self._socket), "kill-server"], capture_output=True, check=False)
