"""Standing contacts: named, looked up, proposed, and told in invites."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.days import FixedClock
from ridealong.domain.errors import ChangedMeanwhile, InvalidValue, NotFound, Refused
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.people import Side
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.journal.undo import undo
from ridealong.services.meanwhile import NONE_YET
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import contacts, people, purge
from ridealong.services.people.contacts import Contact, ContactChange
from services.conftest import START, csv, employ, it, marketing

ANA, CHO, MIA = "ana@x.example", "cho@x.example", "mia@x.example"
BOTH = ContactChange(it=ANA, marketing=MIA)


def test_a_page_has_every_team_across_named_or_not(small: Desk) -> None:
    page = contacts.page(small, "PLATFORM")
    assert (page.team, page.side) == ("Platform", Side.IT)
    assert [(one.it_team, one.marketing_team, one.it, one.seen) for one in page.rows] == [
        ("Platform", "Brand", None, NONE_YET),
        ("Platform", "CRM", None, NONE_YET),
    ]
    contacts.name(small, "Platform", "Brand", BOTH)
    other = contacts.page(small, "brand")
    assert [(one.it_team, one.of(Side.IT), one.of(Side.MARKETING)) for one in other.rows] == [
        ("Data", None, None),
        ("Platform", Contact(name="Ana", email=ANA), Contact(name="Mia", email=MIA)),
    ]


def test_contacts_are_named_on_one_side_or_both_in_any_order_of_teams(small: Desk) -> None:
    assert contacts.name(small, "Platform", "Brand", ContactChange(it=ANA)).marketing is None
    found = contacts.name(small, "BRAND", "platform", ContactChange(marketing=MIA.upper()))
    assert (found.it, found.marketing) == (Contact(name="Ana", email=ANA), Contact(name="Mia", email=MIA))
    found = contacts.name(small, "Platform", "Brand", ContactChange(it=""))
    assert (found.it, found.marketing) == (None, Contact(name="Mia", email=MIA))
    found = contacts.name(small, "Platform", "Brand", ContactChange(marketing=""))
    assert (found.it, found.marketing, found.seen) == (None, None, NONE_YET)
    undo(small)
    assert contacts.between(small, "Brand", "Platform").marketing == Contact(name="Mia", email=MIA)


def test_contacts_are_taken_back(small: Desk) -> None:
    contacts.name(small, "Platform", "Brand", BOTH)
    assert contacts.remove(small, "brand", "platform").it == Contact(name="Ana", email=ANA)
    assert contacts.between(small, "Platform", "Brand").it is None
    with pytest.raises(NotFound, match="Platform and Brand have no contacts"):
        contacts.remove(small, "brand", "platform")


@pytest.mark.parametrize(
    ("teams", "change", "error", "said"),
    [
        (("Platform", "Brand"), ContactChange(), Refused, "Nothing is said"),
        (
            ("Platform", "Brand"),
            ContactChange(it="ben@x.example"),
            Refused,
            "Ben is in the team Data",
        ),
        (("Platform", "Brand"), ContactChange(it=MIA), Refused, "Mia is on the Marketing side"),
        (("Platform", "Brand"), ContactChange(it="x@x.example"), NotFound, "nobody with the address 'x@x.example'"),
        (("Platform", "Data"), ContactChange(it=ANA), InvalidValue, "Platform and Data are both on the IT side"),
        (("Platform", "Nix"), ContactChange(it=ANA), NotFound, "no team 'Nix'. There are: Brand, CRM, Data, Platform"),
    ],
)
def test_who_cannot_stand_for_a_team_is_refused(
    small: Desk, teams: tuple[str, str], change: ContactChange, error: type[Exception], said: str
) -> None:
    version = small.version()
    with pytest.raises(error, match=said):
        contacts.name(small, *teams, change)
    assert small.version() == version


def test_who_has_left_cannot_be_named_and_who_is_to_come_can(small: Desk) -> None:
    people.edit(small, ANA, {"last_day": date(2026, 12, 31)})
    with pytest.raises(Refused, match="Ana has left on 2026-12-31"):
        contacts.name(small, "Platform", "Brand", ContactChange(it=ANA))
    people.edit(small, CHO, {"first_day": date(2027, 6, 1)})
    assert contacts.name(small, "Platform", "Brand", ContactChange(it=CHO)).it == Contact(
        name="Cho", email=CHO, trouble="begins on 2027-06-01"
    )


def trouble(desk: Desk) -> str:
    found = contacts.between(desk, "Platform", "Brand").it
    assert found is not None
    return found.trouble


def test_the_page_says_when_somebody_cannot_stand_for_the_team_any_more(small: Desk) -> None:
    contacts.name(small, "Platform", "Brand", BOTH)
    assert trouble(small) == ""
    people.edit(small, ANA, {"last_day": date(2027, 3, 31)})
    assert trouble(small) == ""
    assert trouble(replace(small, clock=FixedClock(date(2027, 4, 1)))) == "has left on 2027-03-31"
    people.edit(small, ANA, {"team": "Data"})
    assert trouble(small) == "is in the team Data"
    people.remove(small, ANA)
    assert trouble(small) == "is not in the exchange any more"


def test_a_team_without_people_stands_while_it_has_contacts(small: Desk) -> None:
    contacts.name(small, "Platform", "CRM", ContactChange(marketing="noa@x.example"))
    people.edit(small, "noa@x.example", {"team": "Loyalty"})
    assert [one.marketing_team for one in contacts.page(small, "Platform").rows] == ["Brand", "CRM", "Loyalty"]
    contacts.remove(small, "Platform", "CRM")
    assert [one.marketing_team for one in contacts.page(small, "Platform").rows] == ["Brand", "Loyalty"]


def test_where_both_sides_have_a_team_of_that_name_the_side_is_asked_for(desk: Desk) -> None:
    employ(desk, it("Ana", "Web"), marketing("Mia", "Web"))
    with pytest.raises(InvalidValue, match="Both sides have a team 'web'"):
        contacts.page(desk, "web")
    assert contacts.page(desk, "web", side=Side.MARKETING).side is Side.MARKETING
    assert contacts.name(desk, "Web", "web", BOTH).it == Contact(name="Ana", email=ANA)


def met(desk: Desk, folder: Path, *rows: str) -> None:
    lines = [f"P,ride-along,{row},2026-0{at}-02,2026-0{at}-06,held" for at, row in enumerate(rows, 1)]
    import_history(desk, csv(folder, "program,kind,it_email,marketing_email,guest,start,end,state", *lines))


def test_who_has_met_whom_most_often_is_proposed_where_nobody_is_named(small: Desk, tmp_path: Path) -> None:
    met(small, tmp_path, f"{CHO},{MIA},it", f"{ANA},oto@x.example,it", f"{CHO},{MIA},marketing", f"{ANA},{MIA},it")
    brand, crm = contacts.page(small, "Platform").rows
    assert brand.suggested == (Contact(name="Cho", email=CHO), Contact(name="Mia", email=MIA))
    assert (brand.times, crm.suggested) == (2, None)
    (_data, platform) = contacts.page(small, "Brand").rows
    assert (platform.suggested, platform.times) == (brand.suggested, 2)
    people.edit(small, CHO, {"team": "Data"})
    brand = contacts.between(small, "Platform", "Brand")
    # Of those who have met as often, the last ones.
    assert brand.suggested == (Contact(name="Ana", email=ANA), Contact(name="Mia", email=MIA))
    contacts.name(small, "Platform", "Brand", ContactChange(it=ANA))
    assert contacts.between(small, "Platform", "Brand").suggested is None


def test_nobody_changes_what_somebody_else_has_changed_meanwhile(small: Desk, make_desk: MakeDesk) -> None:
    theirs = make_desk()
    contacts.name(theirs, "Platform", "Brand", BOTH)
    with pytest.raises(ChangedMeanwhile):
        contacts.name(small, "Platform", "Brand", ContactChange(it=CHO), seen=NONE_YET)
    seen = contacts.between(small, "Platform", "Brand").seen
    contacts.name(theirs, "Platform", "Brand", ContactChange(it=CHO))
    for act in (
        lambda: contacts.name(small, "Platform", "Brand", ContactChange(it=""), seen=seen),
        lambda: contacts.remove(small, "Platform", "Brand", seen=seen),
    ):
        with pytest.raises(ChangedMeanwhile):
            act()


def said(desk: Desk) -> str:
    """What the invite to the visit of Ana at Mia says of contacts."""
    with desk.reading() as connection:
        meetings = [each.invite.meeting for each in outbox.due_now(connection, desk)]
    (text,) = [one.description for one in meetings if one.kind is MeetingKind.VISIT]
    return next((part for part in text.split("\n\n") if part.startswith("Between the two teams")), "")


def test_invites_name_the_contacts_of_the_two_teams(one: Desk, tmp_path: Path) -> None:
    assert said(one) == ""
    export_invites.export(one, tmp_path / "sent")
    contacts.name(one, "Platform", "Brand", BOTH)
    assert said(one) == (
        "Between the two teams, people turn to Ana (ana@x.example) for Platform and Mia (mia@x.example) for Brand."
    )
    assert {row.update for row in outbox.rows(one)} == {True}
    undo(one)
    assert outbox.rows(one) == ()


def test_invites_do_not_name_who_is_gone_by_then(one: Desk) -> None:
    employ(one, it("Cho"))
    contacts.name(one, "Platform", "Brand", ContactChange(it=CHO, marketing=MIA))
    alone = "Between the two teams, people turn to Mia (mia@x.example) for Brand."
    people.edit(one, CHO, {"last_day": START - timedelta(days=1)})
    assert said(one) == alone
    people.edit(one, CHO, {"last_day": START})
    assert "Cho" in said(one)
    people.edit(one, CHO, {"team": "Data"})
    assert said(one) == alone
    people.edit(one, CHO, {"team": "platform"})
    assert "Cho" in said(one)
    people.remove(one, CHO)
    assert said(one) == alone


def test_contacts_of_other_teams_change_no_invite(one: Desk, tmp_path: Path) -> None:
    employ(one, it("Ben", "Data"))
    export_invites.export(one, tmp_path / "sent")
    contacts.name(one, "Data", "Brand", ContactChange(it="ben@x.example", marketing=MIA))
    assert outbox.rows(one) == ()


def test_who_is_named_in_invites_is_forgotten_once_somebody_else_is_the_contact(one: Desk, tmp_path: Path) -> None:
    employ(one, it("Cho"))
    contacts.name(one, "Platform", "Brand", ContactChange(it=CHO, marketing=MIA))
    export_invites.export(one, tmp_path / "sent")
    with pytest.raises(Refused, match="name Cho as the contact of Platform and Brand"):
        purge.purge(one, CHO)
    contacts.name(one, "Platform", "Brand", ContactChange(it=ANA))
    export_invites.export(one, tmp_path / "again")
    purge.purge(one, CHO)
    assert outbox.rows(one) == ()
