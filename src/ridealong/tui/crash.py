"""The last words of a program that has met a mistake of its own."""

import sys
import tempfile
import traceback
from pathlib import Path

from rich.text import Text

from ridealong import log


def last_words() -> Text:
    """Keep the traceback of the present exception in a file; returns what to print instead of it.

    Messages in a traceback may name people, so the log has none of it: the file is for its owner to read first.
    """
    if error := sys.exception():
        log.unexpected(error)
    with tempfile.NamedTemporaryFile("w", prefix="ridealong-", suffix=".txt", delete=False, encoding="utf-8") as report:
        report.write(traceback.format_exc())
    return Text(
        "ridealong has met a mistake of its own and had to stop; everything saved is safe. "
        f"What happened is in {Path(report.name)}, which may contain names"
    )
