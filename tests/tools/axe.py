"""The axe accessibility rules on an open page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.tools.needs import npm_file

STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

RUN = """async (standards) => {
    const done = await axe.run(document, { runOnly: standards, resultTypes: ["violations"] });
    return done.violations;
}"""


def check(page: Page) -> list[str]:
    """Every violation on the page as it stands now, as `rule: what helps: element`; empty if there is none.

    The rules are evaluated through the debugging protocol, so the page's own security policy stays in force.
    """
    page.evaluate(npm_file("axe-core/axe.min.js").read_text(encoding="utf-8"))
    violations: list[dict[str, Any]] = page.evaluate(RUN, list(STANDARDS))
    return sorted(
        f"{violation['id']}: {violation['help']}: {node['html'][:200]} ({node['failureSummary']})"
        for violation in violations
        for node in violation["nodes"]
    )
