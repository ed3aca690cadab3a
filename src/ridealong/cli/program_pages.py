"""How commands show one program: its settings, its measures and who is enrolled."""

from collections.abc import Iterable

from ridealong.cli.documents import measure_json, plain_number, program_row_json, program_settings_json
from ridealong.cli.output import show
from ridealong.cli.session import Session
from ridealong.cli.tables import print_table
from ridealong.domain.programs import Measure
from ridealong.domain.values import WEEKDAYS
from ridealong.domain.wording import many
from ridealong.services.programs import ProgramPage

_TITLE_WIDTH = 20


def page_json(page: ProgramPage) -> dict[str, object]:
    """Everything known of a program, as one document."""
    return {
        "program": {**program_row_json(page.row), **program_settings_json(page.program)},
        "measures": [measure_json(one) for one in page.measures],
        "enrolments": [
            {"email": one.email, "name": one.name, "side": str(one.side), "team": one.team, "state": str(one.state)}
            for one in page.enrolled
        ],
    }


def print_page(session: Session, page: ProgramPage) -> None:
    """Everything known of a program, for people."""
    show(_settings(page))
    if page.measures:
        print_measures(session, page.measures)
    rows = [(one.name, one.email, one.side, one.team, one.state) for one in page.enrolled]
    if rows:
        print_table(session, ("Name", "E-mail", "Side", "Team", "State"), rows)


def print_measures(session: Session, measures: Iterable[Measure]) -> None:
    """The measures of a program as a table."""
    rows = [(one.name, one.unit, _number(one.baseline), _number(one.target)) for one in measures]
    numbers = ("Baseline", "Target")
    print_table(session, ("Measure", "Unit", *numbers), rows, right=numbers)


def _number(value: float | None) -> str:
    return "" if value is None else f"{plain_number(value)}"


def _settings(page: ProgramPage) -> Iterable[str]:
    settings = {**program_row_json(page.row), **program_settings_json(page.program)}
    for key, value in (settings | {"check_in": _check_in(page)}).items():
        # Texts of several lines go on under their first line.
        text = _text(value).replace("\n", "\n" + " " * _TITLE_WIDTH)
        yield from f"{key.replace('_', ' ') + ':':<{_TITLE_WIDTH}}{text}".rstrip().split("\n")


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(str, value)) or "none"
        case _:
            return str(value)


def _check_in(page: ProgramPage) -> str:
    rhythm = page.program.check_in
    if rhythm is None or "check-in" not in page.program.meetings:
        return "none"
    every = "every week" if rhythm.every_weeks == 1 else f"every {many(rhythm.every_weeks, 'week')}"
    return f"{WEEKDAYS[rhythm.weekday]} {rhythm.at:%H:%M}, {rhythm.minutes} min, {every}"
