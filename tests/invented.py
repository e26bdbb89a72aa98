"""Records for tests of pure functions: a few units, and targets made at random."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from atlas.records.model import Evidence, Name, Target, Unit, UnitLabel

ANY = Name(zh="甲", en="A")


def unit(key: str, zh: str, en: str, base: str, factor: int = 1) -> Unit:
    return Unit(id=key, label=UnitLabel(zh=zh, en=en), definition=ANY, base=base, factor=Decimal(factor))


UNITS = {
    each.id: each
    for each in (
        unit("jia", "家", "", "count"),
        unit("ge", "个", "", "count"),
        unit("wan-jia", "万家", "× 10,000", "count", 10_000),
        unit("percent", "%", "%", "percent"),
        unit("percentage-points", "个百分点", "percentage points", "percentage-points"),
        unit("ren", "人", "people", "people"),
        unit("wan-ren", "万人", "× 10,000 people", "people", 10_000),
        unit("yi-yuan", "亿元", "× 100 million yuan", "yuan", 100_000_000),
        unit("wan-sqm", "万平方米", "× 10,000 m²", "sqm", 10_000),
        unit("place", "位", "", "place"),
    )
}
BASES = ("level", "increase", "total", "annual", "change", "rank", "threshold")
COMPARATORS = ("reach", "at-least", "more-than", "about", "at-most", "less-than", "all")


def target(key: str = "x", **fields: object) -> Target:
    """A target; a value may be one number or two."""
    value = fields.pop("value", None)
    if value is not None:
        numbers = value if isinstance(value, tuple) else (value,)
        found = [Decimal(str(number)) for number in numbers]
        fields["value"] = found if len(found) > 1 else found[0]
    told = {
        "document": "chengchuan-2021", "id": key, "indicator": "rd-share", "region": "chengchuan",
        "comparator": "reach", "basis": "level", "evidence": (Evidence(at="正文 一", phrase="甲"),),
    }  # fmt: skip
    return Target.model_validate({**told, **fields})


figures = st.builds(
    target,
    key=st.uuids().map(str),
    value=st.one_of(st.integers(0, 10**6), st.decimals(0, 10**6, places=2)),
    unit=st.sampled_from(sorted(UNITS)),
    basis=st.sampled_from(BASES),
    comparator=st.sampled_from(COMPARATORS),
    indicator=st.sampled_from(["rd-share", "firms"]),
    conditions=st.sampled_from(
        [None, None, {"zh": "投资超10亿元", "en": "over 1 billion yuan"}, {"zh": "净增"}, {"zh": "重点项目"}]
    ),
    cluster=st.sampled_from([None, None, "lighting"]),
    year=st.one_of(st.none(), st.integers(2018, 2025).map(str)),
    baseline=st.sampled_from([None, None, {"year": "2016"}, {"year": "2017"}]),
    period=st.one_of(st.none(), st.tuples(st.integers(2018, 2021), st.integers(2021, 2025)).map(lambda p: [str(y) for y in p])),
)  # fmt: skip
goals = st.builds(
    target,
    key=st.uuids().map(str),
    words=st.just(Name(zh="翻一番", en="doubled")),
    basis=st.sampled_from(BASES),
    indicator=st.sampled_from(["rd-share", "firms"]),
)
targets = st.one_of(figures, figures, goals)
