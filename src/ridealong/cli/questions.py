"""Asking before something that cannot be taken back."""

import sys

import click

from ridealong.cli.output import is_terminal
from ridealong.cli.session import Session
from ridealong.domain.errors import RidealongError


def ask_first(session: Session, question: str, *, needs_answer: bool = False) -> None:
    """Ask, where somebody is there to answer and has not said --yes.

    Args:
        needs_answer: whether nobody's being there counts as no, for what destroys and cannot be taken back.

    Raises:
        RidealongError: the answer is no.
    """
    if session.yes:
        return
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        if needs_answer:
            raise RidealongError(
                "This needs a yes, and nobody is there to say it; nothing was changed",
                "--yes answers beforehand",
                code="not-confirmed",
            )
        return
    if not click.confirm(question, err=True):
        raise RidealongError("Nothing was changed", code="not-confirmed")
