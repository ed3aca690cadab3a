"""A report as the text of a file: a page, Markdown or JSON, by the ending of its name."""

from collections.abc import Callable, Mapping
from pathlib import Path

from ridealong.domain.errors import InvalidValue
from ridealong.domain.report import Report
from ridealong.domain.values import quoted
from ridealong.exchange.report_html import report_html
from ridealong.exchange.report_json import report_json_text
from ridealong.exchange.report_md import report_md
from ridealong.services import table_files
from ridealong.services.desk import Desk
from ridealong.services.reports.report import report

FORMS: Mapping[str, Callable[[Report], str]] = {"html": report_html, "md": report_md, "json": report_json_text}
"""The forms of a report, by the ending of a file without its dot."""


def form_of(path: Path) -> str:
    """The form of a report that a file is to hold; raises InvalidValue where its ending is none."""
    ending = path.suffix.removeprefix(".").casefold()
    form = {"htm": "html", "markdown": "md"}.get(ending, ending)
    if form not in FORMS:
        raise InvalidValue(
            f"'{quoted(path.name)}' does not say what the report is to be",
            "Let its name end in .html (a page to print), .md or .json",
        )
    return form


def report_text(made: Report, form: str) -> str:
    """A report in one of `FORMS`."""
    return FORMS[form](made)


def write_report(desk: Desk, program: str, path: Path) -> None:
    """Write the report on a program into a file that its owner alone can read.

    Raises:
        NotFound: there is no such program. InvalidValue: the ending of the file is no form of a report.
        Refused: the file cannot be written.
    """
    form = form_of(path)
    table_files.write(path, report_text(report(desk, program), form))
