"""What composite teams need: who cannot go on, open slots, hand-overs, who goes back, what is over, tasks."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from ridealong.domain.composite_teams import CompositeTeam, Embed, Part, Slot, open_days
from ridealong.domain.days import Days
from ridealong.domain.pairings import UNMARKED, State
from ridealong.domain.programs import Program
from ridealong.domain.wording import many, several
from ridealong.services.attention.attention_items import Found, Item, Kind, found, named
from ridealong.services.teams.meeting_clashes import meeting_clashes
from ridealong.services.teams.troubles import troubles
from ridealong.storage.queries.programs import all_programs
from ridealong.storage.queries.teams import embeds_of_program, teams_of

ENDS_SOON = timedelta(weeks=2)
"""How long before they go back to their home team it is said of people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Teams:
    """The teams of a program, and who is in them, as drafts too.

    Args:
        embeds: by row id of the team, in order of slot and first day; those that are over too, where nobody said how
            they went.
    """

    program: Program
    teams: Sequence[CompositeTeam]
    embeds: Mapping[int, Sequence[Embed]]
    today: date

    @property
    def running(self) -> Iterator[CompositeTeam]:
        """The teams that are published and not over."""
        return (one for one in self.teams if one.state is State.PUBLISHED and one.days.last >= self.today)

    def command(self, verb: str, team: CompositeTeam) -> str:
        """The beginning of a command about a team."""
        return f"ridealong teams {verb} {named(self.program.name)} {named(team.name)}"

    def in_slot(self, team: CompositeTeam, slot: int) -> list[Embed]:
        """Who is in a slot of a team, in order of time."""
        return [one for one in self.embeds[team.id] if one.slot == slot]

    def item(
        self,
        kind: Kind,
        team: CompositeTeam,
        text: str,
        some: Sequence[Embed],
        *,
        uid: str,
        remedy: str,
        days: Days,
        detail: str = "",
        number: int = 1,
        slot: int | None = None,
    ) -> Item:
        """Something about a team and some people in it."""
        return Item(
            kind=kind,
            text=text,
            names=(*dict.fromkeys(one.name for one in some), team.name),
            detail=detail,
            number=number,
            people=tuple(dict.fromkeys(one.email for one in some)),
            days=days,
            remedy=remedy,
            program=self.program.name,
            uid=uid,
            team=team.name,
            slot=slot,
            teams=True,
        )


def of_teams(connection: Connection, today: date, most: int | None = None) -> tuple[Found, ...]:
    """What composite teams of programs that are not archived need; of each kind at most so many things."""
    programs = [one for one in all_programs(connection, archived=False) if one.kind.in_teams]
    known = [_read(connection, one, today) for one in programs]
    finders = {
        Kind.EMBEDS: lambda one: _troubled(connection, one),
        Kind.SLOTS: _open_slots,
        Kind.ENDING: _ending,
        Kind.TEAMS_OVER: _over,
        Kind.CLASHES: lambda one: _clashes(connection, one),
        Kind.TASKS: _tasks,
        Kind.HAND_OVERS: _hand_overs,
    }
    return tuple(
        found(kind, sorted((item for one in known for item in find(one)), key=_order), most)
        for kind, find in finders.items()
    )


def _order(one: Item) -> tuple[date, str, str]:
    return one.day or date.max, one.program, one.text


def _read(connection: Connection, program: Program, today: date) -> _Teams:
    embeds: dict[int, list[Embed]] = defaultdict(list)
    for one in embeds_of_program(connection, program.id, UNMARKED):
        if one.state is State.PUBLISHED or one.days.last >= today:
            embeds[one.team_id].append(one)
    teams = [one for one in teams_of(connection, program.id) if one.state is not State.CANCELLED]
    return _Teams(program=program, teams=teams, embeds=embeds, today=today)


def _troubled(connection: Connection, known: _Teams) -> Iterator[Item]:
    """Embeds that cannot go on, or take place, as they stand."""
    every = [one for some in known.embeds.values() for one in some]
    said = troubles(connection, known.program, every, known.today)
    for team in known.teams:
        for one in known.embeds[team.id]:
            if words := said.get(one.id):
                draft = one.state is State.PROPOSED
                again = f"ridealong teams form {named(known.program.name)} --team {named(team.name)}"
                leave = f"{known.command('change', team)} --leave {one.email} --on DAY --instead EMAIL"
                yield known.item(
                    Kind.EMBEDS,
                    team,
                    f"{words[0]}: {team.name}",
                    [one],
                    detail="; ".join([*words[1:], "a draft" if draft else f"in slot {_slot(team, one.slot)}"]),
                    days=one.days,
                    uid=f"embed {one.id}",
                    slot=one.slot,
                    remedy=again if draft else leave,
                )


def _clashes(connection: Connection, known: _Teams) -> Iterator[Item]:
    """People in two teams that meet at the same time, once for two teams of one program."""
    every = [one for some in known.embeds.values() for one in some]
    teams, seen = {one.id: one for one in known.teams}, set[tuple[int, frozenset[int]]]()
    for clash in meeting_clashes(connection, every, known.today):
        team = teams.get(clash.team)
        if team is not None and clash.key not in seen:
            seen.add(clash.key)
            yield known.item(
                Kind.CLASHES,
                team,
                clash.said,
                clash.embeds[:1],
                days=Days(clash.days[0], clash.days[-1]),
                uid=f"embed {clash.embeds[0].id} beside team {clash.other}",
                slot=clash.embeds[0].slot,
                remedy=f"{known.command('change', team)} --meets WHEN",
            )


def _open_slots(known: _Teams) -> Iterator[Item]:
    """Slots of published teams that nobody takes on days of the weeks of one publishing, drafts included."""
    soon = known.today + timedelta(weeks=known.program.publish_weeks)
    for team in known.running:
        for slot in team.slots:
            if team.ends_before(slot):
                continue
            there = known.in_slot(team, slot.number)
            days = open_days(team.slot_days(slot), [one.days for one in there], known.today)
            if days is None or days.first >= soon:
                continue
            before = [one for one in there if one.days.last < days.first]
            last = max(before, key=lambda one: one.days.last, default=None)
            form = f"ridealong teams form {named(known.program.name)} --team {named(team.name)} --fill"
            yield known.item(
                Kind.SLOTS,
                team,
                f"Nobody {'follows ' + last.name if last else 'is'} in slot {slot}: {team.name}",
                [last] if last else [],
                detail=f"{last.name} is there until {last.days.last}" if last else "",
                days=days,
                uid=f"slot {slot.id}",
                slot=slot.number,
                remedy=form,
            )


def _hand_overs(known: _Teams) -> Iterator[Item]:
    """Who hands over to whom: under way, or within the weeks of one publishing."""
    soon = known.today + timedelta(weeks=known.program.publish_weeks)
    for team in known.running:
        by_id = {one.id: one for one in known.embeds[team.id]}
        for new in known.embeds[team.id]:
            old = by_id.get(new.after or 0)
            if old is None or new.state is not State.PUBLISHED or new.days.first >= soon:
                continue
            both = old.days.last >= new.days.first
            days = Days(new.days.first, old.days.last if both else new.days.first)
            if days.last < known.today:
                continue
            verb = "hands over to" if both else "is followed by"
            yield known.item(
                Kind.HAND_OVERS,
                team,
                f"{old.name} {verb} {new.name}: {team.name}",
                [old, new],
                detail=f"slot {_slot(team, new.slot)}{', under way' if days.first <= known.today else ''}",
                days=days,
                uid=f"hand-over to {new.id}",
                slot=new.slot,
                remedy=known.command("show", team),
            )


def _ending(known: _Teams) -> Iterator[Item]:
    """Who goes back to their home team within two weeks, as their slot is over: one thing for each team and day."""
    for team in known.running:
        by_day: dict[date, list[Embed]] = defaultdict(list)
        for one in known.embeds[team.id]:
            if one.state is State.PUBLISHED and known.today <= one.days.last <= known.today + ENDS_SOON:
                slot = team.slot(one.slot)
                if slot is not None and one.days.last >= team.slot_days(slot).last and not _goes_on(known, one):
                    by_day[one.days.last].append(one)
        for day, some in sorted(by_day.items()):
            whole = day >= team.days.last
            emails = "" if whole else "".join(f" --extend-person {one.email}" for one in some)
            yield known.item(
                Kind.ENDING,
                team,
                f"{_going_back(some)}: {team.name}",
                some,
                number=len(some),
                detail="the team ends" if whole else "their slot ends",
                days=Days(day, day),
                uid=f"end of team {team.id} on {day}",
                slot=some[0].slot if len(some) == 1 else None,
                remedy=f"{known.command('change', team)} --until DAY{emails}",
            )


def _goes_on(known: _Teams, one: Embed) -> bool:
    """Whether somebody is in a team of the program still, or soon again, once an embed is over."""
    weekend = one.days.last + timedelta(days=3)
    others = (each for some in known.embeds.values() for each in some if each.person_id == one.person_id)
    return any(each.days.first <= weekend and each.days.last > one.days.last for each in others)


def _going_back(some: Sequence[Embed]) -> str:
    names = several([one.name for one in some])
    if len(some) == 1:
        return f"{names} goes back to {some[0].home_team}"
    return f"{names} go back to their home teams"


def _over(known: _Teams) -> Iterator[Item]:
    """Teams with embeds that are over, and of which nobody said how they went."""
    for team in known.teams:
        past = [one for one in known.embeds[team.id] if one.state is State.PUBLISHED and one.days.last < known.today]
        if not past:
            continue
        over = team.days.last < known.today
        who = "" if over else "".join(f" {one.email}" for one in past)
        yield known.item(
            Kind.TEAMS_OVER,
            team,
            f"{team.name}{'' if over else ', which goes on'}: {several([one.name for one in past])}",
            past,
            number=len(past),
            detail=many(len(past), "embed"),
            days=Days(min(one.days.first for one in past), max(one.days.last for one in past)),
            uid=f"over in team {team.id}",
            remedy=f"{known.command('mark', team)} held{who}",
        )


def _tasks(known: _Teams) -> Iterator[Item]:
    """Teams under way with tasks for which not exactly one person answers."""
    for team in known.running:
        open_ = [one for one in team.tasks if len(one.who(Part.ACCOUNTABLE)) != 1]
        if not open_ or team.days.first > known.today:
            continue
        number = many(len(open_), "task")
        yield known.item(
            Kind.TASKS,
            team,
            f"{number} for which not exactly one answers: {team.name}",
            [],
            number=len(open_),
            detail="; ".join(f"{one.name}: {one.lacks}" for one in open_[:2]) + ("; …" if len(open_) > 2 else ""),
            days=team.days,
            uid=f"tasks of team {team.id}",
            remedy=f'{known.command("change", team)} --task "{open_[0].name}: A=SLOT"',
        )


def _slot(team: CompositeTeam, number: int) -> Slot | int:
    """A slot as people call it, by its number."""
    return team.slot(number) or number
