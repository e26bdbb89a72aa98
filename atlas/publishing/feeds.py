"""What machines read: the sitemap, robots.txt and the feeds."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from atlas.addresses import address, feed_address, localized
from atlas.pages import Page
from atlas.problems import Language
from atlas.records.model import Atlas, Change


def sitemap(pages: Iterable[Page], base_url: str, data_date: str) -> bytes:
    """Every page with its twin in the other language."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for page in sorted(pages, key=lambda page: page.address):
        if page.kind == "404":
            continue
        lines.append(f"<url><loc>{_escaped(base_url + page.address)}</loc><lastmod>{data_date}</lastmod>")
        for language, tag in (("zh", "zh-Hans"), ("en", "en")):
            href = _quoted(base_url + localized(page.path, "en" if language == "en" else "zh"))
            lines.append(f'<xhtml:link rel="alternate" hreflang="{tag}" href="{href}"/>')
        lines.append("</url>")
    lines.append("</urlset>")
    return ("\n".join(lines) + "\n").encode()


def robots(base_url: str) -> bytes:
    """Everything may be read; where the sitemap stands."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {base_url}sitemap.xml\n".encode()


def feeds(atlas: Atlas, base_url: str) -> dict[str, bytes]:
    """An Atom feed of the site, and one for each region that a change names, in both languages."""
    found: dict[str, bytes] = {}
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        found[feed_address("", language)] = _feed(atlas, "", atlas.changes, base_url, language)
        for region in sorted({name for change in atlas.changes for name in change.regions}):
            changes = [change for change in atlas.changes if region in change.regions]
            found[feed_address(region, language)] = _feed(atlas, region, changes, base_url, language)
    return found


def _feed(atlas: Atlas, region: str, changes: Iterable[Change], base_url: str, language: Language) -> bytes:
    def words(zh: str, en: str | None) -> str:
        return _escaped(zh if language == "zh" or en is None else en)

    base_url = _quoted(base_url)
    home = base_url + localized(address("regions", region) if region else "", language)
    name = words(atlas.site.name.zh, atlas.site.name.en)
    if region:
        name += " · " + words(atlas.regions[region].name.zh, atlas.regions[region].name.en)
    ordered = sorted(changes, key=lambda change: (change.date, change.id), reverse=True)
    updated = ordered[0].date if ordered else atlas.site.data_date
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{"zh-Hans" if language == "zh" else "en"}">',
        f"<title>{name}</title><id>{home}</id><updated>{updated}T00:00:00Z</updated>",
        f'<link rel="self" href="{base_url}{feed_address(region, language)}"/><link href="{home}"/>',
        f"<author><name>{name}</name></author>",
    ]
    for change in ordered:
        lines += [
            f"<entry><id>{home}#{change.id}</id><title>{words(change.title.zh, change.title.en)}</title>",
            f'<updated>{change.date}T00:00:00Z</updated><link href="{home}"/>',
            f"<summary>{words(change.text.zh, change.text.en)}</summary></entry>",
        ]
    lines.append("</feed>")
    return ("\n".join(lines) + "\n").encode()


# What `xml.sax.saxutils` has for this would be imported with all that speaks HTTP.


def _escaped(text: str) -> str:
    return escape(text, quote=False)


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', "&quot;")
