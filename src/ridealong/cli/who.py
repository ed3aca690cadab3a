"""Whom a call names: everybody, addresses, or those in a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import click

from ridealong.cli.values import from_the_call
from ridealong.domain.values import read_email
from ridealong.exchange.results import Rejection
from ridealong.services.addresses import read_known_addresses
from ridealong.services.desk import Desk
from ridealong.services.programs.programs import ALL


@dataclass(frozen=True, slots=True)
class Named:
    """Who was named, and the rows of files that name nobody."""

    who: Literal["all"] | tuple[str, ...]
    rejected: tuple[Rejection, ...] = ()


def read_who(desk: Desk, words: Sequence[str]) -> Named:
    """Whom `all`, addresses and names of CSV files stand for.

    Raises:
        UnreadableFile: a file cannot be read, or its header lacks `email`.
    """
    if any(word.casefold() == ALL for word in words):
        if len(words) > 1:
            raise click.UsageError("'all' already is everybody. Name 'all', or people")
        return Named(ALL)
    emails: list[str] = []
    rejected: list[Rejection] = []
    for word in words:
        if "@" in word and not Path(word).exists():
            with from_the_call():
                emails.append(read_email(word))
        else:
            found = read_known_addresses(desk, word)
            emails += found.emails
            rejected += found.rejected
    return Named(tuple(emails), tuple(rejected))
