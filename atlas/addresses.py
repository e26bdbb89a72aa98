"""Every address of the site. Nowhere else is one made.

An address is the path from the site's root without a leading slash: `indicators/rd-intensity/`.
Chinese pages stand at the root and English pages under `en/`.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from atlas.problems import Language

PICTURE = "assets/picture.png"

_FOLDERS = {"terms": "glossary", "design": "about/design"}
LISTS = (
    "regions",
    "clusters",
    "indicators",
    "documents",
    "measures",
    "themes",
    "agencies",
    "references",
    "terms",
)


def address(kind: str, key: str = "") -> str:
    """The address of a page in Chinese: `address("targets", "changzhou-2021--rd-intensity")`."""
    if kind == "home":
        return ""
    if kind == "404":
        return "404.html"
    if kind in ("targets", "measures") and key:
        document, _, own = key.partition("--")
        return f"documents/{document}/{kind}/{own}/"
    folder = _FOLDERS.get(kind, kind)
    return f"{folder}/{key}/" if key else f"{folder}/"


def localized(path: str, language: Language) -> str:
    """An address in a language: `en/indicators/rd-intensity/`."""
    return f"en/{path}" if language == "en" else path


def file_of(path: str) -> str:
    """The file that holds a page: `indicators/rd-intensity/index.html`."""
    return path if path.endswith(".html") else f"{path}index.html"


def relative(here: str, there: str) -> str:
    """The link from one address to another: `../../regions/changzhou/`."""
    if there == here:
        return here.rpartition("/")[2] or "./"
    if there.startswith(here) and there.startswith("#", len(here)):
        return there[len(here) :]
    for folder, up in _folders(here):
        if there.startswith(folder):
            link = up + there[len(folder) :]
            return link if link and not link.startswith("#") else "./" + link
    raise AssertionError("every address lies in the site")


@lru_cache(maxsize=64)
def _folders(here: str) -> tuple[tuple[str, str], ...]:
    """The folders that an address lies in, the nearest first, and the way up to each."""
    steps = here.split("/")[:-1]
    return tuple(
        ("".join(f"{step}/" for step in steps[:depth]), "../" * (len(steps) - depth))
        for depth in range(len(steps), -1, -1)
    )


def base_path(base_url: str) -> str:
    """The path under which a site is served: `/atlas/` for https://example.org/atlas/."""
    path = urlsplit(base_url).path
    return path if path.endswith("/") else path + "/"


def feed_address(region: str, language: Language) -> str:
    """The address of the site's feed, or of a region's."""
    return localized(address("regions", region) if region else "", language) + "feed.xml"
