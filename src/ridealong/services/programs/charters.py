"""The charter of a program: its sponsors named and signing, and what there is to see of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.charters import AGREED, Measured, Sponsor, check_day, read_sponsor
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.glossary import Glossary, Term
from ridealong.domain.people import Side, identity
from ridealong.domain.programs import Measure, Program, program_days
from ridealong.domain.values import quoted, read_words
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.meanwhile import NONE_YET, Seen, check_seen
from ridealong.services.people.people import check_not_purged
from ridealong.storage.queries import charters as queries
from ridealong.storage.queries.people import find
from ridealong.storage.queries.programs import version_of
from ridealong.storage.queries.terms import standing_terms
from ridealong.storage.schema import sponsors
from ridealong.storage.work import Step

Cells = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """Why a program exists, and who stands for it.

    Args:
        seen, sponsors_seen, measures_seen: the rows of the program, of its sponsors by side and of its measures by
            name, as they are now: who changes one later says by it what they looked at.
        readings_seen: the same of readings, by the name of the measure and the day.
        explained: the terms in the objective and in what is measured, each to be explained to the side whose it is not.
    """

    program: Program
    seen: Seen
    sponsors: tuple[Sponsor, ...]
    measures: tuple[Measured, ...]
    sponsors_seen: Mapping[Side, Seen]
    measures_seen: Mapping[str, Seen]
    readings_seen: Mapping[tuple[str, date], Seen]
    explained: tuple[Term, ...] = ()

    def sponsor(self, side: Side) -> Sponsor | None:
        """The sponsor on one side, if one is named."""
        return next((one for one in self.sponsors if one.side is side), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """What is said of a sponsor; None leaves it as it is.

    Args:
        sponsor: who it is: the address of a person of the exchange, or `Name <address>`; empty for nobody any more.
            Another sponsor than before has not agreed yet.
        agreed: the day on which the sponsor agreed. take_back: whether the sponsor no longer does.
        note: whatever there is to say of the agreement; empty for nothing.
    """

    sponsor: str | None = None
    agreed: date | None = None
    take_back: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAgreed:
    """A sponsor who has not agreed, and since when that is waited for."""

    program: str
    side: Side
    name: str
    email: str
    since: date


def page(desk: Desk, program: str) -> Charter:
    """The charter of a program; raises NotFound."""
    with desk.reading() as connection:
        return charter_of(connection, program_named(connection, program))


def charter_of(connection: Connection, program: Program) -> Charter:
    """The charter of a program that is known already."""
    rows = queries.sponsor_rows(connection, program.id)
    found = queries.measured(connection, program.id)
    return Charter(
        program=program,
        seen=Seen(program.id, version_of(connection, program.id)),
        sponsors=tuple(map(queries.as_sponsor, rows)),
        measures=tuple(one.measured for one in found),
        sponsors_seen=dict.fromkeys(Side, NONE_YET) | {Side(row["side"]): _seen(row) for row in rows},
        measures_seen={one.measured.measure.name: _seen(one.row) for one in found},
        readings_seen={(one.measured.measure.name, row["day"]): _seen(row) for one in found for row in one.readings},
        explained=Glossary(standing_terms(connection)).found_in(
            (program.objective, *(text for one in found for text in _texts(one.measured.measure)))
        ),
    )


def _texts(measure: Measure) -> tuple[str, ...]:
    return measure.name, measure.unit


def _seen(row: RowMapping) -> Seen:
    return Seen(row["id"], row["version"])


def not_agreed(desk: Desk) -> tuple[NotAgreed, ...]:
    """The sponsors who have not agreed, of programs that run or are to come, by program and side."""
    today = desk.clock.today()
    with desk.reading() as connection:
        rows = queries.not_agreed_rows(connection)
    found = [
        (row, queries.as_sponsor(row))
        for row in rows
        if program_days(row["start"], row["rounds"], row["weeks"]).last >= today
    ]
    return tuple(
        NotAgreed(program=row["program"], side=one.side, name=one.name, email=one.email, since=one.named)
        for row, one in found
    )


def set_sponsor(desk: Desk, program: str, side: Side, sponsor: str, *, seen: Seen | None = None) -> Sponsor | None:
    """Name the sponsor of one side, or nobody with an empty text; raises as `sign`."""
    return sign(desk, program, side, Signing(sponsor=sponsor), seen=seen)


def sign(desk: Desk, program: str, side: Side, what: Signing, *, seen: Seen | None = None) -> Sponsor | None:
    """Name the sponsor of one side, note the agreement or take it back, all in one step.

    Args:
        seen: the sponsor as looked at before; `NONE_YET` where there was none.

    Returns:
        The sponsor as it stands then; None where there is none any more.

    Raises:
        NotFound: there is no such program, or nobody with the address of a sponsor without a name.
        InvalidValue: the sponsor is not written as one, or the day of the agreement is still to come.
        Refused: the sponsor is of the other side, there is none to agree, or nothing is said.
        ChangedMeanwhile: the sponsor is no longer as seen.
    """
    _check(desk, what)
    with desk.changing("program sign") as step:
        found = program_named(step.connection, program)
        row = _row(step.connection, found.id, side)
        if seen is not None:
            _check_seen(desk, step.connection, row, seen)
        if what.sponsor is not None:
            place: Cells = {"program_id": found.id, "side": str(side), "named": desk.clock.today()}
            _name(step, place, row, what.sponsor)
            row = _row(step.connection, found.id, side)
        if row is None and (what.sponsor is None or what.agreed or what.take_back):
            raise Refused(
                f"'{found.name}' has no {side.label} sponsor yet",
                "Name one first",
                typed='Name one first: --sponsor EMAIL, or "Name <address>"',
            )
        if row is not None and (cells := _agreement(what)):
            step.work.update(sponsors, {row["id"]: cells})
        row = _row(step.connection, found.id, side)
        sponsor = queries.as_sponsor(row) if row else None
        step.done(f"{found.name}: {_said(side, sponsor, what)}")
        return sponsor


def _check(desk: Desk, what: Signing) -> None:
    if what == Signing():
        raise Refused("Nothing is said of the sponsor", "Name who it is, or the day of the agreement")
    if what.agreed and what.take_back:
        raise InvalidValue("The sponsor agrees, and does not agree", "Leave out one of the two")
    if what.agreed:
        check_day(what.agreed, desk.clock.today(), AGREED)


def _check_seen(desk: Desk, connection: Connection, row: RowMapping | None, seen: Seen) -> None:
    if seen != NONE_YET:
        check_seen(desk, connection, sponsors, [seen])
    elif row is not None:
        check_seen(desk, connection, sponsors, [Seen(row["id"], NONE_YET.version)])


def _row(connection: Connection, program_id: int, side: Side) -> RowMapping | None:
    return next((row for row in queries.sponsor_rows(connection, program_id) if row["side"] == side), None)


def _name(step: Step, place: Cells, row: RowMapping | None, text: str) -> None:
    """Put another sponsor in the place of the one there is; somebody else comes in a new row, without an agreement.

    Args:
        place: the columns of a new row that do not say who it is.
    """
    cells = _who(step.connection, Side(str(place["side"])), text) if text.strip() else None
    if row is not None and cells is not None and _same(step.connection, row, cells):
        step.work.update(sponsors, {row["id"]: cells})
        return
    if row is not None:
        step.work.delete(sponsors, [row["id"]])
    if cells is not None:
        step.work.insert(sponsors, [{**place, **cells}])


def _who(connection: Connection, side: Side, text: str) -> Cells:
    """The columns that say who somebody is."""
    name, email = read_sponsor(text)
    check_not_purged(email)
    known = find(connection, identity(email))
    if known is not None and not known.removed:
        if known.person.side is not side:
            raise Refused(
                f"{known.person.name} is on the {known.person.side.label} side",
                f"The {side.label} sponsor comes from there, or is nobody of the exchange",
            )
        return {"person_id": known.id, "name": "", "email": ""}
    if not name:
        raise NotFound(
            f"There is nobody with the address '{quoted(email)}'", f'Give the name as well: "Name <{quoted(email)}>"'
        )
    return {"person_id": None, "name": name, "email": email}


def _same(connection: Connection, row: RowMapping, cells: Cells) -> bool:
    """Whether a sponsor stays the same person: by row, or by address."""
    if row["person_id"] is not None and cells["person_id"] is not None:
        return bool(row["person_id"] == cells["person_id"])
    now = find(connection, identity(row["email"])) if row["email"] else None
    if cells["person_id"] is not None:
        return now is not None and now.id == cells["person_id"]
    return row["person_id"] is None and identity(row["email"]) == identity(str(cells["email"]))


def _agreement(what: Signing) -> Cells:
    cells: Cells = {}
    if what.take_back:
        cells |= {"agreed": None, "note": ""}
    if what.agreed:
        cells["agreed"] = what.agreed
    if what.note is not None:
        cells["note"] = read_words(what.note)
    return cells


def _said(side: Side, sponsor: Sponsor | None, what: Signing) -> str:
    if sponsor is None:
        return f"no {side.label} sponsor any more"
    said = f"{sponsor.name}, {side.label} sponsor"
    if what.take_back:
        return f"{said}, does not agree any more"
    return f"{said}, agreed on {sponsor.agreed}" if sponsor.agreed else f"{said}, has not agreed yet"
