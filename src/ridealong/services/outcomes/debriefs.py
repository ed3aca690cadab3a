"""Debriefs: what came out of a visit noted, corrected and taken back, by one side after the other."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import RowMapping

from ridealong.domain.charters import check_day
from ridealong.domain.debriefs import check_noted, check_rating, text_identity
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.ideas import IdeaState, read_idea
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.values import read_words
from ridealong.domain.wording import many
from ridealong.services.desk import Desk
from ridealong.services.found import pairing_row, person_named
from ridealong.services.meanwhile import NONE_YET, Seen, check_seen
from ridealong.services.outcomes.debrief_pages import DebriefPage, SeenDebrief, page_of
from ridealong.storage.queries import debriefs as queries
from ridealong.storage.queries.ideas import ideas_of
from ridealong.storage.schema import debriefs, ideas, learned
from ridealong.storage.work import Step

Cells = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is said of a visit; it comes to what was said before.

    Args:
        learned: things that were learned. side: whose they are; None where that is not said.
        it_rating, marketing_rating: 1 to 5; None leaves it as it is.
        ideas: what is to be tried. owner: the address of whoever sees to them; empty for nobody yet.
        note: whatever else there is to say; private.
        day: on which it was said; None for today.
    """

    learned: Sequence[str] = ()
    side: Side | None = None
    it_rating: int | None = None
    marketing_rating: int | None = None
    ideas: Sequence[str] = ()
    owner: str = ""
    note: str = ""
    day: date | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing in it."""
        rated = self.it_rating is not None or self.marketing_rating is not None
        return not (self.learned or self.ideas or self.note or rated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is to be different about a debrief; None leaves it as it is.

    Args:
        no_it_rating, no_marketing_rating: whether that side has not said any more.
        note: empty for nothing.
        texts: (number, text) of things learned that read otherwise. forget: the numbers of those that go.
    """

    it_rating: int | None = None
    marketing_rating: int | None = None
    no_it_rating: bool = False
    no_marketing_rating: bool = False
    note: str | None = None
    texts: Sequence[tuple[int, str]] = ()
    forget: Sequence[int] = ()


def note(desk: Desk, pairing_id: int, what: Outcome, *, seen: SeenDebrief | None = None) -> DebriefPage:
    """Note what came out of a visit, beside what is noted already: both sides may answer one after the other.

    A thing learned by the same side, or an idea, that is there in the same words is not noted again.

    Args:
        seen: the debrief as looked at before.

    Raises:
        NotFound: there is no such pairing, or nobody with the address of the owner.
        InvalidValue: a rating is not from 1 to 5, the day is to come, or a text is empty or cannot be kept.
        Refused: nothing is said, or the two have not been together.
        ChangedMeanwhile: the debrief is no longer as seen.
    """
    if what.says_nothing:
        raise Refused(
            "Nothing is said of the visit",
            "Say what was learned, how useful it was, or what is to be tried",
            typed="Say it with --learned, --rating-it, --rating-marketing, --idea or --note",
        )
    texts, tried = [_thing(one) for one in what.learned], [read_idea(one) for one in what.ideas]
    day = check_day(what.day or desk.clock.today(), desk.clock.today(), "it was said")
    with desk.changing("debrief") as step:
        row = pairing_row(step.connection, pairing_id)
        check_noted(pairing_id, State(row["state"]), row["first_day"], desk.clock.today())
        _check_debrief(desk, step, pairing_id, seen, adding=True)
        add_learned(step, pairing_id, what.side, texts)
        owner = person_named(step.connection, what.owner).id if what.owner else None
        add_ideas(step, row, tried, owner=owner, day=day)
        ratings: Cells = {}
        for name, rating in (("it_rating", what.it_rating), ("marketing_rating", what.marketing_rating)):
            if rating is not None:
                ratings[name] = check_rating(rating)
        put_debrief(step, pairing_id, ratings, note=read_words(what.note), day=day)
        step.done(f"{_both(row)}: {_said(what)}")
        return page_of(step.connection, pairing_id, desk.clock.today())


def correct(desk: Desk, pairing_id: int, change: Correction, *, seen: SeenDebrief | None = None) -> DebriefPage:
    """Change what is noted of a visit; as `note`.

    Raises:
        NotFound: there is no such pairing, nothing is noted of it, or none of it has that number.
        InvalidValue: a rating is not from 1 to 5, or a text is empty or cannot be kept.
        Refused: nothing is to change.
        ChangedMeanwhile: the debrief is no longer as seen.
    """
    if change == Correction():
        raise Refused("Nothing is to be different", "Say what is")
    texts = {number: _thing(text) for number, text in change.texts}
    with desk.changing("debrief edit") as step:
        row = pairing_row(step.connection, pairing_id)
        _check_debrief(desk, step, pairing_id, seen)
        found = _noted(step, row)
        there = {one["id"] for one in queries.learned_rows(step.connection, [pairing_id]).get(pairing_id, ())}
        for number in (*texts, *change.forget):
            if number not in there:
                raise NotFound(
                    f"Nothing learned in pairing {pairing_id} has the number {number}",
                    f"There are {', '.join(map(str, sorted(there)))}" if there else "Nothing is noted as learned yet",
                )
        step.work.update(learned, {number: {"text": text} for number, text in texts.items()})
        step.work.delete(learned, sorted(set(change.forget)))
        step.work.update(debriefs, {found["id"]: {**_corrected(change), "day": desk.clock.today()}})
        step.done(f"{_both(row)}: debrief corrected")
        return page_of(step.connection, pairing_id, desk.clock.today())


def take_back(desk: Desk, pairing_id: int, *, seen: SeenDebrief | None = None) -> DebriefPage:
    """Forget what is noted of a visit; ideas that came out of it stay in their list. Returns what was noted.

    Raises:
        NotFound: there is no such pairing, or nothing is noted of it.
        ChangedMeanwhile: the debrief is no longer as seen.
    """
    with desk.changing("debrief remove") as step:
        row = pairing_row(step.connection, pairing_id)
        _check_debrief(desk, step, pairing_id, seen)
        found = _noted(step, row)
        before = page_of(step.connection, pairing_id, desk.clock.today())
        step.work.delete(learned, [one.number for one in before.debrief.learned])
        step.work.delete(debriefs, [found["id"]])
        step.done(f"{_both(row)}: debrief taken back")
        return before


def add_learned(step: Step, pairing_id: int, side: Side | None, texts: Iterable[str]) -> int:
    """Note things learned by one side within a step, but for those that it has learned before; returns how many."""
    rows = queries.learned_rows(step.connection, [pairing_id]).get(pairing_id, ())
    word = str(side) if side else ""
    known = {text_identity(row["text"]) for row in rows if row["side"] == word}
    fresh = _new(texts, known)
    step.work.insert(learned, [{"pairing_id": pairing_id, "side": word, "text": text} for text in fresh])
    return len(fresh)


def add_ideas(step: Step, row: RowMapping, texts: Iterable[str], *, owner: int | None, day: date) -> int:
    """Note ideas that came out of a pairing within a step, but for those that are noted for it; returns how many.

    Args:
        row: of the pairing. owner: the row of whoever sees to them. day: on which they were noted.
    """
    known = {text_identity(one["text"]) for one in ideas_of(step.connection, [row["id"]]).get(row["id"], ())}
    fresh = _new(texts, known)
    place: Cells = {"program_id": row["program_id"], "pairing_id": row["id"], "owner_id": owner}
    state: Cells = {"state": str(IdeaState.OPEN), "named": False, "noted": day, "changed": day, "note": ""}
    step.work.insert(ideas, [{**place, **state, "text": text} for text in fresh])
    return len(fresh)


def put_debrief(step: Step, pairing_id: int, ratings: Cells, *, note: str, day: date) -> None:
    """Note ratings and a note within a step: ratings in place of those before, a note below what it says already."""
    row = queries.debrief_row(step.connection, pairing_id)
    if row is None:
        step.work.insert(debriefs, [{"pairing_id": pairing_id, "day": day, **ratings, "note": note}])
        return
    added = {"note": more_noted(row["note"], note)} if note else {}
    step.work.update(debriefs, {row["id"]: {"day": max(day, row["day"]), **ratings, **added}})


def _new(texts: Iterable[str], known: Collection[str]) -> list[str]:
    """Texts that are not known yet, each once, as it was said first."""
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(text_identity(text), text)
    return [text for key, text in found.items() if key not in known]


def more_noted(before: str, new: str) -> str:
    """A note with another one below it, unless it says that already."""
    if text_identity(new) in text_identity(before):
        return before
    return f"{before}\n{new}" if before else new


def _check_debrief(desk: Desk, step: Step, pairing_id: int, seen: SeenDebrief | None, *, adding: bool = False) -> None:
    """Raise ChangedMeanwhile where a debrief is no longer as seen; whoever adds minds no things learned since."""
    if seen is None:
        return
    row = queries.debrief_row(step.connection, pairing_id)
    if seen.debrief != NONE_YET:
        check_seen(desk, step.connection, debriefs, [seen.debrief])
    elif row is not None:
        check_seen(desk, step.connection, debriefs, [Seen(row["id"], NONE_YET.version)])
    if not adding:
        known = {one.row for one in seen.learned}
        rows = queries.learned_rows(step.connection, [pairing_id]).get(pairing_id, ())
        since = [Seen(one["id"], NONE_YET.version) for one in rows if one["id"] not in known]
        check_seen(desk, step.connection, learned, [*seen.learned, *since])


def _noted(step: Step, row: RowMapping) -> RowMapping:
    found = queries.debrief_row(step.connection, row["id"])
    if found is None:
        raise NotFound(f"Nothing is noted yet of pairing {row['id']}, {_both(row)}", "Note something first")
    return found


def _corrected(change: Correction) -> Cells:
    cells: Cells = {}
    for name, rating, gone in (
        ("it_rating", change.it_rating, change.no_it_rating),
        ("marketing_rating", change.marketing_rating, change.no_marketing_rating),
    ):
        if rating is not None and gone:
            raise InvalidValue("A rating is given, and taken back", "Leave out one of the two")
        if rating is not None or gone:
            cells[name] = check_rating(rating) if rating is not None else None
    if change.note is not None:
        cells["note"] = read_words(change.note)
    return cells


def _thing(text: str) -> str:
    wanted = read_words(text)
    if not wanted:
        raise InvalidValue("What was learned is empty", "Say in a sentence what was learned")
    return wanted


def _both(row: RowMapping) -> str:
    return f"{row['guest_name']} and {row['host_name']}, {row['first_day']}"


def _said(what: Outcome) -> str:
    parts = [many(len(what.learned), "thing") + " learned"] if what.learned else []
    parts += [many(len(what.ideas), "idea")] if what.ideas else []
    parts += ["rated"] if what.it_rating or what.marketing_rating else []
    return ", ".join(parts) or "a note on the debrief"
