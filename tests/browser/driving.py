"""How tests use the screens in a real browser: by real keys and clicks, reading what the page shows."""

import json
import re
from collections.abc import Callable

import pyte
from playwright.sync_api import Page, WebSocket

PATIENCE = 1200
"""How often the screen is looked at again, every twentieth of a second, before a test gives up."""


class Browser:
    """A page with the screens in it.

    The terminal in the page draws pixels; what the server has sent to it is therefore read by a terminal of ours, too.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.closed = False
        self.asked: list[str] = []
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        page.on("websocket", self._connected)
        page.on("request", lambda request: self.asked.append(request.url))

    def _connected(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._received)
        socket.on("framesent", self._sent)
        socket.on("close", lambda _socket: setattr(self, "closed", True))

    def _received(self, payload: str | bytes) -> None:
        if isinstance(payload, bytes):
            # pyte knows nothing of some questions that a terminal is asked, and would print them.
            self._stream.feed(re.sub(rb"\x1b\[[<>=?][\d;]*[a-zA-Z$]*[pu]", b"", payload))

    def _sent(self, payload: str | bytes) -> None:
        if isinstance(payload, str):
            match json.loads(payload):
                case ["resize", {"width": int(width), "height": int(height)}]:
                    self._screen.resize(height, width)

    @property
    def text(self) -> str:
        """What the terminal shows, line by line."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def until(self, holds: Callable[[], bool], what: str) -> None:
        for _ in range(PATIENCE):
            if holds():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{what}; the screen shows:\n{self.text}")

    def sees(self, words: str) -> None:
        self.until(lambda: words in self.text, f"'{words}' does not come")

    def press(self, key: str, then: str) -> None:
        """Press a key, and wait for words that it brings."""
        self.page.keyboard.press(key)
        self.sees(then)

    def click(self, pattern: str, then: str) -> None:
        """Click on the first words of the screen that a regular expression finds; wait for words that this brings."""
        self.until(lambda: bool(re.search(pattern, self.text)), f"nothing like '{pattern}' to click on")
        before, _, _ = self.text.partition(re.search(pattern, self.text)[0])  # type: ignore[index]  # waited for
        row, column = before.count("\n"), len(before.rpartition("\n")[2])
        box = self.page.locator(".xterm-screen").bounding_box()
        assert box is not None
        wide, high = box["width"] / self._screen.columns, box["height"] / self._screen.lines
        self.page.mouse.click(box["x"] + (column + 0.5) * wide, box["y"] + (row + 0.5) * high)
        self.sees(then)
