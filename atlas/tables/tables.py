"""The published tables: each record as one flat row, under the names that outside tools read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from atlas.addresses import address
from atlas.figures.wording import normalized
from atlas.linking.relations import Relations, target_id
from atlas.records import model
from atlas.sources.proof import State
from atlas.tables.columns import COLUMNS

Value = str | int | float | bool | None
Row = dict[str, Value]
JOIN = "|"


def tables(
    atlas: model.Atlas, relations: Relations, states: Mapping[str, State], base_url: str
) -> dict[str, list[Row]]:
    """Every table as a list of flat records, in the order of `COLUMNS`."""

    def url(kind: str, key: str) -> str:
        return base_url + address(kind, key)

    rows: dict[str, Iterable[Row]] = {
        "targets": (_target(atlas, t, states, url) for t in atlas.targets.values()),
        "measures": (_measure(m, url) for m in atlas.measures.values()),
        "tasks": (_task(t, url) for t in atlas.tasks.values()),
        "cluster-mentions": (_mention(atlas, m, url) for m in atlas.mentions),
        "documents": (_document(d, states, url) for d in atlas.documents.values()),
        "regions": (
            {**_named(r.id, r.name), "level": r.level, "kind": r.kind, "parent": r.parent}
            for r in atlas.regions.values()
        ),
        "clusters": ({**_named(c.id, c.name), "broader": c.broader} for c in atlas.clusters.values()),
        "indicators": (
            {**_named(i.id, i.name), "theme": i.theme, "unit": i.unit, "direction": i.direction}
            for i in atlas.indicators.values()
        ),
        "agencies": (
            {**_named(a.id, a.name), "region": a.region, "function": a.function}
            for a in atlas.agencies.values()
        ),
        "references": (
            {
                **_named(r.id, r.title),
                "number": r.number,
                "level": r.level,
                "year": r.year,
                "cited_by": _joined(dict.fromkeys(relations.documents_citing.get(r.id, ()))),
            }
            for r in atlas.references.values()
        ),
        "themes": (_named(word.id, word.label) for word in atlas.vocabulary["themes"].values()),
    }
    found: dict[str, list[Row]] = {}
    for name, fields in COLUMNS.items():
        found[name] = []
        for row in rows[name]:
            if "url" not in row:
                row["url"] = url(name, str(row["id"]))
            found[name].append({field: row[field] for field in fields})
    return found


def _named(key: str, name: model.Name) -> Row:
    return {"id": key, "name_zh": name.zh, "name_en": name.en}


def _joined(items: Iterable[str]) -> str:
    return JOIN.join(items)


def _plain(value: Decimal | None) -> int | float | None:
    """A number as JSON has it: 5000, 3.5."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _words(text: model.Text | None, language: str) -> str | None:
    return None if text is None else (text.zh if language == "zh" else text.en)


def _target(
    atlas: model.Atlas, t: model.Target, states: Mapping[str, State], url: Callable[[str, str], str]
) -> Row:
    indicator, region = atlas.indicators[t.indicator], atlas.regions[t.region]
    unit = atlas.units[t.unit] if t.unit else None
    return {
        "id": t.gid,
        "document": t.document,
        "indicator": t.indicator,
        "indicator_zh": indicator.name.zh,
        "indicator_en": indicator.name.en,
        "region": t.region,
        "region_zh": region.name.zh,
        "value": _plain(t.low),
        "value_high": _plain(t.high),
        "value_words": t.words.zh if t.words else None,
        "unit": t.unit,
        "unit_zh": unit.label.zh if unit else None,
        "normalized_value": _plain(normalized(t.low, unit)) if unit and t.low is not None else None,
        "normalized_unit": unit.base if unit else None,
        "comparator": t.comparator,
        "basis": t.basis,
        "year": t.year,
        "year_basis": t.year_basis,
        "period_start": t.period[0] if t.period else None,
        "period_end": t.period[1] if t.period else None,
        "baseline_year": t.baseline.year if t.baseline else None,
        "aspirational": t.aspirational,
        "cluster": t.cluster,
        "phrase": _joined(e.phrase for e in t.evidence),
        "at": _joined(e.at for e in t.evidence),
        "verified": states[t.document].verified,
        "url": url("targets", t.gid),
        "conditions_zh": _words(t.conditions, "zh"),
        "conditions_en": _words(t.conditions, "en"),
        "note_zh": _words(t.note, "zh"),
        "note_en": _words(t.note, "en"),
        "assumed_zh": _words(t.assumed, "zh"),
        "assumed_en": _words(t.assumed, "en"),
    }


def _measure(m: model.Measure, url: Callable[[str, str], str]) -> Row:
    return {
        "id": m.gid,
        "document": m.document,
        "number": m.number,
        "at": m.at,
        "title_zh": m.title.zh,
        "title_en": m.title.en,
        "programme": _words(m.programme, "zh"),
        "themes": _joined(m.themes),
        "instruments": _joined(m.instruments),
        "lead_agencies": _joined(m.lead),
        "support_agencies": _joined(m.support),
        "clusters": _joined(m.clusters),
        "targets": _joined(target_id(m.document, name) for name in m.targets),
        "url": url("measures", m.gid),
        "summary_zh": _words(m.summary, "zh"),
        "summary_en": _words(m.summary, "en"),
    }


def _task(t: model.Task, url: Callable[[str, str], str]) -> Row:
    return {
        "id": t.gid,
        "document": t.document,
        "measure": f"{t.document}--{t.measure}",
        "number": t.number,
        "year": t.year,
        "gist_zh": t.gist.zh,
        "gist_en": t.gist.en,
        "lead_agencies": _joined(t.lead),
        "support_agencies": _joined(t.support),
        "targets": _joined(target_id(t.document, name) for name in t.targets),
        "at": t.at,
        "url": url("measures", f"{t.document}--{t.measure}") + f"#task-{t.id}",
    }


def _mention(atlas: model.Atlas, m: model.Mention, url: Callable[[str, str], str]) -> Row:
    return {
        "document": m.document,
        "cluster": m.cluster,
        "cluster_zh": atlas.clusters[m.cluster].name.zh,
        "region": m.region,
        "region_zh": atlas.regions[m.region].name.zh,
        "role": m.role,
        "firms": _joined(m.firms),
        "parks": _joined(m.parks),
        "platforms": _joined(m.platforms),
        "technologies": _joined(m.technologies),
        "at": m.at,
        "url": url("clusters", m.cluster),
        "printed": m.printed,
        "scale": m.scale,
    }


def _document(d: model.Document, states: Mapping[str, State], url: Callable[[str, str], str]) -> Row:
    return {
        "id": d.id,
        "title_zh": d.title.zh,
        "issuer": _joined(name.zh for name in d.issuers),
        "number": d.number,
        "level": d.level,
        "region": d.region,
        "issued": d.issued,
        "issued_basis": d.issued_basis,
        "period_start": d.period[0] if d.period else None,
        "period_end": d.period[1] if d.period else None,
        "cites": _joined(dict.fromkeys(cite.to for cite in d.cites)),
        "figures_in_source": states[d.id].figures,
        "figures_accounted": states[d.id].accounted,
        "verified": states[d.id].verified,
        "source_sha256": d.source.sha256,
        "url": url("documents", d.id),
        "title_en": d.title.en,
    }
