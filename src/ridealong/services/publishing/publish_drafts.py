"""What publishing pairings and publishing groups have in common: which drafts, whether as shown, and who agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Table

from ridealong.domain.errors import Refused
from ridealong.domain.programs import Program
from ridealong.domain.wording import many
from ridealong.services.changes.as_shown import check_rows_shown
from ridealong.services.desk import Desk
from ridealong.services.meanwhile import Seen
from ridealong.services.publishing.agreements import Lacking

WITHOUT_AGREEMENT = ", without agreement: "
"""What stands before the reason for which something was published without agreement, in the journal."""


class Draft(Protocol):
    """What is published: a pairing or a group."""

    @property
    def round(self) -> int:
        """From 0."""

    @property
    def seen(self) -> Seen:
        """The row as it is shown."""


D = TypeVar("D", bound=Draft)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDrafts:
    """The drafts that whoever publishes was shown, and the version of the database then."""

    seen: Sequence[Seen]
    version: int


def split_drafts(program: Program, drafts: Sequence[D], *, everything: bool) -> tuple[tuple[D, ...], tuple[D, ...]]:
    """Drafts to publish now, those of the program's next weeks or all, and drafts for later."""
    if not drafts:
        return (), ()
    end = program.rounds if everything else program.publish_end(min(one.round for one in drafts))
    now = tuple(one for one in drafts if one.round < end)
    return now, tuple(one for one in drafts if one.round >= end)


def check_drafts(
    desk: Desk,
    connection: Connection,
    table: Table,
    program: Program,
    now: Sequence[Draft],
    *,
    shown: ShownDrafts | None,
) -> None:
    """See that there are drafts to publish, and that they are those that were shown.

    Raises:
        ChangedMeanwhile: they are others. Refused: there are none.
    """
    if shown is not None:
        rows = [one.seen for one in now]
        check_rows_shown(desk, connection, table, shown=shown.seen, now=rows, since=shown.version)
    if not now:
        raise Refused(
            f"'{program.name}' has no drafts to publish",
            "Plan it first",
            typed=f'Plan it first: ridealong plan "{program.name}"',
        )


def check_agreed(missing: Lacking | None, why: str) -> None:
    """See that whoever has to has agreed, or that there is a reason; raises Refused."""
    if missing is not None and (refusal := missing.refusal(why)) is not None:
        raise refusal


def published_words(program: Program, what: str, rounds: Sequence[int], why: str) -> str:
    """What the journal says of a publishing.

    Args:
        what: how many of what, in words. why: why without agreement; empty where all have agreed.
    """
    return published_in(program, what, many(len(rounds), "round"), why)


def published_in(program: Program, what: str, where: str, why: str) -> str:
    """What the journal says of a publishing.

    Args:
        what: how many of what, and `where`: in how many rounds or teams, in words.
        why: why without agreement; empty where all have agreed.
    """
    reason = f"{WITHOUT_AGREEMENT}{why}" if why else ""
    return f"{program.name}: {what} in {where}{reason}"
