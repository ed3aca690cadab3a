"""The web server: each page that is opened in a browser has screens of its own, in a process of its own."""

import asyncio
import shlex
import subprocess
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

from ridealong.cli.web.visitors import Visitors

COOKIE = "ridealong-token"
PAGE = Path(__file__).with_name("page.html")
MOST_PAGES = 20
"""How many pages may be open at once: each is a process."""
GOING_AWAY = 1001
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self' ws: wss:; frame-ancestors 'none'"
)
"""What the page may do: nothing from elsewhere; the terminal in it sets styles of its own."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Screens(AppService):
    """The screens of one page; when they end, the page hears of it, however they ended."""

    async def run(self) -> None:
        """Pass on what the screens draw until they end."""
        try:
            await super().run()
        finally:
            with suppress(ConnectionError, RuntimeError):
                await self.remote_close()
            if self._process is not None:
                await self._process.wait()


class ScreensServer(Server):
    """Serves the screens to a browser.

    Args:
        command: the program and its arguments that open the screens.
        host: where to listen. port: 0 for any that is free.
        visitors: who may come.
        title: what the page is called.
        public_url: how browsers reach us where something stands in between, such as a proxy; empty for as they ask.
        opened: called once with the URL to open, when calls are answered.
    """

    def __init__(
        self,
        command: Sequence[str],
        host: str,
        port: int,
        visitors: Visitors,
        *,
        title: str = "ridealong",
        public_url: str = "",
        opened: Callable[[str], None] = lambda _url: None,
    ) -> None:
        text = subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)
        super().__init__(text, host=host, port=port, title=title, public_url=public_url or None)
        self._visitors = visitors
        self._proxy = public_url.rstrip("/")
        self._opened = opened
        self._pages: set[web.WebSocketResponse] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Answer calls until `stop` is set; then close all pages and wait until their screens have ended."""
        app = web.Application(middlewares=[self._guard])
        app.add_routes(
            [
                web.get("/", self.handle_index, name="index"),
                web.get("/ws", self.handle_websocket, name="websocket"),
                web.get("/download/{key}", self.handle_download, name="download"),
                web.static("/static", self.statics_path, name="static"),
            ]
        )
        app.on_shutdown.append(self._close_pages)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            site = web.TCPSite(runner, self.host, self.port)
            await site.start()
            self._opened(self._url(runner.addresses[0][1]))
            await stop.wait()
        finally:
            await runner.cleanup()

    def _url(self, port: int) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        token = f"?token={self._visitors.token}" if self._visitors.token else ""
        return f"{self._proxy or f'http://{host}:{port}'}/{token}"

    async def _close_pages(self, _app: web.Application) -> None:
        for page in set(self._pages):
            await page.close(code=GOING_AWAY)

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            response = await self._answer(request, handler)
        except web.HTTPException as refused:
            _harden(refused)
            raise
        _harden(response)
        return response

    async def _answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not self._visitors.may_ask_for(request.host):
            raise web.HTTPForbidden(text="This server is not known by that name.")
        shown = request.query.get("token")
        if not self._visitors.knows(shown if shown is not None else request.cookies.get(COOKIE)):
            raise web.HTTPForbidden(text="Open the address that `ridealong serve` has printed, with its token.")
        if shown is None or request.path != "/":
            return await handler(request)
        # The token leaves the address at once, so that no history, screenshot or bookmark keeps it. Where a proxy has
        # us in a folder, only the browser knows which: so the way is relative.
        response = web.Response(status=303, headers={"Location": "./"})
        if self._visitors.token:
            # Lax, since a link from a chat or a page of the company is to open the screens too.
            secure = self._proxy.startswith("https:")
            response.set_cookie(COOKIE, self._visitors.token, httponly=True, samesite="Lax", secure=secure)
        return response

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page that holds a terminal; it asks no other server for anything."""
        ours = self._proxy or f"{request.scheme}://{request.host}"
        words = {
            "title": self.title,
            "socket": f"ws{ours.removeprefix('http')}/ws",
            "size": str(max(6, min(to_int(request.query.get("fontsize", "16"), 16), 64))),
        }
        page = PAGE.read_text(encoding="utf-8")
        for name, value in words.items():
            page = page.replace(f"{{{{ {name} }}}}", escape(value))
        return web.Response(text=page, content_type="text/html")

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Open screens for a page, and let them talk until one of the two ends."""
        ours = [request.host, *([urlsplit(self._proxy).netloc] if self._proxy else [])]
        if not self._visitors.may_connect_from(request.headers.get("Origin"), *ours):
            raise web.HTTPForbidden(text="Only our own page may open the screens.")
        if len(self._pages) >= MOST_PAGES:
            raise web.HTTPServiceUnavailable(text=f"{MOST_PAGES} pages are open already. Close one of them.")
        page = web.WebSocketResponse(heartbeat=15)
        await page.prepare(request)
        self._pages.add(page)

        async def close() -> None:
            await page.close()

        screens = Screens(
            self.command,
            write_bytes=page.send_bytes,
            write_str=page.send_str,
            close=close,
            download_manager=self.download_manager,
        )
        try:
            await screens.start(_cells(request.query.get("width", ""), 80), _cells(request.query.get("height", ""), 24))
            with suppress(ConnectionError):
                await self._process_messages(page, screens)
        finally:
            self._pages.discard(page)
            await screens.stop()
        return page


def _harden(response: web.StreamResponse) -> None:
    """Say what a page may do, and that nothing is to be kept, in an answer that has not begun to leave."""
    if not response.prepared:
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Security-Policy"] = POLICY


def _cells(text: str, usual: int) -> int:
    return max(1, min(to_int(text, usual), 1000))
