"""The two doors out: data to stdout, narration to stderr, both harmless to the terminal and quiet when it is gone."""

import errno
import json
import os
import sys
from collections.abc import Iterable
from typing import TextIO

from ridealong.domain.errors import RidealongError, code_of_trouble
from ridealong.domain.wording import brief, printable

CLEAR = "\r\x1b[K"
"""Begins the row of a terminal anew."""

_row: list[str] = []
"""What stands in the row of the cursor, drawn to be drawn over."""

MOST_IN_A_LINE = 1600
"""How many characters of narration are shown: a long name must not push the rest off the screen."""


def show(lines: Iterable[str]) -> None:
    """Lines of data for people, to stdout."""
    _finish_row()
    _write(sys.stdout, "".join(f"{printable(line)}\n" for line in lines))


def show_styled(lines: Iterable[str]) -> None:
    """Lines of data that already are harmless, with the escapes that colour them."""
    _write(sys.stdout, "".join(f"{line}\n" for line in lines))


def show_text(text: str) -> None:
    """Data in a format of its own, to stdout exactly as it is."""
    _write(sys.stdout, text)


def show_json(document: object) -> None:
    """One JSON document, to stdout."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    if not _encodable(text, sys.stdout):
        text = json.dumps(document, ensure_ascii=True, indent=2)
    _write(sys.stdout, f"{text}\n")


def say(text: str) -> None:
    """A line of narration, to stderr."""
    _finish_row()
    _write(sys.stderr, f"{brief(printable(text), MOST_IN_A_LINE)}\n", fatal=False)


def say_lines(text: str) -> None:
    """Several lines of narration, to stderr."""
    for line in text.splitlines():
        say(line)


def draw(text: str) -> None:
    """Narration as it is, escapes included: a progress bar on a terminal, gone before anything else is written."""
    _row[:] = [] if text == CLEAR else [text]
    _write(sys.stderr, text, fatal=False)


def _finish_row() -> None:
    if _row:
        draw(CLEAR)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody reads a stream as it is written."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def _encodable(text: str, stream: TextIO | None) -> bool:
    try:
        text.encode(_encoding(stream))
    except UnicodeEncodeError:
        return False
    return True


def _encoding(stream: TextIO | None) -> str:
    return (stream and stream.encoding) or "utf-8"


def _write(stream: TextIO | None, text: str, *, fatal: bool = True) -> None:
    if stream is None or not text:
        return
    if not _encodable(text, stream):
        text = text.encode(_encoding(stream), "backslashreplace").decode(_encoding(stream))
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        _close_quietly(stream)
        # Windows reports a closed pipe as an invalid argument.
        if fatal and error.errno not in (errno.EPIPE, errno.EINVAL):
            raise RidealongError(
                f"The output cannot be written: {error.strerror}", "Make room for it", code=code_of_trouble(error)
            ) from None


def _close_quietly(stream: TextIO) -> None:
    """Let whatever is still written to a stream vanish, also what Python flushes when it ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return
