"""The command about standing contacts."""

import click

from ridealong.cli.options import Command
from ridealong.cli.output import say, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import from_the_call, side
from ridealong.domain.people import Side
from ridealong.domain.wording import many
from ridealong.services.people import contacts as service
from ridealong.services.people.contacts import Contact, ContactChange, TeamContacts


@click.command(cls=Command)
@click.argument("team")
@click.argument("other", metavar="[OTHER]", required=False)
@click.option("--it", metavar="EMAIL", help="Who it is in the IT team; 'none' for nobody any more.")
@click.option("--marketing", metavar="EMAIL", help="Who it is in the marketing team; 'none' for nobody any more.")
@click.option("--remove", is_flag=True, help="The two teams have no contacts any more.")
@click.option("--side", "which", type=side, metavar="it|marketing", help="Where both sides have a team of that name.")
@pass_session
def contact(
    session: Session,
    *,
    team: str,
    other: str | None,
    it: str | None,
    marketing: str | None,
    remove: bool,
    which: Side | None,
) -> None:
    """Say whom people of TEAM turn to in every team across, and who of TEAM is turned to.

    With a second team, only those two; with --it and --marketing, name who it is. Invites to visits between two teams
    name their contacts. Where nobody is named, the two people who have met most often are proposed.
    """
    change = ContactChange(it=_email(it), marketing=_email(marketing))
    asked = change != ContactChange()
    if remove and asked:
        raise click.UsageError("--remove takes both contacts back: leave --it and --marketing out")
    if other is None and (remove or asked):
        raise click.UsageError("Contacts are those of two teams: name the other team, too")
    if other is None:
        _show_page(session, team, which)
        return
    with session.desk() as desk, from_the_call():
        if remove:
            found = service.remove(desk, team, other)
        elif asked:
            found = service.name(desk, team, other, change)
        else:
            found = service.between(desk, team, other)
    if session.json:
        show_json({"contact": contacts_json(found), **({"removed": True} if remove else {})})
    elif remove:
        say(f"{found.it_team} and {found.marketing_team} have no contacts any more.")
    else:
        _print(session, (found,))


def _email(text: str | None) -> str | None:
    if text is not None and not text.strip():
        raise click.UsageError("An address is empty; 'none' says that nobody is the contact any more")
    return "" if text is not None and text.strip().casefold() == "none" else text


def _show_page(session: Session, team: str, which: Side | None) -> None:
    with session.desk() as desk, from_the_call():
        found = service.page(desk, team, side=which)
    if session.json:
        document = {"team": found.team, "side": str(found.side)}
        show_json({**document, "contacts": [contacts_json(one) for one in found.rows]})
        return
    _print(session, found.rows)
    unnamed = sum(one.it is None or one.marketing is None for one in found.rows)
    if unnamed:
        say(f"With {many(unnamed, 'team')} a contact is missing: `ridealong contact TEAM OTHER --it EMAIL` names one.")


def _print(session: Session, rows: tuple[TeamContacts, ...]) -> None:
    titles = ("IT team", "Marketing team", "IT contact", "Marketing contact", "Note")
    cells = [(one.it_team, one.marketing_team, _who(one.it), _who(one.marketing), _note(one)) for one in rows]
    print_table(session, titles, cells)


def _who(one: Contact | None) -> str:
    return f"{one.name} <{one.email}>" if one else "nobody yet"


def _note(one: TeamContacts) -> str:
    if one.suggested:
        it, marketing = one.suggested
        return f"could be {it.name} <{it.email}> and {marketing.name} <{marketing.email}>: met {_times(one.times)}"
    return "; ".join(f"{each.name} {each.trouble}" for each in (one.it, one.marketing) if each and each.trouble)


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def contacts_json(one: TeamContacts) -> dict[str, object]:
    """The contacts of two teams; null where nobody is named. `trouble` says why somebody cannot be it any more."""
    suggested = None
    if one.suggested:
        suggested = {"it": one.suggested[0].email, "marketing": one.suggested[1].email, "times": one.times}
    return {
        "it_team": one.it_team,
        "marketing_team": one.marketing_team,
        "it": _contact_json(one.it),
        "marketing": _contact_json(one.marketing),
        "suggested": suggested,
    }


def _contact_json(one: Contact | None) -> dict[str, object] | None:
    return {"email": one.email, "name": one.name, "trouble": one.trouble} if one else None
