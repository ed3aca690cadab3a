"""What keeps people out of a plan, whoever is there: freezes, and people kept apart."""

from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.pairings import Freeze
from ridealong.domain.people import Side, identity
from ridealong.domain.values import read_words
from ridealong.services.desk import Desk
from ridealong.services.found import person_named
from ridealong.services.meanwhile import Seen, check_seen
from ridealong.storage import records
from ridealong.storage.queries.rules import apart_rows, freeze_rows, freezes, teams
from ridealong.storage.schema import aparts
from ridealong.storage.schema import freezes as freezes_table


def add_apart(desk: Desk, one: str, other: str, reason: str = "") -> None:
    """Keep two people apart; the reason stays private.

    Raises:
        NotFound: there is no such person.
        InvalidValue: both are the same person.
        Refused: the two are kept apart already.
    """
    if identity(one) == identity(other):
        raise InvalidValue(f"{one} cannot be kept apart from themselves", "Name two people")
    with desk.changing("apart") as step:
        ids = sorted((person_named(step.connection, one).id, person_named(step.connection, other).id))
        if any(sorted((row["one_id"], row["other_id"])) == ids for row in apart_rows(step.connection)):
            raise Refused(f"{one} and {other} are kept apart already", "Nothing was changed")
        step.work.insert(aparts, [{"one_id": ids[0], "other_id": ids[1], "reason": read_words(reason)}])
        step.done(f"{one} and {other} kept apart")


def remove_apart(desk: Desk, one: str, other: str, *, seen: Seen | None = None) -> None:
    """Let two people be paired again that were kept apart.

    Args:
        seen: what keeps them apart, as looked at before.

    Raises:
        NotFound: there is no such person.
        ChangedMeanwhile: what keeps them apart is no longer as seen.
        Refused: nobody keeps the two apart; a reporting line is not taken back here.
    """
    with desk.changing("apart remove") as step:
        check_seen(desk, step.connection, aparts, [seen] if seen else ())
        ids = sorted((person_named(step.connection, one).id, person_named(step.connection, other).id))
        rows = [row["id"] for row in apart_rows(step.connection) if sorted((row["one_id"], row["other_id"])) == ids]
        if not rows:
            raise Refused(
                f"{one} and {other} are not kept apart by anybody",
                "Asking why they are not paired tells what else forbids it",
                typed="`ridealong why` says what else forbids a pairing",
            )
        step.work.delete(aparts, rows)
        step.done(f"{one} and {other} no longer kept apart")


def add_freeze(desk: Desk, who: str, days: Days, reason: str) -> Freeze:
    """Keep a team, or a whole side, out of every plan for some days.

    Args:
        who: `it`, `marketing`, or the name of a team in any letter case.

    Raises:
        InvalidValue: there is no such side or team, or no reason is given.
    """
    reason = read_words(reason)
    if not reason:
        raise InvalidValue("A freeze needs its reason", "People will see it: such as 'year-end change freeze'")
    with desk.changing("freeze") as step:
        side, team = _side_or_team(teams(step.connection), who)
        step.work.insert(
            freezes_table,
            [
                {
                    "side": str(side),
                    "team": team,
                    "first_day": days.first,
                    "last_day": days.last,
                    "reason": reason,
                }
            ],
        )
        step.done(f"{team or side.label} {days}: {reason}")
        return Freeze(side=side, team=team, days=days, reason=reason)


def remove_freeze(desk: Desk, who: str, days: Days) -> Freeze:
    """Let a team, or a whole side, take part again on days on which it was frozen.

    Args:
        who: `it`, `marketing`, or the name of a team in any letter case, even of one that is gone.
        days: the days of the freeze, from its first to its last.

    Raises:
        NotFound: there is no such freeze.
    """
    with desk.changing("freeze remove") as step:
        wanted = identity(who)
        rows = [
            row for row in freeze_rows(step.connection, days) if wanted == identity(row["team"] or str(row["side"]))
        ]
        if not rows:
            raise NotFound(
                f"There is no freeze of '{who}' from {days.first} to {days.last}",
                "Name its first and its last day",
                typed="`ridealong freeze` lists them",
            )
        step.work.delete(freezes_table, [row["id"] for row in rows])
        removed = records.freeze(rows[0])
        step.done(f"{removed.team or removed.side.label} no longer frozen {days}")
        return removed


def list_freezes(desk: Desk) -> tuple[Freeze, ...]:
    """All freezes by first day."""
    with desk.reading() as connection:
        return tuple(freezes(connection))


def _side_or_team(known: list[tuple[Side, str]], who: str) -> tuple[Side, str]:
    wanted = identity(who)
    if wanted in tuple(Side):
        return Side(wanted), ""
    found = [(side, team) for side, team in known if identity(team) == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise InvalidValue(f"Both sides have a team '{who}'", "Freeze a whole side, or rename one of the teams")
    names = ", ".join(team for _side, team in known[:8])
    raise InvalidValue(f"'{who}' is neither a side nor a team", f"Sides are it and marketing; teams: {names}")
