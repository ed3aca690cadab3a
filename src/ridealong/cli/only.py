"""The option that narrows invites down to certain meetings."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

C = TypeVar("C", bound=Callable[..., Any])  # Any: whatever a command takes and returns


def _as_set(_ctx: click.Context, _param: click.Parameter, value: tuple[str, ...]) -> frozenset[str] | None:
    return frozenset(value) or None


def only_option(command: C) -> C:
    """`--only UID`, as often as wanted; the command gets `only`, None where all are meant."""
    return click.option(
        "--only",
        multiple=True,
        metavar="UID",
        callback=_as_set,
        help="Only what is due about this meeting; may be given more than once. UIDs: `invites list --json`.",
    )(command)
