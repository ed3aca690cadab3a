"""The signs and the colours of the states that a pairing can be in."""

STATE_SIGNS = {
    "proposed": "◇",
    "published": "◆",
    "held": "✓",
    "missed": "✗",
    "ended": "■",
    "cancelled": "–",
}
"""State -> the sign that stands before it in lists."""
STATE_TONES = {"published": "accent", "held": "good", "missed": "bad", "ended": "warn", "cancelled": "dim"}
"""State -> its tone, for those that have one."""
