"""Everything that is held about one person, as one document for that person."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Table

from ridealong.calendars.feed_files import feed_file
from ridealong.calendars.snapshot import load_invite
from ridealong.domain.days import Days
from ridealong.domain.meetings import Invite
from ridealong.domain.pairings import State
from ridealong.domain.people import Person, Side, identity
from ridealong.exchange.json_out import person_json
from ridealong.services.desk import Desk
from ridealong.services.found import anybody_named
from ridealong.services.groups.gathering_days import days_of
from ridealong.services.people.personal_embeds import demands_of, embeds_of
from ridealong.services.people.personal_outcomes import Outcomes, ideas_of, others_in, own_part, plain
from ridealong.storage.queries.gatherings import by_ids
from ridealong.storage.queries.own_rows import OwnRows, own_rows
from ridealong.storage.queries.people import Known, all_people
from ridealong.storage.queries.personal import (
    Called,
    answers_of,
    called,
    entries_about,
    gatherings_of,
    in_parts,
    invites_to,
    journal_rows_about,
    managed,
    rows_about,
    sponsors_about,
)
from ridealong.storage.queries.programs import all_programs
from ridealong.storage.schema import (
    absences,
    answers,
    aparts,
    contacts,
    enrolments,
    ideas,
    journal_rows,
    pairings,
    pins,
    sponsors,
)

FORMAT = "ridealong-person/1"

Document = dict[str, object]
Row = Mapping[str, Any] | RowMapping  # Any: what a column holds, only the table knows


@dataclass(frozen=True, slots=True)
class _About:
    """Somebody, and what their rows refer to."""

    connection: Connection
    known: Known
    called: Called
    programs: Mapping[int, Row]
    people: Mapping[int, Person]
    own: OwnRows

    @property
    def identities(self) -> frozenset[str]:
        return self.own.identities

    def plain(self, table: str, row: Row) -> Document | None:
        """What of a row is the person's; None where nothing is."""
        found = own_part(table, row, self.own)
        return None if found is None else plain(found)

    def rows(self, table: Table, some: Sequence[Row] | None = None) -> list[Document]:
        """The rows of a table that are about the person, each with its program, where it has one."""
        rows = rows_about(self.connection, table, self.known.id) if some is None else some
        found = [({**self._program(row)}, self.plain(table.name, row)) for row in rows]
        return [{**program, **row} for program, row in found if row is not None]

    def _program(self, row: Row) -> Document:
        if row.get("program_id") is None:
            return {}
        return {"program": self.programs[row["program_id"]]["program"]}


def personal_data(desk: Desk, email: str) -> Document:
    """Everything held about one person, also about one who was removed.

    Others appear only as what everybody who takes part knows of them: the name and address of whom the person was
    published to be with. From whom the person is kept apart is not told, since the other may have asked for it.

    Raises:
        NotFound: there is nobody with that address.
    """
    with desk.reading() as connection:
        known = anybody_named(connection, email)
        programs = {
            one.id: {"program": one.name, "kind": str(one.kind)} for one in all_programs(connection, archived=True)
        }
        found = called(connection, known.id)
        own = own_rows(connection, known.id, frozenset(map(identity, found.addresses)))
        about = _About(connection, known, found, programs, all_people(connection), own)
        outcomes = Outcomes(connection, own)
        return {
            "format": FORMAT,
            "made_at": desk.clock.now().isoformat(),
            "person": _person(about),
            "absences": about.rows(absences),
            "apart": about.rows(aparts),
            "programs": about.rows(enrolments),
            "sponsors": about.rows(sponsors, sponsors_about(connection, known.id, about.identities)),
            "contacts": [_contact(about, row) for row in rows_about(connection, contacts, known.id)],
            "pins": [_pin(about, row) for row in rows_about(connection, pins, known.id)],
            "pairings": [
                {**_pairing(about, row), **outcomes.of(row["id"])} for row in rows_about(connection, pairings, known.id)
            ],
            "groups": list(_groups(about)),
            "embeds": [{**programs[number], **one} for number, one in embeds_of(connection, known.id)],
            "demands": [
                {"program": programs[number]["program"], **one} for number, one in demands_of(connection, known.id)
            ],
            "ideas": about.rows(ideas, ideas_of(connection, own)),
            "invites": list(_invites(about)),
            "answers": about.rows(answers, answers_of(connection, about.identities)),
            "journal": _journal(about),
        }


def _person(about: _About) -> Document:
    return {
        **person_json(about.known.person),
        "removed": about.known.removed,
        "addresses": sorted(about.called.addresses),
        "names": sorted(about.called.names),
        # A feed has no secret: where it is published decides who reaches it.
        "feed_file": feed_file(about.known.person.identity),
        "manages": len(managed(about.connection, about.identities)),
    }


def _contact(about: _About, row: RowMapping) -> Document:
    return {
        "it_team": row["it_team"],
        "marketing_team": row["marketing_team"],
        "side": str(Side.IT if row["it_id"] == about.known.id else Side.MARKETING),
    }


def _pin(about: _About, row: RowMapping) -> Document:
    return {
        "program": about.programs[row["program_id"]]["program"],
        "as": "guest" if row["guest_id"] == about.known.id else "host",
        "round": row["round"],
    }


def _pairing(about: _About, row: RowMapping) -> Document:
    guest = row["guest_id"] == about.known.id
    other = about.people[row["host_id" if guest else "guest_id"]]
    # Nobody has been told of a draft.
    with_ = None if row["state"] == State.PROPOSED else {"email": other.email, "name": other.name}
    return {
        **about.programs[row["program_id"]],
        "as": "guest" if guest else "host",
        "with": with_,
        "team": row["guest_team" if guest else "host_team"],
        **{name: row[name] for name in ("round", "state", "pinned", "fit", "reason")},
        "start": row["first_day"].isoformat(),
        "end": row["last_day"].isoformat(),
    }


def _groups(about: _About) -> Iterator[Document]:
    rows = gatherings_of(about.connection, about.known.id)
    days = days_of(about.connection, [*by_ids(about.connection, [row["id"] for row in rows]).values()])
    yield from (_group(about, row, days[row["id"]]) for row in rows)


def _group(about: _About, row: RowMapping, days: Days) -> Document:
    """A group, on the day on which it meets; not why it did not, which may speak of any one of them."""
    with_ = None
    if row["state"] != State.PROPOSED:
        others = [about.people[one] for one in others_in(about.connection, row["id"], about.known.id)]
        with_ = [{"email": one.email, "name": one.name} for one in others]
    return {
        **about.programs[row["program_id"]],
        "with": with_,
        **{name: row[name] for name in ("round", "state", "pinned", "place")},
        "start": days.first.isoformat(),
        "end": days.last.isoformat(),
    }


def _invites(about: _About) -> Iterator[Document]:
    for _done, _total, rows in invites_to(about.connection, about.called.addresses | about.identities):
        for row in rows:
            invite = load_invite(row["invite"])
            yield from (_invite(row, invite, address) for address in _addresses(invite, about.identities))


def _addresses(invite: Invite, identities: frozenset[str]) -> list[str]:
    everybody = invite.only or invite.meeting.attendees
    return [one.email for one in everybody if identity(one.email) in identities]


def _invite(row: RowMapping, invite: Invite, address: str) -> Document:
    days = invite.meeting.when.days
    return {
        "sent_at": row["sent_at"],
        "channel": row["channel"],
        "to": address,
        "method": str(invite.method),
        "sequence": invite.sequence,
        "uid": row["uid"],
        "kind": str(invite.meeting.kind),
        "title": invite.meeting.summary,
        "start": days.first.isoformat(),
        "end": days.last.isoformat(),
    }


def _journal(about: _About) -> list[Document]:
    """The entries about the person, oldest first, with the person's own rows before and after.

    What an entry says is told where it is about nobody else.
    """
    changes: dict[int, list[Document]] = {}
    wanted = journal_rows_about(about.known.id, about.called.addresses | about.identities)
    for _done, _total, rows in in_parts(about.connection, wanted, journal_rows):
        for row in rows:
            both = [json.loads(text) if text else None for text in (row["before"], row["after"])]
            if any(about.own.has(row["table_name"], one) for one in both):
                before, after = (None if one is None else about.plain(row["table_name"], one) for one in both)
                changes.setdefault(row["entry_id"], []).append(
                    {"what": row["table_name"], "before": before, "after": after}
                )
    return [
        {
            "at": row["at"],
            "by": row["actor"],
            "action": row["action"],
            "summary": row["summary"] if row["alone"] else "",
            "changes": changes.get(row["id"], []),
        }
        for row in entries_about(about.connection, about.known.id)
    ]
