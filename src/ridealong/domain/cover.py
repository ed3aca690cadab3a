"""How many of a home team may be away in a week: one measure for visits and for shares in composite teams."""

from ridealong.domain.load import WHOLE_WEEK

_HALF = WHOLE_WEEK // 2


def cover_kept(most: int, visiting: int, shares: int) -> bool:
    """Whether enough of a home team are there in a week.

    Embeds count by the sum of their shares, rounded to whole people where whole people are counted beside them: one
    day a week in a team keeps no colleague from a visit, and two halves of a week count as one.

    Args:
        most: how many of the home team may be away, see `cover_limit`. visiting: how many are on visits.
        shares: what composite teams take of all others of the home team, in percent of one person.
    """
    return shares <= WHOLE_WEEK * most and people_out(visiting, shares) <= most


def room_for_shares(most: int, visiting: int) -> int:
    """How much of a home team composite teams may take in a week beside visits, in percent of one person.

    Args:
        most, visiting: see `cover_kept`.
    """
    return max(0, min(WHOLE_WEEK * most, WHOLE_WEEK * (most - visiting) + _HALF - 1))


def room_for_visits(most: int, visiting: int, shares: int) -> int:
    """How many more of a home team may go on a visit in a week.

    Args:
        most, visiting, shares: see `cover_kept`.
    """
    return max(0, most - people_out(visiting, shares))


def people_out(visiting: int, shares: int) -> int:
    """How many whole people visits and composite teams take from a home team in a week; see `cover_kept`."""
    return visiting + _whole_people(shares)


def too_many_words(home: str, most: int, visiting: int, shares: int) -> str:
    """That more of a home team would be away than may be, as it stands before "in the week of".

    Args:
        home: its name. most, visiting, shares: see `cover_kept`.
    """
    away = f"{visiting + shares / WHOLE_WEEK:.2f}".rstrip("0").rstrip(".")
    return f"{away} of at most {most} {'person' if most == 1 else 'people'} of {home} would be away"


def _whole_people(shares: int) -> int:
    return (shares + _HALF) // WHOLE_WEEK
