"""What a list of people is narrowed to, as conditions of the database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select

from ridealong.domain.days import Days
from ridealong.domain.pairings import MET, NOT_CANCELLED, State
from ridealong.storage.queries.people_numbers import has_met_in_team, has_met_over_coffee, have_met, met_number
from ridealong.storage.queries.search import all_words, contains
from ridealong.storage.schema import absences, embeds, enrolments, pairings, people, programs

PAIRED = tuple(str(state) for state in NOT_CANCELLED if state is not State.MISSED)
"""States of pairings that two people had, have, or may have once they are published."""
EMBEDDED = tuple(str(state) for state in MET)
"""States of embeds that take place, or took place."""
_bosses = people.alias("bosses")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleSearch:
    """What a list of people is narrowed to.

    Args:
        words: each must stand somewhere in a row.
        fields: (column, text) pairs; each column must contain its text.
        away: days on which the person must be absent.
        side: only people of one side. program_id: only people enrolled in a program, whatever they answered.
        zone: texts that the name of the time zone must contain. default_zone: that of people who have none themselves.
        manager: texts that the manager's address or name must contain.
        met: the least and the most number of people they have met by today; None for no limit.
        meet_later: published groups whose round has begun, and which have not met by today; see `over_coffee`.
        coming: whether they have a published pairing or embed that is not over; None where that does not matter.
        coming_in: days on which such a one must take place.
        paired: whether they ever stood in a pairing, drafts included; paired_in: days on which one must take place.
        embedded: whether they are in a published composite team that is not over for them; embedded_in: days on which
            they are.
        work: `now`, `left` or `later`: whether they are at work today.
        programs: texts, each in the name of a program in which they are enrolled; enrolled: with what answers;
            `refused` is that of a manager.
        in_program: whether they are enrolled in any program that is not put away; None where that does not matter.
    """

    words: Sequence[str] = ()
    fields: Sequence[tuple[str, str]] = ()
    away: Days | None = None
    side: str | None = None
    program_id: int | None = None
    zone: Sequence[str] = ()
    default_zone: str = ""
    manager: Sequence[str] = ()
    met: tuple[int, int | None] | None = None
    coming: bool | None = None
    coming_in: Days | None = None
    paired: bool | None = None
    paired_in: Days | None = None
    embedded: bool | None = None
    embedded_in: Days | None = None
    work: str = ""
    programs: Sequence[str] = ()
    enrolled: Sequence[str] = ()
    in_program: bool | None = None
    today: date = date.min
    meet_later: Collection[int] = ()


def condition_of(wanted: PeopleSearch) -> ColumnElement[bool]:
    """Everything that must hold of a row of `people`."""
    columns = [people.c[name] for name in ("name", "email", "team", "side", "role", "site", "knows", "wants")]
    conditions = [not_(people.c.removed), all_words(wanted.words, columns)]
    conditions += [contains(people.c[name], text) for name, text in wanted.fields]
    conditions += [_in_zone(text, wanted.default_zone) for text in wanted.zone]
    conditions += map(_managed_by, wanted.manager)
    if wanted.side is not None:
        conditions.append(people.c.side == wanted.side)
    conditions += _at_work(wanted)
    conditions += _met(wanted)
    conditions += _paired(wanted)
    conditions += _embedded(wanted)
    conditions += _enrolled(wanted)
    return and_(*conditions)


def _in_zone(text: str, default: str) -> ColumnElement[bool]:
    found = contains(people.c.time_zone, text)
    return or_(found, people.c.time_zone == "") if text.casefold() in default.casefold() else found


def _managed_by(text: str) -> ColumnElement[bool]:
    named = select(_bosses.c.identity).where(contains(_bosses.c.name, text), not_(_bosses.c.removed))
    return or_(contains(people.c.manager, text), func.lower(people.c.manager).in_(named))


def _at_work(wanted: PeopleSearch) -> list[ColumnElement[bool]]:
    left, later = people.c.last_day < wanted.today, people.c.first_day > wanted.today
    conditions: list[ColumnElement[bool]] = []
    match wanted.work:
        case "left":
            conditions.append(left)
        case "later":
            conditions.append(later)
        case "now":
            conditions.append(func.coalesce(people.c.last_day, wanted.today) >= wanted.today)
            conditions.append(func.coalesce(people.c.first_day, wanted.today) <= wanted.today)
    if wanted.away:
        absent = select(absences.c.id).where(
            absences.c.person_id == people.c.id,
            absences.c.first_day <= wanted.away.last,
            absences.c.last_day >= wanted.away.first,
        )
        conditions.append(exists(absent))
    return conditions


def _met(wanted: PeopleSearch) -> list[ColumnElement[bool]]:
    if wanted.met is None:
        return []
    least, most = wanted.met
    anybody = or_(
        _stands_in(have_met(wanted.today)),
        has_met_over_coffee(wanted.today, wanted.meet_later),
        has_met_in_team(wanted.today),
    )
    if most == 0:
        return [not_(anybody)]
    if (least, most) == (1, None):
        return [anybody]
    number = met_number(wanted.today, wanted.meet_later)
    return [number >= least] if most is None else [number.between(least, most)]


def _paired(wanted: PeopleSearch) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.coming is not None:
        coming = _has_coming(Days(wanted.today, date.max))
        conditions.append(coming if wanted.coming else not_(coming))
    if wanted.coming_in is not None:
        conditions.append(_has_coming(wanted.coming_in))
    if wanted.paired is not None:
        ever = _stands_in(pairings.c.state.in_(PAIRED))
        conditions.append(ever if wanted.paired else not_(ever))
    if wanted.paired_in is not None:
        conditions.append(_stands_in(pairings.c.state.in_(PAIRED), wanted.paired_in))
    return conditions


def _embedded(wanted: PeopleSearch) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.embedded is not None:
        coming = _is_in_a_team(Days(wanted.today, date.max))
        conditions.append(coming if wanted.embedded else not_(coming))
    if wanted.embedded_in is not None:
        conditions.append(_is_in_a_team(wanted.embedded_in))
    return conditions


def _has_coming(days: Days) -> ColumnElement[bool]:
    """That something published of a person takes place on some days, as `people_coming` tells what comes next."""
    published = str(State.PUBLISHED)
    return or_(_stands_in(pairings.c.state == published, days), _is_in_a_team(days, (published,)))


def _is_in_a_team(days: Days, states: Sequence[str] = EMBEDDED) -> ColumnElement[bool]:
    mine = select(embeds.c.id).where(embeds.c.person_id == people.c.id, embeds.c.state.in_(states))
    return exists(mine.where(embeds.c.first_day <= days.last, embeds.c.last_day >= days.first))


def _stands_in(wanted: ColumnElement[bool], days: Days | None = None) -> ColumnElement[bool]:
    """That a person stands in a pairing that is as wanted, on some days or ever, on either side of it."""
    found: list[ColumnElement[bool]] = []
    for mine in (pairings.c.guest_id, pairings.c.host_id):
        statement = select(pairings.c.id).where(mine == people.c.id, wanted)
        if days is not None:
            statement = statement.where(pairings.c.first_day <= days.last, pairings.c.last_day >= days.first)
        found.append(exists(statement))
    return or_(*found)


def _enrolled(wanted: PeopleSearch) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.program_id is not None:
        conditions.append(_enrolled_where(enrolments.c.program_id == wanted.program_id))
    if wanted.in_program is not None:
        any_program = _enrolled_where(not_(programs.c.archived))
        conditions.append(any_program if wanted.in_program else not_(any_program))
    states = [_answered(wanted.enrolled)] if wanted.enrolled else []
    conditions += [_enrolled_where(contains(programs.c.name, text), *states) for text in wanted.programs]
    if states and not wanted.programs:
        conditions.append(_enrolled_where(*states))
    return conditions


def _answered(wanted: Sequence[str]) -> ColumnElement[bool]:
    answered = enrolments.c.state.in_(wanted)
    return or_(answered, enrolments.c.manager_word == "refused") if "refused" in wanted else answered


def _enrolled_where(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    statement = select(enrolments.c.id).join(programs, programs.c.id == enrolments.c.program_id)
    return exists(statement.where(enrolments.c.person_id == people.c.id, *conditions))


def stands_in(program_id: int) -> ColumnElement[bool]:
    """Whether somebody is enrolled in a program, whatever they answered; quick where many are."""
    return people.c.id.in_(select(enrolments.c.person_id).where(enrolments.c.program_id == program_id))
