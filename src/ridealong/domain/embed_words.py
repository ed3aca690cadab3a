"""What the invites of a composite team say: that of an embed, and that of the team's meeting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from ridealong.domain.composite_teams import CompositeTeam, Part, Slot
from ridealong.domain.days import Days
from ridealong.domain.invite_words import name_in_titles
from ridealong.domain.meeting_places import is_online, link_in
from ridealong.domain.programs import Program
from ridealong.domain.values import day_in_words
from ridealong.domain.wording import listed, many

_PLACE, _PARAGRAPH = 120, 300
"""How many characters of a place and a paragraph typed by a coordinator are said."""
_TASKS = 16
"""How many tasks are named; of more, the first ones."""

_PARTS = {
    Part.RESPONSIBLE: "you do it",
    Part.ACCOUNTABLE: "you answer for it",
    Part.CONSULTED: "you are asked before",
    Part.INFORMED: "you are told after",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mate:
    """Somebody else in the team.

    Args:
        slot: what they do there. days: when they are there, where that is not all the time that is spoken of.
    """

    name: str
    email: str
    home_team: str
    slot: str
    days: Days | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """Two people who follow each other in a slot.

    Args:
        giver, taker: who leaves it and who comes; empty for the one who reads.
        days: on which both are there; None where the one comes after the other has left.
    """

    giver: str = ""
    taker: str = ""
    days: Days | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """What is known of an embed when its invite is put into words, for the one who reads it.

    Args:
        share: of the week, in percent. mates: who else is there in the meantime.
        back: the first day at work after it. goes_on: the team in which they go on then; empty for their home team.
        place: where the team sits or meets; empty where nobody said.
        ask_name, ask_email: the organizer, whom to ask when something comes up.
    """

    program: Program
    team: CompositeTeam
    slot: Slot
    home_team: str
    share: int
    days: Days
    back: date
    goes_on: str = ""
    mates: Sequence[Mate] = ()
    hand_overs: Sequence[HandOver] = ()
    place: str = ""
    ask_name: str
    ask_email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMeets:
    """What is known of the meeting of a team when its invite is put into words. All read the same.

    Args:
        people: who comes, in the order in which they are named.
    """

    program: Program
    team: CompositeTeam
    minutes: int
    every_weeks: int
    people: Sequence[Mate]
    place: str = ""
    ask_name: str
    ask_email: str


def embed_summary(one: Embedded) -> str:
    """The title of an embed, on one line."""
    return f"Embedded: {name_in_titles(one.team.name)} ({one.share} %)"


def embed_description(one: Embedded) -> str:
    """The text of the invite of an embed: short paragraphs, without any private reason."""
    where = _where(one.place)
    parts = (_opening(one), _purpose(one.team), _tasks(one), _mates(one), _hand_overs(one), _back(one), where)
    return "\n\n".join(part for part in (*parts, _ask(one.ask_name, one.ask_email)) if part)


def embed_facts(one: Embedded) -> str:
    """A mark of everything that the title and the text of an embed tell, however they word it."""
    told = [*_of_team(one.team), one.program.name, one.slot.name, one.home_team, one.share, one.place]
    parts = [(str(part), _named(one, part)) for part in Part]
    others = [(mate.name, mate.email, mate.home_team, mate.slot, mate.days) for mate in one.mates]
    overs = [(each.giver, each.taker, each.days) for each in one.hand_overs]
    return _mark(told, parts, others, overs, one.days, one.back, one.goes_on, one.ask_name, one.ask_email)


def meeting_summary(one: TeamMeets) -> str:
    """The title of a team's meeting, on one line."""
    return f"{name_in_titles(one.team.name)}: meeting of the team"


def meeting_description(one: TeamMeets) -> str:
    """The text of the invite of a team's meeting."""
    every = "every week" if one.every_weeks == 1 else f"every {one.every_weeks} weeks"
    agenda = (
        "Agenda:",
        "1. What each of you has done since last time, and what comes next.",
        "2. What somebody needs from another, and what is in the way.",
        "3. What the two departments should hear from the team.",
    )
    parts = (
        f"{one.minutes} minutes {every} for the team {_name(one.team.name)} of {_name(one.program.name)}.",
        _purpose(one.team),
        "\n".join(["Who comes:", *map(_mate, one.people)]),
        "\n".join(agenda),
        _where(one.place),
    )
    return "\n\n".join(part for part in (*parts, _ask(one.ask_name, one.ask_email)) if part)


def meeting_facts(one: TeamMeets) -> str:
    """A mark of everything that the title and the text of a team's meeting tell, however they word it."""
    told = [*_of_team(one.team), one.program.name, one.minutes, one.every_weeks, one.place]
    people = [(mate.name, mate.email, mate.home_team, mate.slot, mate.days) for mate in one.people]
    return _mark(told, people, one.ask_name, one.ask_email)


def _of_team(team: CompositeTeam) -> Sequence[str]:
    return (team.name, team.purpose, team.focus)


def _mark(*told: object) -> str:
    return sha256(repr(told).encode(errors="replace")).hexdigest()[:16]


def _opening(one: Embedded) -> str:
    first, last = day_in_words(one.days.first), day_in_words(one.days.last)
    when = f"on {first}" if first == last else f"from {first} to {last}"
    share = "your whole week" if one.share == 100 else f"{one.share} % of your week"
    return (
        f"You work in the team {_name(one.team.name)} of {_name(one.program.name)} {when}, as "
        f"{_name(one.slot.name)}: {share}."
    )


def _purpose(team: CompositeTeam) -> str:
    said = [
        f"{what}: {_short(text, _PARAGRAPH)}"
        for what, text in (("What the team is for", team.purpose), ("Its area", team.focus))
        if text.strip()
    ]
    return "\n".join(said)


def _named(one: Embedded, part: Part) -> tuple[str, ...]:
    return tuple(task.name for task in one.team.tasks if (one.slot.number, part) in task.parts)


def _tasks(one: Embedded) -> str:
    """Each task on a line of its own, since its name may hold commas: first those that somebody does."""
    mine = [(task.name, [part for part in _PARTS if (one.slot.number, part) in task.parts]) for task in one.team.tasks]
    order = list(_PARTS)
    tasks = sorted(((name, parts) for name, parts in mine if parts), key=lambda each: order.index(each[1][0]))
    if not tasks:
        return ""
    meant = [f"{part}: {words}" for part, words in _PARTS.items() if any(part in parts for _, parts in tasks)]
    lines = [f"- {_name(name)} ({listed(parts)})" for name, parts in tasks]
    if (more := len(lines) - _TASKS) > 0:
        lines = [*lines[:_TASKS], f"- and {many(more, 'more task')}"]
    return "\n".join([f"Your tasks ({'; '.join(meant)}):", *lines])


def _mates(one: Embedded) -> str:
    return "\n".join(["Who else is in the team:", *map(_mate, one.mates)]) if one.mates else ""


def _mate(mate: Mate) -> str:
    team = f" ({_name(mate.home_team)})" if mate.home_team.strip() else ""
    when = f", {_from_to(mate.days)}" if mate.days else ""
    return f"- {_name(mate.name) or mate.email}{team}, {_name(mate.slot)}{when}"


def _hand_overs(one: Embedded) -> str:
    return "\n".join(f"Hand-over: {sentence}" for sentence in _handed(one))


def _handed(one: Embedded) -> Iterator[str]:
    for each in one.hand_overs:
        giver, taker = _name(each.giver) or "you", _name(each.taker) or "you"
        if each.days is None:
            yield f"{taker} {'take' if taker == 'you' else 'takes'} over from {giver}."
        else:
            both = "" if "you" not in (giver, taker) else ", when you are both there"
            yield f"{giver} {'hand' if giver == 'you' else 'hands'} over to {taker} {_from_to(each.days)}{both}."


def _from_to(days: Days) -> str:
    first, last = day_in_words(days.first), day_in_words(days.last)
    return f"on {first}" if first == last else f"from {first} to {last}"


def _back(one: Embedded) -> str:
    home = f"your home team, {_name(one.home_team)}" if one.home_team.strip() else "your home team"
    day = day_in_words(one.back)
    if one.goes_on:
        return f"Afterwards you go on in the team {_name(one.goes_on)}, from {day}."
    if one.share == 100:
        return f"You are back with {home}, on {day}."
    return f"These {one.share} % of your week are for {home}, again from {day}."


def _where(place: str) -> str:
    text = _short(place, _PLACE)
    if not text:
        return ""
    if is_online(text) and not link_in(text):
        return "Where: online."
    return f"Where: {'online, at ' if is_online(text) else ''}{text}."


def _ask(name: str, email: str) -> str:
    return f"Questions, or something comes up? Ask {_name(name)} ({email})."


def _name(text: str) -> str:
    return name_in_titles(text)


def _short(text: str, most: int) -> str:
    """Text on one line, cut where it is longer than anybody would read."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
