"""What to change in a program, as sentences that follow from its figures."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from ridealong.domain.charters import number_words
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meeting_times import meeting_kinds
from ridealong.domain.programs import EnrolmentState, Kind
from ridealong.domain.report import ENOUGH_ANSWERS, MOST_ADVICE, Advice, Report, meeting_word
from ridealong.domain.wording import brief, listed, many, several
from ridealong.planning.rules.registry import OWN
from ridealong.services.reports.report_facts import ReportFacts
from ridealong.storage.queries.programs import answer_counts, plan_of
from ridealong.storage.queries.report import missed_while_away
from ridealong.storage.queries.standing import removed_among

_WHY_OPEN = (
    (
        "full",
        re.compile(r"\b(full|take nobody|takes nobody|rests?|most visits allowed|seats are taken)\b"),
        "hosts were full or resting",
    ),
    ("hosts_away", re.compile(r"\b(away|closed)\b"), "the hosts left were away"),
    ("cover", re.compile(r"\b(cover|out already)\b"), "enough of a team were out already"),
)
"""Why a place stayed open, by the words of the planner: the first that fits, and how the report says it."""
_NOT_THERE = re.compile(
    r" (?:pauses until \S+|is not at work yet|has left|leaves before the end|leaves on \S+|takes nobody)$"
)
"""Reasons of guests who want no place in that round, or are gone: nothing is to be changed about these."""
_AWAY = OWN["away"].one
_FROZEN = re.compile(r" takes no part: ")
_GUEST_AWAY, _OTHER = ("guest_away", "the guest was away"), ("other", "nobody was left whom the guest may meet")
_GUEST_FROZEN = ("frozen", "the guest's team took no part")
_LONGEST_NAME = 50
_LOW = 50
"""Below which share, in percent, of answers or of a team one has to do something."""


Reason = tuple[str, str]
"""Why a place stayed open, by name and in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceFacts:
    """What advice rests on beside the report itself.

    Args:
        open: how many places the last plan left open to people who wanted them and have a turn left for them, by the
            reason in words; of people without any, each of them once.
        without: how many guests have nobody at all. guests: of how many.
        more: how many places of the others are open.
        debriefed: whether each visit of the program has its debrief in calendars.
        missed_away: how many were missed while one of the two was away.
        unanswered: how many people were asked and have not answered.
    """

    open: Counter[Reason]
    without: int
    guests: int
    more: int
    debriefed: bool
    missed_away: int
    unanswered: int
    asked: int


def read_advice_facts(connection: Connection, facts: ReportFacts) -> AdviceFacts:
    """Read what advice on a program rests on, beside what was read of it."""
    program = facts.program
    plan = plan_of(connection, program.id)
    answers = answer_counts(connection, program.id)
    turns = facts.turns
    reasons = _why_open(connection, plan["open_places"]) if plan is not None else {}
    without = reasons.keys() - turns.keys()
    # Whoever has nobody in many rounds lacks one visit before all else: each of them counts once.
    left = {one: 1 if one in without else max(0, program.visits_per_guest - turns[one]) for one in reasons}
    wanted = {one: min(left[one], sum(found.values())) for one, found in reasons.items()}
    return AdviceFacts(
        open=sum((_most(found, wanted[one]) for one, found in reasons.items()), Counter()),
        without=len(without),
        guests=len(turns.keys() | without),
        more=sum(number for one, number in wanted.items() if one not in without),
        debriefed=MeetingKind.DEBRIEF in meeting_kinds(program),
        missed_away=missed_while_away(connection, program.id),
        unanswered=sum(number for (state, _side), number in answers.items() if state == EnrolmentState.ASKED),
        asked=sum(answers.values()),
    )


def _why_open(connection: Connection, kept: str) -> dict[int, Counter[Reason]]:
    """By guest: in how many rounds the plan left a place open for which reason."""
    rows = json.loads(kept)
    gone = set(removed_among(connection, sorted({guest for guest, *_ in rows})))
    found: dict[int, Counter[Reason]] = {}
    for guest, _round, text, away in rows:
        reason = None if guest in gone else _class_of(_text(text), away=away)
        if reason is not None:
            found.setdefault(guest, Counter())[reason] += 1
    return found


def _most(found: Counter[Reason], number: int) -> Counter[Reason]:
    """So many of the places of a guest, those for the commonest reasons."""
    return Counter(sorted(found.elements(), key=lambda one: (-found[one], one))[:number])


def _text(reason: object) -> str:
    parts = reason if isinstance(reason, list) else [reason]
    return " ".join(part for part in parts if isinstance(part, str))


def _class_of(text: str, *, away: bool) -> Reason | None:
    """Why a place stayed open, by name and in words; None where that is as it should be."""
    # What is said of hosts besides stands in brackets.
    if away and not text.endswith(")"):
        if text == _AWAY:
            return _GUEST_AWAY
        if _NOT_THERE.search(text):
            return None
        if _FROZEN.search(text):
            return _GUEST_FROZEN
    return next(((name, words) for name, pattern, words in _WHY_OPEN if pattern.search(text)), _OTHER)


def advice(report: Report, facts: AdviceFacts) -> tuple[Advice, ...]:
    """What to change, the most useful first: what hurts the larger share of the program comes before the rest."""
    found = [one for rule in _RULES for one in rule(report, facts)]
    found.sort(key=lambda one: -one[0])
    return tuple(said for _weight, said in found[:MOST_ADVICE])


def _short(name: str) -> str:
    return brief(name, _LONGEST_NAME)


Weighed = tuple[float, Advice]
"""How much something hurts, from 0 to about 1, and what to do about it."""


def _open_places(report: Report, facts: AdviceFacts) -> Iterator[Weighed]:
    number = sum(facts.open.values())
    if not number:
        return
    (name, words), most = max(facts.open.items(), key=lambda one: (one[1], one[0]))
    remedy = {
        "guest_away": "ask people for the weeks that suit them before planning",
        "frozen": "agree with these teams on weeks without a freeze before planning",
        "full": "find more hosts, or let hosts receive more visits",
        "hosts_away": "find hosts for the weeks in which many are away",
        "cover": "spread the visits of that team over more weeks",
    }.get(name, "enrol more people, so that there is somebody new to meet")
    because = f": {words}" if len(facts.open) == 1 else f", {most:,} of them because {words}"
    says = f"{_nobody(report.kind, facts)} in the last plan{because}. Next time: {remedy}."
    yield 0.9 * number / (number + report.total.planned + report.drafts), _advice("open places", says, facts.open)


def _nobody(kind: Kind, facts: AdviceFacts) -> str:
    """How many have nobody at all, and how many places of the others stayed open."""
    parts = []
    if facts.without:
        whom = many(facts.guests, "guest") if kind.visits else many(facts.guests, "person", "people")
        parts.append(f"{facts.without:,} of {whom} found {'no host' if kind.visits else 'nobody'}")
    if facts.more:
        parts.append(f"{many(facts.more, 'place')} {'of others ' if parts else ''}stayed open")
    return listed(parts)


def _advice(about: str, says: str, open_: Counter[Reason]) -> Advice:
    return Advice(about=about, says=says, figures={name: count for (name, _words), count in sorted(open_.items())})


def _open_slots(report: Report, _facts: AdviceFacts) -> Iterator[Weighed]:
    found = report.teams
    if found is not None and found.open:
        says = (
            f"{found.open:,} of {many(found.slots, 'slot')} of composite teams {'was' if found.open == 1 else 'were'} "
            "never filled: ask more people, ask for fewer topics of one person, or begin with fewer slots."
        )
        figures = {"open": found.open, "slots": found.slots}
        yield 0.9 * found.open / found.slots, Advice(about="open slots", says=says, figures=figures)


def _early_ends(report: Report, _facts: AdviceFacts) -> Iterator[Weighed]:
    found = report.teams
    if found is not None and found.early:
        says = (
            f"{many(found.early, 'embed')} ended before {'its' if found.early == 1 else 'their'} time: agree with home "
            "teams on the share and the end before a team begins, and plan who takes over."
        )
        figures = {"early": found.early, "embeds": report.total.over + report.total.under_way}
        yield 0.7 * found.early / max(1, figures["embeds"]), Advice(about="early ends", says=says, figures=figures)


def _teams_not_reached(report: Report, _facts: AdviceFacts) -> Iterator[Weighed]:
    if not report.contacts.people:
        return
    none = sorted((one for one in report.reach if not one.met), key=lambda one: -one.people)
    if none:
        people = sum(one.people for one in none)
        names = several([_short(one.team) for one in none])
        says = (
            f"Nobody of {names} ({many(people, 'person', 'people')}) has met anybody yet: "
            "speak with the leads, and plan these teams first."
        )
        share = people / max(1, sum(one.people for one in report.reach))
        yield 0.3 + share, Advice(about="teams not reached", says=says, figures={"teams": len(none), "people": people})
    low = min((one for one in report.reach if one.met), key=lambda one: one.percent, default=None)
    if not none and low is not None and low.percent < _LOW:
        part = f"{low.met} of {low.people} have met anybody ({low.percent}%)"
        says = f"Of {_short(low.team)}, only {part}: plan that team first."
        figures = {"met": low.met, "people": low.people}
        yield 0.4 * (1 - low.percent / 100), Advice(about="teams not reached", says=says, figures=figures)


def _debriefs(report: Report, facts: AdviceFacts) -> Iterator[Weighed]:
    said = report.debriefs
    missing = said.wanted - said.complete
    if missing:
        remedy = (
            "note two things learned while the debrief takes place, or send the form that day"
            if facts.debriefed
            else "put the debrief into the calendar with the visit, and ask for two things learned"
        )
        says = f"{missing} of {many(said.wanted, 'debrief')} {'is' if missing == 1 else 'are'} missing: {remedy}."
        figures = {"missing": missing, "wanted": said.wanted}
        yield 0.5 * missing / said.wanted, Advice(about="debriefs", says=says, figures=figures)


def _missed(report: Report, facts: AdviceFacts) -> Iterator[Weighed]:
    total, word = report.total, meeting_word(report.kind)
    if not total.missed:
        return
    away = facts.missed_away
    worst = max(report.tallies, key=lambda one: one.missed)
    parts = [f"{total.missed} of {many(total.over, word)} {'was' if total.missed == 1 else 'were'} missed"]
    if away:
        parts.append(f"{'all' if away == total.missed else away} of them while somebody was away")
    elif worst.missed > 1 and report.period in ("week", "month"):
        parts.append(f"{worst.missed} of them in the {report.period} of {worst.first}")
    remedy = (
        "ask for absences again before each publishing, and repair in time"
        if 2 * away >= total.missed
        else "confirm each one a week before, and agree on a day to catch up"
    )
    figures = {"missed": total.missed, "while_away": away, "over": total.over}
    yield total.missed / total.over, Advice(about="missed", says=f"{', '.join(parts)}: {remedy}.", figures=figures)


def _unmarked(report: Report, _facts: AdviceFacts) -> Iterator[Weighed]:
    total, word = report.total, meeting_word(report.kind)
    if total.unmarked:
        says = (
            f"Of {many(total.unmarked, word)} nobody has said whether {'it' if total.unmarked == 1 else 'they'} took "
            f"place: mark {'it' if total.unmarked == 1 else 'them'}, so that these figures can be trusted."
        )
        figures = {"unmarked": total.unmarked, "over": total.over}
        yield 0.8 * total.unmarked / total.over, Advice(about="unmarked", says=says, figures=figures)


def _returns(report: Report, _facts: AdviceFacts) -> Iterator[Weighed]:
    found = report.returns
    if found is not None and found.overdue:
        says = (
            f"{many(found.overdue, 'return visit')} {'is' if found.overdue == 1 else 'are'} overdue, {found.done} were "
            "made: fix the day of the return when the first visit is planned."
        )
        figures = {"overdue": found.overdue, "owed": found.owed, "done": found.done}
        share = found.overdue / (found.done + found.owed)
        yield 0.9 * share, Advice(about="return visits", says=says, figures=figures)


def _answers(report: Report, facts: AdviceFacts) -> Iterator[Weighed]:
    if facts.unanswered:
        says = (
            f"{facts.unanswered} of {many(facts.asked, 'person', 'people')} who were asked "
            f"{'has' if facts.unanswered == 1 else 'have'} not answered: ask their managers, or take them off the list."
        )
        figures = {"unanswered": facts.unanswered, "asked": facts.asked}
        yield 0.6 * facts.unanswered / facts.asked, Advice(about="answers", says=says, figures=figures)
    wanted = report.debriefs.wanted
    few = [one for one in report.ratings if 100 * one.answers < _LOW * wanted]
    if wanted >= ENOUGH_ANSWERS and few:
        some = listed([f"{one.answers} of {one.side.label}" for one in few])
        says = f"Few have rated their visits ({some}, of {many(wanted, 'visit')}): send the form on the last day."
        yield 0.25, Advice(about="ratings", says=says, figures={str(one.side): one.answers for one in few})


def _strangers(report: Report, _facts: AdviceFacts) -> Iterator[Weighed]:
    never = report.contacts.never
    pairs = len(report.matrix.it_teams) * len(report.matrix.marketing_teams)
    if never and report.contacts.people:
        says = (
            f"{never} of {many(pairs, 'pair')} of teams {'has' if never == 1 else 'have'} still never met: plan people "
            "of these teams first."
        )
        yield 0.5 * never / pairs, Advice(about="teams apart", says=says, figures={"never": never, "pairs": pairs})


def _measures(report: Report, _facts: AdviceFacts) -> Iterator[Weighed]:
    for one in report.measures:
        name, share = _short(one.measure.name), one.share
        if one.latest is None and not report.nothing_yet:
            says = f"{name} has not been measured since the program began: agree on who reads it, and when."
            yield 0.35, Advice(about="measures", says=says, figures={"readings": 0})
        elif one.latest is not None and share is not None and share < 0:
            unit = f" {one.measure.unit}" if one.measure.unit else ""
            says = (
                f"{name} is further from its target than when the program began "
                f"({number_words(one.latest.value)}{unit}): look for the cause before the next season."
            )
            yield 0.45, Advice(about="measures", says=says, figures={"readings": len(one.readings)})


_RULES: Sequence[Callable[[Report, AdviceFacts], Iterator[Weighed]]] = (
    _open_places,
    _open_slots,
    _early_ends,
    _teams_not_reached,
    _debriefs,
    _missed,
    _unmarked,
    _returns,
    _answers,
    _strangers,
    _measures,
)
