"""What the page of a program shows: its charter, how far each round has come, and what people answered."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.consent import Word
from ridealong.domain.days import Days
from ridealong.domain.people import Side
from ridealong.domain.programs import EnrolmentState, Program
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.groups.gathering_days import round_counts as gathered_counts
from ridealong.services.outcomes.embed_counts import embed_round_counts
from ridealong.services.plans.open_places import open_counts
from ridealong.services.programs.charters import Charter, charter_of
from ridealong.services.programs.program_copies import default_start
from ridealong.services.programs.programs import EnrolledPerson, ProgramRow, rows_of
from ridealong.storage.queries.programs import answer_counts, answers_given, plan_of, program_by_id, round_counts


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramRound:
    """A round (from 0): how many of its pairings or groups are in which state, and how many places are left open.

    Of embeds, those count that begin in it.

    Args:
        over: how many came to another end: missed, ended early or cancelled.
    """

    number: int
    days: Days
    proposed: int = 0
    published: int = 0
    held: int = 0
    over: int = 0
    open: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing is known of it yet."""
        return not (self.proposed or self.published or self.held or self.over or self.open)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCount:
    """How many people of each side gave an answer."""

    state: EnrolmentState
    it: int
    marketing: int

    @property
    def all(self) -> int:
        """How many that are together."""
        return self.it + self.marketing


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramLook:
    """The page of a program.

    Args:
        now: the round that runs today; None before the first and after the last.
        next_start: the Monday on which a copy of it would begin, written YYYY-MM-DD.
    """

    charter: Charter
    row: ProgramRow
    rounds: tuple[ProgramRound, ...]
    answers: tuple[AnswerCount, ...]
    now: int | None
    next_start: str

    @property
    def program(self) -> Program:
        """The program itself."""
        return self.charter.program


def look(desk: Desk, name: str, *, row_id: int = 0) -> ProgramLook:
    """The page of a program; raises NotFound.

    Args:
        row_id: that of a program that was looked at before, whatever it is called by now; 0 for the one of that name.
    """
    with desk.reading() as connection:
        program = program_by_id(connection, row_id) if row_id else program_named(connection, name)
        return look_of(desk, connection, program)


def look_of(desk: Desk, connection: Connection, program: Program) -> ProgramLook:
    """The page of a program that is known already."""
    today = desk.clock.today()
    now = program.round_of(today)
    return ProgramLook(
        charter=charter_of(connection, program),
        row=rows_of(desk, connection, [program])[0],
        rounds=_rounds(connection, program, today),
        answers=_answers(connection, program),
        now=now if 0 <= now < program.rounds else None,
        next_start=default_start(program, today).isoformat(),
    )


def answered(desk: Desk, name: str, state: EnrolmentState) -> tuple[EnrolledPerson, ...]:
    """Who gave one answer, by name; raises NotFound."""
    with desk.reading() as connection:
        rows = answers_given(connection, program_named(connection, name).id, str(state))
    return tuple(
        EnrolledPerson(
            email=row["email"],
            name=row["name"],
            side=Side(row["side"]),
            team=row["team"],
            state=state,
            until=row["until"],
            manager=Word(row["manager_word"]) if row["manager_word"] else None,
            manager_day=row["manager_day"],
        )
        for row in rows
    )


def _rounds(connection: Connection, program: Program, today: date) -> tuple[ProgramRound, ...]:
    groups = program.kind.gathers
    counts = Counter(
        gathered_counts(connection, program, today) if groups else round_counts(connection, program.id, today)
    )
    if program.kind.in_teams:
        counts.update(embed_round_counts(connection, program, today))
    plan = plan_of(connection, program.id)
    empty = open_counts(connection, plan["open_places"]) if plan is not None else Counter[int]()
    known = ("proposed", "published", "held")
    return tuple(
        ProgramRound(
            number=number,
            days=program.round_days(number),
            **{state: counts.get((number, state), 0) for state in known},
            over=sum(n for (of, state), n in counts.items() if of == number and state not in known),
            open=empty[number],
        )
        for number in range(program.rounds)
    )


def _answers(connection: Connection, program: Program) -> tuple[AnswerCount, ...]:
    counts = answer_counts(connection, program.id)
    found = (
        AnswerCount(
            state=state,
            it=counts.get((str(state), str(Side.IT)), 0),
            marketing=counts.get((str(state), str(Side.MARKETING)), 0),
        )
        for state in EnrolmentState
    )
    return tuple(one for one in found if one.all)
