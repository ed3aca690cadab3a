"""The commands about the charter of a program: its sponsors, its measures and their readings."""

from datetime import date

import click

from ridealong.cli.documents import measure_json, reading_json, sponsor_json
from ridealong.cli.failures import DONE
from ridealong.cli.options import Command
from ridealong.cli.output import say, show_json
from ridealong.cli.program_readings import import_file, readings_file, readings_options
from ridealong.cli.session import Session, pass_session
from ridealong.cli.values import day, from_the_call, number, number_or_none, side
from ridealong.domain.charters import Reading, Sponsor, number_words
from ridealong.domain.people import Side
from ridealong.services.programs import charters
from ridealong.services.programs import measures as measure_service


@click.command(cls=Command)
@click.argument("name")
@click.option("--side", "which", type=side, required=True, metavar="it|marketing", help="Whose sponsor it is.")
@click.option(
    "--sponsor", metavar="EMAIL", help='Who it is: somebody of that side, or "Name <address>" for anybody else.'
)
@click.option("--agreed", type=day, metavar="DATE", help="The day on which the sponsor agreed.")
@click.option("--take-back", is_flag=True, help="The sponsor does not agree, or not any more.")
@click.option("--note", metavar="TEXT", help="What there is to say of the agreement.")
@click.option("--remove", is_flag=True, help="Nobody sponsors it on that side any more.")
@pass_session
def sign(
    session: Session,
    *,
    name: str,
    which: Side,
    sponsor: str | None,
    agreed: date | None,
    take_back: bool,
    note: str | None,
    remove: bool,
) -> None:
    """Name the sponsor of one side of the program NAME, and note whether the sponsor agrees with its charter.

    Another sponsor than before has not agreed yet. `ridealong program show` tells the charter.
    """
    said = charters.Signing(sponsor=sponsor, agreed=agreed, take_back=take_back, note=note)
    if remove and said != charters.Signing():
        raise click.UsageError("--remove takes the sponsor back: leave the other options out")
    if sponsor is not None and not sponsor.strip():
        raise click.UsageError("--sponsor is empty; --remove takes the sponsor back")
    if remove:
        said = charters.Signing(sponsor="")
    elif said == charters.Signing():
        raise click.UsageError("Say who the sponsor is with --sponsor, or --agreed, --take-back, --note or --remove")
    with session.desk() as desk, from_the_call():
        found = charters.sign(desk, name, which, said)
    if session.json:
        show_json({"program": name, "side": str(which), "sponsor": sponsor_json(found) if found else None})
    else:
        say(_said(name, which, found))


def _said(name: str, which: Side, found: Sponsor | None) -> str:
    if found is None:
        return f"{name} has no {which.label} sponsor."
    agreed = f"agreed on {found.agreed}" if found.agreed else "has not agreed yet"
    return f"{found.name} sponsors {name} for {which.label} and {agreed}."


@click.command(cls=Command)
@click.argument("name")
@click.argument("what", metavar="[MEASURE]", required=False)
@click.option("--unit", metavar="TEXT", help="What it is counted in, such as % or days.")
@click.option(
    "--baseline", type=number_or_none, metavar="N", help="Where it stood when the program began; 'none' clears it."
)
@click.option("--target", type=number_or_none, metavar="N", help="Where both sides want it; 'none' clears it.")
@click.option("--reading", type=number, metavar="N", help="What it was on a day: today, or the day of --on.")
@click.option(
    "--on", type=day, metavar="DATE", help="The day of --reading, or of the reading that --remove takes back."
)
@click.option("--note", metavar="TEXT", help="What there is to say of the reading.")
@click.option("--remove", is_flag=True, help="Take the measure back with its readings; with --on that reading alone.")
@readings_options
@pass_session
def measure(
    session: Session,
    /,
    *,
    name: str,
    what: str | None,
    unit: str | None,
    baseline: float | str | None,
    target: float | str | None,
    reading: float | None,
    on: date | None,
    note: str | None,
    remove: bool,
    **of_file: object,
) -> int:
    """Say what both sides of the program NAME want to move: a MEASURE, such as "Time to first page", and what it was.

    What is not given stays as it is. Invites show the measures; `ridealong program show` lists them with their
    readings. A second reading of one day takes the place of the first.

    With --import, the readings of all measures are those of a CSV file: one that a form of Microsoft or Google exports,
    with a question for each measure whose heading contains its name, or one with columns measure,value and day. A
    mapping is a TOML file: [columns] "Time to first page" = "How many days did it take?".
    """
    file = readings_file(of_file)
    change = _change(unit, baseline, target)
    settled = change != measure_service.MeasureChange()
    if file is not None:
        if what or settled or remove or reading is not None or note is not None:
            raise click.UsageError("--import takes the measures from the file: leave MEASURE and its options out")
        return import_file(session, name, file, on)
    if what is None:
        raise click.UsageError("Say which MEASURE, or read a file with --import")
    _check_alone(settled=settled, remove=remove, reading=reading is not None, note=note is not None, on=on is not None)
    if reading is not None:
        _read(session, name, what, Reading(day=on or session.clock.today(), value=reading, note=note or ""))
    elif remove and on:
        _forget(session, name, what, on)
    else:
        _set(session, name, what, change, remove=remove)
    return DONE


def _change(
    unit: str | None, baseline: float | str | None, target: float | str | None
) -> measure_service.MeasureChange:
    """What is said of a measure; a word in place of a number clears it."""
    return measure_service.MeasureChange(
        unit=unit,
        baseline=baseline if isinstance(baseline, float) else None,
        target=target if isinstance(target, float) else None,
        no_baseline=isinstance(baseline, str),
        no_target=isinstance(target, str),
    )


def _check_alone(*, settled: bool, remove: bool, reading: bool, note: bool, on: bool) -> None:
    """Refuse a call that asks for two things at once, or says something of a reading that it does not give."""
    if remove and (settled or reading or note):
        raise click.UsageError("--remove takes the whole measure back: leave the other options out")
    if reading and settled:
        raise click.UsageError("--reading stands for itself: say what the measure is in a call of its own")
    if not reading and (note or (on and not remove)):
        raise click.UsageError("--on and --note are about a --reading")


def _set(session: Session, name: str, what: str, change: measure_service.MeasureChange, *, remove: bool) -> None:
    with session.desk() as desk, from_the_call():
        if remove:
            found = measure_service.remove_measure(desk, name, what)
        else:
            found = measure_service.set_measure(desk, name, what, change)
    if session.json:
        show_json({"measure": measure_json(found), **({"removed": True} if remove else {})})
    else:
        say(f"{found.name} is {'no longer' if remove else 'now'} a measure of {name}.")


def _read(session: Session, name: str, what: str, new: Reading) -> None:
    with session.desk() as desk, from_the_call():
        before = measure_service.add_reading(desk, name, what, new)
    if session.json:
        show_json({"reading": reading_json(what, new), "before": reading_json(what, before) if before else None})
    else:
        instead = f" It was {number_words(before.value)} before." if before else ""
        say(f"{what} was {number_words(new.value)} on {new.day}.{instead}")


def _forget(session: Session, name: str, what: str, on: date) -> None:
    with session.desk() as desk, from_the_call():
        gone = measure_service.remove_reading(desk, name, what, on)
    if session.json:
        show_json({"reading": reading_json(what, gone), "removed": True})
    else:
        say(f"There is no reading of {what} on {on} any more; it was {number_words(gone.value)}.")
