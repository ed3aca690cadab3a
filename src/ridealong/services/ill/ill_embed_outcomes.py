"""What becomes of the embeds that somebody's absence touches: the rows, what is shown, and the words."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.composite_teams import cut_short
from ridealong.domain.values import day_in_words
from ridealong.domain.wording import listed
from ridealong.services.desk import Desk
from ridealong.services.ill.ill_embed_invites import embed_invites
from ridealong.services.ill.ill_embeds import EmbedDecided
from ridealong.services.ill.ill_touched import Away
from ridealong.services.ill.ill_views import ChoiceKind, TouchedEmbed
from ridealong.services.teams.embed_meetings import ensure_series
from ridealong.services.teams.fits import Fits, check_can_take
from ridealong.services.teams.left_early import pins_on
from ridealong.services.teams.taking_over import take_over
from ridealong.storage.schema import embeds, team_demands
from ridealong.storage.work import Step


def embed_views(
    connection: Connection, desk: Desk, away: Away, decided: Sequence[EmbedDecided]
) -> tuple[TouchedEmbed, ...]:
    """The embeds that are touched, as they are shown, each with what is then due."""
    invites = embed_invites(connection, desk, away, decided)
    return tuple(
        TouchedEmbed(
            embed=one.spoiled.embed.id,
            program=one.spoiled.program.name,
            team=one.spoiled.team.name,
            slot=one.spoiled.slot,
            share=one.spoiled.embed.share,
            days=one.spoiled.embed.days,
            meetings=one.spoiled.meetings,
            missed=one.spoiled.missed,
            weeks=one.spoiled.weeks,
            choices=one.choices,
            chosen=one.chosen,
            nobody=one.nobody,
            left_out=one.spoiled.left_out,
            invites=invites[one.spoiled.embed.id],
        )
        for one in decided
    )


def embed_lines(decided: Sequence[EmbedDecided], away: Away) -> tuple[str, ...]:
    """What there is to say of them in a chat; nothing of one whose team does not meet in the meantime."""
    return tuple(line for one in decided for line in _lines(one, away.known.person.name))


def _lines(one: EmbedDecided, me: str) -> Iterator[str]:
    spoiled = one.spoiled
    team, where = f"Team {spoiled.team.name}", f"slot {spoiled.slot}"
    match one.chosen.kind:
        case ChoiceKind.BACK_FILL if one.asked is not None:
            first = day_in_words(one.asked.days.first)
            yield f"{team}: {one.asked.person.name} takes over {where} from {me} on {first}."
        case ChoiceKind.LEAVE:
            yield f"{team}: {me} leaves {where}, and nobody is in it for now."
        case _ if spoiled.long:
            yield f"{team}: {me} is away for long; you will hear soon how it goes on."
    if one.chosen.kind is not ChoiceKind.KEEP:
        return
    if spoiled.meetings:
        days = listed([day_in_words(day) for day in spoiled.meetings])
        yield f"{team} meets on {days} as planned, without {me}."
    if spoiled.left_out:
        yield f"{team} does not meet on {listed([day_in_words(day) for day in spoiled.left_out])}."


def write_embeds(step: Step, decided: Sequence[EmbedDecided], away: Away) -> None:
    """Write what was decided about embeds.

    Raises:
        Refused: a rule keeps whoever is to come out of the slot.
    """
    changed = [one for one in decided if one.chosen.kind is not ChoiceKind.KEEP]
    if not changed:
        return
    step.work.update(embeds, {one.spoiled.embed.id: _cells(one, away) for one in changed})
    pins = {pin for one in changed for pin in pins_on(one.spoiled.team, one.spoiled.embed)}
    step.work.delete(team_demands, sorted(pins))
    for one in changed:
        if (offer := one.offer) is not None:
            # Each is looked at beside those that were written before it, in whatever program they are.
            freed = {} if offer.moved is None else {offer.moved.id: date.min}
            check_can_take(Fits(step.connection, one.spoiled.program, away.today, freed=freed), offer.asked)
            take_over(step, offer.asked, offer.gap, offer.moved)
    ensure_series(step, sorted({one.spoiled.team.id for one in changed}))


def _cells(one: EmbedDecided, away: Away) -> dict[str, object]:
    """The cells of an embed that somebody leaves."""
    after = cut_short(one.spoiled.embed, one.spoiled.on, away.today)
    return {"state": str(after.state), "last_day": after.days.last, "reason": f"{away.known.person.name} is away"}
