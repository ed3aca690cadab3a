"""Repairing a plan: what can no longer take place is replaced, and everything else stays as it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import RowMapping

from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.domain.programs import Program
from ridealong.domain.wording import many
from ridealong.planning.repair import Repair
from ridealong.planning.repair import repair as repair_plan
from ridealong.services.changed_since import note_repaired
from ridealong.services.clashes import clashes
from ridealong.services.desk import Desk
from ridealong.services.effects import Effects, effect_sentences, effects
from ridealong.services.found import program_named
from ridealong.services.meetings import add_meetings
from ridealong.services.open_places import open_places_kept
from ridealong.services.plan_views import Clash, OpenPlace, Someone, Visit, someone
from ridealong.services.plans import draft_row
from ridealong.services.proposals import proposals
from ridealong.services.standing_season import Standing, what_stands
from ridealong.storage.queries.people import everybody
from ridealong.storage.schema import pairings
from ridealong.storage.work import Step

if TYPE_CHECKING:
    from ridealong.planning.changes import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairChange:
    """What a repair changes for a guest.

    Args:
        before, after: None where there is no such place.
        kind: `broken` (it cannot take place), `moved` (it could, but makes room) or `new`.
        published: whether what was there is published, so that people are told.
    """

    guest: Someone
    before: Visit | None
    after: Visit | None
    kind: str
    published: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """What a repair changes, or would.

    Args:
        kept: pairings of coming rounds that stay as they are, drafts included.
        open: places of coming rounds that stay empty.
        begun: published pairings that cannot go on but have begun, so that no plan can change them.
        effects: each term of the value, and who gains and loses, with what cannot take place counted as before.
    """

    program: str
    changes: tuple[RepairChange, ...]
    kept: int
    open: tuple[OpenPlace, ...]
    begun: tuple[Clash, ...]
    sentences: tuple[str, ...]
    effects: Effects


def repair(desk: Desk, name: str, *, dry_run: bool = False) -> Repaired:
    """Replace what cannot take place any more in the coming rounds of a program, with as few changes as that allows.

    A published pairing that falls away is cancelled, and what replaces it is published; a draft is replaced by a draft,
    and so are places that were open. Two people who only change rounds keep their pairing and its invites, which are
    then due to be updated. Rounds that have begun stay as they are.

    Args:
        dry_run: work out what would change, and change nothing.

    Raises:
        NotFound: there is no such program.
        Refused: there is nothing to repair, no round is left, or pins stand in the way.
    """
    with desk.changing("repair") as step:
        program = program_named(step.connection, name)
        today = desk.clock.today()
        people = everybody(step.connection)
        broken = clashes(step.connection, program, people, proposals(step.connection, program, people), today)
        begun = tuple(one for one in broken if one.days.first < today)
        standing = what_stands(step.connection, program, today)
        try:
            done = repair_plan(standing.season.problem, standing.assignments)
        except Refused as error:
            raise Refused(standing.season.told_error(error), error.remedy) from error
        if not done.changes:
            raise _nothing_to_do(program, begun)
        shown = _shown(standing, done, begun)
        if not dry_run:
            _apply(step, standing, done)
            step.done(f"{program.name}: {many(len(done.changes), 'change')}, {done.kept} kept")
        return shown


def _nothing_to_do(program: Program, begun: tuple[Clash, ...]) -> Refused:
    if begun:
        return Refused(
            f"Nothing in the coming rounds of '{program.name}' needs repair, but {_begun_words(begun)}",
            f"End what does not go on: ridealong end {begun[0].id}",
        )
    return Refused(
        f"Nothing in '{program.name}' needs repair: all that is planned can take place",
        "Nothing was changed",
    )


def _begun_words(begun: tuple[Clash, ...]) -> str:
    first = begun[0]
    more = f" (and {len(begun) - 1} more)" if len(begun) > 1 else ""
    return (
        f"pairing {first.id}, {first.guest.name} with {first.host.name}, has begun and cannot go on: "
        f"{first.reason}{more}"
    )


# -- what is shown --------------------------------------------------------------------------------------------------


def _shown(standing: Standing, done: Repair, begun: tuple[Clash, ...]) -> Repaired:
    season = standing.season
    changes = tuple(_change(standing, one) for one in done.changes)
    by_identity = {person.identity: person for person in season.people.values()}
    open_ = tuple(
        OpenPlace(
            guest=someone(by_identity[one.guest]),
            round=season.first + one.round,
            days=season.days(one.round),
            reason=standing.told(one.said) or one.reason,
            away=one.only_away,
        )
        for one in done.plan.open
    )
    found = effects(season, standing.assignments, done.plan.assignments)
    return Repaired(
        program=season.program.name,
        changes=changes,
        kept=done.kept,
        open=open_,
        begun=begun,
        sentences=(*_sentences(changes, done, begun), *effect_sentences(found)),
        effects=found,
    )


def _change(standing: Standing, one: "Change") -> RepairChange:
    row = _row(standing, one)
    return RepairChange(
        guest=_someone(standing, one.guest),
        before=_place(standing, one.before),
        after=_place(standing, one.after),
        kind=one.kind,
        published=row is not None and row["state"] == State.PUBLISHED,
        reason=standing.why(one),
    )


def _row(standing: Standing, one: "Change") -> RowMapping | None:
    return None if one.before is None else standing.rows[one.guest, one.before[1], one.before[0]]


def _place(standing: Standing, place: tuple[int, str] | None) -> Visit | None:
    if place is None:
        return None
    season, (number, host) = standing.season, place
    return Visit(host=_someone(standing, host), round=season.first + number, days=season.days(number))


def _someone(standing: Standing, identity: str) -> Someone:
    for person in standing.season.people.values():
        if person.identity == identity:
            return someone(person)
    for (guest, host, _number), row in standing.rows.items():
        if guest == identity:
            return Someone(email=row["guest"], name=row["guest_name"], team=row["guest_team"])
        if host == identity:
            return Someone(email=row["host"], name=row["host_name"], team=row["host_team"])
    return Someone(email=identity, name=identity, team="")


def _sentences(changes: tuple[RepairChange, ...], done: Repair, begun: tuple[Clash, ...]) -> Iterator[str]:
    broken = sum(one.kind == "broken" for one in changes)
    replaced = sum(one.kind == "broken" and one.after is not None for one in changes)
    new = sum(one.kind == "new" for one in changes)
    stay = "stays as it is" if done.kept == 1 else "stay as they are"
    if broken:
        yield f"{_broken_words(broken, replaced)}; {many(done.kept, 'other')} {stay}."
    else:
        yield f"{many(done.kept, 'pairing')} {stay}."
    if done.moved:
        change = "changes" if done.moved == 1 else "change"
        yield f"{many(done.moved, 'pairing')} that could take place {change} to make room."
    if new:
        yield f"{many(new, 'open place')} {'is' if new == 1 else 'are'} filled."
    told = sum(one.published for one in changes)
    if told:
        yield f"{many(told, 'published pairing')} {'changes' if told == 1 else 'change'}; the invites are then due."
    if begun:
        yield f"{_begun_words(begun)[0].upper()}{_begun_words(begun)[1:]}. End it: ridealong end {begun[0].id}."


def _broken_words(broken: int, replaced: int) -> str:
    if broken == 1:
        return f"1 pairing cannot take place and is {'' if replaced else 'not '}replaced"
    verb = "are" if replaced > 1 else "is"
    some = "all of them are" if replaced == broken else f"{replaced or 'none'} of them {verb}"
    return f"{broken} pairings cannot take place, {some} replaced"


# -- what is changed ------------------------------------------------------------------------------------------------


def _apply(step: Step, standing: Standing, done: Repair) -> None:
    """Make the pairings of a program those of its repaired plan."""
    season = standing.season
    ids = {person.identity: row_id for row_id, person in season.people.items()}
    points = {(one.guest, one.host, one.round): one.fit for one in done.plan.assignments}
    updates: dict[int, Mapping[str, object]] = {}
    gone: list[int] = []
    added: list[dict[str, object]] = []
    for one in done.changes:
        row = _row(standing, one)
        published = row is not None and row["state"] == State.PUBLISHED
        if row is not None and one.before and one.after and one.before[1] == one.after[1]:
            days = season.days(one.after[0])
            updates[row["id"]] = {
                "round": season.first + one.after[0],
                "first_day": days.first,
                "last_day": days.last,
            }
            continue
        if published and row is not None:
            updates[row["id"]] = {"state": str(State.CANCELLED), "reason": standing.why(one)}
        elif row is not None:
            gone.append(row["id"])
        if one.after is not None:
            number, host = one.after
            key = ids[one.guest], ids[host], season.first + number
            made = draft_row(season.program, season.people, key, points[one.guest, host, number])
            added.append({**made, "state": str(State.PUBLISHED if published else State.PROPOSED)})
    step.work.update(pairings, updates)
    step.work.delete(pairings, gone)
    new = step.work.insert(pairings, added)
    told = [row_id for row_id, row in zip(new, added, strict=True) if row["state"] == State.PUBLISHED]
    add_meetings(step, season.program, told)
    open_ = open_places_kept(done.plan.open, ids, standing.season.first)
    note_repaired(step, standing.season.program.id, open_)
