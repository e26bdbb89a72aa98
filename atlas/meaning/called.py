"""What a text calls the thing that a figure counts: the words before it in its clause, or, where none stand there, behind it.

Texts are folded and squeezed (`atlas.squeezed`); spans are offsets in them. Pure; decides nothing: of 新增高新技术企业200家
it gives 新增高新技术企业 and 高新技术企业, the longest first, and who asks knows which of them is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from atlas.meaning.governing import HOPED

Span = tuple[int, int]

_ENDS = re.compile("[,，。;；:：?？!！\n]")
_DONE_TO = re.compile("予以|给予|进行|作为|纳入|列入")
_TIME = (
    "(?:到|至|截至)?(?:20[0-9]{2}年?[-~至])?20[0-9]{2}年(?:[底末]|年底|年末)?(?:之?前|时)?"
    "|(?:到|至)?“?十[一二三四五六七八九]五”?(?:期间|末|时期)?|[年期][内末底]|年度(?=新)|全年|当年|年初|每年|年均(?!浓度|值|气温)|各年"
    "|[一二两三四五六七八九十0-9]+年(?:内|间|累计|来)?"
)
_PLACE = "全[市区县省]|[我本][市区县省]|各地|辖区内?"
VERB = (
    "新?引进和支持|引进和培养|新?[引招]进|新?引育|新?招引|新?培育|新?培养|自主培养|新?建设|新?建成|新?建立|新建投运|新建|新?创建|创成"
    "|新签约|签约|新?认定|获批|攻克|统筹安排|安排|开工建设|扩大|新?设立|新?组建|新?集聚|带动集聚|新?增加|新增|净增加?|累计|打造|形成|完成|实施|实现|开展|组织|推动|推进|促进|带动(?!力|性|型)|举办|促成|惠及|服务(?=科技型|中小微?型?企业|规上|规模以上|高新技术|各类|各企业)|盘活利用|盘活"
    "|(?<!在)孵化(?!器|面积|基地|载体|平台|园|中心|空间|机构|用房|率|链|体系|服务|毕业)|落地(?!率|生根|见效|转化)"
    "|发放"
    "|遴选|选派|选择|支持|扶持|发展|做大|做强|争创|引导|帮助|力促|突破|拥有|保有|再造"
)
_MANNER = (
    "确保|努力|其中|另|并|同时|还|再|大力|加快|积极|持续|稳步|深入|全面|不断|着力|高质量|高标准|高水平地|重点(?=[培发支引建推实])|进一步|力争"
    "|使|将|把|对|为|在(?=全[国省市区县])|以及|及|和|与|共|各类"
)
_LEAD = re.compile(f"{HOPED.pattern}|{_TIME}|{_PLACE}|{VERB}|{_MANNER}")
_TAIL = re.compile(
    "(?:(?:[比较](?:上年|去年|上一年|20[0-9]{2}年)|[一二两三四五六七八九十]年内?|20[0-9]{2}年|年均|每年|分别|均|都|各|再|共|要|总计|合计|累计|力争|争取|确保|努力|实现|逐年)"
    "|提高到|提升到|增加到|增长到|扩大到|下降到|降低到|降到|降至|增至|升至|提高至|提升至|(?:减少?|压缩|压减|缩短)[到至]|常年|始终|长期|(?<=[规模额量率池])至|控制在|保持在|稳定在|维持在"
    "|不少于|不低于|不超过|不高于|高于|低于|达到|达|超过|超|突破|约|近|为|至少|净增加?|新增|新建投运|新建|建成|新引进|新培育|新签约|增加|增长|提高|提升|上升|下降|降低|减少|压减|翻番"
    "|进入(?:前)?|位居(?:前)?|位列|前|第)+$"
)
_GIVES = re.compile(
    "新增|净增|新建|建成|新引进|新培育|新签约"
)  # what they give stands behind the figure, if anything does
_SIZE = re.compile("总?(?:规模|额|投资|面积)")
"""What says of a thing that stands behind the figure how large it is: 总规模20亿元的基金."""
_CHANGED = re.compile("增长|提高|提升|上升|下降|降低|减少|压减")
_JOINT = re.compile("、|以及|(?<!参)[和与及](?!其)")
_DEALT = re.compile("分别|均|各")


class Called(NamedTuple):
    """Where the words for a thing stand, and what they look like without what is no name.

    `spans` are the same words, each time without a further word in front (a year, 新增, 全市). `items` are the things
    that 分别, 均 or 各 takes up, in order, where there are several; `own` is the number of the one to which 分别 deals
    the figure. `before` are the words of the clause in front of an earlier figure, whose qualifiers may hold here too,
    `lead` those in front of the name. `mixed` says that another figure lies in between, or that the words stand in the
    clause before; `carried` that they stand there before its only figure, of which this one is a part or another side
    (其中2024年达到2.9%); `changed` that the figure is one of a rise or a fall.
    """

    spans: tuple[Span, ...]
    items: tuple[Span, ...] = ()
    before: str = ""
    lead: str = ""
    own: int | None = None
    mixed: bool = False
    changed: bool = False
    carried: bool = False


def called(text: str, figure: Span, others: Sequence[Span], back: int = 1) -> Called:
    """What the words around a figure call what it counts; `others` are the spans of the other amounts of the text.

    Where its clause says nothing it is what the clause before counts, or up to `back` clauses before.
    """
    start, end = figure
    first = max((found.end() for found in _ENDS.finditer(text, 0, start)), default=0)
    first = _opened(text, first, start)
    own, before, mixed = first, "", False
    earlier = [one for one in others if first <= one[0] and one[1] <= start]
    if earlier:
        joint = text.find("、", earlier[-1][1], start)
        mixed = joint < 0
        own = first if mixed else joint + 1
        before = text[first : earlier[0][0]]
    dealt = _run(text, first, start) if "分别" in text[first:start] else None
    last = start - len(found[0]) if (found := _TAIL.search(text[own:start])) else start
    changed = _CHANGED.search(text, last, start) is not None
    spans = tuple(_without_lead(text, own, last))
    behind = tuple(_behind(text, end, others))
    lead = text[own : spans[-1][0] if spans else start]
    sized = text.startswith("的", end) and spans and _SIZE.fullmatch(text, *spans[-1])
    if not mixed and (not spans or (behind and (sized or _GIVES.search(text, last, start)))):
        spans, lead = behind, text[own:start]
    if dealt is not None:
        items = tuple(split(text, *dealt))
        number = sum(dealt[1] < one[0] for one in earlier)
        its = number if number < len(items) else None
        return Called(spans, items, before, lead, its, mixed=True, changed=changed)
    if not spans and first and back:  # 高新技术企业突破480家,三年净增150家
        told = [one for one in others if one[1] < first and not _ENDS.search(text, one[1], first - 1)]
        at = told[-1] if told else (first - 1, first - 1)
        rest = [one for one in others if one != at]
        earlier_one = called(text, at, rest, back - 1)
        alone = len(told) == 1 and text[first - 1] == ","
        carried = alone and not earlier_one.mixed and not earlier_one.items
        return earlier_one._replace(mixed=True, changed=changed, carried=carried)
    items = tuple(split(text, *spans[-1])) if spans and _DEALT.search(text[last:start]) else ()
    return Called(spans, items if len(items) > 1 else (), before, lead, None, mixed, changed)


def _opened(text: str, first: int, start: int) -> int:
    """Where the words begin that stand in the same brackets as what follows `start`."""
    depth = 0
    for at in range(start - 1, first - 1, -1):
        if text[at] in ")）":
            depth += 1
        elif text[at] in "(（":
            if depth == 0:
                return at + 1
            depth -= 1
    return first


def _run(text: str, first: int, start: int) -> Span | None:
    """The words that 分别 takes up: from the head of the clause to 分别."""
    at = text.rfind("分别", first, start)
    spans = list(_without_lead(text, first, at))
    return spans[-1] if spans else None


def split(text: str, start: int, end: int, joint: re.Pattern[str] = _JOINT) -> Iterator[Span]:
    """Where the items of a list `text[start:end]` stand, between what joins them."""
    at = start
    for found in joint.finditer(text, start, end):
        if found.start() > at:
            yield at, found.start()
        at = found.end()
    if at < end:
        yield at, end


def _without_lead(text: str, start: int, end: int) -> Iterator[Span]:
    """A span, and what is left of it each time that a word which is no name is taken from its front; none if nothing is."""
    starts = [start]
    while (found := _LEAD.match(text, starts[-1], end)) is not None:
        starts.append(found.end())
    if starts[-1] < end:
        yield from ((each, end) for each in starts)


_BEHIND = re.compile("(?:及?以上|左右|以内|多)?的?")


def _behind(text: str, end: int, others: Sequence[Span]) -> Iterator[Span]:
    """The words behind a figure, to the end of its clause or to the next figure: 新增100家省级以上双创载体."""
    start = match.end() if (match := _BEHIND.match(text, end)) else end
    stop = _ENDS.search(text, start)
    last = min([stop.start() if stop else len(text), *(one[0] for one in others if one[0] >= start)])
    joint = text.find("、", start, last)
    last = joint if joint >= 0 else last
    if done := _DONE_TO.search(text, start, last):  # 20家高成长企业予以扶持
        last = done.start()
    if tail := _TAIL.search(text[start:last]):  # 10亿元以上项目不少于3个
        last -= len(tail[0])
    yield from _without_lead(text, start, last)
