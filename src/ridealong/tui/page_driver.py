"""The screens on a page of a web browser: they end with the server of the page, however that ends."""

import os
import signal
from functools import partial

from textual.drivers.web_driver import WebDriver


class PageDriver(WebDriver):
    """Textual's own, which would wait for ever for the keys of a server that was killed."""

    def run_input_thread(self) -> None:
        """Hand on what the server sends, until there is no server any more."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._write = partial(_to_nobody)
            os.kill(os.getpid(), signal.SIGTERM)


def _to_nobody(data: bytes) -> int:
    return len(data)
