"""A site as open tabs see it: which file answers an address, and whether a tab shows what is there now."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

OWN = "/__atlas/"
"""Where the server's own files stand; no page of a site has such an address."""

HTML = ".html"
MISSING = "404.html"

_STYLE = re.compile(rb'<link\b[^>]*\brel="stylesheet"[^>]*>')
_HASH = re.compile(rb"\.[0-9a-f]{8,}(?=\.css\b)")
_HREF = re.compile(rb'\bhref="([^"]*)"')
_REFERENCE = re.compile(rb'\s(?:href|src|data-[a-z-]+)="([^"]+)"')


@dataclass(frozen=True)
class Looks:
    """`page` is the digest of all that a page shows except what its style sheets say; `styles` are their addresses."""

    page: str
    styles: tuple[str, ...] = ()


NOTHING = Looks("nothing")
"""What a tab shows while no site has been built."""


class Shown:
    """The files of a site below its base path, such as `/atlas/`.

    Those that are `pending`, and all that it does not have, are still being made; None where nothing is.
    """

    def __init__(self, files: Mapping[str, bytes], base: str, pending: frozenset[str] | None = None) -> None:
        self.files = files
        self.base = base
        self.pending = pending
        self._base = segments(base) or [""]
        self._looks: dict[str, Looks] = {}

    def name(self, path: str) -> str | None:
        """The name that an address asks for, `regions/index.html` for `/atlas/regions/`; None outside the base.

        The name need not be one of a file.
        """
        asked = segments(path)
        if asked is None or asked[: len(self._base) - 1] != self._base[:-1] or len(asked) < len(self._base):
            return None
        return "/".join(asked[len(self._base) - 1 :]) + ("index.html" if not asked[-1] else "")

    def is_page(self, path: str) -> bool:
        """Whether a page stands at an address."""
        name = self.name(path)
        return name is not None and name.endswith(HTML) and name in self.files

    def awaits(self, path: str) -> bool:
        """Whether what stands at an address is still being made."""
        name = self.name(path)
        if self.pending is None or name is None:
            return False
        return name in self.pending or (name not in self.files and self.folder(name) is None)

    def folder(self, name: str) -> str | None:
        """The address of the folder, for a name that lacks its last slash."""
        return self.base + quote(name) + "/" if f"{name}/index.html" in self.files else None

    def looks(self, path: str) -> Looks:
        """What a tab at this address should show."""
        name = self.name(path)
        if name is None or name not in self.files or not name.endswith(HTML):
            name = MISSING
        if name not in self._looks:
            self._looks[name] = self._look(name)
        return self._looks[name]

    def _look(self, name: str) -> Looks:
        html = self.files.get(name, b"")
        here = self.base + quote(name)
        styles = tuple(
            urljoin(here, unescape(href[1].decode()))
            for link in _STYLE.findall(html)
            if (href := _HREF.search(link))
        )
        digest = hashlib.sha256(_STYLE.sub(lambda link: _HASH.sub(b"", link[0]), html))
        for used in self._used(html, here):
            digest.update(used.encode() + b"\0" + self.files.get(used, b""))
        return Looks(digest.hexdigest()[:20], styles)

    def _used(self, html: bytes, here: str) -> Iterator[str]:
        """The files other than pages that a page names; of a folder that is no page, what stands in it."""
        named = {_path(here, match) for match in _REFERENCE.findall(_STYLE.sub(b"", html))}
        for name in sorted({self.name(path) or "" for path in named}):
            folder = name.removesuffix("index.html")
            if name in self.files:
                if not name.endswith(HTML):
                    yield name
            elif folder.endswith("/"):
                start, end = bisect_left(self._names, folder), bisect_left(self._names, f"{folder}\U0010ffff")
                yield from (each for each in self._names[start:end] if "/" not in each.removeprefix(folder))

    @cached_property
    def _names(self) -> list[str]:
        return sorted(self.files)


def _path(here: str, reference: bytes) -> str:
    """The path that a reference leads to from a page, or nothing if it leads elsewhere."""
    try:
        parts = urlsplit(urljoin(here, unescape(reference.decode())))
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else parts.path


def segments(path: str) -> list[str] | None:
    """The decoded parts of an address between its slashes, or None where a part is not a plain name."""
    parts = []
    for raw in path.removeprefix("/").split("/"):
        try:
            part = unquote_to_bytes(raw.encode(errors="surrogateescape")).decode()
        except UnicodeError:
            return None
        if part in {".", ".."} or "/" in part or "\\" in part or not part.isprintable():
            return None
        parts.append(part)
    return parts


def with_client(html: bytes, looks: Looks) -> bytes:
    """The page with the script that keeps it up to date."""
    tag = f'<script defer src="{OWN}client.js" data-page="{looks.page}"></script>\n'.encode()
    head, end, rest = html.partition(b"</head>")
    return head + tag + end + rest


def waiting(words: Mapping[str, str], lines: tuple[str, ...]) -> bytes:
    """The page that stands everywhere until a site has been built; without scripts it lists `lines`."""
    listed = "".join(f"<li>{escape(line)}</li>" for line in lines)
    body = f"<p>{escape(words['follows'])}</p>\n<noscript><ul>{listed}</ul></noscript>"
    return with_client(_plain_page(words["lang"], words["waiting"], body), NOTHING)


def elsewhere(words: Mapping[str, str], base: str, looks: Looks) -> bytes:
    """The page that stands outside the base path of the site, and leads into it."""
    body = f'<p><a href="{escape(base)}">{escape(base)}</a></p>'
    return with_client(_plain_page(words["lang"], words["elsewhere"], body), looks)


def _plain_page(language: str, title: str, body: str) -> bytes:
    policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:"
    return f"""<!doctype html>
<html lang="{escape(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{OWN}client.css">
</head>
<body class="waiting">
<main>
<h1>{escape(title)}</h1>
{body}
</main>
</body>
</html>
""".encode()
