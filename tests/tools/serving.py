"""A server for a built site that behaves as the public host does."""

from __future__ import annotations

import mimetypes
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

BASE_PATH = "/atlas/"
TYPES = {
    ".js": "text/javascript",
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
}


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The folder is served meanwhile at the address given, which ends in /atlas/.

    As on the public host: an address without its last slash is redirected, and one that does not exist
    gets 404.html with the status 404.
    """

    class Handler(_Handler):
        root = folder.resolve()

    with _Server(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{BASE_PATH}"
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    """Says nothing of a browser that leaves while it is answered."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    root: Path
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = (self.root / path.removeprefix(BASE_PATH)).resolve()
        if not path.startswith(BASE_PATH) or not file.is_relative_to(self.root):
            self._answer(HTTPStatus.NOT_FOUND, b"outside the site", "text/plain")
        elif file.is_dir() and not path.endswith("/"):
            self._answer(HTTPStatus.MOVED_PERMANENTLY, b"", "text/plain", Location=f"{path}/")
        elif path.endswith("/") and (file / "index.html").is_file():
            self._answer(HTTPStatus.OK, (file / "index.html").read_bytes(), "text/html")
        elif file.is_file() and not path.endswith("/"):
            kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            self._answer(HTTPStatus.OK, file.read_bytes(), kind)
        else:
            missing = self.root / "404.html"
            content = missing.read_bytes() if missing.is_file() else b"not found"
            self._answer(HTTPStatus.NOT_FOUND, content, "text/html")

    def _answer(self, status: HTTPStatus, content: bytes, kind: str, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Says nothing: the tests read the answers."""
