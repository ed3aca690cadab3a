"""Asking before something leaves the house."""

import sys

import click

from ridealong.cli.output import is_terminal
from ridealong.cli.session import Session
from ridealong.domain.errors import RidealongError


def ask_first(session: Session, question: str) -> None:
    """Ask, where somebody is there to answer and has not said --yes.

    Raises:
        RidealongError: the answer is no.
    """
    if session.yes or not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        return
    if not click.confirm(question, err=True):
        raise RidealongError("Nothing was changed", code="not-confirmed")
