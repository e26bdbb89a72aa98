"""What machines read: the sitemap and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from atlas.addresses import localized
from atlas.pages import Page


def sitemap(pages: Iterable[Page], base_url: str, data_date: str) -> bytes:
    """Every page with its twin in the other language."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for page in sorted(pages, key=lambda page: page.address):
        if page.kind == "404":
            continue
        lines.append(f"<url><loc>{escape(base_url + page.address)}</loc><lastmod>{data_date}</lastmod>")
        for language, tag in (("zh", "zh-Hans"), ("en", "en")):
            href = escape(
                base_url + localized(page.path, "en" if language == "en" else "zh"), {'"': "&quot;"}
            )
            lines.append(f'<xhtml:link rel="alternate" hreflang="{tag}" href="{href}"/>')
        lines.append("</url>")
    lines.append("</urlset>")
    return ("\n".join(lines) + "\n").encode()


def robots(base_url: str) -> bytes:
    """Everything may be read; where the sitemap stands."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {base_url}sitemap.xml\n".encode()
