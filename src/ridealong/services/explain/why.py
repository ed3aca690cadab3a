"""Why two people are paired, or are not, and what would allow it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.apart import MIN_SHARED_MINUTES, KeptApart
from ridealong.domain.errors import Refused
from ridealong.domain.fit import Coming, Fit, fit
from ridealong.domain.hours import place_of, shared_minutes
from ridealong.domain.pairings import MET, NOT_CANCELLED, State, has_met
from ridealong.domain.people import Person, Side
from ridealong.domain.planning_rules import may_meet_again, meet_again_from
from ridealong.domain.programs import Program
from ridealong.services.desk import Desk
from ridealong.services.explain.case_of import Effect, Stake
from ridealong.services.explain.why_in_plan import InPlan, in_the_plan
from ridealong.services.explain.why_not import Hindered
from ridealong.services.found import person_named, program_named
from ridealong.services.outcomes.history import PairingRow, pairing_view
from ridealong.services.people.closed_pairs import kept_apart, lines_among
from ridealong.services.plans.met_before import embedded_together, in_composite_teams
from ridealong.services.plans.pairs_only import check_pairs
from ridealong.services.plans.plan_views import Someone, someone
from ridealong.storage.queries.pairings import PairingSearch, find_pairings, team_meetings
from ridealong.storage.queries.people import Known, everybody
from ridealong.storage.queries.programs import all_programs, enrolled, plan_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why two people are paired, or not.

    Args:
        one, other: the IT person first.
        paired: their pairings, drafts included, the newest first.
        fit: in parts; None where both are on one side.
        kept_apart: rules that forbid the pairing whatever the round, with what would allow it.
        sentences: all of it in plain words. typed: the same for those who type commands.
        worth: what a draft of theirs adds to the plan, part by part. instead: what the best other host would change.
        hindered: where they are not paired but could be by the rules above: the rules of single rounds, and what
            pairing them would change; None where the program has no round to come or the two are not in it.
    """

    one: Someone
    other: Someone
    paired: tuple[PairingRow, ...]
    fit: Fit | None
    kept_apart: tuple[KeptApart, ...]
    sentences: tuple[str, ...]
    typed: tuple[str, ...]
    worth: tuple[Stake, ...] = ()
    instead: Effect | None = None
    hindered: Hindered | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    """Two people, what they have had together, and the program that is asked about, if any.

    Args:
        about: the pairing that is explained: the one that is asked about, or one that is proposed or not yet over.
        others: their other pairings that count as having met.
    """

    guest: Person
    host: Person
    program: Program | None
    about: PairingRow | None
    others: tuple[PairingRow, ...]
    planned: bool
    today: date

    @property
    def past(self) -> PairingRow | None:
        """What is explained, where it is over, or was cancelled."""
        about = self.about
        return None if about is None or about.state is State.PROPOSED or _stands(about, self.today) else about

    @property
    def before(self) -> tuple[PairingRow, ...]:
        """Their meetings that count for what is explained: for what is over, those that came before it."""
        past = self.past
        return tuple(one for one in self.others if past is None or one.days.first < past.days.first)


def why(
    desk: Desk,
    email: str,
    other: str,
    program: str | None = None,
    number: int | None = None,
    *,
    pairing: int | None = None,
) -> Why:
    """Why two people are paired, or were, or are not.

    Args:
        pairing: the number of the one of their pairings that is asked about, however long ago it was, in place of
            program and round; None for one that is proposed or not yet over, if there is any.
        number: the round that is asked about, from 0; None for any that is left.
        program: whose rules, zone and direction count; None for the one program that both take part in, if it is one.

    Raises:
        NotFound: there is no such person or program.
        Refused: both are the same person, the program has no such round or no pairings, or a round is given and no
            program is meant.
    """
    with desk.reading() as connection:
        known = _two_named(connection, email, other)
        rows = [pairing_view(row) for row in _pairings(connection, known[0].id, known[1].id)]
        asked = next((one for one in rows if one.id == pairing), None)
        found = _program(connection, asked.program if asked else program, known, number)
        if program and found is not None and found.kind.in_teams and not any(one.program == found.name for one in rows):
            check_pairs(found)
        guest_side = found.guest_side if found else Side.IT
        guest, host = known if known[0].person.side is guest_side else known[::-1]
        views = tuple(one for one in rows if one.state in NOT_CANCELLED)
        case = _case(connection, (guest.person, host.person), found, views, desk.clock.today(), asked=asked)
        planned = InPlan()
        if case.about is None or case.about.state is State.PROPOSED:
            planned = in_the_plan(desk, connection, found, (guest, host), number)
        return _explained(connection, case, views, planned, found.time_zone if found else desk.zone)


def _explained(
    connection: Connection, case: _Case, paired: tuple[PairingRow, ...], planned: InPlan, named_zone: str
) -> Why:
    """A case with all that keeps the two apart or speaks for them, hours compared in a time zone."""
    guest, host = place_of(case.guest, named_zone), place_of(case.host, named_zone)
    minutes = shared_minutes(guest, host, _compared(case))
    apart = (*_kept_apart(connection, case, minutes), *_too_soon(case))
    suits = _fit(connection, case, minutes)
    return Why(
        one=someone(case.guest),
        other=someone(case.host),
        paired=paired,
        fit=suits,
        kept_apart=apart,
        sentences=_sentences(case, suits, apart, planned),
        typed=_sentences(case, suits, apart, planned, typed=True),
        worth=planned.worth,
        instead=planned.instead,
        hindered=planned.hindered,
    )


def _two_named(connection: Connection, email: str, other: str) -> list[Known]:
    known = [person_named(connection, email), person_named(connection, other)]
    if known[0].id == known[1].id:
        raise Refused(f"{email} is one person", "Name two")
    return known


def _program(connection: Connection, name: str | None, known: Sequence[Known], number: int | None) -> Program | None:
    """The program that is named, or else the only one that two people share, if there is one.

    Raises:
        Refused: there is none, and a round is asked about.
    """
    found = program_named(connection, name) if name else _only_program(connection, known)
    if found is None and number is not None:
        remedy = "Name the program"
        raise Refused("Rounds are counted within a program", remedy, typed=f"{remedy} (--program)")
    return found


def _only_program(connection: Connection, known: Sequence[Known]) -> Program | None:
    """The program that is not put away and that both take part in, if there is exactly one."""
    ids = {one.id for one in known}
    shared = [
        program
        for program in all_programs(connection, archived=False)
        if ids <= {one.person_id for one in enrolled(connection, program.id)}
    ]
    return shared[0] if len(shared) == 1 else None


def _pairings(connection: Connection, guest_id: int, host_id: int) -> list[RowMapping]:
    search = PairingSearch(person_id=guest_id)
    rows = find_pairings(connection, search, descending=True)
    return [row for row in rows if host_id in (row["guest_id"], row["host_id"])]


def _case(
    connection: Connection,
    people: tuple[Person, Person],
    program: Program | None,
    views: tuple[PairingRow, ...],
    today: date,
    *,
    asked: PairingRow | None,
) -> _Case:
    open_ones = [one for one in views if one.state is State.PROPOSED or _stands(one, today)]
    mine = [one for one in open_ones if program is None or one.program == program.name]
    about = asked or min(mine, key=lambda one: one.days.first, default=None)
    others = tuple(one for one in views if one is not about and one.state.counts_as_met)
    planned = program is not None and plan_of(connection, program.id) is not None
    return _Case(*people, program, about, others, planned, today)


def _stands(one: PairingRow, today: date) -> bool:
    return one.state is State.PUBLISHED and one.days.last >= today


def _compared(case: _Case) -> date:
    """The day on which working hours are compared: as planning would, the first of the round."""
    if case.about:
        return case.about.days.first
    if case.program is None:
        return case.today
    coming = (case.program.round_days(number).first for number in range(case.program.rounds))
    return next((day for day in coming if day >= case.today), case.today)


def _fit(connection: Connection, case: _Case, minutes: int) -> Fit | None:
    guest, host = case.guest, case.host
    if guest.side is host.side:
        return None
    teams = (guest.team, host.team) if guest.side is Side.IT else (host.team, guest.team)
    # What is explained is not among the meetings that came before it.
    itself = [case.about.id] if case.about is not None else []
    had = team_meetings(connection, MET, without=itself).get(teams, 0)
    if case.past:
        eve = case.past.days.first - timedelta(days=1)
        had -= team_meetings(connection, MET, without=itself, after=eve).get(teams, 0)
        had += in_composite_teams(connection, by=eve)[teams]
        met = embedded_together(connection, (guest, host), by=eve)
        coming = Coming()
    else:
        to_come = team_meetings(connection, (State.PUBLISHED,), without=itself, after=case.today).get(teams, 0)
        teams_by_now, teams_ever = (in_composite_teams(connection, by=by)[teams] for by in (case.today, date.max))
        met_by_now, met = (embedded_together(connection, (guest, host), by=by) for by in (case.today, date.max))
        had += teams_ever
        coming = Coming(team_meetings=to_come + teams_ever - teams_by_now, met=len(_coming(case)) + met - met_by_now)
    return fit(
        guest,
        host,
        shared_minutes=minutes,
        team_meetings=had,
        met=len(case.before) + met,
        coming=coming,
    )


def _coming(case: _Case) -> list[PairingRow]:
    """What else the two have together that has not begun, the first first."""
    found = [one for one in case.others if not has_met(one.state, one.days.first, case.today)]
    return sorted(found, key=lambda one: one.days.first)


def _kept_apart(connection: Connection, case: _Case, minutes: int) -> list[KeptApart]:
    guest, host = case.guest, case.host
    pair = frozenset((guest.identity, host.identity))
    people = everybody(connection)
    if guest.side is host.side:
        # Whatever else keeps them apart, taking it back would help nobody.
        return [KeptApart("side", f"Both are on the {guest.side.label} side", "A pairing needs one of each side")]
    found = []
    if pair in lines_among(people):
        found.append(KeptApart("reporting line", "One of the two leads the other", "Correct the manager of either"))
    if pair in kept_apart(connection, people):
        back = "Take back what keeps them apart"
        found.append(KeptApart("apart", "The two are kept apart", back, f"{back} (apart --off)"))
    if minutes < MIN_SHARED_MINUTES:
        found.append(
            KeptApart(
                "hours",
                f"They share {minutes / 60:.3g} h of working time, less than {MIN_SHARED_MINUTES // 60} h",
                "Correct the hours or the zone of either",
            )
        )
    return found


def _too_soon(case: _Case) -> list[KeptApart]:
    """That two people met too recently for every round that is left of a program."""
    if case.program is None or case.about is not None or not case.before:
        return []
    last = max(one.days.last for one in case.before)
    if may_meet_again(case.program, last) < case.program.rounds:
        return []
    again = meet_again_from(case.program, last)
    together = f"They {'are' if last >= case.today else 'were last'} together until {last}"
    text = f"{together}, and {case.program.repeat_days} days must lie between"
    from_then = f"They may meet again from {again}"
    return [
        KeptApart(
            "repeat",
            text,
            f"{from_then}; the settings of the program say how many days",
            f"{from_then}; --repeat-days sets how many days",
        )
    ]


def _sentences(
    case: _Case, suits: Fit | None, apart: Sequence[KeptApart], planned: InPlan, *, typed: bool = False
) -> tuple[str, ...]:
    names = f"{case.guest.name} and {case.host.name}"
    said: list[str] = []
    if case.about:
        said.append(_about_words(case, case.about))
    elif planned.every_round_closed:
        said.append(f"{names} cannot be together in {planned.asked}.")
    elif not apart and planned.refused:
        said.append(f"A lead does not agree to {names} in {planned.refused}.")
    elif not apart:
        better = "; the plan found better places for them" if case.planned and not planned.gains else ""
        said.append(f"Nothing keeps {names} apart{better}.")
    said += [f"{one.why}. {one.advice(typed=typed)}." for one in apart]
    said += _times_together(case)
    if suits:
        before = case.about.fit if case.about else None
        then = f"; it was {before} when this was planned" if before not in (None, suits.points) else ""
        said.append(f"Their fit is {suits.points} of 100{then}.")
    return *said, *planned.sentences(apart)


def _times_together(case: _Case) -> list[str]:
    """How often the two have met beside what is explained, and how often they still will."""
    said = []
    coming = _coming(case)
    if begun := [one for one in case.others if one not in coming]:
        last = max(begun, key=lambda one: one.days.last)
        said.append(f"They have {'also ' if case.about else ''}met {_times(len(begun))}, last {last.days}.")
    if coming:
        also = " also" if case.about or begun else ""
        said.append(f"They are{also} to meet {_times(len(coming))}, first {coming[0].days}.")
    return said


def _about_words(case: _Case, about: PairingRow) -> str:
    """What is explained, and how it went where it did not take place."""
    what, went = "are together", ""
    if about.state is State.PROPOSED:
        what = "are proposed for"
    elif case.past and about.state.counts_as_met:
        what = "were together"
    elif case.past:
        what, went = "were to be together", f", which was {about.state}"
    return f"{case.guest.name} and {case.host.name} {what} {about.days} ({about.program}){went}."


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
