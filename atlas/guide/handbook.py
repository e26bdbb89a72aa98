"""The tables of fields in the handbook, made from the models: in docs/editing.md and docs/editing.zh.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from atlas.guide.field_guide import ALIASES, COUNTING_WORDS, FieldGuide, inside, marks, read_guide
from atlas.guide.file_kinds import BY_NAME, FileKind
from atlas.problems import Language, Words
from atlas.records import model

FILES: Mapping[Language, Path] = {"en": Path("docs", "editing.md"), "zh": Path("docs", "editing.zh.md")}
ORDER = (
    "document", "targets", "measures", "tasks", "mentions", "set-aside", "proof", "region", "indicator", "cluster",
    "agency", "reference", "term", "vocabulary", "units", "counting-words", "site", "interface", "changes", "aliases",
)  # fmt: skip
"""The kinds of files as an editor meets them."""
_MADE = re.compile(r"(<!-- fields\b[^>]*-->\n).*?(<!-- /fields -->)", re.DOTALL)

_YES = Words("必填", "required")
_NO = Words("", "")
_HEADS = (
    Words("| 字段 | | 可写的词 | 含义 |", "| field | | words to choose from | meaning |"),
    Words("|---|---|---|---|", "|---|---|---|---|"),
)
_PLAIN = (model.Name, model.Text, model.UnitLabel)  # a language each: nothing to tell
_SEVERAL = {
    "citable": ("references", "documents"),
    "anything": ("indicators", "clusters", "regions", "references", "documents", "terms"),
    "printed-agencies": ("agencies",),
}
_INSIDE = ("targets", "measures")
"""What stands in a document's own files, where its ids are chosen from."""


def table(guide: FieldGuide, kind: FileKind, language: Language) -> str:
    """The fields of a kind of file as a Markdown table: name, whether required, what it names, meaning.

    The fields of a record inside another follow it: `evidence`, `evidence.at`. Empty where a file has no fields.
    """
    if kind.record is not None:
        rows = list(_rows(guide, kind.record, kind.written, "", language))
    else:
        fields = model.COUNTING_WORDS if kind.shape == "words" else ()
        rows = [_row(name, "", "", guide.fields[COUNTING_WORDS, name], language) for name in fields]
    return "".join(f"{line}\n" for line in (*(head.within(language) for head in _HEADS), *rows) if rows)


def _rows(
    guide: FieldGuide, record: type[model.Record], names: Iterable[str], above: str, language: Language
) -> Iterator[str]:
    for name in names:
        field = record.model_fields[name]
        needed = (_YES if field.is_required() else _NO).within(language)
        named = next((_places(mark.kind) for mark in marks(field.annotation, field.metadata)), "")
        yield _row(f"{above}{name}", needed, named, guide.field(record, name), language)
        inner = inside(field.annotation)
        if inner is not None and inner not in _PLAIN:
            yield from _rows(guide, inner, inner.model_fields, f"{above}{name}.", language)


def _row(name: str, needed: str, named: str, meaning: Words, language: Language) -> str:
    told = meaning.within(language).replace("|", "\\|")
    return f"| `{name}` | {needed} | {named} | {told} |"


def _places(kind: str) -> str:
    """Where the words or ids stand that a field may hold, as links from docs/."""
    if kind in _INSIDE:
        return f"`{kind}.yaml`"
    if kind in model.VOCABULARIES:
        return f"[{kind}](../content/vocabulary/{kind}.yaml)"
    return ", ".join(f"[{each}/](../content/{each})" for each in _SEVERAL.get(kind, (kind,)))


def tables(guide: FieldGuide, language: Language) -> str:
    """The tables of every kind of file, each under its name and its place."""
    parts = []
    for kind in (BY_NAME[name] for name in ORDER):
        named = COUNTING_WORDS if kind.shape == "words" else ALIASES
        about = guide.records[kind.record.__name__ if kind.record else named].within(language)
        place = kind.globs[0].replace("*", "ID") if len(kind.globs) == 1 else "vocabulary/*.yaml"
        title = f"### {guide.kinds[kind.name].within(language)} `{place}`"
        parts.append("\n\n".join(part for part in (title, about, table(guide, kind, language)) if part))
    return "\n".join(part if part.endswith("\n") else f"{part}\n" for part in parts)


def renewed(text: str, guide: FieldGuide, language: Language) -> str:
    """The handbook with the tables of today between its two markers. Raises ValueError where they are missing."""
    if len(_MADE.findall(text)) != 1:
        raise ValueError("the handbook lacks <!-- fields --> and <!-- /fields -->")
    return _MADE.sub(lambda found: f"{found[1]}\n{tables(guide, language)}\n{found[2]}", text)


def stale(root: Path) -> dict[Path, str]:
    """The handbooks of the repository at `root` of which the tables are not those of today, with what they should be."""
    guide, found = read_guide(root), {}
    for language, file in FILES.items():
        if not (root / file).is_file():
            continue
        text = (root / file).read_text(encoding="utf-8")
        today = renewed(text, guide, language)
        if today != text:
            found[file] = today
    return found


def refresh(root: Path) -> list[Path]:
    """The tables of each handbook are those of today; the files that changed."""
    changed = stale(root)
    for file, text in changed.items():
        (root / file).write_text(text, encoding="utf-8", newline="\n")
    return list(changed)
