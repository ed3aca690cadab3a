"""When a program was published although somebody had not agreed, and why, as the journal keeps it."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from ridealong.domain.programs import Program
from ridealong.domain.values import zone
from ridealong.services.publishing.publish_drafts import WITHOUT_AGREEMENT
from ridealong.storage.queries.report import publishings

# Behind the counts, since the name of a program may hold any words.
_SAID = re.compile(rf": [\d,]+ \w+ in [\d,]+ (?:round|team)s?{WITHOUT_AGREEMENT}(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class WithoutAgreement:
    """That a program was published although somebody had not agreed: when, and why."""

    day: date
    reason: str


def without_agreement_in(connection: Connection, program: Program, named_zone: str) -> tuple[WithoutAgreement, ...]:
    """When and why that was, oldest first, without what was taken back since; the days are those of a time zone."""
    rows = publishings(connection, program.id)
    said = [(at, match[1]) for at, summary in rows if (match := _SAID.search(summary.removeprefix(program.name)))]
    return tuple(
        WithoutAgreement(day=datetime.fromisoformat(at).astimezone(zone(named_zone)).date(), reason=reason)
        for at, reason in said
    )
