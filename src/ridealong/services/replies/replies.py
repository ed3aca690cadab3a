"""Replies to invites: read from files and mail boxes, and what they answer kept."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ridealong.domain.wording import many
from ridealong.services.desk import Desk
from ridealong.services.replies.keep_answers import keep
from ridealong.services.replies.reply_files import ReadReplies, Rejected, Told, read_files
from ridealong.services.replies.sorted_replies import Fate, SortedReply, sort_replies
from ridealong.storage.queries.answers import invited_uids


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenReplies:
    """What became of the replies in some files, each list with the oldest first.

    Args:
        applied: answers that are kept now. stale: overtaken by a newer invite or a newer answer; shown, not applied.
        unknown: about meetings, occurrences or addresses that were not invited from here.
        repeated: how many were known already. rejected: what could not be read.
        more_unknown, more_rejected: how many there were beyond those that `unknown` and `rejected` name.
        dry_run: whether nothing was changed.
    """

    applied: tuple[SortedReply, ...]
    stale: tuple[SortedReply, ...]
    unknown: tuple[SortedReply, ...]
    repeated: int
    rejected: tuple[Rejected, ...]
    more_unknown: int = 0
    more_rejected: int = 0
    dry_run: bool = False

    @property
    def complete(self) -> bool:
        """Whether nothing is left that somebody should look at."""
        return not (self.stale or self.unknown or self.rejected)


def take(
    desk: Desk,
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    progress: Told | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> TakenReplies:
    """Read replies and keep what they answer, all in one change; the same reply twice is harmless.

    What cannot be read is named and stops nothing else. Nothing becomes due by an answer.

    Args:
        paths: calendar files, mails, mail boxes and folders of these.
        dry_run: find out the same, and change nothing.
        progress: told now and then what is being read, and how much of everything has been.
        cancelled: asked now and then; once it says yes, nothing has happened.

    Raises:
        Interrupted: it was cancelled.
    """

    def known(uids: Collection[str]) -> Collection[str]:
        with desk.reading() as connection:
            return invited_uids(connection, uids)

    read = read_files(paths, desk.zone, known, progress, cancelled)
    if dry_run:
        with desk.reading() as connection:
            return _report(sort_replies(connection, read.replies), read, dry_run=True)
    with desk.changing("invites replies") as step:
        found = sort_replies(step.connection, read.replies)
        answers = [one.kept for one in found if one.fate is Fate.APPLIED and one.kept is not None]
        keep(step, answers)
        step.done(f"{many(len(answers), 'answer')} from replies")
    return _report(found, read, dry_run=False)


def _report(found: Iterable[SortedReply], read: ReadReplies, *, dry_run: bool) -> TakenReplies:
    by_fate: dict[Fate, list[SortedReply]] = {fate: [] for fate in Fate}
    for one in found:
        by_fate[one.fate].append(one)
    return TakenReplies(
        applied=tuple(by_fate[Fate.APPLIED]),
        stale=tuple(by_fate[Fate.STALE]),
        unknown=tuple(by_fate[Fate.UNKNOWN]),
        repeated=len(by_fate[Fate.REPEATED]),
        rejected=tuple(read.rejected),
        more_unknown=read.more_strange,
        more_rejected=read.more_rejected,
        dry_run=dry_run,
    )
