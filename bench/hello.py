"""The smallest Textual program that looks like one: what the start of ours is compared with."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Static


class Hello(App[None]):
    def compose(self) -> ComposeResult:
        yield Header()
        yield Static("Hello, world")
        yield Footer()


if __name__ == "__main__":
    Hello().run()
