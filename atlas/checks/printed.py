"""Rules on what documents call an indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from atlas.checks.context import Context
from atlas.checks.figures import claim_of
from atlas.figures.borders import CELL
from atlas.figures.evidence import bearing
from atlas.figures.figures import find
from atlas.figures.heads import YEAR
from atlas.meaning.called import called
from atlas.meaning.limits import parted, texts
from atlas.meaning.named import named, tells
from atlas.problems import Problem, Words, quotation
from atlas.records.model import Target
from atlas.squeezed import fold, squeeze, squeezed

_SHORTEST = 2
_TELLING = re.compile("高价值|高层次|高技能|高成长|潜在|准独角兽|研发活动|研发机构|母基金|引导基金|专项资金")
"""Words that make another thing of what stands beside them."""
_BINDING = re.compile(
    "其中|力争|争取|确保|不少于|不低于|不超过|不高于|高于|超过|突破|达到|分别|以上|以内|左右|至少|累计|新增|净增|每年|年均|全年|[达超约到各均为至]"
    "|[^\u4e00-\u9fffA-Za-z]"
)


def wording_kept(context: Context) -> Iterator[Problem]:
    """What a document that has targets on an indicator calls it is noted: in a target, or in the indicator's file."""
    told: set[tuple[str, str]] = set()
    for target in context.asked.targets.values():
        indicator = context.atlas.indicators.get(target.indicator)
        pair = (target.document, target.indicator)
        if indicator is None or pair in told or target.document in indicator.aliases:
            continue
        if not indicator.aliases.keys() <= context.atlas.documents.keys():
            continue  # reported already
        if _is_nameless(context, target):
            continue  # another target of the pair may have the name
        told.add(pair)
        what = Words(
            f"没有记下“{target.document}”对指标“{indicator.id}”的叫法",
            f"what “{target.document}” calls the indicator “{indicator.id}” is not noted",
        )
        name, file = _as_printed(context, target), f"content/indicators/{indicator.id}.yaml"
        line = Words(
            "printed:（照抄词句里称呼它的字）", "printed: with the words of the phrase that name it,"
        )
        if name is not None:
            line = Words(f"printed: {name}", f"printed: {name}")
        instead = Words(
            f"请在这个目标里补上 {line.zh}，并核对 {file} 里的定义和可比性说明",
            f"add {line.en} to the target, and read definition and comparability in {file} again",
        )
        yield context.problem("wording-kept", target, ("indicator",), what, instead, severity="warning")


def _is_nameless(context: Context, target: Target) -> bool:
    """Whether no phrase of a target has words that could name its indicator: 其中平原高新区不少于3家."""
    return all(_left(context, piece.phrase) < _SHORTEST for piece in target.evidence)


def _left(context: Context, phrase: str) -> int:
    """How many characters of a phrase are left without its figures, areas, times and the words that bind."""
    text = squeezed(phrase).text
    for figure in reversed(find(text, context.lexicon)):
        text = f"{text[: figure.start]},{text[figure.end :]}"
    for name in _areas(context):
        text = text.replace(name, "")
    return len(_BINDING.sub("", text))


def _areas(context: Context) -> list[str]:
    """All that regions are called, the longest first."""
    regions = context.atlas.regions.values()
    return sorted({name for each in regions for name in (each.name.zh, *each.aliases)}, key=len, reverse=True)


def printed_stands(context: Context) -> Iterator[Problem]:
    """What a target notes as printed stands in one of its phrases."""
    for target in context.asked.targets.values():
        for number, name in enumerate(target.printed):
            wanted = fold(squeeze(name))
            if any(wanted in fold(squeeze(piece.phrase)) for piece in target.evidence):
                continue
            shown, proposed = quotation(name), _as_printed(context, target)
            what = Words(f"“{shown}”不在这个目标引用的词句里", f"“{shown}” stands in no phrase of the target")
            behind = Words(f"：{proposed}", f": {proposed}") if proposed else Words("", " that name it")
            instead = Words(
                f"应照抄词句里的叫法{behind.zh}；或改正所引的词句",
                f"write the words of a phrase{behind.en}; or mend the phrase",
            )
            yield context.problem("printed-stands", target, ("printed", number), what, instead)


def told_apart(context: Context) -> Iterator[Problem]:
    """A printed name has no word that tells its thing apart and that the indicator does not say; a warning."""
    for target in context.asked.targets.values():
        indicator = context.atlas.indicators.get(target.indicator)
        words = {found for name in target.printed for found in _TELLING.findall(fold(squeeze(name)))}
        if indicator is None or not words:
            continue
        told = [*texts(indicator, target.document), *([target.conditions.zh] if target.conditions else [])]
        said, _ = parted(fold(squeeze(text)) for text in told)
        for word in sorted(word for word in words if not any(word in text for text in said)):
            what = Words(
                f"叫法里的“{word}”，指标“{indicator.id}”的名称和定义都没有",
                f"the printed name says “{word}”, and neither name nor definition of “{indicator.id}” does",
            )
            instead = Words(
                "计的若是别的东西，应另建指标；若是同一事物，在指标的 definition 里说明",
                "if it counts another thing, make another indicator; if the same, say so in the indicator's definition",
            )
            yield context.problem("told-apart", target, ("indicator",), what, instead, severity="warning")


def named_as_another(context: Context) -> Iterator[Problem]:
    """A printed name is no name of another indicator only, unless a note tells why; a warning."""
    names = context.once("names of indicators", _names)
    for target in context.asked.targets.values():
        if target.note is not None or target.indicator not in context.atlas.indicators:
            continue
        for number, name in enumerate(target.printed):
            known = names.get(fold(squeeze(name)), {})
            others = sorted(key for key in known if key != target.indicator)
            if not others or known.get(target.indicator, set()) - {target.document}:
                continue
            shown, ids = quotation(name), ", ".join(others)
            what = Words(
                f"“{shown}”登记的是另一指标的叫法（{ids}），这里记的是“{target.indicator}”",
                f"“{shown}” is known as a name of {ids}, and the record is of “{target.indicator}”",
            )
            instead = Words(
                f"应写 indicator: {others[0]}；若这里确指别的事物，在 note 里说明",
                f"write indicator: {others[0]}; if the words mean another thing here, say so in note",
            )
            trail = ("printed", number)
            yield context.problem("named-as-another", target, trail, what, instead, severity="warning")


def _names(context: Context) -> dict[str, dict[str, set[str]]]:
    """Each name of an indicator, folded, with the indicators that have it and the documents that print it for each.

    A name of the indicator's own is under the document "".
    """
    found: dict[str, dict[str, set[str]]] = {}
    for indicator in context.atlas.indicators.values():
        short = (indicator.short.zh,) if indicator.short else ()
        for document, names in {"": (indicator.name.zh, *short), **indicator.aliases}.items():
            for name in names:
                found.setdefault(fold(squeeze(name)), {}).setdefault(indicator.id, set()).add(document)
    return found


def industry_called(context: Context) -> Iterator[Problem]:
    """What a document prints for an industry is like a name of that industry, and no name of another; a warning."""
    clusters = context.atlas.clusters
    for mention in context.asked.mentions:
        cluster, printed = clusters.get(mention.cluster), fold(squeeze(mention.printed))
        names = (cluster.name.zh, *cluster.aliases.get(mention.document, ())) if cluster else ()
        own = {fold(squeeze(name)) for name in names}
        if cluster is None or printed in own:
            continue
        other = next((key for key in _industries(context).get(printed, ()) if key != cluster.id), "")
        if not other and any(name in printed or printed in name for name in own):
            continue
        shown, file = quotation(mention.printed), f"content/clusters/{cluster.id}.yaml"
        what = Words(
            f"“{shown}”不是产业“{cluster.id}”登记的叫法",
            f"“{shown}” is no name that “{cluster.id}” is noted under",
        )
        meant = (
            Words(f"应写 cluster: {other}", f"write cluster: {other}")
            if other
            else Words("请核对 cluster", "check cluster")
        )
        line = f"{mention.document}: [{shown}]"
        instead = Words(
            f"{meant.zh}；若就是它，在 {file} 的 aliases 里写 {line}",
            f"{meant.en}; if it is the one, write {line} in aliases of {file}",
        )
        yield context.problem("industry-called", mention, ("printed",), what, instead, severity="warning")


def _industries(context: Context) -> Mapping[str, tuple[str, ...]]:
    """The industries by all that they are called, folded and squeezed."""
    return context.once("industries", _by_name)


def _by_name(context: Context) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for cluster in context.atlas.clusters.values():
        for name in {cluster.name.zh, *(each for printed in cluster.aliases.values() for each in printed)}:
            plain = fold(squeeze(name))
            found[plain] = (*found.get(plain, ()), cluster.id)
    return found


def _first_cell(phrase: str) -> str | None:
    """The name at the head of a row of cells, without its unit; None where a year heads the row."""
    cell = squeeze(re.split(r"[|｜]", phrase)[0])
    name = re.sub(r"[（(][^（()）]*[)）]$", "", cell)
    return None if YEAR.fullmatch(name) or not name else name


def _as_printed(context: Context, target: Target) -> str | None:
    """What the first phrase of a target calls its indicator; None where that is not sure, or names nothing."""
    phrase = target.evidence[0].phrase
    if CELL in fold(phrase):
        return _first_cell(phrase)
    bare = squeezed(phrase)
    figures = [figure for figure in find(bare.text, context.lexicon) if figure.kind in ("amount", "words")]
    starts = [] if target.value is None else list(bearing(claim_of(target), bare.text, context.lexicon))
    own = [figure for figure in figures if target.value is None or figure.start in starts]
    if not own:
        return None
    spans = [(figure.start, figure.end) for figure in figures if figure is not own[0]]
    name = called(bare.text, (own[0].start, own[0].end), spans)
    if not name.spans or name.mixed or name.items:
        return None
    span = named(bare.text, *name.spans[-1])
    if span is None or not tells(bare.text[slice(*span)], bare.text):
        return None
    start, end = bare.original(*span)
    name_of_place = any(
        phrase[start:end] in (each.name.zh, *each.aliases) for each in context.atlas.regions.values()
    )
    return None if name_of_place else phrase[start:end]  # 其中平原高新区3家 says whose, not what
