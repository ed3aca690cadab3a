"""The invites of composite teams that become due by somebody's absence and by what is decided about their embeds."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from ridealong.domain.composite_teams import cut_short
from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.services.desk import Desk
from ridealong.services.ill.ill_embeds import EmbedDecided
from ridealong.services.ill.ill_preview import due_view
from ridealong.services.ill.ill_touched import Away
from ridealong.services.ill.ill_views import ChoiceKind, DueInvite
from ridealong.services.invites.outbox import organizer_of
from ridealong.services.teams.embed_meetings import caused, due_of_teams, teams_around
from ridealong.services.teams.supposed_embeds import SupposedEmbeds


def embed_invites(
    connection: Connection, desk: Desk, away: Away, decided: Sequence[EmbedDecided]
) -> dict[int, tuple[DueInvite, ...]]:
    """By number of an embed that is touched, what becomes due in its team, in the order in which to send.

    What becomes due in another team, in which somebody is before or after, stands with the first embed that changes.
    """
    found: dict[int, tuple[DueInvite, ...]] = {one.spoiled.embed.id: () for one in decided}
    if not decided:
        return found
    # Of several embeds in one team the first that changes tells of it; where none does, the first.
    in_order = sorted(decided, key=lambda one: one.chosen.kind is ChoiceKind.KEEP)
    shown_with = {one.spoiled.team.id: one.spoiled.embed.id for one in reversed(in_order)}
    first = in_order[0].spoiled.embed.id
    supposed, organizer = _supposed(away, decided), organizer_of(desk)
    for team in _in_order(connection, away, decided, shown_with):
        before = due_of_teams(connection, desk, [team], organizer)
        after = due_of_teams(connection, desk, [team], organizer, supposed)
        number = shown_with.get(team, first)
        found[number] += tuple(map(due_view, caused(before, after)))
    return found


def _in_order(
    connection: Connection, away: Away, decided: Sequence[EmbedDecided], touched: Collection[int]
) -> Sequence[int]:
    """The teams to look at, those that are touched first."""
    comes = [one.asked.known.id for one in decided if one.asked is not None]
    around = teams_around(connection, touched, away.today, comes)
    return sorted(around, key=lambda one: (one not in touched, one))


def _supposed(away: Away, decided: Sequence[EmbedDecided]) -> SupposedEmbeds:
    """The embeds as they stand by what is decided, with the absence."""
    changed, new = {}, []
    for at, one in enumerate(decided, start=1):
        if one.chosen.kind is ChoiceKind.KEEP:
            continue
        before = one.spoiled.embed
        changed[before.id] = cut_short(before, one.spoiled.on, away.today)
        if (offer := one.offer) is None:
            continue
        if (moved := offer.moved) is not None:
            days = Days(offer.asked.days.first, moved.days.last)
            changed[moved.id] = replace(moved, days=days, after=offer.gap.after)
        else:
            embed = offer.asked.embed(State.PUBLISHED, number=-at)
            # Under a number and a UID that nothing stored has.
            new.append(replace(embed, uid=f"new embed {at}", after=offer.gap.after))
    return SupposedEmbeds(changed=changed, new=new, away=[away.absence])
