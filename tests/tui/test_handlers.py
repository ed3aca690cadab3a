"""Handlers of messages: Textual calls those of all classes that a widget derives from, so none may stand twice."""

import importlib
import pkgutil
from collections.abc import Iterator

from textual.message_pump import MessagePump

import ridealong.tui

OURS = "ridealong.tui"


def _below(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def test_no_handler_stands_in_a_class_and_in_one_that_it_derives_from() -> None:
    for module in pkgutil.walk_packages(ridealong.tui.__path__, f"{OURS}."):
        importlib.import_module(module.name)
    kinds = {one for one in _below(MessagePump) if one.__module__.startswith(OURS)}
    assert len(kinds) > 50
    twice = {
        f"{kind.__name__}.{name}, as in {above.__name__}"
        for kind in kinds
        for name in vars(kind)
        if name.startswith("on_")
        for above in kind.__mro__[1:]
        if above.__module__.startswith(OURS) and name in vars(above)
    }
    assert twice == set()
