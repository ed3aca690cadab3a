"""What coordinators do with composite teams that run, for the cases of what can be taken back."""

from datetime import timedelta
from pathlib import Path

from ridealong.domain.pairings import State
from ridealong.services.desk import Desk
from ridealong.services.invites.export_invites import export
from ridealong.services.teams import drafting, ending, extending, filling, leaving, marking, publishing
from services.conftest import START
from services.teams.made import ANALYST, EMBEDS, ENGINEER, LOYALTY, PLANNER, composite, embed, on, team, weeks

_ANA, _BEN, _MIA = (f"{name}@x.example" for name in ("ana", "ben", "mia"))
_DAY = weeks(0, 3).last


def drafted(desk: Desk, _folder: Path) -> None:
    """Ana and Mia are drafts of a team with three slots."""
    composite(desk)
    found = team(desk, state=State.PROPOSED)
    embed(desk, found, ENGINEER, _ANA, state=State.PROPOSED)
    embed(desk, found, PLANNER, _MIA, state=State.PROPOSED)


def published(desk: Desk, folder: Path) -> None:
    drafted(desk, folder)
    publish(desk, folder)


def sent(desk: Desk, folder: Path) -> None:
    published(desk, folder)
    export(desk, folder / "teams")


def publish(desk: Desk, _folder: Path) -> None:
    publishing.publish(desk, EMBEDS)


def pinned(desk: Desk, folder: Path) -> None:
    drafted(desk, folder)
    fill(desk, folder)


def fill(desk: Desk, _folder: Path) -> None:
    filling.back_fill(desk, EMBEDS, LOYALTY, ANALYST, _BEN)


def set_aside(desk: Desk, _folder: Path) -> None:
    drafting.set_aside(desk, EMBEDS, LOYALTY, _BEN)


def free(desk: Desk, folder: Path) -> None:
    """Ben is pinned to one slot, and nobody is in another of his side."""
    pinned(desk, folder)
    drafting.set_aside(desk, EMBEDS, LOYALTY, _ANA)


def move(desk: Desk, _folder: Path) -> None:
    drafting.move(desk, EMBEDS, LOYALTY, _BEN, ENGINEER)


def leave(desk: Desk, _folder: Path) -> None:
    leaving.leave(desk, EMBEDS, LOYALTY, _ANA, on=_DAY, why="private matter")


def hand_over(desk: Desk, _folder: Path) -> None:
    leaving.leave(desk, EMBEDS, LOYALTY, _ANA, on=_DAY, instead=_BEN)


def never_begin(desk: Desk, _folder: Path) -> None:
    leaving.leave(desk, EMBEDS, LOYALTY, _ANA, on=START - timedelta(days=1), instead=_BEN)


def left(desk: Desk, folder: Path) -> None:
    sent(desk, folder)
    leave(desk, folder)


def come_after(desk: Desk, _folder: Path) -> None:
    filling.back_fill(desk, EMBEDS, LOYALTY, ENGINEER, _BEN)


def extend(desk: Desk, _folder: Path) -> None:
    extending.extend(desk, EMBEDS, LOYALTY, weeks(0, 10).last)


def end(desk: Desk, _folder: Path) -> None:
    ending.end(on(desk, 7), EMBEDS, LOYALTY, _DAY, "private matter")


def call_off(desk: Desk, _folder: Path) -> None:
    ending.end(desk, EMBEDS, LOYALTY, START - timedelta(days=1), "private matter")


def mark(desk: Desk, _folder: Path) -> None:
    marking.mark(on(desk, 60), EMBEDS, LOYALTY, State.HELD)


def mark_missed(desk: Desk, _folder: Path) -> None:
    marking.mark(on(desk, 60), EMBEDS, LOYALTY, State.MISSED, [_ANA], reason="private matter")


def mark_ended(desk: Desk, _folder: Path) -> None:
    marking.mark(on(desk, 60), EMBEDS, LOYALTY, State.ENDED, [_ANA], reason="private matter")
