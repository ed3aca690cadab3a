"""The charts of a report as SVG that is read without colours: bars of what took place, and how a measure moved."""

from collections.abc import Iterator, Sequence
from html import escape

from ridealong.domain.charters import Measured
from ridealong.domain.report import Report, Tally
from ridealong.exchange import report_words as words
from ridealong.exchange.report_words import STATES, clean

_WIDTH = 720
_BARS_HIGH, _BARS_TOP, _BARS_FOOT = 74, 15, 16
_LINE_HIGH = 104
_LINE_LEFT, _LINE_RIGHT, _LINE_TOP, _LINE_FOOT = 8, 86, 12, 16
_MOST_LABELS = 13
_DIGITS = 6
_LETTER = 6.4
"""How wide a digit is."""
_FILLS = {
    "held": "#0b5563",
    "ended": "#5f97a1",
    "missed": "url(#missed)",
    "unmarked": "url(#unmarked)",
    "under_way": "#cfe0e3",
    "coming": "#ffffff",
    "cancelled": "url(#cancelled)",
}
PATTERNS = (
    '<svg width="0" height="0" class="patterns" aria-hidden="true"><defs>'
    '<pattern id="missed" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="5" height="5" fill="#fff"/><rect width="2.4" height="5" fill="#a8452f"/></pattern>'
    '<pattern id="unmarked" width="4" height="4" patternUnits="userSpaceOnUse">'
    '<rect width="4" height="4" fill="#fff"/><circle cx="2" cy="2" r="1" fill="#52616b"/></pattern>'
    '<pattern id="cancelled" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<rect width="5" height="5" fill="#fff"/><path d="M0 2.5h5" stroke="#8a969e" stroke-width="1"/></pattern>'
    "</defs></svg>"
)
"""What fills the bars, once for a whole page."""


def legend(report: Report) -> Iterator[str]:
    """The signs of the states that there are, each with its number, as items of a list."""
    for name, said in STATES:
        if number := getattr(report.total, name):
            swatch = f'<svg width="11" height="11" aria-hidden="true">{_rect(0.5, 0.5, 10, 10, name)}</svg>'
            yield f"<li>{swatch} <b>{number:,}</b> {said}</li>"


def bars(report: Report) -> str:
    """A bar for each week, round, month or year, with how many were held on top; empty where one would be alone."""
    shown = report.tallies
    most = max((one.planned for one in shown), default=0)
    if len(shown) < 2 or not most:
        return ""
    step = _WIDTH / len(shown)
    parts = [_bar(one, number * step, step, most) for number, one in enumerate(shown)]
    every = -(-len(shown) // _MOST_LABELS)
    high = _BARS_TOP + _BARS_HIGH
    labels = [
        f'<text x="{(number + 0.5) * step:.1f}" y="{high + 12}" text-anchor="middle">'
        f"{words.period_words(report, one)}</text>"
        for number, one in enumerate(shown)
        if number % every == 0
    ]
    says = f"{words.plural(report.kind).capitalize()} by {report.period}: " + "; ".join(
        f"{words.period_words(report, one)}: {one.held} held of {one.planned}" for one in shown if one.planned
    )
    return (
        f'<svg class="bars" viewBox="0 0 {_WIDTH} {high + _BARS_FOOT}" role="img" aria-label="{escape(says)}">'
        f'<path d="M0 {high}H{_WIDTH}" class="axis"/>{"".join(parts)}{"".join(labels)}</svg>'
    )


def _bar(one: Tally, left: float, step: float, most: int) -> str:
    width = min(30.0, step * 0.66)
    left += (step - width) / 2
    bottom = float(_BARS_TOP + _BARS_HIGH)
    parts = []
    for name, _said in STATES:
        if number := getattr(one, name):
            height = number / most * _BARS_HIGH
            bottom -= height
            parts.append(_rect(left, bottom, width, height, name))
    label = f"{one.held}/{one.planned}" if one.held != one.planned else str(one.held)
    if one.planned and len(label) * _LETTER <= step:
        parts.append(f'<text x="{left + width / 2:.1f}" y="{bottom - 4:.1f}" text-anchor="middle">{label}</text>')
    return "".join(parts)


def _rect(x: float, y: float, width: float, height: float, name: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{_FILLS[name]}" '
        'stroke="#0b3a44" stroke-width=".7"/>'
    )


def line(one: Measured, width: int) -> str:
    """How a measure moved, with its baseline and its target as lines; empty where nothing was read.

    Args:
        width: how wide the chart is, if its letters are 10.5 high.
    """
    if not one.readings:
        return ""
    levels = [value for value in (one.measure.baseline, one.measure.target) if value is not None]
    scale = _Scale([*(read.value for read in one.readings), *levels])
    first, last = one.readings[0].day.toordinal(), one.readings[-1].day.toordinal()
    wide = width - _LINE_LEFT - _LINE_RIGHT
    points = [
        (
            _LINE_LEFT + (wide * (read.day.toordinal() - first) / (last - first) if last > first else wide),
            scale.y(read.value),
        )
        for read in one.readings
    ]
    began = words.short_day(one.readings[0].day) if last > first else ""
    says = f"{clean(one.measure.name, 80)}: {words.measure_words(one)}"
    end, latest = _LINE_LEFT + wide, words.amount(one.readings[-1].value, _DIGITS)
    return (
        f'<svg class="line" viewBox="0 0 {width} {_LINE_HIGH}" role="img" aria-label="{escape(says)}">'
        f"{''.join(_levels(one, scale, end))}"
        f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" class="moved"/>'
        f"{''.join(_dot(x, y) for x, y in points)}"
        f'<text x="{end + 7}" y="{points[-1][1] + 3:.1f}" class="latest">{latest}</text>'
        f'<text x="{_LINE_LEFT}" y="{_LINE_HIGH - 3}">{began}</text>'
        f'<text x="{end}" y="{_LINE_HIGH - 3}" text-anchor="end">{words.short_day(one.readings[-1].day)}</text></svg>'
    )


def _levels(one: Measured, scale: "_Scale", end: int) -> Iterator[str]:
    taken = [scale.y(one.readings[-1].value)]
    for value, name in ((one.measure.target, "target"), (one.measure.baseline, "baseline")):
        if value is None:
            continue
        y = scale.y(value)
        yield f'<path d="M{_LINE_LEFT} {y:.1f}H{end}" class="{name}"/>'
        at = _free(y, taken)
        taken.append(at)
        yield f'<text x="{end + 7}" y="{at + 3:.1f}">{name} {words.amount(value, _DIGITS)}</text>'


def _free(y: float, taken: Sequence[float]) -> float:
    """A height near one at which no label stands yet."""
    apart = 10.5
    offered = sorted(
        (y + step * apart for step in (0, 0.5, -0.5, 1, -1, 1.5, -1.5, 2, -2, 3, -3)), key=lambda one: abs(one - y)
    )
    room = [one for one in offered if _LINE_TOP - 4 <= one <= _LINE_HIGH - _LINE_FOOT + 4]
    return next((one for one in room if all(abs(one - other) >= apart - 0.1 for other in taken)), y)


def _dot(x: float, y: float) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" class="dot"/>'


class _Scale:
    """Where values stand in a chart of a measure, whatever their size."""

    def __init__(self, values: Sequence[float]) -> None:
        # Divided first, since the difference of two large numbers may be too large for any number.
        self._unit = max(map(abs, values)) or 1.0
        self._low, high = (found(values) / self._unit for found in (min, max))
        self._room = high - self._low

    def y(self, value: float) -> float:
        """How far from the top a value stands."""
        share = (value / self._unit - self._low) / self._room if self._room else 0.5
        return _LINE_HIGH - _LINE_FOOT - share * (_LINE_HIGH - _LINE_FOOT - _LINE_TOP)
