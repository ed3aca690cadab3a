"""JSON out: what is read and kept, in the words of the exchange."""

from ridealong.domain.people import Person
from ridealong.exchange.history_csv import HistoryRow
from ridealong.exchange.results import Rejection


def person_json(person: Person) -> dict[str, object]:
    """A person with every column of a people file; days in ISO form, what is not known as null or empty."""
    return {
        "email": person.email,
        "name": person.name,
        "side": str(person.side),
        "team": person.team,
        "role": person.role,
        "site": person.site,
        "manager": person.manager,
        "time_zone": person.time_zone,
        "hours": str(person.hours),
        "knows": list(person.knows),
        "wants": list(person.wants),
        "capacity": person.capacity,
        "first_day": person.first_day.isoformat() if person.first_day else None,
        "last_day": person.last_day.isoformat() if person.last_day else None,
        "employee_id": person.employee_id,
    }


def history_json(row: HistoryRow) -> dict[str, object]:
    """A past pairing with every column of a history file."""
    return {
        "program": row.program,
        "kind": str(row.kind),
        "it_email": row.it_email,
        "marketing_email": row.marketing_email,
        "guest": str(row.guest),
        "start": row.days.first.isoformat(),
        "end": row.days.last.isoformat(),
        "state": str(row.state),
    }


def rejection_json(rejection: Rejection) -> dict[str, object]:
    """A rejected row, as imports list it."""
    return {
        "line": rejection.line,
        "column": rejection.column,
        "value": rejection.value,
        "problem": rejection.for_commands,
    }
