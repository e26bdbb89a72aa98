"""A page's content becomes HTML: the Jinja environment, and Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from atlas.addresses import relative
from atlas.noting.prints import digest_of
from atlas.pages import Page
from atlas.pages.maker import Maker
from atlas.pages.parts import Content
from atlas.reading.aliases import Redirect
from atlas.records.model import Atlas
from atlas.rendering.frame import HTML_LANG, Frames
from atlas.rendering.prose import markdown_html
from atlas.rendering.templating import environment

# A template that another one uses. Parsing with Jinja would take longer than a build with nothing else to do.
_REFERENCE = re.compile(r"""\{%[-+]?\s*(?:extends|include|import|from)\s+(?:["']([^"']+)["'])?""")


class TemplateFailed(Exception):
    """A template of ours could not be rendered; the message names page, template and line."""


@dataclass(frozen=True)
class Renderer:
    """Turns contents into pages. `assets` maps logical names (`site.css`) to published paths."""

    templates: Path
    assets: Mapping[str, str]
    base_url: str

    @cached_property
    def environment(self) -> Environment:
        """The one Jinja environment."""
        return environment(self.templates)

    def render(self, page: Page, content: Content, m: Maker) -> str:
        """A page's HTML."""
        try:
            frames = self._frames_of(m.view.atlas)
            return self.environment.get_template(f"pages/{page.template}.html").render(
                content=content,
                frame=frames.frame(page, content, m),
                t=frames.strings(m),
                markdown=_markdown(content, m),
            )
        except Exception as error:
            raise TemplateFailed(
                f"{page.address or '/'}: {_where(error, self.templates)}: {error}"
            ) from error

    def _frames_of(self, atlas: Atlas) -> Frames:
        frames = self._frames.get("frames")
        if frames is None or frames.atlas is not atlas:
            frames = self._frames["frames"] = Frames(atlas, self.assets, self.base_url)
        return frames

    @cached_property
    def _frames(self) -> dict[str, Frames]:
        return {}

    @cached_property
    def _prints(self) -> dict[str, str]:
        return {}

    def template_print(self, template: str) -> str:
        """The digest of a page's template and of every template that it is built from."""
        found = self._prints.get(template)
        if found is None:
            met: dict[str, str] = {}
            self._gather(f"pages/{template}.html", met)
            found = self._prints[template] = digest_of(
                *(piece for pair in sorted(met.items()) for piece in pair)
            )
        return found

    def _gather(self, name: str, met: dict[str, str]) -> None:
        """`name` and all that it extends, includes or imports, with their sources."""
        loader = self.environment.loader
        if name in met or loader is None:
            return
        met[name], _, _ = loader.get_source(self.environment, name)
        for quoted in _REFERENCE.findall(met[name]):
            # Without quotation marks it is a name that is made up while rendering: it may be any.
            for one in [quoted] if quoted else self.environment.list_templates():
                self._gather(one, met)

    def redirect(self, one: Redirect) -> str:
        """The page at an address that is gone: it leads to the one that took over."""
        absolute = self.base_url + one.to
        return self.environment.get_template("pages/redirect.html").render(
            lang=HTML_LANG[one.language],
            title=absolute,
            absolute=absolute,
            href=relative(one.address, one.to),
        )


def _markdown(content: Content, m: Maker) -> Markup | None:
    """The page's text in Markdown, where it has one, with the names in it linked."""
    source = content.more.get("markdown")
    if source is None:
        return None
    return markdown_html(source, lambda part: m.linked((part,) if part.href else m.mixed(part.text)))


def _where(error: BaseException, templates: Path) -> str:
    """The last template frame of an error: the innermost frame is the library's, not ours."""
    found = "template"
    trace = error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if templates in file.parents:
            found = f"{file.relative_to(templates).as_posix()}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
