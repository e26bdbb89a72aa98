"""What a page says to machines: JSON-LD after schema.org."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from atlas.pages.maker import Maker
from atlas.pages.parts import Content
from atlas.records.model import Document

CONTEXT = "https://schema.org"


def linked_data(m: Maker, kind: str, key: str, content: Content, address: str) -> list[dict[str, Any]]:
    """The records of one page; `address` is its own, absolute."""
    found: list[dict[str, Any]] = []
    if content.trail:
        found.append(_breadcrumbs(content, address))
    if (kind == "indicators" and key) or kind == "data":
        found.append(_dataset(m, content, address))
    if kind == "documents" and key:
        found.append(_legislation(m, m.view.document(key), address))
    return found


def _breadcrumbs(content: Content, address: str) -> dict[str, Any]:
    steps = [(part.text, _absolute(address, part.href or "")) for part in content.trail]
    steps.append((content.title, address))
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": link}
            for number, (name, link) in enumerate(steps, 1)
        ],
    }


def _absolute(address: str, link: str) -> str:
    """Where a link of a page leads; `urljoin`, which knows every kind of link, takes long for one that leads upwards."""
    if not link.startswith("../"):
        return urljoin(address, link)
    ups = link.count("../")
    return f"{address.rsplit('/', ups + 1)[0]}/{link[3 * ups :]}"


def _dataset(m: Maker, content: Content, address: str) -> dict[str, Any]:
    site = m.view.site
    description = " ".join(part for part in (content.title, content.lead, m.name(site.description)) if part)
    downloads = [("text/csv", "data/targets.csv"), ("application/json", "data/targets.json")]
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": content.title,
        "description": description,
        "url": address,
        "inLanguage": ["zh-Hans", "en"],
        "license": site.data_licence_url,
        "isAccessibleForFree": True,
        "dateModified": site.data_date,
        "creator": {"@type": "Organization", "name": m.name(site.name), "url": m.site_url},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": form, "contentUrl": m.site_url + path}
            for form, path in downloads
        ],
    }


def _legislation(m: Maker, document: Document, address: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Legislation",
        "name": m.name(document.title),
        "url": address,
        "inLanguage": "zh-Hans",
        "legislationDate": document.issued,
        "legislationJurisdiction": m.region(document.region).text,
        "legislationPassedBy": [
            {"@type": "GovernmentOrganization", "name": m.name(name)} for name in document.issuers
        ],
    }
    if document.number:
        found["legislationIdentifier"] = document.number
    return found
