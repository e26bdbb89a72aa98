"""Whether two figures of a new document are of one thing: by the indicator that is certain, or by their words. Pure.

What says how much, since when or of which year is no part of the thing: 有效期内高新技术企业数 and 高新技术企业总数 are one.
That it is a pool of firms (入库) is kept apart: the same firms in a pool and out of it are related.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from atlas.meaning.named import named
from atlas.proposing.known import plain
from atlas.proposing.likely import CHOSEN

_POOL = re.compile("(?:评价|培育)?(?:入库|在库)(?:培育)?")
_NO_PART = re.compile(
    "有效期?内?(?!发明)|每年|年均|逐年|全年|当年|各类|全[市区县省]|[年月][内末底]|实际(?=利用)|(?:年度|综合|评价)+(?=排名)"
)
_ALL = re.compile("(?:总[量数额]|数量?)$|(?<=..)企业$")
_SUCH_AS = re.compile("、.*等")
"""众创空间、孵化器、加速器等 as 众创空间等."""
_SHORTEST = 2


class Thing(NamedTuple):
    """The id of the indicator where it is certain, the words for it in one form, and whether a pool is meant.

    Without id and words it is not known.
    """

    indicator: str = ""
    words: str = ""
    pooled: bool = False


def thing(indicator: str, text: str, start: int, end: int, clause: str) -> Thing:
    """The thing that `text[start:end]` is the name of, in a clause; texts are folded and squeezed."""
    name = text[start:end] if named(text, start, end) else ""
    words = _NO_PART.sub("", plain(_POOL.sub("", name)))
    words = _ALL.sub("", _SUCH_AS.sub("等", words))
    words = words if len(words) >= _SHORTEST else ""
    if chosen := CHOSEN.search(clause):  # 遴选100家高新技术企业 are not all that there are
        return Thing("", words and f"{chosen[0]} {words}")
    return Thing(indicator, words, _POOL.search(clause) is not None)


def one_thing(one: Thing, other: Thing) -> bool:
    """Whether both are of one thing, pools apart."""
    if one.indicator and other.indicator and one.pooled == other.pooled:
        return one.indicator == other.indicator
    return bool(one.words) and one.words == other.words
