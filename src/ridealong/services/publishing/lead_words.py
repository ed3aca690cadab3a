"""What team leads say of drafts: whose word each draft needs, list by list, and noting what they said."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.consent import Word
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import Side, identity
from ridealong.domain.programs import Kind
from ridealong.domain.values import read_words
from ridealong.domain.wording import many, several
from ridealong.services.changes.seats import both
from ridealong.services.desk import Desk
from ridealong.services.found import pairing_rows, program_named
from ridealong.services.meanwhile import NONE_YET, Seen, check_seen
from ridealong.services.plans.plan_views import Someone
from ridealong.services.publishing.leads import People, leads_of
from ridealong.storage.queries.lead_words import word_rows
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import all_people
from ridealong.storage.queries.programs import all_programs
from ridealong.storage.schema import lead_words, pairings
from ridealong.storage.work import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedDraft:
    """A draft to which a lead is to agree.

    Args:
        seen: the pairing as it is shown: who notes a word later says by it what was looked at.
        word_seen: what the lead said, likewise; `NONE_YET` for nothing yet.
        id: the number of the pairing. round: from 0.
        side: that of the lead. person: whom they lead; other: who that person would be with.
        word: what they said, None for nothing yet; day: when. note: what there is to say of it.
    """

    seen: Seen
    word_seen: Seen = NONE_YET
    id: int
    program: str
    kind: Kind
    side: Side
    person: Someone
    other: Someone
    guest: bool
    round: int | None
    days: Days
    word: Word | None = None
    day: date | None = None
    note: str = ""

    @property
    def does(self) -> str:
        """What the person does there, which a lead wants to know before anything else."""
        if not self.kind.visits:
            return "is with"
        return "visits" if self.guest else "is visited by"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadList:
    """The drafts to which one lead is to agree.

    Args:
        email: the address that stands as the manager of people. name: as people are called; empty for who is nobody of
            the exchange.
    """

    email: str
    name: str
    drafts: tuple[AskedDraft, ...]

    @property
    def called(self) -> str:
        """The name, or the address where there is none."""
        return self.name or self.email

    @property
    def waiting(self) -> int:
        """How many of the drafts have no word yet."""
        return sum(one.word is None for one in self.drafts)


def lists(desk: Desk, *, program: str = "", lead: str = "") -> tuple[LeadList, ...]:
    """The lists of all leads, by name, each with its drafts by day; nobody's word is needed of who has no manager.

    Args:
        program: only its drafts; else those of all programs whose leads are to agree. lead: an address; else of all.

    Raises:
        NotFound: there is no such program.
    """
    with desk.reading() as connection:
        return lists_of(connection, desk.clock.today(), program=program, lead=lead)


def lists_of(connection: Connection, today: date, *, program: str = "", lead: str = "") -> tuple[LeadList, ...]:
    """As `lists`, within a transaction."""
    if program:
        programs = [program_named(connection, program)]
    else:
        programs = [one for one in all_programs(connection, archived=False) if one.leads_agree]
    states = (str(State.PROPOSED),)
    rows = [
        row
        for one in programs
        for row in find_pairings(connection, PairingSearch(program_id=one.id, states=states))
        if row["first_day"] >= today
    ]
    people = all_people(connection)
    words = word_rows(connection, {row["id"] for row in rows})
    found: dict[str, list[AskedDraft]] = defaultdict(list)
    addresses: dict[str, str] = {}
    for row in rows:
        for side, address in leads_of(row, people).items():
            addresses.setdefault(identity(address), address)
            found[identity(address)].append(_asked(row, side, words.get((row["id"], str(side)))))
    names = {person.identity: person.name for person in people.values()}
    wanted = [
        LeadList(email=addresses[one], name=names.get(one, ""), drafts=tuple(drafts))
        for one, drafts in found.items()
        if not lead or one == identity(lead)
    ]
    return tuple(sorted(wanted, key=lambda one: (one.called.casefold(), one.email)))


def give(
    desk: Desk,
    pairing_ids: Sequence[int],
    word: Word,
    *,
    side: Side | None = None,
    note: str = "",
    seen: Iterable[Seen] = (),
) -> int:
    """Note what leads said of drafts, all in one step; returns for how many words that was new.

    Args:
        side: whose leads; None where each draft has one lead only, or one who leads both.
        note: what there is to say of it.
        seen: the pairings as they were looked at before.

    Raises:
        NotFound: there is no such pairing.
        ChangedMeanwhile: one of them is no longer as it was seen.
        Refused: one is no draft any more, or needs nobody's word.
        InvalidValue: a draft has two leads, and it is not said which of them said so.
    """
    said = read_words(note)
    with desk.changing("leads agree" if word is Word.AGREED else "leads refuse") as step:
        check_seen(desk, step.connection, pairings, seen)
        rows = pairing_rows(step.connection, pairing_ids)
        people = all_people(step.connection)
        wanted = [(row, one) for row in rows for one in _sides(row, people, side)]
        new = note_words(step, desk.clock.today(), [(row["id"], one, word, said) for row, one in wanted])
        names = several([*map(both, rows)])
        step.done(f"{names}: {many(new, 'lead')} {word}")
        return new


def note_words(step: Step, today: date, words: Iterable[tuple[int, Side, Word, str]]) -> int:
    """Note words within a step: pairing, side, word and note of each; returns how many of them were new."""
    wanted = {(pairing, str(side)): (word, note) for pairing, side, word, note in words}
    before = word_rows(step.connection, {pairing for pairing, _side in wanted})
    new: list[dict[str, object]] = []
    changes: dict[int, dict[str, object]] = {}
    for (pairing, side), (word, note) in wanted.items():
        cells: dict[str, object] = {"word": str(word), "day": today, "note": note}
        row = before.get((pairing, side))
        if row is None:
            new.append({"pairing_id": pairing, "side": side, **cells})
        elif (row["word"], row["note"]) != (word, note):
            changes[row["id"]] = cells
    step.work.insert(lead_words, new)
    step.work.update(lead_words, changes)
    return len(new) + len(changes)


def check_draft(row: RowMapping) -> None:
    """Let leads have a say in a pairing; raises Refused where it is no draft any more."""
    if row["state"] != State.PROPOSED:
        raise Refused(f"{both(row)} is {row['state']}, no draft", "Leads agree before something is published")


def _sides(row: RowMapping, people: People, side: Side | None) -> list[Side]:
    check_draft(row)
    leads = leads_of(row, people)
    if not leads or (side is not None and side not in leads):
        whom = both(row) if side is None else f"{both(row)}, on the {side.label} side,"
        raise Refused(f"{whom} needs no lead's word: nobody's manager is known", "Name the manager of the person first")
    if side is not None:
        return [side]
    if len({identity(one) for one in leads.values()}) > 1:
        named = " and ".join(f"{lead} for {one.label}" for one, lead in leads.items())
        raise InvalidValue(
            f"{both(row)} has two leads, {named}",
            "Say whose word it is",
            typed="Say whose word it is: --side it, or --side marketing",
        )
    return list(leads)


def _asked(row: RowMapping, side: Side, word: RowMapping | None) -> AskedDraft:
    guest = side is Side(row["guest_side"])
    mine, theirs = ("guest", "host") if guest else ("host", "guest")
    return AskedDraft(
        seen=Seen(row["id"], row["version"]),
        word_seen=Seen(word["id"], word["version"]) if word else NONE_YET,
        id=row["id"],
        program=row["program"],
        kind=Kind(row["kind"]),
        side=side,
        person=_someone(row, mine),
        other=_someone(row, theirs),
        guest=guest,
        round=row["round"],
        days=Days(row["first_day"], row["last_day"]),
        word=Word(word["word"]) if word else None,
        day=word["day"] if word else None,
        note=word["note"] if word else "",
    )


def _someone(row: RowMapping, who: str) -> Someone:
    return Someone(email=row[who], name=row[f"{who}_name"], team=row[f"{who}_team"])
