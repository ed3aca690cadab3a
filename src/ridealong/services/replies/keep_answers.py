"""Writing answers down: the newest of each attendee about each meeting or occurrence."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ridealong.services.replies.kept_answers import KeptAnswer, kept_answers
from ridealong.services.replies.sorted_replies import replaced
from ridealong.storage.schema import answers
from ridealong.storage.work import Step


def keep(step: Step, some: Sequence[KeptAnswer]) -> None:
    """Write answers down in their order; each takes the place of the one before about the same.

    An answer to all occurrences also takes the place of older ones to single ones.
    """
    writer = _Writer(step, kept_answers(step.connection, {one.uid for one in some}))
    for one in some:
        writer.write(one)
    writer.flush()


def forget(step: Step, some: Iterable[KeptAnswer]) -> None:
    """Take answers back."""
    step.work.delete(answers, [one.id for one in some])


class _Writer:
    """Collects changes to different rows, to write many at once, since a box may hold tens of thousands of replies.

    Each answer that was ever kept gets its own line in the journal: by that it is known when it comes again.
    """

    def __init__(self, step: Step, known: Iterable[KeptAnswer]) -> None:
        self._work = step.work
        self._now: dict[tuple[str, str], dict[date | None, KeptAnswer]] = {}
        for one in known:
            self._now.setdefault((one.uid, one.attendee), {})[one.occurrence] = one
        self._new: dict[tuple[str, str, str], KeptAnswer] = {}
        self._changed: dict[int, KeptAnswer] = {}

    def write(self, one: KeptAnswer) -> None:
        """Take one in."""
        mine = self._now.setdefault((one.uid, one.attendee), {})
        old = replaced(one, mine.values())
        if old or one.key in self._new or mine.get(one.occurrence, one).id in self._changed:
            self.flush()
            mine = self._now[one.uid, one.attendee]
        for other in replaced(one, mine.values()):
            self._work.delete(answers, [other.id])
            del mine[other.occurrence]
        before = mine.get(one.occurrence)
        if before is None:
            self._new[one.key] = one
        else:
            one = replace(one, id=before.id)
            self._changed[one.id] = one
        mine[one.occurrence] = one

    def flush(self) -> None:
        """Write what was collected."""
        ids = self._work.insert(answers, [one.row for one in self._new.values()])
        for one, row_id in zip(self._new.values(), ids, strict=True):
            self._now[one.uid, one.attendee][one.occurrence] = replace(one, id=row_id)
        self._work.update(answers, {row_id: one.row for row_id, one in self._changed.items()})
        self._new.clear()
        self._changed.clear()
