"""What stands in the place of something that could not be read: why, and what to do about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ridealong.domain.errors import RidealongError
from ridealong.tui.actions import with_keys
from ridealong.tui.dates import with_days
from ridealong.tui.text import shown

if TYPE_CHECKING:
    from ridealong.config import Config


def until_words(error: Exception, config: Config) -> str:
    """Until what something stays unknown: `until line 1 of config.toml is corrected`; empty where no setting says."""
    for one in config.wrong:
        if isinstance(error, RidealongError) and one.error().problem == error.problem:
            line = f"line {one.line} of " if one.line else ""
            return f"until {line}{shown(Path(one.file).name)} is corrected"
    return ""


def why_words(error: Exception) -> str:
    """What went wrong on one line; of what nobody foresaw, a dialog tells the details."""
    return shown(with_days(str(error))) if isinstance(error, RidealongError) else "this should not have happened"


def wrong_filter_words(error: RidealongError) -> str:
    """What a list says in the place of its rows where a term is followed by what it cannot be: so, and what it can."""
    return f"{shown(with_days(error.problem))}.\n{shown(with_days(error.remedy))}".rstrip()


def unread_words(error: Exception, config: Config) -> str:
    """What a list says in the place of its rows: that they cannot be shown, why, and what to do then."""
    until = until_words(error, config)
    if until:
        # Settings are read when the program starts.
        return f"This cannot be shown {until}.\n{why_words(error)}.\nThen start ridealong again."
    again = with_keys("{section.read-again} reads it again.", config.keys)
    return f"This could not be read.\n{why_words(error)}.\n{again}"
