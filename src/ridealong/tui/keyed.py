"""Texts that name keys: each key as it is bound now."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ridealong.tui.actions import with_keys

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from ridealong.tui.app import RidealongApp


def keyed(node: DOMNode, text: str) -> str:
    """A text in which `{plan.publish}` stands for the key of that action, as `with_keys` says it."""
    if "{" not in text:
        return text
    # There is no other program; to ask whether it is this one, its module would have to be imported.
    return with_keys(text, cast("RidealongApp", node.app).config.keys)
