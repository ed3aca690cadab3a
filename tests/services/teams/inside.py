"""Who is embedded in a composite team, for tests of what changes while it runs."""

from ridealong.domain.composite_teams import Embed
from ridealong.services.desk import Desk
from ridealong.services.teams import teams
from ridealong.storage.queries.teams import embeds_of_team
from services.teams.made import EMBEDS, LOYALTY


def embeds_in(desk: Desk, team: str = LOYALTY) -> list[Embed]:
    """Who is embedded in a team, in any state."""
    with desk.reading() as connection:
        return embeds_of_team(connection, teams.show(desk, EMBEDS, team).team.id)
