"""What a rule is: a code, a name for people, a check, and what it says of a place that it keeps open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ridealong.planning.plan import Assignment
from ridealong.planning.problem import Host, Problem
from ridealong.planning.said import Said
from ridealong.planning.stays import Visit, visits_of

Cell = tuple[int, str, str]
"""Round, guest and host."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken rule.

    `rule` is its code; `guest`, `host` and `round` are the ones that broke it (empty and None where it does not
    apply). `people` and `rounds` are all that take part in it, those of a full host included, and do not count in
    comparisons. `said` is the sentence in parts, and `text` the same in plain words.
    """

    rule: str
    guest: str
    host: str
    round: int | None
    said: Said
    people: tuple[str, ...] = field(default=(), compare=False)
    rounds: tuple[int, ...] = field(default=(), compare=False)

    @property
    def text(self) -> str:
        """The sentence with ids for people and numbers from 0 for rounds."""
        return self.said.text


def violation(
    rule: str,
    said: Said,
    *,
    guest: str = "",
    host: str = "",
    round_: int | None = None,
    people: Iterable[str] = (),
    rounds: Iterable[int] = (),
) -> Violation:
    """A violation whose people and rounds are those of the sentence and the ones given, each once."""
    own = [round_] if round_ is not None else []
    return Violation(
        rule,
        guest,
        host,
        round_,
        said,
        tuple(dict.fromkeys(one for one in (guest, host, *said.people, *people) if one)),
        tuple(sorted({*own, *said.rounds, *rounds})),
    )


class Facts:
    """A problem looked up by id; made once, however many plans are checked against it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.guests = {guest.id: guest for guest in problem.guests}
        self.hosts = {host.id: host for host in problem.hosts}
        self.stay = {guest.id: guest.stay for guest in problem.guests}
        self.met = {(met.guest, met.host): met for met in problem.met}

    @cached_property
    def long_stays(self) -> dict[str, int]:
        """The rounds that the guests stay who stay for more than one."""
        return {guest: stay for guest, stay in self.stay.items() if stay > 1}

    @cached_property
    def row(self) -> dict[str, int]:
        """The row of each guest in the matrix of fit."""
        return {guest.id: index for index, guest in enumerate(self.problem.guests)}

    @cached_property
    def column(self) -> dict[str, int]:
        """The column of each host in the matrix of fit."""
        return {host.id: index for index, host in enumerate(self.problem.hosts)}

    @cached_property
    def lacking(self) -> tuple[int, ...]:
        """For each round, how many more guests are present than there are seats, at least 0."""
        problem = self.problem
        return tuple(
            max(
                0,
                sum(round_ not in guest.away and round_ not in guest.closed for guest in problem.guests)
                - sum(host.seats(round_) for host in problem.hosts),
            )
            for round_ in range(problem.rounds)
        )


class Rows:
    """A plan or part of one as rows, with the problem it is for; every id and round exists."""

    def __init__(self, facts: Facts, cells: Sequence[Cell], assignments: Sequence[Assignment] = ()) -> None:
        self.facts = facts
        self.problem = facts.problem
        self.cells = cells
        self.assignments = assignments

    @cached_property
    def visits(self) -> list[Visit]:
        """The rows as visits, by start."""
        return visits_of(self.cells, self.facts.long_stays)

    @cached_property
    def visits_to(self) -> dict[str, list[Visit]]:
        """The visits to each host, by start."""
        found: dict[str, list[Visit]] = {}
        for visit in self.visits:
            found.setdefault(visit.host, []).append(visit)
        return found

    @cached_property
    def visited(self) -> list[Host]:
        """The hosts who have visits, in the order of the problem."""
        facts = self.facts
        return [facts.hosts[one] for one in sorted(self.visits_to, key=facts.column.__getitem__)]

    @cached_property
    def guests_of(self) -> dict[tuple[int, str], list[str]]:
        """The guests of each host in each round, as (round, host)."""
        found: dict[tuple[int, str], list[str]] = {}
        for round_, guest, host in self.cells:
            found.setdefault((round_, host), []).append(guest)
        return found


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a place stays open: a code for programs, and what is said of one and of several.

    The hosts come first, or where `{hosts}` stands. `{guest}` stands for the guest of the place, `{team}` for the home
    team that is meant, `{why}` for the reason of a closed round and `{stay}` for the length of stays. A cause of the
    guest's own says the whole sentence, and `several` is empty.
    """

    code: str
    one: str
    several: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    `code` is that of its violations, `name` what people call it. `broken` yields what a plan breaks; where `whole`
    is set, it only makes sense for a whole plan. `causes` are what the rule says of places that it keeps open.
    """

    code: str
    name: str
    broken: Callable[[Rows], Iterator[Violation]]
    causes: tuple[Cause, ...] = ()
    whole: bool = False
