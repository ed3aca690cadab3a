"""A table that somebody looks at, as CSV text and as a file."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ridealong.domain.errors import Refused, code_of_trouble
from ridealong.exchange.cells import guard
from ridealong.exchange.whole_files import make_folder, replace_whole
from ridealong.exchange.write_csv import table_csv_text


def csv_text(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Titles and rows as CSV: what a spreadsheet would take for a formula gets a leading apostrophe."""
    return table_csv_text(titles, rows)


def tabbed_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows with tabs between the cells, guarded as CSV is, since most people paste them into a sheet."""
    return "\n".join("\t".join(guard(" ".join(cell.split("\t"))) for cell in row) for row in rows)


def write(path: Path, text: str) -> None:
    """Write a text whole into a file that its owner alone can read; raises Refused where that cannot be done."""
    try:
        make_folder(path.parent)
        replace_whole(path, text.encode())
    except OSError as error:
        raise Refused(
            f"{path} cannot be written: {error.strerror or error}",
            "Choose another file",
            code=code_of_trouble(error),
        ) from error
