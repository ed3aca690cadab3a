"""What the invite of a group says: a coffee of both departments, or the weekly meeting of the sponsors."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from ridealong.domain.invite_words import measure_words, name_in_titles
from ridealong.domain.meeting_places import is_online, link_in
from ridealong.domain.programs import Kind, Measure, Program
from ridealong.domain.wording import listed, several

_PLACE, _PARAGRAPH = 120, 300
"""How many characters of a place and a paragraph typed by a coordinator are said."""
_NAMED = 5
"""How many people the title of a coffee names; of more, the first ones."""
_SOME = 3
"""How many measures are named; of more, the first ones."""

QUESTIONS = (
    "What did you do this week that nobody outside your team sees?",
    "Which word of the other department do you hear often, and would like to have explained?",
    "What would you ask the other department for, if you had one wish?",
    "What takes you longer than anybody would think?",
    "Which decision of the last weeks would you like to understand better?",
    "What did you learn from a customer or a user lately?",
    "What would you show somebody who joins you for one hour?",
)
"""Questions to start with: one a round, in turns."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who comes: the team, or for a sponsor of no team the side, is said beside the name."""

    name: str
    email: str
    team: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What is known of a group when its invite is put into words. All read the same.

    Args:
        round: from 0. people: who comes, in the order in which they are named.
        place: where they meet; empty where nobody said.
        ask_name, ask_email: the organizer, whom to ask when something comes up.
        measures: what both sides agreed to move.
    """

    program: Program
    round: int
    minutes: int
    people: Sequence[Guest]
    ask_name: str
    ask_email: str
    place: str = ""
    measures: Sequence[Measure] = ()


def summary(one: Gathered) -> str:
    """The title of a group's meeting, on one line."""
    if one.program.kind is Kind.SPONSORS:
        return f"Sponsors: {_name(one.program.name)}"
    return f"Coffee: {several([_name(who.name) or who.email for who in one.people], _NAMED)}"


def description(one: Gathered) -> str:
    """The text of an invite: short paragraphs, without any private reason."""
    ask = f"Questions, or something comes up? Ask {_name(one.ask_name)} ({one.ask_email})."
    parts = _for_sponsors(one) if one.program.kind is Kind.SPONSORS else _for_coffee(one)
    return "\n\n".join(part for part in (*parts, ask) if part)


def facts(one: Gathered) -> str:
    """A mark of everything that the title and the text tell, however they word it."""
    program, sponsors = one.program, one.program.kind is Kind.SPONSORS
    told = [program.kind, program.name, program.prepare, one.round, one.minutes, one.place]
    people = [(who.name, who.email, who.team) for who in one.people]
    why = (program.objective, tuple(one.measures[:_SOME])) if sponsors else ()
    return sha256(repr((told, people, one.ask_name, one.ask_email, why)).encode(errors="replace")).hexdigest()[:16]


def _for_coffee(one: Gathered) -> Sequence[str]:
    who = [f"- {_name(person.name) or person.email} ({_name(person.team)})" for person in one.people]
    return (
        f"{one.minutes} minutes over a coffee, as part of {_name(one.program.name)}: people of both departments, "
        "and no agenda.",
        "\n".join(["Who comes:", *who]),
        _where(one),
        f"A question to start with: {QUESTIONS[one.round % len(QUESTIONS)]}",
        _short(one.program.prepare, _PARAGRAPH),
    )


def _for_sponsors(one: Gathered) -> Sequence[str]:
    both = listed([f"{_name(person.name) or person.email} ({_name(person.team)})" for person in one.people])
    why = f"Why: {_short(one.program.objective, _PARAGRAPH)}" if one.program.objective.strip() else ""
    wanted = [f"- {measure_words(measure)}" for measure in one.measures[:_SOME]]
    moved = "what has moved since last week, measure by measure" if wanted else "what has happened since last week"
    agenda = (
        "Agenda:",
        f"1. {moved[0].upper()}{moved[1:]}.",
        "2. What is in the way, and who of you clears it.",
        "3. One thing that both departments should hear from you.",
    )
    return (
        f"{both} look at how {_name(one.program.name)} goes: {one.minutes} minutes, every week, for the two sponsors.",
        why,
        "\n".join(["What you want to move together:", *wanted]) if wanted else "",
        "\n".join(agenda),
        _short(one.program.prepare, _PARAGRAPH),
        _where(one),
    )


def _where(one: Gathered) -> str:
    place = _short(one.place, _PLACE)
    if not place:
        return "Where: a coffee corner or a video call, as suits you all." if one.program.kind is Kind.COFFEE else ""
    if is_online(place) and not link_in(place):
        return "Where: online."
    return f"Where: {'online, at ' if is_online(place) else ''}{place}."


def _name(text: str) -> str:
    return name_in_titles(text)


def _short(text: str, most: int) -> str:
    """Text on one line, cut where it is longer than anybody would read."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
