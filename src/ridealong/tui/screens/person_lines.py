"""What a person's page says, line by line: facts, load, meetings, absences, programs, and the past as a time line."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeGuard, cast

from ridealong.domain.answer_words import answer_words, is_leaving
from ridealong.domain.pairings import has_met
from ridealong.tui.dates import date_words, short_span_words, short_words, span_words, weekday_words
from ridealong.tui.state_signs import STATE_SIGNS, STATE_TONES
from ridealong.tui.text import listed, many, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from ridealong.domain.days import Days
    from ridealong.domain.people import Person
    from ridealong.services.groups.group_rows import GroupRow
    from ridealong.services.outcomes.embed_history import EmbedRow
    from ridealong.services.outcomes.history import PairingRow
    from ridealong.services.people.absences import KnownAbsence
    from ridealong.services.people.people import KeptApart, PersonPage
    from ridealong.services.people.person_meetings import NextMeeting
    from ridealong.services.people.taking_part import TakingPart
    from ridealong.tui.widgets.columns import Cell

ANSWER_SIGNS = {"asked": "?", "agreed": "✓", "paused": "■", "declined": "✗"}
"""What somebody answered to a program -> the sign that stands before it."""
QUARTERS = ("January to March", "April to June", "July to September", "October to December")
LABEL = 17
"""How many cells the name of a fact has."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a line of the page is about, and with that what can be done on it.

    Args:
        person: the address of somebody else who stands on the line. group: the number of a group.
    """

    person: str = ""
    name: str = ""
    pairing: PairingRow | None = None
    absence: KnownAbsence | None = None
    program: TakingPart | None = None
    apart: KeptApart | None = None
    meeting: NextMeeting | None = None
    group: int | None = None


NOTHING = Subject()
NO_HISTORY = (
    "has not met anybody yet · {app.plan} plans and publishes, {history.import-history} in History imports the past"
)


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of the page.

    Args:
        key: what identifies it when the page is read again.
        says: what stands below the page while the cursor is on it, in full.
    """

    key: str
    cell: Cell
    heading: bool = False
    subject: Subject = field(default=NOTHING)
    says: str = ""


def heading(words: str, key: str = "", *, first: bool = False) -> list[PageLine]:
    """A heading, with a free line before it but for the first on the page."""
    line = PageLine(f"heading {key or words}", [(words, "group")], heading=True)
    return [line] if first else [PageLine(f"before {key or words}", "", heading=True), line]


def fact(key: str, label: str, words: str, width: int, subject: Subject = NOTHING, *, tone: str = "") -> list[PageLine]:
    """A fact with its name; a long one goes on below."""
    room = max(20, width - LABEL - 2)
    parts = textwrap.wrap(words, room, break_on_hyphens=False) or [""]
    lines = []
    for number, part in enumerate(parts):
        name = label if number == 0 else ""
        cell = [(f"{name:<{LABEL}}", "dim"), (part, tone)]
        lines.append(PageLine(f"{key} {number}" if number else key, cell, subject=subject, says=f"{label}: {words}"))
    return lines


def none(key: str, words: str) -> PageLine:
    """That there is nothing of a kind, and the key that adds some."""
    return PageLine(key, [(words, "dim")])


def facts(page: PersonPage, width: int) -> list[PageLine]:
    """Who somebody is, and when they work."""
    person = page.person
    lines = heading(shown(person.name), "name", first=True)
    lines += fact("email", "address", shown(person.email), width)
    lines += fact("team", "team", f"{shown(person.team)}, {person.side.label}", width)
    rest = (("role", person.role), ("site", person.site))
    for label, words in rest:
        lines += fact(label, label, shown(words), width) if words else []
    lines += _clock(page, width)
    for key, label, topics in (("wants", "wants to learn", person.wants), ("knows", "knows", person.knows)):
        lines += fact(key, label, listed(topics, 99), width) if topics else []
    lines += _manager(page, width)
    for key, label, day in (("first", "first day", person.first_day), ("last", "last day", person.last_day)):
        lines += fact(key, label, date_words(day), width) if day else []
    lines += fact("id", "employee id", shown(person.employee_id), width) if person.employee_id else []
    return lines


def _clock(page: PersonPage, width: int) -> list[PageLine]:
    local, hours = page.local_time, page.person.hours
    works = page.works_now
    state = "within working hours" if works else "outside working hours"
    now = f"{weekday_words(local)} {local:%H:%M} there now, {state}"
    own = "" if page.person.time_zone else " (the organizer's)"
    return [
        *fact("zone", "works", f"{hours}, {shown(page.place)}{own}", width),
        *fact("now", "", now, width, tone="" if works else "dim"),
    ]


def _manager(page: PersonPage, width: int) -> list[PageLine]:
    lines: list[PageLine] = []
    if page.boss is not None:
        subject = Subject(person=page.boss.email, name=page.boss.name)
        lines += fact("manager", "manager", shown(page.boss.name), width, subject)
    elif page.person.manager:
        lines += fact("manager", "manager", f"{shown(page.person.manager)}, not in the exchange", width)
    for number, one in enumerate(page.reports):
        label = "manages" if number == 0 else ""
        lines += fact(f"manages {one.email}", label, shown(one.name), width, Subject(person=one.email, name=one.name))
    return lines


def absences(page: PersonPage) -> list[PageLine]:
    """When somebody is away."""
    lines = heading("Away")
    for one in page.absences:
        past = one.days.last < page.local_time.date()
        words = f"  {shown(one.reason)}" if one.reason else ""
        source = "" if one.source == "typed" else f"  from {shown(one.source)}"
        cell = [("× ", "dim" if past else "warn"), (f"{span_words(one.days):<26}", "dim" if past else "")]
        keys = "{person.edit} or {list.open} changes it, {person.remove-line} removes it"
        says = f"Away {span_words(one.days)}{words}\n{keys}"
        lines.append(
            PageLine(
                f"absence {one.seen.row}", [*cell, (f"{words}{source}", "dim")], subject=Subject(absence=one), says=says
            )
        )
    if not page.absences:
        lines.append(none("no absences", "no absences · {person.add-absence} adds one"))
    return lines


def programs(page: PersonPage) -> list[PageLine]:
    """What somebody has answered to which programs."""
    lines = heading("Programs")
    today = page.local_time.date()
    states = [answer_words(one.state, one.until, today, short_words) for one in page.enrolled]
    width = max(map(len, states), default=0) + 2
    for one, state in zip(page.enrolled, states, strict=True):
        # Who is about to leave still takes part, as who pauses will again.
        sign = "paused" if is_leaving(one.state, one.until, today) else str(one.state)
        tone = {"agreed": "good", "declined": "bad"}.get(sign, "warn")
        gone = ", archived" if one.archived else ""
        manager = {"refused": "  manager has not agreed", "agreed": "  manager has agreed"}.get(str(one.manager), "")
        reason = f"  {shown(one.reason)}" if one.reason else ""
        cell = [
            (f"{ANSWER_SIGNS[sign]} {state:<{width}}", "dim" if one.archived else tone),
            (f"{shown(one.program)}", ""),
            (f"  {one.kind.label}, {span_words(one.days)}{gone}", "dim"),
        ]
        said_beside = ((manager, "warn" if one.manager == "refused" else "dim"), (reason, "dim"))
        cell += [part for part in said_beside if part[0]]
        said = f"{shown(one.program)}: {state}{gone}{manager}{reason}"
        says = f"{said}\n{{list.open}} opens its plan, {{person.edit}} changes the answer"
        lines.append(PageLine(f"program {one.program}", cell, subject=Subject(program=one), says=says))
    if not page.enrolled:
        lines.append(none("no programs", "in no program yet · {person.enrol} enrols"))
    return lines


def apart(page: PersonPage) -> list[PageLine]:
    """Whom somebody is kept apart from."""
    lines = heading("Kept apart from")
    for one in page.apart:
        reason = f"  {shown(one.reason)}" if one.reason else ""
        keys = "{person.remove-line} lets them be paired again, {person.follow:right} opens the other's page"
        says = f"Kept apart from {shown(one.name)}{reason}\n{keys}"
        subject = Subject(person=one.email, name=one.name, apart=one)
        lines.append(
            PageLine(f"apart {one.email}", [(shown(one.name), ""), (reason, "dim")], subject=subject, says=says)
        )
    if not page.apart:
        lines.append(none("no apart", "nobody · {person.keep-apart} keeps this person apart from somebody"))
    if page.hidden:
        words = f"{many(page.hidden, 'reason')} kept private · press {{person.show-reasons}} to show"
        lines += [PageLine("before hidden", "", heading=True), none("hidden", words)]
    return lines


def never_met(teams: Sequence[str], width: int) -> list[PageLine]:
    """The teams of the other side of which somebody has never met anybody; nothing where there is none."""
    return fact("never met", "never met", listed(teams, 99), width) if teams else []


def met_words(page: PersonPage, today: date) -> str:
    """How many people somebody has met by a day, and how many they then meet for the first time."""
    counting = [row for row in page.history if row.state.counts_as_met]
    me = page.person
    begun = {other_of(me, row)[0] for row in counting if has_met(row.state, row.days.first, today)}
    every = {other_of(me, row)[0] for row in counting}
    for group in page.groups:
        met, coming = group.met_across(me.email, me.side, today)
        begun |= met
        every |= met | coming
    for embed in page.embeds:
        met, coming = embed.met_across(today)
        begun |= met
        every |= met | coming
    more = every - begun
    return f"has met {many(len(begun), 'person', 'people')}{f', {len(more):,} to come' if more else ''}"


def history(page: PersonPage, before: Sequence[PageLine] = ()) -> Iterator[PageLine]:
    """The past and what is published, the newest first, quarter by quarter, below some lines."""
    yield from heading("History, newest first", "history")
    yield from before
    rows: list[PairingRow | GroupRow | EmbedRow] = [*page.history, *page.groups, *page.embeds]
    rows.sort(key=lambda one: one.days.first, reverse=True)
    if not rows:
        yield none("no history", NO_HISTORY)
    quarter = ""
    for row in rows:
        if (now := _quarter(row.days)) != quarter:
            quarter = now
            mine = [one for one in rows if _quarter(one.days) == quarter]
            yield PageLine(f"quarter {quarter}", [(f"── {quarter} · {_counted(mine)}", "dim")], heading=True)
        if _is_group(row):
            yield _in_group(page.person, row)
        elif _is_embed(row):
            yield _in_team(row)
        else:
            yield _met(page.person, cast("PairingRow", row))


def _is_group(row: PairingRow | GroupRow | EmbedRow) -> TypeGuard[GroupRow]:
    """Whether a row of the history is a group; its class is not looked at, since services are imported in workers."""
    return hasattr(row, "people")


def _is_embed(row: PairingRow | GroupRow | EmbedRow) -> TypeGuard[EmbedRow]:
    """Whether a row of the history is an embed; as `_is_group`."""
    return hasattr(row, "share")


def _in_team(row: EmbedRow) -> PageLine:
    """A composite team that somebody was in, or will be."""
    reason = f" · {shown(row.reason)}" if row.reason else ""
    cell = [
        (f"{STATE_SIGNS[row.state]} {row.state:<10}", STATE_TONES.get(row.state, "")),
        (f"{short_span_words(row.days):<17}", "dim"),
        (shown(row.team), ""),
        (f" · embedded {row.share} %, {shown(row.slot_name)}, {shown(row.program)}{reason}", "dim"),
    ]
    met = f", with {many(len(row.met), 'person', 'people')} of {row.side.other.label}" if row.met else ""
    says = (
        f"{row.state}, {span_words(row.days)}: in the team {shown(row.team)}, slot {row.slot} ({shown(row.slot_name)})"
        f"{met}, {shown(row.program)}\n{row.share} % of a week, {row.weeks:g} weeks of work{reason}"
    )
    return PageLine(f"embed {row.id}", cell, says=says)


def _in_group(person: Person, row: GroupRow) -> PageLine:
    """A group that somebody was in, or will be."""
    who = ", ".join(shown(one.name) for one in row.others(person.email))
    cell = [
        (f"{STATE_SIGNS[row.state]} {row.state:<10}", STATE_TONES.get(row.state, "")),
        (f"{short_span_words(row.days):<17}", "dim"),
        (who, ""),
        (f" · {row.kind.label.lower()}, {shown(row.program)}", "dim"),
    ]
    says = f"{row.state}, {span_words(row.days)}: {row.kind.label.lower()} with {who}, {shown(row.program)}"
    says += "\n{list.open} moves it to another day, {person.mark-state} says how it went"
    return PageLine(f"in group {row.id}", cell, subject=Subject(group=row.id), says=says)


def _quarter(days: Days) -> str:
    return f"{days.first.year}, {QUARTERS[(days.first.month - 1) // 3]}"


def _counted(rows: Iterable[PairingRow | GroupRow | EmbedRow]) -> str:
    counted: dict[str, int] = {}
    for row in rows:
        counted[str(row.state)] = counted.get(str(row.state), 0) + 1
    return ", ".join(f"{number} {state}" for state, number in counted.items())


def other_of(person: Person, row: PairingRow) -> tuple[str, str, str]:
    """Address, name and team of the other one of a pairing."""
    if person.side == "it":
        return row.marketing_email, row.marketing_name, row.marketing_team
    return row.it_email, row.it_name, row.it_team


def part_of(person: Person, row: PairingRow) -> str:
    """What somebody does, or did, in a pairing."""
    if not row.kind.visits:
        return "buddies"
    return "guest" if row.guest is person.side else "host"


def _met(person: Person, row: PairingRow) -> PageLine:
    email, name, team = other_of(person, row)
    declined = f" · ✗ declined by {listed(row.declined_by)}" if row.declined_by else ""
    reason = f" · {shown(row.reason)}" if row.reason else ""
    part = part_of(person, row)
    cell = [
        (f"{STATE_SIGNS[row.state]} {row.state:<10}", STATE_TONES.get(row.state, "")),
        (f"{short_span_words(row.days):<17}", "dim"),
        (shown(name), ""),
        (f" ({shown(team)})", "dim"),
        (declined, "bad"),
        (f" · {part}, {shown(row.program)}{reason}", "dim"),
    ]
    says = (
        f"{row.state}, {span_words(row.days)}: {part} with {shown(name)} ({shown(team)}), {shown(row.program)}"
        f"{declined}{reason}\n"
        f"{{list.open}} or {{person.why}} says why, {{person.follow:right}} opens {shown(name)}, "
        "{person.mark-state} says how it went, {person.debrief} what came out of it"
    )
    return PageLine(f"pairing {row.id}", cell, subject=Subject(person=email, name=name, pairing=row), says=says)


def sections(parts: Sequence[Sequence[PageLine]]) -> list[PageLine]:
    """Parts of the page one after another, without a free line at the top."""
    lines = [line for part in parts for line in part]
    return lines[1:] if lines and lines[0].key.startswith("before ") else lines
