"""What is decided about somebody's absence, in plain words to be pasted into a chat; never why they are away."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ridealong.domain.days import Days
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Series
from ridealong.domain.values import day_in_words
from ridealong.services.ill.ill_outcomes import Outcome
from ridealong.services.ill.ill_touched import Away
from ridealong.services.ill.ill_views import ChoiceKind
from ridealong.services.invites.meetings import PlannedMeeting
from ridealong.services.plans.plan_views import Someone

KINDS = {
    MeetingKind.PREP: "preparation",
    MeetingKind.WELCOME: "welcome",
    MeetingKind.CHECK_IN: "check-in",
    MeetingKind.DEBRIEF: "debrief",
}
"""Meetings as people say them who have not read our words."""


def chat_text(
    person: Someone,
    away: Away,
    outcomes: Sequence[Outcome],
    planned: Sequence[PlannedMeeting],
    *,
    groups: Sequence[str] = (),
    regrouped: bool = False,
) -> str:
    """Who is away until when, and what that means for whom.

    Args:
        planned: the meetings of the pairings as they then stand.
        groups: what there is to say of groups and embeds. regrouped: whether one of them changes.
    """
    lines = [f"{person.name} is away {_until(away)}."]
    said = [
        line for one in outcomes for line in _lines(one, [each for each in planned if each.pairing_id == one.pairing])
    ]
    said += groups
    if not said:
        return f"{lines[0]} Nothing else changes."
    lines += [f"- {line}" for line in said]
    if regrouped or any(one.choice.kind is not ChoiceKind.KEEP for one in outcomes):
        lines.append("Calendar updates follow.")
    return "\n".join(lines)


def _until(away: Away) -> str:
    days = away.days
    if days.first == days.last:
        return "today" if days.first == away.today else f"on {day_in_words(days.first)}"
    since = "" if days.first <= away.today else f"from {day_in_words(days.first)} "
    return f"{since}until {day_in_words(days.last)}"


def days_in_words(days: Days) -> str:
    """Some days as people say them: `on Monday, 1 March 2027`, `from Monday, 1 March to Friday, 5 March 2027`."""
    first, last = day_in_words(days.first), day_in_words(days.last)
    if days.first == days.last:
        return f"on {first}"
    return f"from {first.removesuffix(f' {days.last.year}')} to {last}"


def _lines(one: Outcome, planned: Sequence[PlannedMeeting]) -> Iterator[str]:
    row, choice = one.spoiled.row, one.choice
    guest, host = row["guest_name"], row["host_name"]
    both, visit = f"{guest} and {host}", f"{guest}'s visit with {host}"
    match choice.kind:
        case ChoiceKind.STAND_IN if choice.host is not None:
            stand_in, since = choice.host.name, f" {days_in_words(choice.days)}" if choice.days else ""
            yield f"{visit}: {stand_in} ({choice.host.team}) stands in{since}."
            yield f"{guest}: please go to {stand_in} instead. {stand_in}: please take {guest} along."
        case ChoiceKind.SHORTEN:
            yield f"{visit} is shorter: it is {days_in_words(one.days)}."
        case ChoiceKind.LATER:
            when = "earlier" if one.days.first < row["first_day"] else "later"
            yield f"{visit} comes {when}: {days_in_words(one.days)}."
        case ChoiceKind.CANCEL:
            yield f"{visit} does not take place."
        case ChoiceKind.END:
            yield f"{visit} ends here: what was held counts, and the rest does not take place."
        case ChoiceKind.KEEP if one.spoiled.visit:
            yield f"{visit}, {days_in_words(one.days)}: you will hear soon how it goes on."
        case _:
            yield from _meetings(one, both, planned)


def _meetings(one: Outcome, both: str, planned: Iterable[PlannedMeeting]) -> Iterator[str]:
    now = {each.kind: each for each in planned}
    told: set[MeetingKind] = set()
    for touched in one.spoiled.meetings:
        standing = now.get(touched.kind)
        when = standing.meeting.when if standing and standing.meeting else None
        what = f"The {KINDS[touched.kind]} of {both}"
        if touched.kind is MeetingKind.CHECK_IN:
            moved = _moved_to(one, standing, touched.day)
            day = day_in_words(touched.day)
            yield f"{what} on {day} {f'moves to {day_in_words(moved)}' if moved else 'does not take place'}."
        elif touched.kind not in told:
            told.add(touched.kind)
            if isinstance(when, Series) and when.first != touched.day:
                yield f"{what} moves to {day_in_words(when.first)}, {when.at:%H:%M}."
            elif when is None:
                yield f"{what} does not take place."


def _moved_to(one: Outcome, standing: PlannedMeeting | None, day: date) -> date | None:
    """Where an occurrence that was to be on a day takes place instead."""
    if standing is None:
        return None
    return next(
        (each.day for each in one.changes.get(standing.id, ()) if each.occurrence == day and not each.skipped), None
    )
