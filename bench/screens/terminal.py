"""A program in a real pseudo-terminal: keys go in, and what it draws is timed and read."""

from __future__ import annotations

import fcntl
import os
import pty
import queue
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import NamedTuple

import pyte

COLUMNS, ROWS = 120, 36
QUIET = 0.06
"""After so many seconds without output, a program has drawn what it wanted to draw."""
A_MOMENT = 4 * QUIET
"""A pause between two keys of somebody who looks."""
NOTHING = 0.4
"""A key that has drawn nothing after so many seconds draws nothing, as a move beyond the last row."""
PATIENCE = 60.0
"""Seconds after which a program that was waited for is given up, and the measurement with it."""


class Answer(NamedTuple):
    """What a key had drawn: the seconds until the first of it arrived on the terminal, and until the last."""

    first: float
    last: float


class Terminal:
    """A running program; the clock starts with its process.

    Reading has a thread of its own, and what was read is replayed only once the program is quiet, so that replaying
    takes no time from it.
    """

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        self._name = " ".join(arguments)
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        settings = {**environment, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self._chunks: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self.started = self._latest = time.perf_counter()
        self._program = subprocess.Popen(
            list(arguments), stdin=slave, stdout=slave, stderr=slave, env=settings, start_new_session=True
        )
        os.close(slave)
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._program.kill()
        self._program.wait()
        os.close(self._master)

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self._master, 65536)
            except OSError:
                data = b""
            self._chunks.put((time.perf_counter(), data))
            if not data:
                return

    @property
    def text(self) -> str:
        """What stands on the screen, line by line."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def until(self, holds: Callable[[str], bool], what: str) -> float:
        """Wait until the screen shows something; returns the seconds since the start when that had arrived."""
        end = time.perf_counter() + PATIENCE
        while not holds(self.text):
            try:
                self._latest, data = self._chunks.get(timeout=max(0.0, end - time.perf_counter()))
            except queue.Empty:
                data = b""
            if not data:
                sys.exit(f"{self._name}: {what} never came. The screen:\n{self.text}")
            self._stream.feed(data)
        return self._latest - self.started

    def sees(self, words: str) -> float:
        """Wait until some words stand on one line; returns the seconds since the start when they had arrived."""
        return self.until(lambda text: words in text, repr(words))

    def rest(self, quiet: float = A_MOMENT) -> None:
        """Wait until nothing has been drawn for some seconds; a program that never rests ends the measurement."""
        end = time.perf_counter() + PATIENCE
        while self._next(quiet) is not None:
            if time.perf_counter() > end:
                sys.exit(f"{self._name} is never at rest. The screen:\n{self.text}")

    def press(self, key: str) -> Answer | None:
        """Press a key; returns when the program drew what it answers, None where that is nothing.

        Whatever is drawn until it is quiet again counts as the answer to the key.
        """
        pressed = time.perf_counter()
        os.write(self._master, key.encode())
        first = self._next(NOTHING)
        if first is None:
            return None
        last = first
        while (later := self._next(QUIET)) is not None:
            last = later
        return Answer(first - pressed, last - pressed)

    def _next(self, timeout: float) -> float | None:
        try:
            at, data = self._chunks.get(timeout=timeout)
        except queue.Empty:
            return None
        if not data:
            sys.exit(f"{self._name} has ended. The screen:\n{self.text}")
        self._stream.feed(data)
        return at
