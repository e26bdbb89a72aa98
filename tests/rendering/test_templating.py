"""What is escaped, how a run of text becomes HTML, and what a template may ask of a value."""

from __future__ import annotations

import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup

from atlas.pages.parts import Part
from atlas.rendering.templating import environment, escaped, part_html, run_html

MARKUP = st.text().map(Markup) | st.text().map(markupsafe.escape)


@given(st.text() | st.integers() | st.floats() | st.booleans() | st.none() | MARKUP)
def test_what_is_escaped_is_what_markupsafe_escapes(value):
    assert escaped(value) == str(markupsafe.escape(value))


def test_what_says_itself_that_it_is_html_is_believed():
    class Bold:
        def __html__(self) -> str:
            return "<b>&amp;</b>"

    assert escaped(Bold()) == "<b>&amp;</b>"


def test_a_run_is_text_links_and_marks_all_escaped():
    run = (Part("a<b "), Part("c", href='x"y'), Part("d", lang="zh-Hans", mark="m"))
    html = 'a&lt;b <a href="x&#34;y">c</a><span class="m" lang="zh-Hans">d</span>'
    assert run_html(run) == html
    assert "".join(map(part_html, run)) == html


@pytest.fixture
def rendered(tmp_path):
    def render(template: str, **values: object) -> str:
        (tmp_path / "a.html").write_text(template, encoding="utf-8")
        return environment(tmp_path).get_template("a.html").render(**values)

    return render


HOSTILE = "<i>&\"'"
SAFE = "&lt;i&gt;&amp;&#34;&#39;"


@pytest.mark.parametrize(
    "template",
    [
        "{{ it.text }}",
        "{{ (it).text }}",
        "{% macro m(x) %}{{ x.text }}{% endmacro %}{{ m(it) }}",
        "{% set x %}{{ it.text }}{% endset %}{{ x }}",
        "{% for each in [it] %}{{ each.text }}{% endfor %}",
        "{% for each in [it] %}{{ each.text if loop.first }}{% endfor %}",
        "{{ it.text ~ '' }}",
        "{{ it|part }}",
        "{{ (it,)|run }}",
        "{% filter trim %}{{ it.text }}{% endfilter %}",
        "{% macro m() %}{{ caller(it) }}{% endmacro %}{% call(x) m() %}{{ x.text }}{% endcall %}",
    ],
)
def test_a_text_is_escaped_once_wherever_it_stands(template, rendered):
    assert rendered(template, it=Part(HOSTILE)) == SAFE


def test_markup_stays_as_it_is(rendered):
    assert rendered("{{ it }}", it=Markup("<b>")) == "<b>"


def test_an_attribute_is_no_item_and_an_item_no_attribute(rendered):
    assert rendered("{{ it['text'] }}", it={"text": "a"}) == "a"
    with pytest.raises(AttributeError, match="text"):
        rendered("{{ it.text }}", it={"text": "a"})


@pytest.mark.parametrize("template", ["{{ it }}", "{{ it.text }}", "{% if it %}{% endif %}"])
def test_no_undefined_name_goes_unnoticed(template, rendered):
    with pytest.raises(UndefinedError, match="'it' is undefined"):
        rendered(template)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("m(it)", f"{SAFE},2"),
        ("m(it, 3)", f"{SAFE},3"),
        ("m(it, two=3)", f"{SAFE},3"),
        ("m(*[it, 3])", f"{SAFE},3"),
    ],
)
def test_a_macro_is_called_by_its_arguments(call, said, rendered):
    template = "{% macro m(x, two=2) %}{{ x.text }},{{ two }}{% endmacro %}{{ " + call + " }}"
    assert rendered(template, it=Part(HOSTILE)) == said


def test_what_a_macro_says_is_escaped_no_more(rendered):
    assert rendered("{% macro m() %}<b>{% endmacro %}{% set x = m() %}{{ x }}{{ x ~ '<' }}") == "<b><b>&lt;"


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        ("m()", UndefinedError, "parameter 'x' was not provided"),
        ("m(1, 2, 3)", TypeError, "not more than 2"),
        ("n(1)", UndefinedError, "'n' is undefined"),
    ],
)
def test_a_call_that_fits_no_macro_does_not_go_unnoticed(call, error, words, rendered):
    with pytest.raises(error, match=words):
        rendered("{% macro m(x, two=2) %}{{ x }},{{ two }}{% endmacro %}{{ " + call + " }}")


def test_what_holds_not_and_has_no_else_says_nothing(rendered):
    assert rendered("a{{ 'b' if it }}c{{ it ~ ('d' if it) }}", it=0) == "ac0"
