"""Why two people cannot be together, where planning only knows that they cannot: too few hours, or kept apart."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from ridealong.domain.apart import MIN_SHARED_MINUTES
from ridealong.domain.hours import Place, place_of, shared_minutes
from ridealong.planning.plan import Open
from ridealong.planning.rules.registry import CAUSES
from ridealong.planning.rules.rule import Violation
from ridealong.planning.said import Part, Said
from ridealong.services.plans.season import Season

_ONE, _SEVERAL = (f" {words.partition('{guest}')[0]}" for words in (CAUSES["apart"].one, CAUSES["apart"].several))
_HOURS = {_ONE: " shares too few working hours with ", _SEVERAL: " share too few working hours with "}
_EITHER = " cannot be with "


class ApartWords:
    """Who of a season shares too few working hours with whom, as planning compares them."""

    def __init__(self, season: Season) -> None:
        program = season.program
        self._people = {person.identity: person for person in season.people.values()}
        self._zone = program.time_zone

        @cache
        def minutes(one: Place, other: Place) -> int:
            return shared_minutes(one, other, program.start)

        self._minutes = minutes

    def too_few_hours(self, one: str, other: str) -> bool:
        """Whether two people, by identity, share too few working hours."""
        places = [place_of(self._people[each], self._zone) for each in (one, other)]
        return self._minutes(places[0], places[1]) < MIN_SHARED_MINUTES

    def of_open(self, one: Open) -> Open:
        """An open place, with what is true of the hosts who cannot be with its guest."""
        parts = one.said.parts
        if _ONE not in parts and _SEVERAL not in parts:
            return one
        short = {self.too_few_hours(one.guest, host) for host, code in one.causes if code == "apart"}
        return replace(one, said=Said(tuple(_told(part, short) for part in parts)))

    def of_broken(self, broken: Violation) -> Said:
        """What is said of a broken rule."""
        if broken.rule != "apart" or not self.too_few_hours(broken.guest, broken.host):
            return broken.said
        return Said(tuple(_told(part, {True}) for part in broken.said.parts))


def precisely(season: Season, open_: Iterable[Open]) -> list[Open]:
    """Open places of a season, each with what is true of the hosts who cannot be with its guest."""
    words = ApartWords(season)
    return [words.of_open(one) for one in open_]


def _told(part: Part, short: set[bool]) -> Part:
    if not isinstance(part, str) or part not in _HOURS or short == {False}:
        return part
    return _HOURS[part] if short == {True} else _EITHER
