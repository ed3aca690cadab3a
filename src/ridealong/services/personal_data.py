"""Everything that is held about one person, as one document for that person."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping

from ridealong.calendars.feed_files import feed_file
from ridealong.calendars.snapshot import load_invite
from ridealong.domain.meetings import Invite
from ridealong.domain.people import Person, identity
from ridealong.exchange.json_out import person_json
from ridealong.services.desk import Desk
from ridealong.services.found import anybody_named
from ridealong.storage.queries.people import Known, all_people
from ridealong.storage.queries.personal import (
    OF_ONE,
    Called,
    answers_of,
    called,
    entries_about,
    in_parts,
    invites_to,
    is_about,
    journal_rows_about,
    managed,
    rows_about,
    sponsors_about,
)
from ridealong.storage.queries.programs import all_programs
from ridealong.storage.schema import absences, aparts, enrolments, journal_rows, pairings, pins

FORMAT = "ridealong-person/1"

Document = dict[str, object]
Row = Mapping[str, Any] | RowMapping  # Any: what a column holds, only the table knows

_OTHERS = {"id", "version", "identity", *(column for columns in OF_ONE.values() for column in columns), "program_id"}
"""Columns of rows that only say which rows they are, or whom else they are about."""


@dataclass(frozen=True, slots=True)
class _About:
    """Somebody, and what their rows refer to."""

    connection: Connection
    known: Known
    called: Called
    programs: Mapping[int, Row]
    people: Mapping[int, Person]

    @property
    def identities(self) -> frozenset[str]:
        return frozenset(map(identity, self.called.addresses))


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
        about = _About(connection, known, called(connection, known.id), programs, all_people(connection))
        return {
            "format": FORMAT,
            "made_at": desk.clock.now().isoformat(),
            "person": _person(about),
            "absences": [_plain(row) for row in rows_about(connection, absences, known.id)],
            "apart": [_plain(row) for row in rows_about(connection, aparts, known.id)],
            "programs": [
                {"program": about.programs[row["program_id"]]["program"], **_plain(row)}
                for row in rows_about(connection, enrolments, known.id)
            ],
            "sponsors": [
                {"program": about.programs[row["program_id"]]["program"], **_plain(row)}
                for row in sponsors_about(connection, known.id, about.identities)
            ],
            "pins": [_pin(about, row) for row in rows_about(connection, pins, known.id)],
            "pairings": [_pairing(about, row) for row in rows_about(connection, pairings, known.id)],
            "invites": list(_invites(about)),
            "answers": [_plain(row) for row in answers_of(connection, about.identities)],
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


def _plain(row: Row) -> Document:
    """A row without what only says which one it is, or whom else it is about; days in ISO form."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in row.items()
        if name not in _OTHERS
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
    with_ = None if row["state"] == "proposed" else {"email": other.email, "name": other.name}
    return {
        **about.programs[row["program_id"]],
        "as": "guest" if guest else "host",
        "with": with_,
        "team": row["guest_team" if guest else "host_team"],
        **{name: row[name] for name in ("round", "state", "pinned", "fit", "reason")},
        "start": row["first_day"].isoformat(),
        "end": row["last_day"].isoformat(),
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
            before, after = (json.loads(text) if text else None for text in (row["before"], row["after"]))
            if any(is_about(row["table_name"], one, about.known.id, about.identities) for one in (before, after)):
                changes.setdefault(row["entry_id"], []).append(
                    {
                        "what": row["table_name"],
                        "before": None if before is None else _plain(before),
                        "after": None if after is None else _plain(after),
                    }
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
