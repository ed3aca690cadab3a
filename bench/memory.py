"""What the screens hold in memory with 10,000 people open: a real process in a real pseudo-terminal."""

import argparse
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pyte
from bench._measure import BIN, clean_environment

COLUMNS, ROWS = 120, 36
BUDGET = 150
_PATIENCE = 60.0
_SECTIONS = (("2", "People"), ("5", "History"), ("3", "Plan"))
_MOVES = ("G", "g")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", help="a path, such as one that bench.storage keeps; it is only read")
    parser.add_argument("--today", default="2027-03-22", help="the day on which the database's story is told")
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="ridealong-bench-") as folder:
        environment = clean_environment(Path(folder)) | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        arguments = [str(BIN / "ridealong"), "--db", asked.database, "--today", asked.today, "--read-only"]
        held = _held(arguments, environment)
    return 0 if held <= BUDGET else 1


def _held(arguments: list[str], environment: dict[str, str]) -> float:
    """Megabytes that the program holds once it has shown every section from its first to its last row."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    program = subprocess.Popen(
        arguments, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
    )
    os.close(slave)
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    try:
        _until_quiet(master, stream)
        _say("first screen", program.pid)
        for key, name in _SECTIONS:
            for pressed in (key, *_MOVES):
                os.write(master, pressed.encode())
                _until_quiet(master, stream)
            _say(f"{name}, to the last row and back", program.pid)
        return _megabytes(program.pid)
    finally:
        program.kill()
        program.wait()
        os.close(master)


def _until_quiet(master: int, stream: pyte.ByteStream, quiet: float = 3.0) -> None:
    """Read until nothing has come for some seconds."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and select.select([master], [], [], quiet)[0]:
        try:
            stream.feed(os.read(master, 65536))
        except OSError:
            sys.exit("The program ended")


def _say(what: str, pid: int) -> None:
    print(f"  {what:<44} {_megabytes(pid):6.0f} MB", flush=True)


def _megabytes(pid: int) -> float:
    """The resident memory of a process and its children."""
    total = 0
    for process in (pid, *_children(pid)):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            total += int(line.split()[1]) if line.startswith("Rss:") else 0
    return total / 1024


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


if __name__ == "__main__":
    sys.exit(main())
