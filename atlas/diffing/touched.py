"""Which pages an edit changes: pages of two atlases are made, and none is laid out.

A page notes what it reads, and is the same if all that is the same. So each page is made once, and those of the
old atlas only where something that they read is different.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from atlas.noting.prints import Prints
from atlas.noting.view import View
from atlas.pages import make, plan
from atlas.records.model import Atlas


def touched(old: Atlas, new: Atlas) -> Mapping[str, int]:
    """How many addresses of each kind of page, in the order of the site, say something else in either language.

    Only addresses of both atlases count. The content of both must have passed `check`.
    """
    words = {**new.interface, **old.interface}  # a page made today may use words that were not there then
    old = replace(old, interface=words)
    before, after = View.of(old), View.of(new)
    was, now = Prints(before), Prints(after)
    there = {page.address: page for page in plan(old)}
    found: dict[str, str] = {}
    for page in plan(new):
        if page.path in found or page.address not in there:
            continue
        content, maker = make(page, after, new.site.base_url)
        if all(was.of(note) == now.of(note) for note in maker.view.reads):
            continue
        if make(there[page.address], before, new.site.base_url)[0] != content:
            found[page.path] = page.kind
    order = dict.fromkeys(page.kind for page in plan(new))
    counts = Counter(found.values())
    return {kind: counts[kind] for kind in order if counts[kind]}
