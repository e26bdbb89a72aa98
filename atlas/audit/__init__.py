"""Rules over the built HTML: what no template and no content may break.

Rules about one page are in `page_rules`, rules about pages together in `site_rules`;
the docstring of each function is the rule. A rule reports; it neither prints nor raises.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from atlas.audit.page_rules import PAGE_RULES
from atlas.audit.reading import Finding, read_page
from atlas.audit.site import Site
from atlas.audit.site_rules import SITE_RULES

__all__ = ["PAGE_RULES", "SITE_RULES", "Finding", "audit"]


def audit(site: Path | Mapping[str, bytes], base_url: str, also: Collection[str] = ()) -> list[Finding]:
    """Everything wrong with a site, sorted by page and line; empty if all rules hold.

    `site` is a folder, or the content of its files by their paths below the site.
    `base_url` is where it will be published, such as `https://example.org/atlas/`.
    `also` are paths that will exist beside the files given.
    """
    files = _files(site) if isinstance(site, Path) else site
    findings: set[Finding] = set()
    pages = []
    for path in sorted(files):
        if path.endswith(".html"):
            page = read_page(path, files[path])
            for rule in PAGE_RULES:
                findings.update(Finding(path, line, rule.__name__, what) for line, what in rule(page))
            page.forget_body()
            pages.append(page)
    whole = Site(pages, files, frozenset(also), base_url)
    for check in SITE_RULES:
        findings.update(Finding(path, line, check.__name__, what) for path, line, what in check(whole))
    return sorted(findings)


def _files(folder: Path) -> dict[str, bytes]:
    """The site's files by path; only those that a rule reads are read."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        if path.suffix in {".html", ".css", ".svg"}
        else b""
        for path in folder.rglob("*")
        if path.is_file()
    }
