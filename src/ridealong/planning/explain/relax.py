"""What would have to be otherwise for a meeting to be allowed: one relaxation for each way out of a broken rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ridealong.domain.wording import many
from ridealong.planning.explain.freed import members_there, sooner, there, together
from ridealong.planning.problem import Cover, Host, Pin, Problem
from ridealong.planning.rules.whole import described
from ridealong.planning.said import Said, Span, Who, at, say

if TYPE_CHECKING:
    from ridealong.planning.rules.rule import Cell, Facts, Violation


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Something that would have to be otherwise, as the end of a sentence that begins with "if".

    `rule` is the code of the rule that it takes out of the way, and `applied` makes the problem in which it is so.
    Two are equal if they say the same.
    """

    rule: str
    said: Said
    applied: Callable[[Problem], Problem] = field(compare=False, repr=False)


def ways_out(facts: Facts, broken: Violation, cell: Cell) -> tuple[Relaxation, ...]:
    """What would take this broken rule out of the way of a row, each enough by itself, the plainest first.

    `broken` comes from checking the row together with what is pinned. A pin in its way is a way out, too.
    """
    make = _WAYS.get(broken.rule)
    own = () if make is None else tuple(make(facts, broken, cell))
    return (*own, *_without_pins(facts, broken, cell))


def _without_pins(facts: Facts, broken: Violation, cell: Cell) -> Iterator[Relaxation]:
    if broken.rule not in {"one_host", "capacity", "trios", "max_turns", "repeat_gap", "rest", "max_visits"}:
        return
    round_, guest, host = cell
    for pin in facts.problem.pins:
        if pin.round is None or pin.host is None or (pin.round, pin.guest, pin.host) == cell:
            continue
        meant = {
            "one_host": pin.guest == guest and pin.round == round_,
            "capacity": pin.host == host and pin.round == round_,
            "trios": pin.host == host and pin.round == round_,
            "max_turns": pin.guest == guest,
            "repeat_gap": (pin.guest, pin.host) == (guest, host) and pin.round in broken.rounds,
            "rest": pin.host == host and pin.round in broken.rounds and pin.round != round_,
            "max_visits": pin.host == host and pin.round in broken.rounds,
        }[broken.rule]
        if meant:
            yield without_pin(pin)


def without_pin(pin: Pin) -> Relaxation:
    """That a pin is taken away."""

    def applied(problem: Problem) -> Problem:
        return replace(problem, pins=tuple(one for one in problem.pins if one != pin))

    return Relaxation("pin", described(pin) + say(" were not pinned"), applied)


def _there(facts: Facts, broken: Violation, cell: Cell) -> Iterator[Relaxation]:
    name, round_ = broken.said.people[0], cell[0]
    said = say("{} were there in {}", Who(name), at(round_))
    yield Relaxation(broken.rule, said, _present(name, round_))


def _not_closed(facts: Facts, broken: Violation, cell: Cell) -> Iterator[Relaxation]:
    name, round_ = broken.said.people[0], cell[0]
    why = (facts.guests.get(name) or facts.hosts[name]).closed[round_]
    said = say("{} were open to {} (now: {})", at(round_), Who(name), why)
    yield Relaxation(broken.rule, said, _present(name, round_))


def _present(name: str, round_: int) -> Callable[[Problem], Problem]:
    def applied(problem: Problem) -> Problem:
        guests = tuple(there(one, {round_}) if one.id == name else one for one in problem.guests)
        hosts = tuple(there(one, {round_}) if one.id == name else one for one in problem.hosts)
        return replace(problem, guests=guests, hosts=hosts)

    return applied


def _on_host(name: str, change: Callable[[Host], Host]) -> Callable[[Problem], Problem]:
    def applied(problem: Problem) -> Problem:
        return replace(problem, hosts=tuple(change(host) if host.id == name else host for host in problem.hosts))

    return applied


def _more_there(facts: Facts, broken: Violation, cell: Cell) -> Iterator[Relaxation]:
    round_, _, name = cell
    said = say("enough of {} were there in {}", Who(name), at(round_))
    yield Relaxation("quorum", said, _on_host(name, lambda host: members_there(host, {round_})))


def _not_apart(facts: Facts, broken: Violation, cell: Cell) -> Iterator[Relaxation]:
    def applied(problem: Problem) -> Problem:
        return replace(problem, fit=together(problem, {cell[1:]}))

    yield Relaxation("apart", say("{} and {} were not kept apart", Who(cell[1]), Who(cell[2])), applied)


def _sooner(facts: Facts, broken: Violation, cell: Cell) -> Iterator[Relaxation]:
    _, guest, host = cell

    def applied(problem: Problem) -> Problem:
        return replace(problem, met=tuple(sooner(one, {(guest, host)}) for one in problem.met))

    past = facts.met.get((guest, host))
    if broken.rule == "not_before" or (past is not None and past.last in broken.rounds):
        words = "{} and {} could meet again sooner"
        if past is not None and past.refused:
            words = "the leads agreed to {} with {}"
        yield Relaxation(broken.rule, say(words, Who(guest), Who(host)), applied)


def _one_seat(facts: Facts, broken: Violation, cell: Cell) -> Iterator[Relaxation]:
    round_, _, name = cell

    def more(host: Host) -> Host:
        seats = [host.capacity] * facts.problem.rounds if isinstance(host.capacity, int) else list(host.capacity)
        seats[round_] += 1
        return replace(host, capacity=tuple(seats))

    yield Relaxation("capacity", say("{} had one more seat in {}", Who(name), at(round_)), _on_host(name, more))


def _one_turn(facts: Facts, broken: Violation, cell: Cell) -> Iterator[Relaxation]:
    name = cell[1]
    most = (facts.guests[name].max_turns or 0) + facts.stay[name]

    def applied(problem: Problem) -> Problem:
        guests = tuple(replace(one, max_turns=most) if one.id == name else one for one in problem.guests)
        return replace(problem, guests=guests)

    said = say("{} could have {}", Who(name), many(most, "turn"))
    yield Relaxation("max_turns", said, applied)


def _one_more_out(facts: Facts, broken: Violation, cell: Cell) -> Iterator[Relaxation]:
    round_, guest, host = cell
    out = broken.rule == "cover_guests"
    team = facts.guests[guest].team if out else facts.hosts[host].team

    def applied(problem: Problem) -> Problem:
        limits = dict(problem.cover.guests if out else problem.cover.hosts)
        limit = limits[team]
        row = [limit] * problem.rounds if isinstance(limit, int) else list(limit)
        row[round_] += 1
        limits[team] = tuple(row)
        changed = Cover(limits, problem.cover.hosts) if out else Cover(problem.cover.guests, limits)
        return replace(problem, cover=changed)

    words = "one more of {} could be out in {}" if out else "one more of {} could have guests in {}"
    yield Relaxation(broken.rule, say(words, team, at(round_)), applied)


def _no_rest(facts: Facts, broken: Violation, cell: Cell) -> Iterator[Relaxation]:
    name, here = cell[2], cell[0]
    between = [abs(here - other) - 1 for other in broken.said.rounds if other != here]
    rest = max(0, min(between, default=0))
    said = (
        say("{} needed only {} of rest", Who(name), many(rest, "round"))
        if rest
        else say("{} needed no rest", Who(name))
    )
    yield Relaxation("rest", said, _on_host(name, lambda host: replace(host, rest=min(host.rest, rest))))


def _one_visit(facts: Facts, broken: Violation, cell: Cell) -> Iterator[Relaxation]:
    name = cell[2]
    host = facts.hosts[name]
    every = (*host.visits, *broken.rounds)

    def inside(window: int, *held: int) -> int:
        """The most visits in as many rounds, the cell's and some others among these."""
        ends = {*every, *held, cell[0]}
        around = [end for end in ends if all(end - window < one <= end for one in (cell[0], *held))]
        return max((sum(end - window < one <= end for one in every) for end in around), default=0)

    wanted = [(inside(one.window, one.round), one) for one in host.promises]
    lacking = [(number, one.window) for number, one in wanted if number > one.visits]
    window = host.window or facts.problem.rounds
    most, window = max(lacking, default=(max((host.max_visits or 0) + 1, inside(window)), window))
    said = say("{} could have {} in {}", Who(name), many(most, "visit"), Span(window))

    def applied(one: Host) -> Host:
        own = one.max_visits if one.max_visits is None else max(one.max_visits, most)
        promises = tuple(replace(each, visits=max(each.visits, most)) for each in one.promises)
        return replace(one, max_visits=own, promises=promises if lacking else one.promises)

    yield Relaxation("max_visits", said, _on_host(name, applied))


_WAYS: dict[str, Callable[[Facts, Violation, Cell], Iterator[Relaxation]]] = {
    "away": _there,
    "closed": _not_closed,
    "quorum": _more_there,
    "apart": _not_apart,
    "not_before": _sooner,
    "repeat_gap": _sooner,
    "capacity": _one_seat,
    "trios": _one_seat,
    "max_turns": _one_turn,
    "cover_guests": _one_more_out,
    "cover_hosts": _one_more_out,
    "rest": _no_rest,
    "max_visits": _one_visit,
}
