"""The bad morning: somebody cannot come, and everything that touches is settled in one step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days, end_of_week
from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.pairings import Absence
from ridealong.domain.people import identity
from ridealong.services.changes.as_shown import check_shown
from ridealong.services.changes.covered_meetings import as_put_back, let_meet, settle_covers, what_settles
from ridealong.services.changes.seats import Seat
from ridealong.services.days.day_changes import settle_days
from ridealong.services.desk import Desk
from ridealong.services.found import person_named
from ridealong.services.ill.ill_beside import DecidedBefore
from ridealong.services.ill.ill_embed_outcomes import embed_lines, embed_views, write_embeds
from ridealong.services.ill.ill_embeds import decided_embeds
from ridealong.services.ill.ill_group_outcomes import group_views, write_groups
from ridealong.services.ill.ill_groups import decided_groups
from ridealong.services.ill.ill_offers import Offers, meeting_offers, offers
from ridealong.services.ill.ill_outcomes import Outcome, homeless, outcome
from ridealong.services.ill.ill_preview import due_view, invites_due
from ridealong.services.ill.ill_touched import Spoiled, away_days, spoiled
from ridealong.services.ill.ill_views import BadMorning, Choice, ChoiceKind, Choices, DueInvite, Touched
from ridealong.services.ill.ill_words import chat_text
from ridealong.services.invites.due_if import due_if
from ridealong.services.invites.meeting_facts import Supposed
from ridealong.services.invites.meetings import PlannedMeeting, add_meetings, meetings_supposed
from ridealong.services.invites.outbox import organizer_of
from ridealong.services.meanwhile import Seen
from ridealong.services.plans.plan_views import Someone, someone
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.invites import meeting_rows_of
from ridealong.storage.queries.meetings import meeting_change_rows
from ridealong.storage.schema import absences, meeting_changes, pairings
from ridealong.storage.work import Step

LONGEST = 366
"""How many days an absence is settled for at most."""


def usual_days(today: date) -> Days:
    """The days that are meant where nobody says: from today to the end of this week."""
    return Days(today, end_of_week(today))


def look(
    desk: Desk,
    email: str,
    days: Days | None = None,
    choices: Choices | None = None,
    *,
    groups: Choices | None = None,
    embeds: Choices | None = None,
) -> BadMorning:
    """What an absence touches, what can be done about each, and what the chosen would make due; changes nothing.

    Args:
        days: None for the rest of this week.
        choices, groups: what is to be done about a pairing or a group, by number; what is best where nothing is said.
        embeds: what is to be done about an embed in a composite team, by number; nothing where nothing is said.

    Raises:
        NotFound: there is no such person.
        InvalidValue: the days are past or too many, or a choice is none.
        Refused: a rule forbids what was chosen, with the rule.
    """
    with desk.reading() as connection:
        span = days or usual_days(desk.clock.today())
        chosen = _Choices(choices or {}, groups or {}, embeds or {})
        return _Morning(desk, connection, email, span, chosen).view()


def settle(
    desk: Desk,
    email: str,
    days: Days | None = None,
    choices: Choices | None = None,
    *,
    groups: Choices | None = None,
    embeds: Choices | None = None,
    shown: BadMorning | None = None,
) -> BadMorning:
    """Note the absence, and do what was chosen about everything that it touches; the invites are due then.

    The reason of the absence is private, and what stands in the journal does not tell it.

    Args:
        shown: what whoever decides was shown, if it is to be that or nothing.

    Raises:
        NotFound, InvalidValue, Refused: as `look` does.
        ChangedMeanwhile: it would be something else than was shown.
    """
    with desk.changing("away") as step:
        span = days or usual_days(desk.clock.today())
        chosen = _Choices(choices or {}, groups or {}, embeds or {})
        morning = _Morning(desk, step.connection, email, span, chosen)
        found = morning.view()
        if shown is not None:
            check_shown(desk, step.connection, same=found == shown, since=shown.version)
        morning.write(step)
        more = f"; {found.settled}" if found.settled else ""
        step.done(f"{found.person.name} away {found.days}{more}")
        return found


@dataclass(frozen=True, slots=True)
class _Choices:
    """What is to be done about pairings, groups and embeds."""

    pairings: Choices
    groups: Choices
    embeds: Choices


@dataclass(frozen=True, slots=True)
class _Decided:
    """A pairing with what can be done about it, and what becomes of it."""

    spoiled: Spoiled
    offers: Offers
    outcome: Outcome


class _Morning:
    """Everything that is known of an absence and decided about it."""

    def __init__(self, desk: Desk, connection: Connection, email: str, days: Days, chosen: _Choices) -> None:
        _check_days(days, desk.clock.today())
        self._desk, self._connection = desk, connection
        self._organizer = organizer_of(desk)
        known = person_named(connection, email)
        self._away = away_days(connection, known, days, desk.clock.today())
        found = spoiled(connection, self._organizer, self._away)
        _check_named(chosen.pairings, found)
        self._decided: list[_Decided] = []
        before: list[DecidedBefore] = []
        for one in found:
            decided = self._decide(one, chosen.pairings, before)
            self._decided.append(decided)
            before.append(DecidedBefore(spoiled=one, seat=_seat(decided.outcome), offered=decided.offers.days))
        self._groups = decided_groups(connection, self._away, chosen.groups)
        self._embeds = decided_embeds(connection, desk, self._away, chosen.embeds)

    def _decide(self, one: Spoiled, choices: Choices, before: Sequence[DecidedBefore]) -> _Decided:
        if one.visit:
            found = offers(self._connection, one, self._away, before)
        else:
            found = meeting_offers(one, homeless(self._connection, self._organizer, one, self._away))
        choice = _chosen(one, found, choices.get(one.row["id"]))
        made = outcome(self._connection, self._organizer, one, away=self._away, choice=choice, found=found)
        return _Decided(one, found, made)

    @property
    def _outcomes(self) -> list[Outcome]:
        return [one.outcome for one in self._decided]

    @property
    def _noted(self) -> bool:
        days = self._away.days
        return any(one.first <= days.first and days.last <= one.last for one in self._away.others)

    def view(self) -> BadMorning:
        """All of it, as it is shown."""
        due, beside = invites_due(self._connection, self._desk, self._away, self._outcomes), self._due_beside()
        person = someone(self._away.known.person)
        groups, lines = group_views(self._connection, self._desk, self._away, self._groups)
        embeds = embed_views(self._connection, self._desk, self._away, self._embeds)
        return BadMorning(
            person=person,
            days=self._away.days,
            noted=self._noted,
            touched=tuple(
                replace(_touched(one), invites=due[number] + beside[number])
                for one in self._decided
                for number in [one.outcome.pairing]
            ),
            text=chat_text(
                person,
                self._away,
                self._outcomes,
                self._planned(),
                groups=(*lines, *embed_lines(self._embeds, self._away)),
                regrouped=any(one.chosen.kind is not ChoiceKind.KEEP for one in groups)
                or any(one.chosen.kind is not ChoiceKind.KEEP or one.invites for one in embeds),
            ),
            groups=groups,
            embeds=embeds,
            version=change_count(self._connection),
        )

    def _due_beside(self) -> dict[int, tuple[DueInvite, ...]]:
        """By number of a pairing that is touched, what is due about others: who stands in, or no longer does."""
        rows, cells = self._changing()
        found = what_settles(self._connection, rows, cells, self._away.today)
        beside = [one for one in (*found.cells, *found.back) if one not in cells]
        back = [as_put_back(self._connection, one, found.back[one]) for one in beside if one in found.back]
        supposed = Supposed(
            away=[self._away.absence], changes={each: some for one in back for each, some in one.items()}
        )
        changed = {one: found.cells.get(one, {}) for one in beside}
        due = due_if(self._connection, self._desk, changed, None, supposed) if changed else {}
        shown: dict[int, tuple[DueInvite, ...]] = dict.fromkeys(cells, ())
        for one, items in due.items():
            shown[found.because[one]] += tuple(map(due_view, items))
        return shown

    def _changing(self) -> tuple[list[RowMapping], dict[int, Mapping[str, object]]]:
        """The pairings that are touched, as they stand, and by number the cells of their rows that change."""
        return [one.spoiled.row for one in self._outcomes], {one.pairing: one.cells for one in self._outcomes}

    def _planned(self) -> tuple[PlannedMeeting, ...]:
        """The meetings of the pairings as they stand by what was decided."""
        changed = {one.pairing: one.cells for one in self._outcomes}
        rows = [{**row, **changed[row["pairing_id"]]} for row in meeting_rows_of(self._connection, list(changed))]
        changes = {number: some for one in self._outcomes for number, some in one.changes.items()}
        supposed = Supposed(away=[self._away.absence], changes=changes)
        return meetings_supposed(self._connection, self._organizer, {}, rows, supposed)

    def write(self, step: Step) -> None:
        """Write all that was decided."""
        if not self._noted:
            days, source = self._away.days, Absence(email="", days=self._away.days).source
            cells = {"first_day": days.first, "last_day": days.last, "reason": "ill", "source": source}
            step.work.insert(absences, [{"person_id": self._away.known.id, **cells}])
        covers = settle_covers(step, *self._changing(), self._away.today)
        step.work.update(pairings, {one.pairing: one.cells for one in self._outcomes if one.cells})
        for one in self._outcomes:
            if one.new is not None:
                add_meetings(step, one.spoiled.program, step.work.insert(pairings, [one.new]))
            _write_changes(step, one)
        # What is changed about meetings is written whole, and so as it was while somebody stood in.
        let_meet(step, covers.back)
        write_groups(step, self._groups, self._away)
        write_embeds(step, self._embeds, self._away)
        for program in {one.spoiled.program.id: one.spoiled.program for one in self._outcomes}.values():
            settle_days(step, program, (), self._away.today)


def _write_changes(step: Step, one: Outcome) -> None:
    stored: dict[tuple[int, date | None], RowMapping] = {
        (row["meeting_id"], row["occurrence"]): row for row in meeting_change_rows(step.connection, list(one.changes))
    }
    updates: dict[int, Mapping[str, object]] = {}
    rows = []
    wanted = {(meeting, change.occurrence) for meeting, changes in one.changes.items() for change in changes}
    step.work.delete(meeting_changes, [row["id"] for key, row in stored.items() if key not in wanted])
    for meeting, changes in one.changes.items():
        for change in changes:
            cells: dict[str, object] = {
                "skipped": change.skipped,
                "day": change.day,
                "at": f"{change.at:%H:%M}" if change.at else "",
                "minutes": change.minutes,
                "place": change.place,
            }
            before = stored.get((meeting, change.occurrence))
            if before is not None:
                updates[before["id"]] = cells
            else:
                rows.append({"meeting_id": meeting, "occurrence": change.occurrence, **cells})
    step.work.update(meeting_changes, updates)
    step.work.insert(meeting_changes, rows)


def _check_days(days: Days, today: date) -> None:
    if days.last < today:
        raise InvalidValue(f"{days.last} is past", f"Name a day from {today} on")
    if len(days) > LONGEST:
        raise InvalidValue(f"{days} are more than {LONGEST} days", "Name an earlier day")


def _check_named(choices: Choices, found: Sequence[Spoiled]) -> None:
    known = [one.row["id"] for one in found]
    strange = [number for number in choices if number not in known]
    if strange:
        touched = f"It touches {', '.join(map(str, known))}" if known else "It touches no pairing"
        raise InvalidValue(f"Pairing {strange[0]} is not touched by this absence", touched)


def _seat(one: Outcome) -> Seat | None:
    """Where a pairing, or the one that takes its place, is to stand, if that is another seat."""
    row = {**one.spoiled.row, **one.cells, **(one.new or {})}
    if one.choice.kind not in (ChoiceKind.STAND_IN, ChoiceKind.LATER):
        return None
    return Seat(row["guest_id"], row["host_id"], row["round"], Days(row["first_day"], row["last_day"]))


def _chosen(one: Spoiled, found: Offers, code: str | None) -> Choice:
    """The choice that is meant by a code or a number, or the best."""
    if code is None:
        return found.choices[0]
    wanted = code.strip().casefold()
    if wanted.isascii() and wanted.isdigit() and 0 < int(wanted) <= len(found.choices):
        return found.choices[int(wanted) - 1]
    for choice in (*found.choices, *found.hidden):
        if choice.code.casefold() == wanted:
            return choice
    for each in found.not_possible:
        if wanted == f"{ChoiceKind.STAND_IN}:{identity(each.person.email)}":
            raise Refused(
                f"{each.person.name} cannot stand in for {one.row['host_name']}: {each.why}", "Choose another"
            )
    known = ", ".join(choice.code for choice in found.choices)
    raise InvalidValue(f"'{code}' cannot be done about pairing {one.row['id']}", f"Choose one of: {known}")


def _touched(one: _Decided) -> Touched:
    row, found = one.spoiled.row, one.offers
    return Touched(
        pairing=row["id"],
        program=row["program"],
        guest=Someone(email=row["guest"], name=row["guest_name"], team=row["guest_team"]),
        host=Someone(email=row["host"], name=row["host_name"], team=row["host_team"]),
        days=one.spoiled.days,
        hosting=one.spoiled.hosting,
        visit=one.spoiled.visit,
        running=one.spoiled.running,
        meetings=one.spoiled.meetings,
        choices=found.choices,
        chosen=one.outcome.choice,
        not_possible=found.not_possible,
        seen=Seen(row["id"], row["version"]),
    )
