"""Standing contacts: whom the people of two teams turn to, named and looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.contacts import no_longer, teams_of
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.exposure import team_identity
from ridealong.domain.people import Person, Side
from ridealong.domain.values import quoted
from ridealong.domain.wording import listed, several
from ridealong.services.desk import Desk
from ridealong.services.found import person_named
from ridealong.services.meanwhile import NONE_YET, Seen, check_seen
from ridealong.services.outcomes.exposure import spellings
from ridealong.storage.queries.contacts import Acquainted, Contacts, acquainted, contacts_by_teams
from ridealong.storage.queries.exposure import team_sizes
from ridealong.storage.queries.people import some_people
from ridealong.storage.schema import contacts
from ridealong.storage.work import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody to turn to.

    Args:
        trouble: why the person cannot be that any more, in words that follow the name; empty where nothing is wrong.
    """

    name: str
    email: str
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamContacts:
    """Whom the people of an IT team and a marketing team turn to.

    Args:
        it, marketing: who it is; None where nobody is named.
        suggested: two people of the teams who could be: those who have met most often; only where nobody is named.
        times: how often these two have met.
        seen: as it is now: who changes it later says by it what they looked at.
    """

    it_team: str
    marketing_team: str
    it: Contact | None = None
    marketing: Contact | None = None
    suggested: tuple[Contact, Contact] | None = None
    times: int = 0
    seen: Seen = NONE_YET

    def of(self, side: Side) -> Contact | None:
        """The contact of one side, if one is named."""
        return self.it if side is Side.IT else self.marketing


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPage:
    """A team, and for every team across the contacts of both, by the name of the other team."""

    team: str
    side: Side
    rows: tuple[TeamContacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChange:
    """Whom two teams shall turn to: an address each, empty for nobody any more; None leaves it as it is."""

    it: str | None = None
    marketing: str | None = None


def page(desk: Desk, team: str, *, side: Side | None = None) -> ContactPage:
    """The contacts of a team with every team across.

    Args:
        team: in any letter case. side: where both sides have a team of that name.

    Raises:
        NotFound: there is no such team. InvalidValue: both sides have one, and none is named.
    """
    with desk.reading() as connection:
        teams = _Teams(connection, desk.clock.today())
        side, name = teams.named(team, side)
        return ContactPage(team=name, side=side, rows=_rows(connection, teams, side, name))


def of_all_teams(desk: Desk) -> tuple[TeamContacts, ...]:
    """The contacts of every IT team with every marketing team, by the names of the two."""
    with desk.reading() as connection:
        teams = _Teams(connection, desk.clock.today())
        return tuple(
            row for _key, team in sorted(teams.of[Side.IT].items()) for row in _rows(connection, teams, Side.IT, team)
        )


def between(desk: Desk, team: str, other: str) -> TeamContacts:
    """The contacts of two teams, named in any order; raises as `name`."""
    with desk.reading() as connection:
        return _between(connection, _Teams(connection, desk.clock.today()), team, other)


def name(desk: Desk, team: str, other: str, change: ContactChange, *, seen: Seen | None = None) -> TeamContacts:
    """Say whom the people of two teams turn to; invites to visits between them say so, too.

    Args:
        team, other: one of each side, in any order and letter case. seen: the contacts as looked at before.

    Returns:
        The contacts as they stand then.

    Raises:
        NotFound: there is no such team, or nobody with an address.
        InvalidValue: the teams are of one side.
        Refused: nothing is said, or somebody is not of the team, or not there any more.
        ChangedMeanwhile: the contacts are no longer as seen.
    """
    if change == ContactChange():
        raise Refused("Nothing is said of the contacts", "Name who it is on one side, or on both")
    with desk.changing("contact") as step:
        today = desk.clock.today()
        teams = _Teams(step.connection, today)
        it_team, marketing_team = teams.both(team, other)
        stored = contacts_by_teams(step.connection).get(teams_of(it_team, marketing_team))
        _check_seen(desk, step, stored, seen)
        cells: dict[str, int | None] = {
            column: _who(step.connection, side, of, email, today)
            for column, side, of, email in (
                ("it_id", Side.IT, it_team, change.it),
                ("marketing_id", Side.MARKETING, marketing_team, change.marketing),
            )
            if email is not None
        }
        _write(step, stored, it_team, marketing_team, cells)
        found = _between(step.connection, _Teams(step.connection, today), it_team, marketing_team)
        step.done(f"{it_team} and {marketing_team}: {_said(found)}")
        return found


def remove(desk: Desk, team: str, other: str, *, seen: Seen | None = None) -> TeamContacts:
    """Let two teams have no contacts any more; returns those they had.

    Raises:
        NotFound: there is no such team, or the two have no contacts. InvalidValue: the teams are of one side.
        ChangedMeanwhile: the contacts are no longer as seen.
    """
    with desk.changing("contact remove") as step:
        teams = _Teams(step.connection, desk.clock.today())
        before = _between(step.connection, teams, team, other)
        if before.seen == NONE_YET:
            raise NotFound(f"{before.it_team} and {before.marketing_team} have no contacts", "Nothing was changed")
        check_seen(desk, step.connection, contacts, [seen] if seen else ())
        step.work.delete(contacts, [before.seen.row])
        step.done(f"{before.it_team} and {before.marketing_team}: no contacts any more")
        return before


def take_suggested(desk: Desk, rows: Sequence[TeamContacts]) -> int:
    """Let the two who are suggested be the contacts of their teams, all in one step; returns of how many teams.

    Args:
        rows: as looked at before; those without a suggestion are passed over.

    Raises:
        NotFound: there is no such person any more.
        Refused: somebody is not of the team, or not there any more.
        ChangedMeanwhile: some contacts are no longer as seen.
    """
    wanted = [(row, *row.suggested) for row in rows if row.suggested]
    with desk.changing("contact") as step:
        today, known = desk.clock.today(), contacts_by_teams(step.connection)
        for row, it, marketing in wanted:
            stored = known.get(teams_of(row.it_team, row.marketing_team))
            _check_seen(desk, step, stored, row.seen)
            cells = {
                "it_id": _who(step.connection, Side.IT, row.it_team, it.email, today),
                "marketing_id": _who(step.connection, Side.MARKETING, row.marketing_team, marketing.email, today),
            }
            _write(step, stored, row.it_team, row.marketing_team, cells)
        step.done(f"{_teams_said([row for row, *_both in wanted])}: those who have met most often")
    return len(wanted)


def remove_all(desk: Desk, rows: Sequence[TeamContacts]) -> None:
    """Let some teams have no contacts any more, all in one step; raises ChangedMeanwhile."""
    with desk.changing("contact remove") as step:
        check_seen(desk, step.connection, contacts, [row.seen for row in rows])
        step.work.delete(contacts, [row.seen.row for row in rows])
        step.done(f"{_teams_said(rows)}: no contacts any more")


def _teams_said(rows: Sequence[TeamContacts]) -> str:
    return several([f"{row.it_team} and {row.marketing_team}" for row in rows])


class _Teams:
    """The teams of both sides, by how their names are compared: those of today, and those that have contacts."""

    def __init__(self, connection: Connection, today: date) -> None:
        self.today = today
        self.stored = contacts_by_teams(connection)
        self.of: dict[Side, dict[str, str]] = {side: {} for side in Side}
        for side, team, _people in team_sizes(connection, today):
            self.of[Side(side)].setdefault(team_identity(team), team)
        for (it_team, marketing_team), one in self.stored.items():
            self.of[Side.IT].setdefault(it_team, one.row["it_team"])
            self.of[Side.MARKETING].setdefault(marketing_team, one.row["marketing_team"])

    def named(self, team: str, side: Side | None = None) -> tuple[Side, str]:
        """The side and the name of a team; raises NotFound, InvalidValue."""
        found = [one for one in Side if side in (None, one) and team_identity(team) in self.of[one]]
        if len(found) > 1:
            raise InvalidValue(f"Both sides have a team '{quoted(team)}'", "Say which side is meant")
        if not found:
            names = sorted(name for one in Side if side in (None, one) for name in self.of[one].values())
            raise NotFound(
                f"There is no team '{quoted(team)}'", f"There are: {', '.join(names[:8])}" if names else "There is none"
            )
        return found[0], self.of[found[0]][team_identity(team)]

    def both(self, team: str, other: str) -> tuple[str, str]:
        """An IT team and a marketing team by their names, in any order; raises NotFound, InvalidValue."""
        one, two = team_identity(team), team_identity(other)
        for it_team, marketing_team in ((one, two), (two, one)):
            if it_team in self.of[Side.IT] and marketing_team in self.of[Side.MARKETING]:
                return self.of[Side.IT][it_team], self.of[Side.MARKETING][marketing_team]
        side, name = self.named(team)
        _side, other_name = self.named(other)
        raise InvalidValue(
            f"{name} and {other_name} are both on the {side.label} side", f"Name a team of the {side.other.label} side"
        )


def _between(connection: Connection, teams: _Teams, team: str, other: str) -> TeamContacts:
    it_team, marketing_team = teams.both(team, other)
    rows = _rows(connection, teams, Side.IT, it_team)
    return next(one for one in rows if one.marketing_team == marketing_team)


def _rows(connection: Connection, teams: _Teams, side: Side, team: str) -> tuple[TeamContacts, ...]:
    met = _met(connection, side, team)
    people = some_people(connection, sorted({who for one in met.values() for who in (one.it_id, one.marketing_id)}))
    found = []
    for key, other in sorted(teams.of[side.other].items()):
        it_team, marketing_team = (team, other) if side is Side.IT else (other, team)
        stored = teams.stored.get(teams_of(it_team, marketing_team))
        row = _row(it_team, marketing_team, stored, teams.today)
        if row.it is None and row.marketing is None and key in met:
            row = _suggested(row, met[key], people)
        found.append(row)
    return tuple(found)


def _met(connection: Connection, side: Side, team: str) -> dict[str, Acquainted]:
    """Who of a team has met somebody of another most often, by how the name of the other team is compared."""
    found: dict[str, list[Acquainted]] = {}
    for other, some in acquainted(connection, spellings(connection, team), str(side)).items():
        found.setdefault(team_identity(other), []).extend(some)
    return {other: max(some, key=lambda one: one.times) for other, some in found.items()}


def _suggested(row: TeamContacts, met: Acquainted, people: Mapping[int, Person]) -> TeamContacts:
    it, marketing = people[met.it_id], people[met.marketing_id]
    both = Contact(name=it.name, email=it.email), Contact(name=marketing.name, email=marketing.email)
    return replace(row, suggested=both, times=met.times)


def _row(it_team: str, marketing_team: str, stored: Contacts | None, today: date) -> TeamContacts:
    if stored is None:
        return TeamContacts(it_team=it_team, marketing_team=marketing_team)
    return TeamContacts(
        it_team=it_team,
        marketing_team=marketing_team,
        it=_contact(stored, stored.it, Side.IT, it_team, today),
        marketing=_contact(stored, stored.marketing, Side.MARKETING, marketing_team, today),
        seen=Seen(stored.row["id"], stored.row["version"]),
    )


def _contact(stored: Contacts, person: Person | None, side: Side, team: str, today: date) -> Contact | None:
    if person is None:
        return None
    trouble = no_longer(person, side, team, today, removed=person.identity in stored.gone)
    return Contact(name=person.name, email=person.email, trouble=trouble)


def _who(connection: Connection, side: Side, team: str, email: str, today: date) -> int | None:
    """The row id of who shall stand for a team; None for nobody."""
    if not email.strip():
        return None
    known = person_named(connection, email)
    person = known.person
    # Who is to begin may be named beforehand.
    trouble = no_longer(person, side, team, max(today, person.first_day or today), removed=known.removed)
    if trouble:
        raise Refused(f"{person.name} {trouble}", f"The {side.label} contact is somebody of {team}")
    return known.id


def _check_seen(desk: Desk, step: Step, stored: Contacts | None, seen: Seen | None) -> None:
    if seen is None:
        return
    if seen != NONE_YET:
        check_seen(desk, step.connection, contacts, [seen])
    elif stored is not None:
        check_seen(desk, step.connection, contacts, [Seen(stored.row["id"], NONE_YET.version)])


def _write(
    step: Step, stored: Contacts | None, it_team: str, marketing_team: str, cells: Mapping[str, int | None]
) -> None:
    if stored is None:
        if any(one is not None for one in cells.values()):
            teams: Mapping[str, object] = {"it_team": it_team, "marketing_team": marketing_team}
            step.work.insert(contacts, [{**teams, **cells}])
        return
    standing = {name: stored.row[name] for name in ("it_id", "marketing_id")} | dict(cells)
    if any(one is not None for one in standing.values()):
        step.work.update(contacts, {stored.row["id"]: dict(cells)})
    else:
        step.work.delete(contacts, [stored.row["id"]])


def _said(found: TeamContacts) -> str:
    both: Sequence[Contact] = [one for one in (found.it, found.marketing) if one]
    return listed([one.name for one in both]) if both else "no contacts any more"
