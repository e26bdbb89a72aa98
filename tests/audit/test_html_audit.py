"""Each rule over the built HTML lets a sound site pass and catches the page that breaks it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from atlas.audit import PAGE_RULES, SITE_RULES, audit

BASE = "https://example.org/atlas/"
POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'\">"


def page(path: str, body: str = "", head: str = "", **parts: str) -> bytes:
    """A sound page, into which a test puts what it wants to be caught."""
    other = path.removeprefix("en/") if path.startswith("en/") else f"en/{path}"
    lang, other_lang = ("en", "zh-Hans") if path.startswith("en/") else ("zh-Hans", "en")

    def address(file: str) -> str:
        return BASE + file.removesuffix("index.html")

    given = {
        "html": f'<html lang="{lang}">',
        "policy": POLICY,
        "title": f"<title>{path}</title>",
        "identity": (
            f'<link rel="canonical" href="{address(path)}">'
            f'<link rel="alternate" hreflang="{lang}" href="{address(path)}">'
            f'<link rel="alternate" hreflang="{other_lang}" href="{address(other)}">'
            f'<link rel="alternate" hreflang="x-default" href="{address(path.removeprefix("en/"))}">'
        ),
        "h1": "<h1>Heading</h1>",
    } | parts
    return (
        f'<!doctype html>\n{given["html"]}<head><meta charset="utf-8">{given["policy"]}{given["title"]}'
        f"{given['identity']}{head}</head>\n<body><main>{given['h1']}\n{body}</main></body></html>"
    ).encode()


LINKS = '<ul><li><a href="./">home</a></li><li><a href="regions/">regions</a></li></ul>'


def site(body: str = "", **more: str) -> dict[str, bytes]:
    """A sound site of two pages in two languages; `body` and `more` go into /regions/."""
    return {
        "index.html": page("index.html", LINKS),
        "en/index.html": page("en/index.html", LINKS),
        "regions/index.html": page("regions/index.html", body, **more),
        "en/regions/index.html": page("en/regions/index.html"),
        "404.html": page("404.html", '<p><a href="/atlas/">home</a></p>', identity=""),
        "assets/site.css": b"p { background: url(./a.svg) }",
        "assets/a.svg": b'<svg><symbol id="flag"></symbol></svg>',
    }


def rules(files: dict[str, bytes], **more) -> set[str]:
    return {finding.rule for finding in audit(files, BASE, **more)}


SOUND = """
<nav aria-labelledby="n"><h2 id="n">Contents</h2><a href="#n">up</a> <a href="../regions/#n">same</a></nav>
<h3>Deeper</h3><h2>Back</h2>
<p><a href="../">home</a> <a href="../?q=1#">query</a> <a href="..">short</a> <a href="https://example.com/x">out</a></p>
<p><a href="mailto:a@example.org">mail</a> <a href="../assets/a.svg#flag">file</a> <a href="#top">top</a></p>
<p>专精特新 {one} in <code>a ** b {{ x }} None</code>; None of them is undefined behaviour.</p>
<img src="../assets/a.svg" alt=""> <img src="data:image/gif;base64,AA" alt="dot">
<svg aria-hidden="true"><use href="../assets/a.svg#flag"></use></svg>
<svg role="img" aria-labelledby="t"><title id="t">Chart</title><svg></svg></svg>
<script type="application/ld+json">{"a": {"b": {}}}</script>
<form><label>Name <input name="a"></label><label for="b">Kind</label><select id="b"></select>
<input type="hidden" name="c"><input type="search" aria-label="Search"><button>Go</button></form>
<table><caption>Targets</caption><thead><tr><th scope="col">Region</th></tr></thead></table>
<table role="presentation"><tr><td>x</td></tr></table>
"""


def test_a_sound_site_passes_every_rule():
    found = audit(site(SOUND, head='<link rel="stylesheet" href="../assets/site.css">'), BASE)
    assert [str(finding) for finding in found] == []


def test_a_sound_site_passes_in_a_folder_and_under_any_address(tmp_path: Path):
    for path, content in site(SOUND).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    assert audit(tmp_path, BASE) == []
    assert audit(tmp_path, BASE.rstrip("/")) == []


IN_ONE_PAGE = {
    "language_is_stated": [
        {"html": "<html>"},
        {"html": '<html lang="en">'},
        {"html": '<html lang="">'},
    ],
    "title_is_there": [
        {"title": ""},
        {"title": "<title> </title>"},
        {"title": "<title>a</title><title>b</title>"},
    ],
    "one_main_heading": [{"h1": ""}, {"body": "<h1>Second</h1>"}],
    "headings_descend_step_by_step": [
        {"body": "<h3>Jump</h3>"},
        {"h1": "<h2>First</h2><h1>Main</h1>"},
        {"body": "<h2> </h2>"},
        {"body": "<h2>a</h2><h3>b</h3><h5>c</h5>"},
    ],
    "ids_are_unique": [
        {"body": '<p id="a"></p><p id="a"></p>'},
        {"body": '<p id=""></p>'},
        {"body": '<p id="a b"></p>'},
    ],
    "named_ids_exist": [
        {"body": '<label for="gone">x</label>'},
        {"body": '<p aria-describedby="n gone" id="n"></p>'},
    ],
    "images_have_alternatives": [
        {"body": '<img src="../assets/a.svg">'},
        {"body": "<svg></svg>"},
        {"body": '<svg aria-hidden="false"></svg>'},
    ],
    "schemes_are_harmless": [
        {"body": '<a href="javascript:alert(1)">x</a>'},
        {"body": '<a href=" JavaScript:alert(1)">x</a>'},
        {"body": '<a href="java&#115;cript:alert(1)">x</a>'},
        {"body": '<a href="data:text/html,x">x</a>'},
        {"body": '<a href="file:///etc/passwd">x</a>'},
        {"body": '<form action="vbscript:x"></form>'},
    ],
    "nothing_runs_inline": [
        {"body": "<script>x()</script>"},
        {"body": '<script type="module">x()</script>'},
        {"body": "<style>p{}</style>"},
        {"body": '<p style="color:red">x</p>'},
        {"body": '<p onclick="x()">x</p>'},
        {"body": '<svg aria-hidden="true"><g ONLOAD="x()"></g></svg>'},
    ],
    "policy_comes_first": [
        {"policy": ""},
        {"policy": '<link rel="icon" href="../assets/a.svg">' + POLICY},
        {"policy": POLICY.replace("'none'", "*")},
    ],
    "controls_have_labels": [
        {"body": '<input name="a">'},
        {"body": '<label for="b"></label><select id="b"></select>'},
        {"body": '<label for="a">A</label><p id="a"></p><textarea id="c"></textarea>'},
        {"body": '<label><input type="checkbox"></label>'},
    ],
    "tables_say_what_they_hold": [
        {"body": '<table><tr><th scope="row">x</th></tr></table>'},
        {"body": '<table><caption> </caption><tr><th scope="row">x</th></tr></table>'},
        {"body": "<table><caption>x</caption><tr><td>x</td></tr></table>"},
        {"body": "<table><caption>x</caption><tr><th>x</th></tr></table>"},
        {"body": '<table><caption>x</caption><tr><th scope="both">x</th></tr></table>'},
    ],
    "no_template_is_left": [
        {"body": "<p>{{ title }}</p>"},
        {"body": "<p>{% if x %}</p>"},
        {"body": '<p title="{{ x }}">x</p>'},
        {"body": "<p>x #}</p>"},
    ],
    "no_value_is_missing": [
        {"body": "<p>None</p>"},
        {"body": "<p> undefined </p>"},
        {"body": "<td>NaN</td>"},
        {"body": "<p>None年</p>"},
        {"body": "<p>达到None</p>"},
        {"body": "<p>nan%</p>"},
        {"body": '<p data-sort="None">x</p>'},
        {"body": '<a href="../regions/None/">x</a>'},
    ],
    "no_markdown_is_left": [
        {"body": "<p>**要点：**内容</p>"},
        {"body": "<p>see [here](../)</p>"},
        {"body": "<p>\n## Heading</p>"},
    ],
    "text_is_sound": [{"body": "<p>\ufffd</p>"}],
}


@pytest.mark.parametrize(
    ("rule", "parts"), [(rule, parts) for rule, cases in IN_ONE_PAGE.items() for parts in cases]
)
def test_a_page_that_breaks_a_rule_is_caught(rule, parts):
    found = [finding for finding in audit(site(**parts), BASE) if finding.rule == rule]
    assert found
    assert {finding.path for finding in found} == {"regions/index.html"}


def test_chinese_on_an_english_page_is_marked():
    files = site()
    files["en/regions/index.html"] = page(
        "en/regions/index.html", '<p lang="zh-Hans">达到</p><code>达到</code>'
    )
    assert audit(files, BASE) == []

    for body in ("<p>达到</p>", '<div lang="zh-Hans"><p lang="en">达到</p></div>'):
        files["en/regions/index.html"] = page("en/regions/index.html", body)
        assert rules(files) == {"chinese_is_marked"}


BETWEEN_PAGES = {
    "links_lead_somewhere": [
        '<a href="../gone/">x</a>',
        '<a href="../Regions/">case</a>',
        '<a href="../regions">no slash</a>',
        '<a href="gone.html">x</a>',
        '<a href="../../outside/">x</a>',
        '<a href="/atlas/regions/">absolute</a>',
        '<a href="/regions/">absolute</a>',
        '<a href="//example.org/x">no scheme</a>',
        '<img src="../assets/gone.png" alt="">',
        '<img src="../assets/a.svg" srcset="../assets/a.svg 1x, ../assets/gone.svg 2x" alt="">',
        '<script src="../assets/gone.js"></script>',
        '<svg aria-hidden="true"><use href="../assets/gone.svg#a"></use></svg>',
        '<form action="../gone/"></form>',
    ],
    "fragments_exist": [
        '<a href="#gone">x</a>',
        '<a href="../#gone">x</a>',
        '<p id="Case"></p><a href="#case">x</a>',
        '<svg aria-hidden="true"><use href="../assets/a.svg#gone"></use></svg>',
    ],
    "own_links_are_relative": [
        '<a href="https://example.org/atlas/regions/">x</a>',
        '<a href="HTTPS://Example.org/atlas/">x</a>',
        '<img src="https://example.org/atlas/assets/a.svg" alt="">',
    ],
    "nothing_is_fetched_from_others": [
        '<script src="https://example.com/x.js"></script>',
        '<script src="//example.com/x.js"></script>',
        '<img src="http://example.com/x.png" alt="">',
        '<link rel="stylesheet" href="https://example.com/x.css">',
        '<link rel="preconnect" href="https://fonts.example.com">',
        '<iframe src="https://example.com/"></iframe>',
        '<form action="https://example.com/"></form>',
    ],
}


@pytest.mark.parametrize(
    ("rule", "body"), [(rule, body) for rule, bodies in BETWEEN_PAGES.items() for body in bodies]
)
def test_a_page_that_breaks_a_rule_between_pages_is_caught(rule, body):
    found = [finding for finding in audit(site(body), BASE) if finding.rule == rule]
    assert found
    assert {finding.path for finding in found} == {"regions/index.html"}


def test_a_style_sheet_that_fetches_from_others_is_caught():
    for text in (
        b"\n@import 'x.css';",
        b"\np { src: url( 'https://example.com/x.woff2') }",
        b"\n url(//x/y)",
    ):
        files = site() | {"assets/site.css": text}
        assert [(f.path, f.line, f.rule) for f in audit(files, BASE)] == [
            ("assets/site.css", 2, "nothing_is_fetched_from_others")
        ]


def test_a_link_to_a_file_that_will_exist_is_sound():
    body = '<a href="../pagefind/entry.json">x</a>'
    assert rules(site(body)) == {"links_lead_somewhere"}
    assert rules(site(body), also={"pagefind/entry.json"}) == set()


def test_the_404_page_links_from_the_base_path():
    for url, sound in {"/atlas/regions/": True, "/regions/": False, "../": False, "regions/": False}.items():
        files = site() | {"404.html": page("404.html", f'<a href="{url}">x</a>', identity="")}
        assert rules(files) == (set() if sound else {"links_lead_somewhere"}), url


def test_two_pages_of_one_language_with_one_title_are_caught():
    title = "<title>\n index.html</title>"
    assert rules(site(title=title)) == {"titles_tell_pages_apart"}
    assert rules(site(title="<title>en/index.html</title>")) == set(), "the other language may have the same"


def test_a_page_that_does_not_name_itself_is_caught():
    sound = site()["regions/index.html"].decode()
    own = '<link rel="canonical" href="https://example.org/atlas/regions/">'
    for wrong in ("", own + own, own.replace("regions/", "")):
        files = site() | {"regions/index.html": sound.replace(own, wrong).encode()}
        assert "each_page_names_itself" in rules(files), wrong


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('hreflang="en" href="https://example.org/atlas/en/regions/"', 'rel="x" href="../"'),
        (
            'hreflang="en" href="https://example.org/atlas/en/regions/"',
            'hreflang="en" href="https://example.org/atlas/en/"',
        ),
        (
            'hreflang="en" href="https://example.org/atlas/en/regions/"',
            'hreflang="en" href="https://example.org/atlas/en/gone/"',
        ),
        (
            'hreflang="en" href="https://example.org/atlas/en/regions/"',
            'hreflang="fr" href="https://example.org/atlas/en/regions/"',
        ),
        (
            'hreflang="en" href="https://example.org/atlas/en/regions/"',
            'hreflang="en" href="https://other.org/atlas/en/regions/"',
        ),
        ('hreflang="zh-Hans" href="https://example.org/atlas/regions/"', 'rel="x" href="../"'),
        ('hreflang="x-default" href="https://example.org/atlas/regions/"', 'rel="x" href="../"'),
        (
            'hreflang="x-default" href="https://example.org/atlas/',
            'hreflang="x-default" href="https://example.org/atlas/gone/',
        ),
    ],
)
def test_translations_that_do_not_name_each_other_are_caught(old, new):
    text = site()["regions/index.html"].decode()
    assert old in text
    assert "translations_name_each_other" in rules(
        site() | {"regions/index.html": text.replace(old, new).encode()}
    )


def test_a_page_without_a_way_in_is_caught():
    files = site() | {
        "lost/index.html": page("lost/index.html", '<a href="../">home</a>'),
        "en/lost/index.html": page("en/lost/index.html", '<a href="../../lost/">zh</a>'),
    }
    assert {(f.path, f.rule) for f in audit(files, BASE)} == {
        ("lost/index.html", "every_page_can_be_reached"),
        ("en/lost/index.html", "every_page_can_be_reached"),
    }

    files["index.html"] = page("index.html", LINKS + '<a href="lost/">lost</a>')
    files["en/index.html"] = page(
        "en/index.html", LINKS + '<a href="../lost/">through the other language</a>'
    )
    assert {f.path for f in audit(files, BASE)} == {"en/lost/index.html"}


def test_a_redirect_needs_no_way_in_but_must_lead_somewhere():
    def redirect(to: str) -> bytes:
        return page(
            "old/index.html",
            f'<a href="{to}">moved</a>',
            head=f'<meta http-equiv="refresh" content="0; url={to}">',
            identity='<link rel="canonical" href="https://example.org/atlas/regions/">',
        )

    assert rules(site() | {"old/index.html": redirect("../regions/")}) == set()
    assert rules(site() | {"old/index.html": redirect("../gone/")}) == {"links_lead_somewhere"}


def test_every_rule_says_what_it_is_and_has_a_case_here():
    text = Path(__file__).read_text(encoding="utf-8")
    for rule in (*PAGE_RULES, *SITE_RULES):
        assert rule.__doc__
        assert rule.__doc__.splitlines()[0].endswith(".")
        assert f'"{rule.__name__}"' in text, f"no test catches {rule.__name__}"


def test_a_finding_reads_like_a_compiler_message():
    first = audit(site('\n<a href="../gone/">x</a>'), BASE)[0]
    assert str(first) == "regions/index.html:5: ../gone/ leads nowhere [links_lead_somewhere]"


def test_1500_pages_are_audited_within_seconds():
    row = (
        '<tr><th scope="row"><a href="../../regions/">常州</a></th>'
        '<td data-sort="3.2"><a href="../1/">3.2%</a></td></tr>\n'
    )
    table = f"<table><caption>c</caption>{row * 30}</table>"
    ways = "".join(f'<a href="p/{n}/">{n}</a>' for n in range(1500))
    files = site() | {f"p/{n}/index.html": page(f"p/{n}/index.html", table) for n in range(1500)}
    files["index.html"] = page("index.html", LINKS + ways)
    begin = time.process_time()
    found = audit(files, BASE)
    seconds = time.process_time() - begin

    assert {finding.rule for finding in found} == {"translations_name_each_other"}, "only the missing English"
    assert seconds < 15, f"{seconds:.1f} s; a build waits for this"
