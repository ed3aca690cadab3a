"""What Today says above its list: how much there is of each kind, and what comes next where nothing needs anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.dates import day_words
from ridealong.tui.screens.today_lines import LOOKED_AT_LAST, NO_NEED, REMEDIES
from ridealong.tui.text import many, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from ridealong.services.attention.attention_items import Found
    from ridealong.services.attention.attention_plans import Next

NOTHING = "Nothing needs you now."
NO_MATCH = "Nothing here matches the filter.\n{section.clear} clears it."

BETWEEN = " · "

_KINDS = {
    "declined": ("declined", ""),
    "gone": ("takes no part", "take no part"),
    "away": ("away", ""),
    "spoiled": ("broken draft", "broken drafts"),
    "groups": ("broken group", "broken groups"),
    "embeds": ("broken embed", "broken embeds"),
    "unanswered": ("not answered", ""),
    "answers": ("other answer", "other answers"),
    "outbox": ("invite to send", "invites to send"),
    "drafts": ("draft", "drafts"),
    "open-slots": ("open slot", "open slots"),
    "ending": ("back soon", ""),
    "sponsors": ("sponsor to agree", "sponsors to agree"),
    "unmarked": ("to mark", ""),
    "teams-over": ("embed to mark", "embeds to mark"),
    "owed": ("visit owed", "visits owed"),
    "missed": ("missed before its return", ""),
    "left-alone": ("left alone", ""),
    "debriefs": ("debrief overdue", "debriefs overdue"),
    "steps": ("not prepared", ""),
    "unpaired": ("with nobody", ""),
    "clashes": ("clash of hours", "clashes of hours"),
    "tasks": ("task without an owner", "tasks without an owner"),
    "hand-overs": ("hand-over", "hand-overs"),
    "next-week": ("visit next week", "visits next week"),
}
"""Kind -> what one of them is in the summary, and several where that is another word."""


def no_match(text: str) -> str:
    """What stands in the place of the list where a filter finds nothing."""
    from ridealong.services.search import unknown_term  # noqa: PLC0415 - services are not needed to begin

    return unknown_term(text) or NO_MATCH


def summary(known: Mapping[str, Found], width: int, *, waiting: bool, unread: Collection[str] = ()) -> str:
    """How many things there are of each kind, on one line where that is wide enough; none is cut in two.

    Args:
        waiting: whether the outbox is still being worked out. unread: kinds that could not be.
    """
    lines = [""]
    for part in _counts(known, waiting=waiting, unread=unread):
        if lines[-1] and len(lines[-1]) + len(BETWEEN) + len(part) > width:
            lines.append(part)
        else:
            lines[-1] += f"{BETWEEN if lines[-1] else ''}{part}"
    return "\n".join(lines)


def _counts(known: Mapping[str, Found], *, waiting: bool, unread: Collection[str]) -> Iterator[str]:
    for kind in REMEDIES:
        if kind in known:
            one, more = _KINDS[kind]
            if number := _number(known[kind]):
                yield many(number, one, more or one)
        elif kind == LOOKED_AT_LAST and kind in unread:
            yield "invites not known"
        elif kind == LOOKED_AT_LAST and waiting:
            yield "invites …"


def _number(found: Found) -> int:
    return max(found.total, sum(one.number for one in found.items))


def pressing(known: Mapping[str, Found]) -> int:
    """How many things need somebody; the invites in the outbox are one thing for each reason."""
    return sum(
        len(one.items) if kind == LOOKED_AT_LAST else one.total for kind, one in known.items() if kind not in NO_NEED
    )


def counted(known: Mapping[str, Found], *, waiting: bool, unread: Collection[str] = ()) -> str:
    """How many things need somebody, and whether that is all."""
    rest = " …" if waiting else ", and not all is known" if unread else ""
    return f"{many(pressing(known), 'thing needs you', 'things need you')}{rest}"


def calm_words(next_: Next) -> str:
    """What comes next and what to do about it, where nothing needs anybody; several lines, for `with_keys`."""
    program, day = shown(next_.program), day_words(next_.day) if next_.day else ""
    if next_.teams:
        return f"{NOTHING}\n{_team_words(str(next_.step), program, day)}"
    return {
        "people": "Nobody here yet.\n{app.people}, then {people.import-roster}, imports a roster; "
        "{app.palette} and “demo” explores a made-up company.",
        "program": f"{NOTHING}\n"
        f"No round is left to be planned: {{app.programs}}, then {{programs.new}}, creates a program.",
        "plan": f"{NOTHING}\nThe next round of {program} begins on {day}, and nobody is planned for it.\n"
        "{app.plan}, then {plan.run}, plans its rounds.",
        "publish": f"{NOTHING}\nThe next round of {program} begins on {day}; drafts are waiting.\n"
        "{app.plan} shows them, {plan.publish} there publishes them.",
        "wait": f"{NOTHING}\nThe next round of {program} begins on {day}, and everything in it is published.\n"
        "{app.board} shows the coming weeks.",
    }[str(next_.step)]


def _team_words(step: str, program: str, day: str) -> str:
    """What comes next in a program of composite teams."""
    begins = f"The next embeds of {program} begin on {day}"
    return {
        "plan": f"The next team of {program} begins on {day}, and nobody is in it.\n{{app.plan}} shows its teams.",
        "publish": f"{begins}; drafts are waiting.\n{{app.plan}} shows them.",
        "wait": f"{begins}, and all of them are published.\n{{app.board}} shows the coming weeks.",
        "teams": f"No team of {program} is still to begin.\n{{app.plan}} shows its teams.",
    }[step]
