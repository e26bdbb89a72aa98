"""Which pages an edit changes: every page of two atlases is made, and none is laid out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from atlas.model import Atlas
from atlas.pages import Page, make, plan
from atlas.view import View


def touched(old: Atlas, new: Atlas) -> Mapping[str, int]:
    """How many addresses of each kind of page, in the order of the site, say something else in either language.

    Only addresses of both atlases count. The content of both must have passed `check`.
    """
    words = {**new.interface, **old.interface}  # a page made today may use words that were not there then
    before = {page.address: said for page, said in _made(replace(old, interface=words), new.site.base_url)}
    found: dict[str, str] = {}
    for page, said in _made(new, new.site.base_url):
        if before.get(page.address, said) != said:
            found[page.path] = page.kind
    return Counter(found.values())


def _made(atlas: Atlas, site_url: str) -> Iterator[tuple[Page, bytes]]:
    """Each page with a digest of what it says."""
    view = View.of(atlas)
    for page in plan(atlas):
        content, _ = make(page, view, site_url)
        yield page, hashlib.sha256(repr(content).encode()).digest()
