"""Styling screens under test with less work: sheets are parsed once, and rules that stay are not set again."""

from typing import Any
from weakref import WeakKeyDictionary

from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

_parse_rules = Stylesheet._parse_rules
_replace_rules = Stylesheet.replace_rules

Values = tuple[tuple[str, str], ...]

_PARSED: dict[Values, dict[tuple[object, ...], list[RuleSet]]] = {}
"""What sheets come to, by the values of their variables."""
_OF_SHEET: "WeakKeyDictionary[Stylesheet, tuple[dict[str, str], dict[tuple[object, ...], list[RuleSet]]]]"
_OF_SHEET = WeakKeyDictionary()
"""The variables that a sheet had when it was parsed last, and what is known with their values."""


def parse_once(self: Stylesheet, css: str, **more: Any) -> list[RuleSet]:  # Any: as Textual passes them
    """In place of the parsing of each app, which has the same sheets as the one before."""
    variables, known = _OF_SHEET.get(self, (None, {}))
    if variables is not self._variables:
        known = _PARSED.setdefault(tuple(self._variables.items()), {})
        _OF_SHEET[self] = (self._variables, known)
    key = (css, *sorted(more.items()))
    if key not in known:
        known[key] = _parse_rules(self, css, **more)
    return known[key]


def replace_what_changed(node: DOMNode, rules: RulesMap, animate: bool = False) -> None:
    """In place of setting every rule anew, most of which stay, whenever something gets or loses the focus."""
    if animate:
        _replace_rules(node, rules, animate)
        return
    base = node.styles.base
    had: dict[str, object] = dict(base._rules)
    wanted: dict[str, object] = dict(rules)
    for name in had.keys() | wanted.keys():
        value = wanted.get(name)
        if had.get(name) is not value:
            setattr(base, name, value)
    node.notify_style_update()
