"""Content becomes HTML that is safe whatever the content holds; a template's error is told with its place."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.meta import find_referenced_templates

from atlas.addresses import address as page_of
from atlas.addresses import localized
from atlas.linking.linker import Names
from atlas.noting.view import View
from atlas.pages import make, plan
from atlas.problems import Language
from atlas.records.model import Name, Record, Text
from atlas.rendering.assets import read_assets
from atlas.rendering.prose import markdown_html
from atlas.rendering.render import _REFERENCE, Renderer, TemplateFailed
from tests.trees import ROOT

BASE_URL = "https://example.org/atlas/"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{ 7*7 }}{% x %}<!--]]>"


def renderer(templates: Path = ROOT / "templates", base_url: str = BASE_URL) -> Renderer:
    return Renderer(templates, read_assets(ROOT / "static").names, base_url)


def rendered(view: View, render: Renderer) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Each page's address, HTML and notes."""
    for page in plan(view.atlas):
        content, maker = make(page, view, render.base_url)
        html = render.render(page, content, maker)
        yield page.address, html, frozenset(maker.view.reads)


class Tags(HTMLParser):
    """The elements and attributes of a page, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.linked_data: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            self.linked_data.append(data)
        else:
            self.text += data


def hostile(value: Any) -> Any:
    """A record with all its words replaced by what would break a page that does not escape them."""
    if isinstance(value, Name | Text):
        return value.model_copy(update={"zh": HOSTILE, "en": HOSTILE})
    if isinstance(value, Record):
        words = ("printed", "number", "scale", "data_licence", "phrase", "text")
        changed = {
            name: HOSTILE if name in words and isinstance(old, str) else hostile(old)
            for name, old in ((name, getattr(value, name)) for name in type(value).model_fields)
        }
        return value.model_copy(update=changed)
    if isinstance(value, tuple):
        return tuple(
            HOSTILE if isinstance(item, str) and not item.isascii() else hostile(item) for item in value
        )
    return value


def test_no_words_of_the_content_become_markup(loaded):
    atlas = loaded.atlas
    kinds = ("regions", "clusters", "indicators", "references", "terms", "documents", "targets")
    changed: dict[str, Any] = {
        kind: {k: hostile(r) for k, r in getattr(atlas, kind).items()} for kind in kinds
    }
    changed |= {kind: tuple(map(hostile, getattr(atlas, kind))) for kind in ("mentions", "set_aside")}
    changed |= {
        "site": hostile(atlas.site),
        "texts": dict.fromkeys(atlas.texts, f"# {HOSTILE}\n\n{HOSTILE}\n"),
    }
    changed["interface"] = dict.fromkeys(atlas.interface, Name(zh=HOSTILE, en=HOSTILE))
    named = {"measures": {}, "tasks": {}, "agencies": {}}  # named as printed, so their words are keys
    seen = 0
    for address, html, _ in rendered(View.of(replace(atlas, **changed, **named)), renderer()):
        page = Tags(html)
        for tag, attributes in page.found:
            assert tag != "img", address
            assert tag != "script" or attributes.get("src") or attributes["type"] == "application/ld+json", (
                address
            )
            assert not [name for name in attributes if name.startswith("on")], address
        for told in page.linked_data:
            assert json.loads(told)
        assert "49" not in page.text.replace("7*7", ""), "a template of ours runs no template in content"
        seen += page.text.count("<script>alert(1)</script>")
    assert seen > 100, "the words themselves are shown"


class RunningText(HTMLParser):
    """Running text in order, each piece with the link that it is, and the links to terms, with what they lie in."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.within: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[tuple[str, str | None]] = []
        self.terms: list[tuple[str, list[str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "a" and attributes.get("class") == "term":
            self.terms.append((str(attributes["href"]), [name for name, _ in self.within]))
        if tag not in {"meta", "link", "img", "br", "input", "hr"}:
            self.within.append((tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        while self.within.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = [name for name, _ in self.within]
        if any(each.get("class") == "cite" for _, each in self.within):
            return
        prose = "p" in tags and self.within[tags.index("p")][1].get("class") in {None, "prose"}
        link = next((each for name, each in self.within if name == "a"), {})
        if link.get("class") == "term":
            self.pieces.append((data, link["href"]))
        elif prose and not link:
            self.pieces.append((data, None))


def linked_once(address: str, html: str, names: Names) -> int:
    """How many terms a page links in running text: each once, where it first stands, and none where it must not."""
    page = RunningText(html)
    targets = [urljoin(BASE_URL + address, href) for href, _ in page.terms]
    assert len(targets) == len(set(targets)), address
    assert BASE_URL + address not in targets, "a page does not link to itself"
    for _, within in page.terms:
        assert set(within).isdisjoint(
            ("h1", "h2", "h3", "h4", "th", "code", "button", "summary", "a", "nav")
        ), address
    language: Language = "en" if address.startswith("en/") else "zh"
    linked = {BASE_URL + address}
    for text, href in page.pieces:
        if href is not None:
            linked.add(urljoin(BASE_URL + address, href))
            continue
        for _, _, (kind, key) in names.find(text, language):
            there = f"{BASE_URL}{localized(page_of(kind, key), language)}"
            assert kind != "terms" or there in linked, f"{address} names {key} in {text!r} before it links it"
    return len(targets)


def test_terms_in_running_text_are_linked_once_where_they_first_stand_and_nowhere_else(view):
    assert sum(linked_once(address, html, view.names) for address, html, _ in rendered(view, renderer())) > 10


def test_so_they_are_on_every_english_page_of_the_site(atlas):
    view, render = View.of(atlas), renderer()
    seen = 0
    for page in plan(atlas):
        if page.language == "en" and page.kind not in {"design", "targets"}:
            content, maker = make(page, view, render.base_url)
            seen += linked_once(page.address, render.render(page, content, maker), view.names)
    assert seen > 500


def test_names_in_markdown_are_linked(view, loaded):
    assert loaded.atlas is not None
    texts = {
        **loaded.atlas.texts,
        "about.en": "# Beacon firms\n\nBeacon firms, ‘揭榜挂帅’ and `open call`.\n",
    }
    known = View.of(replace(loaded.atlas, texts=texts))
    (html,) = [html for address, html, _ in rendered(known, renderer()) if address == "en/about/"]
    assert '<p><a href="../glossary/beacon-firm/" class="term">Beacon firms</a>, ‘' in html
    assert (
        '<a href="../glossary/open-call/" class="term" lang="zh-Hans">揭榜挂帅</a>’ and <code>open call</code>'
        in html
    )


def test_every_page_notes_the_words_and_settings_that_its_frame_shows(view):
    for address, _, reads in rendered(view, renderer()):
        assert {"site", "interface"} <= reads, address


def test_pages_say_their_language_their_own_address_and_that_of_their_twin(view):
    for address, html, _ in rendered(view, renderer()):
        found = Tags(html).found
        assert found[0] == ("html", {"lang": "en" if address.startswith("en/") else "zh-Hans"})
        links = [attributes for tag, attributes in found if tag == "link"]
        canonical = [link["href"] for link in links if link.get("rel") == "canonical"]
        assert canonical == ([] if address == "404.html" else [BASE_URL + address])
        alternates = {link["hreflang"]: link["href"] for link in links if "hreflang" in link}
        if address != "404.html":
            path = address.removeprefix("en/")
            assert alternates == {
                "zh-Hans": BASE_URL + path,
                "en": f"{BASE_URL}en/{path}",
                "x-default": BASE_URL + path,
            }


def test_links_are_relative_but_on_the_page_that_stands_at_any_depth(view):
    for address, html, _ in rendered(view, renderer()):
        for tag, attributes in Tags(html).found:
            link = attributes.get("href") or attributes.get("src") or ""
            if tag in ("a", "script", "img") and not link.startswith(
                ("https://creativecommons.org", "mailto:")
            ):
                assert link.startswith("/atlas/") == (address == "404.html") or link.startswith("#"), (
                    address,
                    link,
                )


def test_the_same_content_gives_the_same_html(view):
    once = list(rendered(view, renderer()))
    assert list(rendered(View.of(view.atlas), renderer())) == once


# Errors of templates


def broken(tmp_path: Path, name: str, find: str, put: str) -> Renderer:
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", templates)
    text = (templates / name).read_text(encoding="utf-8")
    assert find in text
    (templates / name).write_text(text.replace(find, put, 1), encoding="utf-8")
    return renderer(templates)


def line_of(name: str, find: str) -> int:
    text = (ROOT / "templates" / name).read_text(encoding="utf-8")
    return text[: text.index(find)].count("\n") + 1


def test_an_unknown_name_in_a_template_is_told_with_page_template_and_line(view, tmp_path):
    name, find = "layouts/base.html", '<main id="main"'
    render = broken(tmp_path, name, find, "{{ frame.nothing }}" + find)
    with pytest.raises(TemplateFailed) as error:
        list(rendered(view, render))
    assert str(error.value).startswith(f"/: {name}:{line_of(name, find)}: ")
    assert "nothing" in str(error.value)


def test_an_error_inside_a_component_is_told_with_the_components_line(view, tmp_path):
    name, find = "components/parts.html", '<ul class="inline">'
    render = broken(tmp_path, name, find, "{{ 1 / 0 }}" + find)
    with pytest.raises(TemplateFailed) as error:
        list(rendered(view, render))
    assert f": {name}:{line_of(name, find)}: " in str(error.value)


def test_a_syntax_error_is_told_with_template_and_line(view, tmp_path):
    name, find = "layouts/base.html", '<main id="main"'
    render = broken(tmp_path, name, find, "{% oops %}" + find)
    with pytest.raises(TemplateFailed) as error:
        list(rendered(view, render))
    assert f"{name}:{line_of(name, find)}" in str(error.value)


def test_a_missing_template_is_told(view, tmp_path):
    render = broken(tmp_path, "pages/home.html", "{% extends", "{% extends")
    (tmp_path / "templates" / "pages" / "home.html").unlink()
    with pytest.raises(TemplateFailed, match=r"home\.html"):
        list(rendered(view, render))


def test_an_interface_string_that_is_missing_is_told_by_name(loaded):
    atlas = loaded.atlas
    interface = {key: name for key, name in atlas.interface.items() if key != "footer"}
    with pytest.raises(TemplateFailed, match="footer"):
        list(rendered(View.of(replace(atlas, interface=interface)), renderer()))


# Markdown


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("# 关于", "<h1>关于</h1>"),
        ("一**二**三", "<strong>二</strong>"),
        ("[x](https://example.org/)", '<a href="https://example.org/">x</a>'),
        ("[x](data/)", '<a href="data/">x</a>'),
        ("[x](mailto:a@example.org)", '<a href="mailto:a@example.org">x</a>'),
        ("| a | b |\n| - | - |\n| 1 | 2 |", "<td>1</td>"),
    ],
)
def test_markdown_is_what_editors_know(source, html):
    assert html in markdown_html(source)


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "[x](//evil.example)",
        "[x](vbscript:x)", "[x](data:text/html,x)", "![x](data:image/svg+xml,x)", "<javascript:alert(1)>", "[x](blob:x)",
        "[x](JaVaScRiPt:alert(1))", "[x](ftp://x)", "[x]: javascript:alert(1)\n\n[x]",
    ],
)  # fmt: skip
def test_markdown_makes_no_unsafe_markup(source):
    for tag, attributes in Tags(str(markdown_html(source))).found:
        assert tag in ("p", "a")
        assert "href" not in attributes


@given(st.text(st.sampled_from("[]()<>!:/#*`|-a.x\n\"'&= javascript"), max_size=60))
def test_no_markdown_raises_or_runs_a_script(source):
    for tag, attributes in Tags(str(markdown_html(source))).found:
        assert tag != "script"
        assert (
            not (attributes.get("href") or "").lower().startswith(("javascript:", "//", "data:", "vbscript:"))
        )


def test_what_a_template_is_built_from_is_found_as_jinja_finds_it():
    environment = renderer().environment
    for name in environment.list_templates():
        source, _, _ = environment.loader.get_source(environment, name)
        wanted = set(find_referenced_templates(environment.parse(source)))
        assert wanted <= {found or None for found in _REFERENCE.findall(source)}, name  # comments count too


@pytest.mark.parametrize("written", ['"a.html"', "'a.html'", '"a.html" with context', '"a.html" import b'])
def test_a_template_is_named_in_either_quotation_marks(written):
    word = "from" if " import " in written else "include"
    assert _REFERENCE.findall(f"{{%- {word} {written} %}}") == ["a.html"]


def test_a_template_whose_name_is_made_up_may_be_any():
    assert _REFERENCE.findall("{% include kind ~ '.html' %}") == [""]
