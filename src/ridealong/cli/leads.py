"""The commands about team leads: the drafts that each is to agree to, and what they said."""

from collections.abc import Collection, Sequence
from pathlib import Path

import click

from ridealong.cli.documents import days_json
from ridealong.cli.files import write_file
from ridealong.cli.imports import print_report
from ridealong.cli.options import Group
from ridealong.cli.output import say, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import from_the_call, pairing, side
from ridealong.domain.consent import Word
from ridealong.domain.errors import RidealongError, code_of_trouble
from ridealong.domain.people import Side
from ridealong.domain.values import read_email
from ridealong.domain.wording import many
from ridealong.exchange.lead_lists_csv import ListedDraft, lead_list_text
from ridealong.services.plans.plan_views import Someone
from ridealong.services.publishing import lead_words as service
from ridealong.services.publishing.import_lead_words import import_lead_words


@click.group(cls=Group)
def leads() -> None:
    """The drafts that each team lead is to agree to before they are published, and what the leads said."""


@leads.command("list")
@click.option(
    "--program", default="", metavar="NAME", help="Only its drafts. Default: of all whose leads are to agree."
)
@click.option("--lead", default="", metavar="EMAIL", help="Only the list of one lead.")
@click.option("--open", "waiting", is_flag=True, help="Only drafts of which the lead has not said anything.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write one CSV file for each lead, to send around; `leads import` reads them when they come back.",
)
@click.option("--notes", is_flag=True, help="Also what leads noted, which is private.")
@pass_session
def list_(session: Session, /, *, program: str, lead: str, waiting: bool, notes: bool, out: Path | None) -> None:
    """List the drafts by the lead who is to agree to them: the manager of the guest, and that of the host.

    Of who has no manager, nobody's word is needed.
    """
    with from_the_call():
        wanted = read_email(lead) if lead else ""
    with session.desk() as desk:
        found = [
            (one, [each for each in one.drafts if not waiting or each.word is None])
            for one in service.lists(desk, program=program, lead=wanted)
        ]
    found = [(one, drafts) for one, drafts in found if drafts]
    if out is not None:
        _write(session, out, found)
        return
    if session.json:
        show_json({"leads": [_lead_json(one, drafts, notes=notes) for one, drafts in found]})
        return
    rows = [
        (
            *(
                one.called,
                each.id,
                each.program,
                each.person.name,
                each.does,
                each.other.name,
                each.days.first,
                each.days.last,
            ),
            *(each.word or "waiting", each.note),
        )
        for one, drafts in found
        for each in drafts
    ]
    titles = ("Lead", "Draft", "Program", "Person", "Does", "With", "From", "To", "Word", "Note")
    columns = len(titles) if notes else len(titles) - 1
    print_table(session, titles[:columns], [row[:columns] for row in rows], right=("Draft",))


def _lead_json(one: service.LeadList, drafts: Sequence[service.AskedDraft], *, notes: bool) -> dict[str, object]:
    return {
        "email": one.email,
        "name": one.name,
        "drafts": [
            {
                "id": each.id,
                "program": each.program,
                "side": str(each.side),
                "email": each.person.email,
                "does": each.does,
                "with": each.other.email,
                "round": each.round,
                **days_json(each.days),
                "word": str(each.word) if each.word else None,
                "day": each.day.isoformat() if each.day else None,
                **({"note": each.note} if notes else {}),
            }
            for each in drafts
        ],
    }


def _write(session: Session, out: Path, found: Sequence[tuple[service.LeadList, list[service.AskedDraft]]]) -> None:
    from ridealong.exchange.whole_files import make_folder  # noqa: PLC0415 - only who writes needs it

    try:
        make_folder(out)
    except OSError as error:
        raise RidealongError(
            f"{out} cannot be made: {error.strerror or error}", "Name another folder", code=code_of_trouble(error)
        ) from None
    written: list[tuple[Path, service.LeadList, int]] = []
    for one, drafts in found:
        path = _free(out / _file_name(one.email), {each for each, *_ in written})
        write_file(path, lead_list_text([_listed(one, each) for each in drafts]))
        written.append((path, one, len(drafts)))
    if session.json:
        show_json({"written": [{"file": str(path), "email": one.email, "drafts": n} for path, one, n in written]})
    else:
        say(f"{many(len(written), 'list')} written to {out}. `ridealong leads import` reads them when they come back.")


def _file_name(email: str) -> str:
    """A name for the file of an address that every file system takes."""
    return (
        "".join(one if one.isalnum() or one in "@.-_" else "_" for one in email.casefold())[:120].lstrip(".") + ".csv"
    )


def _free(path: Path, taken: Collection[Path]) -> Path:
    """A name beside those that are taken: two addresses may differ in signs alone that no file is called by."""
    number = 1
    found = path
    while found in taken:
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found


def _listed(lead: service.LeadList, one: service.AskedDraft) -> ListedDraft:
    return ListedDraft(
        pairing=one.id,
        lead=lead.email,
        program=one.program,
        side=one.side,
        person=_cells(one.person),
        other=_cells(one.other),
        days=one.days,
        does=one.does,
        word=one.word,
        note=one.note,
    )


def _cells(one: Someone) -> tuple[str, str, str]:
    return one.email, one.name, one.team


_PAIRINGS = click.argument("pairings", metavar="PAIRING...", nargs=-1, required=True, type=pairing)
_SIDE = click.option("--side", "which", type=side, metavar="it|marketing", help="Whose lead, where there are two.")
_NOTE = click.option("--note", default="", metavar="TEXT", help="What there is to say of it.")


@leads.command()
@_PAIRINGS
@_SIDE
@_NOTE
@pass_session
def agree(session: Session, pairings: tuple[int, ...], which: Side | None, note: str) -> None:
    """Note that the lead agrees to drafts; `leads list` shows their numbers."""
    _give(session, pairings, Word.AGREED, which, note)


@leads.command()
@_PAIRINGS
@_SIDE
@_NOTE
@pass_session
def refuse(session: Session, pairings: tuple[int, ...], which: Side | None, note: str) -> None:
    """Note that the lead does not agree to drafts: they are never published as they are."""
    _give(session, pairings, Word.REFUSED, which, note)


def _give(session: Session, pairings: tuple[int, ...], word: Word, which: Side | None, note: str) -> None:
    with session.desk() as desk, from_the_call():
        new = service.give(desk, pairings, word, side=which, note=note)
    if session.json:
        show_json({"pairings": list(dict.fromkeys(pairings)), "word": str(word), "new": new})
    else:
        say(f"{many(new, 'word')} noted: {word}.")


@leads.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Print the same, and change nothing.")
@pass_session
def import_(session: Session, file: Path, dry_run: bool) -> int:
    """Note what leads wrote into a list of `leads list --out` that came back as FILE: yes or no in the column answer.

    Rows without an answer say nothing. Rows about drafts that were changed since are listed with what is so by now; the
    exit code is 3 then.
    """
    with session.desk() as desk:
        report = import_lead_words(desk, file, dry_run=dry_run)
    return print_report(session, report)
