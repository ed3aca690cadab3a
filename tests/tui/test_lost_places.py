"""The Plan screen after a published pairing was cancelled: who has nobody by that stands there, and what helps."""

from pathlib import Path

from .driving import Open, press, screen_text
from .test_instead import desk, embeds

__all__ = ["desk", "embeds"]


async def test_who_lost_a_place_is_named_with_the_key_that_helps(opened: Open, embeds: Path) -> None:
    async with opened(embeds, size=(120, 36), section="plan") as pilot:
        await press(pilot, "down", "d", "y")
        text = " ".join(screen_text(pilot).split())
        assert "Ana has nobody: the visit with Mia was cancelled." in text
        assert "s on an open place shows who could be there" in text
        assert "1 with open places" in text
        await press(pilot, "u")
        assert "has nobody" not in screen_text(pilot)
