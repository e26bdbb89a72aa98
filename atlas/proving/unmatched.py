"""What is said of words and headings that content and source do not share."""

from __future__ import annotations

from atlas.place_forms import is_row
from atlas.problems import Place, Problem, Words
from atlas.sources.census import Mismatch
from atlas.sources.source import Heading, Source, nearest


def unmatched(mismatch: Mismatch, source: Source, file: str, place: Place, rule: str) -> Problem:
    """An entry, written at `place`, that does not single out its words in a source text, the file `file`."""
    entry = mismatch.entry
    lines = ", ".join(map(str, mismatch.lines))
    if mismatch.fault == "several":
        what = Words(
            f"“{entry.text}”在 {entry.at} 下出现 {mismatch.found} 次（{file} 第 {lines} 行）",
            f"“{entry.text}” stands {mismatch.found} times under {entry.at} ({file}, lines {lines})",
        )
        return Problem(
            place, rule, what, Words("应补上 nth: 1 等以说明是哪一处", "add nth: 1 (or 2 …) to say which")
        )
    if mismatch.fault == "nth-too-high":
        what = Words(
            f"“{entry.text}”在 {entry.at} 下只出现 {mismatch.found} 次",
            f"“{entry.text}” stands only {mismatch.found} times under {entry.at}",
        )
        return Problem(place, rule, what, Words("请核对 nth", "check nth"))
    near = nearest(source, entry.text)
    if near is None:
        hint = Words("请核对摘句", "check the phrase")
    elif near.exact:
        hint = Words(
            f"它在 {near.path}（{file}:{near.line}）", f"it stands under {near.path} ({file}:{near.line})"
        )
    else:
        hint = Words(
            f"最接近的是 {near.path}（{file}:{near.line}）“{near.words}”",
            f"the nearest words are “{near.words}” under {near.path} ({file}:{near.line})",
        )
    if mismatch.fault == "unknown-place":
        what = Words(f"原文没有 {entry.at}", f"the source has no place {entry.at}")
    else:
        what = Words(f"{entry.at} 下没有“{entry.text}”", f"“{entry.text}” does not stand under {entry.at}")
    return Problem(place, rule, what, hint)


def to_list(heading: Heading) -> Words:
    """What to write for a heading of a source that no record stands for."""
    if heading.level == 0:
        return Words("请补上", "add it")
    if is_row(heading.path):  # the row of a table
        return Words(
            f"应在 tasks.yaml 中有一条 at: {heading.path}",
            f"add a task with at: {heading.path} to tasks.yaml",
        )
    entry = f"- {{at: {heading.path}, level: {heading.level}, title: {{zh: …, en: …}}}}"
    return Words(f"应补上 {entry}", f"add {entry}")
