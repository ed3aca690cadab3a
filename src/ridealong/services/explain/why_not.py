"""What keeps two people of a program from being paired, round by round, and what pairing them would change."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ridealong.domain.wording import listed
from ridealong.planning.explain.why_not import Forbidden, WhyNot, why_not
from ridealong.planning.rules.registry import CAUSES
from ridealong.planning.rules.rule import Violation
from ridealong.planning.said import When
from ridealong.services.explain.case_of import EVERY_ROUND, Drafted, Effect, moves_in_words, price
from ridealong.services.plans.apart_words import ApartWords

PLAIN = ("refused", "cover_guests", "cover_hosts", "quorum")
"""Codes of rules whose words do not begin with a name."""
SHORT = ("rest", "max_visits")
"""Rules whose own words name other rounds than the one that is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Rounds of the program, from 0, that rules close to two people, with the codes of the rules and what they say."""

    rounds: tuple[int, ...]
    rules: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindered:
    """Why two people are not paired.

    Args:
        closed: rounds that rules close to them. effect: what pairing them in the best of the others would do to the
            draft; None where every round is closed, nothing is drafted or no way was found.
        remedies: what would allow it, each enough by itself, to be read after "if"; only where every round is closed.
        rules: codes of the rules, each with its words. ways: remedies and effect in plain words.
    """

    closed: tuple[Closed, ...]
    effect: Effect | None
    remedies: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]
    ways: tuple[str, ...]

    def sentences(self, told: Collection[str] = ()) -> tuple[str, ...]:
        """All of it in plain words, but for rules whose codes have been `told` already."""
        rules = (f"{words[0].upper()}{words[1:]}" if code in PLAIN else words for code, words in self._new(told))
        return (*(f"{words}." for words in rules), *self.ways)

    def _new(self, told: Collection[str]) -> list[tuple[str, str]]:
        return [one for one in self.rules if one[0] not in told]


def hindered(drafted: Drafted, guest: str, host: str, number: int | None = None) -> Hindered:
    """Why a guest and a host (by identity) are not paired in a round of the problem, or in any."""
    found = why_not(drafted.case, guest, host, number)
    effect = None
    if drafted.planned and found.cost is not None:
        effect = drafted.effect(found.cost.round, found.cost.gain, found.cost.moves, found.cost.parts)
    remedies = tuple(" and ".join(drafted.told(one.said) for one in some) for some in found.remedies)
    return Hindered(
        closed=closed_rounds(drafted, found.forbidden),
        effect=effect,
        remedies=remedies,
        rules=tuple(_rules_in_words(drafted, found.forbidden)),
        ways=(*_remedies(found, remedies), *_costs(drafted, found, effect)),
    )


def closed_rounds(drafted: Drafted, forbidden: Iterable[Forbidden]) -> tuple[Closed, ...]:
    """What the planner says of forbidden rounds, in names and rounds of the program."""
    return tuple(_closed(drafted, one) for one in forbidden)


def _closed(drafted: Drafted, one: Forbidden) -> Closed:
    first = drafted.season.first
    return Closed(
        rounds=tuple(first + round_ for round_ in one.rounds),
        rules=tuple(dict.fromkeys(rule.rule for rule in one.broken)),
        why=listed(list(dict.fromkeys(_rule(drafted, rule, one.rounds) for rule in one.broken))),
    )


def _rule(drafted: Drafted, broken: Violation, rounds: Sequence[int]) -> str:
    """A broken rule in words that hold for all of some rounds."""
    when = drafted.rounds(rounds)
    if broken.rule in SHORT:
        return f"{drafted.name(broken.host)} {CAUSES[broken.rule].one} in {when}"
    if broken.rule == "max_turns":
        return f"{drafted.name(broken.guest)} has had every visit of this program"
    if broken.rule == "one_host":
        return f"{drafted.name(broken.guest)} is pinned to somebody else in {when}"
    if broken.rule in _WORDED:
        return _WORDED[broken.rule](drafted, broken, rounds)
    if broken.rule == "capacity":
        host = drafted.case.facts.hosts[broken.host]
        # A seat that a published visit has taken is no seat of the problem any more.
        takes = host.seats(rounds[0]) or rounds[0] in host.visits
        nowhere = f"takes nobody in {'any round' if when == EVERY_ROUND else when}"
        return f"{drafted.name(broken.host)} {f'has no seat left in {when}' if takes else nowhere}"
    return drafted.told(ApartWords(drafted.season).of_broken(broken), rounds)


def _cover_words(drafted: Drafted, broken: Violation, rounds: Sequence[int]) -> str:
    """That a home team has nobody left to spare."""
    facts, out = drafted.case.facts, broken.rule == "cover_guests"
    team = next((facts.guests if out else facts.hosts)[one].team for one in broken.people)
    return f"no more of {team} may {'be out' if out else 'have guests'} in {drafted.rounds(rounds)}"


def _closed_words(drafted: Drafted, broken: Violation, rounds: Sequence[int]) -> str:
    """Why rounds are closed, in the words of whoever closed them, with what they say of the reason last."""
    name, facts = broken.said.people[0], drafted.case.facts
    person = facts.guests.get(name) or facts.hosts[name]
    what, _, reason = person.closed[rounds[0]].partition(": ")
    return f"{what} in {drafted.rounds(rounds)}{f' ({reason})' if reason else ''}"


_WORDED = {"closed": _closed_words, "cover_guests": _cover_words, "cover_hosts": _cover_words}
"""What is said of rules in words that hold for several rounds, by code."""


def rules_in_words(drafted: Drafted, forbidden: Iterable[Forbidden]) -> list[str]:
    """Every rule once, with all the rounds that it closes, the one that closes most first."""
    return [words for _code, words in _rules_in_words(drafted, forbidden)]


def _rules_in_words(drafted: Drafted, forbidden: Iterable[Forbidden]) -> list[tuple[str, str]]:
    """The code of each rule with its words."""
    rounds: dict[tuple[object, ...], list[int]] = {}
    rules: dict[tuple[object, ...], Violation] = {}
    for one in forbidden:
        for broken in one.broken:
            alike = (broken.rule, broken.host, *(part for part in broken.said.parts if not isinstance(part, When)))
            key = alike if broken.rule not in SHORT else (broken.rule, broken.guest, broken.host)
            rules.setdefault(key, broken)
            rounds.setdefault(key, []).extend(one.rounds)
    found = sorted(rules, key=lambda key: -len(rounds[key]))
    return [(_code(drafted, rules[key]), _rule(drafted, rules[key], rounds[key])) for key in found]


def _code(drafted: Drafted, broken: Violation) -> str:
    """The code of a rule, which for what a lead refused is one of its own."""
    met = drafted.case.facts.met.get((broken.guest, broken.host))
    return "refused" if broken.rule == "not_before" and met is not None and met.refused else broken.rule


def _remedies(found: WhyNot, remedies: Sequence[str]) -> list[str]:
    if not remedies or found.allowed:
        return []
    return [f"It would be allowed {', or '.join(f'if {one}' for one in remedies)}."]


def _costs(drafted: Drafted, found: WhyNot, effect: Effect | None) -> list[str]:
    if effect is None:
        if found.allowed and drafted.planned and not found.together:
            return ["What is fixed leaves no way to pair them."]
        return []
    words = price(effect.points, effect.stakes)
    moves = moves_in_words(effect.moved)
    return [f"Together in round {effect.round + 1} ({effect.days}), {words}.", *(f"{one}." for one in moves)]
