"""What a program's page says, line by line: charter, measures, rounds, people and settings."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ridealong.domain.charters import number_words, progress_words
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meeting_times import meeting_kinds
from ridealong.domain.people import Side
from ridealong.domain.program_options import has_setting
from ridealong.domain.team_times import MEETINGS_OF_TEAMS
from ridealong.domain.values import WEEKDAYS
from ridealong.tui.dates import date_words, day_words, span_words
from ridealong.tui.sparkline import sparkline
from ridealong.tui.text import listed, many, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ridealong.domain.charters import Measured, Reading, Sponsor
    from ridealong.domain.glossary import Term
    from ridealong.domain.programs import Program
    from ridealong.services.programs.program_look import AnswerCount, ProgramLook, ProgramRound
    from ridealong.services.programs.steps import TemplateStep

LABEL = 18
"""How wide the names at the left are."""
_NUMBERS = 6
"""How many readings are told as numbers beside their bars."""

Parts = tuple[tuple[str, str], ...]
"""Text in parts, each with its tone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the page.

    Args:
        key: what identifies it when the page is read again. label: what stands at its left.
        says: what it says in full, and by which keys what can be done about it.
        side, measured, reading, round, answer, step: what it is about, at most one of them but for a reading of a
            measure.
        phase: of a line about steps, when these are done. setting: whether it is one of the settings.
    """

    key: str
    label: str = ""
    cell: Parts = ()
    heading: bool = False
    says: str = ""
    side: Side | None = None
    measured: Measured | None = None
    reading: Reading | None = None
    round: ProgramRound | None = None
    answer: AnswerCount | None = None
    step: TemplateStep | None = None
    phase: str = ""
    setting: bool = False


def page_entries(look: ProgramLook, width: int, unfolded: Collection[str], steps: Sequence[Entry] = ()) -> list[Entry]:
    """The whole page.

    Args:
        width: how many cells a line has. unfolded: the measures, by name, whose readings are shown one by one.
        steps: what is said of the steps of visits; nothing where nobody visits anybody.
    """
    room = max(24, width - LABEL - 4)
    return [
        *_heading("Charter", first=True),
        *_objective(look.program, room),
        *(_sponsor(side, look.charter.sponsor(side)) for side in Side),
        *_explained(look.charter.explained, room),
        *_heading("Measures"),
        *_measures(look, room, unfolded),
        *_heading("Rounds"),
        *_rounds(look),
        *_heading("People"),
        *_people(look),
        *(_heading("Steps") if steps else ()),
        *steps,
        *_heading("Settings"),
        *_settings(look.program, room),
    ]


def _heading(words: str, *, first: bool = False) -> Iterator[Entry]:
    if not first:
        yield Entry(key=f"before {words}", heading=True)
    yield Entry(key=f"heading {words}", label=words, heading=True)


def _wrapped(key: str, label: str, text: str, room: int, says: str) -> Iterator[Entry]:
    """A text of any length over as many lines as it needs."""
    lines = [part for line in text.splitlines() for part in (textwrap.wrap(shown(line), room) or [""])]
    for number, part in enumerate(lines):
        yield Entry(
            key=f"{key} {number}",
            label="" if number else label,
            cell=((part, ""),),
            says=says,
            setting=True,
        )


def _objective(program: Program, room: int) -> Iterator[Entry]:
    if program.objective.strip():
        yield from _wrapped(
            "objective", "Objective", program.objective, room, "Why the program exists · {program.edit} changes it"
        )
    else:
        says = "Why does the program exist, in business words? Invites tell it, too · {program.edit} writes it down"
        yield Entry(
            key="objective 0", label="Objective", cell=(("not written down yet", "dim"),), says=says, setting=True
        )


def _sponsor(side: Side, sponsor: Sponsor | None) -> Entry:
    label = f"{side.label} sponsor"
    if sponsor is None:
        says = f"Nobody stands for the program on the {side.label} side yet · {{program.agreement}} names a sponsor"
        return Entry(key=f"sponsor {side}", label=label, cell=(("– nobody yet", "warn"),), says=says, side=side)
    who = shown(sponsor.name)
    gone = ", not in the exchange any more" if sponsor.left else ""
    if sponsor.agreed:
        state, tone = f"agreed on {date_words(sponsor.agreed)}", "good"
    else:
        state, tone = f"has not agreed yet, named {date_words(sponsor.named)}", "warn"
    note = f" · {shown(sponsor.note)}" if sponsor.note else ""
    team = f", {shown(sponsor.team)}" if sponsor.team else ""
    said = f"{label}: {who} <{shown(sponsor.email)}>{team}{gone}, {state}{note}"
    keys = "{program.agreement} notes the agreement · {list.open} changes it · {program.remove} takes the sponsor back"
    says = f"{said}\n{keys}"
    cell = ((("✓ " if sponsor.agreed else "○ "), tone), (who, "strong"), (f"{gone} {state}", tone), (note, "dim"))
    return Entry(key=f"sponsor {side}", label=label, cell=cell, says=says, side=side)


def _explained(terms: Sequence[Term], room: int) -> Iterator[Entry]:
    """What the terms in the objective and the measures mean, each for the side that would not know it."""
    for number, one in enumerate(terms):
        says = f"Explained for {one.side.other.label}, since it is a term of {one.side.label}"
        for line, part in enumerate(textwrap.wrap(shown(f"{one.term}: {one.meaning}"), room)):
            label = "Words" if number == line == 0 else ""
            yield Entry(key=f"word {one.term} {line}", label=label, cell=((part, "dim"),), says=says)


# -- measures -----------------------------------------------------------------------------------------------------


def _measures(look: ProgramLook, room: int, unfolded: Collection[str]) -> Iterator[Entry]:
    for measured in look.charter.measures:
        yield from _measure(measured, room)
        if measured.measure.name in unfolded:
            yield from (_reading(measured, one) for one in reversed(measured.readings))
    if not look.charter.measures:
        says = "What do both sides want to move? A measure has a name, a unit, where it stands and where it is to go"
        yield Entry(key="no measure", cell=(("none yet · {program.new} agrees on one", "dim"),), says=says)


def _measure(measured: Measured, room: int) -> Iterator[Entry]:
    measure, name = measured.measure, shown(measured.measure.name)
    words = progress_words(measured)
    says = (
        f"{name}: {_from_to(measured)} · {words}\n{{program.read-measure}} notes a reading · {{list.open}} shows all · "
        "{program.edit} changes it · {program.remove} takes it back"
    )
    share = measured.share
    tone = "dim" if not measured.readings else "good" if share is not None and share > 0 else ""
    tone = "good" if words == "target reached" else "bad" if share is not None and share < 0 else tone
    cell = ((_from_to(measured), ""), (" · ", "dim"), (words, tone))
    yield Entry(key=f"measure {measure.name}", label=name, cell=cell, says=says, measured=measured)
    if measured.readings:
        yield Entry(key=f"trend {measure.name}", cell=_trend(measured, room), says=says, measured=measured)


def _trend(measured: Measured, room: int) -> Parts:
    """The readings as bars, the last ones as numbers, as many as there is room for, and the day of the last one."""
    values = [one.value for one in measured.readings]
    some = values if measured.measure.baseline is None else [measured.measure.baseline, *values]
    last = f" · last on {date_words(measured.readings[-1].day)}"
    bars = sparkline(some)
    told = ""
    for number in range(min(_NUMBERS, len(some)), 0, -1):
        more = "… → " if len(some) > number else ""
        told = f" {more}{' → '.join(map(number_words, some[-number:]))}"
        if len(bars + told + last) <= room:
            break
    return ((bars, "accent"), (told, ""), (last, "dim"))


def _from_to(measured: Measured) -> str:
    """`9 → 6.5 days, target 4.5`, as far as that is known."""
    measure, latest = measured.measure, measured.latest
    known = [number_words(one) for one in (measure.baseline, latest.value if latest else None) if one is not None]
    unit = f" {shown(measure.unit)}" if measure.unit else ""
    now = " → ".join(known) + unit if known else ""
    target = f"target {number_words(measure.target)}{'' if known else unit}" if measure.target is not None else ""
    return ", ".join(one for one in (now, target) if one) or "neither baseline nor target yet"


def _reading(measured: Measured, one: Reading) -> Entry:
    unit = f" {shown(measured.measure.unit)}" if measured.measure.unit else ""
    note = f"  {shown(one.note)}" if one.note else ""
    value = f"{number_words(one.value)}{unit}"
    cell = ((f"{day_words(one.day):<17} ", "dim"), (value, ""), (note, "dim"))
    said = f"{shown(measured.measure.name)} was {value} on {day_words(one.day)}{note}"
    says = f"{said}\n{{program.edit}} changes the reading · {{program.remove}} takes it back"
    return Entry(key=f"reading {measured.measure.name} {one.day}", cell=cell, says=says, measured=measured, reading=one)


# -- rounds and people --------------------------------------------------------------------------------------------


def _rounds(look: ProgramLook) -> Iterator[Entry]:
    for _is_empty, group in groupby(look.rounds, key=lambda one: one.empty and one.number != look.now):
        some = list(group)
        yield from [_empty_rounds(some)] if _is_empty else (_round(one, look.now) for one in some)


def _round(one: ProgramRound, now: int | None) -> Entry:
    counts = (
        (one.held, "✓ {} held", "good"),
        (one.published, "◆ {} published", ""),
        (one.proposed, "◇ {} in draft", "warn"),
        (one.over, "✗ {} not held", "dim"),
        (one.open, "○ {} open", "bad"),
    )
    parts = [(words.format(f"{number:,}"), tone) for number, words, tone in counts if number]
    cell = [(f"{span_words(one.days):<26} ", "")]
    for number, part in enumerate(parts or [("nothing planned", "dim")]):
        cell += [(" · ", "dim"), part] if number else [part]
    here = " (now)" if one.number == now else ""
    said = ", ".join(words for words, _tone in parts) or "nothing planned"
    says = f"Round {one.number + 1}{here}, {span_words(one.days)}: {said}\n{{list.open}} goes to the plan"
    return Entry(
        key=f"round {one.number}", label=f"Round {one.number + 1}{here}", cell=tuple(cell), says=says, round=one
    )


def _empty_rounds(some: Sequence[ProgramRound]) -> Entry:
    first, last = some[0], some[-1]
    label = f"Round {first.number + 1}" if len(some) == 1 else f"Rounds {first.number + 1}–{last.number + 1}"
    days = f"{day_words(first.days.first)} to {day_words(last.days.last)}"
    says = f"{label}, {days}: nothing planned yet\n{{list.open}} goes to the plan, where {{plan.run}} plans them"
    cell = ((f"{days}  ", ""), ("nothing planned yet", "dim"))
    return Entry(key=f"round {first.number}", label=label, cell=cell, says=says, round=first)


def _people(look: ProgramLook) -> Iterator[Entry]:
    for one in look.answers:
        words = f"{many(one.all, 'person', 'people')}: {one.it:,} IT, {one.marketing:,} Marketing"
        says = f"{str(one.state).capitalize()}: {words}\n{{list.open}} lists them · {{program.enrol}} enrols more"
        tone = {"agreed": "good", "declined": "bad"}.get(str(one.state), "warn")
        state = str(one.state).capitalize()
        yield Entry(key=f"people {one.state}", label=state, cell=((words, tone),), says=says, answer=one)
    if not look.answers:
        yield Entry(
            key="no people",
            cell=(("nobody yet · {program.enrol} enrols people", "dim"),),
            says="Only people who agreed are planned",
        )


# -- settings -----------------------------------------------------------------------------------------------------


def _settings(program: Program, room: int) -> Iterator[Entry]:
    for label, words in settings_words(program):
        yield from _wrapped(
            f"setting {label}", label, words, room, f"{label}: {shown(words)}\n{{program.edit}} changes the settings"
        )


def settings_words(program: Program) -> Iterator[tuple[str, str]]:
    """The settings of a program, each with its name, in words."""
    kind = program.kind
    guests = f"{program.guest_side.label} visits {program.host_side.label}" if kind.visits and kind.pairs else ""
    yield "Kind", f"{kind.label}{f': {guests}' if guests else ''}"
    yield "When", f"{span_words(program.days)}, {many(program.rounds, 'round')} of {many(program.weeks, 'week')}"
    if kind.in_teams:
        yield from _teams_words(program)
    elif kind.visits:
        days = f", each of {many(program.visit_days, 'working day')}" if program.visit_days else ""
        yield "Visits", f"at most {many(program.visits_per_guest, 'visit')} per guest{days}"
        yield "Hosts", _hosts(program)
        yield "Home teams", f"at most {program.cover_percent} % of one away on visits in one week"
    if kind.both_ways:
        yield "Return visits", f"within {many(program.return_weeks, 'week')}"
    if kind.gathers:
        yield "Groups", f"of {many(program.group_size, 'person', 'people')}"
    if not kind.in_teams:
        yield "Same two again", f"not within {many(program.repeat_days, 'day')}"
        agreed = ", once the leads of both have agreed" if program.leads_agree else ""
        yield "Publishing", f"takes {many(program.publish_weeks, 'week')} at once{agreed}"
    meetings = [one for one in meeting_kinds(program) if not kind.in_teams or one in MEETINGS_OF_TEAMS]
    yield "Meetings", listed([str(one) for one in meetings], 9) or "none"
    yield "Check-ins", _check_ins(program)
    if kind.visits:
        what = "an embed" if kind.in_teams else "a visit"
        yield "In calendars", f"{what} shows people as {'busy' if program.visit_busy else 'free'}"
    country = f", holidays of {program.country}" if program.country else ""
    yield "Time zone", f"{program.time_zone} for people without one{country}"
    yield "Place", program.place or "none"
    if program.form_link and has_setting(kind, "form_link"):
        yield "Form", program.form_link
    if program.prepare and has_setting(kind, "prepare"):
        yield "To prepare", program.prepare
    if program.archived:
        yield "Archive", "put away; {program.remove} takes it out again"


def _teams_words(program: Program) -> Iterator[tuple[str, str]]:
    """The settings that composite teams keep to."""
    overlap, weeks = many(program.overlap_minutes, "minute"), many(program.hand_over_weeks, "week")
    yield "Working hours", f"all in a team share at least {overlap} of a day"
    yield "Away", f"at most {program.may_miss} % of the weeks of a slot"
    yield "Teams at once", f"at most {program.teams_at_once} for one person, those of other programs included"
    ahead = many(program.publish_weeks, "week")
    yield "Open slots", f"stand on Today from {ahead} ahead"
    yield "Hand-over", f"{weeks} in which who leaves a slot and who comes are both there"
    yield "Home teams", f"at most {program.cover_percent} % of one away on visits and in teams in one week"


def _hosts(program: Program) -> str:
    rest = f"{many(program.host_rest_weeks, 'week')} of rest between two" if program.host_rest_weeks else ""
    most = (
        f"at most {many(program.host_visits, 'visit')} in {many(program.host_window_weeks, 'week')}"
        if program.host_visits is not None
        else ""
    )
    return ", ".join(one for one in (most, rest) if one) or "no limit"


def _check_ins(program: Program) -> str:
    rhythm = program.check_in
    if rhythm is None or MeetingKind.CHECK_IN not in program.meetings:
        return "none"
    every = "every week" if rhythm.every_weeks == 1 else f"every {rhythm.every_weeks} weeks"
    return f"{WEEKDAYS[rhythm.weekday]} at {rhythm.at:%H:%M}, {rhythm.minutes} minutes, {every}"
