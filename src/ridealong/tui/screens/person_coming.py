"""What a person's page says of what is to come: how much it is, week by week, and the next meetings."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from ridealong.domain.days import Days
from ridealong.tui.dates import short_day_words, short_span_words, short_words, weekday_words
from ridealong.tui.screens.people_words import load_words
from ridealong.tui.screens.person_lines import PageLine, Subject, fact, heading, none
from ridealong.tui.text import fit_bar, many, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.domain.people import Person
    from ridealong.services.people.person_load import Load, ProgramLoad, SpanLoad, WeekLoad
    from ridealong.services.people.person_meetings import NextMeeting

SIGNS = "▶ visits  ◀ hosts  ● buddies  ■ embedded  ▷ ◁ ○ □ drafts  ! too much"
BAR = 6
UNBROKEN = 400
"""The width of a line that is cut, and not broken, where there is no room."""
ANSWERS = {"accepted": "✓", "declined": "✗", "tentative": "?"}


def load(found: Load, width: int) -> list[PageLine]:
    """What there is to do, and how much that is."""
    lines = heading("Load")
    lines += fact("ahead", f"next {_weeks(found.ahead)} weeks", _span(found.ahead), width)
    lines += fact("behind", f"last {_weeks(found.behind)} weeks", _span(found.behind), width)
    seats = f"{found.seats}{'' if found.said else ', since nothing else is said'}"
    lines += fact("seats", "guests at once", seats, width)
    full = [one for one in found.weeks if one.full]
    if full:
        words = f"! more guests than that in the week of {', '.join(short_words(one.monday) for one in full[:3])}"
        lines += fact("full", "", words, width, tone="bad")
    if over := [one for one in found.weeks if one.too_full]:
        words = f"! more than all of the week of {', '.join(short_words(one.monday) for one in over[:3])}"
        lines += fact("too full", "", words, width, tone="bad")
    if shares := _shares(found.weeks):
        lines += fact("embedded", "embedded", shares, width)
    lines += map(_program, found.programs)
    return lines + _strip(found.weeks)


def _weeks(span: SpanLoad) -> int:
    return len(span.days) // 7


def _span(span: SpanLoad) -> str:
    words = load_words(span.visits, span.hostings, span.buddies)
    if not span.embeds:
        return words
    embedded = f"{many(span.embeds, 'embed')} ({span.embed_weeks:g} weeks)"
    return f"{words}, {embedded}" if span.visits or span.hostings or span.buddies else embedded


def _shares(weeks: Sequence[WeekLoad]) -> str:
    """How much of which weeks composite teams take; empty where they take nothing."""
    found = []
    for share, some in groupby(weeks, key=lambda one: one.share):
        those = list(some)
        if share:
            last = f" – {short_words(those[-1].monday)}" if len(those) > 1 else ""
            found.append(f"{share} % {short_words(those[0].monday)}{last}")
    return ", ".join(found)


def _program(one: ProgramLoad) -> PageLine:
    number = one.hostings or 0 if one.visits is None else one.visits
    most = one.most_hostings if one.visits is None else one.most_visits
    if not one.kind.visits:
        words, most = many(number, "buddy", "buddies"), None
    elif most is None:
        words = many(number, "guest" if one.visits is None else "visit")
    else:
        words = f"{number} of {many(most, 'guest' if one.visits is None else 'visit')}"
    within = f" within {one.window_weeks} weeks" if one.visits is None and most is not None else ""
    thick, thin = fit_bar(min(100, 100 * number // max(1, most)), BAR) if most is not None else ("", "")
    bar = f"{thick}{thin} " if most is not None else ""
    line = fact(f"load {one.program}", "", f"{bar}{words} · {shown(one.program)}", UNBROKEN)[0]
    return replace(line, says=f"{shown(one.program)}: {words}{within}")


def _strip(weeks: tuple[WeekLoad, ...]) -> list[PageLine]:
    """The weeks in a row, each as a sign with a number."""
    if not any(one.visits or one.hostings or one.buddies or one.embeds for one in weeks):
        return []
    marks = "".join(f"{_mark(one):<3}" for one in weeks)
    label = f"from {short_words(weeks[0].monday)}"
    says = f"Week by week {label}: {SIGNS}\n" + _in_words(weeks)
    return [PageLine("weeks", [(f"{label:<17}", "dim"), (marks, "accent")], says=says)]


def _mark(one: WeekLoad) -> str:
    """The signs of a week, at most three cells; how often, where there is but one kind."""
    if one.full or one.too_full:
        return "!"
    kinds = ((one.visits, "▶▷"), (one.hostings, "◀◁"), (one.buddies, "●○"), (one.embeds, "■□"))
    drafts_alone = one.drafts == one.visits + one.hostings + one.buddies + one.embeds
    found = [(number, signs[drafts_alone]) for number, signs in kinds if number]
    if len(found) == 1 and found[0][0] > 1:
        return f"{found[0][1]}{min(found[0][0], 9)}"
    return "".join(sign for _number, sign in found)[:2] or "·"


def _in_words(weeks: tuple[WeekLoad, ...]) -> str:
    busy = [one for one in weeks if one.visits or one.hostings or one.embeds]
    return ", ".join(f"{short_words(one.monday)} {_does(one)}{' (draft)' * bool(one.drafts)}" for one in busy[:5])


def _does(one: WeekLoad) -> str:
    if one.visits or one.hostings:
        return "visits" if one.visits else "hosts"
    return f"embedded {one.share} %"


def meetings(person: Person, found: tuple[NextMeeting, ...] | None, unread: str = "") -> list[PageLine]:
    """The next meetings, in the person's own time; None while they are being worked out.

    Args:
        unread: why they could not be.
    """
    lines = heading("Next meetings")
    if unread:
        return [*lines, none("meetings unread", unread)]
    if found is None:
        return [*lines, none("meetings come", "working them out …")]
    if not found:
        return [*lines, none("no meetings", "none is published · {app.plan} shows the plans")]
    return lines + [_meeting(person, one) for one in found]


def _meeting(person: Person, one: NextMeeting) -> PageLine:
    when = _when(one)
    if one.team:
        return _of_team(person, one, when)
    if one.group is not None:
        return _of_group(person, one, when)
    answers, place = _answers(person, one), _place(one)
    says = (
        f"{one.kind} with {shown(one.other_name)}, {when}{place} · {answers}, {shown(one.program)}\n"
        f"{{list.open}} moves or skips it, {{person.follow:right}} opens {shown(one.other_name)}"
    )
    subject = Subject(person=one.other, name=one.other_name, meeting=one)
    cell = _cell(one, str(one.kind), f"with {shown(one.other_name)}", answers)
    return PageLine(f"meeting {one.meeting} {one.on or ''}", cell, subject=subject, says=says)


def _of_group(person: Person, one: NextMeeting, when: str) -> PageLine:
    """A meeting of a group, over coffee or of sponsors."""
    answers, place = _own_answer(person, one), _place(one)
    says = f"group {one.group} with {shown(one.other_name)}, {when}{place} · {answers}, {shown(one.program)}"
    says += "\n{list.open} moves it to another day" if one.on is None else ""
    cell = _cell(one, "group", f"with {shown(one.other_name)}", answers)
    return PageLine(f"group {one.group} {one.on or ''}", cell, subject=Subject(group=one.group), says=says)


def _of_team(person: Person, one: NextMeeting, when: str) -> PageLine:
    """An embed, or a meeting of a composite team."""
    answers, place = _own_answer(person, one), _place(one)
    others = f" with {shown(one.other_name)}" if one.other_name else ""
    what = "meeting of the team" if one.start else "embedded in the team"
    says = f"{what} {shown(one.team)}{others}, {when}{place} · {answers}, {shown(one.program)}"
    kind, inside = ("team", shown(one.team)) if one.start else ("embedded", f"in {shown(one.team)}")
    return PageLine(f"team {one.team} {one.first_day} {one.kind}", _cell(one, kind, inside, answers), says=says)


def _cell(one: NextMeeting, kind: str, about: str, answers: str) -> list[tuple[str, str]]:
    """What the line of a meeting shows: when, what and with whom it is, who comes, and where."""
    return [
        (f"{_when(one):<24}", ""),
        (f"{kind:<9}", "accent"),
        (about, ""),
        (f" · {answers}", "bad" if "✗" in answers else "dim"),
        (_place(one), "dim"),
    ]


def _place(one: NextMeeting) -> str:
    return f" · {shown(one.place)}" if one.place else ""


def _when(one: NextMeeting) -> str:
    if one.start is None or one.end is None:
        return f"{weekday_words(one.first_day)} {short_span_words(Days(one.first_day, one.last_day))}"
    return f"{short_day_words(one.first_day)} {one.start:%H:%M}–{one.end:%H:%M}"


def _own_answer(person: Person, one: NextMeeting) -> str:
    """What a person answered to a meeting of several."""
    if not one.sent:
        return "invite not sent"
    return f"{ANSWERS.get(str(one.mine), '!')} {shown(person.name)} {one.mine}" if one.mine else "no answer yet"


def _answers(person: Person, one: NextMeeting) -> str:
    if not one.sent:
        return "invite not sent"
    given = [(shown(person.name), one.mine), (shown(one.other_name), one.theirs)]
    if all(answer is None for _name, answer in given):
        return "no answer yet"
    if one.mine is one.theirs:
        return f"{ANSWERS.get(str(one.mine), '!')} both {one.mine}"
    return ", ".join(f"{ANSWERS.get(str(answer), '!')} {name} {answer}" for name, answer in given if answer is not None)
