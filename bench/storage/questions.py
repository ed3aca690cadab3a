"""What is asked of a database, one question for each page, each action and each work on the whole of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ridealong.domain.days import monday_of
from ridealong.domain.pairings import MET, State
from ridealong.services.board import board
from ridealong.services.invites import outbox
from ridealong.services.journal import journal, undo
from ridealong.services.outcomes import exposure, history, history_summary, ledger
from ridealong.services.paging import Page
from ridealong.services.people import people, people_list
from ridealong.services.people.import_people import import_people
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from ridealong.storage.backup import back_up
from ridealong.storage.queries.pairings import team_meetings

from .scene import Scene

PAGE = 100
"""Rows that a screen asks for at once."""


class Group(StrEnum):
    """What may be expected of a question as the database grows."""

    PAGE = "page"
    ACTION = "action"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something to be timed.

    Args:
        before, after: done around each time, and not counted: what makes the question possible, and what leaves the
            database as it was.
        most: at most so many times after the first; None for as many as are asked for.
    """

    name: str
    group: Group
    ask: Callable[[Scene], object]
    before: Callable[[Scene], object] | None = None
    after: Callable[[Scene], object] | None = None
    most: int | None = None


def _people(text: str = "", middle: bool = False) -> Callable[[Scene], object]:
    def ask(scene: Scene) -> Page[people_list.PersonRow]:
        query = people_list.PeopleQuery(text=text)
        return people_list.page(scene.desk, query, offset=scene.people // 2 if middle else 0, limit=PAGE)

    return ask


def _history(text: str = "", *, middle: bool = False, **wanted: object) -> Callable[[Scene], object]:
    def ask(scene: Scene) -> Page[history.PairingRow]:
        query = history.HistoryQuery(text=text, **wanted)  # type: ignore[arg-type]  # fields of the query, as given below
        return history.page(scene.desk, query, offset=scene.pairings // 2 if middle else 0, limit=PAGE)

    return ask


def _journal(text: str = "", *, middle: bool = False) -> Callable[[Scene], object]:
    def ask(scene: Scene) -> Page[journal.JournalEntry]:
        query = journal.JournalQuery(text=text.format(email=scene.email, program=scene.program))
        return journal.page(scene.desk, query, offset=scene.entries // 2 if middle else 0, limit=PAGE)

    return ask


def _board(scene: Scene) -> object:
    first = monday_of(scene.desk.clock.today())
    return board.board(scene.desk, board.BoardQuery(first=first, weeks=13), limit=PAGE)


def _team_meetings(scene: Scene) -> object:
    with scene.desk.reading() as connection:
        return team_meetings(connection, MET)


def _edit(scene: Scene) -> object:
    role = people.show(scene.desk, scene.email).person.role
    return people.edit(scene.desk, scene.email, {"role": "Somebody" if role != "Somebody" else "Somebody else"})


def _mark(number: int) -> Callable[[Scene], object]:
    return lambda scene: history.mark_all(scene.desk, scene.unmarked[:number], State.HELD)


def _publish(scene: Scene) -> object:
    return publishing.publish(scene.desk, scene.program)


def _undo(scene: Scene) -> object:
    return undo.undo(scene.desk)


def _look_what_undo_would_do(scene: Scene) -> object:
    return undo.undo(scene.desk, dry=True)


def _import(scene: Scene) -> object:
    return import_people(scene.desk, scene.newcomers)


def _back_up(scene: Scene) -> object:
    return back_up(scene.desk.store, scene.folder / "backup.db", force=True)


def _pages() -> list[tuple[str, Callable[[Scene], object]]]:
    return [
        ("number of changes, as screens ask each second", lambda scene: scene.desk.version()),
        ("people, first page", _people()),
        ("people, middle page", _people(middle=True)),
        ("people, by a word", _people("an")),
        ("people, away this week", _people("away:this-week")),
        ("people, team and topic", _people("team:crm wants:api")),
        ("one person", lambda scene: people.show(scene.desk, scene.email)),
        ("history, first page", _history()),
        ("history, middle page", _history(middle=True)),
        ("history, by program", _history(sort="program")),
        ("history, by name", _history(sort="it")),
        ("history, by a word", _history("anna")),
        ("history, a word that nothing has", _history("zzzzz")),
        ("history, team and state", _history("team:crm state:missed")),
        ("history, of one person", lambda scene: _history(person=scene.email)(scene)),
        ("history, not yet marked", _history(unmarked=True)),
        ("history, which teams have met", lambda scene: exposure.exposure(scene.desk)),
        ("history, visits owed", lambda scene: ledger.page(scene.desk, limit=PAGE)),
        ("history, charts", lambda scene: history_summary.summary(scene.desk)),
        ("board, 13 weeks of 100 people", _board),
        ("programs", lambda scene: programs.list_all(scene.desk)),
        ("one program", lambda scene: programs.show(scene.desk, scene.program)),
        ("which teams have met", _team_meetings),
        ("journal, first page", _journal()),
        ("journal, middle page", _journal(middle=True)),
        ("journal, of one person", _journal("person:{email}")),
        ("journal, of one program", _journal('program:"{program}"')),
        ("journal, one action", _journal("action:import")),
        ("journal, by one coordinator", _journal("by:kim")),
        ("journal, of a month", _journal("since:2020-01-01 until:2020-01-31")),
        ("journal, by a word", _journal("anna")),
    ]


def _actions() -> list[Question]:
    def action(name: str, ask: Callable[[Scene], object], **more: object) -> Question:
        return Question(name=name, group=Group.ACTION, ask=ask, **more)  # type: ignore[arg-type]  # its own fields

    return [
        action("a person edited", _edit),
        action("an edit undone", _undo, before=_edit),
        action("what undo would take back", _look_what_undo_would_do, before=_edit, after=_undo),
        action("one pairing marked", _mark(1), after=_undo),
        action("500 pairings marked", _mark(500), after=_undo, most=5),
        action("a plan published", _publish, after=_undo, most=1),
        action("publishing undone", _undo, before=_publish, most=1),
    ]


def _wholes() -> list[Question]:
    def whole(name: str, ask: Callable[[Scene], object], most: int = 1, **more: object) -> Question:
        return Question(name=name, group=Group.WHOLE, ask=ask, most=most, **more)  # type: ignore[arg-type]  # its own

    return [
        whole("the plan's page", lambda scene: plans.page(scene.desk, scene.program)),
        whole("what publishing would change", lambda scene: publishing.compare(scene.desk, scene.program)),
        whole("the season read for planning", lambda scene: plans.problem(scene.desk, scene.program)),
        whole("outbox, nothing due", lambda scene: outbox.rows(scene.desk)),
        whole("outbox after publishing", lambda scene: outbox.rows(scene.desk), before=_publish, after=_undo),
        whole("everybody imported again, unchanged", lambda scene: import_people(scene.desk, scene.unchanged)),
        whole("as many newcomers imported", _import, after=_undo),
        whole("that import undone", _undo, before=_import),
        whole("backup", _back_up),
    ]


def every_question() -> list[Question]:
    """All questions, reading first."""
    pages = [Question(name=name, group=Group.PAGE, ask=ask) for name, ask in _pages()]
    return [*pages, *_actions(), *_wholes()]
