"""Markdown: safe, and emphasis that works in Chinese."""

from __future__ import annotations

import pytest

from atlas.rendering.prose import markdown_html


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**要点：**内容", "<strong>要点：</strong>内容"),
        ("他说**“你好”。**然后走了", "他说<strong>“你好”。</strong>然后走了"),
        ("这是**重点**内容", "这是<strong>重点</strong>内容"),
        ("*强调，*之后", "<em>强调，</em>之后"),
        ("**bold**: text", "<strong>bold</strong>: text"),
        ("a ** b ** c", "a ** b ** c"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("snake_case_word", "snake_case_word"),
        ("**（一）**总则", "<strong>（一）</strong>总则"),
        ("***两者。***皆是", "<em><strong>两者。</strong></em>皆是"),
    ],
)
def test_emphasis_works_beside_chinese_and_stays_as_it_is_elsewhere(source: str, expected: str) -> None:
    """Chinese puts no space around a delimiter."""
    assert markdown_html(source).strip() == f"<p>{expected}</p>"


def test_raw_html_is_shown_as_text() -> None:
    """Content is text, never markup."""
    assert "&lt;script&gt;" in markdown_html("<script>alert(1)</script>")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//evil.example/", "data:text/html,x", "vbscript:x", "ftp://x/"]
)
def test_a_link_that_leads_elsewhere_than_web_mail_or_site_stays_text(url: str) -> None:
    """An allow-list, not a block-list."""
    assert "<a " not in markdown_html(f"[x]({url})")


@pytest.mark.parametrize("url", ["https://example.org/", "mailto:a@example.org", "../data/", "#top"])
def test_ordinary_links_are_links(url: str) -> None:
    """Web, mail, and this site."""
    assert f'href="{url}"' in markdown_html(f"[x]({url})")
