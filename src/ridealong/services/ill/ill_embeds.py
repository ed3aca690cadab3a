"""The embeds in composite teams that somebody's absence falls into, and what can be done about each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from ridealong.domain.composite_teams import CompositeTeam, Embed, Slot
from ridealong.domain.days import Days, is_workday
from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.meetings import Series
from ridealong.domain.pairings import State
from ridealong.domain.programs import Program
from ridealong.planning.teams.candidates import Openness
from ridealong.services.desk import Desk
from ridealong.services.found import person_named
from ridealong.services.ill.ill_touched import Away
from ridealong.services.ill.ill_views import Choice, ChoiceKind, Choices
from ridealong.services.invites.meeting_rows import occurrences_of
from ridealong.services.invites.outbox import organizer_of
from ridealong.services.people.days_off import DaysOff
from ridealong.services.plans.plan_views import Someone
from ridealong.services.teams.asked import Asked
from ridealong.services.teams.embed_facts import TeamFacts
from ridealong.services.teams.explaining import SlotCandidate, candidates_for
from ridealong.services.teams.fits import Fits
from ridealong.services.teams.supposed_embeds import AS_WRITTEN, SupposedEmbeds
from ridealong.services.teams.taking_over import Gap, gap
from ridealong.services.teams.weeks_missed import weeks_missed
from ridealong.storage.queries.people import some_people
from ridealong.storage.queries.programs import program_by_id
from ridealong.storage.queries.teams import embeds_of_person, embeds_of_team, teams_by_id

MOST_ASKED = 5
"""So many candidates are looked at for one who can come at once."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpoiledEmbed:
    """A published embed into which an absence falls.

    Args:
        missed: how many of its `weeks` somebody misses, all their absences together, those that are over among them.
        long: whether that is more than the program allows.
        meetings: the days of the team's meetings that fall into the absence. left_out: those on which fewer than two
            could come then, so that they do not take place.
        on: the last day of who leaves before the absence; before the first day of an embed that never begins.
    """

    embed: Embed
    team: CompositeTeam
    slot: Slot
    program: Program
    missed: int
    weeks: int
    long: bool
    meetings: tuple[date, ...]
    left_out: tuple[date, ...]
    on: date

    @property
    def begins(self) -> bool:
        """Whether some of its days lie before the absence."""
        return self.on >= self.embed.days.first


@dataclass(frozen=True, slots=True, kw_only=True)
class BackFill:
    """Somebody who can come in place of whoever is away.

    Args:
        gap: what there is to take over.
        moved: their own embed that begins earlier, where they follow anyhow; None for a new one.
    """

    asked: Asked
    gap: Gap
    moved: Embed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedDecided:
    """An embed with what can be done about it, and what is; nothing can be, or has to, about one that goes on.

    Args:
        offer: who comes in place of whoever is away; None for nobody.
        nobody: why nobody can take over; empty where somebody can, and where that is not asked.
    """

    spoiled: SpoiledEmbed
    choices: tuple[Choice, ...]
    chosen: Choice
    offer: BackFill | None = None
    nobody: str = ""

    @property
    def asked(self) -> Asked | None:
        """Who comes, with the days."""
        return self.offer.asked if self.offer else None


KEPT = Choice(kind=ChoiceKind.KEEP, words="left as it is, to be decided later")
"""Nothing is done about an embed."""


def decided_embeds(connection: Connection, desk: Desk, away: Away, choices: Choices) -> tuple[EmbedDecided, ...]:
    """The embeds that are touched, by first day, each with what is chosen; nothing is done where nobody chooses.

    Args:
        choices: by number of an embed, the code of a choice or its number.

    Raises:
        InvalidValue: an embed is named about which nothing can be chosen, or a choice that is none.
    """
    found: list[EmbedDecided] = []
    for one in _spoiled(connection, desk, away):
        offered = _offers(connection, desk, one, away, found)
        found.append(_decided(one, offered, choices.get(one.embed.id) if offered.each else None))
    known = [one.spoiled.embed.id for one in found if one.choices]
    for number in choices:
        if number not in known:
            remedy = (
                f"Choose about {', '.join(f'e{one}' for one in known)}" if known else "It touches no embed for long"
            )
            raise InvalidValue(f"There is nothing to choose about embed {number}", remedy)
    return tuple(found)


def _spoiled(connection: Connection, desk: Desk, away: Away) -> Iterator[SpoiledEmbed]:
    days = Days(away.split, away.days.last)
    mine = embeds_of_person(connection, away.known.id, (State.PUBLISHED,), since=days.first)
    mine = sorted((one for one in mine if one.days.first <= days.last), key=lambda one: (one.days.first, one.id))
    if not mine:
        return
    teams = teams_by_id(connection, {one.team_id for one in mine})
    span = Days(min(one.days.first for one in mine), max(one.days.last for one in mine))
    free = DaysOff(connection, some_people(connection, [away.known.id]), span, [away.absence])
    planned = _meetings(connection, desk, away, mine, AS_WRITTEN)
    there = _meetings(connection, desk, away, mine, SupposedEmbeds(away=[away.absence]))
    for one in mine:
        team, program = teams[one.team_id], program_by_id(connection, one.program_id)
        slot = team.slot(one.slot)
        if slot is None:
            continue
        found = weeks_missed(free.availability(one.person_id, program), program, one.days)
        yield SpoiledEmbed(
            embed=one,
            team=team,
            slot=slot,
            program=program,
            missed=found.missed,
            weeks=found.weeks,
            long=found.too_many,
            meetings=there.get(one.id, ()),
            left_out=tuple(day for day in planned.get(one.id, ()) if day not in there.get(one.id, ())),
            on=_last_day(max(away.split, one.days.first)),
        )


def _last_day(away_from: date) -> date:
    """The last working day before somebody is away."""
    day = away_from - _DAY
    while not is_workday(day):
        day -= _DAY
    return day


def _meetings(
    connection: Connection, desk: Desk, away: Away, mine: list[Embed], supposed: SupposedEmbeds
) -> Mapping[int, tuple[date, ...]]:
    """By embed: the days on which the team meets while somebody is away."""
    facts, organizer = TeamFacts(connection, sorted({one.team_id for one in mine}), supposed), organizer_of(desk)
    found: dict[int, tuple[date, ...]] = {}
    for one in mine:
        days: set[date] = set()
        for series in facts.series(one.team_id):
            meeting = facts.series_meeting(series, organizer)
            if meeting is not None and isinstance(meeting.when, Series):
                days |= {each.to for each in occurrences_of(meeting.when)}
        found[one.id] = tuple(sorted(day for day in days if day in one.days and away.split <= day <= away.days.last))
    return found


@dataclass(frozen=True, slots=True)
class _Offers:
    """What can be done about an embed, each with who comes by it, and why nobody can, if nobody can."""

    each: tuple[tuple[Choice, BackFill | None], ...] = ()
    nobody: str = ""


def _offers(
    connection: Connection, desk: Desk, one: SpoiledEmbed, away: Away, before: Sequence[EmbedDecided]
) -> _Offers:
    """What can be done about an embed of which somebody misses too much; nothing about one of which they do not.

    Args:
        before: what is decided about other embeds, beside which it has to hold.
    """
    if not one.long:
        return _Offers()
    me, where = away.known.person.name, f"slot {one.slot}"
    last = f"leaves on {one.on}" if one.begins else "does not begin"
    leave = Choice(kind=ChoiceKind.LEAVE, words=f"{me} {last}, and {where} is open")
    try:
        comes = _back_fill(connection, desk, one, before)
    except Refused as error:
        # What keeps a slot from being filled is no reason not to note an absence.
        return _Offers(((KEPT, None), (leave, None)), error.problem)
    return _Offers(((KEPT, None), comes, (leave, None)))


def _back_fill(
    connection: Connection, desk: Desk, one: SpoiledEmbed, before: Sequence[EmbedDecided]
) -> tuple[Choice, BackFill]:
    """The best candidate who can come at once; raises Refused where nobody can."""
    found = _gap(connection, one)
    if found.days is None:
        after = found.following
        raise Refused(f"{after.name} is in it from {after.days.first}" if after else f"its last day is {found.last}")
    freed = {one.embed.id: one.on, **freed_by(before)}
    more = freed if found.following is None else {**freed, found.following.id: date.min}
    ranked = candidates_for(desk, one.program.name, one.team.name, one.slot.number, on=one.on)
    today = desk.clock.today()
    fits, without = (Fits(connection, one.program, today, freed=some) for some in (freed, more))
    for earlier in before:
        if earlier.asked is not None and earlier.spoiled.program.id == one.program.id:
            fits.take(earlier.asked)
            without.take(earlier.asked)
    free = [each for each in ranked if each.openness is Openness.FREE]
    for each in free[:MOST_ASKED]:
        known = person_named(connection, each.email)
        moved = found.moves(known.id)
        days = found.days if moved is None else Days(found.first, moved.days.last)
        asked = Asked(team=one.team, slot=one.slot, known=known, days=days)
        if known.id != one.embed.person_id and not (fits if moved is None else without).against(asked):
            return _taking_over(each, days), BackFill(asked=asked, gap=found, moved=moved)
    raise Refused("something is in the way of each, which the candidates for the slot show")


def freed_by(decided: Sequence[EmbedDecided]) -> dict[int, date]:
    """The embeds that end earlier by what is decided, by id with the day; `date.min` for one that begins earlier."""
    freed = {one.spoiled.embed.id: one.spoiled.on for one in decided if one.chosen.kind is not ChoiceKind.KEEP}
    return freed | {one.offer.moved.id: date.min for one in decided if one.offer and one.offer.moved}


def _taking_over(one: SlotCandidate, days: Days) -> Choice:
    return Choice(
        kind=ChoiceKind.BACK_FILL,
        words=f"{one.name} takes over from {days.first}",
        days=days,
        host=Someone(email=one.email, name=one.name, team=one.home_team),
    )


def _gap(connection: Connection, one: SpoiledEmbed) -> Gap:
    """What somebody else can take over of the slot, until the next one comes."""
    inside = embeds_of_team(connection, one.team.id, (State.PUBLISHED, State.PROPOSED))
    beside = [each for each in inside if each.slot == one.slot.number and each.id != one.embed.id]
    first = max(one.on + _DAY, one.embed.days.first)
    return gap(one.embed, beside, one.on, first, one.team.slot_days(one.slot).last)


def _decided(one: SpoiledEmbed, offered: _Offers, code: str | None) -> EmbedDecided:
    choices = tuple(choice for choice, _offer in offered.each)
    if code is None:
        return EmbedDecided(spoiled=one, choices=choices, chosen=KEPT, nobody=offered.nobody)
    wanted = code.strip().casefold()
    if wanted.isascii() and wanted.isdigit() and 0 < int(wanted) <= len(choices):
        wanted = choices[int(wanted) - 1].code.casefold()
    for choice, offer in offered.each:
        if choice.code.casefold() == wanted:
            return EmbedDecided(spoiled=one, choices=choices, chosen=choice, offer=offer, nobody=offered.nobody)
    known = ", ".join(choice.code for choice in choices)
    raise InvalidValue(f"'{code}' cannot be done about embed {one.embed.id}", f"Choose one of: {known}")
