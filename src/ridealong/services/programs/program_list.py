"""The list of programs, searched and sorted."""

from collections.abc import Callable
from dataclasses import dataclass

from ridealong.domain.errors import InvalidValue
from ridealong.domain.programs import Kind
from ridealong.domain.values import quoted
from ridealong.services.desk import Desk
from ridealong.services.programs.programs import ProgramRow, list_all
from ridealong.services.search import check_choice, read_terms

FIELDS = ("kind", "archived")
_ARCHIVED = {"yes": (True,), "no": (False,), "all": (False, True)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramQuery:
    """Which programs are wanted.

    Args:
        text: free words, and terms such as `kind:buddy` or `archived:yes` (`yes`, `no` or `all`).
        archived: whether those that were put away are wanted as well, where the text does not say.
        needs: only those about which something is left to do.
        sort: one of `SORTS`.
    """

    text: str = ""
    archived: bool = False
    needs: bool = False
    sort: str = "start"
    descending: bool = False


_KEYS: dict[str, Callable[[ProgramRow], str | int]] = {
    "name": lambda row: row.name.casefold(),
    "kind": lambda row: row.kind.label,
    "start": lambda row: row.days.first.toordinal(),
    "rounds": lambda row: row.rounds,
    "weeks": lambda row: row.weeks,
    "people": lambda row: row.people,
    "proposed": lambda row: row.proposed,
    "published": lambda row: row.published,
    "held": lambda row: row.held,
}
SORTS = tuple(_KEYS)


def find(desk: Desk, query: ProgramQuery) -> tuple[ProgramRow, ...]:
    """The programs that a search finds; of those that are alike in the order, the one that starts first comes first.

    Raises:
        InvalidValue: `archived:` or `kind:` is followed by another word than it can be.
    """
    terms = read_terms(query.text, FIELDS)
    wanted: tuple[bool, ...] = (False, True) if query.archived else (False,)
    kinds: list[str] = []
    for name, value in terms.fields:
        if name == "kind":
            check_choice(name, value, tuple(Kind), [kind.label for kind in Kind])
            kinds.append(value.casefold())
        else:
            wanted = _archived(value)
    rows = [
        row
        for row in list_all(desk, archived=True in wanted)
        if row.archived in wanted
        and (row.needs or not query.needs)
        and all(one in f"{row.kind} {row.kind.label}".casefold() for one in kinds)
        and all(word.casefold() in f"{row.name} {row.kind} {row.kind.label}".casefold() for word in terms.words)
    ]
    return tuple(sorted(rows, key=_KEYS[query.sort], reverse=query.descending))


def _archived(text: str) -> tuple[bool, ...]:
    # Whoever is still typing wants no error for every letter.
    found = [values for word, values in _ARCHIVED.items() if word.startswith(text.casefold())]
    if not found:
        raise InvalidValue(
            f"archived: is followed by '{quoted(text)}'", "Write archived:yes, archived:no or archived:all"
        )
    return found[0]
