"""Questions that the exact model answers: the best visits of some guests, or a visit for every pin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ridealong.planning.exact.cover import cover_rules
from ridealong.planning.exact.guests import first_contacts, guest_rules, worth_of_a_place
from ridealong.planning.exact.hosts import host_rules
from ridealong.planning.exact.model import Model
from ridealong.planning.exact.pairs import pair_rules
from ridealong.planning.exact.solver import Answer, run
from ridealong.planning.exact.visits import offer
from ridealong.planning.season_visits import Key
from ridealong.planning.stopper import Stopper

if TYPE_CHECKING:
    from ridealong.planning.grid import Ints
    from ridealong.planning.pins import Wish
    from ridealong.planning.season import Season


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: all visits of `guests`, so that `wishes` come true, within `effort` (deterministic time).

    `hint` is a choice to start from. `bonus` is what visits are worth on top of their value. `most` (G, H) says how
    often pairs may meet, for which alone the answer then holds; at a value of `enough` the search ends. `places` is a
    number of one-round visits that must be chosen: without the large worth of places the solver's linear programs are
    several times as quick.
    """

    guests: Sequence[int]
    wishes: Sequence[Wish]
    effort: float
    hint: AbstractSet[Key] = frozenset()
    bonus: Mapping[Key, int] | None = None
    most: Ints | None = None
    enough: int | None = None
    places: int | None = None


def best_visits(season: Season, asked: Asked, stopper: Stopper) -> Answer:
    """Choose visits for guests who have none in `season` but locked ones, so that the value is largest.

    The model is exact for every rule, stays included.
    """
    model = Model(season)
    allowed = season.grid.fit >= 0
    offer(model, asked.guests, allowed if asked.most is None else (asked.most > 0) & allowed)
    _state(model, asked.guests, asked.most, asked.places)
    _keep(model, asked.wishes)
    bonus = asked.bonus or {}
    model.terms.extend((worth, model.visit[key]) for key, worth in bonus.items() if worth and key in model.visit)
    model.maximize()
    model.hint(asked.hint)
    return run(model, asked.effort, stopper, asked.enough)


def pinned_visits(season: Season, pins: Sequence[Wish], effort: float) -> Answer:
    """Choose a visit for every pin and no others, of most value where that is found within the effort.

    Taking visits out of a legal plan leaves it legal, so there is such a choice if the pins can be kept at all.
    """
    valued = run(_pinned(season, pins, valued=True), effort, Stopper())
    return run(_pinned(season, pins, valued=False), effort, Stopper()) if valued.visits == () else valued


def _pinned(season: Season, pins: Sequence[Wish], *, valued: bool) -> Model:
    about: dict[int, list[Wish]] = defaultdict(list)
    for pin in pins:
        about[pin.guest].append(pin)
    guests = sorted(about)
    model = Model(season)
    offer(model, guests, season.grid.fit >= 0)
    model.visit = {
        key: var
        for key, var in model.visit.items()
        if any(pin.kept_by(key, model.stay[key[0]]) for pin in about[key[0]])
    }
    _state(model, guests)
    _keep(model, pins)
    if valued:
        model.maximize()
    else:
        model.terms.clear()
    return model


def _state(model: Model, guests: Sequence[int], most: Ints | None = None, places: int | None = None) -> None:
    """Every rule and term of the visits offered."""
    each = 0 if places is None else worth_of_a_place(model, places)
    guest_rules(model, guests, each)
    if places is not None:
        model.cp.add(sum(model.visit.values()) == places)
        model.terms.append((each * places, model.cp.new_constant(1)))
    host_rules(model)
    cover_rules(model)
    pair_rules(model, most)
    first_contacts(model)


def _keep(model: Model, wishes: Sequence[Wish]) -> None:
    for wish in wishes:
        keeping = [var for key, var in model.visit.items() if wish.kept_by(key, model.stay[key[0]])]
        model.cp.add_bool_or(keeping)
