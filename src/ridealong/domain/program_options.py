"""Which settings have a meaning for which kinds of programs."""

from collections.abc import Callable, Mapping

from ridealong.domain.errors import InvalidValue
from ridealong.domain.programs import DEFAULTS, Kind


def _pairs(kind: Kind) -> bool:
    return kind.pairs


def _visits(kind: Kind) -> bool:
    return kind.visits and kind.pairs


def _teams(kind: Kind) -> bool:
    return kind.in_teams


_MEANINGS: Mapping[str, tuple[str, Callable[[Kind], bool]]] = {
    "guests": ("side that visits", _pairs),
    "leads_agree": ("team leads who agree to a draft", _pairs),
    "visits_per_guest": ("number of visits of a guest", _pairs),
    "host_visits": ("number of visits to a host", _pairs),
    "host_rest_weeks": ("weeks of rest for a host", _pairs),
    "visit_days": ("days of a visit", _visits),
    "visit_busy": ("visit that shows people as busy", lambda kind: kind.visits),
    "return_weeks": ("return visit", _visits),
    "cover_percent": ("team that visits take people away from", lambda kind: kind.visits),
    "group_size": ("size of groups", lambda kind: kind is Kind.COFFEE),
    "overlap_minutes": ("shared working hours of a team", _teams),
    "may_miss": ("share of weeks that somebody may be away from a team", _teams),
    "teams_at_once": ("number of teams that somebody is in at once", _teams),
    "hand_over_weeks": ("weeks to hand over", _teams),
}
"""By the name of a setting: what it is about, and the kinds that have that."""
_TOLD: Mapping[str, Callable[[Kind], bool]] = {
    "host_window_weeks": _pairs,
    "repeat_days": lambda kind: not kind.in_teams,
    "prepare": lambda kind: not kind.in_teams,
    "form_link": _visits,
}
"""Settings that may be said of any kind, by name, with the kinds for which they do something."""


def has_setting(kind: Kind, name: str) -> bool:
    """Whether a setting of a program, by its name, does something for programs of a kind."""
    if name in _MEANINGS:
        return _MEANINGS[name][1](kind)
    return _TOLD[name](kind) if name in _TOLD else True


def check_options(kind: Kind, said: Mapping[str, object]) -> None:
    """See that what is said of a program has a meaning for its kind.

    Args:
        said: by name, the settings; None and False where nothing is said of one.

    Raises:
        InvalidValue: one of them has none.
    """
    for name, (about, has) in _MEANINGS.items():
        if said.get(name) not in {None, False} and not has(kind):
            kinds = ", ".join(str(one) for one in DEFAULTS if has(one))
            raise InvalidValue(f"A program of the kind {kind} has no {about}", f"Leave that out; it is for {kinds}")
