"""What is told to tabs and on the terminal: the same, in the editor's language."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping

from atlas.problems import Language, Problem
from atlas.reporting.excerpt import excerpt
from atlas.reporting.reports import Told, folded, text
from atlas.serve.board import State
from atlas.serve.outcome import Outcome
from atlas.serve.page import Looks

WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "lang": "zh-Hans",
        "waiting": "网站还没有生成",
        "follows": "生成后，此页会自动变成您要看的页面。",
        "elsewhere": "网站在另一个路径下",
        "errors": "{n} 个错误",
        "warnings": "{n} 条提醒",
        "between": "，",
        "failed": "网站没有生成",
        "kept": "现在看到的仍是上一次成功生成的网站。改好并保存后，此页会自动更新。",
        "none_kept": "改好并保存后，网页会自动出现。",
        "built_with": "网站已经生成",
        "passed": "以下几处可以再看看。",
        "warning": "提醒",
        "close": "关闭（Esc）",
        "building": "正在生成……",
        "alone": "开发服务器没有回应",
        "changed": "{path} 有改动",
        "changed_more": "{path} 等 {n} 个文件有改动",
        "built": "已生成，用时 {seconds:.1f} 秒",
        "shown": "您最近看的网页已更新，用时 {seconds:.1f} 秒；其余网页随后生成",
        "indexed": "搜索索引已更新，用时 {seconds:.1f} 秒",
        "not_built": "没有生成。",
        "stays": "没有生成；网站仍是上一次成功生成的。",
        "stopped": "已停止。",
    },
    "en": {
        "lang": "en",
        "waiting": "The site is not built yet",
        "follows": "As soon as it is, the page that you asked for appears here.",
        "elsewhere": "The site stands at another path",
        "errors": "{n} errors",
        "errors_one": "1 error",
        "warnings": "{n} warnings",
        "warnings_one": "1 warning",
        "between": ", ",
        "failed": "The site was not built",
        "kept": "This is still the last good site. Mend the file and save it, and the page follows.",
        "none_kept": "Mend the file and save it, and the page appears.",
        "built_with": "The site was built",
        "passed": "These places may deserve a look.",
        "warning": "warning",
        "close": "Close (Esc)",
        "building": "Building…",
        "alone": "The development server does not answer",
        "changed": "{path} changed",
        "changed_more": "{path} and {n} more changed",
        "built": "Built in {seconds:.1f} s",
        "shown": "The pages that you looked at last are up to date, in {seconds:.1f} s; the others follow",
        "indexed": "Search index brought up to date in {seconds:.1f} s",
        "not_built": "Not built.",
        "stays": "Not built; the last good site stays.",
        "stopped": "Stopped.",
    },
}


def count(problems: Iterable[Problem], failure: str, language: Language) -> str:
    """“2 errors, 1 warning”; a failure is an error too. Nothing where there are none."""
    words = WORDS[language]
    severities = [problem.severity for problem in problems]
    said = []
    for name, n in (
        ("errors", severities.count("error") + bool(failure)),
        ("warnings", severities.count("warning")),
    ):
        if n:
            said.append((words.get(f"{name}_one") if n == 1 else None) or words[name].format(n=n))
    return words["between"].join(said)


def lines(problems: Iterable[Problem], failure: str, language: Language) -> tuple[str, ...]:
    """Everything that is wrong, a line each, for a page without scripts."""
    return (*(problem.line(language) for problem in problems), *([_plain(failure)] if failure else []))


def _plain(text: str) -> str:
    """The text without anything that a terminal would obey, or that would turn the direction of writing."""
    return "".join(
        char if char.isprintable() or char in "\n\t\u3000" else f"\\u{ord(char):04x}" for char in text
    )


def report(
    outcome: Outcome,
    seconds: float,
    stays: bool,
    known: Container[Problem],
    language: Language,
    *,
    finishing: bool = False,
) -> str:
    """What the terminal says of a build; `stays` if there is a last good site, `finishing` if it completes one.

    Every error is told each time, a warning that is `known` from the last build is only counted.
    """
    end = "stays" if stays else "not_built"
    if outcome.site is not None:
        end = "indexed" if finishing and not outcome.unfinished else "built"
        end = "shown" if outcome.pending is not None else end
    news = [problem for problem in outcome.problems if problem.severity == "error" or problem not in known]
    said = (
        text(news, language).removesuffix("\n"),
        _plain(outcome.failure),
        count(outcome.problems, outcome.failure, language),
        WORDS[language][end].format(seconds=seconds),
    )
    return "\n".join(line for line in said if line)


def changes(paths: list[str], language: Language) -> str:
    """What the terminal says of changed files."""
    words = WORDS[language]
    name = "changed" if len(paths) == 1 else "changed_more"
    more = len(paths) - 1 if language == "en" else len(paths)
    return words[name].format(path=paths[0], n=more)


def payload(state: State, looks: Looks, language: Language) -> str:
    """What one tab is told, as JSON in one line; all of it is text, none is markup.

    `page` and `styles` are what the tab should show; `problems` have `place`, `what`, `instead`, `severity`, the
    `line` in three pieces (before, what is meant, after; empty where there is none), and `also`, further places.
    """
    words = WORDS[language]
    problems = [_problem(told, language) for told in folded(state.problems)]
    if state.failure:
        whole = {"place": "", "what": _plain(state.failure), "instead": "", "severity": "error"}
        problems.append({**whole, "line": [], "also": ""})
    problems.sort(key=lambda problem: str(problem["severity"]))  # errors first, each kind by place
    counted = count(state.problems, state.failure, language)
    note = words["passed"]
    if state.failed:
        note = words["kept" if state.shown else "none_kept"]
    return json.dumps(
        {
            "page": looks.page,
            "styles": looks.styles,
            "failed": state.failed,
            "building": state.building,
            "title": words["failed"] if state.failed else words["built_with"],
            "count": counted,
            "note": note,
            "problems": problems,
            "words": {name: words[name] for name in ("lang", "close", "building", "alone", "warning")},
        }
    )


def _problem(told: Told, language: Language) -> dict[str, str | list[str]]:
    problem, place = told.problem, told.problem.place
    line: list[str] = []
    if problem.source is not None:
        shown = excerpt(problem.source, place)
        line = [shown.before, shown.meant, shown.after]
    return {
        "place": _plain(f"{place.file}:{place.line}:{place.column}"),
        "what": _plain(problem.what.within(language)) + told.remark(language),
        "instead": _plain(problem.instead.within(language)) if problem.instead else "",
        "severity": problem.severity,
        "line": line,
        "also": told.places(language),
    }
