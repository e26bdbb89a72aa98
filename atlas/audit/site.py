"""The pages together: where each address leads."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from atlas.audit.reading import Page, Reference


class Aim(NamedTuple):
    """Where an address leads: a path below the site, or, if `fault` says why, nowhere.

    An address outside the site has neither.
    """

    path: str | None = None
    fragment: str = ""
    fault: str = ""


class Site:
    """The pages and files of a site, and the place where it will be published."""

    def __init__(
        self, pages: Sequence[Page], files: Mapping[str, bytes], also: Collection[str], base_url: str
    ) -> None:
        self.pages = {page.path: page for page in pages}
        self.files = files
        self.paths = frozenset(files) | frozenset(also)
        self.folded = {path.casefold(): path for path in sorted(self.paths)}
        self.base_url = base_url if base_url.endswith("/") else f"{base_url}/"
        self.base_path = urlsplit(self.base_url).path
        self._known: dict[tuple[str, str], Aim] = {}

    def aim(self, page: Page, url: str) -> Aim:
        """Where `url`, written on `page`, leads."""
        url = url.strip()
        address, _, fragment = url.partition("#")
        fragment = unquote(fragment.partition(":~:")[0])
        if not address:
            return Aim(page.path, fragment)
        key = (page.path, address) if page.is_404 else (posixpath.dirname(page.path), address)
        if key not in self._known:
            self._known[key] = self._aim(page, address)
        aim = self._known[key]
        return aim._replace(fragment=fragment)

    def own_path(self, url: str) -> str | None:
        """The path that an absolute address of this site leads to; None if it is none."""
        address = url.partition("#")[0].partition("?")[0]
        if not address.startswith(self.base_url):
            return None
        return _file(unquote(address.removeprefix(self.base_url)))

    def is_absolute_own(self, url: str) -> bool:
        """The address leads to this site, but names the host where it is published."""
        return f"{url.strip().casefold()}/".startswith(self.base_url.casefold())

    def is_external(self, url: str) -> bool:
        """The address leads to another site."""
        return url.strip().casefold().startswith(("//", "http:", "https:")) and not self.is_absolute_own(url)

    def page_of(self, reference: Reference, page: Page) -> Page | None:
        """The page that a reference leads to, if it leads to one."""
        path = self.aim(page, reference.url).path
        return None if path is None else self.pages.get(path)

    def _aim(self, page: Page, address: str) -> Aim:
        path = unquote(address.partition("?")[0])
        if address.startswith("//"):
            return Aim(fault="has no scheme")
        if ":" in address.partition("/")[0]:
            return Aim()
        if path.startswith("/"):
            if not page.is_404:
                return Aim(fault="begins with a slash, so it depends on where the site is published")
            if not path.startswith(self.base_path):
                return Aim(fault=f"does not begin with {self.base_path}")
            path = path.removeprefix(self.base_path)
        elif page.is_404:
            return Aim(fault=f"is relative, but this page is shown at any depth; begin with {self.base_path}")
        elif path:
            path = posixpath.dirname(page.path) + "/" + path
            path = posixpath.normpath(path.lstrip("/")) + ("/" if path.endswith(("/", "/.", "/..")) else "")
            path = path.removeprefix("./")
        else:
            return Aim(page.path)
        if path.startswith(("../", "/")) or path == "..":
            return Aim(fault="leads out of the site")
        return self._existing(path)

    def _existing(self, path: str) -> Aim:
        file = _file(path)
        if file in self.paths:
            return Aim(file)
        if f"{path}/index.html" in self.paths:
            return Aim(fault="needs a slash at its end")
        if file.casefold() in self.folded:
            return Aim(fault=f"differs in case from {self.folded[file.casefold()]}")
        return Aim(fault="leads nowhere")


def _file(path: str) -> str:
    return f"{path}index.html" if not path or path.endswith("/") else path
