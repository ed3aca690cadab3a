"""What publishing still lacks: the agreement of the sponsors who are named, and of the leads of those in the drafts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from ridealong.domain.consent import Word
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import Person, Side, identity
from ridealong.domain.programs import Program
from ridealong.domain.wording import listed, many, several
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.publishing.leads import leads_between
from ridealong.storage.queries.charters import as_sponsor, sponsor_rows
from ridealong.storage.queries.lead_words import word_rows


@dataclass(frozen=True, slots=True)
class AskedLead:
    """A lead whose word is waited for: the address, the name where it is known, and in how many drafts."""

    email: str
    name: str
    drafts: int

    @property
    def called(self) -> str:
        """The name with the address, or the address alone."""
        return f"{self.name} <{self.email}>" if self.name else self.email


@dataclass(frozen=True, slots=True)
class RefusedDraft:
    """A draft to which a lead does not agree, and who that is."""

    draft: Proposal
    side: Side
    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """What is missing before drafts of a program can be published.

    Args:
        sponsors: of a program with a sponsor, each that is not named or has not agreed, in words.
        leads: those who have not said anything, by how many drafts wait. waiting: how many drafts that are.
        refused: the drafts to which a lead does not agree, which are never published.
    """

    program: str
    sponsors: tuple[str, ...] = ()
    leads: tuple[AskedLead, ...] = ()
    waiting: int = 0
    refused: tuple[RefusedDraft, ...] = ()

    @property
    def needs_reason(self) -> bool:
        """Whether it can be published only with a reason why it is without agreement."""
        return bool(self.sponsors or self.leads) and not self.refused

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is missing, in plain words."""
        said = []
        if self.refused:
            said.append(f"{self._refused}.")
        if self.sponsors:
            said.append(f"{self._sponsors}.")
        if self.leads:
            said.append(f"{self._leads}: {several([one.called for one in self.leads])}.")
        return tuple(said)

    def refusal(self, reason: str = "") -> Refused | None:
        """Why it cannot be published, with what helps; None where it can.

        Args:
            reason: why it is published although somebody has not agreed.
        """
        if self.refused:
            first = self.refused[0]
            return Refused(
                self._refused,
                "Set the draft aside, or let somebody else have its place",
                typed=f"Set it aside: ridealong cancel {first.draft.id}; or, once the lead agrees: "
                f"ridealong leads agree {first.draft.id} --side {first.side}",
            )
        if reason or not self.needs_reason:
            return None
        missing = [self._sponsors] if self.sponsors else []
        if self.leads:
            missing.append(f"{self._leads}: {several([one.called for one in self.leads])}")
        shows = "`ridealong leads list` shows whom to ask" if self.leads else "Note who agreed: ridealong program sign"
        return Refused(
            "; ".join(missing),
            "Note who agreed, or say why it is published without",
            typed=f"{shows}; or say why it is published without: --without-agreement WHY",
        )

    @property
    def _sponsors(self) -> str:
        return f"Not all sponsors of '{self.program}' have agreed: {listed(self.sponsors)}"

    @property
    def _leads(self) -> str:
        return f"{many(self.waiting, 'draft waits', 'drafts wait')} for a lead's word"

    @property
    def _refused(self) -> str:
        first = self.refused[0]
        more = f" (and {many(len(self.refused) - 1, 'other draft')} neither)" if len(self.refused) > 1 else ""
        who = f"{first.draft.guest.name} with {first.draft.host.name} ({first.draft.days})"
        return f"{first.lead} does not agree to {who}{more}"


def lacking(
    connection: Connection, program: Program, drafts: Sequence[Proposal], people: Mapping[int, Person]
) -> Lacking | None:
    """What is missing before some drafts can be published; None for nothing.

    Args:
        people: everybody, by row id.
    """
    missing = _missing_sponsors(connection, program)
    asked, waiting, refused = _words(connection, drafts, people) if program.leads_agree else ((), 0, ())
    if not (missing or asked or refused):
        return None
    return Lacking(program=program.name, sponsors=missing, leads=asked, waiting=waiting, refused=refused)


def _words(
    connection: Connection, drafts: Sequence[Proposal], people: Mapping[int, Person]
) -> tuple[tuple[AskedLead, ...], int, tuple[RefusedDraft, ...]]:
    """The leads who said nothing yet, of how many drafts that is, and the drafts to which a lead does not agree."""
    words = word_rows(connection, [one.id for one in drafts])
    known = {person.identity: person for person in people.values()}
    refused: list[RefusedDraft] = []
    asked = Counter[str]()
    addresses: dict[str, str] = {}
    waiting = set[int]()
    for one in drafts:
        for side, lead in _leads(one, known).items():
            row = words.get((one.id, str(side)))
            if row is not None and row["word"] == Word.REFUSED:
                refused.append(RefusedDraft(one, side, _named(lead, known) or lead))
            elif row is None:
                asked[addresses.setdefault(identity(lead), lead)] += 1
                waiting.add(one.id)
    leads = tuple(AskedLead(lead, _named(lead, known), number) for lead, number in asked.most_common())
    return leads, len(waiting), tuple(refused)


def lead_sentences(
    connection: Connection, program: Program, shown: Sequence[Proposal], people: Mapping[int, Person]
) -> tuple[str, ...]:
    """How many drafts of a plan wait for a lead's word, and to which a lead does not agree; nothing where none are to.

    Args:
        shown: drafts and published pairings. people: everybody, by row id.
    """
    drafts = [one for one in shown if one.state is State.PROPOSED]
    if not (program.leads_agree and drafts):
        return ()
    found = lacking(connection, program, drafts, people)
    return replace(found, sponsors=()).sentences if found is not None else ()


def _missing_sponsors(connection: Connection, program: Program) -> tuple[str, ...]:
    """Where anybody is named as a sponsor: the side without one, and those who have not agreed."""
    found = {one.side: one for one in map(as_sponsor, sponsor_rows(connection, program.id))}
    if not found:
        return ()
    waited = [(side, found.get(side)) for side in Side]
    return tuple(
        f"no {side.label} sponsor is named" if one is None else f"{one.name} ({side.label}) has not"
        for side, one in waited
        if one is None or one.agreed is None
    )


def _leads(one: Proposal, known: Mapping[str, Person]) -> dict[Side, str]:
    guest, host = known.get(identity(one.guest.email)), known.get(identity(one.host.email))
    return leads_between(one.guest_side, guest, host)


def _named(lead: str, known: Mapping[str, Person]) -> str:
    person = known.get(identity(lead))
    return person.name if person else ""
