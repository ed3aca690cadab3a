"""The commands about the glossary."""

from pathlib import Path

import click

from ridealong.cli.files import write_file
from ridealong.cli.imports import print_report
from ridealong.cli.options import Group
from ridealong.cli.output import say, show_json, show_text
from ridealong.cli.progress import counted
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import from_the_call, side
from ridealong.domain.glossary import Term
from ridealong.domain.people import Side
from ridealong.domain.wording import many
from ridealong.exchange.glossary_csv import glossary_csv_text
from ridealong.services import glossary as service

_FILE = click.Path(path_type=Path)


@click.group(cls=Group)
def glossary() -> None:
    """The terms of both trades: list, add, edit, remove, restore, import and export them.

    A term that stands in an invite or in a charter is explained there, once. Some come with the program.
    """


@glossary.command("list")
@click.argument("text", required=False, default="")
@click.option("--side", "which", type=side, metavar="it|marketing", help="Only the terms of one side.")
@click.option("--removed", is_flag=True, help="Also those that came with the program and were taken out.")
@pass_session
def list_(session: Session, text: str, which: Side | None, removed: bool) -> None:
    """List the terms: all, or those with the words of TEXT in the term or its meaning."""
    with session.desk() as desk:
        found = service.list_terms(desk, text, side=which, out=removed)
    if session.json:
        show_json({"terms": [{**term_json(one.term), "state": _state(one)} for one in found]})
        return
    rows = [(one.term.term, one.term.side.label, one.term.meaning, _state(one)) for one in found]
    print_table(session, ("Term", "Side", "Meaning", "State"), rows)
    say(f"{many(len(found), 'term')}.")


def _state(one: service.Entry) -> str:
    if not one.came:
        return "added"
    return "removed" if one.out else "changed" if one.changed else ""


def term_json(term: Term) -> dict[str, object]:
    """A term, whose it is, and what it means to the other side."""
    return {"term": term.term, "side": str(term.side), "meaning": term.meaning}


@glossary.command()
@click.argument("term")
@click.option("--side", "which", type=side, required=True, metavar="it|marketing", help="Whose term it is.")
@click.option("--meaning", required=True, metavar="TEXT", help="What it is, in a few words of everybody.")
@pass_session
def add(session: Session, term: str, which: Side, meaning: str) -> None:
    """Explain one more TERM, such as CPC."""
    with session.desk() as desk, from_the_call():
        new = service.add_term(desk, term, which, meaning)
    _tell(session, new, f"{new.term} is explained: {new.meaning}.")


@glossary.command()
@click.argument("term")
@click.option("--name", metavar="TEXT", help="How it is written, in other capitals or blanks.")
@click.option("--side", "which", type=side, metavar="it|marketing", help="Whose term it is.")
@click.option("--meaning", metavar="TEXT", help="What it is, in a few words of everybody.")
@pass_session
def edit(session: Session, term: str, name: str | None, which: Side | None, meaning: str | None) -> None:
    """Change what is known of a TERM; what is not given stays as it is."""
    if name is None and which is None and meaning is None:
        raise click.UsageError("There is nothing to change. Give --meaning, --side or --name")
    with session.desk() as desk, from_the_call():
        new = service.edit_term(desk, term, name=name, side=which, meaning=meaning)
    _tell(session, new, f"{new.term} is explained: {new.meaning}.")


@glossary.command()
@click.argument("term")
@pass_session
def remove(session: Session, term: str) -> None:
    """Explain a TERM no more, also one that came with the program."""
    with session.desk() as desk:
        gone = service.remove_term(desk, term)
    _tell(session, gone, f"{gone.term} is no longer explained.", removed=True)


@glossary.command()
@click.argument("term")
@pass_session
def restore(session: Session, term: str) -> None:
    """Explain a TERM again as it came with the program."""
    with session.desk() as desk:
        found = service.restore_term(desk, term)
    _tell(session, found, f"{found.term} is explained: {found.meaning}.")


@glossary.command("import")
@click.argument("file", type=_FILE)
@click.option("--dry-run", is_flag=True, help="Print the same, and change nothing.")
@pass_session
def import_(session: Session, file: Path, dry_run: bool) -> int:
    """Add and change terms as a CSV FILE says; terms that it does not name stay as they are.

    The columns are term,side,meaning. Rows that cannot be taken are listed with what would be right; they stop no
    others, and the exit code is 3.
    """
    with session.desk() as desk, counted("Comparing terms:") as progress:
        report = service.import_terms(desk, file, dry_run=dry_run, progress=progress)
    return print_report(session, report)


@glossary.command()
@click.option("--out", type=_FILE, metavar="FILE", help="Write to this file instead of stdout.")
@pass_session
def export(session: Session, out: Path | None) -> None:
    """Write all terms as CSV, which can be imported again."""
    with session.desk() as desk:
        found = [one.term for one in service.list_terms(desk)]
    if out is not None:
        write_file(out, glossary_csv_text(found))
        say(f"{many(len(found), 'term')} written to {out}.")
    if session.json:
        show_json({"terms": [term_json(one) for one in found]})
    elif out is None:
        show_text(glossary_csv_text(found))


def _tell(session: Session, term: Term, text: str, *, removed: bool = False) -> None:
    if session.json:
        show_json({"term": term_json(term), **({"removed": True} if removed else {})})
    else:
        say(text)
