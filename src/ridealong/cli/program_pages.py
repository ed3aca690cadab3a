"""How commands show one program: its settings, its charter, its rounds and who is enrolled."""

from collections.abc import Iterable, Mapping
from datetime import date

from ridealong.cli.documents import (
    measure_json,
    program_row_json,
    program_settings_json,
    reading_json,
    round_json,
    sponsor_json,
)
from ridealong.cli.output import show
from ridealong.cli.session import Session
from ridealong.cli.tables import print_table
from ridealong.domain.answer_words import answer_words
from ridealong.domain.charters import Measured, number_words, progress_words
from ridealong.domain.consent import Word
from ridealong.domain.program_options import has_setting
from ridealong.domain.team_times import MEETINGS_OF_TEAMS
from ridealong.domain.values import WEEKDAYS
from ridealong.domain.wording import many
from ridealong.services.programs.program_look import ProgramLook
from ridealong.services.programs.programs import ProgramPage

_TITLE_WIDTH = 20
MANAGERS_WORDS: Mapping[Word | None, str] = {None: "", Word.AGREED: "has agreed", Word.REFUSED: "has not agreed"}


def page_json(page: ProgramPage) -> dict[str, object]:
    """What is known of a program, as one document, without how far its rounds have come."""
    return {
        "program": {**program_row_json(page.row), **program_settings_json(page.program)},
        "sponsors": [sponsor_json(one) for one in page.charter.sponsors],
        "measures": [measure_json(one) for one in page.measures],
        "readings": [reading_json(one.measure.name, each) for one in page.charter.measures for each in one.readings],
        "explained": [
            {"term": one.term, "side": str(one.side), "meaning": one.meaning} for one in page.charter.explained
        ],
        "enrolments": [
            {
                "email": one.email,
                "name": one.name,
                "side": str(one.side),
                "team": one.team,
                "state": str(one.state),
                "until": one.until.isoformat() if one.until else None,
                "manager": str(one.manager) if one.manager else None,
                "manager_day": one.manager_day.isoformat() if one.manager_day else None,
            }
            for one in page.enrolled
        ],
    }


def whole_page_json(page: ProgramPage, look: ProgramLook) -> dict[str, object]:
    """Everything known of a program, as one document."""
    return {**page_json(page), "rounds": [round_json(one) for one in look.rounds]}


def print_page(session: Session, page: ProgramPage, look: ProgramLook, today: date) -> None:
    """Everything known of a program as of a day, for people."""
    show(_settings(page))
    _print_sponsors(session, page)
    if page.charter.measures:
        print_measures(session, page.charter.measures)
    _print_explained(session, page)
    _print_rounds(session, look)
    rows = [
        (one.name, one.email, one.side, one.team, answer_words(one.state, one.until, today)) for one in page.enrolled
    ]
    words = [MANAGERS_WORDS[one.manager] for one in page.enrolled]
    if any(words):
        said = [(*row, word) for row, word in zip(rows, words, strict=True)]
        print_table(session, ("Name", "E-mail", "Side", "Team", "State", "Manager"), said)
    elif rows:
        print_table(session, ("Name", "E-mail", "Side", "Team", "State"), rows)


def _print_sponsors(session: Session, page: ProgramPage) -> None:
    rows = [(one.side, one.name, one.email, str(one.agreed or "not yet"), one.note) for one in page.charter.sponsors]
    if rows:
        print_table(session, ("Side", "Sponsor", "E-mail", "Agreed", "Note"), rows)


def _print_explained(session: Session, page: ProgramPage) -> None:
    rows = [(one.term, one.side.other.label, one.meaning) for one in page.charter.explained]
    if rows:
        print_table(session, ("Term", "Explained for", "Meaning"), rows)


def print_measures(session: Session, measures: Iterable[Measured]) -> None:
    """The measures of a program as a table, and their readings as another."""
    found = list(measures)
    numbers = ("Baseline", "Latest", "Target")
    rows = [
        (
            one.measure.name,
            one.measure.unit,
            _number(one.measure.baseline),
            _number(one.latest.value if one.latest else None),
            _number(one.measure.target),
            progress_words(one),
        )
        for one in found
    ]
    print_table(session, ("Measure", "Unit", *numbers, "Progress"), rows, right=numbers)
    read = [(one.measure.name, each.day, number_words(each.value), each.note) for one in found for each in one.readings]
    if read:
        print_table(session, ("Measure", "Day", "Reading", "Note"), read, right=("Reading",))


def _print_rounds(session: Session, look: ProgramLook) -> None:
    rows = [
        (one.number + 1, one.days.first, one.days.last, one.proposed, one.published, one.held, one.over, one.open)
        for one in look.rounds
        if not one.empty
    ]
    numbers = ("Round", "Drafts", "Published", "Held", "Over", "Open")
    if rows:
        print_table(session, ("Round", "From", "To", *numbers[1:]), rows, right=numbers)


def _number(value: float | None) -> str:
    return "" if value is None else number_words(value)


def _settings(page: ProgramPage) -> Iterable[str]:
    settings = {**program_row_json(page.row), **program_settings_json(page.program)}
    if page.program.kind.in_teams:
        settings["meetings"] = [one for one in page.program.meetings if one in MEETINGS_OF_TEAMS]
    for key, value in (settings | {"check_in": _check_in(page)}).items():
        if not has_setting(page.program.kind, key):
            continue
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
