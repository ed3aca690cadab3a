"""Standing contacts of the made-up company: whom the people of two teams turn to."""

from ridealong.services.desk import Desk
from ridealong.services.people import contacts, people

_NAMED = (("Platform", "Brand"), ("Data & Analytics", "CRM"), ("Service Desk", "Events"))


def name_contacts(desk: Desk) -> None:
    """Name for some teams the two people who have met most often."""
    teams = {one.team for one in people.everyone(desk)}
    for it_team, marketing_team in [pair for pair in _NAMED if teams.issuperset(pair)]:
        row = contacts.between(desk, it_team, marketing_team)
        if row.suggested:
            it, marketing = row.suggested
            change = contacts.ContactChange(it=it.email, marketing=marketing.email)
            contacts.name(desk, it_team, marketing_team, change, seen=row.seen)
