"""The rules of composite teams, worked out from the rows of a database alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from .team_rows import COUNTS, Company, Row, at_work, first, last, mondays, read

Fault = tuple[str, str]
"""The name of a rule, and what breaks it."""

_DAY = timedelta(days=1)
_A_DAY = 20
"""What a day of a visit takes of a week, in percent."""
_OVER = ("ended", "cancelled")


def team_faults(path: Path, today: date, new: Collection[int] = ()) -> Iterator[Fault]:
    """Every rule that an embed to come, or under way on a day, does not keep: published ones and drafts.

    Args:
        new: the ids of embeds that have only just been published: long absences keep people out of these, as of drafts.
            Of others nobody knows by the rows whether the absence was known when they were.
    """
    company = read(path)
    coming = [one for one in company.embeds if one["state"] in COUNTS and last(one) >= today]
    yield from _fits_slots(company, coming)
    yield from _takes_part(company, coming)
    yield from _states(company, coming, today)
    yield from _one_slot_each(company, coming)
    yield from _take_over(company, coming)
    yield from _whole_weeks(company, coming, today)
    yield from _homes(company, coming, today)
    yield from _teams(company, coming, today)
    yield from _asked_for(company, coming)
    yield from _missed(company, [one for one in coming if one["state"] == "proposed" or one["id"] in new])
    yield from _told_apart(company)


def _topics(text: str) -> set[str]:
    return {one.strip().casefold() for one in text.split(";") if one.strip()}


def _fits_slots(company: Company, embeds: Sequence[Row]) -> Iterator[Fault]:
    for one in embeds:
        person, slot = company.people[one["person_id"]], company.slots[one["slot_id"]]
        team, who = company.teams[one["team_id"]], company.who(one)
        if slot["team_id"] != team["id"] or one["program_id"] != team["program_id"]:
            yield "slots belong to their team", who
        if person["side"] != slot["side"] or one["side"] != slot["side"]:
            yield "people are of the side of their slot", who
        if not _topics(slot["must"]) <= _topics(person["knows"]):
            yield "every needed topic is known", f"{who}: {slot['must']}"
        if one["share"] != slot["share"]:
            yield "embeds take the share of their slot", f"{who}: {one['share']} of {slot['share']} %"
        begins = max(first(team), date.fromisoformat(slot["first_day"]) if slot["first_day"] else date.min)
        ends = min(last(team), date.fromisoformat(slot["last_day"]) if slot["last_day"] else date.max)
        if first(one) < begins or last(one) > ends:
            yield "embeds lie within their team's days", f"{who}: {one['first_day']}..{one['last_day']}"
        if first(one) > last(one) or first(one).weekday() > 4:
            yield "embeds begin on a working day, and end later", f"{who}: {one['first_day']}..{one['last_day']}"


def _takes_part(company: Company, embeds: Sequence[Row]) -> Iterator[Fault]:
    for one in embeds:
        person, said = company.people[one["person_id"]], company.enrolments.get((one["program_id"], one["person_id"]))
        if person["removed"] or said is None or not _agreed(said, first(one)):
            yield "only the agreed are embedded", company.who(one)
        if not (at_work(person, first(one)) and at_work(person, last(one))):
            yield "nobody is embedded before the first or after the last day at work", company.who(one)


def _agreed(said: Row, day: date) -> bool:
    """Whether somebody takes part in what begins on a day."""
    until = date.fromisoformat(said["until"]) if said["until"] else None
    if said["manager_word"] == "refused":
        return False
    if said["state"] == "paused":
        return until is not None and until < day
    if said["state"] == "declined":
        return until is not None and day <= until
    return bool(said["state"] == "agreed")


def _states(company: Company, embeds: Sequence[Row], today: date) -> Iterator[Fault]:
    for one in embeds:
        team = company.teams[one["team_id"]]
        told = one["state"] != "proposed"
        if team["state"] == "cancelled" or (team["state"] in _OVER and not told):
            yield "teams that are over, or called off, embed nobody", company.who(one)
        if told and team["state"] == "proposed":
            yield "people are told of published teams alone", company.who(one)
        if not told and first(one) < today:
            yield "drafts lie ahead", company.who(one)


def _one_slot_each(company: Company, embeds: Sequence[Row]) -> Iterator[Fault]:
    for index, one in enumerate(embeds):
        for other in embeds[index + 1 :]:
            if one["team_id"] != other["team_id"] or first(one) > last(other) or first(other) > last(one):
                continue
            if one["person_id"] == other["person_id"]:
                yield "nobody is twice in a team", company.who(one)
            if one["slot_id"] == other["slot_id"]:
                earlier, later = sorted((one, other), key=lambda each: (first(each), each["id"]))
                shared = (last(earlier) - first(later)).days + 1
                most = 7 * company.programs[one["program_id"]]["hand_over_weeks"]
                if later["after_id"] != earlier["id"] or shared > most:
                    words = f"{company.who(one)} and {company.who(other)}, {shared} days"
                    yield "two share a slot to hand over alone", words


def _take_over(company: Company, embeds: Sequence[Row]) -> Iterator[Fault]:
    known = {one["id"]: one for one in company.embeds}
    for one in embeds:
        before = known.get(one["after_id"])
        if before is not None and (before["slot_id"] != one["slot_id"] or first(before) > first(one)):
            yield "whoever takes over comes later, into the same slot", company.who(one)


def _visit_days(row: Row, monday: date) -> set[date]:
    """The working days of a week on which a visit is: those of two who come together are the same."""
    days = {monday + number * _DAY for number in range(5)}
    return {day for day in days if first(row) <= day <= last(row)}


def _whole_weeks(company: Company, embeds: Sequence[Row], today: date) -> Iterator[Fault]:
    taken: Counter[tuple[int, date]] = Counter()
    for one in embeds:
        for monday in mondays(one):
            if not company.away_all_week(one["person_id"], monday):
                taken[one["person_id"], monday] += one["share"]
    visits: dict[tuple[int, date], set[date]] = defaultdict(set)
    for row in company.visits:
        for who in (row["guest_id"], row["host_id"]):
            for monday in mondays(row):
                visits[who, monday] |= _visit_days(row, monday)
    for (who, monday), percent in sorted(taken.items()):
        whole = percent + _A_DAY * len(visits[who, monday])
        if whole > 100 and monday >= today - 6 * _DAY:
            yield "nobody over 100 %", f"{company.people[who]['name']}, week of {monday}: {whole} %"


@dataclass(slots=True)
class _Home:
    """What is taken of a home team in a week: shares of embeds, in percent, by person, and who is on a visit."""

    embeds: Counter[int] = field(default_factory=Counter)
    visits: set[int] = field(default_factory=set)
    programs: set[int] = field(default_factory=set)

    @property
    def shares(self) -> int:
        """What embeds take of those who visit nobody, in percent of one person."""
        return sum(share for who, share in self.embeds.items() if who not in self.visits)

    @property
    def whole(self) -> int:
        """How many are away: visitors, and embeds as whole people; half a person is one."""
        whole, rest = divmod(self.shares, 100)
        return len(self.visits) + whole + (rest >= 50)


def _homes(company: Company, embeds: Sequence[Row], today: date) -> Iterator[Fault]:
    """Home teams that spare too much: more to teams than whole people may be away, or too many with visits.

    Of several programs the one that lets most people go counts: whichever was planned last kept to its own limit.
    """
    for (side, team, monday), home in sorted(_out(company, embeds).items(), key=lambda item: item[0]):
        if monday < today - 6 * _DAY:
            continue
        there = [
            one
            for one in company.people.values()
            if one["side"] == side and one["team"].casefold() == team and not one["removed"] and at_work(one, monday)
        ]
        percent = max(company.programs[one]["cover_percent"] for one in home.programs)
        most = max(1, len(there) * percent // 100)
        if home.shares > 100 * most or home.whole > most:
            words = f"{len(home.visits)} on visits, {home.shares} % in teams, {home.whole} in all, of {most}"
            yield "home teams keep their cover", f"{team}, week of {monday}: {words}"


def _out(company: Company, embeds: Sequence[Row]) -> dict[tuple[str, str, date], _Home]:
    out: dict[tuple[str, str, date], _Home] = defaultdict(_Home)
    for one in embeds:
        person = company.people[one["person_id"]]
        for monday in mondays(one):
            if not company.away_all_week(one["person_id"], monday):
                home = out[person["side"], person["team"].casefold(), monday]
                home.embeds[one["person_id"]] += one["share"]
                home.programs.add(one["program_id"])
    for row in company.visits:
        person = company.people[row["guest_id"]]
        for monday in mondays(row):
            key = person["side"], person["team"].casefold(), monday
            if key in out:
                out[key].visits.add(row["guest_id"])
                out[key].programs.add(row["program_id"])
    return out


def _teams(company: Company, embeds: Sequence[Row], today: date) -> Iterator[Fault]:
    inside: dict[int, list[Row]] = defaultdict(list)
    for one in embeds:
        inside[one["team_id"]].append(one)
    for team_id, some in inside.items():
        team, program = company.teams[team_id], company.programs[company.teams[team_id]["program_id"]]
        # A side whose people have left is open; a team that never had both, or too few people, is none.
        ever = [one for one in company.embeds if one["team_id"] == team_id]
        if {company.people[one["person_id"]]["side"] for one in ever} != {"it", "marketing"}:
            yield "both sides in every team", team["name"]
        if len({one["person_id"] for one in ever}) < team["least"]:
            yield "sizes within limits", f"{team['name']}: {len(ever)} of at least {team['least']}"
        for one in some:
            for other in some:
                at_once = first(one) <= last(other) and first(other) <= last(one)
                pair = frozenset((one["person_id"], other["person_id"]))
                if one["id"] < other["id"] and at_once and pair in company.apart:
                    yield "people apart stay apart", f"{company.who(one)} with {company.who(other)}"
        for day in sorted({first(one) for one in some}):
            there = [company.people[one["person_id"]] for one in some if first(one) <= day <= last(one)]
            if _shared(there, program["time_zone"], max(day, today)) < program["overlap_minutes"]:
                yield "hours overlap", f"{team['name']} on {day}"


def _asked_for(company: Company, embeds: Sequence[Row]) -> Iterator[Fault]:
    """Exclusions hold wherever somebody is; pins of a team while it is drawn up, since whoever is in it may leave."""
    for one in company.demands:
        team = company.teams[one["team_id"]]
        here = [each for each in embeds if each["team_id"] == team["id"]]
        named = [
            each for each in here if each["person_id"] == one["person_id"] and one["slot_id"] in (None, each["slot_id"])
        ]
        who = f"{company.people[one['person_id']]['name']} and {team['name']}"
        if one["kind"] == "exclusion" and named:
            yield "who is kept out stays out", who
        if one["kind"] == "pin" and team["state"] == "proposed" and here and not named:
            yield "who is pinned is in it", who


def _missed(company: Company, embeds: Sequence[Row]) -> Iterator[Fault]:
    for one in embeds:
        weeks = list(mondays(one))
        missed = sum(company.away_all_week(one["person_id"], monday) for monday in weeks)
        if missed > len(weeks) * company.programs[one["program_id"]]["may_miss"] // 100:
            yield "nobody is away for too long", f"{company.who(one)}: {missed} of {len(weeks)} weeks"


def _shared(people: Sequence[Row], default: str, day: date) -> int:
    """The longest time of a day at which all of some people work, in minutes: tried at every fifth minute."""
    spans = []
    for one in people:
        begins, ends = (time.fromisoformat(part) for part in one["hours"].split("-"))
        zone = ZoneInfo(one["time_zone"] or default)
        at = [datetime.combine(day, part, zone).astimezone(UTC) for part in (begins, ends)]
        base = datetime.combine(day, time(), UTC)
        spans.append(tuple(int((part - base).total_seconds()) // 60 for part in at))
    best = length = 0
    for minute in range(-24 * 60, 48 * 60, 5):
        works = all(any(begins <= minute + shift < ends for shift in (-24 * 60, 0, 24 * 60)) for begins, ends in spans)
        length = length + 5 if works else 0
        best = max(best, length)
    return best


def _told_apart(company: Company) -> Iterator[Fault]:
    uids = Counter([*(one["uid"] for one in company.embeds), *company.series])
    for uid, times in uids.items():
        if times > 1:
            yield "every embed has a UID of its own", uid
    for one in company.parts:
        if one["task_team"] != one["slot_team"]:
            yield "tasks are for slots of their team", one["task"]
