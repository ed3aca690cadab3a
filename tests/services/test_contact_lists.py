"""The contacts of all teams at once: listed, taken as proposed, taken back, and who of a team can be named."""

from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.errors import ChangedMeanwhile, Refused
from ridealong.domain.people import Side
from ridealong.services.desk import Desk
from ridealong.services.journal.undo import undo
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import contact_people, contacts, people
from ridealong.services.people.contacts import ContactChange, TeamContacts
from services.conftest import csv

ANA, CHO, MIA = "ana@x.example", "cho@x.example", "mia@x.example"


@pytest.fixture
def met(small: Desk, tmp_path: Path) -> Desk:
    """Cho of Platform has met Mia of Brand twice, Ana once."""
    rows = [(CHO, "2025-03-03", "2025-03-07"), (CHO, "2025-06-02", "2025-06-06"), (ANA, "2025-09-01", "2025-09-05")]
    text = "program,kind,it_email,marketing_email,guest,start,end,state\n" + "".join(
        f"Old,ride-along,{email},{MIA},it,{first},{last},held\n" for email, first, last in rows
    )
    import_history(small, csv(tmp_path, text))
    return small


def between(desk: Desk, it_team: str = "Platform", marketing_team: str = "Brand") -> TeamContacts:
    rows = contacts.of_all_teams(desk)
    return next(row for row in rows if (row.it_team, row.marketing_team) == (it_team, marketing_team))


def test_every_two_teams_are_listed_with_a_proposal_where_nobody_is_named(met: Desk) -> None:
    rows = [(row.it_team, row.marketing_team) for row in contacts.of_all_teams(met)]
    assert rows == [("Data", "Brand"), ("Data", "CRM"), ("Platform", "Brand"), ("Platform", "CRM")]
    row = between(met)
    assert row.suggested is not None
    assert ([one.email for one in row.suggested], row.times) == ([CHO, MIA], 2)
    assert row == contacts.between(met, "Platform", "Brand")
    assert between(met, "Data").suggested is None


def test_those_who_are_proposed_are_taken_in_one_step(met: Desk) -> None:
    assert contacts.take_suggested(met, contacts.of_all_teams(met)) == 1
    row = between(met)
    assert (row.it and row.it.email, row.marketing and row.marketing.email) == (CHO, MIA)
    undo(met)
    assert between(met).it is None


def test_who_has_left_since_is_not_taken(met: Desk) -> None:
    rows = contacts.of_all_teams(met)
    people.edit(met, CHO, {"team": "Data"})
    with pytest.raises(Refused, match="Cho is in the team Data"):
        contacts.take_suggested(met, rows)


def test_what_another_coordinator_named_meanwhile_stays(met: Desk, make_desk: MakeDesk) -> None:
    rows = contacts.of_all_teams(met)
    contacts.name(make_desk(), "Platform", "Brand", ContactChange(it=ANA))
    with pytest.raises(ChangedMeanwhile):
        contacts.take_suggested(met, rows)
    seen = between(met)
    contacts.name(make_desk(), "Platform", "Brand", ContactChange(marketing=MIA))
    with pytest.raises(ChangedMeanwhile):
        contacts.remove_all(met, [seen])
    contacts.remove_all(met, [between(met)])
    assert between(met).it is None


def test_people_of_the_team_are_found_those_first_who_have_met_the_other_team(met: Desk) -> None:
    def found(text: str = "", team: str = "Platform", side: Side = Side.IT, other: str = "Brand") -> list[str]:
        return [one.name for one in contact_people.possible(met, team, side, other, text)]

    assert found() == ["Cho", "Ana"]
    assert found("AN x.exa") == ["Ana"]
    assert found(other="CRM") == ["Ana", "Cho"]
    assert found(team="brand", side=Side.MARKETING, other="Platform") == ["Mia", "Oto"]
    people.edit(met, CHO, {"last_day": met.clock.today().replace(year=2026)})
    assert found() == ["Ana"]
