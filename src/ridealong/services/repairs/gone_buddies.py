"""In which states a pairing leaves its two buddies alone; light, since Today asks before anything is planned."""

from ridealong.domain.pairings import State

GONE = (State.ENDED, State.CANCELLED)
"""States of pairings by which somebody is left alone."""
