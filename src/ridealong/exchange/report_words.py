"""The sentences of a report that all its forms share."""

from collections.abc import Sequence
from datetime import date

from ridealong.domain.charters import Measured, number_words, progress_words
from ridealong.domain.days import Days
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.domain.report import ENOUGH_ANSWERS, Ratings, ReachOfTeam, Report, Tally, meeting_word, percent_of
from ridealong.domain.wording import listed, many, printable

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

STATES = (
    ("held", "held"),
    ("ended", "ended early"),
    ("missed", "missed"),
    ("unmarked", "not marked yet"),
    ("under_way", "under way"),
    ("coming", "to come"),
    ("cancelled", "cancelled"),
)
"""What a tally counts, as its attributes and in words, in the order of charts and tables."""

_LONGEST_NUMBER = 9
_LINE = 110
NOTHING_YET = "Nothing has been held yet."
NOTHING_PLANNED = "Nothing is published."
HOW_COUNTED = (
    "Pairings count as met once they have begun, unless they were missed or cancelled. A visit costs its guest and "
    "its host every Monday to Friday of it; meetings are counted by their minutes, eight hours to a day. Ratings are "
    f"shown from {ENOUGH_ANSWERS} answers of a side on. Names of participants are taken out of what they wrote; ideas "
    "carry a name where their owner agreed to it."
)


HOW_TEAMS_COUNT = (
    " Two people have met in a composite team from the first day on which both are there. Its weeks count times the "
    "share of a week of each person, meetings of the team included."
)


def how_counted(report: Report) -> str:
    """What the figures count, for the foot of a report."""
    return f"{HOW_COUNTED}{HOW_TEAMS_COUNT if report.teams is not None else ''}"


def clean(text: str, most: int = 0) -> str:
    """User text in one line, without characters that steer or hide anything; at most `most` of them, if not 0."""
    shown = " ".join(printable(" ".join(text.split())).split())
    return f"{shown[: most - 1].rstrip()}…" if most and len(shown) > most else shown


def short_name(text: str, most: int) -> str:
    """A name of at most so many characters: of a longer one its beginning and its end, where most names differ."""
    shown = clean(text)
    if len(shown) <= most:
        return shown
    end = most // 3
    return f"{shown[: most - end - 1].rstrip()}…{shown[len(shown) - end :].lstrip()}"


def amount(value: float, most: int = _LONGEST_NUMBER) -> str:
    """A number as people write it; one that takes more than so many characters with four digits alone."""
    exact = number_words(value)
    return exact if len(exact) <= most else f"{value:.4g}"


def day_words(day: date) -> str:
    """A day as people write it: `4 January 2027`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """The same where there is little room: `4 Jan`."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"


def span_words(days: Days) -> str:
    """From when to when: `4 January to 14 March 2027`."""
    first, last = days.first, days.last
    begin = day_words(first) if first.year != last.year else f"{first.day} {_MONTHS[first.month - 1]}"
    return f"{begin} to {day_words(last)}"


def period_words(report: Report, one: Tally) -> str:
    """What a tally covers: `4 Jan`, `January 2027`, `2027`."""
    if report.period == "year":
        return str(one.first.year)
    if report.period == "month":
        return f"{_MONTHS[one.first.month - 1][:3]} {one.first.year}"
    return short_day(one.first)


def kind_words(report: Report) -> str:
    """What the program does: `Ride-along · IT visits Marketing`."""
    if not report.kind.visits:
        return report.kind.label
    if report.kind.in_teams:
        return f"{report.kind.label} · both sides work on one purpose"
    if report.kind.both_ways:
        return f"{report.kind.label} · both sides visit each other"
    return f"{report.kind.label} · {report.guest_side.label} visits {report.guest_side.other.label}"


def sponsor_words(report: Report) -> list[str]:
    """Who stands for the program on each side, and whether they have agreed: a sentence for each."""
    found = {one.side: one for one in report.sponsors}
    said = []
    for side in Side:
        if (one := found.get(side)) is None:
            said.append(f"{side.label}: no sponsor is named.")
        else:
            agreed = f"agreed on {day_words(one.agreed)}" if one.agreed else "has not agreed yet"
            said.append(f"{side.label}: {short_name(one.name, 60)}, {agreed}.")
    return said


def publishing_words(report: Report, most: int = 0) -> list[str]:
    """When the program was published although a sponsor had not agreed, and why: a sentence for each time.

    Args:
        most: how many are told, the newest, each in a line; 0 for all in full.
    """
    times = report.without_agreement[-most:] if most else report.without_agreement
    length = _LINE if most else 0
    said = [f"Published on {day_words(one.day)} without every agreement: {clean(one.reason, length)}" for one in times]
    if earlier := len(report.without_agreement) - len(times):
        said.append(f"So it was {many(earlier, 'time')} before.")
    return said


def figures(report: Report) -> list[tuple[str, str]]:
    """The figures that tell most: each with what it counts."""
    total, contacts = report.total, report.contacts
    word = plural(report.kind)
    people, met = (sum(getattr(one, name) for one in report.departments) for name in ("people", "met"))
    found = [(f"{total.held}/{total.over}", f"{word} held, of those that are over")]
    if not total.over:
        one = meeting_word(report.kind) if total.under_way == 1 else word
        found = [(f"{total.under_way:,}", f"{one} under way, none is over")]
    if report.teams is not None:
        found.append((f"{report.teams.work:,.0f}", "full weeks of work in composite teams"))
    if report.reaches_teams:
        found += [
            (f"{percent_of(met, people)}%", f"of both departments reached: {met:,} of {people:,} people"),
            (f"{contacts.new_people:,}", "pairs of people who had never met before"),
            (f"{len(report.ideas.taken_up):,}", f"ideas taken up, of {report.ideas.all:,}"),
        ]
    found.append((f"{report.cost.days:,.0f}", "days of work that it cost"))
    return found


def plural(kind: Kind) -> str:
    """What the pairings of a kind of program are called: `visits`."""
    return f"{meeting_word(kind)}s"


def tally_words(report: Report) -> str:
    """How everything went, in a sentence."""
    total = report.total
    parts = [f"{getattr(total, name):,} {words}" for name, words in STATES if getattr(total, name)]
    drafts = f" {many(report.drafts, 'draft')} {'is' if report.drafts == 1 else 'are'} not published yet."
    planned = (
        f"{many(total.planned, meeting_word(report.kind))} planned: {listed(parts)}." if parts else NOTHING_PLANNED
    )
    return f"{planned}{drafts if report.drafts else ''}"


def reach_words(one: ReachOfTeam) -> str:
    """How far a program has got in a team or department, in a few words."""
    return f"{one.met:,} of {one.people:,} ({one.percent}%)"


def reach_base_words(report: Report) -> str:
    """Of whom the shares of the reach are shares, in a sentence or two."""
    people, enrolled = (sum(getattr(one, name) for one in report.departments) for name in ("people", "enrolled"))
    if report.nothing_yet:
        return "Of all who work in a team today: how many are enrolled."
    return (
        "Of all who work in a team today, enrolled or not: how many have met somebody of the other side. "
        f"{enrolled:,} of these {many(people, 'person', 'people')} {'is' if enrolled == 1 else 'are'} enrolled."
    )


def contact_words(report: Report) -> list[str]:
    """Who met for the first time, and who never has: a sentence for each."""
    found = report.contacts
    if not found.people:
        return ["Nobody has met anybody in this program yet."]
    said = [
        f"{many(found.people, 'pair')} of people met, {_first(found.new_people)}.",
        f"{many(found.teams, 'pair')} of teams met, {_first(found.new_teams)}.",
    ]
    if found.never:
        said.append(f"{many(found.never, 'pair')} of teams {'has' if found.never == 1 else 'have'} never met anywhere.")
    if report.returns is not None:
        back = report.returns
        said.append(
            f"{many(back.done, 'return visit')} made, {back.owed:,} still owed, {back.overdue:,} of these overdue."
        )
    return said


def _first(number: int) -> str:
    return f"{number:,} of them for the first time ever" if number else "none of them for the first time"


def rating_words(one: Ratings) -> str:
    """What a side thinks of its visits, in a few words."""
    if one.average is None:
        return f"{many(one.answers, 'answer')}, too few to show" if one.answers else "no answers"
    return f"{one.average:.1f} of 5, {many(one.answers, 'answer')}"


def ratings(report: Report) -> tuple[Ratings, ...]:
    """The ratings to tell: none while there is nothing to rate."""
    return report.ratings if report.debriefs.wanted or any(one.answers for one in report.ratings) else ()


def debrief_words(report: Report) -> str:
    """How many debriefs there are, in a sentence."""
    said = report.debriefs
    if not said.wanted:
        return "No debrief is due yet."
    return f"{said.complete:,} of {many(said.wanted, 'debrief')} complete, {many(len(said.learned), 'thing')} learned."


def idea_words(report: Report) -> str:
    """How many ideas there are in which state, in a sentence."""
    states = report.ideas.by_state
    if not states:
        return "No ideas have been noted yet."
    parts = [f"{number:,} {state.label}" for state, number in states.items()]
    return f"{many(report.ideas.all, 'idea')}: {listed(parts)}."


def measure_words(one: Measured) -> str:
    """How far a measure has come: `6.5 days, from 9 towards 4.5: 55% of the way to the target`."""
    unit = f" {clean(one.measure.unit, 20)}" if one.measure.unit.strip() else ""
    parts = [f"{amount(one.latest.value)}{unit} on {day_words(one.latest.day)}"] if one.latest else []
    start, goal = one.measure.baseline, one.measure.target
    ways = [
        f"from {amount(start)}" if start is not None else "",
        f"towards {amount(goal)}" if goal is not None else "",
    ]
    if way := " ".join(filter(None, ways)):
        parts.append(f"{way}{'' if one.latest else unit}")
    return f"{', '.join(parts)}: {progress_words(one)}." if parts else f"{progress_words(one).capitalize()}."


def cost_words(report: Report) -> list[str]:
    """What it cost, in a sentence: all of it, then each part."""
    cost, said = report.cost, []
    if not cost.days:
        return ["Nothing so far."]
    said.append(f"{cost.days:,.1f} days of work so far.")
    if report.teams is not None:
        said.append(f"{cost.embed_days:,.1f} days of people in composite teams.")
    if report.kind.visits and (report.teams is None or cost.guest_days):
        said.append(f"{cost.guest_days:,} days of guests and {cost.host_days:,} days of hosts.")
    if report.teams is None or cost.meetings:
        said.append(f"{many(cost.meetings, 'meeting')}, {cost.meeting_days:,.1f} days of all who took part in them.")
    return said


def some(items: Sequence[str], most: int) -> tuple[Sequence[str], str]:
    """The first few of many, and how many more there are, in words; empty where there are not."""
    left = len(items) - most
    return items[:most], f"and {left:,} more" if left > 0 else ""
