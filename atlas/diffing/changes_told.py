"""What an edit changes, in words: the parts of a summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from atlas.comparing.spans import over, when, yearly
from atlas.diffing.called_otherwise import told as told_otherwise
from atlas.diffing.changes import Changes, Counted, Edited, Moved, Proven, Side
from atlas.diffing.summary import Part, Row
from atlas.diffing.to_look_at import to_look_at
from atlas.figures.wording import count, due, number, one_year
from atlas.problems import Language, Words
from atlas.records.model import Record, Target
from atlas.sources.proof import State

NAMED = 20
"""Indicators that are named; of more it is said how many there are."""

_KINDS = {
    "documents": Words("文件", "documents"), "measures": Words("举措", "measures"), "tasks": Words("年度任务", "tasks"),
    "mentions": Words("产业提法", "industry mentions"), "set_aside": Words("非目标数字", "figures set aside"),
    "regions": Words("地区", "regions"), "clusters": Words("产业", "clusters"), "indicators": Words("指标", "indicators"),
    "agencies": Words("部门", "agencies"), "references": Words("引用的政策", "references"), "terms": Words("术语", "terms"),
    "units": Words("单位", "units"), "words": Words("词表", "vocabulary"), "interface": Words("界面用语", "interface"),
    "texts": Words("文字页面", "texts"), "proofs": Words("核对结果", "proofs"), "changes": Words("更新记录", "news"),
    "site": Words("网站设置", "site settings"), "targets": Words("目标", "targets"), "themes": Words("主题", "themes"),
    "compare": Words("对比", "comparisons"), "home": Words("首页", "home"), "matrix": Words("矩阵", "matrix"),
    "timeline": Words("时间轴", "timeline"), "search": Words("搜索", "search"), "data": Words("数据", "data"),
    "about": Words("关于", "about"), "method": Words("方法", "method"), "404": Words("404", "404"),
}  # fmt: skip


class Teller:
    """Changes between two sides, in one language."""

    def __init__(self, old: Side, new: Side, language: Language) -> None:
        self.old, self.new, self.language = old.atlas, new.atlas, language
        self.units = {**old.atlas.units, **new.atlas.units}
        self.bases = {**old.atlas.vocabulary["bases"], **new.atlas.vocabulary["bases"]}

    def say(self, zh: str, en: str) -> str:
        """One of two texts."""
        return zh if self.language == "zh" else en

    def parts(self, found: Changes, touched: Mapping[str, int] | None) -> Iterator[Part]:
        """Everything there is to tell; `touched` is None where it could not be found out."""
        if not found and not touched:
            yield Part(self.say("对读者没有任何变化。", "Nothing changes for readers."))
            return
        proven = tuple(map(self._proven, found.proven))
        if proven:
            yield Part(self.say("与原文的核对", "Held against the source texts"), proven)
        targets = tuple(self._targets(found))
        if targets:
            told = self._numbers(
                Counted(*(("",) * len(each) for each in (found.added, found.removed, found.edited)))
            )
            yield Part(self.say(f"目标：{told}", f"Targets: {told}"), targets)
        rows = tuple(
            Row(f"{self._kind(kind)}{self.say('：', ': ')}{self._numbers(counted)}", "", self._named(counted))
            for kind, counted in found.counted.items()
            if counted
        )
        if found.called:
            called = told_otherwise(found.called, lambda key: self._name("documents", key))
            rows += (Row(called.within(self.language), "", self._called(found.called)),)
        if rows:
            yield Part(self.say("其他内容", "Other content"), rows)
        comparisons = tuple(self._comparisons(found))
        if comparisons:
            yield Part(self.say("可比较的目标", "Comparisons"), comparisons)
        yield from self._pages(found, touched)
        look = tuple(
            Row(f"/{'' if self.language == 'zh' else 'en/'}{at}", "", (why.within(self.language),))
            for at, why in to_look_at(found)
        )
        if look:
            yield Part(self.say("请按这个顺序看这些页：", "Look at these pages, in this order:"), look)

    def _called(self, called: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """Which indicators those are, each by its id and name."""
        ids = list(called)
        more = (
            [self.say(f"……另有{len(ids) - NAMED}个", f"… and {len(ids) - NAMED} more")]
            if len(ids) > NAMED
            else []
        )
        return (*(f"~ {key} ({self._name('indicators', key)})" for key in ids[:NAMED]), *more)

    def _kind(self, kind: str) -> str:
        words = _KINDS.get(kind, Words(kind, kind))
        return words.within(self.language)

    def _numbers(self, counted: Counted) -> str:
        added, removed, changed = len(counted.added), len(counted.removed), len(counted.changed)
        told = [
            (added, self.say(f"新增{added}", f"{added} added")),
            (removed, self.say(f"删除{removed}", f"{removed} removed")),
            (changed, self.say(f"修改{changed}", f"{changed} changed")),
        ]
        return self.say("，", ", ").join(text for count, text in told if count)

    def _named(self, counted: Counted) -> tuple[str, ...]:
        marked = (("+", counted.added), ("-", counted.removed), ("~", counted.changed))
        lines = [f"{mark} {key}" for mark, keys in marked for key in keys]
        return tuple(lines) if len(lines) <= 8 else ()

    # Proofs
    def _proven(self, proven: Proven) -> Row:
        """What readers are told of a document's proof, beside what they were told before."""
        before, after = proven.before, proven.after
        if before is None and after.verified:
            mark, said = "+", self.say("新文件，字句已与原文核对", "new, checked against its source text")
        elif before is None:
            mark, said = (
                "+",
                self.say("新文件，字句尚未与原文核对", "new, not yet checked against its source text"),
            )
        elif before.verified and after.verified:
            mark, said = "~", self.say("字句仍是已与原文核对", "still checked against its source text")
        elif after.verified:
            mark, said = "+", self.say("字句现已与原文核对", "is now checked against its source text")
        else:
            mark = "-"
            said = self.say(
                "字句原已与原文核对，改动后显示为尚未核对",
                "was checked against its source text, and no longer is",
            )
        name = self._name("documents", proven.document)
        return Row(f"{name}{self.say('：', ': ')}{said}", mark, tuple(self._proofs_needed(proven)))

    def _proofs_needed(self, proven: Proven) -> Iterator[str]:
        before, after = self._accounted(proven.before or State()), self._accounted(proven.after)
        if before != after:
            yield f"{before} → {after}"
        for command, done in (("verify", proven.after.verified), ("audit", proven.after.figures is not None)):
            if not done:
                told = f"python build.py {command} --sources DIR {proven.document}"
                yield self.say(f"请运行 {told}", f"run {told}")

    def _accounted(self, state: State) -> str:
        if state.figures is None:
            return self.say("原文数字未清点", "figures not counted")
        return self.say(
            f"原文{state.figures}个数字，{state.accounted}个有着落",
            f"{state.accounted} of {count(state.figures, 'figure', 'figures')} accounted for",
        )

    # Targets
    def _targets(self, found: Changes) -> Iterator[Row]:
        yield from (Row(self._target(target), "+", (target.gid,)) for target in found.added)
        yield from (Row(self._target(target), "-", (target.gid,)) for target in found.removed)
        for edit in found.edited:
            yield Row(self._target(edit.new), "~", (edit.new.gid, *self._fields(edit)))

    def _name(self, kind: str, key: str) -> str:
        """The name of a record of either atlas, today's where both have it; its id where neither does."""
        record = getattr(self.new, kind).get(key) or getattr(self.old, kind).get(key)
        name = (
            getattr(record, "short", None) or getattr(record, "name", None) or getattr(record, "label", None)
        )
        return key if name is None else str(name.zh if self.language == "zh" else name.en)

    def _target(self, target: Target) -> str:
        """`Changzhou 2021 · Changzhou · R&D share: 3.5% (2025)`."""
        named = (("documents", target.document), ("regions", target.region), ("indicators", target.indicator))
        told = " · ".join(self._name(kind, key) for kind, key in named)
        until = when(target, self.language) if one_year(target) else due(target)
        until = f"{self.say('（', ' (')}{until}{self.say('）', ')')}" if until else ""
        return f"{told}{self.say('：', ': ')}{yearly(target, self.units, self.language)}{until}"

    def _fields(self, edit: Edited) -> Iterator[str]:
        for name in edit.fields:
            before, after = getattr(edit.old, name), getattr(edit.new, name)
            yield f"{name}: {self._value(before)} → {self._value(after)}"

    def _value(self, value: Any) -> str:
        """A field as a reader would write it down; – where there is none."""
        if value is None or value == ():
            return "–"
        if isinstance(value, Decimal):
            return number(value)
        if isinstance(value, tuple):
            return (
                "[" + ", ".join(self._value(item) for item in value) + "]"
                if len(value) > 1
                else self._value(value[0])
            )
        if isinstance(value, Record):
            held = {name: getattr(value, name) for name in type(value).model_fields}
            if held.keys() == {"zh", "en"}:
                return str(held[self.language] or held["zh"])
            return " ".join(self._value(item) for item in held.values() if item is not None)
        return str(value).lower() if isinstance(value, bool) else str(value)

    # Comparisons
    def _comparisons(self, found: Changes) -> Iterator[Row]:
        for group in found.comparisons:
            told, basis = self._name("indicators", group.indicator), self.bases.get(group.basis)
            said = group.basis if basis is None else self.say(basis.label.zh, basis.label.en)
            cluster, conditions = group.scope
            of = [self._name("clusters", cluster)] if cluster else []
            words = (said, over(group.span, self.language), *of, conditions)
            said = self.say("，", ", ").join(word for word in words if word)
            before, after = group.sizes
            sizes = str(after) if before == after else f"{before} → {after}"
            title = self.say(f"{told}（{said}，{sizes}个目标）", f"{told} ({said}; targets: {sizes})")
            yield Row(title, "", tuple(self._moved(move) for move in group.moved))

    def _moved(self, move: Moved) -> str:
        target = self._target(move.target)
        if move.before is None:
            return self.say(f"+ 第{move.after}位加入：{target}", f"+ joins in place {move.after}: {target}")
        if move.after is None:
            left = f"- leaves, was in place {move.before}: {target}"
            return self.say(f"- 原第{move.before}位离开：{target}", left)
        places = f"{move.before} → {move.after}"
        return self.say(f"~ 位次 {places}：{target}", f"~ place {places}: {target}")

    # Pages
    def _pages(self, found: Changes, touched: Mapping[str, int] | None) -> Iterator[Part]:
        counts = self._numbers(Counted(found.pages_added, found.pages_lost))
        if touched:
            each = self.say("，", ", ").join(f"{self._kind(kind)} {count}" for kind, count in touched.items())
            total = sum(touched.values())
            said = self.say(f"{total}个内容有变（{each}）", f"{total} with other content ({each})")
            counts = self.say("，", ", ").join(text for text in (counts, said) if text)
        rows = [Row(f"/{address}", "+") for address in found.pages_added]
        rows += [Row(f"/{address}", "-") for address in found.pages_lost]
        if touched is None:
            rows.append(
                Row(
                    self.say(
                        "旧内容不合今天的规则，无法比较各页内容。",
                        "The old content breaks today's rules, so pages could not be compared.",
                    )
                )
            )
        if counts or rows:
            title = self.say(f"页面（中英文各一）：{counts}", f"Pages, each in both languages: {counts}")
            yield Part(title.rstrip("：: "), tuple(rows))
        if found.unaliased:
            yield self._needed(found)

    def _needed(self, found: Changes) -> Part:
        """The lines that content/aliases.yaml lacks; those that are only a guess say so."""
        guess = self.say("  # 请确认去向", "  # is this where it should lead?")
        lines = tuple(
            f"{address}: {to or '/'}{'' if address in found.sure else guess}"
            for address, to in found.unaliased.items()
        )
        title = self.say(
            f"{len(lines)}个已发布的网址会失效。请在 content/aliases.yaml 中写明去向：",
            f"{count(len(lines), 'published address', 'published addresses')} would be lost. "
            f"Say in content/aliases.yaml where {'it leads' if len(lines) == 1 else 'they lead'}:",
        )
        return Part(title, (), lines)
