"""What a repair changed, guest by guest, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.said import Said, Who, at, people, say
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from ridealong.planning.standing import Standing

Place = tuple[int, str]
"""A round and a host."""


@dataclass(frozen=True, slots=True)
class Change:
    """What changed for a guest: the place they had and the one they have now, None for none, and the reason.

    `kind` is "broken" where the visit before had become impossible, "moved" where it could have taken place, and "new"
    where there was none. `said` is the reason in parts.
    """

    guest: str
    before: Place | None
    after: Place | None
    kind: str
    said: Said = field(compare=False)

    @property
    def reason(self) -> str:
        """Why, with ids for people and rounds from 0."""
        return self.said.text

    @property
    def round(self) -> int:
        """The round that it is about first."""
        place = self.before or self.after
        return place[0] if place else 0


def changes_of(standing: Standing) -> tuple[Change, ...]:
    """Every change, by round and guest; what is over does not change."""
    found = [*_of_the_known(standing), *_of_strangers(standing)]
    return tuple(sorted(found, key=lambda one: (one.round, one.guest, one.before or (0, ""), one.after or (0, ""))))


def _of_strangers(standing: Standing) -> Iterator[Change]:
    """Guests whom the problem does not know any more."""
    known = standing.season.grid.guest_at
    for (round_, guest, host), said in standing.lost.items():
        if guest not in known:
            yield Change(guest, (round_, host), None, "broken", said)


def _of_the_known(standing: Standing) -> Iterator[Change]:
    season, grid = standing.season, standing.season.grid
    strangers = {(round_, guest): host for (round_, guest, host) in standing.lost if host not in grid.host_at}
    differs = season.host_of != standing.was
    for guest in np.flatnonzero(differs.any(axis=1)).tolist():
        name = grid.guests[guest].id
        gone: list[Place] = []
        got: list[Place] = []
        for round_ in np.flatnonzero(differs[guest]).tolist():
            before, after = int(standing.was[guest, round_]), int(season.host_of[guest, round_])
            if before != NOBODY:
                gone.append((round_, grid.hosts[before].id if before >= 0 else strangers[round_, name]))
            if after != NOBODY:
                got.append((round_, grid.hosts[after].id))
        new = not (standing.was[guest] != NOBODY).any()
        # Whoever may have a visit in every round anyway has lost one where there is none in its round.
        limited = grid.guests[guest].max_turns is not None
        for before_, after_ in _paired(gone, got, elsewhere=limited):
            if before_ is None and after_ is not None:
                yield Change(name, None, after_, "new", _why_new(standing, name, after_, new=new))
            elif before_ is not None:
                kind, said = _why_gone(standing, guest, before_)
                yield Change(name, before_, after_, kind, said)


def _paired(
    gone: Sequence[Place], got: Sequence[Place], *, elsewhere: bool
) -> Iterator[tuple[Place | None, Place | None]]:
    """What was lost with what came in its stead: of the same round first, then of others in order, if asked for."""
    here = {round_: (round_, host) for round_, host in got}
    rest = [place for place in got if place[0] not in {round_ for round_, _ in gone}]
    for place in gone:
        if place[0] in here:
            yield place, here[place[0]]
        else:
            yield place, rest.pop(0) if rest and elsewhere else None
    for place in rest:
        yield None, place


def _why_gone(standing: Standing, guest: int, place: Place) -> tuple[str, Said]:
    season, grid = standing.season, standing.season.grid
    round_, host = place
    name = grid.guests[guest].id
    lost = standing.lost.get((round_, name, host))
    if lost is not None:
        return "broken", lost
    at_host = grid.host_at[host]
    wanted = int((standing.possible[:, round_] == at_host).sum())
    seats = int(grid.seats[at_host, round_] + grid.caps.extra_seats[at_host, round_])
    if wanted > seats:
        return "broken", say("{} takes {} in {}, not {}", Who(host), seats, at(round_), wanted)
    there = season.host_of[:, round_] == at_host
    others = np.flatnonzero(there & (standing.was[:, round_] != at_host)).tolist()
    if others:
        return "moved", say("makes room for ") + people([grid.guests[one].id for one in others])
    return "moved", say("makes room for others")


def _why_new(standing: Standing, guest: str, place: Place, *, new: bool) -> Said:
    if new:
        return say("{} is new", Who(guest))
    season, grid = standing.season, standing.season.grid
    round_, host = place
    column = grid.host_at[host]
    left = (standing.was[:, round_] == column) & (season.host_of[:, round_] != column)
    if left.any():
        return say("takes the place of ") + people([grid.guests[one].id for one in np.flatnonzero(left).tolist()])
    return say("{} has a free seat in {}", Who(host), at(round_))
