"""Purging somebody: everything about one person goes for good, and the counts of the history stay true."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Connection

from ridealong.calendars.forgotten import without_person
from ridealong.calendars.snapshot import dump_invite, load_invite
from ridealong.domain.errors import Interrupted, Refused, StorageError
from ridealong.domain.pairings import State
from ridealong.domain.people import identity, purged_address
from ridealong.domain.traces import Traces
from ridealong.services.desk import Desk
from ridealong.services.found import anybody_named
from ridealong.services.invites.outbox import due_now, row_of
from ridealong.services.people.unsettled import check_settled
from ridealong.services.plans.changed_since import note_by_hand
from ridealong.storage.backup import automatic_backups
from ridealong.storage.mentions import mentions
from ridealong.storage.purge import delete_rows_about, overwrite_person, replace_addresses, rewrite_invites
from ridealong.storage.purge_journal import scrub_journal
from ridealong.storage.queries.own_rows import OwnRows, own_rows
from ridealong.storage.queries.people import Known
from ridealong.storage.queries.personal import (
    answers_of,
    called,
    drafted_embeds,
    drafted_places,
    entries_about,
    gatherings_of,
    invites_to,
    managed,
    rows_about,
    sponsors_about,
    teammate_uids,
)
from ridealong.storage.queries.teams import following
from ridealong.storage.schema import (
    absences,
    aparts,
    contacts,
    embeds,
    enrolments,
    ideas,
    pairings,
    people,
    pins,
    team_demands,
)
from ridealong.storage.wipe import overwrite_deleted, wipe
from ridealong.storage.work import Step

Told = Callable[[str, float], None]
"""Called with what is being done and how much of it is done, from 0 to 1."""

_OWN = {
    "absences": absences,
    "apart": aparts,
    "pins": pins,
    "demands": team_demands,
    "programs": enrolments,
    "contacts": contacts,
    "ideas": ideas,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """What a purge did, or would do.

    Args:
        email, name: as the person was called.
        deleted: how many of what were deleted: `absences`, `apart`, `pins`, `demands` of composite teams, `programs`,
            `answers`, `drafts`, and places: as one of the `sponsors` of programs and the `contacts` of teams, as the
            owner of `ideas`, in drafted `groups`, and in drafted composite teams, which are `embeds`.
        pairings, groups, embeds: how many of the history keep that they took place. invites: how many stored invites
            and `entries` of the journal no longer say who it was. managed: how many people had this manager.
        mentions: in how many texts that somebody typed freely, and entries of the journal, the name still stands, by
            what those are.
        backups: files beside the database that still hold the person.
        wiped: whether the file holds no byte any more of what was deleted; None for a dry run and for a server.
        trouble: why it does, or what hinders to know; empty where nothing does.
    """

    email: str
    name: str
    deleted: Mapping[str, int] = field(default_factory=dict)
    pairings: int = 0
    groups: int = 0
    embeds: int = 0
    invites: int = 0
    entries: int = 0
    managed: int = 0
    mentions: Mapping[str, int] = field(default_factory=dict)
    backups: tuple[Path, ...] = ()
    wiped: bool | None = None
    trouble: str = ""
    dry_run: bool = False


def look(desk: Desk, email: str, *, told: Told | None = None) -> Purged:
    """What a purge of somebody would do; changes nothing.

    Raises:
        NotFound: there is nobody with that address, and never was. Refused: something must be settled first.
    """
    hear = told or _nobody
    with desk.reading() as connection:
        known = anybody_named(connection, email)
        traces = _traces(connection, known)
        hear("Looking what is due", 0.0)
        check_settled(connection, desk, known, traces, due_now(connection, desk))
        found = _counted(connection, known, traces)
        own = own_rows(connection, known.id, traces.identities)
        sent = 0
        mates = teammate_uids(connection, own.teams)
        for done, total, rows in invites_to(connection, traces.addresses | traces.identities, mates):
            hear("Looking through invites", done / total)
            sent += sum(_forgotten(row["invite"], traces, mates) != row["invite"] for row in rows)
        named = mentions(connection, own, traces, _in_shares(hear))
        return _told_of(desk, found, named, invites=sent, dry_run=True)


def purge(desk: Desk, email: str, *, told: Told | None = None, cancelled: Callable[[], bool] | None = None) -> Purged:
    """Take everything about somebody out of the database, the journal included; nobody can take it back.

    What remains is that there was somebody, so that what others took part in, and how often, stays true.

    Args:
        cancelled: asked now and then until everything is done; once it says yes, nothing has happened.

    Raises:
        NotFound: there is nobody with that address, and never was.
        Refused: something must be settled first, with the commands for it.
        Interrupted: it was cancelled.
        StorageError: the database cannot be written.
    """
    hear = _heard(told or _nobody, cancelled)
    with desk.changing("people purge") as step:
        overwrite_deleted(step.connection)
        known = anybody_named(step.connection, email)
        traces = _traces(step.connection, known)
        hear("Looking what is due", 0.0)
        due = due_now(step.connection, desk)
        check_settled(step.connection, desk, known, traces, due)
        found = _counted(step.connection, known, traces)
        own = own_rows(step.connection, known.id, traces.identities)
        sent = _take_out(step, own, traces, hear)
        hear("Looking what is due", 0.5)
        if [row_of(one) for one in due] != [row_of(one) for one in due_now(step.connection, desk)]:
            raise Refused(
                f"Purging {known.person.name} would change what is due in calendars",
                "Send what is due first; nothing was changed",
                typed="Send what is due first: `ridealong invites export --out DIR`; nothing was changed",
            )
        named = mentions(step.connection, own, traces, _in_shares(hear))
        result = _told_of(desk, found, named, invites=sent)
        step.done("A person purged", undoable=False)
    return _wiped(desk, result, told or _nobody)


def wipe_again(desk: Desk, *, told: Told | None = None) -> bool | None:
    """Take what purges have left in free parts of the file out of it, where that was not possible at the time.

    Returns:
        As `storage.wipe.wipe` does.

    Raises:
        StorageError: it is still not possible.
    """
    return wipe(desk.store, _in_shares(told or _nobody))


def _nobody(_what: str, _done: float) -> None:
    """Listen to no progress."""


def _in_shares(told: Told) -> Callable[[str, int, int], None]:
    return lambda what, done, total: told(what, done / total)


def _heard(told: Told, cancelled: Callable[[], bool] | None) -> Told:
    def hear(what: str, done: float) -> None:
        if cancelled and cancelled():
            raise Interrupted("The purge was stopped", "Nothing was changed")
        told(what, done)

    return hear


def _traces(connection: Connection, known: Known) -> Traces:
    found = called(connection, known.id)
    return Traces(found.addresses, found.names, purged_address(known.id))


def _counted(connection: Connection, known: Known, traces: Traces) -> Purged:
    states = [row["state"] for row in rows_about(connection, pairings, known.id)]
    counts = {name: len(rows_about(connection, table, known.id)) for name, table in _OWN.items()}
    counts["answers"] = len(answers_of(connection, traces.identities))
    counts["sponsors"] = len(sponsors_about(connection, known.id, traces.identities))
    counts["drafts"] = states.count("proposed")
    counts["groups"] = len(drafted_places(connection, known.id))
    counts["embeds"] = len(drafted_embeds(connection, known.id))
    return Purged(
        email=known.person.email,
        name=known.person.name,
        deleted={name: number for name, number in counts.items() if number},
        pairings=len(states) - counts["drafts"],
        groups=len(gatherings_of(connection, known.id)) - counts["groups"],
        embeds=len(rows_about(connection, embeds, known.id)) - counts["embeds"],
        entries=len(entries_about(connection, known.id)),
        managed=len(managed(connection, traces.identities)),
    )


def _take_out(step: Step, own: OwnRows, traces: Traces, hear: Told) -> int:
    """Take somebody out of all tables; returns how many invites no longer name them."""
    connection = step.connection
    drafts = [row for row in rows_about(connection, pairings, own.person_id) if row["state"] == State.PROPOSED]
    gathered = [row for row in gatherings_of(connection, own.person_id) if row["state"] == State.PROPOSED]
    embedded = drafted_embeds(connection, own.person_id)
    mates = teammate_uids(connection, own.teams)
    # Drafts of others take nobody's place any more where they would have taken that of the person.
    next_ones = following(connection, [row["id"] for row in embedded])
    step.work.update(embeds, {one: {"after_id": None} for one in next_ones})
    delete_rows_about(connection, own)
    overwrite_person(connection, own, traces)
    replace_addresses(connection, traces)
    titles: dict[str, str] = {}

    def rewrite(text: str, why: str) -> tuple[str, str]:
        new = _forgotten(text, traces, mates)
        if new != text:
            before, after = load_invite(text).meeting.summary, load_invite(new).meeting.summary
            titles[before] = after
        return new, traces.without_any(why) if new != text else why

    sent = rewrite_invites(connection, traces, rewrite, _in_shares(hear), mates)
    scrub_journal(connection, own, traces, titles, _in_shares(hear))
    # Through the journal, which by now knows nothing of them but their stand-in.
    step.work.update(people, {row: {"manager": ""} for row in managed(connection, {identity(traces.stand_in)})})
    step.work.update(people, {own.person_id: {"removed": True}})
    for row in drafts:
        hosted = None if row["guest_id"] == own.person_id else (row["guest_id"], row["round"])
        note_by_hand(step, row["program_id"], hosted)
    for program_id in sorted({row["program_id"] for row in (*gathered, *embedded)}):
        note_by_hand(step, program_id)
    return sent


def _forgotten(text: str, traces: Traces, mates: Collection[str]) -> str:
    invite = load_invite(text)
    new = without_person(invite, traces, by_name=invite.meeting.uid in mates)
    return text if new == invite else dump_invite(new)


def _told_of(desk: Desk, found: Purged, named: Mapping[str, int], *, invites: int, dry_run: bool = False) -> Purged:
    backups = tuple(automatic_backups(desk.store))
    return replace(found, invites=invites, mentions=dict(named), backups=backups, dry_run=dry_run)


def _wiped(desk: Desk, found: Purged, told: Told) -> Purged:
    try:
        return replace(found, wiped=wipe_again(desk, told=told))
    except StorageError as error:
        # What was purged is gone from every table all the same, which must be reported.
        return replace(found, wiped=False, trouble=error.problem)
