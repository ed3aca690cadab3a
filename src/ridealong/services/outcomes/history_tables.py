"""What the history comes to as tables: records with the words of the exchange as keys, and CSV text."""

from collections.abc import Iterable, Sequence
from datetime import date

from ridealong.domain.exposure import Contact, Exposure
from ridealong.domain.forecast import Forecast, forecast_words
from ridealong.exchange.write_csv import history_csv_text, table_csv_text
from ridealong.services.groups.group_rows import GroupRow
from ridealong.services.outcomes.embed_counts import WeekOfEmbeds
from ridealong.services.outcomes.embed_history import EmbedRow
from ridealong.services.outcomes.history import PairingRow, history_row
from ridealong.services.outcomes.history_summary import Summary, TeamReach, WeekOfVisits
from ridealong.services.outcomes.ledger import OwedVisit
from ridealong.services.people.strangers import Strangers

Record = dict[str, object]


def contact_record(one: Contact, today: date) -> Record:
    """What two teams had to do with each other; the people of the last time, that of the IT team first."""
    return {
        "it_team": one.it_team,
        "marketing_team": one.marketing_team,
        "times": one.times,
        "coming": one.coming,
        "last": _day(one.last),
        "weeks_since": one.weeks_since(today),
        "next": _day(one.next),
        "people": [person.email for person in one.people or ()],
        "embed_weeks": one.embed_weeks,
    }


def forecast_record(found: Forecast) -> Record:
    """After how many rounds all teams will have met, and which cannot."""
    return {
        "program": found.program,
        "pairs": found.pairs,
        "never": found.never,
        "per_round": found.per_round,
        "done": _day(found.done.first) if found.done else None,
        "rounds": [
            {
                "round": one.number,
                "start": _day(one.first),
                "planned": one.planned,
                "pairings": one.pairings,
                "new": [{"it_team": it, "marketing_team": marketing} for it, marketing in one.new],
                "left": one.left,
            }
            for one in found.rounds
        ],
        "cannot": [
            {"it_team": one.it_team, "marketing_team": one.marketing_team, "why": one.why} for one in found.cannot
        ],
        "says": forecast_words(found),
    }


def owed_record(one: OwedVisit) -> Record:
    """A visit that is owed: its guest to come, and whom it is owed to."""
    return {
        "guest": one.guest_email,
        "host": one.host_email,
        "program": one.program,
        "pairing": one.pairing,
        "since": _day(one.since),
        "due": _day(one.due),
        "overdue_days": one.overdue_days,
        "planned": _day(one.planned),
    }


def week_record(one: WeekOfVisits) -> Record:
    """The visits of a week."""
    return {
        "week": _day(one.monday),
        "held": one.held,
        "missed": one.missed,
        "ended": one.ended,
        "unmarked": one.unmarked,
        "planned": one.planned,
    }


def embeds_record(one: WeekOfEmbeds) -> Record:
    """What people in composite teams work there in a week."""
    return {"week": _day(one.monday), "people": one.people, "weeks": one.weeks}


def reach_record(one: TeamReach) -> Record:
    """How many of a team have met somebody."""
    return {"side": str(one.side), "team": one.team, "people": one.people, "met": one.met, "percent": one.percent}


def history_csv(rows: Iterable[PairingRow]) -> str:
    """Pairings as a history file, which can be imported again."""
    return history_csv_text(map(history_row, rows))


def exposure_csv(found: Exposure, *, never: bool = False) -> str:
    """Every two teams of today, or only those that have never met."""
    names = ("it_team", "marketing_team", "times", "coming", "last", "weeks_since", "next")
    rows = []
    for one in (one for one in found.all_contacts() if not (never and one.times)):
        record = contact_record(one, found.today)
        it, marketing = one.people or (None, None)
        people = [person.email if person else "" for person in (it, marketing)]
        rows.append([*_cells(record, names), *people, f"{one.embed_weeks:g}"])
    return table_csv_text([*names, "it_email", "marketing_email", "embed_weeks"], rows)


def strangers_csv(found: Strangers) -> str:
    """The people of two teams who have never met: two people a line."""
    names = ("it_email", "it_name", "marketing_email", "marketing_name")
    rows = [
        [one.person.email, one.person.name, other.email, other.name] for one in found.people for other in one.never_met
    ]
    return table_csv_text(names, rows)


def ledger_csv(rows: Iterable[OwedVisit]) -> str:
    """Visits that are owed."""
    names = ("guest", "host", "program", "pairing", "since", "due", "overdue_days", "planned")
    return table_csv_text(names, (_cells(owed_record(one), names) for one in rows))


def summary_csv(found: Summary) -> str:
    """The numbers of all charts, one a line: of which chart, about what, what is counted, how many."""
    rows = []
    for week in found.weeks:
        record = week_record(week)
        rows += [["visits", str(record["week"]), name, str(record[name])] for name in record if name != "week"]
    for one in found.embeds:
        rows += [["embeds", one.monday.isoformat(), "people", str(one.people)]]
        rows += [["embeds", one.monday.isoformat(), "weeks", f"{one.weeks:g}"]]
    for team in found.reach:
        rows += [
            ["reach", team.team, name, str(number)] for name, number in (("people", team.people), ("met", team.met))
        ]
    rows += [["repeats", str(times), "pairs", str(pairs)] for times, pairs in sorted(found.repeats.items())]
    return table_csv_text(("chart", "about", "counted", "number"), rows)


def _cells(record: Record, names: Sequence[str]) -> list[str]:
    return ["" if record[name] is None else str(record[name]) for name in names]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def groups_csv(rows: Iterable[GroupRow]) -> str:
    """Groups; the addresses of those in one stand in one cell."""
    names = ("program", "round", "day", "people", "state")
    return table_csv_text(names, (_cells(_group_record(one), names) for one in rows))


def _group_record(one: GroupRow) -> Record:
    people = "; ".join(each.email for each in one.people)
    return {
        "program": one.program,
        "round": one.round + 1,
        "day": _day(one.days.first),
        "people": people,
        "state": str(one.state),
    }


def embeds_csv(rows: Iterable[EmbedRow]) -> str:
    """Embeds, one a line: the share in percent of a week, and how many full weeks of work it comes to."""
    names = ("program", "team", "slot", "email", "side", "home_team", "start", "end", "share", "weeks", "state")
    return table_csv_text(names, (_cells(_embed_record(one), names) for one in rows))


def _embed_record(one: EmbedRow) -> Record:
    return {
        "program": one.program,
        "team": one.team,
        "slot": one.slot_name,
        "email": one.email,
        "side": str(one.side),
        "home_team": one.home_team,
        "start": _day(one.days.first),
        "end": _day(one.days.last),
        "share": one.share,
        "weeks": one.weeks,
        "state": str(one.state),
    }
