"""The names by which running text calls records, and the one record that each name stands for.

A name holds in every text, or only in the texts of the document that prints it so: 市科技局 is one bureau in
one document and another in the next. A name that several records share stands for none of them, unless one is
a glossary term whose `see` leads on to all the others: that term was written to explain the name.
A firm, park or platform that a document names stands for no record either, but what lies in its name is no name.

Chinese has no spaces, so a short name lies in many words: two characters are enough only for glossary terms,
which an editor chose for this. An English name stands as written but for its first letter, with its plural where
it is a common noun. Indicators are left out: they are named after what they count (funds, graduates), and a text
that speaks of funds speaks of no figure. So are the short names that this site gives documents: 常州2021 is also
how 2021 in Changzhou is written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from operator import is_

from atlas.problems import Language
from atlas.records.model import Atlas, Cluster

Key = tuple[str, str]
"""A record's kind and id, such as ("terms", "unicorn-enterprise")."""
Scope = str | None
"""The document in whose texts a name holds; None for every text."""
Table = Mapping[str, Mapping[Scope, Key | None]]
"""For each name its scopes, and for each of these the record, or None where it stands for no one record."""

SHORTEST, SHORTEST_TERM = 3, 2
"""Characters of the shortest name that is linked: of any record, and of a glossary term."""

_MARKED = re.compile(r"《([^《》]+)》|“([^“”]{4,})”")
_HAN = re.compile("[\u3400-\u9fff〇]")
_EXPLAINED = re.compile(r"(?P<name>.+) \((?P<more>[^()]+)\)")


@dataclass(frozen=True)
class Claim:
    """One name of one record, or of none: then it only keeps other names from being found inside."""

    name: str
    key: Key | None
    scope: Scope = None


def names(atlas: Atlas) -> Mapping[Language, Table]:
    """What each name stands for, in either language."""
    return {
        "zh": _table(chain(_chinese(atlas), _printed(atlas)), atlas),
        "en": _table(_english(atlas), atlas),
    }


def claimed(atlas: Atlas) -> Iterator[Claim]:
    """Every name of every record but indicators, in either language, with the document that prints it."""
    return chain(_chinese(atlas), _printed(atlas), _english(atlas))


def same_names(old: Atlas, new: Atlas) -> bool:
    """Whether names come from the very same records in both, so that they need not be gathered again."""
    kinds = ("terms", "regions", "clusters", "agencies", "references", "documents")
    pairs = [(getattr(old, kind), getattr(new, kind)) for kind in kinds]
    return _are(old.mentions, new.mentions) and all(
        one.keys() == other.keys() and _are(one.values(), other.values()) for one, other in pairs
    )


def _are(one: Collection[object], other: Collection[object]) -> bool:
    return len(one) == len(other) and all(map(is_, one, other))


def _table(claims: Iterable[Claim], atlas: Atlas) -> Table:
    claimed: dict[str, dict[Scope, set[Key]]] = {}
    for claim in claims:
        shortest = SHORTEST_TERM if claim.key and claim.key[0] == "terms" else SHORTEST
        if len(claim.name) >= shortest:
            keys = claimed.setdefault(claim.name, {}).setdefault(claim.scope, set())
            keys |= {claim.key} if claim.key else set()
    return {
        name: {scope: _one(keys | scopes.get(None, set()), atlas) for scope, keys in scopes.items()}
        for name, scopes in sorted(claimed.items())
    }


def _one(keys: set[Key], atlas: Atlas) -> Key | None:
    """The record that a name stands for if these have it."""
    if len(keys) == 1:
        return next(iter(keys))
    explaining = [
        key
        for key in keys
        if key[0] == "terms" and {other for _, other in keys - {key}} <= set(atlas.terms[key[1]].see)
    ]
    return explaining[0] if len(explaining) == 1 else None


def _chinese(atlas: Atlas) -> Iterator[Claim]:
    """Names that hold in every text."""
    for term in atlas.terms.values():
        yield from (Claim(name, ("terms", term.id)) for name in (term.name.zh, *term.aliases))
    for region in atlas.regions.values():
        yield from (Claim(name, ("regions", region.id)) for name in (region.name.zh, *region.aliases))
    for cluster in atlas.clusters.values():
        yield Claim(cluster.name.zh, ("clusters", cluster.id))
    for agency in atlas.agencies.values():
        yield Claim(agency.name.zh, ("agencies", agency.id))
    for reference in atlas.references.values():
        yield Claim(_unmarked(reference.title.zh), ("references", reference.id))
    for document in atlas.documents.values():
        yield Claim(_unmarked(document.title.zh), ("documents", document.id))


def _printed(atlas: Atlas) -> Iterator[Claim]:
    """Names as a document prints them, which hold in its own texts."""
    for kind, records in (("clusters", atlas.clusters), ("agencies", atlas.agencies)):
        for record in records.values():
            for document, printed in record.aliases.items():
                yield from (Claim(name, (kind, record.id), document) for name in printed)
    for one in atlas.documents.values():
        for cite in one.cites:
            kind = "documents" if cite.to in atlas.documents else "references"
            yield Claim(_unmarked(cite.printed), (kind, cite.to), one.id)
    for mention in atlas.mentions:
        for name in (*mention.firms, *mention.parks, *mention.platforms):
            yield Claim(name, None, mention.document)


def _unmarked(title: str) -> str:
    """A title without the marks around the whole of it, so that it is found with or without them."""
    match = _MARKED.fullmatch(title)
    return match[1] or match[2] if match else title


def _english(atlas: Atlas) -> Iterator[Claim]:
    for term in atlas.terms.values():
        said = (*_shorter(term.name.en), *term.aliases_en)
        either = (name for name in term.aliases if not _HAN.search(name))
        for name in (*said, *(_plural(name) for name in said), *either):
            yield from (Claim(spelt, ("terms", term.id)) for spelt in _spelt(name))
    for cluster in atlas.clusters.values():
        yield from _english_cluster(cluster)
    proper = chain(
        ((("regions", region.id), region.name) for region in atlas.regions.values()),
        ((("agencies", agency.id), agency.name) for agency in atlas.agencies.values()),
        ((("references", one.id), one.title) for one in atlas.references.values()),
        ((("documents", one.id), one.title) for one in atlas.documents.values()),
    )
    for key, title in proper:
        yield from (Claim(spelt, key) for name in _shorter(title.en) for spelt in _spelt(name))


def _english_cluster(cluster: Cluster) -> Iterator[Claim]:
    for name in (cluster.name.en, _plural(cluster.name.en)):
        yield from (Claim(spelt, ("clusters", cluster.id)) for spelt in _spelt(name))


def _shorter(name: str) -> Iterator[str]:
    """A name, without its article and without what stands in brackets; an abbreviation there is a name too."""
    name = name.removeprefix("The ")
    match = _EXPLAINED.fullmatch(name)
    if match is None:
        yield name
        return
    yield match["name"]
    if match["more"].isupper():
        yield match["more"]


def _plural(name: str) -> str:
    """The regular plural; of a name in quotation marks, the name itself."""
    if not name[-1].isalpha() or name.endswith("s"):
        return name
    if name.endswith(("ch", "sh", "x")):
        return f"{name}es"
    if name.endswith("y") and name[-2] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}s"


def _spelt(name: str) -> tuple[str, ...]:
    """An English name with a capital and with a small first letter: 'Unicorn', 'unicorn', but 'STAR Market'."""
    at = 1 if name[0] in "“‘" else 0
    if name[at + 1 : at + 2].isupper():
        return (name,)
    head, first, rest = name[:at], name[at], name[at + 1 :]
    return tuple(dict.fromkeys((f"{head}{first.upper()}{rest}", f"{head}{first.lower()}{rest}")))
