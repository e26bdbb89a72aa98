"""Pages hold still while they load, and are there for readers who tab, who zoom, and who choose their own colours."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.test_every_kind_of_page import pages_by_kind

# The templates, and the kinds with the most in them; the address of each is that of its largest page.
MAIN = (
    "",
    "indicators/*/",
    "documents/*/",
    "compare/",
    "matrix/",
    "regions/*/",
    "clusters/*/",
    "search/",
    "about/*/",
)

SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  const told = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (hadRecentInput) continue;
      sum += value;
      for (const { node } of sources) told.push(node?.outerHTML?.slice(0, 120) ?? node?.nodeName);
    }
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done([sum, told]), 400);
})"""

# The focused element if something else lies over its whole visible part; null if the reader can see it.
HIDDEN = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const boxes = [...at.getClientRects()].filter(({ width, height }) => width && height);
  const inside = (from, to, end) => [Math.max(from, 0), Math.min(to, end)];
  const seen = boxes.some((box) => {
    const [[left, right], [top, bottom]] = [inside(box.left, box.right, innerWidth), inside(box.top, box.bottom, innerHeight)];
    return right > left && bottom > top && [0.1, 0.5, 0.9].some((x) => [0.2, 0.5, 0.8].some((y) => {
    const top_most = document.elementFromPoint(left + x * (right - left), top + y * (bottom - top));
    return top_most && (at.contains(top_most) || top_most.contains(at) || at.closest("label")?.contains(top_most));
  }));
  });
  return seen ? null : at.outerHTML.slice(0, 200);
}"""

FOCUS_SHOWS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body || at.matches("main")) return true;
  const shown = (element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
  };
  return shown(at) || shown(at.closest("label") ?? at);
}"""


def addresses(site, language: str, kinds=MAIN) -> list[str]:
    found = pages_by_kind(site, language)
    return [found[kind] for kind in kinds]


@pytest.mark.parametrize(("language", "width"), [("en", 390), ("zh", 1280)])
def test_nothing_moves_while_a_page_loads(page: Page, site_url, built_site, language):
    moved = []
    for address in addresses(built_site, language):
        page.goto(site_url + address)
        sum_, told = page.evaluate(SHIFTS)
        if sum_ > 0.01:
            moved.append(f"{address}: {sum_:.4f}: {told}")
    assert not moved, "\n".join(moved)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_measure_of_movement_sees_movement(page: Page, site_url, language):
    page.goto(site_url)
    page.evaluate(
        "document.querySelector('main').prepend(Object.assign(document.createElement('p'), {textContent: 'late'}))"
    )
    assert page.evaluate(SHIFTS)[0] > 0.01


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", ["documents/*/", "matrix/", "about/*/"])
def test_who_tabs_sees_the_focus_and_nothing_lies_over_it(page: Page, site_url, built_site, kind):
    page.goto(site_url + pages_by_kind(built_site, "en")[kind])
    hidden, unmarked = [], []
    for step in range(100):
        page.keyboard.press("Tab" if step < 75 else "Shift+Tab")
        if over := page.evaluate(HIDDEN):
            hidden.append(f"{step}: {over}")
        if not page.evaluate(FOCUS_SHOWS):
            unmarked.append(page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
    assert not hidden, "\n".join(hidden[:8])
    assert not unmarked, "\n".join(unmarked[:8])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_reader_who_wants_no_motion_gets_none(page: Page, site_url, built_site, language):
    """The test's browser asks for reduced motion; what answers to scrolling is the reader's own doing."""
    for address in addresses(built_site, language, ("", "documents/*/", "about/*/")):
        page.goto(site_url + address)
        moving = page.evaluate(
            """() => [...document.querySelectorAll("*")].filter((one) => {
              const style = getComputedStyle(one);
              return parseFloat(style.transitionDuration) > 0 || style.scrollBehavior === "smooth" ||
                (style.animationName !== "none" && style.animationTimeline === "auto");
            }).map((one) => one.outerHTML.slice(0, 120))"""
        )
        assert moving == [], address


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_in_the_readers_own_colours_marks_and_states_stay_visible(page: Page, site_url, colour_scheme):
    page.emulate_media(forced_colors="active", color_scheme=colour_scheme)
    page.goto(site_url + "about/design/")
    found = page.evaluate(
        """() => {
          const ink = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
          return {
            page: ink("body", "backgroundColor"), text: ink("body", "color"),
            mark: ink(".chart .c-mark:not(.c-hollow)", "fill"), link: ink(".chart svg a .c-b", "fill"),
            line: ink(".scroller td", "borderBottomColor"),
            fold: ink(".fold", "borderBottomStyle"), sort: ink(".sort", "color"),
          };
        }"""
    )
    for name in ("text", "mark", "link", "line", "sort"):
        assert found[name] != found["page"], name
    assert found["fold"] == "solid"
    page.locator("#design-table .sort").first.focus()
    assert page.evaluate(FOCUS_SHOWS)


@pytest.mark.parametrize("width", [390])
def test_letters_in_charts_grow_with_the_readers_and_the_page_does_not(page: Page, site_url):
    page.goto(site_url + "en/indicators/rd-intensity/")
    letters = """() => {
      const heights = [...document.querySelectorAll(".chart-narrow text")].map((one) => one.getBoundingClientRect().height);
      return [Math.min(...heights.filter(Boolean)), document.documentElement.scrollWidth];
    }"""
    before, across = page.evaluate(letters)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    # Outline and tables look at their room once the page is drawn.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    after, still = page.evaluate(letters)
    assert across == still == 390
    assert 1.9 < after / before < 2.1


# What ends beyond the window's edge, all that opens being open: nothing but what scrolls in a region of its own may.
BEYOND = """(size) => {
  document.documentElement.style.fontSize = size;
  document.querySelectorAll("details").forEach((one) => { one.open = true; });
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
    const page = document.documentElement;
    const over = page.scrollWidth - page.clientWidth;
    const found = [...document.querySelectorAll("body *")]
      .filter((one) => !one.closest(".visually-hidden, [popover], pre, svg, .scroller-wide") && one.checkVisibility())
      .map((one) => [one, one.getBoundingClientRect()])
      .filter(([, { width, left, right }]) => width && (right > innerWidth + 1 || left < -1))
      .map(([one, { right }]) => Math.round(right - innerWidth) + " px: " + one.outerHTML.slice(0, 120));
    done(over > 0 ? ["the page by " + over + " px", ...found] : found);
  })));
}"""


@pytest.mark.parametrize(("width", "size"), [(320, "100%"), (390, "200%")])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_large_text_and_narrow_windows_are_read_without_scrolling_sideways(
    page: Page, site_url, built_site, language, size
):
    """A window of 1280 pixels at 400 % is one of 320: what must scroll does so inside a region of its own."""
    wide = []
    for kind, address in pages_by_kind(built_site, language).items():
        page.goto(site_url + address)
        wide += [f"{kind} ({address}): {one}" for one in page.evaluate(BEYOND, size)[:3]]
    assert not wide, "\n".join(wide[:20])


@pytest.mark.parametrize(("width", "size"), [(320, "100%"), (390, "200%")])
def test_the_measure_of_width_sees_what_is_too_wide(page: Page, site_url, size):
    page.goto(site_url + "en/about/design/")
    assert page.evaluate(BEYOND, size) == []
    page.evaluate(
        """() => {
          const wide = document.createElement("p");
          wide.textContent = "x".repeat(60);
          wide.style.cssText = "overflow-wrap: normal; inline-size: max-content";
          document.querySelector("main").append(wide);
        }"""
    )
    found = page.evaluate(BEYOND, size)
    assert found[0].startswith("the page by")
    assert "<p style=" in found[1]
