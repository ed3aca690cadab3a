"""Publishing composite teams: drafts of embeds become ones that count, and their meetings due in calendars."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.composite_teams import CompositeTeam, Embed
from ridealong.domain.days import monday_of
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import NOT_CANCELLED, UNMARKED, State
from ridealong.domain.people import Side
from ridealong.domain.programs import Program
from ridealong.domain.values import read_words
from ridealong.domain.wording import listed, many
from ridealong.services.changes.as_shown import check_shown
from ridealong.services.desk import Desk
from ridealong.services.invites.outbox import organizer_of
from ridealong.services.publishing.agreements import Lacking, lacking
from ridealong.services.publishing.publish_drafts import check_agreed, published_in
from ridealong.services.teams.asked import Asked
from ridealong.services.teams.embed_meetings import caused, due_of_teams, ensure_series, teams_around
from ridealong.services.teams.fits import Fits
from ridealong.services.teams.found import changeable, slot_of, team_of, team_program
from ridealong.services.teams.teams import views
from ridealong.services.teams.views import TeamView
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.people import Known, some_people
from ridealong.storage.queries.teams import embeds_of_teams, teams_of
from ridealong.storage.schema import composite_teams, embeds
from ridealong.storage.work import Step

_TAKES_PLACE = (State.PROPOSED, State.PUBLISHED, State.HELD, State.ENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsComparison:
    """What publishing composite teams would change.

    Args:
        teams: those with drafts that would be published, as they would then be. publishes: the drafts.
        people: how many people it would tell: everybody in these teams.
        wrong: why it cannot be published as it is; None where it can.
        wrong_draft: the id of the draft that it is about; None where it is about a team, or nothing is wrong.
        lacking: who has not agreed to it; None where all have, or nobody has to.
        version: that of the database when this was compared.
    """

    program: str
    teams: tuple[TeamView, ...]
    publishes: tuple[Embed, ...]
    people: int
    sentences: tuple[str, ...]
    version: int
    wrong: Refused | None = None
    wrong_draft: int | None = None
    lacking: Lacking | None = None

    @property
    def open(self) -> int:
        """How many slots of these teams nobody takes."""
        return sum(len(one.open) for one in self.teams)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsPublished:
    """What publishing changed: how many embeds, in which teams, and how many invites became due by it.

    Args:
        open: how many slots of these teams nobody takes.
    """

    program: str
    teams: tuple[str, ...]
    embeds: int
    invites: int
    open: int


@dataclass(frozen=True, slots=True)
class _Drafts:
    """The teams with drafts, all that takes place in them, and the drafts that would be published or are too late."""

    teams: tuple[CompositeTeam, ...]
    inside: tuple[Embed, ...]
    now: tuple[Embed, ...]
    late: tuple[Embed, ...]


@dataclass(frozen=True, slots=True)
class _Wrong:
    """Why drafts cannot be published as they are, and the draft that it is about, if it is about one."""

    refusal: Refused
    draft: Embed | None = None


def compare(desk: Desk, program: str, *, teams: Collection[str] = ()) -> TeamsComparison:
    """The drafts of composite teams against what is published, and whom publishing would tell.

    Args:
        teams: the names of some; all that have drafts by default.

    Raises:
        NotFound: there is no such program or team. Refused: it has no composite teams, or a team is over.
    """
    with desk.reading() as connection:
        found = team_program(connection, program)
        return _compared(desk, connection, found, _drafts(connection, found, teams, desk.clock.today()))


def publish(
    desk: Desk,
    program: str,
    *,
    teams: Collection[str] = (),
    without_agreement: str = "",
    expected: TeamsComparison | None = None,
    dry_run: bool = False,
) -> TeamsPublished:
    """Publish the drafts of composite teams, and make their invites due; slots that nobody takes may stay open.

    Args:
        teams: the names of some; all that have drafts by default.
        without_agreement: why it is published although a sponsor has not agreed; kept in the journal.
        expected: the comparison that whoever publishes was shown, if it is to be that or nothing.
        dry_run: say what it comes to, and change nothing.

    Raises:
        NotFound: there is no such program or team.
        ChangedMeanwhile: it would be other drafts than those that were shown.
        Refused: there is nothing to publish; a rule is broken by now, with the rule; a team would be too small, or of
            one side; or a sponsor is not named or has not agreed, and no reason is given.
    """
    why = read_words(without_agreement)
    with desk.changing("publish", dry_run=dry_run and desk.store.read_only) as step:
        found = team_program(step.connection, program)
        drafts = _drafts(step.connection, found, teams, desk.clock.today())
        if expected is not None:
            check_shown(desk, step.connection, same=drafts.now == expected.publishes, since=expected.version)
        _check(step.connection, found, drafts, teams, desk.clock.today())
        check_agreed(lacking(step.connection, found, (), {}), why)
        shown = views(step.connection, found, drafts.teams, drafts.inside, desk.clock.today())
        invites = _write(desk, step, drafts)
        if not dry_run:
            step.done(published_in(found, many(len(drafts.now), "embed"), many(len(drafts.teams), "team"), why))
        return TeamsPublished(
            program=found.name,
            teams=tuple(one.name for one in drafts.teams),
            embeds=len(drafts.now),
            invites=invites,
            open=sum(len(one.open) for one in shown),
        )


def _check(connection: Connection, program: Program, drafts: _Drafts, teams: Collection[str], today: date) -> None:
    """See that there are drafts, and that they can be published as they are; raises Refused."""
    if not drafts.now:
        named = f" of {listed([repr(one) for one in teams])}" if teams else ""
        raise Refused(
            f"'{program.name}' has no drafts{named} to publish",
            "Form its teams first",
            typed=f'Form its teams first: ridealong teams form "{program.name}"',
        )
    if (wrong := _wrong(connection, program, drafts, today)) is not None:
        raise wrong.refusal


def _write(desk: Desk, step: Step, drafts: _Drafts) -> int:
    """Publish drafts and their teams, and take away those that are too late; returns how many invites are due by it."""
    ids, organizer = [one.id for one in drafts.teams], organizer_of(desk)
    comes = {one.person_id for one in drafts.now}
    around = teams_around(step.connection, ids, desk.clock.today(), comes)
    before = due_of_teams(step.connection, desk, around, organizer)
    step.work.delete(embeds, [one.id for one in drafts.late])
    step.work.update(embeds, {one.id: {"state": str(State.PUBLISHED)} for one in drafts.now})
    step.work.update(composite_teams, {one: {"state": str(State.PUBLISHED)} for one in ids})
    ensure_series(step, ids)
    return len(caused(before, due_of_teams(step.connection, desk, around, organizer)))


def _drafts(connection: Connection, program: Program, names: Collection[str], today: date) -> _Drafts:
    every = teams_of(connection, program.id)
    if names:
        wanted = {changeable(team_of(connection, program, name)).id for name in names}
        every = tuple(one for one in every if one.id in wanted)
    open_ = {one.id: one for one in every if one.state in UNMARKED}
    inside = embeds_of_teams(connection, open_, [str(one) for one in NOT_CANCELLED])
    drafts = [one for one in inside if one.state is State.PROPOSED]
    now = tuple(one for one in drafts if one.days.last >= today)
    teams = tuple(one for one in open_.values() if any(each.team_id == one.id for each in now))
    ids = {one.id for one in teams}
    late = tuple(one for one in drafts if one.days.last < today and one.team_id in ids)
    stays = tuple(one for one in inside if one.team_id in ids and one not in late)
    return _Drafts(teams, stays, now, late)


def _compared(desk: Desk, connection: Connection, program: Program, drafts: _Drafts) -> TeamsComparison:
    today = desk.clock.today()
    shown = views(connection, program, drafts.teams, drafts.inside, today)
    wrong = _wrong(connection, program, drafts, today) if drafts.now else None
    missing = lacking(connection, program, (), {}) if drafts.now else None
    told = {one.person_id for one in drafts.inside if one.days.last >= today and one.state in _TAKES_PLACE}
    return TeamsComparison(
        program=program.name,
        teams=shown,
        publishes=drafts.now,
        people=len(told),
        sentences=(
            *((f"{wrong.refusal.problem}.",) if wrong else ()),
            *(missing.sentences if missing else ()),
            *_sentences(shown, drafts.now, len(told)),
        ),
        version=change_count(connection),
        wrong=wrong.refusal if wrong else None,
        wrong_draft=wrong.draft.id if wrong and wrong.draft else None,
        lacking=missing,
    )


def _sentences(shown: Sequence[TeamView], now: Sequence[Embed], people: int) -> tuple[str, ...]:
    if not now:
        return ("Publishing would change nothing: there are no drafts to publish.",)
    first, last = min(one.days.first for one in now), max(one.days.last for one in now)
    said = [
        f"Publishing adds {many(len(now), 'embed')} in {many(len(shown), 'team')} from {first} to {last}.",
        f"It would tell {many(people, 'person', 'people')}.",
    ]
    for team in shown:
        said += [
            f"'{team.team.name}': nobody is in slot {one.slot} from {one.open.first} to {one.open.last}."
            for one in team.open
            if one.open is not None
        ]
    # Of two teams that meet at the same time, both say so.
    clashes = {one.key: f"{one.said}." for team in reversed(shown) for one in team.clashes}
    return (*said, *clashes.values())


def _wrong(connection: Connection, program: Program, drafts: _Drafts, today: date) -> _Wrong | None:
    """Why drafts cannot be published as they are: what is in the way of the first, or a team that could not work."""
    for team in drafts.teams:
        inside = [one for one in drafts.inside if one.team_id == team.id and one.days.last >= today]
        if said := _unfit(team, [one for one in inside if one.state in _TAKES_PLACE]):
            remedy = "Form the team anew, or put somebody into its slots"
            return _Wrong(Refused(said, remedy, typed=_again(program, team)))
    found = _broken(connection, program, drafts, today)
    if not found:
        return None
    one, team, why = found[0]
    more = f" (and {many(len(found) - 1, 'other draft')} neither)" if len(found) > 1 else ""
    refusal = Refused(
        f"{one.name} cannot be in slot {slot_of(team, one.slot)} of '{team.name}', {one.days}: {why}{more}",
        "Form the team anew, or set the draft aside",
        typed=_again(program, team),
    )
    return _Wrong(refusal, one)


def _again(program: Program, team: CompositeTeam) -> str:
    return f'Form it anew: ridealong teams form "{program.name}" --team "{team.name}"'


def _unfit(team: CompositeTeam, inside: Sequence[Embed]) -> str:
    """Why some people are no team, in words; empty where they are."""
    sides = {one.side for one in inside}
    missing = [side for side in Side if side not in sides]
    if missing:
        return f"'{team.name}' would have nobody of {missing[0].label}"
    people = len({one.person_id for one in inside})
    if team.state is State.PROPOSED and people < team.least:
        return f"'{team.name}' would have {many(people, 'person', 'people')}, fewer than the {team.least} it needs"
    return ""


def _broken(
    connection: Connection, program: Program, drafts: _Drafts, today: date
) -> list[tuple[Embed, CompositeTeam, str]]:
    """The drafts that break a rule beside all that stands, each with its team and the rule in words."""
    people = some_people(connection, [one.person_id for one in drafts.now])
    teams = {one.id: one for one in drafts.teams}
    late = {one.id for one in drafts.now if one.days.first < monday_of(today)}
    asked = {
        one.id: Asked(
            team=teams[one.team_id],
            slot=slot_of(teams[one.team_id], one.slot),
            known=Known(id=one.person_id, person=people[one.person_id]),
            days=one.days,
        )
        for one in drafts.now
        if one.id not in late
    }
    fits = Fits(connection, program, today, freed={one.id: date.min for one in drafts.now})
    said = {number: f"it was to begin on {one.days.first}" for one in drafts.now for number in {one.id} & late}
    said |= fits.broken(asked)
    return [(one, teams[one.team_id], said[one.id]) for one in drafts.now if one.id in said]
