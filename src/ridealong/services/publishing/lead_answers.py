"""What leads said of drafts of one list or of several, noted in one step: each word is that of the lead of one side."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from ridealong.domain.consent import Word
from ridealong.domain.errors import Refused
from ridealong.domain.values import read_words
from ridealong.domain.wording import many, several
from ridealong.services.changes.seats import both
from ridealong.services.desk import Desk
from ridealong.services.found import pairing_rows
from ridealong.services.meanwhile import NONE_YET, Seen, check_seen
from ridealong.services.publishing.lead_words import AskedDraft, check_draft, note_words
from ridealong.services.publishing.leads import leads_of
from ridealong.storage.queries.lead_words import word_rows
from ridealong.storage.queries.people import some_people
from ridealong.storage.schema import lead_words, pairings


def note(desk: Desk, asked: Sequence[AskedDraft], word: Word, *, said: str | None = None) -> int:
    """Note one word for some drafts, each for the side of which it was asked; returns how many of them were new.

    Args:
        asked: as they were looked at. said: what there is to say of it; None leaves what was noted of the same word.

    Raises:
        NotFound: there is no such pairing any more.
        ChangedMeanwhile: one of them, or what the lead said of it, is no longer as it was seen.
        Refused: one is no draft any more, or nobody leads that person by now.
    """
    with desk.changing("leads agree" if word is Word.AGREED else "leads refuse") as step:
        check_seen(desk, step.connection, pairings, {one.seen for one in asked})
        check_seen(desk, step.connection, lead_words, set(_words_seen(step.connection, asked)))
        rows = {row["id"]: row for row in pairing_rows(step.connection, [one.id for one in asked])}
        ids = sorted({row[who] for row in rows.values() for who in ("guest_id", "host_id")})
        people = some_people(step.connection, ids)
        for one in asked:
            check_draft(rows[one.id])
            if one.side not in leads_of(rows[one.id], people):
                raise Refused(
                    f"{one.person.name} has no manager any more", "Nobody's word is needed; read the list again"
                )
        kept = [(one.note if one.word is word else "") if said is None else read_words(said) for one in asked]
        words = [(one.id, one.side, word, noted) for one, noted in zip(asked, kept, strict=True)]
        new = note_words(step, desk.clock.today(), words)
        step.done(f"{several([*map(both, rows.values())])}: {many(new, 'lead')} {word}")
        return new


def _words_seen(connection: Connection, asked: Sequence[AskedDraft]) -> Iterator[Seen]:
    """The words that were looked at, and those that there are by now where there were none."""
    now = word_rows(connection, {one.id for one in asked})
    for one in asked:
        row = now.get((one.id, str(one.side)))
        if one.word_seen != NONE_YET:
            yield one.word_seen
        elif row is not None:
            yield Seen(row["id"], NONE_YET.version)
