"""The last words of a program that has met a mistake of its own."""

import tempfile
import traceback
from pathlib import Path

from rich.text import Text


def last_words() -> Text:
    """Keep the traceback of the present exception in a file; returns what to print instead of it."""
    with tempfile.NamedTemporaryFile("w", prefix="ridealong-", suffix=".txt", delete=False, encoding="utf-8") as report:
        report.write(traceback.format_exc())
    return Text(
        "ridealong has met a mistake of its own and had to stop; everything saved is safe. "
        f"What happened is in {Path(report.name)}"
    )
