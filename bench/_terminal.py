"""A program in a real pseudo-terminal, and the moments at which words appear on its screen."""

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
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyte
from bench._measure import Taken

COLUMNS, ROWS = 120, 36
_PATIENCE = 30.0


def appearances(arguments: Sequence[str], environment: Mapping[str, str], words: Sequence[str]) -> list[Taken]:
    """Start a program and stop it again once all words have been on its screen.

    Args:
        words: each as it must stand on one line of the screen.

    Returns:
        For each word, what it took from the start of the process until the output that showed it had arrived: on the
        clock, and of the processor by all threads of the program, which a busy machine disturbs less.
    """
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    settings = {**environment, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    start = time.perf_counter()
    program = subprocess.Popen(
        list(arguments), stdin=slave, stdout=slave, stderr=slave, env=settings, start_new_session=True
    )
    os.close(slave)
    try:
        return _watch(master, program.pid, start, words, " ".join(arguments))
    finally:
        program.kill()
        program.wait()
        os.close(master)


def _watch(master: int, pid: int, start: float, words: Sequence[str], name: str) -> list[Taken]:
    # Reading has a thread of its own, so that the time that pyte takes is not counted as the program's.
    chunks: queue.SimpleQueue[tuple[Taken, bytes]] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(master, pid, start, chunks), daemon=True).start()
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    seen: dict[str, Taken] = {}
    while len(seen) < len(words):
        try:
            taken, data = chunks.get(timeout=_PATIENCE)
        except queue.Empty:
            data = b""
        if not data:
            missing = ", ".join(repr(word) for word in words if word not in seen)
            sys.exit(f"{name}: {missing} never appeared. The screen:\n" + "\n".join(screen.display))
        stream.feed(data)
        shown = screen.display
        for word in words:
            if word not in seen and any(word in line for line in shown):
                seen[word] = taken
    return [seen[word] for word in words]


def _read(master: int, pid: int, start: float, chunks: "queue.SimpleQueue[tuple[Taken, bytes]]") -> None:
    while True:
        try:
            data = os.read(master, 65536)
        except OSError:
            data = b""
        chunks.put((Taken(time.perf_counter() - start, _processor_seconds(pid)), data))
        if not data:
            return


def _processor_seconds(pid: int) -> float:
    """What a process has had of the processor so far, all its threads together; 0 where the system does not say."""
    total = 0
    for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        try:
            total += int(task.read_text(encoding="ascii").split()[0])
        except (OSError, IndexError, ValueError):
            continue  # that thread has just ended
    return total / 1e9
