"""The HTTP server: threads that answer from the board, and one for each open tab that is told of changes."""

from __future__ import annotations

import errno
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any
from urllib.parse import parse_qs

from atlas.problems import Language
from atlas.serve.answering import Answer, Hosts, answer, is_everywhere, is_own_page
from atlas.serve.board import Board, State
from atlas.serve.page import NOTHING, OWN
from atlas.serve.telling import payload

EVENTS = OWN + "events"
HEARTBEAT = 1.0
"""Seconds after which a silent stream is written to, so that a tab that is gone is noticed."""

IDLE = 30.0
"""Seconds after which a connection that neither asks nor takes anything is closed."""

PATIENCE = 60.0
"""Seconds that a request waits for a page that is still being made; then it gets the old one."""

TRIES = 20
"""How many ports are tried, from the one asked for upwards."""

SOON, LATER = 1000, 3000
"""Milliseconds after which a tab asks again: when the stream broke, and when it gave way to another tab."""


class NoPort(Exception):
    """The server cannot listen; the text says why."""


@dataclass(frozen=True)
class Address:
    """Where the server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The address to open, without a path."""
        host = "127.0.0.1" if is_everywhere(self.host) else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


@contextmanager
def serving(board: Board, host: str, port: int, language: Language = "en") -> Iterator[Address]:
    """The board is served meanwhile, on the first free port from the one asked for (0: any free one)."""
    server = _listen(board, host, port, language)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="serving")
    thread.start()
    try:
        yield Address(host, server.server_port)
    finally:
        board.close()
        server.shutdown()
        thread.join()
        server.server_close()


def _listen(board: Board, host: str, port: int, language: Language) -> _Server:
    for candidate in range(port, port + TRIES if port else 1):
        try:
            return _Server(board, host, candidate, language)
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise NoPort(f"Cannot listen on {host}: {error.strerror or error}.") from error
        except OverflowError:
            break
    raise NoPort(f"No port from {port} to {port + TRIES - 1} is free on {host}. Name another with --port.")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    # Elsewhere a second server could take the very port that the first one listens on.
    allow_reuse_address = sys.platform != "win32"
    allow_reuse_port = False

    def __init__(self, board: Board, host: str, port: int, language: Language) -> None:
        self.board = board
        self.hosts = Hosts(host)
        self.language = language
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        # Not HTTPServer's, which asks the network for this machine's name and may wait for it long.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A browser that goes away in the middle is no error.
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = IDLE

    def parse_request(self) -> bool:
        """Whether there is a request to answer: one that only reads."""
        if not super().parse_request():
            return False
        if self.command in {"GET", "HEAD"}:
            return True
        self._refuse(HTTPStatus.METHOD_NOT_ALLOWED, "This server is for reading.", ("Allow", "GET, HEAD"))
        return False

    def do_GET(self) -> None:
        """Answers; a request that is not for us is refused before anything is looked up."""
        # What follows the head of a GET would be read as the next request.
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True
        hosts = self.headers.get_all("Host") or []
        if len(hosts) != 1 or not self.server.hosts.allow(hosts[0]):
            self._refuse(HTTPStatus.FORBIDDEN, "This server answers to localhost only.")
            return
        target = self.path.encode("latin-1", "replace").decode("utf-8", "surrogateescape")
        path, _, query = target.partition("?")
        if not path.startswith("/"):
            self._refuse(HTTPStatus.BAD_REQUEST, "An address starts with a slash.")
        elif path.startswith(OWN) and not is_own_page(
            self.headers.get("Origin"), self.headers.get("Sec-Fetch-Site"), hosts[0]
        ):
            self._refuse(HTTPStatus.FORBIDDEN, "This is for pages of this server only.")
        elif path == EVENTS:
            self._tell(parse_qs(query).get("path", ["/"])[0])
        else:
            self._send(answer(path, query, self._state(path), self.server.language))

    def _state(self, path: str) -> State:
        """The state in which an address is answered: what is still being made is waited for."""
        board = self.server.board
        if path.startswith(OWN):
            return board.state
        state = board.ready(path, PATIENCE)
        if state.shown is not None and state.shown.is_page(path):
            board.look(path)
        return state

    def do_HEAD(self) -> None:
        """As GET, without the body."""
        self.do_GET()

    def _refuse(self, status: HTTPStatus, text: str, *headers: tuple[str, str]) -> None:
        self.close_connection = True
        self._send(Answer(status, f"{text}\n".encode()), *headers)

    def _send(self, what: Answer, *headers: tuple[str, str]) -> None:
        self._head(what.status, what.kind, ("Content-Length", str(len(what.body))), *headers)
        if what.location:
            self.send_header("Location", what.location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(what.body)

    def _head(self, status: HTTPStatus, kind: str, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            *headers,
        ):
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")

    def _tell(self, path: str) -> None:
        """Tells a tab at an address what it should show, at once and whenever that changes."""
        self.close_connection = True
        self._head(HTTPStatus.OK, "text/event-stream; charset=utf-8")
        self.end_headers()
        if self.command == "HEAD":
            return
        board = self.server.board
        browser = (self.client_address[0], self.headers.get("User-Agent"))
        told = ""
        with board.stream(browser) as stream:
            self._write(f"retry: {SOON}\n\n")
            while not stream.ended:
                state = board.wait(stream, HEARTBEAT)
                if state is None:
                    self._write(f"retry: {LATER}\n\n" if stream.gave_way else ":\n\n")
                    continue
                looks = state.shown.looks(path) if state.shown else NOTHING
                news = payload(state, looks, self.server.language)
                if news != told:
                    self._write(f"data: {news}\n\n")
                told = news

    def _write(self, text: str) -> None:
        self.wfile.write(text.encode())

    def version_string(self) -> str:
        """Who answers."""
        return "policy-atlas"

    def log_message(self, *_: object) -> None:
        """The terminal is for what is wrong with the sources."""
