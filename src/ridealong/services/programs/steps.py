"""Steps of visits: the template of a program, and what of it is done for a pairing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.charters import check_day
from ridealong.domain.days import Days
from ridealong.domain.errors import ChangedMeanwhile, Refused
from ridealong.domain.pairings import State
from ridealong.domain.programs import Program
from ridealong.domain.steps import (
    MOST_STEPS,
    Phase,
    VisitStep,
    Who,
    check_has_steps,
    default_steps,
    numbered,
    read_step,
)
from ridealong.services.desk import Desk
from ridealong.services.found import pairing_row, program_named
from ridealong.services.meanwhile import NONE_YET, Seen, check_seen
from ridealong.services.paging import Page
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.programs import all_programs
from ridealong.storage.queries.steps import as_step, days_done, done_ids, done_rows, step_rows, steps_by_program
from ridealong.storage.schema import steps, steps_done
from ridealong.storage.work import Step

SOON_DAYS = 7
"""How many days before a visit what is to be done before it should be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateStep:
    """A step of a template.

    Args:
        number: by which it is named, from 1.
        seen: as it is now; `NONE_YET` for one that no program has changed.
    """

    number: int
    step: VisitStep
    seen: Seen = NONE_YET


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """The steps of a program, in their order.

    Args:
        own: whether somebody said something of them; else they are those of all programs with visits.
    """

    program: str
    own: bool
    steps: tuple[TemplateStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChange:
    """What is said of a step; None leaves it as it is."""

    phase: Phase | None = None
    who: Who | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOfPairing:
    """A step of a visit.

    Args:
        number: by which it is named, from 1. done: the day on which it was done, None for not yet.
        seen: the step of the template as it is now; `NONE_YET` for one that no program has changed.
    """

    number: int
    step: VisitStep
    done: date | None = None
    seen: Seen = NONE_YET


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingSteps:
    """A visit with its steps, in their order; the names and addresses are those of guest and host."""

    pairing: int
    program: str
    days: Days
    state: State
    guest: str
    guest_email: str
    host: str
    host_email: str
    steps: tuple[StepOfPairing, ...]

    def open(self, phase: Phase) -> tuple[StepOfPairing, ...]:
        """What of a phase is not done."""
        return tuple(one for one in self.steps if one.done is None and one.step.phase is phase)


def template(desk: Desk, program: str) -> Template:
    """The steps of a program; raises NotFound."""
    with desk.reading() as connection:
        return _template(connection, program_named(connection, program))


def add_step(desk: Desk, program: str, step: VisitStep) -> Template:
    """Add a step at the end of its phase; returns the template as it stands then.

    Raises:
        NotFound: there is no such program. InvalidValue: the step says nothing, or too much.
        Refused: nobody visits anybody in the program, or it has as many steps as it may have.
    """
    text = read_step(step.text)
    with desk.changing("steps add") as taken:
        found, rows = _own(taken, program)
        if len(rows) >= MOST_STEPS:
            raise Refused(f"'{found.name}' has {len(rows)} steps already", "Take one out first")
        last = max((row["position"] for row in rows), default=0)
        cells = {"phase": str(step.phase), "who": str(step.who), "text": text, "position": last + 1}
        taken.work.insert(steps, [{"program_id": found.id, **cells}])
        taken.done(f"{found.name}: {step.phase} a visit, {text}")
        return _template(taken.connection, found)


def edit_step(desk: Desk, program: str, number: int, change: StepChange, *, seen: Seen | None = None) -> Template:
    """Change a step; returns the template as it stands then.

    Args:
        number: of the step in the template, from 1. seen: the step as looked at before.

    Raises:
        NotFound: there is no such program. InvalidValue: there is no such step, or it would say nothing or too much.
        Refused: nothing is said, or nobody visits anybody in the program.
        ChangedMeanwhile: the step is no longer as seen.
    """
    if change == StepChange():
        raise Refused("Nothing is said of the step", "Say what is to be done, by whom, or when")
    with desk.changing("steps edit") as taken:
        found, rows = _own(taken, program)
        row = rows[_place(desk, taken, found, rows, number, seen=seen)]
        cells: dict[str, object] = {} if change.text is None else {"text": read_step(change.text)}
        cells |= {} if change.who is None else {"who": str(change.who)}
        if change.phase is not None and change.phase != row["phase"]:
            cells |= {"phase": str(change.phase), "position": max(one["position"] for one in rows) + 1}
        taken.work.update(steps, {row["id"]: cells})
        taken.done(f"{found.name}: {cells.get('text') or row['text']}")
        return _template(taken.connection, found)


def remove_step(desk: Desk, program: str, number: int, *, seen: Seen | None = None) -> Template:
    """Take a step out, with what was noted as done of it; returns the template as it stands then.

    Args:
        number: of the step in the template, from 1. seen: the step as looked at before.

    Raises:
        NotFound: there is no such program. InvalidValue: there is no such step.
        Refused: nobody visits anybody in the program. ChangedMeanwhile: the step is no longer as seen.
    """
    with desk.changing("steps remove") as taken:
        found, rows = _own(taken, program)
        row = rows[_place(desk, taken, found, rows, number, seen=seen)]
        taken.work.delete(steps_done, done_ids(taken.connection, [row["id"]]))
        if len(rows) == 1:
            # Without any row the program would have the steps of all programs again.
            taken.work.update(steps, {row["id"]: {"text": ""}})
        else:
            taken.work.delete(steps, [row["id"]])
        taken.done(f"{found.name}: no longer '{row['text']}'")
        return _template(taken.connection, found)


def reset_steps(desk: Desk, program: str) -> Template:
    """Let a program have the steps of all programs with visits again; what was noted as done of its own is forgotten.

    Raises:
        NotFound: there is no such program.
    """
    with desk.changing("steps reset") as taken:
        found = program_named(taken.connection, program)
        ids = [row["id"] for row in step_rows(taken.connection, found.id)]
        taken.work.delete(steps_done, done_ids(taken.connection, ids))
        taken.work.delete(steps, ids)
        taken.done(f"{found.name}: the steps of all programs")
        return _template(taken.connection, found)


def of_pairing(desk: Desk, pairing: int) -> PairingSteps:
    """The steps of a visit, and which of them are done; raises NotFound, and Refused for what is no visit."""
    with desk.reading() as connection:
        return _of_pairing(connection, pairing)


def mark(
    desk: Desk,
    pairing: int,
    numbers: Iterable[int],
    *,
    done: bool = True,
    day: date | None = None,
    seen: Mapping[int, Seen] | None = None,
) -> PairingSteps:
    """Note that steps of a visit are done, or that they are not; returns the visit as it stands then.

    Args:
        numbers: of the steps, from 1. day: on which they were done; None for today.
        seen: the steps as looked at before, by number.

    Raises:
        NotFound: there is no such pairing. InvalidValue: there is no such step, or the day is still to come.
        Refused: it is no visit, or a draft. ChangedMeanwhile: a step is no longer as seen.
    """
    day = check_day(day or desk.clock.today(), desk.clock.today(), "the step was done")
    with desk.changing("steps done" if done else "steps undone") as taken:
        before = _of_pairing(taken.connection, pairing)
        if before.state is State.PROPOSED:
            raise Refused(f"Pairing {pairing} is a draft, of which nobody knows yet", "Publish it first")
        program = program_named(taken.connection, before.program)
        rows = _standing(step_rows(taken.connection, program.id))
        looked_at = seen or {}
        wanted = [
            _place(desk, taken, program, rows, number, seen=looked_at.get(number)) for number in dict.fromkeys(numbers)
        ]
        if done:
            _note_done(taken, before, [at for at in wanted if before.steps[at].done is None], day)
        else:
            noted = {one["step_id"]: one["id"] for one in done_rows(taken.connection, [pairing])}
            taken.work.delete(steps_done, [noted[rows[at]["id"]] for at in wanted if before.steps[at].done])
        said = "; ".join(before.steps[at].step.text for at in wanted)
        names = f"{before.program}, {before.guest} with {before.host}"
        taken.done(f"{names}: {'' if done else 'not '}done: {said}")
        return _of_pairing(taken.connection, pairing)


def _note_done(step: Step, visit: PairingSteps, places: Sequence[int], day: date) -> None:
    if places:
        _program, rows = _own(step, visit.program)
        new = [{"pairing_id": visit.pairing, "step_id": rows[at]["id"], "day": day} for at in places]
        step.work.insert(steps_done, new)


def open_steps(
    desk: Desk, within_days: int = SOON_DAYS, *, program: str = "", offset: int = 0, limit: int | None = None
) -> Page[PairingSteps]:
    """The published visits that begin soon and for which something is not done that is to be done before, by first day.

    Args:
        within_days: how many days from today on a visit begins. program: only of this one.
        offset, limit: which of them; None for all from there on.

    Raises:
        NotFound: there is no such program.
    """
    today = desk.clock.today()
    with desk.reading() as connection:
        wanted = PairingSearch(
            states=(State.PUBLISHED,),
            since=today,
            until=today + timedelta(days=within_days),
            program_id=program_named(connection, program).id if program else None,
        )
        rows = find_pairings(connection, wanted)
        found = [one for one in _visits(connection, rows) if one.open(Phase.BEFORE)]
    found.sort(key=lambda one: (one.days.first, one.pairing))
    some = found[offset:] if limit is None else found[offset : offset + limit]
    return Page(tuple(some), len(found), offset)


def copy_steps(step: Step, old: int, new: int) -> None:
    """Let a new program have the template of another, by row ids, where that has one of its own."""
    kept = ("phase", "who", "text", "position")
    rows = [{name: row[name] for name in kept} for row in step_rows(step.connection, old)]
    step.work.insert(steps, [{"program_id": new, **cells} for cells in rows])


def _template(connection: Connection, program: Program) -> Template:
    rows = step_rows(connection, program.id)
    if not rows:
        found = [TemplateStep(number=0, step=one) for one in default_steps(program.kind)]
    else:
        found = [
            TemplateStep(number=0, step=as_step(row), seen=Seen(row["id"], row["version"])) for row in _standing(rows)
        ]
    some = tuple(replace(one, number=number) for number, one in enumerate(found, 1))
    return Template(program=program.name, own=bool(rows), steps=some)


def _own(step: Step, name: str) -> tuple[Program, Sequence[RowMapping]]:
    """A program and the rows of its template, which are made from the steps of all programs where it has none yet."""
    program = program_named(step.connection, name)
    check_has_steps(program)
    rows = step_rows(step.connection, program.id)
    if not rows:
        cells = [
            {"program_id": program.id, "phase": str(one.phase), "who": str(one.who), "text": one.text, "position": at}
            for at, one in enumerate(default_steps(program.kind), 1)
        ]
        step.work.insert(steps, cells)
        rows = step_rows(step.connection, program.id)
    return program, _standing(rows)


def _standing(rows: Sequence[RowMapping]) -> list[RowMapping]:
    """The rows of a template that are steps."""
    return [row for row in rows if row["text"]]


def _place(
    desk: Desk, step: Step, program: Program, rows: Sequence[RowMapping], number: int, *, seen: Seen | None
) -> int:
    """Where in a template a step stands that is named by its number, or was looked at; there may be no rows yet.

    Raises:
        InvalidValue: there is no such step. ChangedMeanwhile: it is no longer as seen.
    """
    usual = default_steps(program.kind)
    now = [as_step(row) for row in rows] if rows or step_rows(step.connection, program.id) else list(usual)
    if seen is None:
        return numbered(now, number)
    if seen == NONE_YET:
        at = numbered(usual, number)
        # Somebody's change of one step gives a program rows of all of them: most are what was looked at.
        if at < len(now) and now[at] == usual[at]:
            return at
        check_seen(desk, step.connection, steps, [Seen(row["id"], NONE_YET.version) for row in rows])
    else:
        check_seen(desk, step.connection, steps, [seen])
        # Its number is another one where somebody has added a step before it meanwhile, or taken one out.
        for at, row in enumerate(rows):
            if row["id"] == seen.row:
                return at
    raise ChangedMeanwhile(f"The steps of '{program.name}' were changed meanwhile", "Look again, then decide")


def _of_pairing(connection: Connection, pairing: int) -> PairingSteps:
    row = pairing_row(connection, pairing)
    check_has_steps(program_named(connection, row["program"]))
    (found,) = _visits(connection, [row])
    return found


def _visits(connection: Connection, rows: Sequence[RowMapping]) -> list[PairingSteps]:
    """Those of some pairings that are visits, with their steps."""
    programs = {one.id: one for one in all_programs(connection, archived=True) if one.kind.visits}
    visits = [row for row in rows if row["program_id"] in programs]
    own = {one: _standing(step_rows(connection, one)) for one in steps_by_program(connection)}
    done = days_done(connection, [row["id"] for row in visits])
    return [_visit(programs[row["program_id"]], row, own.get(row["program_id"]), done) for row in visits]


def _visit(
    program: Program,
    row: RowMapping,
    own: Sequence[RowMapping] | None,
    done: dict[tuple[int, int], date],
) -> PairingSteps:
    if own is None:
        found = [StepOfPairing(number=at, step=one) for at, one in enumerate(default_steps(program.kind), 1)]
    else:
        found = [
            StepOfPairing(
                number=at,
                step=as_step(one),
                done=done.get((row["id"], one["id"])),
                seen=Seen(one["id"], one["version"]),
            )
            for at, one in enumerate(own, 1)
        ]
    return PairingSteps(
        pairing=row["id"],
        program=program.name,
        days=Days(row["first_day"], row["last_day"]),
        state=State(row["state"]),
        guest=row["guest_name"],
        guest_email=row["guest"],
        host=row["host_name"],
        host_email=row["host"],
        steps=tuple(found),
    )
