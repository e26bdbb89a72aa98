"""Pages whose style sheet, script or icon has a new name: the name is replaced in their bytes.

The names of such files carry a hash of their content (`atlas.rendering.assets`), and every page has some in its head. To make
all pages again for one edited style sheet would take a hundred times as long. A page notes the files that it uses
(`static?site.css`); what such a note stands for is the published name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

NAMED = "static?"
"""How a note begins that a page names a published file."""


def stand_once(html: str, names: Collection[str]) -> bool:
    """Whether each name stands in a page just once: where the frame has it, and not in any text."""
    head, _, rest = html.partition("</head>")
    # Mostly nothing behind the head names their folder, which is seen in a single look.
    folders = {name.partition("/")[0] + "/" for name in names}
    searched = html if any(folder in rest for folder in folders) else head
    return all(searched.count(name) == 1 for name in names)


def replaced(html: bytes, names: Mapping[str, str]) -> bytes | None:
    """A page with new names in place of old ones, each of which stands in it just once; None where one does not."""
    old = re.compile("|".join(re.escape(name) for name in sorted(names)).encode())
    found, count = old.subn(lambda match: names[match[0].decode()].encode(), html)
    once = count == len(names) and all(found.count(new.encode()) == 1 for new in names.values())
    return found if once else None
