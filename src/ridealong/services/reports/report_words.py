"""The texts of a report: who stands for it, what was learned and thought of, without the names of who took part."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, RowMapping

from ridealong.domain.charters import Measured, Sponsor
from ridealong.domain.debriefs import WANTING_KINDS, is_complete, text_identity, wants_debrief
from ridealong.domain.ideas import TAKEN, IdeaState
from ridealong.domain.masking import Mask
from ridealong.domain.pairings import has_met
from ridealong.domain.people import Side
from ridealong.domain.report import (
    Debriefs,
    Ideas,
    LearnedText,
    PublishedWithout,
    Ratings,
    ReportIdea,
    ReportSponsor,
    ratings_of,
)
from ridealong.services.publishing.published_without import WithoutAgreement
from ridealong.services.reports.report_facts import ReportFacts
from ridealong.storage.queries import report as queries


def sponsors(found: Sequence[Sponsor]) -> tuple[ReportSponsor, ...]:
    """Who stands for the program, IT first."""
    return tuple(ReportSponsor(side=one.side, name=one.name, agreed=one.agreed) for one in found)


def without_agreement(found: Sequence[WithoutAgreement], mask: Mask) -> tuple[PublishedWithout, ...]:
    """When the program was published although a sponsor or a lead had not agreed, and why, the oldest first."""
    return tuple(PublishedWithout(day=one.day, reason=mask.hide(one.reason)) for one in found)


def debriefs(connection: Connection, facts: ReportFacts, mask: Mask) -> Debriefs:
    """What was said after visits; what several have said in the same words stands once."""
    wanted, counted = _wanted(facts), _counted(facts)
    said = [one for one in queries.learned_in(connection, facts.program.id) if one.pairing_id in counted]
    number = Counter(one.pairing_id for one in said)
    texts: dict[str, LearnedText] = {}
    for one in said:
        text = mask.hide(one.text, _names(facts.people, (one.guest_id, one.host_id)))
        texts.setdefault(text_identity(text), LearnedText(side=Side(one.side) if one.side else None, text=text))
    return Debriefs(
        wanted=len(wanted),
        complete=sum(is_complete(number[one]) for one in wanted),
        learned=tuple(texts.values()),
    )


def _wanted(facts: ReportFacts) -> set[int]:
    """The pairings of which there is to be a debrief by now, by number."""
    return {
        one.pairing["id"]
        for one in facts.occasions
        if one.pairing is not None and wants_debrief(facts.program.kind, one.state, one.last, facts.today)
    }


def _counted(facts: ReportFacts) -> set[int]:
    """The pairings of which counts what was said: those with a debrief; where none are wanted, of all who have met."""
    if facts.program.kind in WANTING_KINDS:
        return _wanted(facts)
    return {
        one.pairing["id"]
        for one in facts.occasions
        if one.pairing is not None and has_met(one.state, one.first, facts.today)
    }


def _names(people: Mapping[int, RowMapping], ids: Sequence[int | None]) -> list[str]:
    return [people[one]["name"] for one in ids if one is not None]


def ratings(connection: Connection, facts: ReportFacts) -> tuple[Ratings, ...]:
    """What each side thinks of its visits, where enough have answered."""
    counted = _counted(facts)
    rows = [row for row in queries.debriefs_in(connection, facts.program.id) if row["pairing_id"] in counted]
    return tuple(ratings_of(side, [one for row in rows if (one := row[f"{side}_rating"]) is not None]) for side in Side)


def ideas(connection: Connection, facts: ReportFacts, mask: Mask) -> Ideas:
    """How many ideas there are in each state, and those that somebody took up."""
    rows = queries.ideas_in(connection, facts.program.id)
    counts = Counter(IdeaState(row["state"]) for row in rows)
    return Ideas(
        by_state={state: counts[state] for state in IdeaState if counts[state]},
        taken_up=tuple(
            ReportIdea(
                text=mask.hide(row["text"], _names(facts.people, (row["guest_id"], row["host_id"], row["owner_id"]))),
                state=state,
                owner=row["owner"] or "",
            )
            for row in rows
            if (state := IdeaState(row["state"])) in TAKEN
        ),
    )


def measures(found: Sequence[Measured]) -> tuple[Measured, ...]:
    """What both sides measure, without what the coordinator noted beside a reading."""
    return tuple(replace(one, readings=tuple(replace(read, note="") for read in one.readings)) for one in found)
