"""The terms of the glossary: those it has from the start, and what was changed about them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, RowMapping, select

from ridealong.domain.glossary import Term
from ridealong.domain.people import Side
from ridealong.domain.programs import name_identity
from ridealong.domain.starter_terms import STARTER_TERMS
from ridealong.storage.schema import terms


def term_rows(connection: Connection) -> Sequence[RowMapping]:
    """The rows of `terms`: what stands beside, or in place of, the terms from the start.

    One with an empty meaning says that its term is not explained any more.
    """
    return connection.execute(select(terms).order_by(terms.c.identity)).mappings().all()


def as_term(row: RowMapping) -> Term:
    """A term from a row of `terms`."""
    return Term(term=row["term"], side=Side(row["side"]), meaning=row["meaning"])


def starter_terms() -> Mapping[str, Term]:
    """The terms from the start, by what they are compared by."""
    return _STARTER


_STARTER = {name_identity(one.term): one for one in STARTER_TERMS}


def standing_terms(connection: Connection) -> tuple[Term, ...]:
    """The terms that are explained now."""
    changed = {row["identity"]: as_term(row) for row in term_rows(connection)}
    return tuple(one for one in {**_STARTER, **changed}.values() if one.meaning)
