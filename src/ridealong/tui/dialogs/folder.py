"""Into which folder files are written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ridealong.domain.errors import UnreadableFile
from ridealong.places import in_browser
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.dialogs.paths import PathSuggester, look_at
from ridealong.tui.widgets.field import Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget


def read_folder(text: str) -> Path:
    """A folder that exists or can be made; raises UnreadableFile."""
    spot = look_at(text)
    if spot.there and not spot.folder:
        raise UnreadableFile(f"'{spot.path}' is a file", "Name a folder")
    return spot.path


class FolderDialog(FormDialog[Path]):
    """Asks for a folder, which is made where it does not exist."""

    OK = "Write"
    HELP = "The folder is made if it does not exist. → takes the completion."

    def __init__(self, title: str, words: str, folder: str) -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._folder = folder

    @property
    def title_text(self) -> str:
        """What is written."""
        return self._title

    def fields(self) -> Iterator[Widget]:
        """The folder."""
        where = " You are in a web browser: they are written on the machine on which ridealong runs." * in_browser()
        yield Line(f"{self._words}{where}", classes="quiet")
        yield Field(
            "folder", "Folder", value=self._folder, read=read_folder, required=True, suggester=PathSuggester(None)
        )

    def submit(self) -> None:
        """Hand back the folder."""
        self.dismiss(read_folder(self.text("folder")))
