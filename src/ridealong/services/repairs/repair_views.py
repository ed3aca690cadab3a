"""What a repair changes, or would, as screens and commands show it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.wording import many
from ridealong.planning.repair import Repair
from ridealong.services.changes.effects import Effects, effect_sentences, effects
from ridealong.services.days.day_repaired import DayChange, DayRepair
from ridealong.services.invites.told import Told
from ridealong.services.plans.apart_words import precisely
from ridealong.services.plans.plan_views import Clash, OpenPlace, Someone, Visit, someone
from ridealong.services.plans.standing_season import Standing
from ridealong.services.repairs.repair_rows import Writes, changed_row

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
        kept: pairings of coming rounds that stay as they are, drafts included; also those of the round under way, where
            somebody who was left alone in it gets a new one.
        open: places of coming rounds that stay empty.
        begun: published pairings that cannot go on but have begun, so that no plan can change them.
        typed: the sentences for those who type commands.
        told: who is told what of it.
        effects: each term of the value, and who gains and loses, with what cannot take place counted as before.
        version: that of the database when this was worked out.
    """

    program: str
    changes: tuple[RepairChange, ...]
    kept: int
    open: tuple[OpenPlace, ...]
    begun: tuple[Clash, ...]
    sentences: tuple[str, ...]
    typed: tuple[str, ...]
    effects: Effects
    told: tuple[Told, ...] = ()
    version: int = field(default=0, compare=False)


def view_of(
    standing: Standing,
    done: Repair,
    writes: Writes,
    *,
    days: DayRepair,
    begun: tuple[Clash, ...],
    told: tuple[Told, ...],
    version: int,
) -> Repaired:
    """A repair of what stands, with the published pairings that have begun and cannot go on, and who is told what."""
    season = standing.season
    changes = (*(_change(standing, one, days) for one in done.changes), *_covers(writes), *map(_day, days.changes))
    by_identity = {person.identity: person for person in season.people.values()}
    open_ = tuple(
        OpenPlace(
            guest=someone(by_identity[one.guest]),
            round=season.first + one.round,
            days=season.days(one.round),
            reason=standing.told(one.said) or one.reason,
            away=one.only_away,
        )
        for one in precisely(season, done.plan.open)
    )
    found = effects(season, standing.assignments, done.plan.assignments)
    worth = effect_sentences(found)
    return Repaired(
        program=season.program.name,
        changes=changes,
        kept=done.kept,
        open=open_,
        begun=begun,
        sentences=(*_sentences(changes, done, begun), *worth),
        typed=(*_sentences(changes, done, begun, typed=True), *worth),
        effects=found,
        told=told,
        version=version,
    )


def _change(standing: Standing, one: "Change", days: DayRepair) -> RepairChange:
    row = changed_row(standing, one)
    before, after = _place(standing, one.before), _place(standing, one.after)
    first, then = days.days.get(one, (None, None))
    before = replace(before, days=first) if before and first else before
    after = replace(after, days=then) if after and then else after
    return RepairChange(
        guest=_someone(standing, one.guest),
        before=before,
        after=after,
        kind=one.kind,
        published=row is not None and row["state"] == State.PUBLISHED,
        reason=standing.why(one),
    )


def _covers(writes: Writes) -> Iterator[RepairChange]:
    for row, why in writes.covers:
        stand_in = Someone(email=row["host"], name=row["host_name"], team=row["host_team"])
        yield RepairChange(
            guest=Someone(email=row["guest"], name=row["guest_name"], team=row["guest_team"]),
            before=Visit(host=stand_in, round=row["round"], days=Days(row["first_day"], row["last_day"])),
            after=None,
            kind="broken",
            published=True,
            reason=why,
        )


def _day(one: DayChange) -> RepairChange:
    """A visit of a single day that gets another one, or another host, or falls away."""
    row = one.row
    host = Someone(email=row["host"], name=row["host_name"], team=row["host_team"])
    before = Visit(host=host, round=row["round"], days=Days(row["first_day"], row["last_day"]))
    after = None if one.after is None else replace(before, days=one.after)
    if one.partner is not None and one.host is not None:
        after = replace(before, host=one.host, days=one.partner.visits[0].days)
    return RepairChange(
        guest=Someone(email=row["guest"], name=row["guest_name"], team=row["guest_team"]),
        before=before,
        after=after,
        kind="broken",
        published=row["state"] == State.PUBLISHED,
        reason=one.reason,
    )


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


def _sentences(
    changes: tuple[RepairChange, ...], done: Repair, begun: tuple[Clash, ...], *, typed: bool = False
) -> Iterator[str]:
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
        end = f"End it: ridealong end {begun[0].id}" if typed else "End what does not go on"
        yield f"{begun_words(begun)[0].upper()}{begun_words(begun)[1:]}. {end}."


def _broken_words(broken: int, replaced: int) -> str:
    if broken == 1:
        return f"1 pairing cannot take place and is {'' if replaced else 'not '}replaced"
    verb = "are" if replaced > 1 else "is"
    some = "all of them are" if replaced == broken else f"{replaced or 'none'} of them {verb}"
    return f"{broken} pairings cannot take place, {some} replaced"


def begun_words(begun: tuple[Clash, ...]) -> str:
    """Which published pairings have begun and cannot go on, in words."""
    first = begun[0]
    more = f" (and {len(begun) - 1} more)" if len(begun) > 1 else ""
    return (
        f"pairing {first.id}, {first.guest.name} with {first.host.name}, has begun and cannot go on: "
        f"{first.reason}{more}"
    )
