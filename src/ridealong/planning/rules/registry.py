"""All rules in the order in which they are checked, and the causes of open places by their code."""

from __future__ import annotations

from ridealong.planning.rules import cover, guests, hosts, pairs, presence, seats, whole
from ridealong.planning.rules.rule import Cause, Rule

OWN = {
    "away": Cause("away", "away"),
    "closed": Cause("closed", ""),
    "stay": Cause("stay", "has no {stay} rounds in a row for a stay"),
    "max_turns": Cause("max_turns", "a stay lasts {stay} rounds, but {guest} has only {left} left"),
    "cover": Cause("cover", "enough of {team} are out already"),
}
"""What is said where the guest is the cause, whatever the hosts; a closed round has words of its own."""

FREE = Cause(
    "free",
    "has a seat that would lower the value of the plan",
    "have seats that would lower the value of the plan",
)
"""A host whom no rule keeps from taking the guest."""

RULES = (
    Rule("away", "nobody is away", presence.away, (Cause("away", "is away", "are away"),)),
    Rule("closed", "no closed rounds", presence.closed, (Cause("closed", "is closed ({why})", "are closed ({why})"),)),
    Rule(
        "quorum",
        "enough of a group are there",
        presence.quorum,
        (Cause("too_few", "too few of {hosts} are there", "too few of {hosts} are there"),),
    ),
    Rule(
        "apart",
        "people who stay apart",
        pairs.apart,
        (Cause("apart", "is kept apart from {guest}", "are kept apart from {guest}"),),
    ),
    Rule(
        "not_before",
        "first round to meet again",
        pairs.not_before,
        (
            Cause("met_recently", "met {guest} too recently", "met {guest} too recently"),
            Cause("refused", "a lead does not agree to {hosts}", "a lead does not agree to {hosts}"),
        ),
    ),
    Rule("one_host", "one host a round", seats.one_host),
    Rule(
        "capacity",
        "seats of a host",
        seats.capacity,
        (Cause("no_seats", "takes nobody", "take nobody"), Cause("full", "is full", "are full")),
    ),
    Rule(
        "trios",
        "no more trios than needed",
        seats.trios,
        (Cause("trio", "has one guest more already", "have one guest more already"),),
    ),
    Rule("max_turns", "turns of a guest", guests.max_turns),
    Rule(
        "repeat_gap",
        "rounds between two meetings",
        pairs.repeat_gap,
        (Cause("recent", "meets {guest} too close to this round", "meet {guest} too close to this round"),),
    ),
    Rule("cover_guests", "cover at home for guests", cover.cover_guests),
    Rule(
        "cover_hosts",
        "cover at home for hosts",
        cover.cover_hosts,
        (Cause("cover", "has to cover for {team}", "have to cover for {team}"),),
    ),
    Rule(
        "rest",
        "rest between visits",
        hosts.rest,
        (Cause("rest", "rests after or before a visit", "rest after or before a visit"),),
    ),
    Rule(
        "max_visits",
        "visits of a host",
        hosts.max_visits,
        (Cause("max_visits", "has had the most visits allowed", "have had the most visits allowed"),),
    ),
    Rule("pin", "what is pinned", whole.pins, whole=True),
    Rule("stay", "whole stays", guests.whole_stays, whole=True),
    Rule("figures", "figures that are right", whole.figures, whole=True),
)
"""Every rule; a rule that is not in this list does not hold."""

CAUSES = {cause.code: cause for rule in RULES for cause in rule.causes} | {"free": FREE}
"""What is said of hosts who cannot take a guest, by code."""
