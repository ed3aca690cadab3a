"""How the embeds of a composite team went: held, missed, or ended."""

from collections.abc import Collection, Sequence
from datetime import date

from ridealong.domain.composite_teams import CompositeTeam, Embed
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import identity
from ridealong.domain.values import read_words
from ridealong.domain.wording import listed, several
from ridealong.services.desk import Desk
from ridealong.services.teams.embed_meetings import ensure_series
from ridealong.services.teams.found import team_of, team_program
from ridealong.services.teams.teams import view_of
from ridealong.services.teams.views import TeamView
from ridealong.storage.queries.teams import embeds_of_team
from ridealong.storage.schema import embeds

MARKS = (State.HELD, State.MISSED, State.ENDED)
"""How an embed can have gone."""
_TOLD = (State.PUBLISHED, *MARKS)


def mark(
    desk: Desk, program: str, team: str, state: State, emails: Collection[str] = (), *, reason: str = ""
) -> TeamView:
    """Say how embeds of a team went that are over, all in one step. What nobody says anything about counts as held.

    Args:
        emails: of whom; nobody named are all whose embeds are over and not marked yet.
        reason: private; it takes the place of one that was given with another mark. Why somebody left stays.

    Raises:
        NotFound: there is no such program or team, or somebody is not in it.
        InvalidValue: embeds cannot have gone that way.
        Refused: one of them is a draft, was called off, is not over, or is marked so already; or there are none.
    """
    if state not in MARKS:
        raise InvalidValue(f"An embed cannot be {state}", f"Mark it as {listed([str(one) for one in MARKS])}")
    why = read_words(reason)
    with desk.changing(f"teams mark {state}") as step:
        found = team_program(step.connection, program)
        whole = team_of(step.connection, found, team)
        inside = embeds_of_team(step.connection, whole.id)
        chosen = _chosen(whole, inside, state, emails, desk.clock.today())
        left = {one.id: one.reason if one.state is State.PUBLISHED else "" for one in chosen}
        step.work.update(embeds, {one: {"state": str(state), "reason": why or reason} for one, reason in left.items()})
        ensure_series(step, [whole.id])
        step.done(f"{found.name}: {several([one.name for one in chosen])} in {whole.name}: {state}")
        return view_of(desk, step.connection, found, whole.name)


def _chosen(
    team: CompositeTeam, inside: Sequence[Embed], state: State, emails: Collection[str], today: date
) -> list[Embed]:
    if not emails:
        over = [one for one in inside if one.state is State.PUBLISHED and one.days.last <= today]
        if not over:
            raise Refused(f"Nothing of '{team.name}' is over and not marked yet", "Name whom to mark")
        return over
    found: dict[int, Embed] = {}
    for email in emails:
        mine = [one for one in inside if identity(one.email) == identity(email)]
        if not mine:
            there = listed(sorted({one.name for one in inside})) if inside else ""
            raise NotFound(
                f"Nobody with the address '{email}' was in the team '{team.name}'",
                f"In it were {there}" if there else "Nobody was in it",
            )
        some = [one for one in mine if one.state in _TOLD and one.days.last <= today and one.state is not state]
        if not some:
            raise _refusal(team, mine[-1], state, today)
        found |= {one.id: one for one in some}
    return list(found.values())


def _refusal(team: CompositeTeam, one: Embed, state: State, today: date) -> Refused:
    """Why an embed cannot be marked."""
    who = f"{one.name} in '{team.name}'"
    if one.state is state:
        return Refused(f"{who} is {state} already", "Nothing was changed")
    if one.state not in _TOLD:
        called = "is a draft" if one.state is State.PROPOSED else f"was {one.state}"
        return Refused(f"{who} {called} and cannot become {state}", "Mark one that was published")
    if today < one.days.first:
        return Refused(f"{who} only begins on {one.days.first}, so it cannot be {state} yet", "Let them leave it first")
    return Refused(
        f"{who} lasts until {one.days.last}, so it cannot be {state} yet",
        "Mark it once it is over, or let them leave it",
    )
