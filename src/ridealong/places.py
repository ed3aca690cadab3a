"""Where the screens can be drawn: on a terminal, or on a page of a web browser."""

import os
import sys


def in_browser() -> bool:
    """Whether a web server has started this process to draw the screens on a page."""
    return os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")


def can_draw() -> bool:
    """Whether there is something to draw the screens on, and somebody to press keys."""
    return in_browser() or (sys.stdin.isatty() and sys.stdout.isatty())
