"""What a plan of composite teams is: who is in which slot, what stays open and why, and how good it could be."""

from __future__ import annotations

from dataclasses import dataclass, field

from ridealong.planning.said import Said

FORMAT = "ridealong-teams-plan/1"


@dataclass(frozen=True, slots=True, order=True)
class Embed:
    """One person in one slot of a team; sorts by team and slot."""

    team: str
    slot: str
    person: str


@dataclass(frozen=True, slots=True)
class OpenSlot:
    """A slot that nobody takes, and why.

    Args:
        reason: in words, with ids and week numbers.
        said: the reason in parts, so that callers can put in names and dates; a plan read from a file has none.
        proved: whether it was shown that no plan at all fills it, whatever else that leaves open; where it was not
            shown, one may.
    """

    team: str
    slot: str
    reason: str
    proved: bool
    said: Said = field(default=Said(), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsScore:
    """The terms of the value, each counted in its own unit, and the weighted sum (`TeamWeights`).

    Args:
        filled: slots with somebody.
        open_uneven: for each team with e open slots: 1 + 2 + ... + e.
        wishes: wishes met.
        known_pairs: pairs of people of both sides in one team who had met before.
        missing_nice: for each team that lacks e of the nice topics of its filled slots: 1 + 2 + ... + e.
        uneven: how far the teams are from the usual seniority, in tenths of a level, summed over teams.
        wants: topics that people want to learn, and that slots of the other side in their team ask for.
        new_pairs: pairs of people of both sides in one team who had not met before; not part of the value.
    """

    value: int
    filled: int
    open_uneven: int
    wishes: int
    known_pairs: int
    missing_nice: int
    uneven: int
    wants: int
    new_pairs: int


@dataclass(frozen=True, slots=True)
class TeamsBound:
    """What no plan for the problem can exceed: in value, and in slots filled."""

    value: int
    filled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsPlan:
    """The planner's answer.

    `gap_percent` is 100 x (bound value - value) / max(1, weight of `known_pairs` x (known + new pairs)
    + weight of `wishes` x wishes asked for + weight of `wants` x wants), all weights without their sign; `proved` says
    that it is 0. `stopped` is "seconds" or "cancelled" where the user ended the work early: such a plan may differ on
    the next run.
    """

    embeds: tuple[Embed, ...]
    open: tuple[OpenSlot, ...]
    score: TeamsScore
    bound: TeamsBound
    gap_percent: float
    proved: bool
    seconds: float
    stopped: str | None = None
