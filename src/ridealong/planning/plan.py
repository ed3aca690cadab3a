"""What a plan is: who visits whom when, what stays open and why, what it is worth and how good it could be."""

from __future__ import annotations

from dataclasses import dataclass, field

from ridealong.planning.said import Said

FORMAT = "ridealong-plan/1"


@dataclass(frozen=True, slots=True, order=True)
class Assignment:
    """One guest with one host in one round; sorts by round, guest and host.

    `met_before` is how often the two had met before; the later rounds of one stay are no new meeting and carry 0.
    """

    round: int
    guest: str
    host: str
    fit: int
    met_before: int


@dataclass(frozen=True, slots=True)
class Open:
    """A round in which a guest has no host, with the reason in words and, for programs, each host with a cause code.

    `causes` holds `("", code)` where the reason is the guest's own, else a pair for every host, in order of id.
    `said` is the reason in parts; a plan that was read from a file has none.
    """

    guest: str
    round: int
    reason: str
    causes: tuple[tuple[str, str], ...] = ()
    said: Said = field(default=Said(), compare=False, repr=False)

    @property
    def only_away(self) -> bool:
        """Whether nothing else is to blame than that the guest, or every host, is away or has the round closed.

        A group of whom too few are there is away.
        """
        return bool(self.causes) and all(cause in {"away", "closed", "too_few"} for _host, cause in self.causes)


@dataclass(frozen=True, slots=True)
class Score:
    """The terms of the value, each counted in its own unit, and the weighted sum; turns are those of this plan.

    `too_soon` is None for a problem that has no wish for the rounds between two meetings.
    """

    value: int
    placed: int
    turns_squared: int
    met_before: int
    over_share: int
    new_teams: int
    fit: int
    repeats: int
    turns_min: int
    turns_max: int
    too_soon: int | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """What no plan for the problem can exceed: in value, and in places filled."""

    value: int
    placed: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The planner's answer.

    `gap_percent` relates bound minus value to the points for fit and new teams; `proved` says that it is 0.
    `stopped` is "seconds" or "cancelled" where the user ended the work early: such a plan may differ on the next run.
    """

    assignments: tuple[Assignment, ...]
    open: tuple[Open, ...]
    score: Score
    bound: Bound
    gap_percent: float
    proved: bool
    seconds: float
    stopped: str | None = None
