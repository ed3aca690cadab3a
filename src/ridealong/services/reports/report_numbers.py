"""The numbers of a report: how it went week by week, whom it reached, who met for the first time, what it cost."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from ridealong.domain.days import Days, monday_of, working_days
from ridealong.domain.exposure import team_identity
from ridealong.domain.ledger import Leg, with_returns
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meeting_times import DEBRIEF_MINUTES, PREP_MINUTES, check_in_series, meeting_kinds
from ridealong.domain.pairings import State
from ridealong.domain.people import OFFICE_HOURS, Side
from ridealong.domain.programs import CheckIn, Kind
from ridealong.domain.report import Cost, FirstContacts, Matrix, MatrixCell, ReachOfTeam, Returns, Tally
from ridealong.services.reports.report_facts import Before, Occasion, ReportFacts, Teams
from ridealong.services.reports.report_teams import embed_days

MOST_PERIODS = 26
"""Into how many weeks, rounds or months a program is divided at most: so many bars can be told apart on a page."""
_PLACE = (OFFICE_HOURS, "UTC")
_TOOK_PLACE = (State.HELD, State.ENDED)


# -- how it went ------------------------------------------------------------------------------------------------------


def total(facts: ReportFacts) -> Tally:
    """How everything went that was published."""
    return _tally(facts.program.start, facts.occasions, facts.today)


def tallies(facts: ReportFacts) -> tuple[str, tuple[Tally, ...]]:
    """How what begins in each week, round, month or year went, and which of these it is.

    The time of the program is covered without gaps, and so is what took place before or after it.
    """
    days = [one.first for one in facts.occasions if one.state is not State.PROPOSED]
    span = Days(min([*days, facts.program.days.first]), max([*days, facts.program.days.last]))
    name, first_of, after = _periods(facts, span)
    found: dict[date, list[Occasion]] = {}
    day = first_of(span.first)
    while day <= span.last:
        found[day] = []
        day = after(day)
    for one in facts.occasions:
        if one.state is not State.PROPOSED:
            found[first_of(one.first)].append(one)
    return name, tuple(_tally(day, some, facts.today) for day, some in found.items())


Period = tuple[str, Callable[[date], date], Callable[[date], date]]
"""What a period is called, the first day of the one that a day lies in, and the first day of the one after it."""


def _periods(facts: ReportFacts, span: Days) -> Period:
    program = facts.program
    weeks = len(span) // 7 + 1
    if weeks / program.weeks <= MOST_PERIODS:
        length = timedelta(weeks=program.weeks)

        def of_round(day: date) -> date:
            return program.start + program.round_of(day) * length

        return "week" if program.weeks == 1 else "round", of_round, lambda day: day + length
    if weeks <= MOST_PERIODS:
        return "week", monday_of, lambda day: day + timedelta(weeks=1)
    if weeks <= MOST_PERIODS * 4:
        return "month", lambda day: day.replace(day=1), lambda day: (day + timedelta(days=32)).replace(day=1)
    return "year", lambda day: day.replace(month=1, day=1), lambda day: day.replace(year=day.year + 1)


def _tally(first: date, some: Iterable[Occasion], today: date) -> Tally:
    counts = Counter(_called(one, today) for one in some)
    names = ("held", "missed", "ended", "cancelled", "unmarked", "under_way", "coming")
    return Tally(first=first, **{name: counts[name] for name in names})


def _called(one: Occasion, today: date) -> str:
    if one.state is not State.PUBLISHED:
        return str(one.state)
    if one.first > today:
        return "coming"
    return "unmarked" if one.last < today else "under_way"


# -- whom it reached --------------------------------------------------------------------------------------------------


def reach(facts: ReportFacts) -> tuple[ReachOfTeam, ...]:
    """How far the program has got in each team of today, by side and name."""
    teams: dict[tuple[Side, str], list[tuple[bool, bool]]] = defaultdict(list)
    for one in facts.people.values():
        if facts.is_here(one):
            key = Side(one["side"]), team_identity(one["team"])
            teams[key].append((facts.is_enrolled(one), one["id"] in facts.took_part))
    return tuple(
        ReachOfTeam(
            side=side,
            team=facts.team_names[side, team],
            people=len(some),
            enrolled=sum(enrolled for enrolled, _met in some),
            met=sum(met for _enrolled, met in some),
        )
        for (side, team), some in sorted(teams.items())
    )


def _identities(teams: Teams) -> Teams:
    return team_identity(teams[0]), team_identity(teams[1])


def _new_teams(facts: ReportFacts, before: Before) -> set[Teams]:
    """The teams, by identity, that met for the first time in the program."""
    first: dict[Teams, date] = {}
    for one in facts.met:
        teams = _identities(one.teams)
        first[teams] = min(one.first, first.get(teams, one.first))
    return {teams for teams, day in first.items() if before.teams.get(teams, date.max) >= day}


def contacts(facts: ReportFacts, before: Before, shown: Matrix) -> FirstContacts:
    """Who met, and for how many of them it was the first time.

    Args:
        shown: the teams of which those are counted that never met.
    """
    people: dict[frozenset[int], date] = {}
    for one in facts.met:
        people[one.pair] = min(one.first, people.get(one.pair, one.first))
    known = before.teams.keys() | {_identities(one.teams) for one in (*facts.met, *facts.coming)}
    every = [(it, marketing) for it in shown.it_teams for marketing in shown.marketing_teams]
    return FirstContacts(
        people=len(people),
        new_people=sum(before.people.get(pair, date.max) >= day for pair, day in people.items()),
        teams=len({_identities(one.teams) for one in facts.met}),
        new_teams=len(_new_teams(facts, before)),
        never=sum(_identities(teams) not in known for teams in every),
    )


def matrix(facts: ReportFacts, before: Before) -> Matrix:
    """Who met whom in the program, between the teams of those who are enrolled or were together."""
    met = Counter(facts.called(one.teams) for one in facts.met)
    coming = Counter(facts.called(one.teams) for one in facts.coming)
    new = {facts.called(teams) for teams in _new_teams(facts, before)}
    sides: dict[Side, set[str]] = {side: set() for side in Side}
    for it, marketing in met.keys() | coming.keys():
        sides[Side.IT].add(it)
        sides[Side.MARKETING].add(marketing)
    for one in facts.people.values():
        if facts.is_here(one) and facts.is_enrolled(one):
            side = Side(one["side"])
            sides[side].add(facts.team_names[side, team_identity(one["team"])])
    return Matrix(
        it_teams=tuple(sorted(sides[Side.IT], key=str.casefold)),
        marketing_teams=tuple(sorted(sides[Side.MARKETING], key=str.casefold)),
        cells={key: MatrixCell(met=met[key], coming=coming[key], new=key in new) for key in met.keys() | coming.keys()},
    )


def returns(facts: ReportFacts, owed: Sequence[bool]) -> Returns | None:
    """How many return visits were made, and are owed; None where none are to be made.

    Args:
        owed: the visits that are owed, each with whether it is overdue.
    """
    if not facts.program.kind.both_ways:
        return None
    of_pair: dict[frozenset[int], list[Leg]] = defaultdict(list)
    for number, one in enumerate(facts.occasions):
        row = one.pairing
        if row is not None and _happened(one, facts.today):
            leg = Leg(id=number, guest_side=Side(row["guest_side"]), first=one.first, last=one.last, state=one.state)
            of_pair[frozenset(one.people)].append(leg)
    done = sum(back is not None for legs in of_pair.values() for _leg, back in with_returns(legs))
    return Returns(done=done, owed=len(owed), overdue=sum(owed))


def _happened(one: Occasion, today: date) -> bool:
    return one.state in _TOOK_PLACE or (one.state is State.PUBLISHED and one.last < today)


# -- what it cost -----------------------------------------------------------------------------------------------------


def cost(facts: ReportFacts) -> Cost:
    """What the program has cost in days so far; of visits only those that were said to have been held, or ended early.

    Meetings are counted as the rhythm of the program has them, whatever was moved or left out of single ones. Those of
    a composite team are part of the share of a week that people spend in it, which counts up to today.
    """
    visits = facts.program.kind.visits
    days = meetings = minutes = 0
    for one in facts.occasions:
        if facts.teams is not None and one.pairing is None:
            continue
        if visits and one.state in _TOOK_PLACE:
            days += working_days(Days(one.first, one.last))
        for number, length in _meetings(facts, one):
            meetings += number
            minutes += number * length * _attending(facts, one)
    embedded = embed_days(facts.teams, facts.today) if facts.teams is not None else 0
    return Cost(guest_days=days, host_days=days, meetings=meetings, meeting_minutes=minutes, embed_days=embedded)


def _attending(facts: ReportFacts, one: Occasion) -> int:
    # The sponsors' meeting is one of theirs, whom no list of people names.
    return len(one.people) or len(Side) if facts.program.kind.gathers else len(one.people)


def _meetings(facts: ReportFacts, one: Occasion) -> Iterable[tuple[int, int]]:
    """How many timed meetings outside of a visit took place, and how many minutes each had."""
    program, today = facts.program, facts.today
    if program.kind.visits:
        kinds = meeting_kinds(program) if one.state in _TOOK_PLACE else ()
        for kind, length in ((MeetingKind.PREP, PREP_MINUTES), (MeetingKind.DEBRIEF, DEBRIEF_MINUTES)):
            if kind in kinds:
                yield 1, length
        return
    begun = one.state in _TOOK_PLACE or (one.state is State.PUBLISHED and one.first <= today)
    rhythm = program.check_in
    if rhythm is not None and begun and program.kind is Kind.COFFEE:
        yield 1, rhythm.minutes
    elif rhythm is not None and begun:
        yield _check_ins(one, rhythm, today), rhythm.minutes


def _check_ins(one: Occasion, rhythm: CheckIn, today: date) -> int:
    series = check_in_series(Days(one.first, one.last), rhythm, _PLACE, _PLACE)
    return sum(day <= today and day not in one.without for day in series.rule_days())
