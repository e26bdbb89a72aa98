"""Rules that one page can keep or break by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from atlas.audit.reading import Element, Page, Text

Found = Iterator[tuple[int, str]]

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
VERBATIM = frozenset(["code", "kbd", "pre", "samp", "script", "style", "textarea"])
DATA_SCRIPTS = frozenset(["application/json", "application/ld+json"])
UNLABELLED_INPUTS = frozenset(["hidden", "submit", "reset", "button", "image"])
ID_LISTS = frozenset(
    ["aria-activedescendant", "aria-controls", "aria-describedby", "aria-labelledby", "aria-owns", "for"]
)

TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_EMPTY = r"(?:None|undefined|NaN|nan|\[object Object\])"
EMPTY = re.compile(_EMPTY)
EMPTY_ALONE = re.compile(rf"\s*{_EMPTY}\s*")
EMPTY_BESIDE = re.compile(rf"[\d%\u3000-\u9fff\uff00-\uffef]{_EMPTY}|{_EMPTY}[\d%\u3000-\u9fff\uff00-\uffef]")
EMPTY_STEP = re.compile(rf"(?:^|[/#=]){_EMPTY}(?:$|[/#?&])")
MARKDOWN = re.compile(r"\*\*|\]\([^)\s]+\)|^\s*#{2,6} ", re.MULTILINE)
HAN = re.compile(r"[\u3400-\u9fff]")
SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
LANGUAGES = {"zh": re.compile(r"zh(-.*)?"), "en": re.compile(r"en(-.*)?")}


def language_is_stated(page: Page) -> Found:
    """The `html` element says the language that the page's address promises."""
    said = [html.get("lang") for html in page.all("html")]
    if len(said) != 1 or not LANGUAGES[page.language].fullmatch(said[0]):
        yield 1, f"lang should be {page.language}, but is {', '.join(said) or 'missing'}"


def chinese_is_marked(page: Page) -> Found:
    """Chinese words on an English page stand in an element that says so by `lang`."""
    if page.language != "en":
        return
    for text in page.texts:
        if HAN.search(text.words) and not _is_verbatim(text):
            around = [] if text.parent is None else [text.parent, *text.parent.within()]
            nearest = next((each.get("lang") for each in around if "lang" in each.attributes), "")
            if not nearest.startswith("zh"):
                yield text.line, f'Chinese without lang="zh": {_cut(text.words)}'


def title_is_there(page: Page) -> Found:
    """There is one `title`, and it has words."""
    titles = page.titles()
    if len(titles) != 1:
        yield 1, f"{len(titles)} titles, instead of 1"
    elif not titles[0].has_words:
        yield titles[0].line, "the title is empty"


def one_main_heading(page: Page) -> Found:
    """There is exactly one `h1`."""
    count = len(page.all("h1"))
    if count != 1:
        yield 1, f"{count} h1 elements, instead of 1"


def headings_descend_step_by_step(page: Page) -> Found:
    """A heading is at most one level below the one before it, the first is `h1`, and none is empty."""
    before = 0
    for element in page.elements:
        if element.tag in HEADINGS:
            level = int(element.tag[1])
            if level > before + 1:
                yield element.line, f"{element.tag} follows " + (f"h{before}" if before else "no h1")
            if not element.has_words:
                yield element.line, f"{element.tag} is empty"
            before = level


def ids_are_unique(page: Page) -> Found:
    """No two elements of a page share an id, and no id is empty."""
    for name, elements in page.ids.items():
        for element in elements[1:]:
            yield element.line, f"id {name!r} stands on line {elements[0].line} already"
        if not name or name.split() != [name]:
            yield elements[0].line, f"id {name!r} is empty or has white space"


def named_ids_exist(page: Page) -> Found:
    """Every id that a label or an ARIA attribute names is on the page."""
    for element in page.elements:
        for name in ID_LISTS & element.attributes.keys():
            for key in element.get(name).split():
                if key not in page.ids:
                    yield element.line, f"{name} names {key!r}, which is not on the page"


def images_have_alternatives(page: Page) -> Found:
    """Every `img` has an `alt`, empty for decoration; every `svg` has a name or is hidden from readers."""
    for element in page.all("img"):
        if "alt" not in element.attributes:
            yield element.line, f"img without alt: {element.get('src')}"
    for element in page.all("svg"):
        named = element.get("aria-label") or element.get("aria-labelledby")
        hidden = any(each.get("aria-hidden") == "true" for each in [element, *element.within()])
        inner = any(each.tag == "svg" for each in element.within())
        if not named and not hidden and not inner:
            yield element.line, "svg with neither a name nor aria-hidden"


def schemes_are_harmless(page: Page) -> Found:
    """An address is relative or begins with https, http, mailto or tel; only a picture may be `data:`."""
    for element, url in page.references:
        scheme = SCHEME.match(url)
        allowed = {"http", "https", "mailto", "tel"} | (
            {"data"} if element.tag in {"img", "source"} else set()
        )
        if scheme is not None and scheme[1].lower() not in allowed:
            yield element.line, f"{element.tag} uses the scheme {scheme[1]}: {_cut(url)}"


def nothing_runs_inline(page: Page) -> Found:
    """There is no inline script, style or event handler: the content security policy would block it."""
    for element in page.elements:
        if element.tag == "script" and not element.get("src") and element.get("type") not in DATA_SCRIPTS:
            yield element.line, "inline script"
        if element.tag == "style" or "style" in element.attributes:
            yield element.line, f"inline style in {element.tag}"
        for name in element.attributes:
            if name.startswith("on"):
                yield element.line, f"event handler {name} in {element.tag}"


def policy_comes_first(page: Page) -> Found:
    """A content security policy stands in the head before anything it should govern."""
    for element in page.elements:
        if element.tag == "meta" and element.get("http-equiv").lower() == "content-security-policy":
            if "default-src 'none'" not in element.get("content"):
                yield element.line, "the content security policy does not begin with default-src 'none'"
            return
        if element.tag in {"link", "script", "style", "body", "img"}:
            yield element.line, f"{element.tag} stands before the content security policy"
            return
    yield 1, "no content security policy"


def controls_have_labels(page: Page) -> Found:
    """Every form control has a label: around it, by `for`, or by an ARIA attribute."""
    labelled = {label.get("for") for label in page.all("label") if label.has_words}
    for element in page.all("input", "select", "textarea"):
        if element.tag == "input" and element.get("type").lower() in UNLABELLED_INPUTS:
            continue
        named = element.get("aria-label") or element.get("aria-labelledby")
        wrapped = any(each.tag == "label" and each.has_words for each in element.within())
        if not named and not wrapped and (not element.get("id") or element.get("id") not in labelled):
            yield element.line, f"{element.tag} has no label: {element.get('name') or element.get('id')}"


def tables_say_what_they_hold(page: Page) -> Found:
    """Every table has a caption with words and header cells, each with its scope."""
    captioned = {caption.parent for caption in page.all("caption") if caption.has_words}
    headed = {next((each for each in th.within() if each.tag == "table"), None) for th in page.all("th")}
    for table in page.all("table"):
        if table.get("role") in {"presentation", "none"}:
            continue
        if table not in captioned:
            yield table.line, "table without a caption"
        if table not in headed:
            yield table.line, "table without header cells"
    for header in page.all("th"):
        if header.get("scope") not in {"row", "col", "rowgroup", "colgroup"}:
            yield header.line, "th without scope"


def no_template_is_left(page: Page) -> Found:
    """No template syntax is left in a text or an attribute."""
    for line, words in _words(page, TEMPLATE):
        if TEMPLATE.search(words):
            yield line, f"template syntax: {_cut(words)}"


def no_value_is_missing(page: Page) -> Found:
    """No text, attribute or step of an address is what a missing value looks like: None, undefined, NaN."""
    for line, words in _words(page, EMPTY):
        if EMPTY_ALONE.fullmatch(words) or EMPTY_BESIDE.search(words):
            yield line, f"a missing value: {_cut(words)}"
    for element, url in page.references:
        if EMPTY_STEP.search(url):
            yield element.line, f"a missing value in an address: {_cut(url)}"


def no_markdown_is_left(page: Page) -> Found:
    """No Markdown is left as it was typed: asterisks, link brackets, number signs."""
    for text in page.texts if MARKDOWN.search(page.source) else ():
        if MARKDOWN.search(text.words) and not _is_verbatim(text):
            yield text.line, f"unprocessed Markdown: {_cut(text.words)}"


def text_is_sound(page: Page) -> Found:
    """No text holds U+FFFD, which stands where bytes were not UTF-8."""
    for number, line in enumerate(page.source.split("\n") if "\ufffd" in page.source else (), 1):
        if "\ufffd" in line:
            yield number, f"broken characters: {_cut(line)}"


PAGE_RULES: tuple[Callable[[Page], Found], ...] = (
    language_is_stated,
    chinese_is_marked,
    title_is_there,
    one_main_heading,
    headings_descend_step_by_step,
    ids_are_unique,
    named_ids_exist,
    images_have_alternatives,
    schemes_are_harmless,
    nothing_runs_inline,
    policy_comes_first,
    controls_have_labels,
    tables_say_what_they_hold,
    no_template_is_left,
    no_value_is_missing,
    no_markdown_is_left,
    text_is_sound,
)


def _words(page: Page, clue: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Every text and attribute value that a reader may meet, with its line, if the clue is on the page."""
    if not clue.search(page.source):
        return
    for text in page.texts:
        if not _is_verbatim(text):
            yield text.line, text.words
    for element in page.elements:
        for value in element.attributes.values():
            if value:
                yield element.line, value


def _is_verbatim(text: Text) -> bool:
    element: Element | None = text.parent
    return element is not None and (
        element.tag in VERBATIM or any(around.tag in VERBATIM for around in element.within())
    )


def _cut(words: str) -> str:
    shown = " ".join(words.split())
    return shown if len(shown) <= 60 else shown[:59] + "…"
