"""What the server answers: a function of the request and of what the board shows, without any connection."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from atlas.problems import Language
from atlas.serve.board import State
from atlas.serve.page import HTML, MISSING, OWN, elsewhere, segments, waiting, with_client
from atlas.serve.telling import WORDS, lines

HASHED = "assets/"
"""Files whose names change with their content: a page that was opened before a build may still ask for old ones."""

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}
"""Not the system's own table, which differs from one to the next."""

_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^:\[\]/@\s]+)(?::\d{1,5})?", re.IGNORECASE)
_CLIENT = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Answer:
    """A status, a body and what is to be said of it."""

    status: HTTPStatus
    body: bytes
    kind: str = TYPES[".txt"]
    location: str = ""


class Hosts:
    """The names by which this server may be called.

    A page of another site can give its own name the address 127.0.0.1 and then read what it likes,
    unless the server refuses every name but its own.
    """

    def __init__(self, host: str) -> None:
        self._names = {"localhost", "127.0.0.1", "[::1]", f"[{host}]" if ":" in host else host.lower()}
        self._everywhere = is_everywhere(host)
        if self._everywhere:
            self._names.add(socket.gethostname().lower())

    def allow(self, host: str | None) -> bool:
        """Whether the request's Host header is one of ours, whatever the port (it may be forwarded)."""
        match = _HOST.fullmatch(host or "")
        if match is None:
            return False
        name = match["name"].lower()
        return name in self._names or (self._everywhere and _is_number(name))


def is_everywhere(host: str) -> bool:
    """Whether a server bound to this address can be reached from other machines by any of this one's addresses."""
    return host in {"", "0.0.0.0", "::"}  # noqa: S104  (it is asked for, not bound to)


def _is_number(name: str) -> bool:
    """Whether it is a plain IP address, which no other site can call its own."""
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def is_own_page(origin: str | None, site: str | None, host: str | None) -> bool:
    """Whether a request comes from a page of this server, by the headers Origin, Sec-Fetch-Site and Host."""
    if origin is not None and origin not in {f"http://{host}", f"https://{host}"}:
        return False
    return site is None or site in {"same-origin", "none"}


def answer(path: str, query: str, state: State, language: Language) -> Answer:
    """What stands at an address. `path` is as it was sent, still encoded."""
    if path.startswith(OWN):
        return _own(path.removeprefix(OWN))
    if state.shown is None:
        said = lines(state.problems, state.failure, language)
        page = waiting(WORDS[language], said)
        return Answer(HTTPStatus.SERVICE_UNAVAILABLE, page, TYPES[".html"])
    shown = state.shown
    if path != shown.base and path in {"/", shown.base.rstrip("/")}:
        return _redirect(shown.base, query)
    name = shown.name(path)
    if name is None:
        if segments(path) is None:
            return _missing(path, state)
        page = elsewhere(WORDS[language], shown.base, shown.looks(path))
        return Answer(HTTPStatus.NOT_FOUND, page, TYPES[".html"])
    body = shown.files.get(name)
    if body is None and state.before is not None and name.startswith(HASHED):
        body = state.before.files.get(name)
    if body is None:
        folder = shown.folder(name)
        return _redirect(folder, query) if folder else _missing(path, state)
    if name.endswith(HTML):
        body = with_client(body, shown.looks(path))
    kind = TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")
    return Answer(HTTPStatus.OK, body, kind)


def _own(name: str) -> Answer:
    if name in {"client.js", "client.css"}:
        return Answer(HTTPStatus.OK, (_CLIENT / name).read_bytes(), TYPES[PurePosixPath(name).suffix])
    return Answer(HTTPStatus.NOT_FOUND, b"not found\n")


def _redirect(address: str, query: str) -> Answer:
    location = address + (f"?{quote(query, safe='=&%/:;,+!*()~')}" if query else "")
    return Answer(HTTPStatus.MOVED_PERMANENTLY, b"", location=location)


def _missing(path: str, state: State) -> Answer:
    shown = state.shown
    page = shown.files.get(MISSING) if shown else None
    if shown is None or page is None:
        return Answer(HTTPStatus.NOT_FOUND, b"not found\n")
    return Answer(HTTPStatus.NOT_FOUND, with_client(page, shown.looks(path)), TYPES[".html"])
